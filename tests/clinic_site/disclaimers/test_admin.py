"""The disclaimers screen: where each is used, what a change reaches, and how it looks there."""

import re

import pytest

from clinic_site.disclaimers.models import Disclaimer
from tests import builders
from tests.clinic_site.content.forms import address, press, signed_in, text_of
from tests.clinic_site.content.lives import edited, submitted

LIST = "/admin/disclaimers/disclaimer/"
NOTE = {"applies_to": "topic", "applies_value": "after-treatment", "position": "after", "look": "note"}


@pytest.fixture(autouse=True)
def static_folder(settings, tmp_path):
    settings.STATIC_ROOT = tmp_path


def words(response) -> str:
    return " ".join(text_of(response).split())


@pytest.fixture
def note(clinic) -> Disclaimer:
    page = builders.published(builders.disclaimer(clinic["editor"], "after-care", **NOTE), clinic).page
    return Disclaimer.objects.get(pk=page.pk)


@pytest.fixture
def pages(clinic) -> list:
    made = [builders.article(clinic["editor"], f"page-{size}", body="Words.\n\n" * size) for size in (30, 3, 10)]
    return [builders.published(page, clinic).page for page in made]


def on(note, page) -> str:
    return address(note, f"on/{page.number_id}/preview")


def test_the_list_says_where_each_goes_and_on_how_many_pages_it_stands(clinic, note, pages):
    builders.disclaimer(clinic["editor"], "draft-only", **NOTE)

    text = words(signed_in(clinic["editor"]).get(LIST))

    row = text.partition("Title of after-care")[2].partition("</tr>")[0]
    assert "pages of the topic “After treatment”" in row
    assert ">3 pages<" in row
    assert ">no public page<" in text.partition("Title of draft-only")[2].partition("</tr>")[0]


def test_the_list_goes_by_what_was_signed_and_not_by_the_desk(clinic, note, pages):
    edited(note, clinic["editor"], applies_to="everywhere")

    row = words(signed_in(clinic["editor"]).get(LIST)).partition("Title of after-care")[2].partition("</tr>")[0]

    assert "pages of the topic “After treatment”" in row


def test_the_list_costs_the_same_for_one_page_and_for_three(clinic, note, django_assert_num_queries):
    client = signed_in(clinic["editor"])

    for slugs in (("first",), ("second", "third")):
        for slug in slugs:
            builders.published(builders.article(clinic["editor"], slug), clinic)
            builders.published(builders.disclaimer(clinic["editor"], f"words-{slug}", **NOTE), clinic)
        with django_assert_num_queries(14):
            client.get(LIST)


def test_an_unchanged_one_says_how_many_pages_show_it(clinic, note, pages):
    text = words(signed_in(clinic["editor"]).get(address(note, "change")))

    assert ">3 pages show it</h2>" in text
    assert "3 pages show it: see which" in text


def test_a_changed_one_lists_the_pages_that_will_change(clinic, note, pages):
    edited(note, clinic["editor"], body="New words.\n")

    text = words(signed_in(clinic["editor"]).get(address(note, "change")))

    assert ">3 pages will change</h2>" in text
    assert "3 pages will change: see which" in text
    assert all(f'<a href="{page.path}">' in text for page in pages)


def test_pages_it_comes_to_and_leaves_are_told_apart(clinic, note, pages):
    builders.shown_topic(clinic["owner"], clinic["reviewer"], "risks")
    question = builders.published(builders.question(clinic["editor"], topics=["risks"]), clinic).page
    edited(note, clinic["editor"], applies_to="kind", applies_value="question")

    text = words(signed_in(clinic["editor"]).get(address(note, "change")))

    assert "4 pages will change</h2>" in text
    assert "1 of them does not show it now." in text
    assert "<strong>3 of them will no longer show it.</strong>" in text
    assert f"({question.number_id})</a> (new)" in text
    assert text.count("(no longer)") == 3


def test_a_new_one_has_no_reach_before_it_is_saved(clinic):
    text = words(signed_in(clinic["editor"]).get(f"{LIST}add/"))

    assert 'id="reach"' not in text


