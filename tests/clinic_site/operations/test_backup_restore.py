"""A whole site is written into one file and comes back elsewhere, byte for byte."""

import io
import json
import re
import subprocess
import sys
import tarfile
from pathlib import Path

import pytest

from clinic_site.operations import backup_archive, backup_restoring
from clinic_site.operations.backup_faults import BackupFault
from tests.clinic_site.operations import backups
from tests.clinic_site.operations.backups import KEY, OTHER_KEY, command, does
from tests.journeys import serving

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def original(tmp_path_factory):
    folder = tmp_path_factory.mktemp("backup") / "site"
    with backups.site_with_pages(folder):
        yield folder


@pytest.fixture(scope="module")
def archive(original) -> Path:
    path = original.parent / "plain.tar"
    does(original, "backup", str(path))
    return path


@pytest.fixture(scope="module")
def sealed(original) -> Path:
    path = original.parent / "sealed"
    does(original, "backup", str(path), CLINIC_BACKUP_KEY=KEY)
    return path


@pytest.fixture
def elsewhere(tmp_path):
    with backups.nothing_yet(tmp_path / "elsewhere") as folder:
        yield folder


def test_everything_comes_back_byte_for_byte(original, archive, elsewhere, tmp_path):
    heads = tmp_path / "heads.json"
    does(original, "verify_history", "--heads", str(heads))

    said = does(elsewhere, "restore", str(archive))
    does(elsewhere, "backup", str(tmp_path / "again.tar"))

    assert "The record is whole" in said
    assert backups.rows_in(tmp_path / "again.tar") == backups.rows_in(archive)
    assert backups.pictures_in(elsewhere) == backups.pictures_in(original) != {}
    assert does(elsewhere, "verify_history", "--against", str(heads))
    assert does(elsewhere, "check", "--database", "default")
    before, after = backups.seen_by_readers(original), backups.seen_by_readers(elsewhere)
    # These tell the moment of the last move, and restoring is one.
    assert {path for path in before if before[path] != after.get(path)} <= {"/sw.js ", "/manifest.webmanifest "}
    assert {status for status, _digest in before.values()} <= {200, 301, 302, 304, 410}


def test_pages_that_another_database_published_are_gone(archive, elsewhere):
    (elsewhere / "published" / "editions" / "9-abc").mkdir(parents=True)
    (elsewhere / "published" / "current").symlink_to("editions/9-abc")

    does(elsewhere, "restore", str(archive))

    assert not (elsewhere / "published" / "current").is_symlink()
    assert not (elsewhere / "published" / "editions").exists()


def test_the_site_that_came_back_goes_on(archive, elsewhere):
    """New rows get keys of their own, and the record goes on where it was."""
    does(elsewhere, "restore", str(archive))

    with backups.at_work(serving.environment(elsewhere)) as clerk:
        clerk.does("publish", words="Third words.")
        clerk.does("publish", words="A new page.", slug="quite-new")

    assert "The record is whole" in does(elsewhere, "verify_history")


def test_the_file_is_for_its_owner_alone_and_names_what_it_holds(archive):
    manifest = backups.manifest_of(archive)

    assert archive.stat().st_mode & 0o777 == 0o600
    assert manifest["tables"]["content.event"]["rows"] == len(backups.rows_in(archive)["content.event"])
    assert manifest["heads"]["last_event"]["sequence"] == manifest["tables"]["content.event"]["rows"]
    assert not [name for name in manifest["tables"] if "session" in name]
    assert "secret_key" not in manifest["members"]
    assert [path.name for path in archive.parent.glob(".*")] == []


def test_a_file_that_is_there_is_never_overwritten(original, tmp_path):
    (tmp_path / "kept.tar").write_text("Something else.")

    refused = command(original, "backup", str(tmp_path / "kept.tar"))

    assert refused.returncode == 1
    assert "never overwrites one. Choose another name." in refused.stderr
    assert (tmp_path / "kept.tar").read_text() == "Something else."


