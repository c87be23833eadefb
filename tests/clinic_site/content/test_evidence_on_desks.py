"""What writers and checkers are told on their screens about a source that no longer stands."""

import pytest

from clinic_site.content import evidence
from tests import builders
from tests.clinic_site.content.forms import address, change, press, signed_in, text_of
from tests.clinic_site.content.lives import submitted

CITES = "It can ache [@Brady2014].\n"
STOPS = "Brady2014 has been retracted: The journal&#x27;s notice"


@pytest.fixture(autouse=True)
def static_folder(settings, tmp_path):
    settings.STATIC_ROOT = tmp_path


@pytest.fixture
def source(clinic):
    return builders.reference()


def mark(clinic, source, standing: str = "retracted", **said):
    return evidence.mark(source, by=clinic["editor"], standing=standing, note="The journal's notice", **said)


def live(person, page, body: str) -> dict:
    return signed_in(person).post(address(page, "live"), {"title": page.title, "body": body}).json()


def test_the_edit_screen_says_that_it_stops_the_text(clinic, source):
    page = builders.article(clinic["editor"], body=CITES)
    mark(clinic, source)

    assert STOPS in text_of(signed_in(clinic["editor"]).get(address(page, "change")))


def test_so_do_the_checks_while_somebody_writes(clinic, source):
    page = builders.article(clinic["editor"])
    mark(clinic, source)

    with_it, without = (live(clinic["editor"], page, body) for body in (CITES, "Other words.\n"))

    assert STOPS in with_it["findings_html"]
    assert "retracted" not in without["findings_html"]


def test_newer_research_is_told_while_somebody_writes(clinic, source):
    page = builders.article(clinic["editor"])
    mark(clinic, source, "superseded", instead=builders.reference("Newer2024"))

    told = live(clinic["editor"], page, CITES)

    assert "Newer2024 has taken the place of Brady2014." in told["findings_html"]
    assert "1 place to look at" in told["totals"]


def test_sending_from_the_edit_screen_is_refused_and_loses_nothing(clinic, source):
    page = builders.article(clinic["editor"], body=CITES)
    mark(clinic, source)

    response = change(clinic["editor"], page, body=f"More. {CITES}", _send="1", note="For a check.")

    assert response.status_code == 409
    assert STOPS in text_of(response)
    assert "More. It can ache" in text_of(response)
    assert not page.revisions.exists()


def test_the_checker_is_refused_on_the_review_screen(clinic, source):
    page = builders.article(clinic["editor"], body=CITES)
    submitted(page, clinic)
    mark(clinic, source)
    ticks = {"accurate": "on", "supported": "on", "safe": "on", "read": "whole"}

    response = press(clinic["reviewer"], page, "approve", **ticks, _approve="1", note="")

    assert response.status_code == 409
    assert "Brady2014 has been retracted" in text_of(response)
    assert page.revisions.get().state == "submitted"


def test_readers_are_not_told_of_a_source_that_only_a_desk_cites(clinic, client, source):
    builders.published(builders.article(clinic["editor"]), clinic)
    draft = builders.article(clinic["editor"], "draft", body=CITES)
    mark(clinic, source)

    assert client.get(draft.path).status_code == 404
    assert "withdrawn by its publisher" not in client.get("/articles/soreness/").content.decode()
