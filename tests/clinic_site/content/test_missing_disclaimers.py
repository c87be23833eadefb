"""Invariant 7: no page goes out without the disclaimers it requires, whatever is taken away."""

import logging
import re

import pytest
from django.core.checks import run_checks
from django.db import connection
from django.template import loader

from clinic_site import freezing
from clinic_site.content import compose, publishing, workflow
from clinic_site.content.checks import disclaimers_have_a_provider
from clinic_site.content.reading import read_shared
from clinic_site.content.required import ALL, BY_FLAG, CARDS, EVERYWHERE
from clinic_site.disclaimers import provider
from clinic_site.disclaimers.models import Disclaimer, DisclaimerRevision
from tests import builders
from tests.clinic_site.content.lives import edited, refused, run, submitted

BUILT_IN = {
    "general-information": "does not replace advice from your own clinician",
    "not-for-emergencies": "This guide is not for emergencies. In danger, call",
    "emergency": "tell them you have had dry needling.",
    "same-day": "Call us today if:",
} | dict.fromkeys(BY_FLAG.values(), "before you act on this page")
EVERYTHING = {
    "flags": list(BY_FLAG),
    "body": f"::: emergency\n:::\n\nWords.\n\n::: same-day\n:::\n\n{builders.SECTIONS}",
}


@pytest.fixture
def page(clinic):
    """Public, and in need of every disclaimer there is."""
    page = builders.article(clinic["editor"], **EVERYTHING)
    builders.published(page, clinic)
    return page


@pytest.fixture
def no_provider():
    compose.unregister_part(provider.SLOT)
    yield
    compose.register_part(provider.SLOT, provider.provide, provider.public_rows)


def take_away(key: str) -> None:
    """As a thief with the database in hand would: the triggers first, then the row."""
    table = DisclaimerRevision._meta.db_table
    freezing.remove(connection, table)
    run(f"DELETE FROM {table} WHERE page_id = %s", Disclaimer.objects.get(slug=key).pk)
    freezing.install(connection, table, DisclaimerRevision.frozen())


def parts_of(html: str) -> set[str]:
    return set(re.findall(r'data-part="([a-z-]+)"', html))


def test_a_page_shows_each_disclaimer_it_requires_as_it_was_signed(client, page):
    text = client.get(page.path).content.decode()

    assert set(ALL) <= parts_of(text)
    for key in (*BY_FLAG.values(), *CARDS):
        assert f"words of {key}" in text
    for key in EVERYWHERE:
        assert f"Short form of {key}." in text


@pytest.mark.parametrize("key", ALL)
def test_without_the_row_the_built_in_text_is_shown_and_the_fault_reported(client, page, caplog, key: str):
    take_away(key)

    with caplog.at_level(logging.ERROR, "clinic_site.faults"):
        text = client.get(page.path).content.decode()

    assert key in parts_of(text)
    assert BUILT_IN[key] in text
    assert f"missing disclaimer {key}" in caplog.text


@pytest.mark.parametrize("key", ALL)
def test_without_the_row_no_page_that_needs_it_is_published(clinic, page, key: str):
    revision = workflow.approve(submitted(edited(page, clinic["editor"], lede="New."), clinic), by=clinic["reviewer"])
    take_away(key)

    assert f"needs the disclaimer “{key}”" in refused(lambda: publishing.publish(revision, by=clinic["publisher"]))
    assert page.revisions.published().get().revision == 1


def test_without_a_provider_the_built_in_texts_are_shown(client, page, caplog, no_provider):
    with caplog.at_level(logging.ERROR, "clinic_site.faults"):
        text = client.get(page.path).content.decode()

    assert set(ALL) <= parts_of(text)
    assert all(words in text for words in BUILT_IN.values())
    assert all(f"missing disclaimer {key}" in caplog.text for key in ALL)
    assert "left out" not in caplog.text  # the page was whole before the last look at it


