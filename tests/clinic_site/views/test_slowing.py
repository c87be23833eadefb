"""Whoever tries numbers is slowed, and whoever has a right one is not."""

import time

import pytest

from clinic_site import rates
from clinic_site.operations import ticking_pruning
from clinic_site.views import slowing
from tests import builders
from tests.clinic_site.content.lives import withdrawn
from tests.clinic_site.views.test_api_description import PAGE, faults

NUMBER, WRONG = "2024", "2025"
SIX = "{0}", "show/{0}/", "h/{0}", "print/{0}", "api/pages/{0}.json", "{0}/qr.svg"
BOXES = "?number={0}", "h/?numbers={0}", "print/cards?set={0}", "h/{0}-words/"


@pytest.fixture
def page(clinic):
    return builders.published(builders.question(clinic["editor"], number=NUMBER), clinic).page


@pytest.fixture
def few(monkeypatch):
    monkeypatch.setattr(slowing, "WRONG_FROM_ONE_SENDER", 2)


def test_after_a_thousand_guesses_in_a_minute_a_right_number_still_answers(client, page):
    guesses = [client.get(f"/api/pages/{guess:05d}.json").status_code for guess in range(1000)]

    most = slowing.WRONG_FROM_ONE_SENDER
    assert set(guesses[:most]) == {404}
    assert set(guesses[most:]) == {429}
    assert [client.get("/" + place.format(WRONG)).status_code for place in SIX] == [429] * 6
    assert [client.get("/" + place.format(NUMBER), follow=True).status_code for place in SIX] == [200] * 6


@pytest.mark.parametrize("place", [*SIX, *BOXES])
def test_wrong_numbers_are_counted_wherever_they_are_tried(client, page, few, place: str):
    statuses = [client.get("/" + place.format(WRONG)).status_code for _turn in range(3)]

    assert statuses == [404, 404, 429]


def test_who_is_slowed_reads_how_long_to_wait_and_whom_to_call(client, page, few):
    for _turn in range(3):
        response = client.get(f"/{WRONG}")

    text = response.content.decode()
    assert (response.status_code, response["Retry-After"], response["Cache-Control"]) == (429, "60", "no-store")
    assert "Please wait 1 minute" in text
    assert "01632 960001" in text


def test_another_system_that_is_slowed_gets_a_document_of_the_description(client, page, few):
    for _turn in range(3):
        response = client.get(f"/api/pages/{WRONG}.json")

    assert response.status_code == 429
    assert faults(response, PAGE) == []
    assert response["Access-Control-Allow-Origin"] == "*"


def test_others_are_not_slowed_and_nobody_is_after_a_minute(client, page, few, monkeypatch):
    moment = [1000.0]
    monkeypatch.setattr(time, "monotonic", lambda: moment[0])
    rates.forget()
    for _turn in range(3):
        client.get(f"/{WRONG}")

    assert client.get(f"/{WRONG}", REMOTE_ADDR="192.0.2.7").status_code == 404
    assert client.get(f"/{WRONG}").status_code == 429
    moment[0] += slowing.MINUTE
    assert client.get(f"/{WRONG}").status_code == 404


def test_the_number_of_a_retired_page_is_no_guess(client, clinic, page, few):
    gone = builders.published(builders.question(clinic["editor"], "gone"), clinic)
    withdrawn(gone, clinic, page)

    assert {client.get(f"/print/{gone.page.number_id}").status_code for _turn in range(5)} == {410}


def test_the_digests_of_a_minute_go_with_it(client, page, monkeypatch):
    client.get(f"/{WRONG}")
    span, now = slowing.wrong.span, time.monotonic()
    assert span.counts

    monkeypatch.setattr(time, "monotonic", lambda: now + slowing.MINUTE)
    ticking_pruning.prune()

    assert slowing.wrong.span.key != span.key
    assert not slowing.wrong.span.counts
    assert not any(b"127.0.0.1" in digest for digest in span.counts)
