"""Cards, wall sheets and desk flips, as a browser gets them."""

import re
from datetime import timedelta
from unittest import mock

import pytest
from django.utils import timezone

from clinic_site.content import topic
from clinic_site.counts import batch
from clinic_site.counts.models import by_page
from clinic_site.numbers import qr
from tests import builders
from tests.clinic_site.content.lives import edited, submitted
from tests.clinic_site.handouts.pages import asked, merged, noon, retired

FORMS = ("cards", "wall", "flip")


@pytest.fixture
def three(clinic):
    return [asked(clinic, slug) for slug in ("first", "second", "third")]


def of(*pages) -> str:
    return "-".join(page.number_id for page in pages)


def text(client, asked_for: str, form: str = "cards", status: int = 200) -> str:
    response = client.get("/print/cards", {"set": asked_for, "form": form})
    assert response.status_code == status, response.status_code
    assert response["Cache-Control"] == "no-store"
    assert response["Referrer-Policy"] == "no-referrer"
    assert not response.cookies
    return response.content.decode()


def screen_and_paper(html: str) -> tuple[str, str]:
    screen, _first, paper = html.partition('<div class="sheet')
    return (screen, paper) if paper else html.partition('<section class="sheet')[::2]


def due(*pages, days_ago: int) -> None:
    for page in pages:
        type(page).objects.filter(pk=page.pk).update(review_due=timezone.localdate() - timedelta(days=days_ago))


@pytest.mark.parametrize("form", ["cards", "flip"])
def test_each_page_has_its_answer_in_full_its_code_its_address_and_its_number(client, three, form):
    _screen, paper = screen_and_paper(text(client, of(*three), form))

    for page in three:
        assert f"The answer to {page.slug} is one sentence." in paper
        assert qr.svg(qr.coded_address(page.number_id)) in paper
        assert qr.short_address(page.number_id) in paper
        assert f'<strong class="code">{page.number_id}</strong>' in paper
    assert paper.count("Call us on 01632 960001") == 3


def test_five_cards_take_two_sheets_each_followed_by_its_backs(client, clinic, three):
    pages = [*three, asked(clinic, "fourth"), asked(clinic, "fifth")]

    html = text(client, of(*pages))

    sheets = re.split(r'<div class="sheet four(?: back)?">', html)[1:]
    assert [sheet.count('class="card"') for sheet in sheets] == [4, 4, 1, 1]
    assert [sheet.count('data-part="emergency"') for sheet in sheets] == [0, 4, 0, 1]


@pytest.mark.parametrize("form", FORMS)
def test_the_emergency_card_and_what_a_page_must_be_shown_with_are_on_its_paper(client, clinic, three, form):
    flagged = asked(clinic, "flagged", body=":::same-day\n:::\n", flags=["mentions-pregnancy"])

    _screen, paper = screen_and_paper(text(client, of(flagged), form))

    for part in ("emergency", "same-day", "pregnancy", "general-information", "not-for-emergencies"):
        assert paper.count(f'data-part="{part}"') == 1


def test_a_note_belongs_to_the_card_of_its_page_alone(client, clinic, three):
    flagged = asked(clinic, "flagged", flags=["mentions-pregnancy"])

    assert text(client, of(*three, flagged)).count('data-part="pregnancy"') == 1


@pytest.mark.parametrize("form", FORMS)
def test_paper_has_its_revision_and_the_earliest_day_after_which_not_to_use_it(client, clinic, three, form):
    with mock.patch.object(timezone, "now", return_value=noon("2026-03-03")):
        older = asked(clinic, "older")
    older.refresh_from_db()
    last = older.review_due

    paper = " ".join(screen_and_paper(text(client, of(three[0], older), form))[1].split())

    assert f"Do not use after {last.day} {last:%B %Y}." in paper
    assert f"{older.number_id} (1)" in paper if form == "wall" else f"Number {older.number_id}, revision 1." in paper


@pytest.mark.parametrize("form", FORMS)
def test_example_content_claims_no_check(client, clinic, three, form):
    builders.profile(clinic["owner"], is_example=True)

    paper = screen_and_paper(text(client, of(*three), form))[1]

    assert "Example content, not checked by a clinician." in paper
    assert "Do not use after" not in paper


@pytest.mark.parametrize("form", FORMS)
def test_a_page_whose_check_is_due_says_so_on_paper_and_on_screen(client, three, form):
    due(three[0], days_ago=90)

    screen, paper = screen_and_paper(text(client, of(three[0]), form))

    assert "Check due: “Question first?” was due for a check on" in screen
    assert "This was due for a check on" in paper
    assert "Do not use after" not in paper


@pytest.mark.parametrize("form", FORMS)
def test_a_page_past_its_check_by_more_than_90_days_is_left_out_and_named_on_screen(client, three, form):
    due(three[0], days_ago=91)

    screen, paper = screen_and_paper(text(client, of(*three), form))

    assert "“Question first?” (number" in screen
    assert "is past its check by more than 90 days" in screen
    assert "Question first?" not in paper


