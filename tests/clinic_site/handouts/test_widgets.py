"""The pages of a handout on the staff screen: chosen from a list, written as numbers where there is no script."""

import re

import pytest

from clinic_site.content import pick_finds
from clinic_site.handouts.models import Handout
from tests import builders
from tests.clinic_site.content.forms import FORM, signed_in
from tests.clinic_site.handouts.pages import asked, retired

ADD = "/admin/handouts/handout/add/"


@pytest.fixture
def pair(clinic):
    return [asked(clinic, name, question=f"Is {name} fine?") for name in ("walking", "swimming")]


def found(query: str = "") -> list[str]:
    return [item.marks[0].text for item in pick_finds.items(query)]


def test_public_articles_and_questions_can_be_chosen_and_nothing_else(clinic, pair):
    article = builders.article(clinic["editor"])
    builders.published(article, clinic)
    builders.published(builders.handout(clinic["editor"], items=[page.number_id for page in pair]), clinic)
    builders.question(clinic["editor"], "draft", question="Is a draft fine?")
    gone = asked(clinic, "gone")
    retired(gone, clinic, pair[0])

    assert set(found()) == {article.number_id, *(page.number_id for page in pair)}


def test_they_are_found_by_words_of_the_title_and_by_number(clinic, pair):
    walking, swimming = (page.number_id for page in pair)

    assert found("fine swimming") == [swimming]
    assert found(f" {walking[:2]} {walking[2:]}") == [walking]
    assert found("draft") == []


def test_the_list_is_a_page_of_numbers_to_copy_where_there_is_no_script(clinic, pair):
    text = signed_in(clinic["clinician"]).get("/admin/pick/items/").content.decode()

    assert re.findall(r'readonly value="([^"]*)"', text) == found()
    assert "Is swimming fine?" in text


def test_the_form_tells_the_title_of_each_number_and_leads_to_the_list(clinic, pair):
    numbers = [page.number_id for page in pair]
    page = builders.handout(clinic["editor"], items=numbers)

    text = signed_in(clinic["clinician"]).get(f"/admin/handouts/handout/{page.pk}/change/").content.decode()

    chosen = text.partition('<div class="chosen"')[2].partition("</div>")[0]
    assert "\n".join(numbers) in chosen
    assert [f"{page.number_id} Is {page.slug} fine?" for page in pair] == re.findall(r"<span>([^<]+)</span>", chosen)
    assert 'href="/admin/pick/items/"' in chosen


def test_what_was_typed_is_kept_in_its_order_and_shown_again_after_a_fault(clinic, pair):
    numbers = [page.number_id for page in reversed(pair)]
    form = FORM | {
        "slug": "for-rest",
        "supports": "",
        "reasons": "",
        "points": "Rest.",
        "items": "\r\n".join(numbers),
        "body": "",
    }

    again = signed_in(clinic["clinician"]).post(ADD, form | {"title": ""})
    saved = signed_in(clinic["clinician"]).post(ADD, form)

    told = re.findall(r"<span>(\d{4}) Is", again.content.decode())
    assert (again.status_code, told) == (200, numbers)
    assert saved.status_code == 302, saved.context["errors"]
    assert Handout.objects.get(slug="for-rest").items == numbers


@pytest.mark.parametrize("many", [1, 3])
def test_the_list_costs_two_queries_however_many_pages_there_are(clinic, django_assert_num_queries, many):
    for place in range(many):
        asked(clinic, f"page-{place}")

    with django_assert_num_queries(2):
        assert len(found()) == many
