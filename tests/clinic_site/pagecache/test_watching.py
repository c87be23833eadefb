from threading import Event, Thread

import pytest
from django.db import OperationalError, transaction

from clinic_site import owed
from clinic_site.generation.models import current, move
from clinic_site.pagecache import watching
from clinic_site.pagecache.watching import Watch
from tests.waiting import wait_until


@pytest.fixture
def watch(transactional_db, monkeypatch):
    monkeypatch.setattr(watching, "EVERY", 0.02)
    watch = Watch()
    yield watch
    watch.stop()


def moved() -> int:
    with transaction.atomic():
        move()
    return current()


def test_a_commit_of_this_process_is_known_when_it_is_done(watch, monkeypatch):
    monkeypatch.setattr(watching, "EVERY", 3600)
    watch.start()

    assert moved() == watch.generation


def test_a_commit_of_another_process_is_known_soon(watch):
    watch.start()
    before = watch.generation

    monkeypatched = current() + 5
    watching.current, real = (lambda: monkeypatched), watching.current
    try:
        wait_until(lambda: watch.generation == monkeypatched)
    finally:
        watching.current = real

    assert before != monkeypatched


def test_while_the_database_is_silent_the_last_generation_stays_and_it_is_said_once(watch, monkeypatch, caplog):
    watch.start()
    before, asked = watch.generation, []

    def silent():
        asked.append(1)
        raise OperationalError("no answer")

    monkeypatch.setattr(watching, "current", silent)
    wait_until(lambda: len(asked) > 3)

    assert watch.generation == before
    assert len([line for line in caplog.messages if "doesn't answer" in line]) == 1


def test_one_that_hangs_is_silent_by_the_clock_and_no_more_when_it_answers(watch, monkeypatch):
    watch.start()
    monkeypatch.setattr(owed, "PATIENCE", 0.1)
    hangs, may_answer = Event(), Event()

    def hanging():
        hangs.set()
        may_answer.wait(10)
        return 7

    monkeypatch.setattr(watching, "current", hanging)
    hangs.wait(10)

    wait_until(lambda: watch.is_silent)
    may_answer.set()
    wait_until(lambda: watch.generation == 7)
    assert not watch.is_silent


def test_to_forget_may_take_its_time_without_the_database_being_silent(watch, monkeypatch):
    monkeypatch.setattr(owed, "PATIENCE", 0)
    monkeypatch.setattr(watching, "current", lambda: 7)
    seen = []
    watch.forget = lambda _names: seen.append(watch.is_silent)

    watch.look()

    assert seen == [False]


def test_it_heals_by_itself(watch, monkeypatch):
    monkeypatch.setattr(watching, "current", lambda: (_ for _ in ()).throw(OperationalError("no answer")))
    watch.start()
    assert watch.generation is None

    monkeypatch.setattr(watching, "current", lambda: 7)

    wait_until(lambda: watch.generation == 7)


def test_starting_twice_makes_one_thread(watch):
    watch.start()
    thread = watch._thread

    watch.start()

    assert watch._thread is thread


def test_an_answer_that_was_long_on_its_way_puts_no_newer_generation_back(watch, monkeypatch):
    on_its_way, may_arrive = Event(), Event()
    answers = iter([7, 8])

    def slow():
        number = next(answers)
        if number == 7:
            on_its_way.set()
            may_arrive.wait(10)
        return number

    monkeypatch.setattr(watching, "current", slow)
    first, second = Thread(target=watch.look), Thread(target=watch.look)
    first.start()
    on_its_way.wait(10)
    second.start()
    may_arrive.set()
    first.join()
    second.join()

    assert watch.generation == 8


def test_a_disk_that_fails_keeps_nobody_from_hearing_of_the_next_move(watch, monkeypatch):
    def full(_names):
        raise OSError("no space left")

    watch.forget = full
    watch.start()
    monkeypatch.setattr(watching, "current", lambda: 8)

    wait_until(lambda: watch.generation == 8)


def test_while_it_cannot_be_told_what_was_touched_nothing_has_moved(watch, monkeypatch):
    monkeypatch.setattr(watching, "current", lambda: 7)
    watch.look()
    monkeypatch.setattr(watching, "current", lambda: 8)

    def silent():
        raise OperationalError("no answer")

    watch.touched = silent
    watch.look()

    assert watch.generation == 7
