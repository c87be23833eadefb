"""How PDFs are made: from nothing but our own files, one at a time, within bounds."""

import json
import subprocess
import sys
import threading
import time
from http.server import BaseHTTPRequestHandler, HTTPServer
from unittest import mock

import pytest
from django.core.checks import INFO

from clinic_site.handouts import pdf_making
from clinic_site.handouts.pdf_checks import pdfs_can_be_made
from clinic_site.images.models import add
from tests.clinic_site.handouts import printed
from tests.clinic_site.images.pictures import encoded, jpeg, two_halves

PAGE = '<!doctype html><html lang="en-GB"><head><title>T</title>{head}</head><body><h1>Kept</h1>{body}</body></html>'


def page(body: str = "", head: str = "") -> str:
    return PAGE.format(body=body, head=head)


@pytest.fixture
def elsewhere():
    """Another server; the addresses that it was asked for."""
    asked = []

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self):
            asked.append(self.path)
            self.send_response(200)
            self.end_headers()
            self.wfile.write(jpeg())

        def log_message(self, *words):
            pass

    with HTTPServer(("127.0.0.1", 0), Handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}", asked
        server.shutdown()


@pytest.mark.pdf
def test_nothing_is_read_but_our_own_pictures_and_style_sheets(elsewhere, settings, tmp_path):
    other, asked = elsewhere
    (tmp_path / "secret.jpg").write_bytes(jpeg())
    (tmp_path / "secret.txt").write_text("zqxsecret", encoding="utf-8")
    (tmp_path / "secret.css").write_text("h1::after { content: 'zqxsecret' }", encoding="utf-8")
    places = [
        f"{other}/picture.jpg", f"//{other.removeprefix('http://')}/picture.jpg", f"file://{tmp_path}/secret.jpg",
        f"{settings.SITE_ADDRESS}/media/pictures/../../secret.jpg", "/media/pictures/%2e%2e/%2e%2e/secret.jpg",
        f"/static/../..{tmp_path}/secret.jpg", f"/static//{tmp_path}/secret.jpg", "ftp://127.0.0.1/picture.jpg",
        f"{settings.SITE_ADDRESS}@{other.removeprefix('http://')}/picture.jpg", f"{tmp_path}/secret.jpg",
    ]  # fmt: skip
    body = "".join(f'<img alt="x" src="{place}"><object data="{place}">x</object>' for place in places)
    body += f'<p style="background: url({other}/back.jpg)">x</p><a rel="attachment" href="file://{tmp_path}/secret.txt">x</a>'
    body += f'<svg role="img" aria-label="x"><image href="{other}/in.jpg"/><use href="{other}/use.svg#a"/></svg>'
    head = "".join(
        f'<link rel="stylesheet" href="{place}">'
        for place in (f"{other}/a.css", f"file://{tmp_path}/secret.css", "/static/../secret.css")
    )
    head += f'<base href="{other}/"><link rel="attachment" href="file://{tmp_path}/secret.txt">'
    head += f"<style>@import url({other}/b.css); @font-face {{ font-family: f; src: url({other}/f.woff) }}</style>"

    made = printed.opened(pdf_making.made(page(body, head)))

    assert asked == []
    assert printed.pictures(made) == 0
    assert made.attachments == {}
    assert not any("zqxsecret" in word for word in printed.words(made))


@pytest.mark.pdf
def test_a_picture_of_our_own_is_read(db, clinic):
    picture = add(
        encoded(two_halves((400, 200)), "PNG"),
        by=clinic["editor"],
        key="chairs",
        alt_choice="informative",
        alt="Chairs",
    )
    name = picture.smallest()["name"]

    made = printed.opened(pdf_making.made(page(f'<img alt="Chairs" src="/media/pictures/{name}">')))

    assert printed.pictures(made) == 1


@pytest.mark.pdf
def test_ornaments_and_the_foot_of_each_sheet_are_no_part_of_the_text():
    body = '<p>Words <svg aria-hidden="true" viewBox="0 0 9 9"></svg>stay.<img alt="" src="/static/x.png"> Here.</p>'
    foot = '<footer class="running"><p>Foot</p></footer>'
    sheets = '<link rel="stylesheet" href="/static/css/paper.css">'

    made = printed.opened(pdf_making.made(page(body + "<p>More.</p>" * 90 + foot, sheets)))

    assert "Figure" not in printed.tags(made)
    assert printed.tags(made).count("P") == 91
    assert len(made.pages) > 1
    for sheet, text in enumerate((sheet.extract_text() for sheet in made.pages), start=1):
        assert "Foot" in text
        assert f"Page {sheet} of {len(made.pages)}" in " ".join(text.split())
    assert "Words stay Here" in " ".join(printed.words(made))


@pytest.mark.pdf
def test_nothing_but_a_phone_number_can_be_followed():
    links = '<a href="tel:999">999</a> <a href="#here">here</a> <a href="/there">there</a> <a href="https://a.example">a</a>'

    made = printed.opened(pdf_making.made(page(f'<p id="here">{links}</p>')))

    assert [link["/A"]["/URI"] for sheet in made.pages for link in sheet.annotations] == ["tel:999"]
    assert printed.tags(made).count("Link") == 1


