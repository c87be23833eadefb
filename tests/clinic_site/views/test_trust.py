import re
from datetime import timedelta
from itertools import pairwise

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from clinic_site.content import desk, reading, registry, withdrawing, workflow
from clinic_site.content.revision import ONCE_PUBLIC
from clinic_site.profile.models import amend
from clinic_site.views import trust
from tests import builders


def changed(page, clinic, note: str, kind: str = "clinical", body: str = "Other words.\n"):
    page = desk.save(page, by=clinic["editor"], base_edit=page.edit, body=body)
    return builders.published(page, clinic, note=note, kind=kind)


def read(client, address: str) -> str:
    return client.get(address).content.decode()


def test_the_change_log_tells_a_change_in_the_words_that_were_signed(clinic, client):
    page = builders.published(builders.article(clinic["editor"]), clinic).page
    changed(page, clinic, "The hours were wrong.")

    assert "The hours were wrong." in read(client, "/changes/")


def test_the_change_log_leaves_small_fixes_out(clinic, client):
    page = builders.published(builders.article(clinic["editor"]), clinic).page
    changed(page, clinic, "A comma.", kind="minor", body="## First part\n\nSome, plain words.\n")

    assert "A comma." not in read(client, "/changes/")


def test_the_change_log_leaves_out_what_is_not_public(clinic, client):
    page = builders.published(builders.article(clinic["editor"]), clinic).page
    page = desk.save(page, by=clinic["editor"], base_edit=page.edit, body="Secret draft.\n")
    workflow.submit(page, by=clinic["editor"], note="A note that nobody approved.")

    assert "nobody approved" not in read(client, "/changes/")


def test_the_change_log_tells_a_withdrawal_with_its_reason(clinic, client):
    kept = builders.published(builders.article(clinic["editor"], "kept"), clinic).page
    gone = builders.published(builders.article(clinic["editor"], "gone"), clinic)
    withdrawing.withdraw(gone, by=clinic["publisher"], reason="mistake", read_instead=[kept.number_id])

    assert "We retired this page. It contained a mistake." in read(client, "/changes/")


def test_pages_that_share_a_note_stand_under_it_once(clinic, client):
    pages = [builders.published(builders.article(clinic["editor"], slug), clinic).page for slug in ("one", "two")]
    for page in pages:
        changed(page, clinic, "The hours were wrong.")

    log = read(client, "/changes/")

    assert log.count("The hours were wrong.") == 1
    assert all(page.path in log for page in pages)


def test_older_changes_are_one_link_away_and_none_is_told_twice(clinic, client, monkeypatch):
    monkeypatch.setattr(trust, "MOST_PAGES", 2)
    pages = [builders.published(builders.article(clinic["editor"], f"page-{place}"), clinic).page for place in range(3)]

    address, seen = "/changes/", []
    while address:
        log = read(client, address)
        seen.append([page.slug for page in pages if page.path in log])
        older = re.search(r'href="(/changes/\?before=[^"]+)"', log)
        address = older and older[1]

    assert seen[0] == ["page-1", "page-2"]
    assert [slug for found in seen for slug in found if slug == "page-0"] == ["page-0"]
    assert sum(map(len, seen)) == 3


def test_changes_of_one_moment_are_each_told_once(clinic, client, monkeypatch):
    monkeypatch.setattr(trust, "MOST_PAGES", 2)
    now = timezone.now()
    monkeypatch.setattr(timezone, "now", lambda: now)
    pages = [builders.published(builders.article(clinic["editor"], f"page-{place}"), clinic).page for place in range(3)]
    other = builders.published(builders.question(clinic["editor"], "other"), clinic)
    withdrawing.withdraw(other, by=clinic["publisher"], reason="mistake", read_instead=[pages[0].number_id])

    address, told = "/changes/", []
    while address:
        log = read(client, address)
        told += re.findall(r'<a href="(/(?:articles|faq)/[^"]+/)"', log.partition("<h1")[2].partition("</main>")[0])
        older = re.search(r'href="(/changes/\?before=[^"]+)"', log)
        address = older and older[1]

    assert sorted(set(told)) == sorted([*(page.path for page in pages), other.page.path])
    assert len(told) == len(set(told)) + 1  # the last one was published and withdrawn


def test_a_long_log_is_read_no_further_than_it_is_shown(clinic, client, monkeypatch):
    monkeypatch.setattr(trust, "MOST_PAGES", 1)
    for place in range(4):
        builders.published(builders.article(clinic["editor"], f"page-{place}"), clinic)

    assert len(trust.newest("published_at", ("published",), None)) == 2


@pytest.mark.sqlite
@pytest.mark.parametrize(
    ("at", "states", "filters", "index"),
    [
        ("published_at", ONCE_PUBLIC, {"kind": "clinical", "carried_from__isnull": True}, "_changes"),
        ("withdrawn_at", ("withdrawn",), {}, "_withdrawn"),
    ],
)
def test_an_index_tells_what_was_changed_last(clinic, at, states, filters, index):
    with CaptureQueriesContext(connection) as asked:
        trust.newest(at, states, None, **filters)
    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN QUERY PLAN {asked.captured_queries[0]['sql']}")
        plan = [row[3] for row in cursor.fetchall()]

    chosen = [after for step, after in pairwise(plan) if step.startswith("LIST SUBQUERY")]
    assert len(chosen) == len(registry.page_types())
    assert [step for step in chosen if index not in step] == []


@pytest.mark.parametrize("place", ["<b>", "99999999999999999999-4716", "20261121000000000000-4716x"])
def test_a_place_in_the_log_that_nobody_made_shows_the_newest(clinic, client, place):
    page = builders.published(builders.article(clinic["editor"]), clinic).page

    assert page.path in read(client, f"/changes/?before={place}")


def test_a_page_tells_for_thirty_days_what_changed_and_why(clinic, client, monkeypatch):
    page = builders.published(builders.article(clinic["editor"]), clinic).page
    changed(page, clinic, "The hours were wrong.")
    today = read(client, page.path)

    later = timezone.now() + timedelta(days=31)
    monkeypatch.setattr(reading.timezone, "now", lambda: later)

    assert "The hours were wrong." in today
    assert "The hours were wrong." not in read(client, page.path)


def test_the_first_text_of_a_page_is_no_change(clinic, client):
    page = builders.published(builders.article(clinic["editor"]), clinic, note="First words.").page

    assert "First words." not in read(client, page.path)


def test_contact_says_what_the_profile_says(clinic, client):
    amend(
        by=clinic["owner"],
        getting_here="Tram 5, step-free.",
        complaints="Write to the manager.",
        address="1 Example St",
    )

    page = read(client, "/contact/")

    for words in ("01632 960001", "Tram 5, step-free.", "Write to the manager.", "1 Example St", "out-of-hours line"):
        assert words in page


def test_contact_without_an_e_mail_says_so(clinic, client):
    assert "We have no e-mail for patients." in read(client, "/contact/")


def test_contact_shows_both_cards(clinic, client):
    page = read(client, "/contact/")

    assert 'data-part="emergency"' in page
    assert 'data-part="same-day"' in page
