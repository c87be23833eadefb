from io import BytesIO

import pytest

from clinic_site.operations import closed_pages
from clinic_site.views import turned_away
from tests.clinic_site.pagecache.sites import get

FORM = {"CONTENT_TYPE": "application/x-www-form-urlencoded", "SERVER_NAME": "guide.example", "SERVER_PORT": "443"}


@pytest.fixture(autouse=True)
def no_database(settings, tmp_path, django_db_blocker):
    """Whoever asks it here fails."""
    settings.DATA_DIR = tmp_path


def written() -> None:
    closed_pages.folder().mkdir()
    (closed_pages.folder() / "no-database.html").write_text("<main>Our database does not answer</main>")


class NeverSent(BytesIO):
    def read(self, *_size):
        raise AssertionError("somebody waits for what never comes")

    readline = read


def asked(path: str, method: str = "GET", body: bytes = b"", **more):
    more = FORM | {"wsgi.input": BytesIO(body), "CONTENT_LENGTH": str(len(body))} | more
    return get(turned_away.answer, path, method, **more)


def test_readers_are_told_what_is_wrong_and_when_to_come_back():
    written()

    got = asked("/search/")

    assert got.status == "503 Service Unavailable"
    assert b"Our database does not answer" in got.body
    assert int(got.headers["retry-after"]) > 0
    assert got.headers["cache-control"] == "no-store"
    assert "default-src 'none'" in got.headers["content-security-policy"]


def test_there_are_words_before_anything_was_written():
    got = asked("/search/")

    assert got.status == "503 Service Unavailable"
    assert b"Sorry" in got.body


def test_staff_get_back_what_they_typed():
    written()

    got = asked("/admin/faq/question/1/change/", "POST", b"body=Words+that+find+no+turn.", HTTP_COOKIE="sessionid=a")

    assert got.status == "503 Service Unavailable"
    assert b"Words that find no turn." in got.body
    assert b"Not saved. Please try again" in got.body


@pytest.mark.parametrize(
    ("path", "body"),
    [
        ("/admin/login/", b"username=a&password=secret"),
        ("/feedback/", b"words=secret"),
        ("/admin/x/", b"\xff%00=&" * 2000),
    ],
)
def test_no_password_and_nothing_of_readers_is_put_into_a_page_again(path, body):
    written()

    got = asked(path, "POST", body, HTTP_COOKIE="sessionid=a")

    assert got.status == "503 Service Unavailable"
    assert b"secret" not in got.body


def test_nobody_waits_for_what_a_stranger_sends():
    written()

    got = asked("/admin/x/", "POST", CONTENT_LENGTH="100", **{"wsgi.input": NeverSent()})

    assert got.status == "503 Service Unavailable"


def test_who_asks_for_the_head_gets_no_body():
    written()

    assert asked("/search/", "HEAD").body == b""
