"""The second place of the backups: a folder, a bucket, another machine. A place that fails loses no backup."""

import json
import os
import subprocess
import sys
from pathlib import Path

import boto3
import pytest
from moto.server import ThreadedMotoServer

from clinic_site.generation.backup import state
from clinic_site.images.models import add
from clinic_site.operations import backup_copying, backup_keeping, backup_restoring
from tests import builders
from tests.clinic_site.images.pictures import jpeg

pytestmark = pytest.mark.django_db(transaction=True)
KEYS = {"region_name": "eu-west-2", "access_key": "clinic", "secret_key": "for tests only"}
OLD = "guide-20200101T000000Z-0a1b.tar"


@pytest.fixture
def site(settings, tmp_path) -> Path:
    """With a picture; the place of its backups."""
    settings.BACKUPS, settings.BACKUP_KEY = str(tmp_path / "backups"), ""
    add(jpeg(), by=builders.person("editor"), key="chairs")
    return tmp_path / "backups"


def kept_and_copied() -> str | None:
    """As the two threads of a site do it; the name of the backup."""
    name = backup_keeping.keep_due()
    backup_keeping.copy_due()
    return name


def files_in(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*")
            if path.is_file() and not path.name.startswith(".") and path.suffix != ".json"}  # fmt: skip


@pytest.fixture
def second(settings, tmp_path) -> Path:
    folder = tmp_path / "second"
    folder.mkdir()
    settings.BACKUP_COPY = str(folder)
    return folder


def test_a_folder_gets_everything_that_a_restore_needs(site, second):
    (second / OLD).write_bytes(b"old")
    (second / "notes.txt").write_text("of somebody")

    name = kept_and_copied()

    notes = {"notes.txt": b"of somebody"}
    assert files_in(second) == files_in(site) | notes
    assert backup_restoring.check(second / name)["pictures"] > 0
    assert (second / name).stat().st_mode & 0o777 == 0o600
    assert state().owed_since is None


def test_a_disk_that_is_not_connected_is_told_and_tried_again(site, second, monkeypatch):
    second.rmdir()
    name = kept_and_copied()
    without = state()
    second.mkdir()
    too_soon = backup_keeping.copy_due(), files_in(second)

    backup_keeping.note(copy_failed_at=None)
    backup_keeping.copy_due()

    assert name is not None
    assert "is not there. Make it, or connect the disk" in without.copy_error
    assert without.owed_since is not None
    assert too_soon == (None, {})
    assert name in files_in(second)
    assert (state().owed_since, state().copy_error) == (None, "")


def test_a_picture_that_is_cut_off_there_is_brought_again(site, second):
    kept_and_copied()
    picture = next((second / "pictures").glob("*.jpg"))
    whole = picture.read_bytes()
    picture.write_bytes(whole[:100])
    builders.person("reviewer")

    name = kept_and_copied()

    assert picture.read_bytes() == whole
    assert backup_restoring.check(second / name)


def test_what_was_left_of_files_that_did_not_get_there_is_taken_away(site, second):
    (second / "pictures").mkdir()
    for name in (f".{OLD}.0123abcd", "pictures/.chairs.jpg.0123abcd", f".{OLD}.part", ".notes.0123abcd"):
        (second / name).write_bytes(b"half")

    kept_and_copied()

    assert [path.name for path in second.rglob(".*")] == [".notes.0123abcd"]


def test_a_copy_that_fails_leaves_nothing_half_done(site, second, monkeypatch):
    def full(_handle):
        raise OSError("no space left on the second place")

    backup_keeping.keep_due()
    monkeypatch.setattr(os, "fsync", full)

    backup_keeping.copy_due()

    assert "no space left" in state().copy_error
    assert [path for path in second.rglob("*") if path.is_file()] == []


def test_old_archives_there_make_room_for_the_new_one(site, second, monkeypatch):
    newest = "guide-20200201T000000Z-0a1b.tar"
    for name in (OLD, newest):
        (second / name).write_bytes(b"old")
    there = []
    put = backup_copying.FolderPlace.put

    def seen(place, name, path):
        there.append(sorted(path.name for path in second.glob("guide-*")))
        put(place, name, path)

    monkeypatch.setattr(backup_copying.FolderPlace, "put", seen)

    name = kept_and_copied()

    assert there[0] == [newest]
    assert [path.name for path in second.glob("guide-*")] == [name]


def test_what_was_kept_meanwhile_is_owed_from_then_on(site, second, monkeypatch):
    copy = backup_copying.copy

    def slowly(folder, name):
        copy(folder, name)
        builders.person("reviewer")
        backup_keeping.keep_due()

    monkeypatch.setattr(backup_copying, "copy", slowly)
    backup_keeping.keep_due()
    first = state()

    backup_keeping.copy_due()

    assert state().name != first.name
    assert state().owed_since == state().kept_at > first.kept_at


def test_a_second_place_that_hangs_keeps_no_backup_from_being_taken(site, second):
    backup_keeping.keep_due()
    with backup_keeping.alone(site, ".copying.lock"):
        builders.person("reviewer")

        taken, copied = backup_keeping.keep_due(), backup_keeping.copy_due()

    assert (taken is not None, copied) == (True, None)
    assert state().owed_since is not None


