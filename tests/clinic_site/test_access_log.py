"""No log of ours holds what a reader searched for."""

import errno
import logging
import os
import socket
import subprocess
import sys
import time
from pathlib import Path
from urllib.request import urlopen

import psycopg
import pytest
from django.conf import settings
from django.db import DataError, IntegrityError, OperationalError
from django.utils.module_loading import import_string

from clinic_site.access_log import WithoutQuery, told, trace, without_query

ROOT = Path(__file__).resolve().parents[2]


@pytest.mark.parametrize(
    ("line", "kept"),
    [
        ('"GET /search/?q=fizzy+arm HTTP/1.1" 200 512', '"GET /search/ HTTP/1.1" 200 512'),
        ('"GET /search/?q=a?b=/c?d HTTP/1.1" 200', '"GET /search/ HTTP/1.1" 200'),
        ("Not Found: /?number=4711", "Not Found: /"),
        ('"GET /faq/ HTTP/1.1" 200 1 "https://guide.example.org/search/?q=arm"',
         '"GET /faq/ HTTP/1.1" 200 1 "https://guide.example.org/search/"'),
        ("Is it late? Yes.", "Is it late? Yes."),
        ('"GET /h/4716-0528-3303/20261121 HTTP/1.1" 200', '"GET /h/4716-0528-3303/20261121 HTTP/1.1" 200'),
        ('"GET /h/4716-Ann%20Example HTTP/1.1" 200', '"GET /h/4716 HTTP/1.1" 200'),
        ('"GET /H/4716/19610203x HTTP/1.1" 200', '"GET /H/4716/ HTTP/1.1" 200'),
        ('"GET /print/19610203 HTTP/1.1" 404', '"GET /print/ HTTP/1.1" 404'),
        ('"GET /show/4716/ HTTP/1.1" 200 "https://guide.example.org/h/Ann"',
         '"GET /show/4716/ HTTP/1.1" 200 "https://guide.example.org/h/"'),
        ("Not Found: /h/Ann Example, 3 February", "Not Found: /h/"),
        ("Not Found: /faq/of-old/", "Not Found: /faq/of-old/"),
    ],
)  # fmt: skip
def test_a_line_keeps_the_path_and_loses_the_query(line, kept):
    assert without_query(line) == kept


def test_what_a_fault_says_of_itself_is_cleaned_too():
    try:
        raise ValueError("no such page: /search/?q=fizzy")
    except ValueError:
        record = logging.LogRecord("x", logging.ERROR, "f.py", 1, "failed: %s", ("/a?b=secret",), sys.exc_info())

    line = WithoutQuery().format(record)

    assert "failed: /a\n" in line
    assert "fizzy" not in line
    assert "secret" not in line


def test_every_handler_that_is_set_drops_them():
    handlers = settings.LOGGING["handlers"]

    assert {handler["formatter"] for handler in handlers.values()} == {"without_query"}
    assert all(issubclass(import_string(one["()"]), WithoutQuery) for one in settings.LOGGING["formatters"].values())
    assert settings.LOGGING["loggers"]["django.server"]["handlers"] == ["console"]


def test_the_development_server_says_the_path_and_no_more(tmp_path):
    with socket.create_server(("127.0.0.1", 0)) as probe:
        port = probe.getsockname()[1]
    environment = os.environ | {"CLINIC_DATA": str(tmp_path), "PYTHONUNBUFFERED": "1"}
    environment.pop("DATABASE_URL", None)
    command = [sys.executable, "manage.py", "runserver", "--noreload", "--skip-checks", f"127.0.0.1:{port}"]
    output = tmp_path / "said"
    with output.open("w") as said:
        server = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=said, stderr=said)
    try:
        answered(f"http://127.0.0.1:{port}/healthz?q=secret+words")
        lines = written(output, "/healthz")
    finally:
        server.terminate()
        server.wait(10)

    assert "/healthz" in lines
    assert "secret" not in lines


def answered(address: str) -> None:
    for _time in range(100):
        try:
            urlopen(address, timeout=5).read()  # noqa: S310
        except OSError:
            time.sleep(0.2)
        else:
            return
    raise AssertionError(address)


def written(output: Path, words: str) -> str:
    """What stands in the file once the words do: a line is written only after its answer is sent."""
    for _time in range(100):
        if words in output.read_text():
            break
        time.sleep(0.1)
    return output.read_text()


class OurFault(Exception):
    __module__ = "clinic_site.content.refused"


def caused(fault: BaseException, cause: BaseException) -> BaseException:
    fault.__cause__ = cause
    return fault


@pytest.mark.parametrize(
    ("fault", "line"),
    [
        (ValueError("Aurelia Zimmertal, 14/02/1957"), "ValueError"),
        (IntegrityError("DETAIL: Key (comment)=(my shoulder) already exists"), "IntegrityError"),
        (OperationalError('fts5: syntax error near "Aurelia"'), "OperationalError"),
        (OperationalError("database is locked"), "OperationalError: database is locked"),
        (caused(DataError("Aurelia"), psycopg.errors.StringDataRightTruncation("Aurelia")), "DataError: 22001"),
        (OSError(errno.ENOSPC, "No space left on device", "/Aurelia"), "OSError: No space left on device"),
        (OurFault("the cache can't be asked"), "OurFault: the cache can't be asked"),
        (ExceptionGroup("Aurelia", [ValueError("Aurelia"), KeyError("arm")]), "ExceptionGroup (ValueError; KeyError)"),
    ],
)
def test_of_the_words_of_a_fault_only_fixed_ones_are_kept(fault, line):
    assert told(fault) == line


def test_a_trace_says_where_and_what_kind_and_nothing_of_the_values():
    try:
        try:
            raise KeyError("Aurelia")
        except KeyError as cause:
            raise ValueError("Zimmertal") from cause
    except ValueError as fault:
        said = trace(fault)

    assert said.index("KeyError\n") < said.index("which led to:") < said.index("ValueError")
    assert said.endswith("ValueError")
    assert "test_access_log.py" in said
    assert [name for name in ("'Aurelia'", "'Zimmertal'") if name in said] == []


def test_a_fault_among_the_words_of_a_line_is_told_by_its_kind():
    record = logging.LogRecord("x", logging.ERROR, "f.py", 1, "failed: %s", (ValueError("Aurelia"),), None)

    assert WithoutQuery().format(record) == "failed: ValueError"


@pytest.mark.parametrize(
    ("address", "line"),
    [
        ("/aurelia-zimmertal/", "Not Found: (an address that nobody made)"),
        ("/faq/aurelia-zimmertal/", "Not Found: /faq/"),
        ("/articles/aurelia-zimmertal/", "Not Found: /articles/"),
        ("/h/Aurelia", "Not Found: /h/"),
        ("/19570214", "Not Found: /"),
        ("/api/pages/Aurelia.json", "Not Found: /api/pages/"),
    ],
)
def test_of_an_address_that_is_not_found_only_our_own_part_is_told(client, db, caplog, address, line):
    caplog.handler.setFormatter(WithoutQuery())

    client.get(address)

    assert line in caplog.text
    assert "urelia" not in caplog.text
    assert "1957" not in caplog.text


def test_another_hosts_name_is_told_as_a_bad_request(client, db, caplog):
    caplog.handler.setFormatter(WithoutQuery())

    client.get("/", headers={"host": "aurelia.example"})

    assert "Bad Request: (an address that nobody made)" in caplog.text
    assert "aurelia" not in caplog.text
