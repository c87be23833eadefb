from io import StringIO

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError

from clinic_site.operations.auditing import audit
from clinic_site.operations.management.commands.audit_content import DOCUMENT, STARTER
from clinic_site.operations.reading import read
from tests.clinic_site.operations.folders import folder


def audited(root, into, *options: str) -> None:
    call_command("audit_content", str(root), "--into", str(into), *options, stdout=StringIO())


def test_it_writes_the_table(tmp_path):
    root = folder(tmp_path / "content")

    audited(root, tmp_path / "audit.md")

    assert (tmp_path / "audit.md").read_text(encoding="utf-8") == audit(read(root))


@pytest.mark.parametrize("text", [None, "# Another table\n"])
def test_it_says_when_the_document_differs_and_changes_nothing(tmp_path, text):
    root, into = folder(tmp_path / "content"), tmp_path / "audit.md"
    if text is not None:
        into.write_text(text, encoding="utf-8")

    with pytest.raises(CommandError, match="Run manage.py audit_content"):
        audited(root, into, "--check")

    assert (into.read_text(encoding="utf-8") if into.exists() else None) == text


def test_a_folder_that_is_not_there_is_named(tmp_path):
    with pytest.raises(CommandError, match="There is no folder .*nowhere"):
        audited(tmp_path / "nowhere", tmp_path / "audit.md")


def test_the_audit_in_the_repository_is_of_the_starter_texts_as_they_are():
    assert DOCUMENT.read_text(encoding="utf-8") == audit(read(STARTER)), "run manage.py audit_content"
