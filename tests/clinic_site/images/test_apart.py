import json
import signal
import stat
import subprocess
import sys

import pytest
from django.conf import settings

from clinic_site.images import apart
from clinic_site.images.apart import process_apart
from clinic_site.images.processing import process
from clinic_site.images.refusals import Refused
from tests.clinic_site.images.pictures import jpeg, png, webp

CONFINED = "from django.conf import settings; from clinic_site.images import decoding; decoding.confine(); "
IN_A_SECOND = "from clinic_site.images import decoding as d; d.LIMITS[d.resource.RLIMIT_CPU] = 1; d.confine()\n"


def said(monkeypatch, answer: bytes) -> None:
    monkeypatch.setattr(apart, "_said", lambda data: answer)


def confined(then: str, first: str = CONFINED) -> subprocess.CompletedProcess:
    return subprocess.run([sys.executable, "-c", first + then], capture_output=True, cwd=settings.BASE_DIR, timeout=60)


@pytest.mark.parametrize("data", [jpeg(), png((900, 40)), webp(lossless=True)])
def test_another_process_makes_the_same_pictures(data):
    assert process_apart(data) == process(data)


def test_what_the_other_process_refuses_is_said_in_our_words():
    with pytest.raises(Refused, match="as tall as it is wide"):
        process_apart(png((10, 40)))


def test_a_cut_off_picture_is_refused():
    whole = png((300, 300))

    with pytest.raises(Refused, match="damaged"):
        process_apart(whole[:60] + whole[80:])


def test_the_other_process_knows_nothing_of_the_environment(monkeypatch, tmp_path):
    program, seen = tmp_path / "python", tmp_path / "seen"
    program.write_text(f"#!/bin/sh\n/usr/bin/env > {seen}\nexit 1\n")
    program.chmod(stat.S_IRWXU)
    monkeypatch.setattr(sys, "executable", str(program))
    monkeypatch.setenv("CLINIC_SECRET_KEY", "a-secret-of-the-site")

    with pytest.raises(Refused, match="unusual way"):
        process_apart(png())

    assert "a-secret-of-the-site" not in seen.read_text()


def test_a_process_that_takes_too_long_is_ended(monkeypatch):
    monkeypatch.setattr(apart, "LONGEST", 0.001)

    with pytest.raises(Refused, match="unusual way"):
        process_apart(png())


def test_a_process_that_wants_too_much_memory_is_refused_it():
    assert b"MemoryError" in confined("bytearray(2 * 1024**3)").stderr


def test_a_process_that_never_stops_counting_is_ended_by_its_share_of_the_processor():
    assert confined("while True: pass", IN_A_SECOND).returncode == -signal.SIGKILL


def test_the_share_of_the_processor_is_ten_seconds():
    assert confined("print(decoding.resource.getrlimit(decoding.resource.RLIMIT_CPU))").stdout == b"(10, 10)\n"


def test_a_process_that_opens_ever_more_files_is_refused_them():
    done = confined("import os\nwhile True: print(os.dup(0))")

    assert b"Too many open files" in done.stderr
    assert int(done.stdout.split()[-1]) == 15


def test_the_process_can_write_no_file(tmp_path):
    done = confined(f"open({str(tmp_path / 'left')!r}, 'w').write('x' * 100_000)")

    assert done.returncode != 0
    assert not (tmp_path / "left").exists() or not (tmp_path / "left").read_bytes()


def one(kind: str, content: bytes) -> tuple[dict, bytes]:
    return {"width": 1, "height": 1, "type": kind, "bytes": len(content)}, content


@pytest.mark.parametrize(
    "pictures",
    [
        [one("image/webp", b"<script>alert(1)</script>")],
        [one("text/html", b"RIFF<script>")],
        [one("image/jpeg", b"RIFF")],
        [],
    ],
)
def test_a_process_that_was_taken_over_can_hand_back_nothing_but_pictures(monkeypatch, pictures):
    told = {"width": 1, "height": 1, "pictures": [told for told, _content in pictures]}
    said(monkeypatch, json.dumps(told).encode() + b"\n" + b"".join(content for _told, content in pictures))

    with pytest.raises(Refused):
        process_apart(png())


@pytest.mark.parametrize(
    "answer", [b"", b"[]", b"{}", b"\x80\x04.", b'{"refused": "no such thing"}', b'{"width": "x"}']
)
def test_an_answer_that_is_none_is_a_refusal(monkeypatch, answer):
    said(monkeypatch, answer)

    with pytest.raises(Refused):
        process_apart(png())


def test_names_are_made_from_the_bytes_that_came_back(monkeypatch):
    told, content = one("image/webp", b"RIFFone")
    order = {"width": 1, "height": 1, "pictures": [told | {"name": "../../settings.py"}, told]}
    said(monkeypatch, json.dumps(order).encode() + b"\n" + content * 2)

    [rendition] = process_apart(png()).renditions

    assert rendition.name == f"{process_apart(png()).digest}-1.webp"
