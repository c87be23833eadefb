"""Two people press a button in the same moment: one of them wins, the other is told, and nothing happens twice.

On SQLite the two work on a copy of the database in a file, as a running site does: the test runner's own lives in
memory, where connections can't wait for one another.
"""

import sqlite3
import time
from collections.abc import Callable
from datetime import timedelta
from threading import Barrier, Thread

import pytest
from django.db import connection, connections
from django.utils import timezone

from clinic_site import env
from clinic_site.content import desk, publishing, scheduling, withdrawing, workflow
from clinic_site.content.digest import digest_of
from clinic_site.content.event import Event
from clinic_site.content.refused import Refused, StaleDesk
from clinic_site.content.revision import State
from clinic_site.content.schedule import Scheduled
from clinic_site.numbers.models import take
from tests import builders
from tests.clinic_site.content.lives import edited, submitted

LONGEST_WAIT = 20
pytestmark = pytest.mark.django_db(transaction=True)


def answers(acts: list[Callable]) -> list:
    """What each act gave back or raised, all begun in the same moment by people with connections of their own."""
    start, found = Barrier(len(acts), timeout=LONGEST_WAIT), [None] * len(acts)

    def run(place: int) -> None:
        start.wait()
        try:
            found[place] = acts[place]()
        except Exception as error:  # noqa: BLE001 (told to the test)
            found[place] = error
        finally:
            connections.close_all()

    threads = [Thread(target=run, args=[place]) for place in range(len(acts))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(LONGEST_WAIT)
    return found


@pytest.fixture
def at_once(clinic, monkeypatch, tmp_path):
    """Whoever has locked a page dawdles, so that the other one is there before it is let go."""
    locked = workflow.locked

    def slowly(page):
        page = locked(page)
        time.sleep(0.2)
        return page

    def run(*acts: Callable) -> list:
        if connection.vendor == "sqlite":
            in_file = env.database("DATABASE_URL", tmp_path, {})
            copy = sqlite3.connect(in_file["NAME"])
            connection.connection.backup(copy)
            copy.execute("PRAGMA journal_mode=WAL")
            copy.close()
            monkeypatch.setitem(connections.settings, "default", connections.settings["default"] | in_file)
        return answers(list(acts))

    monkeypatch.setattr(workflow, "locked", slowly)
    monkeypatch.setattr(publishing, "locked", slowly)
    monkeypatch.setattr(scheduling, "locked", slowly)
    return run


def later(look: Callable):
    """Looks at the database that the two have worked on."""
    [found] = answers([look])
    if isinstance(found, Exception):
        raise found
    return found


def winners(found: list) -> int:
    assert [one for one in found if isinstance(one, Exception) and not isinstance(one, Refused)] == []
    return sum(not isinstance(one, Refused) for one in found)


def states(page) -> list[str]:
    return later(lambda: list(page.revisions.order_by("revision").values_list("state", flat=True)))


def verbs(page) -> list[str]:
    return later(lambda: list(Event.objects.filter(number_id=page.number_id).values_list("verb", flat=True)))


def test_two_publishers_at_once(clinic, at_once):
    page = builders.article(clinic["editor"])
    workflow.approve(submitted(page, clinic), by=clinic["reviewer"])
    screens = {by: page.revisions.get() for by in ("publisher", "owner")}

    found = at_once(*[lambda by=by: publishing.publish(screens[by], by=clinic[by]) for by in screens])

    assert winners(found) == 1
    assert states(page) == [State.PUBLISHED]
    assert verbs(page).count("publish") == 1


def test_a_newer_and_an_older_text_published_at_once(clinic, at_once):
    page = builders.article(clinic["editor"])
    builders.published(page, clinic)
    revision = workflow.approve(submitted(edited(page, clinic["editor"]), clinic), by=clinic["reviewer"])

    found = at_once(
        lambda: publishing.publish(revision, by=clinic["publisher"]),
        lambda: publishing.recut(page, by=clinic["publisher"]),
        lambda: publishing.publish(revision, by=clinic["owner"]),
    )

    assert winners(found) == 1
    assert states(page) == [State.SUPERSEDED, State.PUBLISHED]


def test_two_writers_send_at_once(clinic, at_once):
    page = builders.article(clinic["editor"])

    found = at_once(*[lambda by=by: workflow.submit(page, by=clinic[by], note="New.") for by in ("editor", "owner")])

    assert winners(found) == 1
    assert states(page) == [State.SUBMITTED]


def test_one_approves_while_the_other_asks_for_changes(clinic, at_once):
    page = builders.article(clinic["editor"])
    revision = submitted(page, clinic)

    found = at_once(
        lambda: workflow.approve(revision, by=clinic["reviewer"]),
        lambda: workflow.return_(revision, by=clinic["owner"], note="Shorter."),
    )

    # An approved text may still be returned; a returned one is never approved.
    assert winners(found) == len(verbs(page)) - 1
    assert states(page) == [State.RETURNED]


def test_two_withdrawals_at_once(clinic, at_once):
    other, page = builders.question(clinic["editor"]), builders.article(clinic["editor"])
    builders.published(other, clinic)
    revision = builders.published(page, clinic)
    words = {"reason": "mistake", "read_instead": [other.number_id]}

    found = at_once(
        *[lambda by=by: withdrawing.withdraw(revision, by=clinic[by], **words) for by in ("publisher", "owner")]
    )

    assert winners(found) == 1
    assert verbs(page).count("withdraw") == 1


def test_two_editors_save_at_once(clinic, at_once):
    page = builders.article(clinic["editor"])

    found = at_once(
        lambda: desk.save(page, by=clinic["editor"], base_edit=1, body="Mine.\n"),
        lambda: desk.save(page, by=clinic["owner"], base_edit=1, body="Theirs.\n"),
    )

    assert winners(found) == 1
    assert [one.page.body != one.typed["body"] for one in found if isinstance(one, StaleDesk)] == [True]


def test_two_writers_begin_a_page_at_once(clinic, at_once):
    found = at_once(*[lambda name=name: builders.article(clinic["editor"], name) for name in ("one", "two", "three")])

    assert winners(found) == 3
    assert len({page.number_id for page in found}) == 3


def test_numbers_taken_at_once_differ(clinic, at_once):
    found = at_once(*[take] * 4)

    assert len({number.digits for number in found}) == 4


def test_pages_published_at_once_leave_one_unbroken_record(clinic, at_once):
    pages = [builders.article(clinic["editor"], f"page-{place}") for place in range(4)]
    revisions = [workflow.approve(submitted(page, clinic), by=clinic["reviewer"]) for page in pages]

    found = at_once(*[lambda one=one: publishing.publish(one, by=clinic["publisher"]) for one in revisions])

    events = later(lambda: list(Event.objects.order_by("sequence")))
    assert winners(found) == 4
    assert [event.previous_digest for event in events] == ["", *(event.digest for event in events)][:-1]
    assert all(event.digest == digest_of(event.signed()) for event in events)


def due(page, clinic) -> Scheduled:
    """A time that was chosen for its approved text and has come."""
    revision = workflow.approve(submitted(page, clinic), by=clinic["reviewer"])
    return Scheduled.objects.create(
        number_id=page.number_id, revision=revision.revision, act="publish", by=clinic["publisher"],
        due_at=timezone.now() - timedelta(minutes=1),
    )  # fmt: skip


def test_two_ticks_at_once_publish_once(clinic, at_once):
    page = builders.article(clinic["editor"])
    due(page, clinic)

    found = at_once(scheduling.run_due, scheduling.run_due)

    [row] = later(lambda: list(Scheduled.objects.all()))
    assert winners(found) == 2
    assert (row.done_at is not None, row.refused_at) == (True, None)
    assert states(page) == [State.PUBLISHED]
    assert verbs(page).count("publish") == 1


def test_a_tick_and_a_hand_at_once_publish_once(clinic, at_once):
    page = builders.article(clinic["editor"])
    due(page, clinic)
    revision = page.revisions.get()

    found = at_once(scheduling.run_due, lambda: publishing.publish(revision, by=clinic["owner"]))

    [row] = later(lambda: list(Scheduled.objects.all()))
    assert winners(found) >= 1
    assert (row.done_at is not None, row.refused_at) == (True, None)
    assert states(page) == [State.PUBLISHED]
    assert verbs(page).count("publish") == 1


def test_a_tick_and_a_return_at_once_leave_one_answer(clinic, at_once):
    page = builders.article(clinic["editor"])
    due(page, clinic)
    revision = page.revisions.get()

    at_once(scheduling.run_due, lambda: workflow.return_(revision, by=clinic["owner"], note="Shorter."))

    [row] = later(lambda: list(Scheduled.objects.all()))
    [state] = states(page)
    assert (state, row.done_at is not None, row.dropped_at is not None) in {
        (State.PUBLISHED, True, False), (State.RETURNED, False, True),
    }  # fmt: skip
