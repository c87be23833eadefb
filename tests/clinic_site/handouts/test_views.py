"""Handouts as readers get them."""

import re
from datetime import timedelta
from unittest import mock
from urllib.parse import quote

import pytest
from django.utils import timezone

from clinic_site.counts import batch
from clinic_site.counts.models import by_page
from tests import builders
from tests.clinic_site.content.lives import edited
from tests.clinic_site.handouts.pages import address, asked, changed, merged, noon, retired


@pytest.fixture
def three(clinic):
    return [asked(clinic, slug) for slug in ("first", "second", "third")]


def text(client, where: str, status: int = 200) -> str:
    response = client.get(where)
    assert response.status_code == status, (where, response.status_code, response.headers)
    assert not response.cookies
    return response.content.decode()


def test_a_handout_shows_its_pages_in_the_order_chosen(client, three):
    html = text(client, address(*reversed(three)))

    assert re.findall(r'<h2 id="item-\d+"[^>]*>(.*?)</h2>', html) == [
        "Question third?", "Question second?", "Question first?",
    ]  # fmt: skip
    assert "3 things to remember" in html
    assert "<li>Question second? The answer to second is one sentence.</li>" in html
    assert "This page holds no details about you." in html
    assert '<meta name="robots" content="noindex">' in html


def test_the_emergency_card_is_there_though_no_page_of_the_handout_places_it(client, three):
    assert '<section class="care now" data-part="emergency"' in text(client, address(*three))


def test_each_disclaimer_that_a_page_needs_is_there_once(client, clinic, three):
    flagged = [asked(clinic, slug, flags=["mentions-pregnancy"]) for slug in ("fourth", "fifth")]

    html = text(client, address(three[0], *flagged))

    assert html.count('data-part="pregnancy"') == 1
    assert html.count('data-part="general-information"') == 1


def test_the_card_that_a_page_places_comes_with_it(client, clinic, three):
    placed = asked(clinic, "placed", body=":::same-day\n:::\n")

    assert 'data-part="same-day"' in text(client, address(placed, three[0]))
    assert 'data-part="same-day"' not in text(client, address(*three))


@pytest.mark.parametrize("between", ["%20", ".", "–", ",", "--"])
@pytest.mark.parametrize("door", ["h", "H"])
def test_other_ways_to_write_the_numbers_lead_to_the_one_way(client, three, between, door):
    response = client.get(f"/{door}/" + between.join(page.number_id for page in three))

    assert (response.status_code, response["Location"]) == (302, address(*three))
    assert response["Cache-Control"] == "no-store"


def test_a_printed_code_leads_to_the_handout_with_its_day(client, three):
    response = client.get(address(*three, day="20260310").upper())

    assert response["Location"] == address(*three, day="20260310")


def test_numbers_given_twice_count_once(client, three):
    assert client.get(address(three[0], three[0]))["Location"] == address(three[0])


def test_a_handout_of_one_page_is_shown(client, three):
    assert "1 thing to remember" in text(client, address(three[0]))


def test_of_fifty_numbers_the_first_five_are_shown_and_the_rest_counted(client, clinic):
    pages = [asked(clinic, f"page-{place}") for place in range(8)]

    html = text(client, address(*pages, *pages))

    assert len(re.findall(r'<h2 id="item-', html)) == 5
    assert "3 more are left out." in html
    fifty = "-".join(str(number) for number in range(1000, 1050))
    assert client.get(f"/h/{fifty}").status_code == 404


def test_a_number_that_leads_nowhere_is_told_beside_those_that_are_found(client, three):
    assert "1 page could not be found." in text(client, address(three[0]) + "-1234")


def test_a_retired_page_is_left_out_with_what_to_read_instead(client, clinic, three):
    retired(three[0], clinic, instead=three[2])

    html = text(client, address(three[0], three[1]))

    assert "We took down “Question first?” on" in html
    assert f'<a href="{three[2].path}">Question third? (number {three[2].number_id})</a>' in html
    assert 'id="item-' + three[0].number_id not in html


def test_a_handout_of_retired_pages_alone_is_gone_and_says_what_to_read(client, clinic, three):
    retired(three[0], clinic, instead=three[2])
    retired(three[1], clinic, instead=three[2])

    assert three[2].path in text(client, address(three[0], three[1]), status=410)


def test_a_merged_page_is_told(client, clinic, three):
    merged(three[0], clinic, into=three[1])

    assert "“Question first?” is now part of “Question second?”." in text(client, address(three[0], three[2]))


