"""deploy/nginx.conf: ready pages are files; nothing that is somebody's own is."""

import gzip
import time

import brotli
import pytest
from django.conf import settings

from clinic_site.middleware import PUBLIC, policy
from clinic_site.operations import closed_pages, web_log
from clinic_site.page_style import digest_of
from tests.deploy import editions
from tests.deploy.front import in_front
from tests.deploy.origin import answering

pytestmark = pytest.mark.nginx
PAGE = b"<!doctype html><title>Sore</title>" + b"<p>You may be sore for a day.</p>" * 40


@pytest.fixture(scope="module")
def place(tmp_path_factory):
    folder = tmp_path_factory.mktemp("files")
    data = folder / "data"
    editions.lay(data, {"/": b"home", "/faq/sore/": PAGE})
    editions.lay(data, {"/faq/": b"all open"}, tree="answers")
    (data / "published" / "503.html").write_bytes(b"closed for a short time")
    (data / "static" / "css").mkdir(parents=True)
    for name in ("site.css", "site.0123456789ab.css"):
        (data / "static" / "css" / name).write_bytes(b"p { margin: 0 }")
    with answering() as origin, in_front(folder / "front", data, [origin]) as front:
        yield front, origin


@pytest.fixture
def front(place):
    front, origin = place
    origin.asked.clear()
    return front


@pytest.fixture
def origin(place):
    return place[1]


@pytest.fixture
def gone(front, origin):
    """Every process is gone."""
    origin.drops = True
    yield front
    origin.drops = False


@pytest.mark.parametrize(
    ("accepted", "coding", "unpacked"),
    [("gzip, deflate, br", "br", brotli.decompress), ("gzip", "gzip", gzip.decompress), ("br;q=0", None, bytes)],
)
def test_a_ready_page_is_given_as_its_file_in_the_coding_the_browser_takes(front, origin, accepted, coding, unpacked):
    got = front.ask("/faq/sore/", accept_encoding=accepted)

    assert (got.status, unpacked(got.body), origin.asked) == (200, PAGE, [])
    assert got.headers.get("content-encoding") == coding
    assert got.headers["vary"] == "Accept-Encoding"
    assert got.headers["content-type"] == "text/html; charset=utf-8"


def test_the_two_queries_of_readers_have_files_of_their_own(front, origin):
    assert front.ask("/faq/?answers=1").body == b"all open"
    assert origin.asked == []


def test_who_has_the_file_already_is_told_so(front):
    known = front.ask("/faq/sore/").headers["etag"]

    assert front.ask("/faq/sore/", if_none_match=known).status == 304


def test_the_head_of_a_ready_page_has_no_body(front, origin):
    got = front.ask("/faq/sore/", method="HEAD")

    assert (got.status, got.body, origin.asked) == (200, b"", [])


def test_a_page_that_is_taken_away_is_asked_of_a_process_a_second_later(front, origin):
    editions.lay(front.data, {"/faq/gone/": PAGE})
    for coding in ("br", "gzip", ""):
        assert front.ask("/faq/gone/", accept_encoding=coding).status == 200
    editions.take_away(front.data, "/faq/gone/")
    time.sleep(1.1)

    for coding in ("br", "gzip", ""):
        front.ask("/faq/gone/", accept_encoding=coding)

    assert [one["path"] for one in origin.asked] == ["/faq/gone/"] * 3


@pytest.mark.parametrize(
    ("path", "options"),
    [
        ("/faq/sore/?q=x", {}),
        ("/faq/sore/?answers=1", {}),
        ("/faq/sore/?answers=1&x", {}),
        ("/faq/sore/", {"method": "POST", "body": b"a=1"}),
        ("/faq/sore/", {"cookie": "a=1; sessionid=abc"}),
        ("/faq/sore/", {"authorization": "Basic abc"}),
        ("/faq/sore/", {"range": "bytes=0-10"}),
        ("/faq//sore//", {}),
        ("/faq/sore", {}),
        ("/faq/sore/index.html", {}),
        ("/admin/", {}),
        ("/search/", {}),
        ("/feedback/4716/", {}),
    ],
)
def test_everything_else_is_asked_of_a_process(front, origin, path, options):
    front.ask(path, **options)

    assert [one["path"] for one in origin.asked] == [path]


