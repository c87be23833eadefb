import os
import re
import signal
import socket
import sqlite3
import subprocess
import sys
import time
import urllib.error
import urllib.request
from contextlib import closing
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import call_command
from django.core.management.base import CommandError
from django.db.migrations.recorder import MigrationRecorder

from tests.faults.server import served
from tests.journeys import serving


@pytest.fixture
def taken():
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        listener.listen()
        yield listener.getsockname()[1]


def test_a_port_in_use_is_said(db, taken):
    with pytest.raises(CommandError, match=f"Port {taken} is in use.*manage.py serve --port {taken + 1}"):
        call_command("serve", port=taken)


def test_tables_older_than_the_program_are_said(db):
    MigrationRecorder.Migration.objects.filter(app="faq").delete()

    with pytest.raises(CommandError, match="Run manage.py migrate, then serve again"):
        call_command("serve")


@pytest.mark.sqlite
def test_it_serves_ready_pages_and_ends_when_told(tmp_path):
    """A first day's site, in a process of its own."""
    with serving.empty(tmp_path / "site") as site:
        port = serving.free_port()
        address = f"http://127.0.0.1:{port}"
        command = [sys.executable, "-W", "ignore", "manage.py", "serve", "--port", str(port)]
        process = subprocess.Popen(command, cwd=settings.BASE_DIR, env=serving.environment(site, address),
                                   start_new_session=True, stdout=subprocess.DEVNULL)  # fmt: skip
        try:
            first = wait_for(address + "/contact/")
            again = urllib.request.urlopen(address + "/contact/", timeout=10)  # noqa: S310
            page = again.read().decode()
            assert page == first.read().decode()
            assert again.headers["Cache-Control"] == "max-age=0, must-revalidate, stale-if-error=86400"
            assert again.headers["ETag"] == first.headers["ETag"]
            script = re.search(r'src="(/static/js/guide\.[0-9a-f]{12}\.js)"', page)
            assert script, page[-2000:]
            asked = urllib.request.Request(address + script[1], headers={"Accept-Encoding": "br"})  # noqa: S310
            got = urllib.request.urlopen(asked, timeout=10)  # noqa: S310
            assert got.headers["Content-Encoding"] == "br"
            assert got.headers["Cache-Control"] == "max-age=315360000, public, immutable"
            wait_until_it_ticked(site)
        finally:
            process.send_signal(signal.SIGTERM)
            ended = process.wait(20)

        assert ended == 0
        assert not alive_in(process.pid)


@pytest.mark.sqlite
def test_the_servers_own_threads_stay_on_one_processor_and_those_of_the_site_do_not(tmp_path):
    here = os.sched_getaffinity(0)
    with serving.empty(tmp_path / "site") as site, served(site) as server:
        for path in ("/contact/", "/contact/", "/search/?q=sore", "/contact/"):
            server.ask("GET", path)
        threads = Path(f"/proc/{server.process.pid}/task").iterdir()
        places = [os.sched_getaffinity(int(thread.name)) for thread in threads]
        first = os.sched_getaffinity(server.process.pid)

    assert len(first) == 1
    assert [place for place in places if place not in (here, first)] == []
    assert here in places


def wait_for(address: str):
    until = time.monotonic() + 30
    while True:
        try:
            return urllib.request.urlopen(address, timeout=10)  # noqa: S310
        except urllib.error.URLError:
            assert time.monotonic() < until, "it did not start"
            time.sleep(0.1)


def wait_until_it_ticked(site) -> None:
    until = time.monotonic() + 30
    with closing(sqlite3.connect(site / "site.sqlite3")) as database:
        while not database.execute("select ended_at from generation_tick where ended_at is not null").fetchall():
            assert time.monotonic() < until, "nothing ticks"
            time.sleep(0.1)


def alive_in(group: int) -> bool:
    try:
        os.killpg(group, 0)
    except ProcessLookupError:
        return False
    return True