@pytest.mark.parametrize("form", FORMS)
def test_retired_and_unknown_numbers_are_named_on_screen_and_not_on_paper(client, clinic, three, form):
    retired(three[0], clinic, instead=three[1])

    screen, paper = screen_and_paper(text(client, of(*three) + "-9999-1234", form))

    assert "We took down “Question first?”" in screen
    assert re.search(r"No page has these numbers: <strong>\d{4}, \d{4}<", screen)
    for left_out in ("Question first?", "9999", "1234"):
        assert left_out not in paper


def test_a_merged_page_is_stood_for_by_its_successor_once(client, clinic, three):
    merged(three[0], clinic, into=three[1])

    screen, paper = screen_and_paper(text(client, of(*three), "flip"))

    assert "“Question first?” is now part of “Question second?”." in screen
    assert re.findall(r"<h2[^>]*>(.*?)</h2>", paper) == ["Question second?", "Question third?"]


def test_a_topic_is_asked_for_by_its_slug_or_number_and_its_wall_has_its_code(client, three):
    row = topic.Topic.objects.get(slug="after-treatment")

    by_slug, by_number = (text(client, asked, "wall") for asked in ("topic:after-treatment", row.number_id))

    assert by_slug == by_number
    assert qr.svg(qr.coded_address(row.number_id)) in by_slug
    for page in three:
        assert page.number_id in by_slug


def test_the_code_of_a_wall_opens_its_handout_or_where_that_is_too_small_the_box_for_numbers(client, clinic, three):
    more = [asked(clinic, f"more-{place}") for place in range(3)]
    today = f"{timezone.localdate():%Y%m%d}"

    assert qr.svg(qr.coded_address(f"h/{of(*three)}/{today}")) in text(client, of(*three), "wall")
    assert qr.svg(qr.address("h/")) in text(client, of(*three, *more), "wall")


def test_a_wall_holds_twelve_rows_and_what_is_more_has_a_sheet_of_its_own(client, clinic):
    pages = [asked(clinic, f"page-{place}") for place in range(13)]

    sheets = text(client, of(*pages), "wall").split('<section class="sheet wall">')[1:]

    assert [sheet.count('class="question"') for sheet in sheets] == [12, 1]
    assert all('data-part="emergency"' in sheet for sheet in sheets)


def test_more_than_thirty_are_counted_and_left_out(client, clinic):
    numbers = [asked(clinic, f"page-{place}").number_id for place in range(31)]

    html = text(client, "-".join(numbers), "flip")

    assert html.count('class="sheet flip"') == 30
    assert "30 pages fit in a set. 1 more is left out." in html


def test_without_a_set_it_asks_for_one_and_names_topics_that_have_pages(client, three):
    response = client.get("/print/cards")

    html = response.content.decode()
    assert response.status_code == 200
    assert re.findall(r'href="\?set=topic:([a-z-]+)&', html) == ["after-treatment"]
    assert '<meta name="robots" content="noindex">' in html
    assert "sheet" not in html.replace("stylesheet", "").partition("</form>")[2]


@pytest.mark.parametrize("typed", ["1234", "topic:nowhere", "<b>Ann</b>", "0" * 10_000, "٤٧١٦", "x" * 500, "-"])
def test_what_is_no_set_is_asked_for_again(client, three, typed):
    html = text(client, typed, status=404)

    assert "No page of these can be printed." in html
    assert "<b>" not in html
    assert "Ann" not in html


def test_words_among_the_numbers_are_shown_nowhere_and_a_wrong_digit_stays_in_the_box(client, three):
    assert "Ann" not in text(client, f"{of(*three)} Ann Example")
    assert 'value="1234 5678"' in text(client, "1234 5678", status=404)


def test_another_form_is_cards(client, three):
    assert 'class="sheet four"' in text(client, of(*three), "zqx")


@pytest.mark.parametrize("form", FORMS)
def test_the_words_on_the_desk_never_reach_paper(client, clinic, three, form):
    edited(three[0], clinic["editor"], **dict.fromkeys(("question", "short_answer", "body"), "zqxsecret"))
    draft = builders.question(clinic["editor"], "draft", short_answer="zqxsecret")
    submitted(draft, clinic)

    for asked_for in (of(*three, draft), "topic:after-treatment"):
        assert "zqxsecret" not in text(client, asked_for, form)


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("many", [1, 3])
def test_a_set_costs_two_queries_one_to_remember_it_and_a_retired_page_one_more(
    client, clinic, three, django_assert_num_queries, many, form
):
    gone = asked(clinic, "gone")
    retired(gone, clinic, instead=asked(clinic, "instead"))

    for asked_for, queries in ((of(*three[:many]), 3), ("topic:after-treatment", 3), (of(*three[:many], gone), 4)):
        with django_assert_num_queries(queries):
            text(client, asked_for, form)


def test_laying_out_a_set_counts_no_reading(client, three):
    text(client, of(*three))

    batch.flush()

    today = timezone.localdate()
    assert by_page(today, today) == {}


def test_clinicians_find_it_from_their_list_and_from_the_box_for_numbers(client, three):
    assert 'href="/print/cards"' in client.get("/pick/").content.decode()
    assert 'href="/print/cards"' in client.get("/h/").content.decode()
    topical = client.get("/pick/", {"topic": "after-treatment"}).content.decode()
    assert 'href="/print/cards?set=topic:after-treatment"' in topical
