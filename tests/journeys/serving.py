"""The demonstration in a process of its own, on loopback, with a data folder (and a database) of its own."""

import os
import shutil
import socket
import subprocess
import sys
import time
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from urllib.error import URLError
from urllib.parse import urlsplit
from urllib.request import urlopen

import psycopg

ROOT = Path(__file__).parents[2]
PREPARE = "import django; django.setup(); from clinic_site.operations.demonstration import prepare; prepare()"
HOST = "127.0.0.1"
STARTS_WITHIN = 60  # seconds
POSTGRES = os.environ.get("DATABASE_URL", "")


@dataclass(frozen=True)
class Site:
    address: str
    folder: Path
    passwords: dict[str, str]
    sessions: dict[str, list] = field(default_factory=dict)  # role -> the cookies that signing in gave

    def log(self) -> str:
        return (self.folder / "server.log").read_text(encoding="utf-8", errors="replace")


def environment(folder: Path, address: str = "") -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("CLINIC_", "DATABASE_URL"))}
    kept |= {"DJANGO_SETTINGS_MODULE": "clinic_site.settings", "CLINIC_DATA": str(folder), "PYTHONUNBUFFERED": "1"}
    if address:
        kept["CLINIC_ADDRESS"] = address
    if POSTGRES:
        kept |= {"DATABASE_URL": database_address(folder), "CLINIC_SECRET_KEY": "only for tests " * 5}
    return kept


def database_name(folder: Path) -> str:
    return f"journeys_{os.getpid()}_{folder.name}".replace("-", "_")


def database_address(folder: Path) -> str:
    return urlsplit(POSTGRES)._replace(path=f"/{database_name(folder)}").geturl()


def on_postgres(statement: str) -> None:
    maintenance = urlsplit(POSTGRES)._replace(path="/postgres").geturl()
    with closing(psycopg.connect(maintenance, autocommit=True)) as connection:
        connection.execute(statement)


def make_database(folder: Path, template: str = "template0") -> None:
    if POSTGRES:
        on_postgres(f'CREATE DATABASE "{database_name(folder)}" TEMPLATE "{template}"')


def drop_database(folder: Path) -> None:
    if POSTGRES:
        on_postgres(f'DROP DATABASE IF EXISTS "{database_name(folder)}" WITH (FORCE)')


def run(folder: Path, *command: str, address: str = "") -> None:
    done = subprocess.run(
        [sys.executable, *command], cwd=ROOT, env=environment(folder, address), capture_output=True, text=True,
        check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr


def prepare(folder: Path) -> None:
    """A data folder with the demonstration in it, to be copied."""
    folder.mkdir(parents=True)
    make_database(folder)
    run(folder, "-c", PREPARE)


@contextmanager
def prepared(folder: Path):
    """The same, for as long as somebody looks at it."""
    try:
        prepare(folder)
        yield folder
    finally:
        drop_database(folder)


@contextmanager
def copied(original: Path, folder: Path):
    shutil.copytree(original, folder)
    make_database(folder, database_name(original) if POSTGRES else "")
    try:
        yield folder
    finally:
        drop_database(folder)


@contextmanager
def empty(folder: Path):
    """A site on its first day: tables, and nothing in them."""
    folder.mkdir(parents=True)
    make_database(folder)
    try:
        run(folder, "manage.py", "migrate", "--verbosity", "0")
        yield folder
    finally:
        drop_database(folder)


def free_port() -> int:
    with closing(socket.socket()) as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def started(folder: Path, port: int, command: str = "demo", host: str = HOST) -> tuple[Site, subprocess.Popen]:
    """A server that answers. Whoever started it ends it."""
    address = f"http://{host}:{port}"
    how = ["demo"] if command == "demo" else ["runserver", "--noreload", f"127.0.0.1:{port}"]
    with (folder / "server.log").open("ab") as log:
        process = subprocess.Popen(
            [sys.executable, "-W", "ignore", "manage.py", *how],
            cwd=ROOT, env=environment(folder, address), stdout=log, stderr=subprocess.STDOUT,
        )  # fmt: skip
    site = Site(address, folder, passwords_in(folder))
    try:
        wait_for(site, process)
    except BaseException:
        end(process)
        raise
    return site, process


def end(process: subprocess.Popen) -> None:
    process.terminate()
    process.wait(20)


@contextmanager
def served(folder: Path, command: str = "demo", host: str = HOST):
    """Ends the process it started, and fails if that process told of a fault of its own."""
    site, process = started(folder, free_port(), command, host)
    try:
        yield site
    finally:
        end(process)
    assert "Internal Server Error" not in site.log(), site.log()[-5000:]


def passwords_in(folder: Path) -> dict[str, str]:
    path = folder / "demo_accounts.txt"
    if not path.exists():
        return {}
    rows = (line.split("\t") for line in path.read_text(encoding="ascii").splitlines())
    return {address.partition("@")[0]: word for address, word in rows}


def wait_for(site: Site, process: subprocess.Popen) -> None:
    until = time.monotonic() + STARTS_WITHIN
    while time.monotonic() < until:
        assert process.poll() is None, site.log()
        try:
            urlopen(f"{site.address}/healthz", timeout=5).close()  # noqa: S310
            return
        except (URLError, ConnectionError):
            time.sleep(0.1)
    raise AssertionError(f"the server did not start: {site.log()}")
