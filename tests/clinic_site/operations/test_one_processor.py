import os
from threading import Thread

import pytest

from clinic_site.operations import one_processor
from clinic_site.operations.one_processor import OneProcessor


@pytest.fixture
def put(monkeypatch) -> list[list[int]]:
    """Where threads are put on a machine of which three processors are for us."""
    said = []
    monkeypatch.setattr(one_processor, "processors", lambda _me: {3, 1, 2})
    monkeypatch.setattr(os, "sched_setaffinity", lambda _me, these: said.append([*these]), raising=False)
    return said


def test_who_stays_is_on_one_processor_and_who_leaves_on_any(put):
    processor = OneProcessor(8000)

    processor.stay()
    processor.leave()

    assert [len(put[0]), put[1]] == [1, [1, 2, 3]]


def test_servers_side_by_side_stay_on_different_ones(put):
    for port in (8001, 8002, 8003):
        OneProcessor(port).stay()

    assert sorted(put) == [[1], [2], [3]]


@pytest.mark.parametrize("there", [None, lambda _me: {0}], ids=["no word for it", "one processor"])
def test_where_there_is_nothing_to_choose_nothing_is_chosen(put, monkeypatch, there):
    monkeypatch.setattr(one_processor, "processors", there)
    processor = OneProcessor(8000)

    processor.stay()
    processor.leave()

    assert put == []


def test_where_it_is_not_allowed_pages_are_given_out_all_the_same(put, monkeypatch):
    asked = []

    def refuse(_me, these):
        asked.append(len(these))
        raise PermissionError

    monkeypatch.setattr(os, "sched_setaffinity", refuse)
    processor = OneProcessor(8000)

    processor.stay()
    processor.leave()

    assert asked == [1, 3]


def test_only_the_thread_that_asks_is_put_anywhere():
    found = []

    def stays():
        processor = OneProcessor(8000)
        processor.stay()
        found.append(len(os.sched_getaffinity(0)))
        processor.leave()
        found.append(os.sched_getaffinity(0))

    before = os.sched_getaffinity(0)
    thread = Thread(target=stays)
    thread.start()
    thread.join()

    assert [*found, os.sched_getaffinity(0)] == [1, before, before]
