"""The screen on which a second person decides: everything is seen first, and nothing that was typed is lost."""

import re

import pytest
from django.utils.html import escape

from clinic_site.content import comments, evidence, looking_after, schedule, workflow
from clinic_site.content.revision import State
from clinic_site.profile.models import amend, confirm
from tests import builders
from tests.clinic_site.content.forms import TICKS, address, press, signed_in, text_of
from tests.clinic_site.content.lives import edited, submitted, withdrawn

ENTER = re.compile(r"<[^>]+>")


def waiting(clinic, old: str = "Rest for 24 hours.\n", new: str = "Rest for 48 hours.\n", **fields):
    page = builders.article(clinic["editor"], body=old)
    builders.published(page, clinic)
    return submitted(edited(page, clinic["editor"], body=new, **fields), clinic)


def screen(person, page) -> str:
    return text_of(signed_in(person).get(address(page, "approve")))


def words(html: str) -> str:
    """What is heard: the text without its tags."""
    return " ".join(ENTER.sub(" ", html).split())


def test_a_change_is_told_in_whole_words_and_in_words_for_who_hears_it(clinic):
    revision = waiting(clinic)

    text = words(screen(clinic["reviewer"], revision.page))

    assert "Rest for [removed: 24 ] [added: 48 ] hours." in text
    assert "Text: [removed: 24 hours ] → [added: 48 hours ]" in text


def test_the_text_is_shown_as_it_stands_on_the_page(clinic):
    revision = waiting(clinic, new="## When\n\n- Rest for **48** hours.\n")

    html = screen(clinic["reviewer"], revision.page)

    assert "##" not in html
    assert "**" not in html
    assert re.search(r"<h4[^>]*><ins>.*?When", html)
    assert '<span class="as-strong">48 </span>' in html


def test_the_decision_stands_below_everything_it_is_about(clinic):
    builders.reference("Brady2014")
    revision = waiting(clinic, new="Rest for 48 hours [@Brady2014].\n")
    comments.say(revision.page, by=clinic["owner"], field="body", text="Really?")

    html = screen(clinic["owner"], revision.page)
    order = ["What changed and why", "For a check.", "What changes for readers", "Numbers that change",
             "Sources that change", "What the checks found", ">Comments<", "It is accurate", "Approve and publish",
             "Ask for changes"]  # fmt: skip

    places = [html.index(words) for words in order]
    assert places == sorted(places)


def test_who_was_asked_and_by_when_stands_with_the_reasons(clinic):
    revision = waiting(clinic)
    looking_after.ask(revision, by=clinic["editor"], reviewer=clinic["reviewer"])

    assert "Reviewer was asked to check it." in screen(clinic["reviewer"], revision.page)


@pytest.mark.parametrize("missing", ["accurate", "supported", "safe"])
def test_a_tick_that_is_missing_is_named_and_the_rest_is_kept(clinic, missing: str):
    revision = waiting(clinic)
    form = {name: value for name, value in TICKS.items() if name != missing} | {missing: ""}

    response = press(clinic["reviewer"], revision.page, "approve", note="My words.", **form)

    html = text_of(response)
    assert response.status_code == 400
    assert f'<a href="#id_{missing}">Tick “' in html
    assert "My words.</textarea>" in html
    assert len(re.findall(r"<input[^>]* checked", html)) == 3
    assert page_state(revision) == State.SUBMITTED


def page_state(revision) -> str:
    return type(revision).objects.get(pk=revision.pk).state


@pytest.mark.parametrize(("read", "whole"), [("changed", False), ("whole", True), ("", False)])
def test_what_was_read_is_signed(clinic, read: str, whole: bool):
    revision = waiting(clinic)

    press(clinic["reviewer"], revision.page, "approve", read=read)

    revision.refresh_from_db()
    assert (revision.state, revision.whole_page) == (State.APPROVED, whole)
    assert (revision.approved_by, revision.approver_role) == (clinic["reviewer"], "a physiotherapist")


def test_a_first_text_is_always_read_whole_and_not_asked_about(clinic):
    page = builders.article(clinic["editor"])
    revision = submitted(page, clinic)

    html = screen(clinic["reviewer"], page)
    press(clinic["reviewer"], page, "approve", read="changed")

    revision.refresh_from_db()
    assert "only what changed" not in html
    assert "What readers will see for the first time" in html
    assert "<ins>" not in html
    assert revision.whole_page


def test_a_small_fix_is_not_asked_about(clinic):
    page = builders.article(clinic["editor"], body="Rest a litle.\n")
    builders.published(page, clinic)
    workflow.submit(
        edited(page, clinic["editor"], body="Rest a little.\n"), by=clinic["editor"], note="Typo.", kind="minor"
    )

    text = screen(clinic["reviewer"], page)

    assert "only what changed" not in text
    assert "It is accurate" not in text
    seen = page.revisions.open().get().digest
    approved = signed_in(clinic["reviewer"]).post(address(page, "approve"), {"seen": seen, "_approve": "1"})
    assert approved.status_code == 302
    assert page_state(page.revisions.first()) == State.APPROVED