def test_an_overdue_page_is_told(client, three):
    type(three[0]).objects.update(review_due=timezone.localdate() - timedelta(days=1))

    assert "“Question first?” was due for a check on" in text(client, address(three[0]))


def test_the_oldest_check_stands_for_the_whole(client, clinic, three):
    revisions = type(three[0].revisions.get()).objects
    revisions.filter(page=three[1]).update(reviewed_on="2025-02-03")

    assert "Checked 3 February 2025." in text(client, address(*three))


@pytest.mark.parametrize("typed", ["1234", "abc", "<script>alert(1)</script>", "‮4321", "0" * 10_000, "%2e%2e", "٤٧١٦"])
def test_what_is_no_number_of_ours_is_asked_for_again(client, clinic, typed):
    html = text(client, "/h/" + quote(typed, safe=""), status=404)

    assert "No page has what you typed." in html
    assert "<script>" not in html.replace('<script src="/static', "")
    assert 'id="numbers"' in html


def test_a_nul_is_refused(client, clinic):
    assert client.get("/h/4716%000528").status_code == 400


def test_the_wrong_number_stays_in_the_box(client, clinic):
    assert 'value="1234 5678"' in text(client, "/h/1234%20%205678", status=404)


def test_the_number_box_leads_to_the_handout(client, three):
    typed = " ".join(page.number_id for page in three)

    assert client.get("/h/", {"numbers": typed})["Location"] == address(*three)
    assert text(client, "/h/").count("<form") == 1


def test_words_among_the_numbers_never_come_into_a_path(client, three):
    response = client.get("/h/", {"numbers": f"{three[0].number_id}, Ann Example 3.2.1961"})

    html = response.content.decode()
    assert (response.status_code, response["Referrer-Policy"]) == (200, "no-referrer")
    assert "pages could not be found." in html
    assert "Ann" not in html


def test_the_number_box_keeps_what_could_not_be_read(client, three):
    assert 'value="12345"' in text(client, "/h/?numbers=12345", status=404)


def test_a_handout_with_a_day_tells_what_changed_in_meaning_since(client, clinic, three):
    with mock.patch.object(timezone, "now", return_value=noon("2026-03-01")):
        page = asked(clinic, "older")
    changed(page, clinic, "The hours were wrong.", body="Other words.\n")

    html = text(client, address(page, day="20260310"))

    assert "What changed since 10 March 2026" in html
    assert "The hours were wrong." in html
    assert "The hours were wrong." not in text(client, address(page))


def test_a_handout_that_did_not_change_says_so(client, clinic):
    with mock.patch.object(timezone, "now", return_value=noon("2026-03-01")):
        page = asked(clinic, "older")

    assert "Nothing here has changed in meaning since 10 March 2026." in text(client, address(page, day="20260310"))


@pytest.mark.parametrize(
    ("day", "says"),
    [
        ("29990101", "This day has not come yet."),
        ("20260230", "is not a day."),
        ("00010101", "is not a day."),
        ("yesterday", "is not a day."),
        ("<b>&?", "is not a day."),
        ("2026/03/x", "is not a day."),
        ("٢٠٢٦٠٣١٠", "is not a day."),
    ],
)
def test_a_day_that_cannot_be_used_is_told_and_the_handout_of_today_is_shown(client, three, day, says):
    html = text(client, address(three[0]) + "/" + quote(day))

    assert says in html
    assert "Question first?" in html


def test_a_day_written_otherwise_leads_to_the_one_way(client, three):
    assert client.get(address(three[0], day="2026-03-10"))["Location"] == address(three[0], day="20260310")


def test_the_words_on_the_desk_never_leak(client, clinic, three):
    fields = dict.fromkeys(("question", "short_answer", "body", "list_title"), "zqxsecret")
    edited(three[0], clinic["editor"], **fields)
    draft = builders.question(clinic["editor"], "draft", short_answer="zqxsecret")

    for where in (address(*three), address(three[0], draft), address(three[0], day="20260310")):
        assert "zqxsecret" not in text(client, where)


@pytest.mark.parametrize("many", [1, 3])
@pytest.mark.parametrize("day", ["", "20260310"])
def test_a_handout_costs_two_queries(client, three, django_assert_num_queries, many, day):
    with django_assert_num_queries(2):
        text(client, address(*three[:many], day=day))


def test_each_page_of_a_handout_counts_as_read_and_a_program_does_not(client, three):
    client.get(address(*three[:2]))
    client.get(address(*three[:2]), headers={"User-Agent": "Googlebot"})

    batch.flush()

    today = timezone.localdate()
    assert by_page(today, today) == {page.number_id: 1 for page in three[:2]}
