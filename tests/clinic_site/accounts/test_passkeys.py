"""What a passkey was asked for in one place is no answer in another. With a browser: tests/journeys."""

import pytest
from django.test import Client

from clinic_site.accounts import sessions
from clinic_site.accounts.models import User
from tests import builders
from tests.clinic_site.accounts.clock import moved_by_hand
from tests.clinic_site.accounts.factors_of import give_password, is_in
from tests.clinic_site.accounts.software_key import ADDRESS, Key, asked_in, asked_of_anybody, with_key

SECOND = "/admin/login/second/"


@pytest.fixture(autouse=True)
def named(settings) -> None:
    """Passkeys belong to names, never to numbers."""
    settings.SITE_ADDRESS = ADDRESS


@pytest.fixture
def ann(clinic) -> User:
    return builders.person("owner", name="Ann")


@pytest.fixture
def anns(ann) -> Key:
    return with_key(ann)


@pytest.fixture
def bea(clinic) -> User:
    return builders.person("editor", name="Bea")


@pytest.fixture
def beas(bea) -> Key:
    return with_key(bea)


def give_alone(client: Client, answer: str):
    return client.post("/admin/login/passkey/", {"passkey": answer})


def begun_second(client: Client, person: User) -> dict:
    give_password(client, person)
    return asked_in(client.get(SECOND))


@pytest.mark.parametrize("finger", [True, False])
def test_a_passkey_alone_opens_only_with_a_finger(client, anns, finger: bool):
    give_alone(client, anns.signed(asked_of_anybody(client), finger=finger))

    assert is_in(client) is finger


def test_after_the_password_a_touch_is_enough(client, ann, anns):
    asked = begun_second(client, ann)

    assert client.post(SECOND, {"passkey": anns.signed(asked, finger=False)})["Location"] == "/admin/"
    assert is_in(client)


@pytest.mark.parametrize("finger", [True, False])
def test_what_was_begun_for_a_second_step_lets_nobody_in_by_a_passkey_alone(client, bea, anns, beas, finger: bool):
    """Whoever has a password of their own and somebody's key in their hands."""
    asked = begun_second(client, bea)

    give_alone(client, anns.signed(asked, finger=finger))

    assert not is_in(client)


def test_what_was_begun_for_nobody_is_no_second_step(client, ann, anns):
    begun_second(client, ann)
    asked = asked_of_anybody(client)

    assert client.post(SECOND, {"passkey": anns.signed(asked, finger=True)}).status_code == 200
    assert not is_in(client)


def test_what_was_begun_for_one_person_is_nothing_to_another(client, ann, anns, bea, beas, monkeypatch):
    clock = moved_by_hand(monkeypatch, sessions)
    client.force_login(bea)
    clock.forward(minutes=31)
    asked = asked_in(client.post("/admin/set-up/"))
    kept = client.session["passkey_again"]
    client.force_login(ann)
    session = client.session
    session["passkey_again"] = kept
    session.save()
    clock.forward(minutes=31)

    again = client.post("/admin/set-up/", {"again_passkey": anns.signed(asked, finger=True)})

    assert b"This passkey was not accepted" in again.content


def test_each_challenge_is_answered_once_even_wrongly(client, anns):
    asked = asked_of_anybody(client)
    give_alone(client, anns.signed(asked, finger=False))

    give_alone(client, anns.signed(asked, finger=True))

    assert not is_in(client)


def test_being_asked_again_loses_no_passkey_that_was_just_made(client, ann, anns, monkeypatch):
    clock, another = moved_by_hand(monkeypatch, sessions), Key()
    client.force_login(ann)
    made = another.made(asked_in(client.get("/admin/set-up/")))
    clock.forward(minutes=31)
    asked = asked_in(client.post("/admin/set-up/", {"passkey": made}))

    sent = {"passkey": made, "again_passkey": anns.signed(asked, finger=False)}

    assert client.post("/admin/set-up/", sent)["Location"] == "/admin/account/"
