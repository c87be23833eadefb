"""The table of checks that people read is made from the checks that run."""

from clinic_site.operations.check_list import check_list
from clinic_site.operations.management.commands.list_checks import DOCUMENT
from clinic_site.readiness.registry import registered


def test_the_document_is_what_the_code_says():
    assert DOCUMENT.read_text(encoding="utf-8") == check_list(), "run manage.py list_checks"


def test_every_check_tells_how_it_sees_and_what_to_do():
    assert [known.code for known in registered() if not (str(known.sees).strip() and str(known.fix).strip())] == []


def test_every_check_has_a_row_of_its_own():
    rows = [line.split("`")[1] for line in check_list().splitlines() if line.startswith("| `")]

    assert rows == [known.code for known in registered()]
