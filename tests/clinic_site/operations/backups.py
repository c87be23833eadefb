"""Sites in data folders of their own, which programs of their own back up and bring back."""

import gzip
import json
import subprocess
import sys
import tarfile
from contextlib import contextmanager
from pathlib import Path

from tests.deploy.clerk import at_work
from tests.journeys import serving

KEY = "QUJDREVGR0hJSktMTU5PUFFSU1RVVldYWVowMTIzNDU="
OTHER_KEY = "MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE="


def command(folder: Path, *words: str, **more: str) -> subprocess.CompletedProcess:
    return subprocess.run([sys.executable, "-W", "ignore", "manage.py", *words], cwd=serving.ROOT, text=True,
                          env=serving.environment(folder) | more, capture_output=True, check=False)  # fmt: skip


def does(folder: Path, *words: str, **more: str) -> str:
    done = command(folder, *words, **more)
    assert done.returncode == 0, done.stderr
    return done.stdout


@contextmanager
def site_with_pages(folder: Path):
    """Public pages, a draft that nobody has sent, a picture; and somebody who goes on working there."""
    with serving.empty(folder), at_work(serving.environment(folder)) as clerk:
        clerk.does("begin")
        clerk.does("picture")
        clerk.does("publish", words="Second words, which are public now.")
        clerk.does("draft", words="Words that nobody has sent.")
        yield clerk


@contextmanager
def nothing_yet(folder: Path):
    """A data folder and, on PostgreSQL, a database: both empty."""
    folder.mkdir(parents=True)
    serving.make_database(folder)
    try:
        yield folder
    finally:
        serving.drop_database(folder)


def seen_by_readers(folder: Path) -> dict:
    """With one signing key: each page carries a seal for its form."""
    with at_work(serving.environment(folder) | {"CLINIC_SECRET_KEY": "only for tests " * 5}) as clerk:
        return clerk.does("public")["answers"]


def rows_in(archive: Path) -> dict[str, list]:
    """Table -> rows, of a backup that isn't encrypted, without what depends on the machine and the moment."""
    found = {}
    with tarfile.open(archive) as tar:
        for name in tar.getnames():
            if name.startswith("rows/"):
                lines = gzip.decompress(tar.extractfile(name).read()).decode().split("\n")
                found.setdefault(name.split("/")[1], []).extend(map(json.loads, lines))
    return {label: rows for label, rows in found.items() if label not in {"generation.generation", "generation.tick"}}


def manifest_of(archive: Path) -> dict:
    with tarfile.open(archive) as tar:
        return json.loads(tar.extractfile("manifest.json").read())


def pictures_in(folder: Path) -> dict[str, bytes]:
    media = folder / "media"
    return {path.relative_to(media).as_posix(): path.read_bytes() for path in media.rglob("*") if path.is_file()}


def has_tables(folder: Path) -> bool:
    """Whether anything was put into the database."""
    done = command(folder, "shell", "-c", "from django.db import connection as c; print(c.introspection.table_names())")
    return done.stdout.strip().splitlines()[-1] != "[]"
