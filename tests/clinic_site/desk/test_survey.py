import pytest
from django.db import connection

from clinic_site.content import publishing, workflow
from clinic_site.desk import survey
from tests import builders
from tests.clinic_site.content.lives import edited, pages_in_every_state
from tests.clinic_site.desk.lists import public


@pytest.mark.parametrize("kind", ["article", "question"])
def test_each_page_is_read_with_the_copies_that_matter_now(clinic, kind):
    pages = pages_in_every_state(kind, clinic)

    found = survey.read(clinic["owner"]).pages

    def copies(state: str) -> tuple:
        page = found[pages[state].number_id]
        return tuple(copy and copy.state for copy in (page.public, page.waiting, page.returned))

    assert copies("draft") == (None, None, None)
    assert copies("submitted") == (None, "submitted", None)
    assert copies("returned") == (None, None, "returned")
    assert copies("approved") == (None, "approved", None)
    assert copies("published") == copies("superseded") == ("published", None, None)
    assert copies("withdrawn") == (None, None, None)


def test_a_text_that_waits_is_seen_below_one_that_was_rendered_again(clinic, monkeypatch):
    page = public(clinic)
    workflow.submit(edited(page, clinic["editor"]), by=clinic["editor"], note="New words.")
    parts = publishing.frozen_parts
    monkeypatch.setattr(publishing, "frozen_parts", lambda result: parts(result) | {"html": f"{result.html}\n"})
    publishing.recut(type(page).objects.get(pk=page.pk), by=clinic["publisher"])

    found = survey.read(clinic["owner"]).pages[page.number_id]

    assert (found.public.revision, found.waiting.revision) == (3, 2)


def test_a_page_is_told_apart_from_others_by_who_saved_it_last(clinic):
    page = public(clinic)
    other = builders.person("editor", name="Other")
    edited(page, other)

    assert survey.read(other).pages[page.number_id].wrote
    assert not survey.read(clinic["editor"]).pages[page.number_id].wrote


@pytest.mark.sqlite
def test_no_past_is_read_whole(clinic):
    sql, values = survey._copies().query.sql_with_params()
    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN QUERY PLAN {sql}", values)
        plan = [row[3] for row in cursor.fetchall()]

    scans = [step for step in plan if step.startswith("SCAN") and "revision" in step]
    assert scans
    assert [step for step in scans if "_one_published" not in step and "_one_open" not in step] == []
