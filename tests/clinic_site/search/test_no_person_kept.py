"""What people type about themselves: in no table, no cache, no log and no file."""

import logging

import pytest
from django.core.cache import caches

from clinic_site.search.term_log import heard
from tests import copies

pytestmark = pytest.mark.django_db
PERSONAL = [
    "My name is Aurelia Zimmertal",
    "Aurelia Zimmertal",
    "mrs zimmertal sore neck",
    "07700 900461",
    "ring 01632-960-461 please",
    "dob 14/02/1957",
    "born 14 february 1957",
    "aurelia@zimmertal.example",
    "aurelia at zimmertal dot example",
    "SW1A 2ZT zimmertal",
    "my nhs number is 943 476 5919",
    "I have had a positive test for xanthosis since my husband left me and I am scared",
]
ONCE = ["i have xanthosis and feel ashamed", "my husband has xanthosis", "is xanthosis in my blood a problem"]
TELLING = (
    "zimmertal",
    "aurelia",
    "900461",
    "960-461",
    # As words: bare digits also stand in keys and in the time of day.
    "'1957'",
    "/1957",
    "february 1957",
    "14/02",
    "2zt",
    "476 5919",
    "xanthosis",
    "ashamed",
    "husband",
)


def kept(caplog, folder) -> str:
    files = [path.read_text(errors="replace") for path in folder.rglob("*") if path.is_file()]
    return f"{copies.rows_by_table()} {caches['default']._cache} {caplog.text} {files}".lower()


def told(text: str) -> list[str]:
    return [word for word in TELLING if word in text]


@pytest.fixture(autouse=True)
def everything_is_logged(caplog):
    caplog.set_level(logging.INFO)


def test_nothing_personal_is_kept_however_often_it_is_typed(caplog, tmp_path):
    for text in PERSONAL * 4:
        heard(text, 0)

    assert told(kept(caplog, tmp_path)) == []


def test_nothing_about_somebodys_health_is_kept_in_words_after_one_search(caplog, tmp_path):
    for text in ONCE:
        heard(text, 0)
        heard(text.upper(), 0)

    assert told(kept(caplog, tmp_path)) == []


def test_a_search_through_the_page_leaves_nothing_either(client, clinic, caplog, tmp_path):
    for text in [*PERSONAL, *ONCE]:
        response = client.get(
            "/search/", {"q": text}, headers={"user-agent": "Zimmertal/1.0", "referer": "/xanthosis/"}
        )
        assert response.status_code == 200
        assert not response.cookies

    assert told(kept(caplog, tmp_path)) == []
