import gzip
import os
from pathlib import Path

import pytest

from clinic_site.operations import backup_archive, backup_restoring
from clinic_site.operations.backup_faults import BackupFault

SAID = {"tables": {"faq.question": {"columns": ["id"], "rows": 1}}, "heads": {}, "beside": {}, "missing": [],
        "migrations": [["faq", "0001_initial"]], "pictures": 0, "engine": "sqlite"}  # fmt: skip


@pytest.fixture
def archive(tmp_path) -> Path:
    path = tmp_path / "guide.tar"
    with path.open("wb") as file, backup_archive.written(file, None) as archive:
        archive.put("rows/faq.question/0000.jsonl.gz", gzip.compress(b"[1]"))
        archive.end(SAID)
    return path


def test_it_is_read_as_it_was_written(archive):
    manifest = backup_archive.read(archive, None)

    assert {name: manifest[name] for name in SAID} == SAID


def test_a_manifest_that_is_not_as_it_was_written_is_noticed_wherever_it_was_changed(archive):
    whole = archive.read_bytes()
    begins = whole.index(b'{\n "beside"')

    for place in range(begins, whole.index(b"\0", begins)):
        changed = bytearray(whole)
        changed[place] ^= 1
        archive.write_bytes(changed)
        # A space of the layout says nothing.
        if chr(whole[place]).strip() and chr(changed[place]).strip():
            with pytest.raises(BackupFault):
                backup_archive.read(archive, None)


def test_a_pipe_is_refused_and_not_waited_for(tmp_path):
    os.mkfifo(tmp_path / "pipe")

    with pytest.raises(BackupFault, match="is no file. Name the backup itself."):
        backup_restoring.check(tmp_path / "pipe")


@pytest.mark.parametrize(
    "name", ["../../authorized_keys", "/etc/passwd", "pictures/../../a.jpg", ".profile", "a b.jpg"]
)
def test_a_picture_beside_it_whose_name_leads_out_of_its_folder_is_refused(tmp_path, settings, name):
    settings.MEDIA_ROOT = str(tmp_path / "media")
    with (tmp_path / "forged.tar").open("wb") as file, backup_archive.written(file, None) as forged:
        forged.end(SAID | {"beside": {name: {"size": 0, "sha256": ""}}})

    with pytest.raises(BackupFault, match="forged.tar is damaged"):
        backup_archive.read(tmp_path / "forged.tar", None)
    with pytest.raises(BackupFault, match="is damaged"):
        backup_restoring.put_picture(name, b"anything")
    assert [path.name for path in tmp_path.iterdir()] == ["forged.tar"]