def test_no_file_outside_the_edition_is_given(front, origin):
    (front.data / "secret").mkdir(exist_ok=True)
    (front.data / "secret" / "index.html").write_text("secret")

    for path in ("/../../../../secret/", "/..%2f..%2f..%2f..%2fsecret/", "/%2e%2e/%2e%2e/%2e%2e/%2e%2e/secret/"):
        assert b"secret" not in front.ask(path).body
    for path in ("/static../secret/index.html", "/static/../secret/index.html", "/static/%2e%2e/secret/index.html"):
        assert b"secret" not in front.ask(path).body


def test_only_files_named_by_their_digest_are_kept_for_long(front, origin):
    plain, hashed = front.ask("/static/css/site.css"), front.ask("/static/css/site.0123456789ab.css")

    assert plain.headers["cache-control"] == "max-age=60, public"
    assert hashed.headers["cache-control"] == "max-age=315360000, public, immutable"
    assert hashed.headers["x-content-type-options"] == "nosniff"
    assert hashed.headers["content-type"] == "text/css; charset=utf-8"
    assert origin.asked == []


def test_with_every_process_gone_files_are_given_and_the_rest_says_closed(gone):
    assert gone.ask("/faq/sore/").body == PAGE
    for method, path in (
        ("GET", "/faq/unknown/"),
        ("GET", "/search/?q=x"),
        ("GET", "/admin/"),
        ("POST", "/feedback/1/"),
    ):
        got = gone.ask(path, method)
        assert (got.status, got.body) == (503, b"closed for a short time")
        assert got.headers["cache-control"] == "no-store"


def test_the_page_for_the_worst_case_may_use_its_style(gone):
    said = gone.ask("/search/").headers["content-security-policy"]

    assert f"style-src {digest_of(closed_pages.style())};" in said


def test_a_ready_page_has_the_policy_that_the_program_gives_it(front):
    assert front.ask("/faq/sore/").headers["content-security-policy"] == policy(PUBLIC)


def test_the_largest_form_of_staff_is_let_through_and_no_larger_one_of_readers(front, origin):
    most = settings.DATA_UPLOAD_MAX_MEMORY_SIZE

    assert front.ask("/admin/upload/", method="POST", body=bytes(most)).status == 200
    assert front.refusal("/feedback/4716/", method="POST", body=bytes(64 * 1024 + 1)) in {0, 413}
    assert [one["path"] for one in origin.asked] == ["/admin/upload/"]


def test_each_reading_of_a_file_is_a_line_of_a_day_and_a_path(front):
    log = front.folder / "log" / "clinic-guide-readings.log"
    before = len(log.read_text().splitlines())

    front.ask("/faq/sore/")
    front.ask("/faq/?answers=1")
    front.ask("/faq/sore/", method="HEAD")
    front.ask("/faq/sore/", user_agent="A searching bot")
    front.ask("/hushed/%2e%2e/faq/s%6fre/")

    # nginx answers first and writes its line then.
    until = time.monotonic() + 5
    while len(log.read_text().splitlines()) < before + 3 and time.monotonic() < until:
        time.sleep(0.02)
    lines = [web_log.parsed(line) for line in log.read_text().splitlines()[before:]]
    assert [line.path for line in lines] == ["/faq/sore/", "/faq/", "/faq/sore/"]


def test_no_line_of_any_log_tells_who_asked_or_for_what(gone):
    gone.ask("/search/?q=hushed", user_agent="Hushed", referer="https://elsewhere.example/hushed")
    gone.ask("/h/4716-hushed?x=hushed")
    gone.ask("/faq/sore/?" + "hushed" * 200)
    gone.refusal("/faq/sore/?" + "hushed" * 20_000)
    gone.refusal("/feedback/4716/", method="POST", body=b"hushed" * 20_000)

    logs = gone.logs()
    assert "hushed" not in logs.lower()
    assert "GET /search/ 503" in logs
    assert "GET /h/4716 503" in logs
    assert "client:" not in logs