def test_it_comes_back_into_an_empty_place_only(original, archive):
    before = backups.pictures_in(original)

    refused = command(original, "restore", str(archive))

    assert refused.returncode == 1
    assert "is not empty, and restoring never overwrites one" in refused.stderr
    assert backups.pictures_in(original) == before
    assert "The record is whole" in does(original, "verify_history")


def test_pictures_of_something_else_are_not_mixed_with_it(archive, elsewhere):
    (elsewhere / "media" / "pictures").mkdir(parents=True)
    (elsewhere / "media" / "pictures" / "other.jpg").write_bytes(b"of another site")

    refused = command(elsewhere, "restore", str(archive))

    assert "holds files that are not of this backup, such as other.jpg" in refused.stderr
    assert not backups.has_tables(elsewhere)


def cut_off(content: bytes) -> bytes:
    return content[: len(content) // 2]


def cut_at_the_end(content: bytes) -> bytes:
    """More than the nothing that a tar ends with."""
    return content[:-30000]


def one_bit(content: bytes) -> bytes:
    place = len(content) // 3
    return content[:place] + bytes([content[place] ^ 1]) + content[place + 1 :]


def nothing(content: bytes) -> bytes:
    return b""


def something_else(content: bytes) -> bytes:
    return b"This is no backup.\n" * 1000


@pytest.mark.parametrize("spoil", [cut_off, cut_at_the_end, one_bit, nothing, something_else])
@pytest.mark.parametrize("kind", ["archive", "sealed"])
def test_whatever_is_damaged_is_noticed(request, settings, kind, spoil, tmp_path):
    settings.BACKUP_KEY = KEY
    damaged = tmp_path / "damaged"
    damaged.write_bytes(spoil(request.getfixturevalue(kind).read_bytes()))

    with pytest.raises(BackupFault):
        backup_restoring.check(damaged)


@pytest.mark.parametrize("kind", ["archive", "sealed"])
def test_damage_is_noticed_before_anything_is_changed(request, kind, elsewhere, tmp_path):
    damaged = tmp_path / "damaged"
    damaged.write_bytes(cut_off(request.getfixturevalue(kind).read_bytes()))

    refused = command(elsewhere, "restore", str(damaged), CLINIC_BACKUP_KEY=KEY)

    assert refused.returncode == 1
    assert refused.stderr.startswith("CommandError: Nothing was restored. ")
    assert not (elsewhere / "media").exists()
    assert not backups.has_tables(elsewhere)


def test_with_a_key_nothing_can_be_read_of_it(original, sealed, archive, elsewhere):
    content = sealed.read_bytes()
    without = command(elsewhere, "restore", str(sealed))
    wrong = command(elsewhere, "restore", str(sealed), CLINIC_BACKUP_KEY=OTHER_KEY)

    said = does(elsewhere, "restore", str(sealed), CLINIC_BACKUP_KEY=KEY)

    assert b"manifest" not in content
    assert b"Example Clinic" not in content
    assert "This backup is encrypted. Set CLINIC_BACKUP_KEY" in without.stderr
    assert "CLINIC_BACKUP_KEY is another key" in wrong.stderr
    assert "The record is whole" in said
    if not serving.POSTGRES:
        assert (elsewhere / "secret_key").read_bytes() == (original / "secret_key").read_bytes()
        assert (elsewhere / "secret_key").stat().st_mode & 0o777 == 0o600


def test_a_word_that_is_no_key_is_said(original, tmp_path):
    refused = command(original, "backup", str(tmp_path / "file"), CLINIC_BACKUP_KEY="a password")

    assert "CLINIC_BACKUP_KEY is no key. Make one with: openssl rand -base64 32" in refused.stderr
    assert not (tmp_path / "file").exists()


def test_it_can_be_read_through_without_a_place_for_it(archive, original):
    assert "It is whole: " in does(original, "restore", "--check", str(archive))


def test_what_is_written_meanwhile_is_in_it_wholly_or_not_at_all(original, elsewhere, tmp_path):
    """Somebody publishes page after page while it is taken: what comes back is a moment of it."""
    with backups.at_work(serving.environment(original)) as clerk:
        taking = subprocess.Popen(
            [sys.executable, "-W", "ignore", "manage.py", "backup", str(tmp_path / "meanwhile.tar")],
            cwd=serving.ROOT, env=serving.environment(original), stdout=subprocess.DEVNULL,
        )  # fmt: skip
        turn = 0
        while taking.poll() is None:
            clerk.does("publish", words=f"Words of turn {turn}.")
            turn += 1

    assert taking.returncode == 0
    assert turn > 1
    assert "The record is whole" in does(elsewhere, "restore", str(tmp_path / "meanwhile.tar"))


def rewritten(archive: Path, place: Path, change) -> Path:
    """The same with another manifest."""
    with tarfile.open(archive) as old, tarfile.open(place, "w") as new:
        for entry in old:
            content = old.extractfile(entry).read()
            if entry.name == "manifest.json":
                manifest = json.loads(content)
                change(manifest)
                manifest["digest"] = backup_archive.digest_of(manifest)
                content = json.dumps(manifest).encode()
                entry.size = len(content)
            new.addfile(entry, io.BytesIO(content))
    return place


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (lambda manifest: manifest["migrations"].append(["faq", "0099_later"]), "newer release.*faq.0099_later"),
        (lambda manifest: manifest.update(format=2), "written by a newer release"),
        (lambda manifest: manifest["members"].pop("rows/faq.question/0000.jsonl.gz"), "is damaged"),
        (lambda manifest: manifest["tables"]["faq.question"].update(rows=99), "is damaged"),
        (lambda manifest: manifest["tables"]["faq.question"]["columns"].__setitem__(1, "b"), "does not fit the tables"),
    ],
)
def test_what_this_release_can_not_read_is_refused(archive, elsewhere, tmp_path, change, said):
    other = rewritten(archive, tmp_path / "other.tar", change)

    refused = command(elsewhere, "restore", str(other))

    assert re.search(said, refused.stderr), refused.stderr
    assert not backups.has_tables(elsewhere)


