import re
from base64 import b64encode
from hashlib import sha256

import pytest
from django.db import DatabaseError, OperationalError

from clinic_site.operations import closed_pages
from clinic_site.views import errors
from tests import builders


def written(name: str) -> str:
    return (closed_pages.folder() / f"{name}.html").read_text(encoding="utf-8")


@pytest.mark.django_db(transaction=True)
def test_a_change_of_the_profile_writes_both_pages():
    owner = builders.person("owner")

    builders.profile(owner, phone="01632 960009", opening_hours="Monday to Friday")

    for name in closed_pages.PAGES:
        assert "01632 960009" in written(name)
        assert "Monday to Friday" in written(name)
        assert 'data-part="emergency"' in written(name)


@pytest.mark.django_db(transaction=True)
def test_a_change_that_is_taken_back_writes_nothing():
    builders.person("owner")

    assert not closed_pages.folder().exists()


@pytest.mark.parametrize("name", closed_pages.PAGES)
def test_a_page_ends_with_the_same_ways_to_get_help_as_every_page(clinic, name):
    closed_pages.write()

    strip = written(name).partition('class="help"')[2]
    card = strip.index('href="#care-emergency"')

    assert 'id="care-emergency"' in written(name)
    assert card < strip.index("Call us on 01632 960001")
    assert "I feel unwell after treatment: 127.0.0.1:8000/unwell/" in strip


@pytest.mark.parametrize("name", closed_pages.PAGES)
def test_a_page_needs_no_other_file(db, name):
    closed_pages.write()

    assert "<link" not in written(name)
    assert "<script" not in written(name)
    assert "src=" not in written(name)
    assert len(closed_pages.style()) < 3000


@pytest.mark.parametrize("name", closed_pages.PAGES)
def test_a_page_serves_a_reader_who_asks_for_more_contrast(db, name):
    closed_pages.write()

    style = written(name).partition("@media(prefers-contrast:more)")[2].partition("}a{")[0]

    assert {"--paper:Canvas", "--ink:CanvasText", "--ink2:CanvasText"} <= set(re.split("[{;}]", style))


def test_the_policy_names_exactly_the_style_that_stands_in_the_page(db, rf):
    closed_pages.write()

    response = errors.server_error(rf.get("/"))

    style = re.search(r"<style>(.*?)</style>", response.content.decode(), re.DOTALL)[1]
    digest = b64encode(sha256(style.encode()).digest()).decode()
    assert f"'sha256-{digest}'" in response["Content-Security-Policy"]
    assert response.status_code == 500


def gone():
    raise DatabaseError("the database does not answer")


def test_with_the_database_gone_the_written_page_still_has_the_phone(clinic, rf, monkeypatch):
    closed_pages.write()
    monkeypatch.setattr(errors, "read_shared", gone)

    response = errors.server_error(rf.get("/"))

    assert b"01632 960001" in response.content


def test_with_nothing_written_and_the_database_gone_the_cards_are_built_in(db, rf, monkeypatch):
    monkeypatch.setattr(errors, "read_shared", gone)

    response = errors.server_error(rf.get("/"))

    assert b'data-part="emergency"' in response.content
    assert b'data-part="same-day"' in response.content


def test_pages_that_would_say_the_same_stay_as_they_are(db):
    closed_pages.write()
    before = closed_pages.files()

    closed_pages.write()
    assert closed_pages.files() == before

    builders.profile(builders.person("owner"), phone="01632 960009")
    closed_pages.write()
    assert closed_pages.files() != before
    assert "01632 960009" in written("503")


@pytest.mark.parametrize("name", closed_pages.PAGES)
def test_a_page_that_another_process_wrote_or_took_away_is_written_again(db, name):
    closed_pages.write()
    before, page = written(name), closed_pages.folder() / f"{name}.html"

    page.write_text("Something else", encoding="utf-8")
    closed_pages.write()
    assert written(name) == before

    page.unlink()
    closed_pages.write()
    assert written(name) == before


def test_a_full_disk_keeps_the_earlier_page(db, monkeypatch, caplog):
    closed_pages.write()
    before = written("500")
    builders.profile(builders.person("owner"), phone="01632 960009")

    def full(*_args):
        raise OSError("no space left")

    monkeypatch.setattr(closed_pages.os, "replace", full)
    closed_pages.write()

    assert written("500") == before
    assert "could not be written" in caplog.text


@pytest.mark.parametrize("address", ["/search/", "/admin/login/"])
def test_a_database_that_does_not_answer_is_said_in_plain_words(db, rf, address):
    closed_pages.write()

    try:
        raise OperationalError("connection refused")
    except OperationalError:
        response = errors.server_error(rf.get(address))

    assert response.status_code == 503
    assert b"Our database does not answer" in response.content
    assert response["Retry-After"] == "60"
    assert response["Cache-Control"] == "no-store"
