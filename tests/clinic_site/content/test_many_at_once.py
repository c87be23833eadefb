"""Eight people press two hundred buttons on one page: every invariant holds, and nothing is left half-done."""

import random
from collections import Counter
from datetime import timedelta

import pytest
from django.utils import timezone

from articles.models import Article
from clinic_site.content import comments, desk, publishing, scheduling, verifying, withdrawing, workflow
from clinic_site.content.event import Event
from clinic_site.content.refused import Refused
from clinic_site.content.revision import OPEN, State
from tests import builders
from tests.clinic_site.content.test_at_once import at_once, later  # noqa: F401 (a fixture)

WORKERS, EACH = 8, 25
pytestmark = pytest.mark.django_db(transaction=True)


def save(page, staff, one):
    return desk.save(page, by=staff["editor"], base_edit=page.edit, body=f"Words {one.randrange(10**9)}.\n")


def newest(page, *states):
    revision = page.revisions.filter(state__in=states).first()
    if revision is None:
        raise Refused("Nothing to act on.")
    revision.page = page
    return revision


ACTS = {
    "save": save,
    "submit": lambda page, staff, one: workflow.submit(page, by=staff["editor"], note="Again."),
    "return": lambda page, staff, one: workflow.return_(newest(page, *OPEN), by=staff["reviewer"], note="Shorter."),
    "approve": lambda page, staff, one: workflow.approve(newest(page, State.SUBMITTED), by=staff["reviewer"]),
    "publish": lambda page, staff, one: publishing.publish(newest(page, State.APPROVED), by=staff["publisher"]),
    "confirm": lambda page, staff, one: workflow.confirm(
        newest(page, State.PUBLISHED), by=staff["reviewer"], note="Read it."
    ),
    "undo": lambda page, staff, one: publishing.undo(page, by=staff["publisher"]),
    "move": lambda page, staff, one: publishing.move(page, by=staff["publisher"], slug=f"sore-{one.randrange(4)}"),
    "withdraw": lambda page, staff, one: withdrawing.withdraw(
        newest(page, State.PUBLISHED), by=staff["publisher"], reason="mistake", read_instead=[staff["instead"]]
    ),
    "schedule": lambda page, staff, one: scheduling.schedule_act(
        newest(page, State.APPROVED), by=staff["publisher"], at=timezone.now() + timedelta(days=1)
    ),
    "unschedule": lambda page, staff, one: scheduling.unschedule(page, by=staff["publisher"]),
    "comment": lambda page, staff, one: comments.settle(
        comments.say(page, by=staff["reviewer"], field="body", text="Why?"), by=staff["editor"], page=page
    ),
}
# What writes an event, and how many; saving the desk keeps its own record.
EVENTS = dict.fromkeys(ACTS, 1) | {"save": 0, "comment": 2}
LIKELY = ("save", "submit", "approve", "publish") * 3 + tuple(ACTS)


def worker(place: int, staff: dict):
    def press() -> tuple[Counter, list]:
        one, done, faults = random.Random(place), Counter(), []  # noqa: S311
        for _turn in range(EACH):
            name = one.choice(LIKELY)
            try:
                ACTS[name](Article.objects.get(slug__startswith="sore"), staff, one)
            except Refused:
                continue
            except Exception as error:  # noqa: BLE001 (told to the test)
                faults.append((name, repr(error)))
            else:
                done[name] += 1
        return done, faults

    return press


def test_two_hundred_verbs_of_eight_people_leave_one_whole_story(at_once, clinic):  # noqa: F811
    instead = builders.question(clinic["editor"])
    builders.published(instead, clinic)
    page = builders.article(clinic["editor"], "sore-0")
    builders.published(page, clinic)
    before = Event.objects.count()
    staff = clinic | {"instead": instead.number_id}

    pressed = at_once(*[worker(place, staff) for place in range(WORKERS)])

    assert [one for one in pressed if not isinstance(one, tuple)] == []
    assert [fault for _done, faults in pressed for fault in faults] == []
    done = sum((counted for counted, _faults in pressed), Counter())
    assert sum(done.values()) > 20
    assert later(lambda: Event.objects.count()) - before == sum(EVENTS[name] * times for name, times in done.items())
    states, count = later(lambda: states_of_the_page())
    assert sum(state == State.PUBLISHED for state in states) <= 1
    assert sum(state in OPEN for state in states) <= 1
    assert len(states) == count
    assert later(lambda: list(verifying.faults())) == []


def states_of_the_page() -> tuple[list[str], int]:
    page = Article.objects.get(slug__startswith="sore")
    return [revision.state for revision in page.revisions.all()], page.last_revision