def test_asking_for_changes_needs_words_and_no_tick(clinic):
    revision = waiting(clinic)

    refused = press(clinic["reviewer"], revision.page, "approve", _return="1")
    press(clinic["reviewer"], revision.page, "approve", _return="1", note="Shorter.", accurate="")

    assert refused.status_code == 400
    assert "Say what has to change" in text_of(refused)
    assert page_state(revision) == State.RETURNED


def test_comments_that_were_typed_go_with_the_words_for_the_writer(clinic):
    revision = waiting(clinic)

    press(clinic["reviewer"], revision.page, "approve", _return="1", note="See there.", **{"say-body": "Which study?"})

    assert [comment.text for comment in comments.on(revision.page)] == ["Which study?"]
    assert page_state(revision) == State.RETURNED


def test_a_comment_that_was_not_sent_is_not_overlooked(clinic):
    revision = waiting(clinic)

    response = press(clinic["reviewer"], revision.page, "approve", **{"say-body": "Which study?"})

    assert response.status_code == 400
    assert "did not send it" in text_of(response)
    assert "Which study?</textarea>" in text_of(response)
    assert page_state(revision) == State.SUBMITTED


def test_an_open_comment_holds_the_approval_back_and_is_named(clinic):
    revision = waiting(clinic)
    said = comments.say(revision.page, by=clinic["owner"], field="body", text="Which study says so?")

    refused = press(clinic["reviewer"], revision.page, "approve")
    comments.settle(said, by=clinic["editor"], page=revision.page)
    press(clinic["reviewer"], revision.page, "approve")

    assert refused.status_code == 409
    assert f'<a href="#comment-{said.pk}">Owner, Text: Which study says so?</a>' in text_of(refused)
    assert page_state(revision) == State.APPROVED


def test_own_work_is_not_approved_and_the_screen_says_who_could(clinic):
    both = builders.person("editor", "reviewer", name="Both")
    page = builders.article(clinic["editor"])
    workflow.submit(edited(page, both, lede="Other."), by=both, note="New.")

    html = words(screen(both, page))
    refused = press(both, page, "approve")

    assert "so someone else must approve it. These colleagues can: Owner (a physiotherapist), Reviewer" in html
    assert 'name="_approve"' not in screen(both, page)
    assert refused.status_code == 409
    assert page.revisions.get().state == State.SUBMITTED


def test_where_one_signature_is_allowed_the_screen_says_what_is_owed(clinic):
    confirm(amend(by=clinic["owner"], allows_single_signature=True), by=clinic["reviewer"])
    page = builders.article(clinic["owner"])
    workflow.submit(page, by=clinic["owner"], note="New.")

    assert "somebody else must then read it within 7 days" in screen(clinic["owner"], page)
    press(clinic["owner"], page, "approve")

    assert page.revisions.get().single_signature


def test_a_check_that_fails_since_is_shown_before_the_decision(clinic):
    row = builders.reference("Brady2014")
    revision = waiting(clinic, new="Rest for 48 hours [@Brady2014].\n")
    evidence.mark(row, by=clinic["editor"], standing="retracted", note="In the journal.")

    html = screen(clinic["reviewer"], revision.page)
    refused = press(clinic["reviewer"], revision.page, "approve")

    assert '<li class="finding stop">' in html
    assert "Withdrawn by its publisher (retracted)." in html
    assert refused.status_code == 409


def test_a_text_is_approved_for_a_date(clinic):
    revision = waiting(clinic)

    press(clinic["owner"], revision.page, "approve", _schedule="1", at="2030-03-04T09:00")

    assert page_state(revision) == State.APPROVED
    assert schedule.of(revision.page).revision == revision.revision


def test_a_field_that_readers_do_not_see_stands_last_and_says_so(clinic):
    revision = waiting(clinic, search_words=["rest"], lede="Another main message.")

    html = screen(clinic["reviewer"], revision.page)

    order = ["Main message</h3>", "Text</h3>", "Search words (readers don’t see this)</h3>"]
    places = [html.index(words) for words in order]
    assert places == sorted(places)


def test_a_text_after_a_withdrawal_is_compared_with_what_readers_had_last(clinic):
    other = builders.question(clinic["editor"])
    builders.published(other, clinic)
    revision = waiting(clinic)
    page = revision.page
    workflow.return_(revision, by=clinic["reviewer"], note="Wait.")
    withdrawn(page.revisions.published().get(), clinic, other)
    submitted(edited(page, clinic["editor"], body="Rest for 72 hours.\n"), clinic)

    html = words(screen(clinic["reviewer"], page))

    assert "which readers had last" in html
    assert "Rest for [removed: 24 ] [added: 72 ] hours." in html


def test_hostile_words_stay_words(clinic):
    hostile = "<img src=x onerror=alert(1)>"
    revision = waiting(clinic, lede=hostile, search_words=[hostile], supports=[f"Key: {hostile}"])
    comments.say(revision.page, by=clinic["editor"], field="lede", text=hostile)

    html = screen(clinic["reviewer"], revision.page)

    assert hostile not in html
    assert escape(hostile) in html


def test_a_page_on_which_nothing_waits_says_so(clinic):
    page = builders.article(clinic["editor"])

    assert "No text of this page waits for a check." in screen(clinic["reviewer"], page)
