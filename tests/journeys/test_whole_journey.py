import re

import pytest

from tests.clinic_site.content.forms import TICKS
from tests.journeys.browsing import PHONE, Visitor
from tests.journeys.staff import add_picture, change, move, press, said, send, sign_in, withdraw, write_question

pytestmark = pytest.mark.browser

BODY = """## In the pool

Most people swim the next day [@Pool2024].

![](image:calm-swimming-pool)
"""
SOURCE = {
    "key": "Pool2024", "authors": "Marsh A", "title": "Swimming after needling", "source": "Journal of Pools",
    "year": "2024", "label": "One small study", "finding": "In 20 people, none had an infection.",
    "checked_on": "01/11/2026",
}  # fmt: skip
LOADED = "picture => picture.decode().then(() => picture.naturalWidth)"


def add_reference(editor: Visitor) -> None:
    editor.page.goto("/admin/references/reference/add/")
    for name, value in SOURCE.items():
        editor.page.locator(f"[name={name}]").fill(value)
    editor.page.get_by_role("button", name="Save", exact=True).click()
    editor.page.wait_for_url("**/admin/references/reference/")


def is_refused_approval(editor: Visitor, screens: str) -> None:
    page = editor.page
    page.goto(screens + "change/")
    assert page.get_by_role("link", name="Approve").count() == 0

    answer = page.goto(screens + "approve/")

    assert answer.status == 403
    assert "Ask an owner of the site who can do it" in page.inner_text("body")


def approves_a_first_text(reviewer: Visitor) -> None:
    """All of it is shown, and nothing is marked: there is no earlier text that it could differ from."""
    page = reviewer.page
    page.goto("/admin/faq/question/?needs=check")
    page.get_by_role("link", name="May I swim after treatment?").click()
    page.get_by_role("link", name="Approve").click()
    page.wait_for_url("**/approve/")
    words = page.locator("[aria-labelledby=field-body] .rendered")
    assert "Most people swim the next day" in words.inner_text()
    assert page.locator(".rendered ins, .rendered del").count() == 0
    assert "Swimming after needling" in page.get_by_role("region", name="Its sources").inner_text()
    draft = page.frame_locator("iframe.phone")
    assert draft.get_by_role("heading", level=1).inner_text() == "May I swim after treatment?"
    draft.get_by_role("img", name="A calm swimming pool").scroll_into_view_if_needed()
    assert draft.get_by_role("img", name="A calm swimming pool").evaluate(LOADED) > 0
    for tick in ("It is accurate", "The sources support it", "The safety advice is complete"):
        page.get_by_role("checkbox", name=tick).check()
    page.get_by_role("button", name="Approve", exact=True).click()
    page.wait_for_url("**/change/")
    assert "Approved." in said(reviewer)


def sees_what_changed(reviewer: Visitor, screens: str) -> None:
    page = reviewer.page
    page.goto(screens + "approve/")
    shown = page.locator(".rendered")
    assert any("Never again." in words for words in shown.locator("ins:visible").all_inner_texts())
    assert any("Yes, from the next day." in words for words in shown.locator("del:visible").all_inner_texts())
    assert page.locator("[aria-labelledby=field-body]").count() == 0


def reads_it_on_a_phone(reader: Visitor, number: str) -> None:
    page = reader.page
    page.goto(f"/{number}")
    assert page.url.endswith("/faq/may-i-swim/")
    assert page.get_by_role("heading", level=1).inner_text() == "May I swim after treatment?"
    shown = page.inner_text("body")
    assert "Yes, from the next day." in shown
    assert "Example content, not checked by a clinician" in shown
    disclaimers = page.locator("[data-part]").evaluate_all("parts => parts.map(part => part.dataset.part)")
    assert {"general-information", "not-for-emergencies"} <= set(disclaimers)
    picture = page.get_by_role("img", name="A calm swimming pool")
    picture.scroll_into_view_if_needed()
    assert picture.evaluate(LOADED) > 0
    page.get_by_role("link", name="source 1").first.click()
    assert page.locator("#source-1").is_visible()
    assert "Marsh A. Swimming after needling. Journal of Pools. 2024." in page.inner_text("#source-1")
    assert reader.context.cookies() == []


