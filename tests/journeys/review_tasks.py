"""What one person who is reviewer and publisher does, counted from the first screen of the staff. See `tasks`."""

from datetime import datetime, timedelta

from tests.journeys import serving
from tests.journeys.tasks import Hands, Task

BOTH = "both"
WAITS, APPROVED, OLD = "getting-ready", "how-long-and-how-many", "migraine"
FOR_ALL = "general-information"
# One person with two roles, a text that waits for a check and one that is approved.
SETTING = f"""
import django; django.setup()
from django.contrib.auth.models import Group
from clinic_site.accounts.models import User
from clinic_site.content import desk, workflow
from faq.models import Question
editor, reviewer = (User.objects.get(email=f"{{role}}@clinic.example") for role in ("editor", "reviewer"))
both = User.objects.create(
    email="{BOTH}@clinic.example", name="Reviewer and publisher", password=reviewer.password, is_staff=True,
    role_as_printed=reviewer.role_as_printed, is_demonstration=True,
)
both.groups.set(Group.objects.filter(name__in=("reviewer", "publisher")))
for slug in ("{WAITS}", "{APPROVED}"):
    page = Question.objects.get(slug=slug)
    page = desk.save(page, by=editor, base_edit=page.edit, short_answer="Other words about it, three of them new.")
    text = workflow.submit(page, by=editor, note="Plainer words.")
workflow.approve(text, by=reviewer)
"""


def set_the_scene(site: serving.Site) -> None:
    serving.run(site.folder, "-c", SETTING)
    site.passwords[BOTH] = site.passwords["reviewer"]


def title_of(hands: Hands, slug: str) -> str:
    return hands.page.context.request.get(f"/faq/{slug}/").text().partition("<h1>")[2].partition("</h1>")[0]


def approves(hands: Hands, title: str) -> Hands:
    hands.arrive_by("link", f"Review: {title}")
    hands.page.locator("ins:visible").first.wait_for()
    for tick in hands.page.locator(".ticks input").all():
        hands.count += 1
        tick.check()
    hands.press("Approve and publish")
    hands.hears("Published.")
    return hands


def approve(editor: Hands, both: Hands) -> Hands:
    return approves(both, title_of(both, WAITS))


def schedule(editor: Hands, both: Hands) -> Hands:
    """Choosing the day and the time counts as one, however it is done."""
    both.arrive_by("link", f"Publish: {title_of(both, APPROVED)}")
    both.count += 1
    both.page.get_by_label("On this day, at this time").fill(f"{datetime.now() + timedelta(days=7):%Y-%m-%dT09:00}")
    both.press("Schedule for .+, 09:00")
    both.hears("Will be published on")
    return both


def sends_a_disclaimer(editor: Hands, words: str) -> Hands:
    editor.arrive(f"/disclaimers/{FOR_ALL}/")
    editor.type("short_form", words)
    editor.page.get_by_text("pages show it").first.wait_for()
    editor.type("note", "Plainer words.")
    editor.press("Change of meaning", "radio")
    editor.press("Send for a check")
    editor.hears("Sent.")
    return editor


def disclaimer(editor: Hands, both: Hands) -> Hands:
    return sends_a_disclaimer(editor, "General words. Your own {{practitioner}} knows you.")


def second_of_disclaimer(editor: Hands, both: Hands) -> Hands:
    """The text that the first one sent."""
    both.page.locator("#s-check").wait_for()
    approves(both, "This is general information")
    for address in ("/", "/unwell/", "/faq/does-it-hurt/"):
        assert "General words. Your own" in both.page.context.request.get(address).text(), address
    return both


def retire(editor: Hands, both: Hands) -> Hands:
    both.find(f"/faq/{OLD}/")
    both.arrive_by("button", "Retire…")
    both.press("Send people to another page", "radio")
    both.press("A newer page has taken its place.", "radio")
    both.press("Retire")
    both.hears("Retired.")
    answer = both.page.context.request.get(f"/faq/{OLD}/", max_redirects=0)
    assert answer.status == 301, answer.status
    return both


REVIEW = (
    Task("Approve and publish a change of meaning", 5, approve, second=BOTH, from_home=True),
    Task("Choose the time for an approved text", 3, schedule, second=BOTH, from_home=True),
    Task("Change a disclaimer on every page", 3, disclaimer, second=BOTH, from_home=True),
    Task("... and the second person approves and publishes it", 5, second_of_disclaimer, second=BOTH, from_home=True),
    Task("Retire a page and send its readers to another", 4, retire, second=BOTH, from_home=True),
)
