"""How a disclaimer looks on its own page and among the others."""

import pytest

from tests import builders


@pytest.mark.parametrize(("key", "look"), [("emergency", "now"), ("same-day", "soon")])
def test_the_page_of_a_card_shows_it_as_the_card(clinic, client, key: str, look: str):
    text = client.get(f"/disclaimers/{key}/").content.decode()

    card = text.partition(f'<section class="care {look}"')[2].partition("</section>")[0]
    assert f'<h2 id="care-{key}"><svg' in card
    assert f"words of {key}" in card
    assert text.count(f"words of {key}") == 1
    assert f"<h1>Title of {key}</h1>" in text


def test_the_page_of_a_note_is_plain_text(clinic, client):
    assert 'class="care' not in client.get("/disclaimers/general-information/").content.decode()


def test_what_is_on_the_page_is_told_before_the_notes_that_come_first(clinic, client):
    rule = {"applies_to": "kind", "applies_value": "article", "look": "note"}
    for key, position in (("ask-first", "before"), ("how-sure", "after")):
        builders.published(builders.disclaimer(clinic["editor"], key, **rule | {"position": position}), clinic)
    page = builders.article(clinic["editor"], body="## One\n\nA.\n\n## Two\n\nB.\n\n## Three\n\nC.\n")
    builders.published(page, clinic)

    text = client.get(page.path).content.decode()

    places = [
        text.index(mark) for mark in ('id="contents"', 'data-part="ask-first"', "<p>A.</p>", 'data-part="how-sure"')
    ]
    assert places == sorted(places)
    assert '<section class="note" data-part="ask-first"' in text
    assert '<section class="note quiet" data-part="how-sure"' in text


def test_what_to_do_in_danger_stands_first_in_the_list(clinic, client):
    text = client.get("/disclaimers/").content.decode().partition("<main")[2]

    places = [text.index(f"/disclaimers/{key}/") for key in ("emergency", "same-day", "consult-a-professional")]
    assert places == sorted(places)