@pytest.mark.parametrize(
    "address", ["/", "/articles/", "/faq/", "/topics/", "/evidence/", "/disclaimers/", "/nowhere/"]
)
def test_lists_and_errors_are_never_bare_either(client, page, no_provider, address: str):
    assert set(EVERYWHERE) <= parts_of(client.get(address).content.decode())


def test_without_a_page_type_of_disclaimers_nothing_is_published(clinic, page, monkeypatch):
    revision = workflow.approve(submitted(edited(page, clinic["editor"], lede="New."), clinic), by=clinic["reviewer"])
    monkeypatch.setattr(Disclaimer, "provides_disclaimers", False)

    assert "needs the disclaimer" in refused(lambda: publishing.publish(revision, by=clinic["publisher"]))
    assert "needs the disclaimer" in refused(lambda: submitted(builders.question(clinic["editor"]), clinic))


def test_without_a_provider_the_system_check_refuses_to_start(monkeypatch, no_provider):
    assert [error.id for error in disclaimers_have_a_provider(None)] == ["content.E001"]
    assert "content.E001" in [error.id for error in run_checks()]


def test_with_a_provider_but_no_disclaimers_the_check_fails_too(monkeypatch):
    assert disclaimers_have_a_provider(None) == []

    monkeypatch.setattr(Disclaimer, "provides_disclaimers", False)

    assert [error.id for error in disclaimers_have_a_provider(None)] == ["content.E001"]


@pytest.fixture
def emptied(settings, tmp_path):
    """Templates of the same name that print nothing, found before the real ones."""
    engine = settings.TEMPLATES[0]

    def empty(*names: str) -> None:
        for name in names:
            (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
            (tmp_path / name).write_text("")
        settings.TEMPLATES = [engine | {"DIRS": [tmp_path, *engine["DIRS"]]}]
        loader.engines.__dict__.pop("templates", None)

    return empty


def test_a_template_that_prints_no_parts_is_mended_and_reported(client, page, caplog, emptied):
    emptied("components/parts.html", "components/footer.html", "components/card.html")

    with caplog.at_level(logging.ERROR, "clinic_site.faults"):
        text = client.get(page.path).content.decode()

    left_out = {*EVERYWHERE, *BY_FLAG.values()}
    assert left_out <= parts_of(text)
    assert all(BUILT_IN[key] in text for key in left_out)
    assert "left out the disclaimers" in caplog.text


def test_a_page_template_without_its_frame_is_mended_too(client, page, emptied):
    emptied("base.html")

    assert set(EVERYWHERE) <= parts_of(client.get(page.path).content.decode())


def test_an_emergency_card_is_never_lost_from_the_text(client, page, emptied):
    emptied("components/body.html")

    text = client.get(page.path).content.decode()

    assert set(CARDS) <= parts_of(text)
    assert BUILT_IN["emergency"] in text


def test_a_narrower_rule_does_not_take_a_required_disclaimer_away(clinic, client, page):
    disclaimer = Disclaimer.objects.get(slug="pregnancy")
    builders.published(edited(disclaimer, clinic["editor"], applies_to="topic", applies_value="somewhere-else"), clinic)

    assert "words of pregnancy" in client.get(page.path).content.decode()


def test_a_writer_who_unticks_a_mark_sends_a_change_of_meaning(clinic, page):
    unticked = edited(page, clinic["editor"], flags=[])

    said = refused(lambda: workflow.submit(unticked, by=clinic["editor"], note="Tidied.", kind="minor"))

    assert "what decides about safety texts" in said


def test_a_site_that_lacks_them_says_so_once_of_each_state_and_not_at_each_list(db, caplog):
    a_list = compose.Facts(kind="list", required=EVERYWHERE)

    for common in (read_shared(), read_shared()):
        for _page in range(3):
            compose.parts_for(a_list, common)

    assert caplog.text.count("missing disclaimer general-information") == 2
