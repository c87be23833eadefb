import csv
import io
import json
from datetime import date, datetime, timedelta

import pytest
from django.contrib import admin
from django.test import Client, RequestFactory
from django.utils import timezone

from clinic_site.content.bulk_csv import as_cell
from clinic_site.content.digest import digest_of
from clinic_site.content.event import Event, Verb
from clinic_site.desk import record
from tests import builders
from tests.clinic_site.content.lives import refusal
from tests.clinic_site.desk.lists import public, waiting

ADDRESS = "/admin/record/"


@pytest.fixture
def owner(clinic, client) -> Client:
    client.force_login(clinic["owner"])
    return client


def lines(client, **asked) -> list[int]:
    return [event.sequence for event in client.get(ADDRESS, asked).context["events"]]


def body(answer) -> str:
    return b"".join(answer.streaming_content).decode("utf-8")


def test_the_newest_line_is_on_top(owner):
    newest = Event.objects.first().sequence

    assert lines(owner)[:3] == [newest, newest - 1, newest - 2]


def test_every_verb_each_sign_in_and_each_change_of_roles_can_be_chosen(owner):
    choices = dict(record.RecordForm().fields["verb"].choices)

    assert set(Verb.values) <= set(choices)
    assert {"sign-in", "roles"} <= set(choices)


def test_lines_are_chosen_by_person_verb_page_and_day(owner, clinic):
    page = public(clinic)
    approved = Event.objects.get(number_id=page.number_id, verb="approve").sequence
    today = timezone.localdate().isoformat()

    assert len(lines(owner, number=page.number_id)) == 3
    assert len(lines(owner, number=f" {page.number_id[:2]} {page.number_id[2:]} ")) == 3
    assert lines(owner, number=page.number_id, verb="approve") == [approved]
    assert lines(owner, number=page.number_id, person=clinic["reviewer"].pk) == [approved]
    assert len(lines(owner, number=page.number_id, first=today, last=today)) == 3
    assert lines(owner, last="2020-01-01") == []


def test_a_day_ends_with_its_last_minute_in_the_zone_of_the_clinic(owner, clinic):
    page = public(clinic)
    event = Event.objects.filter(number_id=page.number_id).first()
    day = timezone.localdate(event.at)

    assert event.sequence in lines(owner, first=day.isoformat(), last=day.isoformat())
    assert event.sequence not in lines(owner, first=(day + timedelta(days=1)).isoformat())


@pytest.mark.parametrize(
    "asked", [{"first": "2026-03-02", "last": "2026-03-01"}, {"person": "999999"}, {"verb": "x"}, {"first": "tomorrow"}]
)
def test_a_wrong_choice_shows_nothing_and_says_why(owner, asked):
    answer = owner.get(ADDRESS, asked)

    assert answer.status_code == 400
    assert list(answer.context["events"]) == []
    assert 'class="errornote"' in answer.content.decode()
    assert owner.get(ADDRESS, asked | {"export": "csv"}).status_code == 400


def test_a_long_record_is_paged_and_the_choice_goes_along(owner, monkeypatch, clinic):
    monkeypatch.setattr(record, "PER_PAGE", 5)

    first = owner.get(ADDRESS, {"verb": "publish"})
    second = owner.get(ADDRESS, {"verb": "publish", "page": "2"})

    assert 'href="?verb=publish&amp;page=2"' in first.content.decode()
    assert len(second.context["events"]) == 4
    assert owner.get(ADDRESS, {"page": "999"}).status_code == 200


def test_the_list_costs_the_same_for_one_line_and_for_many(owner, clinic, django_assert_num_queries):
    page = public(clinic)
    owner.get(ADDRESS)

    for asked in ({"number": page.number_id, "verb": "approve"}, {}):
        with django_assert_num_queries(5 + 2):
            owner.get(ADDRESS, asked)


@pytest.mark.parametrize(
    ("cell", "written"),
    [
        ("=1+1", "'=1+1"), ("+44", "'+44"), ("-1", "'-1"), ("@SUM(A1)", "'@SUM(A1)"), ("\t=1", "'\t=1"),
        ("\r=1", "'\r=1"), ("\n=1", "'\n=1"), ("  =1", "'  =1"), ("＝1", "'＝1"), ("a=1", "a=1"), ("", ""),
        (None, ""), (12, "12"),
    ],
)  # fmt: skip
def test_a_cell_is_never_a_formula(cell, written):
    assert as_cell(cell) == written