def test_the_new_words_are_looked_at_on_a_short_and_on_a_long_page(clinic, note, pages):
    edited(note, clinic["editor"], body="Brand new words.\n")
    client = signed_in(clinic["editor"])

    text = words(client.get(address(note, "change")))

    long, short, _middle = pages
    assert re.findall(r'<iframe class="phone" src="([^"]+)"', text) == [
        f"{on(note, short)}",
        f"{on(note, long)}",
    ]
    shown = words(client.get(on(note, short)))
    assert "Brand new words." in shown
    assert "words of after-care" not in shown
    assert "Title of page-3" in shown
    assert shown.count('id="these-words" data-part="after-care"') == 1


def test_a_look_changes_nothing_for_readers(clinic, client, note, pages):
    edited(note, clinic["editor"], body="Brand new words.\n")
    signed_in(clinic["editor"]).get(on(note, pages[0]))

    assert "Brand new words." not in words(client.get(pages[0].path))


def test_the_look_is_for_our_own_screens_only(clinic, note, pages, client):
    response = signed_in(clinic["editor"]).get(on(note, pages[0]))

    assert response["X-Frame-Options"] == "SAMEORIGIN"
    assert "no-store" in response["Cache-Control"]
    assert client.get(on(note, pages[0])).status_code == 302


@pytest.mark.parametrize("number", ["0000", "nonsense"])
def test_a_look_at_a_page_that_is_not_public_is_not_found(clinic, note, number):
    assert signed_in(clinic["editor"]).get(address(note, f"on/{number}/preview")).status_code == 404


def test_the_desk_of_another_page_is_never_looked_at(clinic, note):
    draft = builders.article(clinic["editor"], "draft")

    assert signed_in(clinic["editor"]).get(on(note, draft)).status_code == 404


def test_a_card_is_looked_at_where_a_text_places_it(clinic):
    page = builders.published(builders.article(clinic["editor"], body="::: emergency\n:::\n\nWords.\n"), clinic).page
    card = edited(Disclaimer.objects.get(slug="emergency"), clinic["editor"], body="- brand new words\n")

    assert "brand new words" in words(signed_in(clinic["editor"]).get(on(card, page)))


def test_who_approves_it_sees_how_far_it_reaches_with_the_words_that_wait(clinic, note, pages):
    submitted(edited(note, clinic["editor"], body="Words that wait.\n"), clinic)
    edited(note, clinic["editor"], body="Words on the desk.\n")
    client = signed_in(clinic["reviewer"])

    text = words(client.get(address(note, "approve")))

    assert "3 pages will change</h2>" in text
    frames = re.findall(r'<iframe class="phone" src="([^"]+/on/[^"]+)"', text)
    assert frames == [f"{on(note, page)}?waiting" for page in (pages[1], pages[0])]
    assert "Words that wait." in words(client.get(frames[0]))


def test_without_a_waiting_text_there_is_nothing_to_look_at(clinic, note, pages):
    client = signed_in(clinic["reviewer"])

    assert "will change" not in words(client.get(address(note, "approve")))
    assert client.get(f"{on(note, pages[0])}?waiting").status_code == 404


def test_a_change_of_meaning_is_chosen_already(clinic, note):
    text = words(signed_in(clinic["editor"]).get(address(note, "change")))

    assert re.search(r'name="kind" value="clinical"[^>]* checked', text)


def test_a_change_still_needs_a_second_person(clinic, note, pages):
    submitted(edited(note, clinic["editor"], body="New words.\n"), clinic)

    assert press(clinic["editor"], note, "approve").status_code == 403
    assert note.revisions.open().get().state == "submitted"


@pytest.mark.parametrize("name", ["change", "approve"])
def test_no_screen_needs_inline_script_or_style(clinic, note, pages, name):
    submitted(edited(note, clinic["editor"], body="New words.\n"), clinic)

    html = text_of(signed_in(clinic["owner"]).get(address(note, name)))

    assert not re.findall(r"<style\b|<script(?! id=| src=|\s+src=)|\s(?:style|on[a-z]+)=", html)
