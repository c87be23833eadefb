import gzip
from threading import Barrier, Thread

import brotli
import pytest

from tests.clinic_site.pagecache.sites import PAGE, Site, cache_of, environ, get


def test_the_second_reader_gets_the_bytes_that_were_made_for_the_first():
    site = Site()
    cache = cache_of(site)

    first, second = get(cache), get(cache)

    assert first == second
    assert first.body.decode() == PAGE
    assert len(site.asked) == 1


def test_nothing_that_was_made_before_the_generation_moved_is_given_again():
    site = Site()
    cache = cache_of(site)
    get(cache)
    site.body = PAGE.replace("a day", "an hour")
    cache.watch.generation = 2

    assert b"an hour" in get(cache).body


def test_what_is_made_while_the_generation_moves_is_made_again():
    site = Site()
    cache = cache_of(site)

    def moves(environ, start_response):
        cache.watch.generation = 2
        return site(environ, start_response)

    cache.application = moves
    get(cache)
    get(cache)

    assert len(site.asked) == 2


def test_nothing_is_kept_before_the_generation_is_known():
    site = Site()
    cache = cache_of(site)
    cache.watch.generation = None

    get(cache)
    get(cache)

    assert len(site.asked) == 2
    assert cache.watch.started == 2
    assert len(cache.shelf) == 0


@pytest.mark.parametrize(
    ("accepted", "coding", "unpacked"),
    [("br, gzip", "br", brotli.decompress), ("gzip", "gzip", gzip.decompress), ("", None, bytes)],
)
def test_each_coding_holds_the_same_page(accepted, coding, unpacked):
    got = get(cache_of(Site()), HTTP_ACCEPT_ENCODING=accepted)

    assert got.headers.get("content-encoding") == coding
    assert got.headers["vary"] == "Accept-Encoding"
    assert int(got.headers["content-length"]) == len(got.body)
    assert unpacked(got.body).decode() == PAGE


def test_a_page_is_packed_when_somebody_asks_for_it_so_and_once():
    site = Site()
    cache = cache_of(site)
    packed = get(cache, HTTP_ACCEPT_ENCODING="br").body
    size = cache.shelf._bytes

    plain, zipped = get(cache), get(cache, HTTP_ACCEPT_ENCODING="gzip")

    assert size == len(packed)
    assert cache.shelf._bytes == len(packed) + len(plain.body) + len(zipped.body)
    assert plain.body.decode() == PAGE
    assert len(site.asked) == 1
    assert get(cache, HTTP_ACCEPT_ENCODING="br").body is packed


def test_what_is_packed_while_the_generation_moves_does_not_stay():
    cache = cache_of(Site())
    get(cache)
    put = cache.shelf.put
    cache.shelf.put = lambda *parts: (setattr(cache.watch, "generation", 2), put(*parts))

    get(cache, HTTP_ACCEPT_ENCODING="br")

    assert len(cache.shelf) == 0


def test_who_has_it_already_is_told_so_and_each_coding_has_a_mark_of_its_own():
    cache = cache_of(Site())
    plain, packed = get(cache), get(cache, HTTP_ACCEPT_ENCODING="br")

    again = get(cache, HTTP_ACCEPT_ENCODING="br", HTTP_IF_NONE_MATCH=packed.headers["etag"])

    assert plain.headers["etag"] != packed.headers["etag"]
    assert again.status == "304 Not Modified"
    assert again.body == b""
    assert again.headers["etag"] == packed.headers["etag"]
    assert get(cache, HTTP_IF_NONE_MATCH=packed.headers["etag"]).status == "200 OK"


def test_a_server_that_writes_in_its_headers_changes_nobody_elses():
    cache = cache_of(Site())
    heads = []

    for _time in range(2):
        cache(environ(), lambda status, headers: heads.append(headers))
        heads[-1].append(("Date", "now"))

    assert len(heads[0]) == len(heads[1])


def test_head_gets_the_headers_of_get_and_no_body():
    cache = cache_of(Site())

    head, got = get(cache, method="HEAD"), get(cache)

    assert head.headers == got.headers
    assert head.body == b""


def test_browsers_are_told_to_ask_each_time_and_may_show_the_last_copy_when_the_site_is_gone():
    assert get(cache_of(Site())).headers["cache-control"] == "max-age=0, must-revalidate, stale-if-error=86400"


def test_caches_between_may_keep_it_only_where_the_clinic_says_how_long():
    got = get(cache_of(Site(), shared_seconds=30))

    assert got.headers["cache-control"].endswith(", s-maxage=30")


