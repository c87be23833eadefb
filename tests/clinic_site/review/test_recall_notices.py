"""A recall stands first wherever the number of the page, or its old paper, leads."""

import json
import re
from datetime import date, timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from clinic_site.content import publishing, showing, withdrawing
from clinic_site.content.reading import frame_of, read_shared
from clinic_site.review import recalling
from clinic_site.review.recall_notices import days_in_words
from tests import builders
from tests.clinic_site.content.lives import edited, withdrawn
from tests.clinic_site.review.days import FIRST
from tests.clinic_site.review.recalls import CARE, asked, corrected, in_days, recalled

NOTICE = 'data-part="recall-'
BUNDLE = "/h/{number}-{other}/20260303"


@pytest.fixture
def other(clinic):
    return asked(clinic, "another")


@pytest.fixture
def page(clinic, other, clock):
    """Wrong from 3 March on, put right on 10 March."""
    page = asked(clinic)
    clock(FIRST + timedelta(days=7))
    return corrected(page, clinic)


def shown(client: Client, address: str, page, other) -> str:
    response = client.get(address.format(number=page.number_id, other=other.number_id, slug=page.slug), follow=True)
    return response.content.decode()


def main(html: str) -> str:
    return html[html.index("<main") :]


def words_before_notice(html: str) -> str:
    """What a reader meets between the heading of the page and the notice."""
    between = html[html.index("</h1>") : html.index(NOTICE)] + ">"
    return " ".join(re.sub(r"<[^>]*>", " ", between).split())


@pytest.mark.parametrize(
    "address",
    [
        "/faq/{slug}/",
        "/{number}",
        "/h/{number}",
        BUNDLE,
        "/print/{number}",
        "/print/{number}?size=large",
        "/print/{number}-{other}",
        "/print/cards?set={number}-{other}",
        "/print/cards?set={number}&form=flip",
        "/print/cards?set={number}&form=wall",
        "/show/{number}/",
        "/show/{number}-{other}/",
    ],
)
def test_it_is_the_first_thing_below_the_heading(clinic, client, page, other, caplog, address: str):
    recalled(page, clinic)

    html = main(shown(client, address, page, other))

    assert words_before_notice(html) == ""
    assert CARE in html
    assert not caplog.records


@pytest.mark.parametrize(
    "address", ["/search/?q={number}", "/search/?q=swim", "/faq/?answers=1", "/topics/after-treatment/"]
)
def test_a_list_that_shows_its_answer_shows_it_before_the_answer(clinic, client, page, other, address: str):
    recalled(page, clinic)

    html = main(shown(client, address, page, other))

    answer = html.find("Wait a day.")
    assert answer == -1 or -1 < html.find(CARE) < answer


def test_the_pickers_rows_and_list_flag_it(clinic, client, page, other):
    recalled(page, clinic)

    html, listed = client.get("/pick/?q=swim").content.decode(), client.get("/pick/pages.json").json()

    assert "<strong data-recalled>Safety notice.</strong>" in html
    flags = {row[0]: row[5] for row in listed["pages"]}
    assert flags[page.number_id] & 2
    assert not flags[other.number_id] & 2


def test_a_named_handout_shows_it_first_and_so_does_its_paper(clinic, client, page, other):
    handout = builders.handout(clinic["editor"], items=[other.number_id, page.number_id])
    builders.published(handout, clinic)
    recalled(page, clinic)

    for address in (handout.path, f"/print/{handout.number_id}", f"/h/{handout.number_id}"):
        html = main(client.get(address, follow=True).content.decode())

        assert words_before_notice(html) == ""


def test_a_handout_that_is_recalled_and_has_no_page_left_still_says_it(clinic, client, page, other):
    handout = builders.handout(clinic["editor"], items=[page.number_id, other.number_id])
    builders.published(handout, clinic)
    last = asked(clinic, "last")
    recalled(handout, clinic)
    for one in (page, other):
        withdrawn(one.revisions.published().get(), clinic, last)

    for address in (handout.path, f"/print/{handout.number_id}"):
        response = client.get(address)

        assert response.status_code == 410
        assert words_before_notice(main(response.content.decode())) == ""


def test_other_pages_say_nothing_of_it(clinic, client, page, other):
    recalled(page, clinic)

    assert CARE not in client.get(other.path).content.decode()
    assert CARE not in client.get("/unwell/").content.decode()


def test_a_retired_page_says_it_first_where_it_says_that_it_is_gone(clinic, client, page, other):
    withdrawn(page.revisions.published().get(), clinic, other)
    recalled(page, clinic)

    gone = client.get(page.path)
    bundle, left = client.get(f"/h/{page.number_id}-{other.number_id}"), client.get(f"/h/{page.number_id}")

    assert gone.status_code == 410
    for response in (
        gone,
        bundle,
        left,
        client.get(f"/print/{page.number_id}"),
        client.get(f"/show/{page.number_id}/"),
    ):
        html = main(response.content.decode())
        assert words_before_notice(html) == ""
        assert CARE in html