@pytest.fixture
def bucket(settings):
    server = ThreadedMotoServer("127.0.0.1", 0, verbose=False)
    server.start()
    endpoint = "http://{}:{}".format(*server.get_host_and_port())
    client = boto3.client("s3", endpoint_url=endpoint, region_name="eu-west-2",
                          aws_access_key_id="owner", aws_secret_access_key="owner")  # fmt: skip
    client.create_bucket(Bucket="backups-of-a-clinic", CreateBucketConfiguration={"LocationConstraint": "eu-west-2"})
    own = {
        "BACKEND": "clinic_site.images.bucket.Bucket",
        "OPTIONS": {"bucket_name": "", "endpoint_url": endpoint} | KEYS,
    }
    settings.STORAGES = settings.STORAGES | {"pictures": own}
    settings.BACKUP_COPY = "s3://backups-of-a-clinic/guide"
    yield client
    for one in client.list_objects_v2(Bucket="backups-of-a-clinic").get("Contents", []):
        client.delete_object(Bucket="backups-of-a-clinic", Key=one["Key"])
    client.delete_bucket(Bucket="backups-of-a-clinic")
    client.close()
    server.stop()


def test_a_bucket_gets_the_same(site, bucket):
    bucket.put_object(Bucket="backups-of-a-clinic", Key=f"guide/{OLD}", Body=b"old")

    kept_and_copied()

    keys = [one["Key"] for one in bucket.list_objects_v2(Bucket="backups-of-a-clinic")["Contents"]]
    bodies = {key: bucket.get_object(Bucket="backups-of-a-clinic", Key=key)["Body"].read() for key in keys}
    assert {key.removeprefix("guide/"): body for key, body in bodies.items()} == files_in(site)


def test_a_bucket_that_is_gone_is_told(site, bucket, settings):
    settings.BACKUP_COPY = "s3://no-such-bucket"

    assert kept_and_copied() is not None
    assert "NoSuchBucket" in state().copy_error


@pytest.fixture
def machine(settings, tmp_path, monkeypatch) -> Path:
    """Its files; behind a program that stands for the system's."""
    root, programs = tmp_path / "machine", tmp_path / "programs"
    root.mkdir()
    programs.mkdir()
    program = programs / "sftp"
    own = Path(__file__).with_name("stand_in_for_sftp.py")
    program.write_text(f'#!/bin/sh\nexec {sys.executable} {own} "$@"\n')
    program.chmod(0o700)
    monkeypatch.setenv("PATH", f"{programs}{os.pathsep}{os.environ['PATH']}")
    monkeypatch.setenv("STAND_IN", str(root))
    settings.BACKUP_COPY = "ssh://guide@backup.example:2222/guide copies"
    return root


def test_another_machine_gets_the_same(site, machine):
    (machine / "guide copies").mkdir()
    (machine / "guide copies" / OLD).write_bytes(b"old")

    name = kept_and_copied()

    asked = [json.loads(line) for line in (machine / "asked.jsonl").read_text().splitlines()]
    assert files_in(machine / "guide copies") == files_in(site)
    assert (machine / "guide copies" / name).stat().st_mode & 0o777 == 0o600
    assert all(words[-4:] == ["-P", "2222", "--", "guide@backup.example"] for words in asked)
    assert all("BatchMode=yes" in words and "StrictHostKeyChecking=yes" in words for words in asked)


@pytest.mark.parametrize("address", ["/deep/er/guide", "/~/deep/er/guide"])
def test_folders_in_the_home_there_are_made(site, machine, settings, address):
    settings.BACKUP_COPY = f"ssh://guide@backup.example{address}"

    assert kept_and_copied() is not None
    assert files_in(machine / "deep" / "er" / "guide") == files_in(site)


def test_two_slashes_begin_at_the_root_there(site, machine, settings):
    settings.BACKUP_COPY = "ssh://guide@backup.example//srv/guide"

    assert kept_and_copied() is not None
    assert "/srv/guide: Permission denied" in state().copy_error


def test_another_machine_that_refuses_is_told(site, machine):
    (machine / "closed").touch()

    assert kept_and_copied() is not None
    assert "Connection refused" in state().copy_error


def test_another_machine_that_says_nothing_is_told(site, machine, monkeypatch):
    (machine / "silent").touch()
    monkeypatch.setattr(backup_copying.MachinePlace._does, "__kwdefaults__", {"longest": 1})

    assert kept_and_copied() is not None
    assert "did not answer for 1 seconds" in state().copy_error
    assert state().copy_failed_at is not None


def test_the_program_of_the_system_takes_these_words(site):
    """Debian's own, as far as it goes without a machine behind it: no word of the command is unknown to it."""
    place = backup_copying.place_of("ssh://guide@127.0.0.1:9/guide")

    done = subprocess.run(place.command, input="", capture_output=True, text=True, timeout=60, check=False)

    assert "refused" in done.stderr
    assert "usage" not in done.stderr.lower()
