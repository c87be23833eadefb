"""A run of reviews: from the list into a text, and after each decision into the next one."""

import pytest

from articles.models import Article
from clinic_site.content import comments, schedule, workflow
from clinic_site.content.revision import State
from clinic_site.disclaimers.models import Disclaimer
from tests import builders
from tests.clinic_site.content.forms import TICKS, address, signed_in, text_of
from tests.clinic_site.content.lives import edited, submitted
from tests.clinic_site.desk.lists import rows, waiting

BUTTONS = {
    "approve": ({"_approve": "1"}, State.APPROVED, "Approved."),
    "publish": ({"_publish": "1"}, State.PUBLISHED, "Published."),
    "for a date": ({"_schedule": "1", "at": "2030-03-04T09:00"}, State.APPROVED, "Will be published on 4 March 2030"),
    "changes": ({"_return": "1", "note": "Shorter."}, State.RETURNED, "asked for changes"),
}


def in_order(staff: dict, *slugs: str) -> list:
    """Texts that wait, as the list orders those of one day."""
    return sorted((waiting(staff, slug) for slug in slugs), key=lambda text: text.page.number_id)


def screen(text) -> str:
    return address(text.page, "approve")


def decide(browser, text, run: str | None = "", **button):
    """Presses a button of the review screen as a browser would that came there in a run."""
    form = TICKS | {"seen": text.digest} | (button or {"_approve": "1"})
    return browser.post(screen(text), form if run is None else form | {"run": run}, follow=True)


def went(response) -> list[str]:
    return [url for url, _status in response.redirect_chain]


def said(response) -> str:
    return text_of(response).partition('class="messagelist"')[2].partition("</ul>")[0]


def test_the_list_begins_a_run_and_the_form_goes_on_with_it(clinic):
    text = waiting(clinic)
    url = rows(clinic["reviewer"], "check")[0].url

    html = text_of(signed_in(clinic["reviewer"]).get(url))

    assert url == f"{screen(text)}?run"
    assert '<input type="hidden" name="run" value="">' in html


@pytest.mark.parametrize(("button", "state", "words"), BUTTONS.values(), ids=BUTTONS)
def test_each_decision_opens_the_next_text_with_what_was_done(clinic, button, state, words):
    first, second = in_order(clinic, "first", "second")

    response = decide(signed_in(clinic["owner"]), first, **button)

    first.refresh_from_db()
    assert first.state == state
    assert went(response) == ["/admin/?run", f"{screen(second)}?run"]
    assert words in said(response)
    name = f'<a href="{address(first.page, "change")}">{first.page}</a>'
    assert f"This was about {name}." in said(response)


def test_a_run_keeps_the_order_of_the_list_with_safety_first(clinic):
    plain, other = in_order(clinic, "plain", "other")
    card = submitted(edited(Disclaimer.objects.get(slug="emergency"), clinic["editor"]), clinic)
    browser = signed_in(clinic["reviewer"])

    found = [browser.get("/admin/?run")["Location"]]
    for text in (card, plain):
        found.append(went(decide(browser, text))[-1])

    assert found == [f"{screen(text)}?run" for text in (card, plain, other)]


def test_the_end_of_a_run_is_the_list_with_a_word(clinic):
    text = waiting(clinic)

    response = decide(signed_in(clinic["reviewer"]), text)

    assert went(response) == ["/admin/?run", "/admin/"]
    assert "Nothing else waits for your check." in said(response)
    assert "for later" not in said(response)


def test_what_was_left_for_later_is_not_opened_again_in_this_run(clinic):
    left, next_one = in_order(clinic, "left", "next")
    browser = signed_in(clinic["reviewer"])
    number = left.page.number_id
    assert f'href="/admin/?run={number}">Leave it for later' in text_of(browser.get(f"{screen(left)}?run"))

    onward = browser.get(f"/admin/?run={number}")["Location"]
    last = decide(browser, next_one, run=number)

    assert onward == f"{screen(next_one)}?run={number}"
    assert went(last) == [f"/admin/?run={number}", "/admin/"]
    assert "Nothing else waits for your check. You left 1 text for later." in said(last)


