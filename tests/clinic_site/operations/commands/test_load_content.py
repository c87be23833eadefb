import pytest
from django.contrib.auth.models import Group
from django.core.management import call_command
from django.core.management.base import CommandError

from articles.models import Article
from clinic_site.content.facts import check
from clinic_site.content.roles import permissions_of
from tests.clinic_site.operations import folders
from tests.clinic_site.operations.folders import ARTICLE, QUESTION


@pytest.fixture
def root(staff, tmp_path):
    return folders.folder(tmp_path / "content")


def test_what_was_loaded_is_counted(root, capsys):
    call_command("load_content", root)
    folders.change(root, ARTICLE, "About a day", "About two days")
    call_command("load_content", root)

    first, second = [said for said in capsys.readouterr().out.splitlines() if said.startswith("Loaded")]
    assert "5 new, 0 changed, 0 the same" in first
    assert "0 new, 1 changed, 4 the same" in second


def test_every_fault_is_a_line_and_the_command_fails(root, capsys):
    folders.change(root, ARTICLE, "risk: normal", "risk: huge")
    folders.change(root, QUESTION, "risk: normal", "risk: huge")

    with pytest.raises(CommandError, match="Nothing was loaded. Faults to mend: 2"):
        call_command("load_content", root)

    assert capsys.readouterr().err.splitlines() == [
        f"{root}/{ARTICLE}:14: risk: Value 'huge' is not a valid choice.",
        f"{root}/{QUESTION}:7: risk: Value 'huge' is not a valid choice.",
    ]
    assert not Article.objects.exists()


def test_a_person_who_writes_is_named_by_address(root, staff):
    call_command("load_content", root, by=staff["editor"].email.upper())

    assert Article.objects.exists()


def test_an_unknown_person_is_said(root):
    with pytest.raises(CommandError, match="No active account has the address nobody@example.test"):
        call_command("load_content", root, by="nobody@example.test")


def test_roles_are_put_right(staff, capsys):
    Group.objects.get(name="editor").permissions.clear()

    call_command("sync_roles")

    assert set(Group.objects.get(name="editor").permissions.all()) == set(permissions_of("editor"))
    assert "owner, editor, reviewer, publisher, clinician" in capsys.readouterr().out


def test_what_the_checks_find_is_told_as_the_edit_screen_tells_it(root, capsys):
    folders.change(root, ARTICLE, "About a day", "You should call 01632 960077 after about a day")

    call_command("load_content", root)

    said = capsys.readouterr().out
    found = check(Article.objects.get())
    assert {one.code for one in found if one.level != "note"} >= {"typed-phone", "weak-words"}
    assert [one.id for one in found if one.level != "note" and one.id not in said] == []
    assert f"{root}/{ARTICLE}: stop: Text" in said