def test_the_table_opens_in_a_spreadsheet_without_doing_anything(owner, clinic):
    evil = builders.person("editor", name='=HYPERLINK("http://x","y")')
    page = builders.article(evil)
    builders.published(page, clinic | {"editor": evil}, note="@first, “text”\nof the page")

    answer = owner.get(ADDRESS, {"export": "csv", "number": page.number_id})
    text = body(answer)

    assert text.startswith("\ufeffsequence,at,person,")
    assert answer["Content-Type"] == "text/csv; charset=utf-8"
    assert answer["Content-Disposition"].startswith('attachment; filename="record-')
    rows = list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"))))
    assert [row["act"] for row in rows] == ["publish", "approve", "submit"]
    assert rows[2]["person"] == '\'=HYPERLINK("http://x","y")'
    assert rows[2]["note"] == "'@first, “text”\nof the page"
    assert datetime.fromisoformat(rows[0]["at"]).utcoffset() is not None
    assert [cell for row in rows for cell in row.values() if cell.startswith(("=", "+", "-", "@"))] == []


def test_the_digests_can_be_checked_from_the_file_alone(owner, clinic):
    public(clinic)

    found = json.loads(body(owner.get(ADDRESS, {"export": "json"})))

    assert len(found["events"]) == Event.objects.count()
    assert [digest_of(line["signed"]) for line in found["events"]] == [line["digest"] for line in found["events"]]
    newer, older = found["events"][:2]
    assert newer["signed"]["previous_digest"] == older["digest"]


def test_the_file_says_what_was_asked_for(owner, clinic):
    found = json.loads(body(owner.get(ADDRESS, {"export": "json", "verb": "publish", "number": ""})))

    assert found["asked"] == {"verb": "publish"}
    assert {line["signed"]["verb"] for line in found["events"]} == {"publish"}
    assert json.loads(body(owner.get(ADDRESS, {"export": "json", "last": "2020-01-01"})))["events"] == []


def test_nobody_can_add_change_or_remove_a_line(clinic, client):
    waiting(clinic)
    before = list(Event.objects.values())
    people = [*clinic.values(), builders.person(name="Super", is_superuser=True)]
    events = admin.site.get_model_admin(Event)

    for person in people:
        client.force_login(person)
        for method in ("post", "put", "patch", "delete"):
            assert getattr(client, method)(ADDRESS, {"sequence": "1"}).status_code == 405
        request = RequestFactory().get("/")
        request.user = person
        assert not events.has_add_permission(request)
        assert not events.has_change_permission(request)
        assert not events.has_delete_permission(request)
        for address in ("add/", "1/change/", "1/delete/"):
            assert client.post(f"/admin/content/event/{address}", {"note": "x", "post": "yes"}).status_code == 403

    assert list(Event.objects.exclude(verb="sign-in").values()) == before


def test_the_database_itself_refuses_to_change_a_line(clinic):
    events = Event.objects.filter(sequence=1)

    assert refusal(lambda: events.update(note="Other words."))
    assert refusal(lambda: events.update(at=datetime(2020, 1, 1, tzinfo=timezone.get_default_timezone())))


def test_only_those_who_may_see_events_see_them(clinic, client):
    for role, status in (("owner", 200), ("editor", 200), ("reviewer", 200), ("publisher", 200), ("clinician", 403)):
        client.force_login(clinic[role])
        for asked in ({}, {"export": "csv"}, {"export": "json"}):
            assert client.get(ADDRESS, asked).status_code == status


def test_an_unknown_kind_of_file_is_the_list(owner):
    assert "text/html" in owner.get(ADDRESS, {"export": "exe"})["Content-Type"]


def test_today_is_in_the_name_of_the_file(owner):
    answer = owner.get(ADDRESS, {"export": "json"})

    assert f"record-{date.today():%Y-%m}" in answer["Content-Disposition"]
