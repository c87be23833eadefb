"""The tick: its jobs in order, one at a time, and nothing that fails keeps the rest from being done."""

import logging
from datetime import timedelta
from threading import Event

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from clinic_site.generation import tick as last_tick
from clinic_site.generation.models import Tick, TickJob
from clinic_site.operations import ticking, ticking_lease

done: list[str] = []
HERE = __name__


def first() -> None:
    done.append("first")


def second() -> None:
    done.append("second")


def broken() -> None:
    raise ZeroDivisionError("a fault")


def broken_in_two_places() -> None:
    raise ExceptionGroup("not every row could be done", [ValueError("one"), KeyError("two")])


def slow() -> None:
    """Takes so long that another tick begins."""
    Tick.objects.update(holder="another", held_until=timezone.now() + timedelta(minutes=10))


@pytest.fixture
def jobs(settings, db):
    done.clear()

    def these(*names: str) -> None:
        settings.TICK_JOBS = [f"{HERE}.{name}" for name in names]

    these("first", "second")
    return these


@pytest.fixture
def later(monkeypatch):
    real = timezone.now

    def move(by: timedelta) -> None:
        monkeypatch.setattr(timezone, "now", lambda: real() + by)

    return move


def test_the_jobs_run_in_their_order_and_the_end_is_kept(jobs):
    assert last_tick.age() is None
    assert last_tick.is_late()

    assert [outcome.error for outcome in ticking.tick()] == ["", ""]

    assert done == ["first", "second"]
    assert last_tick.age() < timedelta(minutes=1)
    assert not last_tick.is_late()


def test_a_tick_is_late_after_five_minutes(jobs, later):
    ticking.tick()

    later(timedelta(minutes=5, seconds=1))

    assert last_tick.is_late()


def test_a_job_that_fails_is_logged_and_told_and_the_others_run(jobs, caplog):
    jobs("first", "broken", "second")

    ticking.tick()

    assert done == ["first", "second"]
    row = TickJob.objects.failing().get()
    assert (row.name, row.last_error) == (f"{HERE}.broken", "ZeroDivisionError: a fault")
    assert (row.failed_at is not None, row.last_ok_at) == (True, None)
    [told] = [line for line in caplog.records if line.name == "clinic_site.faults"]
    assert told.levelno == logging.ERROR
    assert told.exc_info[0] is ZeroDivisionError


def test_the_same_fault_is_traced_once_and_told_every_time(jobs, caplog):
    jobs("broken")

    ticking.tick()
    ticking.tick()

    assert [bool(line.exc_info) for line in caplog.records] == [True, False]


def test_all_faults_of_a_job_are_told(jobs):
    jobs("broken_in_two_places")

    assert ticking.tick()[0].error == "ValueError: one; KeyError: 'two'"


def test_a_job_that_does_not_exist_is_told_too(jobs):
    jobs("gone", "first")

    ticking.tick()

    assert done == ["first"]
    assert "gone" in TickJob.objects.failing().get().last_error


def test_a_job_that_works_again_is_no_longer_failing(jobs, monkeypatch):
    jobs("broken")
    ticking.tick()
    monkeypatch.setattr(f"{HERE}.broken", first)

    ticking.tick()

    row = TickJob.objects.get()
    assert not TickJob.objects.failing()
    assert row.last_ok_at > row.failed_at


def test_a_job_that_was_taken_from_the_list_fails_no_longer(jobs):
    jobs("broken")
    ticking.tick()
    jobs("first")

    ticking.tick()

    assert list(TickJob.objects.values_list("name", flat=True)) == [f"{HERE}.first"]


def test_while_one_is_at_work_another_does_nothing(jobs):
    holder = ticking_lease.take()

    assert ticking.tick() is None
    assert done == []
    ticking_lease.give_back(holder)
    assert len(ticking.tick()) == 2


def test_the_lease_of_a_dead_holder_ends_after_ten_minutes(jobs, later):
    ticking_lease.take()

    later(timedelta(minutes=9, seconds=59))
    assert ticking.tick() is None
    later(timedelta(minutes=10, seconds=1))
    assert len(ticking.tick()) == 2


def test_a_tick_that_lost_its_lease_stops_and_leaves_the_other_alone(jobs, caplog):
    jobs("first", "slow", "second")

    assert [outcome.job for outcome in ticking.tick()] == [f"{HERE}.first", f"{HERE}.slow"]

    assert Tick.objects.get().holder == "another"
    assert last_tick.age() is None
    assert "another one has begun" in caplog.text


def test_every_job_has_the_whole_lease_before_it(jobs, later):
    holder = ticking_lease.take()
    later(timedelta(minutes=9))

    assert ticking_lease.keep(holder)
    later(timedelta(minutes=18))

    assert ticking_lease.take() is None


def test_the_command_says_what_was_done(jobs, capsys):
    call_command("tick")
    assert "Jobs done: 2." in capsys.readouterr().out

    ticking_lease.take()
    call_command("tick")
    assert "Another tick is at work." in capsys.readouterr().out


def test_the_command_fails_when_a_job_did(jobs, capsys):
    jobs("broken", "first")

    with pytest.raises(CommandError, match="Jobs that failed: 1 of 2"):
        call_command("tick")

    assert f"{HERE}.broken: ZeroDivisionError\n" in capsys.readouterr().err
    assert done == ["first"]


def test_every_job_of_the_settings_exists_and_runs_on_an_empty_site(db):
    assert [outcome for outcome in ticking.tick() if outcome.error] == []


@pytest.fixture
def thread(monkeypatch):
    """The thread's own ticks, without the database: ends after the third one."""
    stop, ticks = Event(), []

    def tick() -> None:
        ticks.append(1)
        if len(ticks) == 3:
            stop.set()
        raise ZeroDivisionError("a fault")

    monkeypatch.setattr(ticking, "tick", tick)
    monkeypatch.setattr(ticking, "EVERY", 0.001)
    monkeypatch.setattr(ticking, "Event", lambda: stop)
    monkeypatch.setattr(ticking, "_threads", [])
    return ticks


def test_the_thread_outlives_a_tick_that_fails_as_a_whole(thread, caplog):
    ticking.start().join(20)

    assert len(thread) == 3
    assert caplog.text.count("a tick failed as a whole") == 3


def test_one_process_has_one_thread(thread, monkeypatch):
    monkeypatch.setattr(ticking, "EVERY", 20)
    one, two = ticking.start(), ticking.start()

    assert one is two
    assert (one.daemon, one.name) == (True, "tick")
    ticking.Event().set()
    one.join(20)
    assert not one.is_alive()


@pytest.mark.parametrize(("word", "begun"), [("", 0), ("thread", 1)])
def test_the_serving_process_ticks_when_it_is_told_to(settings, monkeypatch, word, begun):
    started = []
    monkeypatch.setattr(ticking, "start", lambda: started.append(1))
    settings.TICK = word

    ticking.start_if_set()

    assert len(started) == begun
