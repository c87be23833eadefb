"""`make audit` against a service on loopback that looks up all packages, some or none."""

import json
import os
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, HTTPServer
from threading import Thread

import pytest

from supply.audit import CLEAN, COULD_NOT, FOUND, KNOWN_TO_HAVE_HOLES
from supply.locked import ROOT, packages

HOLE = {"vulns": [{"id": "GHSA-0000", "modified": "2020-01-01T00:00:00Z"}]}


def everything(queries: list[dict]) -> list[dict]:
    return [HOLE if (one["package"]["name"], one["version"]) == KNOWN_TO_HAVE_HOLES else {} for one in queries]


def nothing(queries: list[dict]) -> list[dict]:
    return [{} for _one in queries]


def too_few(queries: list[dict]) -> list[dict]:
    return everything(queries)[:-1]


def holes_in_brotli(queries: list[dict]) -> list[dict]:
    found = everything(queries)
    return [HOLE if one["package"]["name"] == "brotli" else said for one, said in zip(queries, found, strict=True)]


@contextmanager
def service(knows, *, answers: int = 99, status: int = 200, body: bytes = b"") -> Iterator[str]:
    """Answers the first so many questions, and hangs up on the others."""
    asked = []

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self):
            queries = json.loads(self.rfile.read(int(self.headers["Content-Length"])))["queries"]
            asked.append(queries)
            if len(asked) > answers:
                return
            self.send_response(status)
            self.end_headers()
            self.wfile.write(body or json.dumps({"results": knows(queries)}).encode())

        def log_message(self, *args):
            """Says nothing."""

    server = HTTPServer(("127.0.0.1", 0), Handler)
    thread = Thread(target=server.serve_forever, args=[0.05])
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/v1/querybatch"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def audited(address: str) -> subprocess.CompletedProcess:
    kept = {name: value for name, value in os.environ.items() if not name.lower().endswith("_proxy")}
    command = [sys.executable, "-m", "supply.audit"]
    return subprocess.run(command, cwd=ROOT, env=kept | {"AUDIT_ADDRESS": address}, capture_output=True, text=True)


def test_when_every_package_is_looked_up_and_nothing_known_all_is_clear():
    with service(everything) as address:
        done = audited(address)

    assert (done.returncode, done.stderr) == (CLEAN, "")
    assert done.stdout == f"{len(packages())} packages looked up; something is known against 0.\n"


def test_what_is_known_is_told_by_name():
    with service(holes_in_brotli) as address:
        done = audited(address)

    assert done.returncode == FOUND
    assert "brotli " in done.stdout
    assert "GHSA-0000" in done.stdout


@pytest.mark.parametrize(
    ("knows", "more"),
    [
        (nothing, {}),
        (too_few, {}),
        (everything, {"answers": 0}),
        (everything, {"status": 503}),
        (everything, {"body": b"<html>a gateway"}),
        (everything, {"body": b'{"results": null}'}),
        (everything, {"body": b"[]"}),
    ],
)
def test_when_none_was_looked_up_it_could_not_audit(knows, more):
    with service(knows, **more) as address:
        done = audited(address)

    assert done.returncode == COULD_NOT
    assert f"could not audit: {len(packages())} of {len(packages())} packages" in done.stderr
    assert "looked up;" not in done.stdout


def test_when_only_some_were_looked_up_it_could_not_audit_and_names_the_others():
    script = "import supply.audit as one, sys; one.AT_ONCE = 5; sys.exit(one.main())"
    with service(everything, answers=2) as address:
        environment = os.environ | {"AUDIT_ADDRESS": address}
        done = subprocess.run([sys.executable, "-c", script], cwd=ROOT, env=environment, capture_output=True, text=True)

    assert done.returncode == COULD_NOT
    assert f"{len(packages()) - 10} of {len(packages())} packages" in done.stderr
    assert packages()[-1].name in done.stderr
    assert packages()[0].name not in done.stderr.rpartition("(")[2]


def test_where_nobody_answers_it_could_not_audit():
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]

    done = audited(f"http://127.0.0.1:{port}/")

    assert done.returncode == COULD_NOT
    assert "could not audit" in done.stderr


def test_an_address_that_is_none_is_refused():
    assert audited("file:///etc/hostname").returncode == COULD_NOT
