"""What staff do every day, with each activation counted: a press of a button, a choice, or Enter.

Typing and choosing a place in a text are not counted. Everybody begins at the first screen of the staff. Two numbers
are kept: from the page where the work is done, and from the first screen, which adds what it took to get there (a row
of the list, or the Enter of the box that finds a page).
"""

import re
from collections.abc import Callable
from dataclasses import dataclass

from tests.journeys import serving
from tests.journeys.browsing import Visitor
from tests.journeys.staff import sign_in

ALONE = """
import django; django.setup()
from django.contrib.auth.models import Group
from clinic_site.accounts.models import User
from clinic_site.profile.models import amend, confirm
owner = User.objects.get(email="owner@clinic.example")
second = User.objects.create(email="second@clinic.example", name="Second Owner")
second.groups.set(owner.groups.all())
confirm(amend(by=owner, allows_single_signature=True), by=second)
"""


# These buttons name the person who is asked.
NAMING = {"Send for a check": "Send (to .+ )?for a check", "Send small fix": "Send small fix( to .+)?"}


class Hands:
    """One person at the first screen of the staff: `way` is what they pressed until they were at the page, `count` what
    they pressed since."""

    def __init__(self, person: Visitor, role: str):
        sign_in(person, role)
        self.page, self.way, self.count = person.page, 0, 0
        self.page.goto("/admin/")

    def find(self, asked: str) -> None:
        self.page.get_by_label("Find a page: number, title or address").fill(asked)

    def arrive(self, asked: str) -> None:
        self.find(asked)
        self.way += 1
        self.page.keyboard.press("Enter")
        self.page.wait_for_url("**/change/")

    def arrive_by(self, kind: str, name: str) -> None:
        """By a link or a button of the first screen."""
        self.way += 1
        with self.page.expect_navigation():
            self.page.get_by_role(kind, name=name, exact=True).click()

    def press(self, button: str, kind: str = "button") -> None:
        """The button may go on to name the person it asks."""
        self.count += 1
        self.page.get_by_role(kind, name=re.compile(f"^{NAMING.get(button, button)}$")).click()

    def start(self, kind: str) -> None:
        """The link “Add” beside a kind of page."""
        self.count += 1
        self.page.locator(f"#content-main a.addlink[href='/admin/{kind}/add/']").click()

    def choose(self, field: str, value: str) -> None:
        self.count += 1
        self.page.get_by_label(field).select_option(value)

    def type(self, field: str, words: str) -> None:
        self.page.locator(f"[name={field}]").fill(words)

    def mend(self, before: str, after: str) -> None:
        text = self.page.locator("[name=body]")
        assert before in text.input_value()
        text.fill(text.input_value().replace(before, after))

    def hears(self, words: str) -> None:
        answer = self.page.locator(".messagelist .success, #refusal, #errors").first
        answer.wait_for()
        assert words in answer.inner_text(), answer.inner_text()


TYPOS = {
    "side-effects": ("may have missed some", "may well have missed some"),
    "how-deep": ("what lies under the place", "what lies below the place"),
    "does-it-work": ("everyone had exercise", "everybody had exercise"),
}


def sends_a_small_fix(hands: Hands, slug: str, button: str = "Send small fix", hears: str = "Sent.") -> None:
    hands.arrive(f"/faq/{slug}/")
    hands.mend(*TYPOS[slug])
    hands.type("note", "A word.")
    hands.press("Small fix: the meaning stays the same", "radio")
    hands.press(button)
    hands.hears(hears)


def typo(editor: Hands, owner: Hands) -> Hands:
    sends_a_small_fix(editor, "side-effects")
    return editor


def second_person(editor: Hands, owner: Hands) -> Hands:
    sends_a_small_fix(editor, "how-deep")
    owner.arrive("/faq/how-deep/")
    owner.press("Approve", "link")
    owner.page.locator("ins:visible").get_by_text("below").first.wait_for()
    owner.press("Approve and publish")
    owner.hears("Published.")
    return owner


def new_question(editor: Hands, owner: Hands) -> Hands:
    editor.start("faq/question")
    editor.type("question", "May I skip after treatment?")
    editor.type("short_answer", "Yes, from the next day.")
    editor.type("body", "Most people skip the next day.")
    editor.choose("Main topic", "after-treatment")
    editor.press("Send for a check")
    editor.hears("Sent.")
    return editor


def sent_for_a_check(editor: Hands, owner: Hands) -> Hands:
    editor.arrive("/faq/toxins-and-emotions/")
    editor.mend("Drink and eat as", "Eat and drink as")
    editor.type("note", "Food first.")
    editor.press("Change of meaning", "radio")
    editor.press("Send for a check")
    editor.hears("Sent.")
    return editor


def typo_with_one_signature(editor: Hands, owner: Hands) -> Hands:
    sends_a_small_fix(owner, "does-it-work", "Publish small fix", "Published.")
    return owner


@dataclass(frozen=True)
class Task:
    """`does` is given the editor and the `second` person, and answers with the one who is counted. The promise is about
    the presses at the page, or about all of them `from_home`."""

    name: str
    at_most: int
    does: Callable[[Hands, Hands], Hands]
    needs_one_signature: bool = False
    second: str = "owner"
    from_home: bool = False


@dataclass(frozen=True)
class Presses:
    at_page: int
    from_home: int

    def promised(self, task: Task) -> int:
        """The number that the promise of the task is about."""
        return self.from_home if task.from_home else self.at_page


TASKS = (
    Task("Mend a typo and send it", 2, typo),
    Task("Look at the difference, approve and publish", 2, second_person),
    Task("Write a new question and send it", 3, new_question),
    Task("Send a change of meaning for a check", 2, sent_for_a_check),
    Task("Mend a typo and publish it, one signature allowed", 2, typo_with_one_signature, True),
)


def allow_one_signature(site: serving.Site) -> None:
    serving.run(site.folder, "-c", ALONE)


def counted(task: Task, browser, site: serving.Site) -> Presses:
    """How often somebody pressed something. The pages of the demonstration are changed by it."""
    people = Visitor(browser, site), Visitor(browser, site)
    try:
        hands = task.does(Hands(people[0], "editor"), Hands(people[1], task.second))
        return Presses(hands.count, hands.way + hands.count)
    finally:
        for person in people:
            person.context.close()
