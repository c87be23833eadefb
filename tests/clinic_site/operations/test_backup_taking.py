"""A backup is there whole or not at all."""

import os

import pytest

from clinic_site.operations.backup_faults import BackupFault
from clinic_site.operations.backup_taking import whole_or_not_at_all


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