def test_a_view_that_says_how_long_is_believed():
    site = Site(headers=[("Content-Type", "text/html"), ("Cache-Control", "no-store")], status="302 Found")

    assert get(cache_of(site), "/4716").headers["cache-control"] == "no-store"


@pytest.mark.parametrize(
    "more",
    [
        {"method": "POST"},
        {"query": "q=sore"},
        {"query": "answers=2"},
        {"path": "/admin/"},
        {"path": "/search/"},
        {"path": "/feedback/4716/"},
        {"path": "/" + "h/" * 400},
        {"HTTP_COOKIE": "sessionid=abc"},
        {"HTTP_AUTHORIZATION": "Basic abc"},
        {"HTTP_RANGE": "bytes=0-10"},
    ],
)
def test_what_may_be_somebodys_own_is_asked_each_time_as_it_came(more):
    site = Site()
    cache = cache_of(site)

    get(cache, **more)
    get(cache, **more)

    assert len(site.asked) == 2
    assert len(cache.shelf) == 0
    assert site.asked[0].items() >= {name: value for name, value in more.items() if name.isupper()}.items()


@pytest.mark.parametrize(
    "more",
    [
        {"method": "POST"},
        {"HTTP_COOKIE": "theme=dark; sessionid=abc"},
        {"HTTP_AUTHORIZATION": "Basic abc"},
        {"HTTP_RANGE": "bytes=0-10"},
    ],
)
def test_what_is_kept_for_everybody_is_not_given_to_who_asks_for_their_own(more):
    site = Site()
    cache = cache_of(site)
    get(cache)

    get(cache, **more)

    assert len(site.asked) == 2


@pytest.mark.parametrize(
    ("status", "header"),
    [
        ("404 Not Found", ("X-Plain", "1")),
        ("500 Internal Server Error", ("X-Plain", "1")),
        ("200 OK", ("Set-Cookie", "sessionid=abc")),
        ("200 OK", ("Cache-Control", "private, no-store")),
        ("200 OK", ("Cache-Control", "No-Store")),
        ("301 Moved Permanently", ("Location", "/faq/sore/")),
        ("302 Found", ("Location", "/faq/sore/")),
        ("200 OK", ("Vary", "Cookie")),
        ("200 OK", ("vary", "accept-encoding,  COOKIE")),
    ],
)
def test_an_answer_that_is_not_for_everybody_for_good_is_never_kept(status, header):
    site = Site(status=status, headers=[("Content-Type", "text/html"), header])
    cache = cache_of(site)

    got = get(cache)
    get(cache)

    assert len(site.asked) == 2
    assert got.status == status
    assert got.headers[header[0].lower()] == header[1]
    assert "etag" not in got.headers


def test_a_cookie_of_another_site_changes_nothing_and_goes_no_further():
    site = Site()
    cache = cache_of(site)
    get(cache, HTTP_COOKIE="theme=dark")

    get(cache)

    assert len(site.asked) == 1
    assert "HTTP_COOKIE" not in site.asked[0]


@pytest.mark.parametrize("more", [{"HTTP_HOST": "other.example"}, {"wsgi.url_scheme": "http"}, {"query": "answers=1"}])
def test_another_host_scheme_or_query_has_an_answer_of_its_own(more):
    site = Site()
    cache = cache_of(site)

    get(cache)
    get(cache, **more)

    assert len(site.asked) == 2
    assert len(cache.shelf) == 2


def test_each_reader_is_counted_once_and_programs_never():
    site = Site()
    cache = cache_of(site)

    get(cache, method="HEAD")
    get(cache)
    get(cache)
    get(cache, HTTP_USER_AGENT="Googlebot/2.1")

    assert site.counted == ["/faq/sore/"] * 2


def test_each_reader_is_counted_whichever_coding_they_ask_for():
    site = Site()
    cache = cache_of(site)

    for coding in ("br", "br", "gzip", "gzip", "", "br"):
        get(cache, HTTP_ACCEPT_ENCODING=coding)

    assert site.counted == ["/faq/sore/"] * 6


def test_readers_who_ask_at_once_share_one_making():
    site, together = Site(), Barrier(8)
    cache = cache_of(site)

    def reads():
        together.wait()
        get(cache)

    threads = [Thread(target=reads) for _reader in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert len(site.asked) == 1


def test_a_fault_while_making_leaves_no_lock_behind():
    site = Site()
    cache = cache_of(site)

    def fails(environ, start_response):
        raise OSError("the disk is gone")

    cache.application = fails
    with pytest.raises(OSError, match="the disk is gone"):
        get(cache)
    cache.application = site

    assert get(cache).status == "200 OK"