def test_nobody_is_led_to_a_text_they_wrote_or_may_not_check(clinic):
    both = builders.person("editor", "reviewer", name="Both")
    text = waiting(clinic)
    workflow.submit(builders.article(both, "own"), by=both, note="For a check.")

    assert went(decide(signed_in(both), text)) == ["/admin/?run", "/admin/"]
    assert signed_in(clinic["editor"]).get("/admin/?run")["Location"] == "/admin/"


def test_without_a_run_the_page_itself_is_next(clinic):
    text, other = in_order(clinic, "text", "other")

    response = decide(signed_in(clinic["reviewer"]), text, run=None)

    assert went(response) == [address(text.page, "change")]
    assert "Leave it for later" not in text_of(signed_in(clinic["reviewer"]).get(screen(other)))


@pytest.mark.parametrize(
    "run", ["//evil.example/", "https://evil.example", "\x00\r\nX: y", "1029&next=//evil", "9" * 9]
)
def test_an_address_that_was_tampered_with_leads_nowhere_else(clinic, run):
    first, second = in_order(clinic, "first", "second")

    response = decide(signed_in(clinic["reviewer"]), first, run=run)

    assert went(response)[-1].partition("?")[0] == screen(second)
    assert "evil" not in "".join(went(response))


def test_a_refused_decision_stays_in_the_run(clinic):
    text = waiting(clinic)

    response = decide(signed_in(clinic["reviewer"]), text, run="1029", _approve="1", accurate="")

    assert response.status_code == 400
    assert '<input type="hidden" name="run" value="1029">' in text_of(response)


def test_a_publication_that_is_refused_is_told_on_the_next_screen(clinic):
    target = builders.article(clinic["editor"], "target")
    body = f"See [the other page](page:{target.number_id}).\n"
    first = waiting(clinic, "first", body=body)
    second = waiting(clinic, "second")

    response = decide(signed_in(clinic["owner"]), first, _publish="1")

    assert went(response)[-1] == f"{screen(second)}?run"
    assert "Approved, but not published." in said(response)


def test_a_comment_does_not_end_the_run(clinic):
    text = waiting(clinic)
    form = {"comment": "say:body", "here": "approve", "say-body": "Which study?"}
    browser = signed_in(clinic["reviewer"])

    inside, outside = (browser.post(address(text.page, "comment"), form | run) for run in ({"run": "1029"}, {}))

    assert inside["Location"].partition("#")[0] == f"{screen(text)}?run=1029"
    assert outside["Location"].partition("#")[0] == screen(text)
    assert comments.on(text.page).count() == 2


def test_a_text_that_somebody_else_took_in_between_shows_the_way_on(clinic):
    text = waiting(clinic)
    browser = signed_in(clinic["reviewer"])
    workflow.approve(text, by=clinic["owner"])

    approved = text_of(browser.get(f"{screen(text)}?run"))
    workflow.return_(text, by=clinic["owner"], note="Wait.")
    gone = text_of(browser.get(f"{screen(text)}?run"))

    for html in (approved, gone):
        assert f'href="/admin/?run={text.page.number_id}">The next text that waits</a>' in html


def test_a_title_is_text_in_the_message_as_well(clinic):
    text = waiting(clinic, title="<b>Bold</b>")

    response = decide(signed_in(clinic["reviewer"]), text)

    assert "&lt;b&gt;Bold&lt;/b&gt;" in said(response)
    assert "<b>Bold" not in said(response)


def test_a_run_writes_nothing_by_itself(clinic):
    text = waiting(clinic)

    signed_in(clinic["reviewer"]).get("/admin/?run")

    assert Article.objects.get(pk=text.page.pk).revisions.get().state == State.SUBMITTED
    assert schedule.of(text.page) is None
