"""Pages for a printer, as a browser gets them."""

import re
from datetime import timedelta
from unittest import mock
from urllib.parse import quote

import pytest
from django.utils import timezone

from clinic_site.content import topic
from clinic_site.numbers import qr
from tests import builders
from tests.clinic_site.content.lives import edited, submitted
from tests.clinic_site.handouts.pages import asked, merged, noon, retired


@pytest.fixture
def page(clinic):
    builders.reference()
    return asked(
        clinic,
        "page",
        body="## First part\n\nPlain words [@Brady2014], see [how long it lasts](page:2024).\n\n:::same-day\n:::\n",
        flags=["mentions-pregnancy"],
    )


@pytest.fixture(autouse=True)
def linked(clinic):
    return asked(clinic, "linked", number="2024")


def paper(*pages, size: str = "") -> str:
    return "/print/" + "-".join(page.number_id for page in pages) + (f"?size={size}" if size else "")


def named(staff, *pages, **fields):
    page = builders.handout(staff["editor"], "for-today", items=[page.number_id for page in pages], **fields)
    return builders.published(page, staff).page


def text(client, where: str, status: int = 200) -> str:
    response = client.get(where)
    assert response.status_code == status, (where, response.status_code)
    assert not response.cookies
    return response.content.decode()


def test_a_page_is_whole_on_paper_with_its_code_its_address_and_its_number(client, page):
    html = text(client, paper(page))

    for part in ("Question page?", "The answer to page", "First part", "Plain words", "Call us on 01632 960001"):
        assert part in html
    assert qr.svg(qr.coded_address(page.number_id)) in html
    assert qr.short_address(page.number_id) in html
    assert f'<p class="code">{page.number_id}</p>' in html
    assert '<meta name="robots" content="noindex">' in html


def test_nothing_is_folded_and_nothing_but_words_leads_elsewhere(client, page):
    html = text(client, paper(page))
    main = html[html.index("<main") : html.index("</main>")]

    assert "<details" not in html
    assert "<script" not in html
    assert [link for link in re.findall(r'<a [^>]*href="([^"]+)"', main) if link[0] == "/"] == []


def test_sources_are_printed_with_their_numbers(client, page):
    html = text(client, paper(page))

    assert "Label of Brady2014." in html
    assert "Title of Brady2014" in html


def test_the_emergency_card_comes_first_wherever_the_text_places_it(client, clinic):
    placed = asked(
        clinic, "placed", body="Before it.\n\n:::emergency\n- and one line more\n:::\n\n## Later\n\nAfter.\n"
    )

    html = text(client, paper(placed))

    assert html.count('data-part="emergency"') == 1
    assert html.index('data-part="emergency"') < html.index("Before it.")
    assert "and one line more" in html


@pytest.mark.parametrize("part", ["emergency", "same-day", "pregnancy", "general-information", "not-for-emergencies"])
def test_what_a_page_must_be_shown_with_is_on_its_paper(client, clinic, page, part):
    assert f'data-part="{part}"' in text(client, paper(page))
    assert f'data-part="{part}"' in text(client, paper(page, asked(clinic, "other")))


def test_paper_says_until_when_it_holds(client, clinic):
    with mock.patch.object(timezone, "now", return_value=noon("2026-03-03")):
        page = asked(clinic, "older")
    page.refresh_from_db()
    due = page.review_due

    for where in (paper(page), paper(page, asked(clinic, "other"))):
        html = " ".join(text(client, where).split())
        assert "Checked 3 March 2026" in html
        assert f"Do not use this copy after {due.day} {due:%B %Y}. Ask us for a new one." in html
        assert f"Number {page.number_id}, revision 1" in html


def test_paper_of_a_page_past_its_check_says_so_and_names_no_last_day(client, page):
    type(page).objects.filter(pk=page.pk).update(review_due=timezone.localdate() - timedelta(days=1))

    for where in (paper(page), paper(page, type(page).objects.get(number_id="2024"))):
        html = text(client, where)
        assert "was due for a check on" in html
        assert "Do not use this copy after" not in html


def test_example_content_claims_no_check(client, clinic, page):
    builders.profile(clinic["owner"], is_example=True)

    for where in (paper(page), paper(page, type(page).objects.get(number_id="2024"))):
        html = text(client, where)
        assert "Example content, not checked by a clinician" in html
        assert not re.search(r"Checked \d|Do not use this copy after", html)


