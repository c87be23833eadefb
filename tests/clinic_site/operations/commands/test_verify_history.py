import json

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from django.db import connection

from articles.models import Article, ArticleRevision
from clinic_site import freezing
from clinic_site.content import drafting, verifying
from tests import builders


@pytest.fixture
def page(clinic) -> Article:
    page = builders.article(clinic["editor"], number="1007")
    builders.published(page, clinic)
    return page


@pytest.fixture
def falsified(page):
    freezing.remove(connection, "articles_articlerevision")
    ArticleRevision.objects.update(title="Falsified", html="<p>Falsified</p>")
    freezing.install(connection, "articles_articlerevision", ArticleRevision.frozen())


def test_a_whole_record_is_said_to_be_whole(page, capsys):
    call_command("verify_history")

    assert "The record is whole: 10 revisions and" in capsys.readouterr().out


def test_each_fault_is_a_line_and_the_command_fails(falsified, capsys):
    with pytest.raises(CommandError, match="Faults in the record: 2"):
        call_command("verify_history")

    assert capsys.readouterr().err.splitlines() == [
        "1007 revision 1: its words were changed after they were signed.",
        "1007 revision 1: it was changed after it was signed.",
    ]


def test_heads_are_written_and_compared(page, tmp_path, capsys):
    call_command("verify_history", heads=tmp_path / "heads.json")
    heads = json.loads((tmp_path / "heads.json").read_text())
    assert heads["pages"]["1007"]["revision"] == 1

    call_command("verify_history", against=tmp_path / "heads.json")

    heads["pages"]["1007"]["digest"] = "0" * 64
    (tmp_path / "heads.json").write_text(json.dumps(heads))
    with pytest.raises(CommandError, match="Faults in the record: 1"):
        call_command("verify_history", against=tmp_path / "heads.json")


def test_a_list_that_another_system_fetched_is_compared(page, client, tmp_path):
    fetched = client.get("/api/pages.json").json()
    (tmp_path / "pages.json").write_text(json.dumps(fetched))
    call_command("verify_history", against=tmp_path / "pages.json")

    fetched["pages"][0]["digest"] = "0" * 64
    (tmp_path / "pages.json").write_text(json.dumps(fetched))

    with pytest.raises(CommandError, match="Faults in the record: 1"):
        call_command("verify_history", against=tmp_path / "pages.json")


def test_no_heads_are_written_for_a_record_with_faults(falsified, tmp_path):
    with pytest.raises(CommandError):
        call_command("verify_history", heads=tmp_path / "heads.json")

    assert not (tmp_path / "heads.json").exists()


NO_HEADS = [
    "",
    "[]",
    "{}",
    '{"pages": {"1007": 1}}',
    '{"pages": {}, "last_event": {}}',
    '{"pages": [{"number": "1007"}]}',
]


@pytest.mark.parametrize("text", NO_HEADS)
def test_a_file_that_holds_no_heads_is_said(db, tmp_path, text):
    path = tmp_path / "heads.json"
    path.write_text(text)

    with pytest.raises(CommandError, match="holds no heads"):
        call_command("verify_history", against=path)


def test_pages_that_would_look_different_are_listed_without_being_faults(page, capsys, monkeypatch):
    render = drafting.rendered
    monkeypatch.setattr(verifying, "rendered", lambda source: render(f"{source}\n\nRendered otherwise."))

    call_command("verify_history", rendering=True)

    said = capsys.readouterr().out
    assert "1007 revision 1 would look different: Title of soreness" in said
    assert "Pages that today's renderer would show otherwise: 10." in said
