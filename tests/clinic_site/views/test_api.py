"""What other systems read: only what is public, never without its disclaimers, and nothing about who asks."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from articles.models import Article
from clinic_site.content import publishing, withdrawing, workflow
from clinic_site.content.topic import Topic
from clinic_site.counts import batch
from clinic_site.disclaimers.models import Disclaimer
from clinic_site.numbers.models import Number
from clinic_site.profile.models import amend
from clinic_site.search.models import SearchDay, Term
from faq.models import Question
from tests import builders
from tests.clinic_site.content.lives import MAKERS, edited, pages_in_every_state, submitted, withdrawn
from tests.clinic_site.content.test_missing_disclaimers import EVERYTHING, take_away

SITE = "http://127.0.0.1:8000"
UNUSED = "5724"


@pytest.fixture
def page(clinic):
    page = builders.article(clinic["editor"], body="::: emergency\n:::\n\nSome plain words.\n")
    builders.published(page, clinic)
    return page


@pytest.fixture
def gone(clinic, page):
    other = builders.question(clinic["editor"])
    withdrawn(builders.published(other, clinic), clinic, page, note="Not for readers.")
    return other


def address(page) -> str:
    return f"/api/pages/{page.number_id}.json"


def document(client, page) -> dict:
    return client.get(address(page)).json()


def test_the_list_holds_every_public_article_and_question_and_nothing_else(clinic, client):
    for kind in MAKERS:
        pages_in_every_state(kind, clinic)

    listed = client.get("/api/pages.json").json()["pages"]

    public = [row.page.number_id for model in (Article, Question) for row in model.revision_class.objects.published()]
    assert [row["number"] for row in listed] == sorted(public)
    assert len(public) >= 4


def test_a_row_tells_where_the_page_is_and_which_signed_copy_it_has(client, page):
    (row,) = client.get("/api/pages.json").json()["pages"]

    revision, today = page.revisions.get(), timezone.localdate()
    page.refresh_from_db()
    assert row == {
        "number": page.number_id,
        "kind": "article",
        "title": "Title of soreness",
        "short_answer": "Lede of soreness.",
        "url": f"{SITE}/articles/soreness/",
        "short_address": f"{SITE}/{page.number_id}",
        "reviewed": today.isoformat(),
        "review_due": page.review_due.isoformat(),
        "checked": True,
        "overdue": False,
        "revision": 1,
        "digest": revision.digest,
        "recalls": [],
    }


@pytest.mark.parametrize("kind", ["article", "question"])
def test_a_page_says_of_itself_what_the_list_says(clinic, client, kind: str):
    page = MAKERS[kind](clinic["editor"], "said")
    builders.published(page, clinic)

    (row,), told = client.get("/api/pages.json").json()["pages"], document(client, page)

    assert {name: told[name] for name in row} == row


def test_the_text_comes_with_every_disclaimer_the_page_needs(clinic, client):
    page = builders.article(clinic["editor"], **EVERYTHING)
    builders.published(page, clinic)

    told = document(client, page)

    keys = page.required_disclaimers(page.wording(), ("emergency", "same-day"))
    assert {one["key"] for one in told["disclaimers"]} == set(keys)
    assert [key for key in keys if f'data-part="{key}"' not in told["html"]] == []


@pytest.mark.parametrize("key", ["emergency", "pregnancy", "not-for-emergencies"])
def test_a_lost_disclaimer_is_stood_for_by_the_built_in_text(clinic, client, caplog, key: str):
    page = builders.article(clinic["editor"], **EVERYTHING)
    builders.published(page, clinic)
    take_away(key)

    told = document(client, page)

    (stand_in,) = [one for one in told["disclaimers"] if one["key"] == key]
    assert stand_in["html"]
    assert f"words of {key}" not in stand_in["html"]
    assert f'data-part="{key}"' in told["html"]
    assert f"missing disclaimer {key}" in caplog.text


def test_the_short_answers_of_the_list_come_with_the_disclaimers_of_every_list(client, page):
    listed = client.get("/api/pages.json").json()

    assert {one["key"] for one in listed["disclaimers"]} == {"general-information", "not-for-emergencies"}


def test_nothing_that_runs_asks_or_decorates_is_in_the_text(client, page):
    html = document(client, page)["html"]

    assert [part for part in ("<script", "<form", "<button", "<style", " style=", 'class="icon"') if part in html] == []


def test_example_content_counts_as_checked_by_nobody(clinic, client, page):
    amend(by=clinic["owner"], is_example=True)

    (row,), told = client.get("/api/pages.json").json()["pages"], document(client, page)

    assert [(one["checked"], one["reviewed"]) for one in (row, told)] == [(False, None)] * 2
    assert "not checked by a clinician" in told["html"]


def test_a_late_check_is_told_with_the_page_and_in_the_list(client, page):
    type(page).objects.update(review_due=timezone.localdate() - timedelta(days=1))

    (row,), told = client.get("/api/pages.json").json()["pages"], document(client, page)

    assert row["overdue"]
    assert told["overdue"]
    assert "We have not finished checking it." in told["html"]


def test_a_withdrawn_page_says_why_since_when_and_what_to_read_now(client, page, gone):
    response = client.get(address(gone))

    told, today = response.json(), timezone.localdate()
    instead = {"number": page.number_id, "title": "Title of soreness", "url": f"{SITE}/articles/soreness/"}
    assert response.status_code == 410
    assert (told["number"], told["withdrawn"], told["read_instead"]) == (gone.number_id, today.isoformat(), [instead])
    assert told["reason"] == "It contained a mistake."
    assert "It contained a mistake." in told["message"]
    assert "Not for readers." not in response.content.decode()


def test_a_page_that_took_the_place_and_went_as_well_is_stood_for_by_the_next(clinic, client, page, gone):
    last = builders.article(clinic["editor"], "last")
    builders.published(last, clinic)
    withdrawn(page.revisions.get(), clinic, last)

    assert [one["number"] for one in document(client, gone)["read_instead"]] == [last.number_id]


def test_a_page_that_is_public_again_is_told_again(clinic, client, page, gone):
    builders.published(edited(gone, clinic["editor"]), clinic)

    response = client.get(address(gone))

    assert (response.status_code, response.json()["revision"]) == (200, 2)


def test_a_number_without_a_public_page_tells_nothing_more(clinic, client, page):
    waiting = builders.article(clinic["editor"], "waiting")
    submitted(waiting, clinic)
    assert not Number.objects.filter(digits=UNUSED).exists()
    numbers = [UNUSED, waiting.number_id, Disclaimer.objects.first().number_id, Topic.objects.first().number_id]
    numbers += [page.number_id[:-1] + str((int(page.number_id[-1]) + 1) % 10), "Jane", "%20", "0" * 300]

    answers = [client.get(f"/api/pages/{number}.json") for number in numbers]

    assert {response.status_code for response in answers} == {404}
    assert len({response.content for response in answers}) == 1
    assert {response["Cache-Control"] for response in answers} == {"no-store"}


@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE", "OPTIONS"])
def test_nothing_but_reading_is_answered(page, method: str):
    strict = Client(enforce_csrf_checks=True)

    for place in ("/api/pages.json", address(page), "/api/openapi.json"):
        response = strict.generic(method, place, "{}", "application/json")

        assert (response.status_code, response["Allow"]) == (405, "GET, HEAD")
        assert response.json()["status"] == 405


def test_who_has_the_answer_already_is_told_so(client, page):
    for place in ("/api/pages.json", address(page), "/api/openapi.json"):
        first = client.get(place)
        again = client.get(place, headers={"If-None-Match": first["ETag"]})

        assert (again.status_code, again.content, again["ETag"]) == (304, b"", first["ETag"])
        assert again["Cache-Control"] == first["Cache-Control"] == "public, max-age=300"
        assert client.head(place)["ETag"] == first["ETag"]


def days_later(clinic, page, monkeypatch):
    day = timezone.localdate() + timedelta(days=2000)
    monkeypatch.setattr(timezone, "localdate", lambda *_given: day)


CHANGES = {
    "published": lambda clinic, page, _patch: builders.published(edited(page, clinic["editor"]), clinic),
    "moved": lambda clinic, page, _patch: publishing.move(page, by=clinic["publisher"], slug="moved"),
    "confirmed": lambda clinic, page, _patch: workflow.confirm(
        page.revisions.get(), by=builders.person("reviewer", role_as_printed="a doctor"), note="Looked at."
    ),
    "disclaimer": lambda clinic, page, _patch: builders.published(
        edited(Disclaimer.objects.get(slug="general-information"), clinic["editor"], title="New"), clinic
    ),
    "profile": lambda clinic, page, _patch: amend(by=clinic["owner"], clinic_name="Another"),
    "late": days_later,
}


@pytest.mark.parametrize("change", CHANGES)
def test_whatever_readers_see_changed_makes_a_new_answer(clinic, client, page, monkeypatch, change: str):
    before = client.get(address(page))["ETag"]

    CHANGES[change](clinic, page, monkeypatch)

    assert client.get(address(page), headers={"If-None-Match": before}).status_code == 200


def test_an_old_mark_does_not_hide_that_a_page_was_withdrawn(clinic, client, page):
    builders.published(builders.question(clinic["editor"], number="2024"), clinic)
    place, known = address(page), client.get(address(page))["ETag"]
    rows = client.get("/api/pages.json")["ETag"]

    withdrawing.withdraw(page.revisions.get(), by=clinic["publisher"], reason="mistake", read_instead=["2024"])

    assert client.get(place, headers={"If-None-Match": known}).status_code == 410
    assert client.get("/api/pages.json", headers={"If-None-Match": rows}).status_code == 200


def test_everybody_gets_the_same_bytes_and_no_cookie(clinic, client, page):
    for place in ("/api/pages.json", address(page)):
        plain = client.get(place)
        signed_in = Client(headers={"Cookie": "theirs=1"})
        signed_in.force_login(clinic["owner"])
        other = signed_in.get(place)

        assert other.content == plain.content
        assert not plain.cookies
        assert not other.cookies
        assert (plain["Access-Control-Allow-Origin"], plain["X-Robots-Tag"]) == ("*", "noindex")


def test_what_stands_behind_the_question_mark_leaves_no_trace(client, page):
    for place in ("/api/pages.json", address(page), f"/api/pages/{UNUSED}.json"):
        asked = client.get(f"{place}?q=Jane+Doe&born=1970-01-01")

        assert asked.content == client.get(place).content
        assert "Jane" not in f"{asked.headers}{asked.content}"
    assert not Term.objects.exists()
    assert not SearchDay.objects.exists()


def test_a_machine_that_asks_is_not_counted_as_a_reader(client, page, monkeypatch):
    counted = []
    monkeypatch.setattr(batch, "count", lambda *given: counted.append(given))

    client.get(address(page), headers={"User-Agent": "Mozilla/5.0"})

    assert counted == []


@pytest.mark.parametrize("many", [1, 3, 50])
def test_an_answer_costs_at_most_three_queries(clinic, client, django_assert_max_num_queries, many: int):
    for place in range(many):
        linked = builders.article(clinic["editor"], f"article-{place}", body="Some plain words.\n")
        builders.published(linked, clinic)
        last = builders.question(clinic["editor"], f"question-{place}", related=[linked.number_id])
        builders.published(last, clinic)
    retired = builders.question(clinic["editor"], "retired")
    withdrawn(builders.published(retired, clinic), clinic, last)

    for place in ("/api/pages.json", address(linked), address(last), address(retired), f"/api/pages/{UNUSED}.json"):
        with django_assert_max_num_queries(3):
            client.get(place)