def test_a_picture_with_a_needle_is_not_on_paper_and_its_words_are(client, clinic):
    page = asked(clinic, "needle", body="Look.\n\n![](drawing:how-deep)\n")
    assert "<svg" in text(client, page.path).partition('class="needle"')[2].partition("</details>")[0]

    html = text(client, paper(page))

    assert "<svg" not in html.partition('class="needle"')[2].partition("</div>")[0]
    assert "It shows a needle, so it is on our site only and not on paper." in html


def test_bigger_print_is_one_tap_away_and_back(client, page):
    assert f'<a href="{paper(page)}?size=large">Bigger print</a>' in text(client, paper(page))
    large = text(client, paper(page, size="large"))
    assert 'class="large"' in large
    assert f'<a href="{paper(page)}">Normal print</a>' in large


def test_a_handout_on_paper_has_the_day_in_its_code(client, clinic, page):
    other = asked(clinic, "other")
    day = f"{timezone.localdate():%Y%m%d}"

    html = text(client, paper(page, other))

    assert qr.short_address(f"H/{page.number_id}-{other.number_id}/{day}") in html
    assert "2 things to remember" in html


def test_a_handout_on_paper_can_be_opened_by_its_numbers_too(client, page, linked):
    assert f"/h/ type {page.number_id} {linked.number_id}</p>" in text(client, paper(page, linked))


def test_a_topic_on_paper_is_the_short_answers_of_its_pages(client, clinic, page):
    row = topic.Topic.objects.get(slug="after-treatment")

    html = text(client, paper(row))

    assert "After treatment" in html
    assert "The answer to page is one sentence." in html
    assert "The answer to linked is one sentence." in html
    assert qr.short_address(row.number_id) in html
    foot, end = html.partition('class="running"')[2], html.partition('class="end"')[2]
    assert f"Number {page.number_id}" not in foot
    assert f"Number {page.number_id}, revision 1" in end


def test_a_topic_on_paper_has_its_named_handouts_after_its_pages(client, clinic, page, linked):
    named(clinic, page, linked, topics=["after-treatment"])

    html = text(client, paper(topic.Topic.objects.get(slug="after-treatment")))

    assert html.index("The answer to page is one sentence.") < html.index("Lede of for-today.")


def test_a_named_handout_on_paper_begins_with_its_main_message(client, clinic, page, linked):
    html = text(client, paper(named(clinic, page, linked)))

    assert html.index("Handout for-today") < html.index("Lede of for-today.") < html.index("to remember")


@pytest.mark.parametrize("typed", ["1234", "abc", "<b>&", "‮4321", "0" * 10_000, "٤٧١٦", "1234-5678", "1234/5"])
def test_a_wrong_number_can_be_mended(client, clinic, typed):
    html = text(client, "/print/" + quote(typed, safe=""), status=404)

    assert "<b>" not in html
    assert "<input" in html


def test_a_wrong_number_stays_in_the_box(client, clinic):
    assert 'value="1234"' in text(client, "/print/1234", status=404)


def test_other_ways_to_write_the_numbers_lead_to_the_one_way_in_the_same_print(client, page, linked):
    response = client.get(f"/print/{page.number_id}%20{linked.number_id}?size=large")

    assert (response.status_code, response["Location"]) == (302, paper(page, linked, size="large"))


def test_a_merged_page_leads_to_the_paper_of_its_successor(client, clinic, page, linked):
    merged(page, clinic, into=linked)

    assert client.get(paper(page, size="large"))["Location"] == paper(linked, size="large")


def test_a_retired_page_has_no_paper_and_names_what_to_read(client, clinic, page, linked):
    retired(page, clinic, instead=linked)

    assert linked.path in text(client, paper(page), status=410)


def test_a_draft_has_no_paper(client, clinic):
    draft = builders.question(clinic["editor"], "draft")
    submitted(draft, clinic)

    text(client, paper(draft), status=404)


def test_the_words_on_the_desk_never_reach_paper(client, clinic, page, linked):
    edited(page, clinic["editor"], **dict.fromkeys(("question", "short_answer", "body"), "zqxsecret"))

    for where in (paper(page), paper(page, linked), paper(topic.Topic.objects.get(slug="after-treatment"))):
        assert "zqxsecret" not in text(client, where)


@pytest.mark.parametrize("many", [1, 4])
def test_paper_costs_at_most_three_queries(client, clinic, django_assert_max_num_queries, many):
    pages = [asked(clinic, f"page-{place}") for place in range(many)]
    article = builders.article(clinic["editor"])
    builders.published(article, clinic)
    handout = named(clinic, article, *pages)

    for where in (
        paper(*pages),
        paper(article),
        paper(handout),
        paper(topic.Topic.objects.get(slug="after-treatment")),
    ):
        with django_assert_max_num_queries(3):
            text(client, where)
