"""A list as a file for a spreadsheet, which must never run a title as a formula."""

import csv
import io

import pytest

from clinic_site.content.bulk_csv import as_cell, as_csv
from tests import builders
from tests.clinic_site.content.forms import signed_in

LIST = "/admin/faq/question/"


def exported(person, pages) -> list[dict]:
    ticked = {"action": "bulk_export", "_selected_action": [page.pk for page in pages], "index": "0"}
    response = signed_in(person).post(LIST, ticked)
    assert response["Content-Type"] == "text/csv; charset=utf-8"
    assert response["Content-Disposition"].startswith('attachment; filename="question-')
    return list(csv.DictReader(io.StringIO(response.content.decode("utf-8-sig"))))


@pytest.mark.parametrize("first", ["=", "+", "-", "@", "\t", "\r", "\n"])
def test_a_cell_that_would_be_run_is_shown_as_text(first: str):
    assert as_cell(f"{first}HYPERLINK(1)") == f"'{first}HYPERLINK(1)"


@pytest.mark.parametrize(("value", "cell"), [("Does it hurt?", "Does it hurt?"), (None, ""), (7, "7"), ("a=b", "a=b")])
def test_any_other_cell_stays_as_it_is(value, cell: str):
    assert as_cell(value) == cell


def test_a_file_begins_with_a_byte_order_mark_and_keeps_quotes_and_lines():
    text = as_csv(["title"], [['Say "ah",\nthen rest'], ["ü"]])

    assert text.startswith("\ufefftitle\r\n")
    assert list(csv.reader(io.StringIO(text.removeprefix("\ufeff")))) == [["title"], ['Say "ah",\nthen rest'], ["ü"]]


def test_the_ticked_pages_are_exported_with_where_they_stand(clinic):
    public = builders.question(clinic["editor"], "hurt", question="=cmd|' /C calc'!A0")
    builders.published(public, clinic)
    draft = builders.question(clinic["editor"], "swim", question="May I swim?")
    builders.question(clinic["editor"], "other")

    rows = exported(clinic["clinician"], [public, draft])

    assert [row["title"] for row in rows] == ["'=cmd|' /C calc'!A0", "May I swim?"]
    assert [row["public revision"] for row in rows] == ["1", ""]
    assert rows[0]["address"] == public.path
    assert rows[0]["check due by"]
