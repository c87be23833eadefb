import pytest
from django.contrib.auth.models import AnonymousUser
from django.test import RequestFactory

from clinic_site.images.models import add, release
from clinic_site.images.storage import folder
from clinic_site.images.views import picture
from tests.clinic_site.images.pictures import jpeg, png

pytestmark = pytest.mark.usefixtures("media", "static_folder")


@pytest.fixture
def image(editor):
    return add(jpeg(), by=editor, key="waiting-room")


@pytest.fixture
def released(image):
    release([image.key])
    return image


def address_of(image, kind="image/jpeg") -> str:
    return next(f"/media/pictures/{one['name']}" for one in image.renditions if one["type"] == kind)


@pytest.mark.parametrize("kind", ["image/jpeg", "image/webp"])
def test_a_released_picture_is_public_for_ever(client, released, kind):
    response = client.get(address_of(released, kind))

    assert response.status_code == 200
    assert response.content == (folder() / address_of(released, kind).rpartition("/")[2]).read_bytes()
    assert response["Content-Type"] == kind
    assert response["Content-Length"] == str(len(response.content))
    assert response["Cache-Control"] == "public, max-age=31536000, immutable"


def test_a_released_picture_runs_nothing_and_knows_nobody(client, released):
    response = client.get(address_of(released))

    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Content-Security-Policy"].startswith("sandbox; default-src 'none'; ")
    assert not response.cookies
    assert not response.has_header("Vary")


def test_a_released_picture_is_the_same_for_staff(client, editor, released):
    client.force_login(editor)

    response = client.get(address_of(released))

    assert response["Cache-Control"] == "public, max-age=31536000, immutable"
    assert not response.has_header("Vary")


def test_a_reader_costs_one_query(client, released, django_assert_num_queries):
    with django_assert_num_queries(1):
        client.get(address_of(released))


def test_head_tells_the_length_without_the_picture(client, released):
    response = client.head(address_of(released))

    assert response.status_code == 200
    assert int(response["Content-Length"]) > 0
    assert response.content == b""


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete", "options"])
def test_other_methods_are_refused(client, released, method):
    assert getattr(client, method)(address_of(released)).status_code == 405


def test_an_unreleased_picture_is_not_there_for_a_reader(client, image):
    for send in (client.get, client.head):
        response = send(address_of(image))

        assert response.status_code == 404
        assert response["Cache-Control"] == "no-store"
        assert not response.cookies
        assert not response.has_header("Vary")


def test_a_reader_is_answered_without_asking_who_they_are(image):
    # A request without a session or a user: touching either would fail.
    request = RequestFactory().get("/")

    assert picture(request, image.renditions[0]["name"]).status_code == 404


def test_who_may_see_the_library_sees_an_unreleased_picture_and_no_cache_keeps_it(client, editor, image):
    client.force_login(editor)

    response = client.get(address_of(image))

    assert response.status_code == 200
    assert response["Cache-Control"] == "private, no-store"
    assert response["Content-Security-Policy"].startswith("sandbox; default-src 'none'; ")


def test_staff_without_a_role_see_no_unreleased_picture(client, colleague, image):
    client.force_login(colleague)

    assert client.get(address_of(image)).status_code == 404


def test_someone_who_left_sees_no_unreleased_picture(client, editor, image):
    client.force_login(editor)
    type(editor).objects.update(is_active=False)

    assert client.get(address_of(image)).status_code == 404


@pytest.mark.parametrize("user", [AnonymousUser(), None])
def test_a_session_of_nobody_sees_no_unreleased_picture(settings, image, user, colleague):
    request = RequestFactory().get("/")
    request.COOKIES[settings.SESSION_COOKIE_NAME] = "made-up"
    colleague.is_staff = False
    request.user = user or colleague

    assert picture(request, image.renditions[0]["name"]).status_code == 404


def test_staff_reach_the_picture_below_admin_where_their_cookie_is_sent(client, editor, image):
    address = f"/admin/images/image/file/{image.renditions[0]['name']}"

    assert client.get(address).status_code == 404
    client.force_login(editor)
    assert client.get(address).status_code == 200


def test_releasing_one_of_two_equal_pictures_releases_the_content(client, editor, image):
    add(jpeg(), by=editor, key="same-again")

    release(["same-again"])

    assert client.get(address_of(image)).status_code == 200


def test_a_released_picture_releases_no_other(client, editor, released):
    other = add(png(), by=editor, key="other")

    assert client.get(address_of(other)).status_code == 404


@pytest.mark.parametrize(
    "name",
    [
        "x",
        "0" * 64 + "-480.webp",
        "{digest}-481.webp",
        "{digest}-480.svg",
        "{digest}-480.jpg%0A",
        "{digest}-٤٨٠.jpg",
        ".{digest}-40.jpg.abcd",
        "..%2F{digest}-40.jpg",
        "%00{digest}-40.jpg",
    ],
)
def test_any_other_name_is_not_found(client, released, name):
    response = client.get("/media/pictures/" + name.replace("{digest}", released.digest))

    assert response.status_code in {400, 404}
    assert not response.cookies


def test_a_picture_whose_file_was_lost_is_not_found(client, released):
    (folder() / address_of(released).rpartition("/")[2]).unlink()

    assert client.get(address_of(released)).status_code == 404
