import pytest

from clinic_site.pagecache.asking import LONGEST_LIST, _known_coding_for, coding_for, has_already, key_of, place_of
from tests.clinic_site.pagecache.sites import environ


@pytest.mark.parametrize(
    ("accepted", "coding"),
    [
        ("gzip, deflate, br, zstd", "br"),
        ("BR;Q=1.0", "br"),
        ("gzip;q=0.5", "gzip"),
        ("br;q=0, gzip", "gzip"),
        ("br;q=0.000,gzip;q=0", ""),
        (" gzip ; q=0.1 ", "gzip"),
        ("*", ""),
        ("", ""),
        ("identity", ""),
        (",;q=,;;,br;q", "br"),
    ],
)
def test_the_coding_is_one_the_browser_takes(accepted: str, coding: str):
    assert coding_for(accepted) == coding


def test_a_long_list_of_codings_is_read_and_never_remembered():
    _known_coding_for.cache_clear()

    assert coding_for("x," * LONGEST_LIST + "br") == "br"

    assert _known_coding_for.cache_info().currsize == 0


@pytest.mark.parametrize("etags", ['"a"', 'W/"a"', '"b", W/"a"', "*", ' "b" ,  "a" '])
def test_a_mark_that_is_named_is_known(etags: str):
    assert has_already(etags, '"a"')


@pytest.mark.parametrize("etags", ["", '"b"', "a", '"a', '"A"'])
def test_a_mark_that_is_not_named_is_not(etags: str):
    assert not has_already(etags, '"a"')


def test_the_case_of_the_host_makes_no_other_request():
    assert key_of(environ(HTTP_HOST="Guide.EXAMPLE")) == key_of(environ())


@pytest.mark.parametrize(
    "more", [{}, {"HTTP_HOST": "Guide.EXAMPLE"}, {"HTTP_X_FORWARDED_PROTO": ""}, {"HTTP_X_FORWARDED_PROTO": "HTTPS"}]
)
def test_it_is_looked_for_where_it_is_kept(more: dict):
    assert place_of(environ(**more)) == key_of(environ(**more))


@pytest.mark.parametrize("said", ["https", "http", "gopher", "x" * 5000, " https , http"])
def test_what_a_proxy_says_of_tls_makes_three_requests_at_most(said: str):
    keys = {key_of(environ(**{"wsgi.url_scheme": "http", "HTTP_X_FORWARDED_PROTO": said})) for said in (said, "http")}

    assert len(keys) <= 2
    assert all(len(str(key)) < 100 for key in keys)


def test_what_a_visitor_writes_of_tls_makes_no_request_that_came_over_it():
    """Else a redirect that was made for such a request would be everybody's answer."""
    forged = environ(**{"wsgi.url_scheme": "http", "HTTP_X_FORWARDED_PROTO": "https"})

    assert key_of(forged) != key_of(environ(**{"wsgi.url_scheme": "https"}))
    assert key_of(forged) != key_of(environ(**{"wsgi.url_scheme": "http"}))


@pytest.mark.parametrize(
    "path",
    [
        "/4716", "/10007", "/4716/qr.svg", "/h/", "/h/before-your-first-visit/", "/print/4716", "/print/4716.pdf",
        "/print/cards", "/show/4716/", "/show/offline/", "/api/pages.json", "/api/pages/4716.json", "/faq/4716/", "/",
        "/media/social/4716-3.png", "/history-of-needling/", "/shower/", "/printing/",
    ],
)  # fmt: skip
def test_an_address_of_our_own_may_stay_in_memory(path: str):
    assert key_of(environ(path)) is not None


@pytest.mark.parametrize(
    "path",
    [
        "/4716 aurelia", "/4716-0528", "/0528.1957", "/4716/", "/h/4716", "/h/4716-0528/20261121",
        "/H/4716-AURELIA", "/h/4716-aurelia/", "/h/Aurelia/", "/h/aurelia zimmertal/", "/print/4716 aurelia",
        "/print/4716-0528", "/print/4716-0528 born 1957.pdf", "/show/4716-0528-07700900461/", "/show/4716 aurelia/",
        "/api/pages/4716 aurelia.json", "/aurelia/qr.svg", "/4716 aurelia/qr.svg", "/a\nb/qr.svg",
        "/media/social/4716-0007700900461.png", "/print/4716\n",
    ],
)  # fmt: skip
def test_an_address_that_somebody_typed_never_stays_in_memory(path: str):
    assert key_of(environ(path)) is None
