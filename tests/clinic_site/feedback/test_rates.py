import time

import pytest

from clinic_site import rates as shared
from clinic_site.feedback import rates
from clinic_site.feedback.models import Feedback
from tests.clinic_site.feedback.readers import Reader


@pytest.fixture
def hour(monkeypatch):
    """Moves the clock of the rates."""
    moment = [1000.0]
    monkeypatch.setattr(time, "monotonic", lambda: moment[0])
    shared.forget()
    return moment


def test_a_sender_who_sends_too_often_waits_until_the_hour_is_over(hour):
    for _turn in range(rates.FROM_ONE_SENDER):
        assert rates.minutes_to_wait("4716", "192.0.2.1") == 0

    assert rates.minutes_to_wait("4716", "192.0.2.1") == 60
    assert rates.minutes_to_wait("4716", "192.0.2.2") == 0
    hour[0] += rates.HOUR - 30
    assert rates.minutes_to_wait("4716", "192.0.2.1") == 1
    hour[0] += 30
    assert rates.minutes_to_wait("4716", "192.0.2.1") == 0


def test_a_page_that_gets_too_many_answers_rests_and_others_do_not(hour):
    for turn in range(rates.TO_ONE_PAGE):
        assert rates.minutes_to_wait("4716", f"192.0.2.{turn}") == 0

    assert rates.minutes_to_wait("4716", "198.51.100.1") == 60
    assert rates.minutes_to_wait("2035", "198.51.100.1") == 0


def test_the_memory_it_takes_has_an_end(hour, monkeypatch):
    monkeypatch.setattr(rates, "IN_ALL", 5)

    waits = [rates.minutes_to_wait(f"page {turn}", f"sender {turn}") for turn in range(50)]

    assert waits == [0] * 5 + [60] * 45
    assert len(rates.answers.span.counts) <= 11


def test_nothing_of_a_sender_can_be_read_from_memory_and_the_key_goes_with_the_hour(hour):
    rates.minutes_to_wait("4716", "192.0.2.1")
    first = rates.answers.span

    hour[0] += rates.HOUR
    shared.forget_old()

    assert all(isinstance(digest, bytes) and b"192" not in digest for digest in first.counts)
    assert rates.answers.span.key != first.key
    assert not rates.answers.span.counts


def test_over_the_rate_the_words_are_shown_back_with_the_phone_and_kept_nowhere(page, reader, monkeypatch):
    reader.answer(page.number_id, "no")
    monkeypatch.setattr(rates, "FROM_ONE_SENDER", 1)

    response = reader.explain(page.number_id, reason="wrong", words="The dose is wrong.")

    assert response.status_code == 429
    assert int(response["Retry-After"]) % 60 == 0
    assert "no-store" in response["Cache-Control"]
    assert "The dose is wrong." in reader.html
    assert "Many answers have come in just now." in reader.html
    assert "01632 960001" in reader.html
    assert Feedback.objects.get().words == ""
    other = Reader(reader.client, reader.clock, sender="192.0.2.2")
    assert other.answer(page.number_id, "yes").status_code == 200
