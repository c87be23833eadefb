"""A backup is there whole or not at all."""

import gzip
import os

import pytest
from django.utils import timezone

from clinic_site.operations import backup_archive, backup_rows, backup_taking
from clinic_site.operations.backup_faults import BackupFault
from clinic_site.operations.backup_taking import whole_or_not_at_all
from clinic_site.search.term_log import SearchDay, Term


def test_a_name_stands_for_something_whole_only(tmp_path):
    with whole_or_not_at_all(tmp_path / "backup") as file:
        file.write(b"all of it")
        meanwhile = (tmp_path / "backup").exists()

    assert not meanwhile
    assert (tmp_path / "backup").read_bytes() == b"all of it"
    assert (tmp_path / "backup").stat().st_mode & 0o777 == 0o600
    assert os.listdir(tmp_path) == ["backup"]


def test_what_fails_half_way_leaves_nothing(tmp_path):
    def fails() -> None:
        with whole_or_not_at_all(tmp_path / "backup") as file:
            file.write(b"half of it")
            raise OSError("no space left on device")

    with pytest.raises(OSError, match="no space"):
        fails()

    assert os.listdir(tmp_path) == []


def test_two_that_take_one_name_at_once_overwrite_nothing(tmp_path):
    def both() -> None:
        with whole_or_not_at_all(tmp_path / "backup") as slow:
            slow.write(b"slow")
            with whole_or_not_at_all(tmp_path / "backup") as quick:
                quick.write(b"quick")

    with pytest.raises(FileExistsError):
        both()

    assert (tmp_path / "backup").read_bytes() == b"quick"
    with pytest.raises(BackupFault, match="never overwrites"), whole_or_not_at_all(tmp_path / "backup"):
        pass


@pytest.mark.django_db(transaction=True)
def test_what_readers_searched_for_is_in_no_backup(tmp_path, settings):
    settings.DATA_DIR, settings.MEDIA_ROOT = tmp_path, str(tmp_path / "media")
    Term.objects.create(digest="d", day=timezone.localdate(), results=1, words="sore arm")
    SearchDay.objects.create(day=timezone.localdate())
    said = {}

    backup_taking.take(tmp_path / "backup")
    backup_archive.read(tmp_path / "backup", None, said.__setitem__)

    assert [name for name in said if "search.searchday" in name]
    assert [name for name in said if "search.term" in name] == []
    assert b"sore arm" not in b"".join(gzip.decompress(content) for name, content in said.items()
                                       if name.startswith("rows/"))  # fmt: skip
    assert "search.term" in backup_rows.tables(), "else an earlier backup that holds it could not be restored"
