"""While somebody writes, the screen gets what publishing would make of the form as it is, and nothing is stored."""

import json

import pytest

from articles.models import Article, ArticleRevision
from clinic_site.content import workflow
from clinic_site.content.live import MOST_SHOWN, shown
from clinic_site.readiness.registry import NOTE, Finding
from tests import builders
from tests.clinic_site.content.forms import FORM, address, change, signed_in, text_of

NEW = "/admin/articles/article/add/live/"


def live(person, page, **fields) -> dict:
    form = FORM | {"title": page.title, "lede": page.lede, "base_edit": page.edit, "body": page.body} | fields
    answer = signed_in(person).post(address(page, "live"), form)
    assert answer.status_code == 200
    return json.loads(answer.content)


def test_the_preview_is_the_composed_page(clinic):
    page = builders.article(clinic["editor"])

    html = live(clinic["editor"], page, title="A new title", body="## Part\n\nNew words, call {{phone}}.\n")["html"]

    assert "<h1>A new title</h1>" in html
    assert "New words, call" in html
    assert "01632 960001" in html
    assert 'data-part="general-information"' in html
    assert "Draft, not public" in html
    assert Article.objects.get().title == page.title


def test_it_is_the_page_that_publishing_makes(clinic, client):
    page = builders.article(clinic["editor"], body="## Part\n\n- one\n- two\n")
    builders.published(page, clinic)

    html = live(clinic["editor"], page, topics=["after-treatment"])["html"]

    public = client.get(page.path).content.decode()
    start, end = '<h2 id="h-part">', "</ul>"
    assert html[html.index(start) :].partition(end)[0] == public[public.index(start) :].partition(end)[0]


def test_a_page_that_was_never_saved_has_a_preview(clinic):
    answer = signed_in(clinic["editor"]).post(NEW, FORM | {"title": "Brand new", "body": "Words.\n"})

    assert "<h1>Brand new</h1>" in json.loads(answer.content)["html"]
    assert Article.objects.count() == 0


@pytest.mark.parametrize("look", ["phone", "wide", "dark", "print", "nonsense"])
def test_every_look_has_its_style_sheets(clinic, look: str):
    page = builders.article(clinic["editor"])

    assert '<link rel="stylesheet"' in live(clinic["editor"], page, look=look)["html"]


def test_what_stands_in_the_way_is_named_and_counted(clinic):
    told = live(clinic["editor"], builders.article(clinic["editor"]), body="Words.\n\n::: note\n", title="")

    assert "Stop" in told["findings_html"]
    assert "stop this text" in told["totals"]


def test_a_text_that_is_too_long_says_so_and_has_no_preview(clinic):
    told = live(clinic["editor"], builders.article(clinic["editor"]), body="word " * 30_000)

    assert told["html"] == ""
    assert "longer than 100 kB" in told["problem"]


def test_a_change_of_meaning_is_said_while_typing(clinic):
    page = builders.article(clinic["editor"], body="Take 2 days of rest.\n")
    builders.published(page, clinic)

    assert "a number" in live(clinic["editor"], page, body="Take 3 days of rest.\n")["not_minor"]
    assert live(clinic["editor"], page, body="Take 2 days of calm.\n", topics=["after-treatment"])["not_minor"] == ""


def test_the_line_ends_of_a_browser_are_no_change_of_meaning(clinic):
    body = "::: do\n- rest\n- walk\n:::\n\nWords.\n"
    page = builders.article(clinic["editor"], body=body)
    builders.published(page, clinic)

    assert live(clinic["editor"], page, body=body.replace("\n", "\r\n"), topics=["after-treatment"])["not_minor"] == ""


def test_broken_fields_are_shown_as_far_as_they_go(clinic):
    told = live(clinic["editor"], builders.article(clinic["editor"]), risk="nonsense", language="!!", topics=["gone"])

    assert "html" in told


def test_outsiders_get_nothing(clinic, client):
    page = builders.article(clinic["editor"])

    assert client.post(address(page, "live"), FORM).status_code == 302
    assert signed_in(clinic["reviewer"]).post(NEW, FORM).status_code == 403


def test_the_editor_the_verb_and_the_shell_name_the_same(clinic):
    page = builders.article(clinic["editor"], body="Words.\n\n::: emergency\n:::\n\n::: emergency\n:::\n")

    told = live(clinic["editor"], page, topics=["after-treatment"])["findings_html"]
    with pytest.raises(workflow.Refused) as refused:
        workflow.submit(page, by=clinic["editor"], note="First.")

    assert [one.code for one in refused.value.findings] == ["card-once"]
    assert 'data-finding="card-once"' in told
    assert ArticleRevision.objects.count() == 0


def test_however_much_is_found_the_form_can_still_be_sent(clinic):
    page = builders.article(clinic["editor"])
    many = "[Elsewhere](https://example.org/) helps 12 % of people. " * 1200

    assert change(clinic["editor"], page, lede=page.lede, body=many).status_code == 302
    screen = text_of(signed_in(clinic["editor"]).get(address(page, "change")))
    page.refresh_from_db()

    for html in (screen, live(clinic["editor"], page)["findings_html"]):
        assert html.count("data-finding=") == MOST_SHOWN
        assert "more. They are listed when some of these are put right." in html


def test_what_has_a_reason_gives_way_to_what_has_none():
    explained = [Finding(NOTE, "Text", "Why.", "Fix.", reason="So.")] * MOST_SHOWN
    bare = [Finding(NOTE, "Text", "Why.", "Fix.")] * 3

    found = shown(explained + bare)

    assert found["more_findings"] == 3
    assert found["findings"][-3:] == bare
