from io import StringIO

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError

from clinic_site.operations.check_list import check_list
from clinic_site.operations.management.commands import list_checks


@pytest.fixture
def document(monkeypatch, tmp_path):
    path = tmp_path / "checks.md"
    monkeypatch.setattr(list_checks, "DOCUMENT", path)
    return path


def test_it_writes_the_table(document):
    call_command("list_checks", stdout=StringIO())

    assert document.read_text(encoding="utf-8") == check_list()


@pytest.mark.parametrize("text", [None, "# Another table\n"])
def test_it_says_when_the_document_differs_and_changes_nothing(document, text):
    if text is not None:
        document.write_text(text, encoding="utf-8")

    with pytest.raises(CommandError, match="Run manage.py list_checks"):
        call_command("list_checks", "--check", stdout=StringIO())

    assert (document.read_text(encoding="utf-8") if document.exists() else None) == text


def test_it_is_content_when_nothing_differs(document):
    document.write_text(check_list(), encoding="utf-8")

    call_command("list_checks", "--check", stdout=StringIO())

    assert document.read_text(encoding="utf-8") == check_list()
