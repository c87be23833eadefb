"""Whatever lies in the media folder, a backup is taken; what the site did not write is told."""

import os
import socket
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command

from clinic_site.images.models import add
from clinic_site.operations import backup_keeping, backup_media, backup_restoring, backup_taking, doctor_backups
from tests import builders
from tests.clinic_site.images.pictures import jpeg

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def media(settings, tmp_path) -> Path:
    """With a picture that a row names."""
    settings.DATA_DIR, settings.MEDIA_ROOT = tmp_path, str(tmp_path / "media")
    settings.BACKUPS, settings.BACKUP_KEY, settings.BACKUP_COPY = str(tmp_path / "backups"), "", ""
    add(jpeg(), by=builders.person("editor"), key="chairs")
    return tmp_path / "media"


def strew(media: Path) -> list[str]:
    """Everything that somebody or a program may leave there."""
    (media / "Foto 1.jpg").write_text("x")
    (media / "index.json").write_text("{}")
    (media / os.fsdecode(b"Stra\xdfe.jpg")).write_text("x")
    (media / "pictures" / "two\nlines.jpg").write_text("x")
    (media / "pictures" / f"{'0' * 64}-480.jpg").symlink_to("nowhere")
    (media / "loop").symlink_to("loop")
    (media / "Fotos" / "of 2019").mkdir(parents=True)
    (media / ".being-written").write_text("x")
    with socket.socket(socket.AF_UNIX) as left:
        left.bind(str(media / "socket"))
    os.mkfifo(media / "pipe")
    return ["Foto 1.jpg", "Fotos", "Stra\\xdfe.jpg", "index.json", "loop",
            f"pictures/{'0' * 64}-480.jpg", "pictures/two?lines.jpg", "pipe", "socket"]  # fmt: skip


def test_what_the_site_did_not_write_is_told_and_keeps_no_backup_from_being_taken(media, tmp_path):
    before, strewn, said = backup_media.names(), strew(media), StringIO()

    call_command("backup", str(tmp_path / "one.tar"), stdout=said)
    first = backup_keeping.keep_due()
    builders.person("reviewer")
    second = backup_keeping.keep_due()

    assert backup_media.names() == before
    assert backup_media.others() == strewn
    assert f"did not write ({len(strewn)}, such as Foto 1.jpg). It is not in the backup: move it" in said.getvalue()
    for name in (first, second):
        assert backup_restoring.check(tmp_path / "backups" / name)["pictures"] == len(before) > 0
    (note,) = doctor_backups.not_ours()
    assert note.is_note
    assert "such as Foto 1.jpg" in str(note)


def test_where_nobody_left_anything_nothing_is_told(media):
    assert backup_media.others() == []
    assert list(doctor_backups.not_ours()) == []


def no_file(path: Path) -> None:
    path.unlink()


def a_folder(path: Path) -> None:
    path.unlink()
    path.mkdir()


def a_link_to_nowhere(path: Path) -> None:
    path.unlink()
    path.symlink_to("nowhere")


@pytest.mark.parametrize("spoil", [no_file, a_folder, a_link_to_nowhere])
def test_a_picture_of_a_row_that_can_not_be_read_is_told_as_lost(media, tmp_path, spoil):
    lost = next((media / "pictures").iterdir())
    spoil(lost)

    taken = backup_taking.take(tmp_path / "one.tar")

    assert taken.missing == [f"pictures/{lost.name}"]
    assert backup_restoring.check(tmp_path / "one.tar")["missing"] == taken.missing


def test_a_picture_that_nobody_may_read_is_told_as_lost(media, tmp_path, monkeypatch):
    lost = next((media / "pictures").iterdir())
    read = Path.read_bytes

    def refuses(path: Path) -> bytes:
        if path == lost:
            raise PermissionError(13, "Permission denied", str(path))
        return read(path)

    monkeypatch.setattr(Path, "read_bytes", refuses)

    assert backup_taking.take(tmp_path / "one.tar").missing == [f"pictures/{lost.name}"]