def answer_at(reader: Visitor, address: str) -> tuple[int, str]:
    """The status of the first answer, before any redirect is followed, and where it leads."""
    answer = reader.context.request.get(address, max_redirects=0)
    return answer.status, answer.headers.get("location", "")


def test_the_whole_journey(visitor):
    editor, reviewer, publisher, reader = visitor(), visitor(), visitor(), visitor(**PHONE)
    for person, role in ((editor, "editor"), (reviewer, "reviewer"), (publisher, "publisher")):
        sign_in(person, role)

    add_picture(editor, "Calm pool.jpg", "A calm swimming pool")
    add_reference(editor)
    screens = write_question(editor, "may-i-swim", body=BODY)
    number = re.search(r"Number (\d+)", editor.page.inner_text("#status"))[1]
    send(editor, screens)
    is_refused_approval(editor, screens)
    assert reader.page.goto("/faq/may-i-swim/").status == 404

    approves_a_first_text(reviewer)
    press(publisher, screens, "publish", "Publish")
    assert "Published." in said(publisher)
    reads_it_on_a_phone(reader, number)

    change(editor, screens, short_answer="Never again.")
    send(editor, screens, "Nobody swims any more.")
    sees_what_changed(reviewer, screens)
    reader.page.reload()
    assert "Yes, from the next day." in reader.page.inner_text("main")

    move(publisher, screens, "swimming")
    assert answer_at(reader, "/faq/may-i-swim/") == (301, "/faq/swimming/")
    assert answer_at(reader, f"/{number}") == (302, "/faq/swimming/")

    withdraw(publisher, screens, "out-of-date", "2035")
    for address in ("/faq/swimming/", "/faq/may-i-swim/", f"/{number}"):
        answer = reader.page.goto(address)
        assert answer.status == 410
        assert "The information on it was out of date." in reader.page.inner_text("main")
        assert reader.page.locator("main a[href='/faq/does-it-hurt/']").count() == 1


def answer_to(person: Visitor, form: dict[str, str], address: str):
    """Sends a form that the person's screen need not have offered."""
    token = person.page.locator("[name=csrfmiddlewaretoken]").first.input_value()
    headers = {"X-CSRFToken": token}
    return person.context.request.post(address, form=form, headers=headers, max_redirects=0)


def test_an_owner_who_wrote_a_text_is_refused_to_approve_it(visitor):
    owner, reviewer = visitor(), visitor()
    sign_in(owner, "owner")
    sign_in(reviewer, "reviewer")
    screens = write_question(owner, "may-i-dive", question="May I dive after treatment?")
    send(owner, screens)
    assert owner.page.get_by_role("link", name="Approve").count() == 0

    owner.page.goto(screens + "approve/")
    decision = owner.page.get_by_role("region", name="Your decision")
    assert "so someone else must approve it" in decision.inner_text()
    assert "Demo reviewer" in decision.inner_text()
    assert "Demo owner" not in decision.inner_text()
    assert owner.page.get_by_role("button", name="Approve").count() == 0
    assert owner.page.get_by_role("checkbox").count() == 0

    form = TICKS | {"seen": owner.page.locator("[name=seen]").input_value()}
    for button in ("_approve", "_publish"):
        answer = answer_to(owner, form | {button: "1"}, screens + "approve/")
        assert answer.status == 409
        assert "someone else must approve it. Ask another reviewer." in answer.text()
    assert reviewer.context.request.get("/faq/may-i-dive/").status == 404

    # The same form from somebody else is taken: it was refused for who sent it, and nothing had been decided.
    reviewer.page.goto(screens + "approve/")
    assert answer_to(reviewer, form | {"_approve": "1"}, screens + "approve/").status == 302


def test_a_save_over_someone_elses_is_refused_and_keeps_both_texts(visitor):
    first, second = visitor(), visitor()
    for person in (first, second):
        sign_in(person, "owner")
    screens = write_question(first, "may-i-row", question="May I row after treatment?")
    second.page.goto(screens + "change/")
    change(first, screens, short_answer="Yes, gently.")

    second.page.locator("[name=short_answer]").fill("No, wait a week.")
    second.page.get_by_role("button", name="Save draft").click()

    second.page.locator(".theirs").wait_for()
    assert second.page.locator(".theirs textarea").input_value() == "Yes, gently."
    assert second.page.locator("[name=short_answer]").input_value() == "No, wait a week."
