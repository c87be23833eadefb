"""The production server with its database gone, from the first minute to the last: readers notice nothing."""

import os
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from http.client import HTTPConnection, HTTPException
from pathlib import Path

import pytest

from clinic_site.pagecache.edition import Edition
from tests.journeys import serving
from tests.waiting import wait_until

NAMES = ("site.sqlite3", "site.sqlite3-wal", "site.sqlite3-shm")
STARTS_WITHIN = 60  # seconds


def run(folder: Path, port: int, *command: str, **options) -> subprocess.Popen:
    environment = serving.environment(folder, f"http://127.0.0.1:{port}")
    return subprocess.Popen([sys.executable, "-W", "ignore", "manage.py", *command], cwd=serving.ROOT,
                            env=environment, **options)  # fmt: skip


@contextmanager
def served(folder: Path, port: int) -> Iterator[None]:
    with (folder / "server.log").open("ab") as log:
        process = run(folder, port, "serve", "--port", str(port), stdout=log, stderr=log)
        try:
            wait_until(lambda: is_up(process, port))
            yield
        finally:
            serving.end(process)


def is_up(process: subprocess.Popen, port: int) -> bool:
    assert process.poll() is None, "it ended"
    return got(port, "/healthz") == (200, b"ok", None)


def got(port: int, address: str) -> tuple[int, bytes, str | None] | None:
    connection = HTTPConnection("127.0.0.1", port, timeout=30)
    try:
        connection.request("GET", address)
        answer = connection.getresponse()
        return answer.status, answer.read(), answer.headers["Location"]
    except (OSError, HTTPException):
        return None
    finally:
        connection.close()


@contextmanager
def database_gone(folder: Path) -> Iterator[None]:
    if serving.POSTGRES:
        name = serving.database_name(folder)
        serving.on_postgres(f'ALTER DATABASE "{name}" WITH ALLOW_CONNECTIONS false')
        serving.on_postgres(f"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{name}'")
        try:
            yield
        finally:
            serving.on_postgres(f'ALTER DATABASE "{name}" WITH ALLOW_CONNECTIONS true')
        return
    away = folder / "away"
    away.mkdir(exist_ok=True)
    for name in NAMES:
        if (folder / name).exists():
            (folder / name).rename(away / name)
    yield
    assert not (folder / NAMES[0]).exists(), "an empty database was put in its place"
    for file in away.iterdir():
        file.rename(folder / file.name)


def wrong(port: int, edition: Edition, each: int = 1) -> list[str]:
    """Addresses that don't answer as they did when the edition was published, of each so many."""
    found = []
    for path, query in list(edition.last().entries)[::each]:
        answer = edition.answer(path, query)
        said = int(answer.status[:3]), answer.bodies[""], dict(answer.headers[""]).get("Location")
        if got(port, path + (f"?{query}" if query else "")) != said:
            found.append(f"{path}?{query}")
    return found


def says_what_is_wrong(port: int) -> bool:
    answers = [got(port, address) for address in ("/search/?q=sore", "/admin/login/", "/feedback/")]
    return all(answer and answer[0] == 503 and b"Our database does not answer" in answer[1] for answer in answers)


@pytest.mark.django_db
def test_readers_get_every_page_and_number_while_the_database_is_gone_and_after_a_restart(demonstration, tmp_path):
    with serving.copied(demonstration, tmp_path / "gone") as folder:
        port = serving.free_port()
        assert run(folder, port, "publish_files", stdout=subprocess.DEVNULL).wait(STARTS_WITHIN * 4) == 0
        edition = Edition(folder / "published")
        statuses = Counter(entry.status[:3] for entry in edition.last().entries.values())
        assert set(statuses) == {"200", "301", "302"}
        assert statuses["200"] > 700
        assert statuses["302"] > 100, "the printed numbers"
        with served(folder, port):
            wait_until(lambda: got(port, "/readyz")[0] == 200)
            assert got(port, "/faq/")[0] == 200
            with database_gone(folder):
                wait_until(lambda: got(port, "/readyz")[0] == 503)
                assert wrong(port, edition, each=5) == []
                # A connection that was open goes on for some seconds.
                wait_until(lambda: says_what_is_wrong(port))
            wait_until(lambda: got(port, "/readyz")[0] == 200)
            assert got(port, "/search/?q=sore")[0] == 200
        with database_gone(folder), served(folder, port):
            assert wrong(port, edition) == []
            assert says_what_is_wrong(port)
            assert got(port, "/readyz")[0] == 503
        with served(folder, port):
            wait_until(lambda: got(port, "/readyz")[0] == 200)
            assert got(port, "/admin/login/")[0] == 200
            assert got(port, "/search/?q=sore")[0] == 200


@pytest.mark.sqlite
def test_without_a_database_and_without_an_edition_it_does_not_begin(tmp_path):
    folder = tmp_path / "nothing"
    folder.mkdir()
    port = serving.free_port()

    process = run(folder, port, "serve", "--port", str(port), stderr=subprocess.PIPE, text=True)
    _out, said = process.communicate(timeout=STARTS_WITHIN)

    assert process.returncode == 1
    assert "no edition is published yet" in said
    assert not (folder / NAMES[0]).exists()


@pytest.mark.sqlite
def test_of_two_publishers_at_once_one_waits_and_what_stands_then_is_whole(tmp_path):
    with serving.empty(tmp_path / "two") as folder:
        port = serving.free_port()
        both = [run(folder, port, "publish_files", stdout=subprocess.DEVNULL) for _time in range(2)]

        assert [process.wait(STARTS_WITHIN * 4) for process in both] == [0, 0]

    edition = Edition(folder / "published")
    assert len(os.listdir(folder / "published" / "editions")) == 1
    assert all(edition.answer(*place) for place in edition.last().entries)
