import errno
import os

import pytest

from clinic_site.images import storage
from clinic_site.images.processing import process
from clinic_site.images.refusals import Refused
from clinic_site.images.storage import address, folder, for_staff, store
from tests.clinic_site.images.pictures import jpeg

pytestmark = pytest.mark.usefixtures("media")


def names_in_folder() -> list[str]:
    return sorted(path.name for path in folder().iterdir())


@pytest.fixture
def full_disk(monkeypatch):
    """The third file finds no more room."""
    replace, done = os.replace, []

    def refuse_the_third(source, target):
        if len(done) == 2:
            raise OSError(errno.ENOSPC, "No space left on device")
        done.append(target)
        replace(source, target)

    monkeypatch.setattr(storage.os, "replace", refuse_the_third)


def test_every_rendition_becomes_a_file_named_after_its_content():
    processed = process(jpeg((500, 250)))

    store(processed)

    stored = [*processed.renditions, processed.square]
    assert names_in_folder() == sorted(rendition.name for rendition in stored)
    for rendition in stored:
        assert (folder() / rendition.name).read_bytes() == rendition.content


def test_storing_the_same_content_twice_writes_nothing_the_second_time(monkeypatch):
    processed = process(jpeg())
    store(processed)
    monkeypatch.setattr(storage, "write_whole", None)

    store(processed)

    assert len(names_in_folder()) == 3


@pytest.mark.usefixtures("full_disk")
def test_a_full_disk_leaves_no_file_and_a_message_that_says_what_to_do():
    with pytest.raises(Refused, match="could not be stored.*Nothing was saved"):
        store(process(jpeg((500, 250))))

    assert names_in_folder() == []


def test_a_full_disk_leaves_alone_what_was_there_before(monkeypatch):
    processed = process(jpeg((500, 250)))
    store(processed)
    (folder() / processed.renditions[-1].name).unlink()
    before = names_in_folder()
    monkeypatch.setattr(storage, "write_whole", lambda path, content: path.open("rb"))

    with pytest.raises(Refused):
        store(processed)

    assert names_in_folder() == before


def test_a_folder_that_cannot_be_made_is_a_refusal(media):
    media.write_text("a file where the folder belongs")

    with pytest.raises(Refused, match="Tell the person who looks after this site"):
        store(process(jpeg()))


def test_the_address_of_a_picture_begins_with_media():
    assert address("a-1.jpg") == "/media/pictures/a-1.jpg"


def test_only_addresses_of_pictures_are_turned_into_staff_addresses():
    name = "0" * 64 + "-480.webp"

    html = for_staff(f'<img src="/media/pictures/{name}"> /media/pictures/ and /media/pictures/x.jpg')

    assert html == f'<img src="/admin/images/image/file/{name}"> /media/pictures/ and /media/pictures/x.jpg'
