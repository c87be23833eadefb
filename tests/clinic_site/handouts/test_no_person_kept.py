"""What somebody writes among the numbers: in no table, no cache, no log, no file and no address that we make."""

import logging
from unittest import mock
from urllib.parse import quote

import pytest

from clinic_site.access_log import WithoutQuery
from clinic_site.counts import batch
from clinic_site.handouts import pdf
from tests.clinic_site.handouts.pages import asked
from tests.clinic_site.search.test_no_person_kept import kept

WRITTEN = (
    "Aurelia Zimmertal",
    "zimmertal-aurelia",
    "aurelia@zimmertal.example",
    "14/02/1957",
    "14.2.1957",
    "07700 900461",
)
TELLING = ("zimmertal", "aurelia", "02/1957", "2.1957", " 900461")


@pytest.fixture(autouse=True)
def everything_is_logged_as_the_site_does(caplog):
    caplog.set_level(logging.INFO)
    caplog.handler.setFormatter(WithoutQuery("%(levelname)s %(message)s"))


@pytest.mark.parametrize("words", WRITTEN)
def test_nothing_personal_is_kept_of_what_was_typed(clinic, client, caplog, tmp_path, words):
    number = asked(clinic, "page").number_id
    written = [words, f"{number} {words}", f"{number}-{words}"]

    answers = [client.get("/h/", {"numbers": text}) for text in written]
    answers += [client.get("/print/cards", {"set": text}) for text in written]
    answers += [client.get(f"/{door}/{quote(text)}") for door in ("h", "H", "print") for text in written]
    answers += [client.get(f"/h/{number}/{quote(words)}")]
    with mock.patch.object(pdf, "is_possible", return_value=True), mock.patch.object(pdf, "pdf_of", return_value=b""):
        answers += [client.get(f"/print/{quote(text)}.pdf") for text in written]
    batch.flush()

    log_and_rows = kept(caplog, tmp_path) + " ".join(answer.get("Content-Disposition", "") for answer in answers)
    assert [word for word in TELLING if word in log_and_rows] == []
    assert [answer["Location"] for answer in answers if "Location" in answer] == []


def test_what_no_page_has_is_not_found_in_the_log_without_its_words(clinic, client, caplog):
    client.get("/h/Aurelia")

    assert "Not Found: /h/\n" in caplog.text