def test_a_backup_of_a_newer_release_is_told_by_a_check_too(archive, elsewhere, tmp_path):
    other = rewritten(
        archive, tmp_path / "newer.tar", lambda manifest: manifest["migrations"].append(["faq", "0099_later"])
    )

    done = command(elsewhere, "restore", "--check", str(other))

    assert done.returncode == 1
    assert "newer release" in done.stderr


def test_a_member_that_leads_out_of_its_folder_is_refused(archive, elsewhere, tmp_path):
    with tarfile.open(archive) as old, tarfile.open(tmp_path / "out.tar", "w") as new:
        for entry in old:
            content = old.extractfile(entry).read()
            if entry.name.startswith("media/"):
                name, entry.name = entry.name, "media/../../out.jpg"
            if entry.name == "manifest.json":
                content = content.replace(name.encode(), b"media/../../out.jpg")
                entry.size = len(content)
            new.addfile(entry, io.BytesIO(content))

    refused = command(elsewhere, "restore", str(tmp_path / "out.tar"))

    assert "is damaged" in refused.stderr
    assert not list(tmp_path.rglob("out.jpg"))


@pytest.mark.postgres
def test_a_site_moves_from_sqlite_to_postgresql_and_back(archive, elsewhere, tmp_path):
    """`elsewhere` on PostgreSQL; its data folder alone makes it a site on SQLite."""
    on_sqlite = tmp_path / "file"
    on_sqlite.mkdir()

    does(on_sqlite, "restore", str(archive), DATABASE_URL="", CLINIC_SECRET_KEY="")
    does(on_sqlite, "backup", str(tmp_path / "back.tar"), DATABASE_URL="", CLINIC_SECRET_KEY="")
    said = does(elsewhere, "restore", str(tmp_path / "back.tar"))
    does(elsewhere, "backup", str(tmp_path / "again.tar"))

    assert (on_sqlite / "site.sqlite3").is_file()
    assert "The record is whole" in said
    assert backups.manifest_of(tmp_path / "back.tar")["engine"] == "sqlite"
    assert backups.rows_in(tmp_path / "again.tar") == backups.rows_in(archive)