@pytest.mark.pdf
def test_words_for_listeners_begin_no_heading_inside_a_heading():
    sheets = '<link rel="stylesheet" href="/static/css/paper.css">'

    made = printed.opened(pdf_making.made(page('<h2><span class="vh">Urgent. </span>Call us</h2>', sheets)))

    assert printed.tags(made).count("H2") == 1
    assert {"Urgent", "Call"} <= set(printed.words(made))


@pytest.mark.pdf
def test_what_takes_too_long_is_ended(monkeypatch):
    monkeypatch.setattr(pdf_making, "LONGEST", 0.05)

    with pytest.raises(pdf_making.NotMade, match="more than"):
        pdf_making.pdf_of(page())


@pytest.mark.pdf
def test_what_grows_too_large_is_not_given_out(monkeypatch):
    monkeypatch.setattr(pdf_making, "LARGEST", 1000)

    with pytest.raises(pdf_making.NotMade, match="more than 1000"):
        pdf_making.pdf_of(page())


def comes_true(asked) -> bool:
    return any(asked() or time.sleep(0.01) for _attempt in range(3000))


def done(command, **kwargs):
    return subprocess.CompletedProcess(command, 0, stdout=b"%PDF", stderr=b"")


def test_the_process_that_makes_it_is_told_no_secret(monkeypatch):
    monkeypatch.setenv("CLINIC_SECRET_KEY", "zqxsecret")
    monkeypatch.setenv("PGPASSWORD", "zqxsecret")
    monkeypatch.setenv("DATABASE_URL", "postgres://zqxsecret@127.0.0.1/clinic")

    with mock.patch.object(subprocess, "run", side_effect=done) as run:
        pdf_making.made(page())

    assert "zqxsecret" not in json.dumps(run.call_args.kwargs["env"])
    assert run.call_args.args[0][0] == sys.executable


def test_a_fault_of_that_process_is_told(monkeypatch):
    failed = subprocess.CompletedProcess([], 1, stdout=b"", stderr=b"Traceback\nOSError: no library\n")

    with mock.patch.object(subprocess, "run", return_value=failed), pytest.raises(pdf_making.NotMade, match="library"):
        pdf_making.pdf_of(page())


def test_a_process_that_does_not_start_is_told():
    with (
        mock.patch.object(subprocess, "run", side_effect=FileNotFoundError("python")),
        pytest.raises(pdf_making.NotMade, match="can't be started"),
    ):
        pdf_making.pdf_of(page())


def test_the_same_page_is_made_once_and_only_so_many_are_kept():
    with mock.patch.object(subprocess, "run", side_effect=done) as run:
        for number in (*range(pdf_making.KEPT + 1), pdf_making.KEPT):
            pdf_making.pdf_of(page(str(number)))
        assert run.call_count == pdf_making.KEPT + 1
        pdf_making.pdf_of(page("0"))

    assert run.call_count == pdf_making.KEPT + 2


def test_while_one_is_made_few_may_wait_and_the_next_is_sent_away():
    started, go_on, given = threading.Semaphore(0), threading.Event(), []

    def slow(command, **kwargs):
        started.release()
        go_on.wait(10)
        go_on.set()
        return done(command)

    with mock.patch.object(subprocess, "run", side_effect=slow):
        ask = [
            threading.Thread(target=lambda place=place: given.append(pdf_making.pdf_of(page(str(place)))))
            for place in range(1 + pdf_making.WAITING)
        ]
        ask[0].start()
        assert started.acquire(timeout=30)
        for thread in ask[1:]:
            thread.start()
        assert comes_true(lambda: pdf_making._places._value == 0)
        with pytest.raises(pdf_making.Busy):
            pdf_making.pdf_of(page("one more"))
        go_on.set()
        for thread in ask:
            thread.join(30)

    assert given == [b"%PDF"] * (1 + pdf_making.WAITING)


@pytest.mark.parametrize(
    ("gone", "told"),
    [
        (["weasyprint"], "pip install --require-hashes -r requirements-pdf.txt"),
        (["libpango-1.0-0", "libharfbuzz-subset0"], "apt-get install libpango-1.0-0 libharfbuzz-subset0"),
    ],
)
def test_the_check_of_the_set_up_says_what_is_missing_and_how_to_get_it(gone, told):
    with mock.patch("clinic_site.handouts.pdf_checks.missing", return_value=gone):
        (message,) = pdfs_can_be_made(None)

    assert message.level == INFO
    assert all(name in message.msg for name in gone)
    assert told in message.hint


def test_the_check_is_silent_where_nothing_is_missing():
    with mock.patch("clinic_site.handouts.pdf_checks.missing", return_value=[]):
        assert pdfs_can_be_made(None) == []


def test_each_thing_that_is_missing_is_named():
    with (
        mock.patch.object(pdf_making, "find_spec", return_value=None),
        mock.patch.object(pdf_making, "find_library", return_value=None),
    ):
        assert pdf_making.missing() == ["weasyprint", *pdf_making.LIBRARIES.values()]