@pytest.mark.parametrize("verb", ["merge", "withdraw"])
def test_the_page_that_paper_leads_to_now_says_it_with_the_old_title(clinic, client, page, other, verb: str):
    recalled(page, clinic)
    words = {"into": other.number_id} if verb == "merge" else {"successor": other.number_id, "reason": "replaced"}
    getattr(withdrawing, verb)(page.revisions.published().get(), by=clinic["publisher"], **words)

    response = client.get(f"/{page.number_id}", follow=True)

    html = main(response.content.decode())
    assert response.redirect_chain[-1][0] == other.path
    assert "Safety notice about “Question can-i-swim?”" in html
    assert words_before_notice(html) == ""


def test_a_successor_that_is_gone_passes_it_on(clinic, client, page, other):
    last = asked(clinic, "last")
    recalled(page, clinic)
    for old, new in ((page, other), (other, last)):
        withdrawing.merge(old.revisions.published().get(), by=clinic["publisher"], into=new.number_id)

    assert CARE in client.get(last.path).content.decode()


def test_it_names_copies_and_days_and_where_the_words_stood(clinic, client, page):
    recalled(page, clinic, heading="At home")

    html = client.get(page.path).content.decode()

    assert "says revision 1, or if you read it between 3 March and 10 March 2026." in html
    assert "It stood under “At home”." in html
    assert 'Call <a href="tel:01632960001">01632 960001</a> first.' in html
    assert "When we are closed, call the out-of-hours line." in html


def test_while_the_words_are_still_public_it_says_so(clinic, client, page):
    recalled(page, clinic, last=2)

    html = client.get(page.path).content.decode()

    assert "says revision 1 or 2, or if you read it on 3 March 2026 or later." in html
    assert "We are correcting this." in html


def test_a_copy_that_brings_the_words_back_is_recalled_as_well(clinic, client, page):
    recalled(page, clinic)
    publishing.undo(page, by=clinic["publisher"])

    html = client.get(page.path).content.decode()

    assert "says revision 1 or 3" in html
    assert "We are correcting this." in html


def test_the_json_tells_it_in_the_list_and_on_the_page(clinic, client, page, other):
    recalled(page, clinic)

    told = client.get(f"/api/pages/{page.number_id}.json").json()
    rows = {row["number"]: row for row in client.get("/api/pages.json").json()["pages"]}

    (one,) = told["recalls"]
    assert rows[page.number_id]["recalls"] == [one]
    assert rows[other.number_id]["recalls"] == []
    assert (one["from_revision"], one["to_revision"], one["from"], one["until"]) == (1, 1, "2026-03-03", "2026-03-10")
    assert (one["what"], one["do"]) == (CARE, "Please do not act on the old copy. Call 01632 960001 first.")
    assert told["html"].index(CARE) < told["html"].index("Wait a day.")
    assert "{{" not in json.dumps(told)


def test_the_json_of_a_page_that_is_gone_tells_it(clinic, client, page, other):
    recalled(page, clinic)
    withdrawn(page.revisions.published().get(), clinic, other)

    told = client.get(f"/api/pages/{page.number_id}.json")

    assert told.status_code == 410
    assert [one["what"] for one in told.json()["recalls"]] == [CARE]


def test_it_goes_away_after_its_last_day_or_when_it_is_ended(clinic, client, page, clock):
    row, today = recalled(page, clinic, until=in_days(7)), timezone.localdate()
    recalled(page, clinic, what="risk")
    recalling.end_recall(row, by=clinic["publisher"], note="Twice.")

    assert CARE not in client.get(page.path).content.decode()
    for days, stands in ((30, True), (31, False)):
        clock(today + timedelta(days=days))
        assert (NOTICE in client.get(page.path).content.decode()) is stands


def test_a_draft_of_the_page_changes_nothing_of_it(clinic, client, page):
    recalled(page, clinic)
    before = client.get(page.path).content

    edited(page, clinic["editor"], short_answer="A draft.", body="## Elsewhere\n\nA draft.\n")

    assert client.get(page.path).content == before


def test_what_a_template_leaves_out_is_put_first_and_reported(clinic, page, caplog):
    recalled(page, clinic)
    common = read_shared()

    html = showing.whole("400.html", frame_of(common, numbers=[page.number_id]), common, cards=[])

    assert html.index("<main") < html.index(NOTICE) < html.index("<h1")
    assert "left out the notices recall-" in caplog.text


@pytest.mark.parametrize("address", ["/faq/{slug}/", BUNDLE, "/show/{number}-{other}/", "/api/pages.json", "/pick/"])
def test_many_recalls_cost_no_query_more(clinic, client, page, other, address: str):
    asks = []
    for words in ({}, {"what": "care"}, {"what": "risk"}, {"what": "who"}):
        if words:
            recalled(page, clinic, **words)
        with CaptureQueriesContext(connection) as counted:
            shown(client, address, page, other)
        asks.append(len(counted))

    assert len(set(asks)) == 1
    assert asks[0] <= 3 or "faq" not in address


def test_days_are_told_in_the_shortest_way():
    assert days_in_words(date(2025, 12, 30), date(2026, 1, 2)) == "between 30 December 2025 and 2 January 2026"
    assert days_in_words(date(2026, 1, 2), date(2026, 1, 2)) == "on 2 January 2026"
