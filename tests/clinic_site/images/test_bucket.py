"""Pictures that several machines share in an S3-compatible bucket, stood for by a server on loopback."""

import re

import boto3
import pytest
from django.test import Client
from moto.server import ThreadedMotoServer

from clinic_site.images import storage
from clinic_site.images.models import add
from clinic_site.images.refusals import Refused
from tests import builders
from tests.clinic_site.images.pictures import jpeg

KEYS = {"region_name": "eu-west-2", "access_key": "clinic", "secret_key": "for tests only"}


@pytest.fixture(scope="module")
def server():
    server = ThreadedMotoServer("127.0.0.1", 0, verbose=False)
    server.start()
    yield "http://{}:{}".format(*server.get_host_and_port())
    server.stop()


@pytest.fixture
def bucket(server, settings):
    """The bucket as an owner of it sees it."""
    client = boto3.client("s3", endpoint_url=server, region_name=KEYS["region_name"],
                          aws_access_key_id="owner", aws_secret_access_key="owner")  # fmt: skip
    client.create_bucket(Bucket="pictures-of-a-clinic", CreateBucketConfiguration={"LocationConstraint": "eu-west-2"})
    settings.MEDIA_BUCKET = "pictures-of-a-clinic"
    own = {"BACKEND": "clinic_site.images.bucket.Bucket"}
    own["OPTIONS"] = {"bucket_name": settings.MEDIA_BUCKET, "endpoint_url": server} | KEYS
    settings.STORAGES = settings.STORAGES | {"pictures": own}
    yield client
    for one in keys_in(client):
        client.delete_object(Bucket=settings.MEDIA_BUCKET, Key=one)
    client.delete_bucket(Bucket=settings.MEDIA_BUCKET)
    client.close()


def keys_in(client) -> list[str]:
    found = client.list_objects_v2(Bucket="pictures-of-a-clinic").get("Contents", [])
    return sorted(one["Key"] for one in found)


@pytest.fixture
def on_another_machine(settings, tmp_path):
    """What follows happens on a machine that has stored nothing yet."""

    def move() -> None:
        settings.MEDIA_ROOT = tmp_path / "another" / "media"

    return move


@pytest.fixture
def picture(clinic, bucket):
    return add(jpeg(), by=clinic["editor"], key="chairs", alt_choice="informative", alt="Chairs in a room")


def test_a_picture_that_one_machine_stored_is_shown_by_another(clinic, picture, settings, on_another_machine):
    page = builders.question(clinic["editor"], "chairs", body="Words.\n\n![](image:chairs)\n")
    builders.published(page, clinic)
    stored = {path.name: path.read_bytes() for path in storage.folder().iterdir()}
    on_another_machine()

    shown = Client().get(page.path)
    addresses = set(re.findall(r"/media/pictures/[^\s\"]+", shown.content.decode()))
    answers = {address: Client().get(address) for address in addresses}

    assert len(addresses) == 2
    for address, answer in answers.items():
        assert answer.content == stored[address.rpartition("/")[2]]
        assert answer["Content-Security-Policy"].startswith("sandbox; default-src 'none'; ")
        assert answer["Cache-Control"] == "public, max-age=31536000, immutable"
    # Readers ask nobody but the site.
    assert "img-src 'self';" in shown["Content-Security-Policy"]
    assert settings.STORAGES["pictures"]["OPTIONS"]["endpoint_url"].rpartition("/")[2] not in shown.content.decode()


def test_a_picture_no_page_has_shown_is_for_staff_alone_on_every_machine(client, bucket, picture, on_another_machine):
    on_another_machine()

    assert client.get(f"/media/pictures/{picture.smallest()['name']}").status_code == 404
    assert not storage.folder().exists()


def test_the_bucket_holds_each_file_once_under_its_digest(bucket, picture):
    keys = keys_in(bucket)
    when = {key: bucket.head_object(Bucket="pictures-of-a-clinic", Key=key)["LastModified"] for key in keys}
    add(jpeg(), by=picture.uploaded_by, key="again")
    head = bucket.head_object(Bucket="pictures-of-a-clinic", Key=keys[0])

    assert keys == [f"pictures/{path.name}" for path in sorted(storage.folder().iterdir())]
    assert keys_in(bucket) == keys
    assert {key: bucket.head_object(Bucket="pictures-of-a-clinic", Key=key)["LastModified"] for key in keys} == when
    assert (head["CacheControl"], head["ContentType"]) == ("public, max-age=31536000, immutable", "image/webp")


def test_programs_that_read_files_find_what_a_page_names(bucket, picture, on_another_machine):
    name = picture.smallest()["name"]
    on_another_machine()

    storage.bring(f'<img src="/media/pictures/{name}"><img src="/media/pictures/{"0" * 64}-320.jpg">')

    assert [path.name for path in storage.folder().iterdir()] == [name]


def test_a_bucket_that_takes_nothing_leaves_no_picture_behind(clinic, bucket, settings):
    own = settings.STORAGES["pictures"]
    missing = own["OPTIONS"] | {"bucket_name": "no-such-bucket"}
    settings.STORAGES = settings.STORAGES | {"pictures": own | {"OPTIONS": missing}}

    with pytest.raises(Refused, match="could not be stored"):
        add(jpeg(), by=clinic["editor"], key="chairs")

    assert list(storage.folder().iterdir()) == []


def test_a_bucket_that_is_gone_is_a_fault_and_no_missing_picture(bucket, picture, settings, on_another_machine):
    own = settings.STORAGES["pictures"]
    gone = own["OPTIONS"] | {"endpoint_url": "http://127.0.0.1:9"}
    settings.STORAGES = settings.STORAGES | {"pictures": own | {"OPTIONS": gone}}
    on_another_machine()

    with pytest.raises(OSError, match="the bucket of pictures can't be asked"):
        storage.file_of(picture.smallest()["name"])
