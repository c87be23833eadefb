from datetime import UTC, date, datetime
from threading import Thread

import pytest
from django.db import OperationalError

from clinic_site.counts import batch
from clinic_site.counts.models import Reading
from tests import builders
from tests.clinic_site.content.lives import withdrawn

pytestmark = pytest.mark.django_db


def rows() -> list[tuple]:
    return sorted(Reading.objects.values_list("number", "revision", "count"))


def refuse(counts):
    raise OperationalError("database is locked")


def test_nothing_is_written_before_the_batch_is(django_assert_num_queries):
    with django_assert_num_queries(0):
        batch.count("4716", 2)
        batch.count("4716", 2)
        batch.count("0528", 1)
    batch.flush()

    assert rows() == [("0528", 1, 1), ("4716", 2, 2)]


def test_what_is_written_is_not_written_again(django_assert_num_queries):
    batch.count("4716", 2)
    batch.flush()

    with django_assert_num_queries(0):
        batch.flush()

    assert rows() == [("4716", 2, 1)]


def test_what_could_not_be_written_waits_for_the_next_time(monkeypatch):
    batch.count("4716", 2)
    with monkeypatch.context() as patch:
        patch.setattr(batch, "add", refuse)
        with pytest.raises(OperationalError):
            batch.flush()
    batch.count("4716", 2)

    batch.flush()

    assert rows() == [("4716", 2, 2)]


def test_no_reading_is_lost_between_threads():
    def read():
        for _time in range(500):
            batch.count("4716", 2)

    threads = [Thread(target=read) for _thread in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    batch.flush()

    assert rows() == [("4716", 2, 2_000)]


def test_a_reading_belongs_to_the_day_it_happened(monkeypatch):
    """As the clinic's clock says: in June an hour before it is midnight in Greenwich."""
    with monkeypatch.context() as patch:
        for second in (59, 60):
            patch.setattr(
                batch, "time", lambda second=second: datetime(2026, 6, 15, 22, 59, tzinfo=UTC).timestamp() + second
            )
            batch.count("4716", 2)

    batch.flush()

    assert sorted(Reading.objects.values_list("day", "count")) == [(date(2026, 6, 15), 1), (date(2026, 6, 16), 1)]


@pytest.mark.parametrize(("name", "limit"), [("MOST", 1), ("OLDEST", 0)])
def test_an_old_or_a_large_batch_is_written_by_a_thread(monkeypatch, name, limit):
    written = []
    monkeypatch.setattr(batch, name, limit)
    monkeypatch.setattr(batch, "add", written.append)
    monkeypatch.setattr(batch.connections, "close_all", lambda: None)
    monkeypatch.setattr(batch, "Thread", lambda target, name: type("Now", (), {"start": staticmethod(target)}))

    batch.count("4716", 2)
    batch.count("4716", 2)

    assert [list(counts.values()) for counts in written] == [[1], [1]]


def test_a_reading_of_each_page_of_a_large_site_is_no_large_batch(monkeypatch):
    """It would be written anew with every round through its pages: the more readers, the more writing."""
    started = []
    monkeypatch.setattr(batch, "Thread", lambda **said: started.append(said))

    for page in range(5_000):
        batch.count(f"{page:04}", 1)

    assert started == []


def test_readers_of_a_public_page_are_counted_and_nobody_else(clinic, client):
    page = builders.published(builders.question(clinic["editor"]), clinic).page
    other = builders.published(builders.question(clinic["editor"], "other"), clinic)
    gone = builders.published(builders.question(clinic["editor"], "gone"), clinic)
    withdrawn(gone, clinic, other.page)

    for _time in range(2):
        client.get(page.path)
    client.head(page.path)
    client.get(page.path, headers={"user-agent": "Googlebot/2.1"})
    client.get(gone.page.path)
    client.get("/faq/")
    batch.flush()

    assert rows() == [(page.number_id, 1, 2)]


def test_reading_a_page_asks_no_more_than_three_questions_and_writes_nothing(clinic, client, django_assert_num_queries):
    page = builders.published(builders.article(clinic["editor"]), clinic).page

    with django_assert_num_queries(2):
        client.get(page.path)

    assert rows() == []
