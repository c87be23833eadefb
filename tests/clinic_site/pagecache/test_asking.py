import pytest

from clinic_site.pagecache.asking import coding_for, has_already, key_of
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


@pytest.mark.parametrize("etags", ['"a"', 'W/"a"', '"b", W/"a"', "*", ' "b" ,  "a" '])
def test_a_mark_that_is_named_is_known(etags: str):
    assert has_already(etags, '"a"')


@pytest.mark.parametrize("etags", ["", '"b"', "a", '"a', '"A"'])
def test_a_mark_that_is_not_named_is_not(etags: str):
    assert not has_already(etags, '"a"')


def test_the_case_of_the_host_makes_no_other_request():
    assert key_of(environ(HTTP_HOST="Guide.EXAMPLE")) == key_of(environ())


@pytest.mark.parametrize("said", ["https", "http", "gopher", "x" * 5000])
def test_what_a_proxy_says_of_tls_makes_two_requests_at_most(said: str):
    keys = {key_of(environ(**{"wsgi.url_scheme": "http", "HTTP_X_FORWARDED_PROTO": said})) for said in (said, "http")}

    assert len(keys) <= 2
    assert all(len(str(key)) < 100 for key in keys)
