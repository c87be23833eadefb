"""Guessing passwords: how many are looked at, whoever guesses and however, and who still gets in meanwhile."""

from collections import Counter
from itertools import product

import pytest
from django.contrib.auth import authenticate, hashers
from django.test import Client, RequestFactory

from clinic_site import rates
from clinic_site.accounts import entrance, tries
from clinic_site.accounts.models import Tries, User
from tests import builders
from tests.clinic_site.accounts.clock import Clock, moved_by_hand

PASSWORD = "a long pass phrase"
GUESSES = 2500  # of each of four patterns


@pytest.fixture
def owner(db) -> User:
    return builders.person("owner", name="Owner")


@pytest.fixture
def clock(monkeypatch) -> Clock:
    return moved_by_hand(monkeypatch, tries)


@pytest.fixture
def looked_at(monkeypatch) -> Counter:
    """Account -> how often a password was compared for it."""
    found = Counter()

    def counted(request, **credentials):
        found[credentials["username"]] += 1
        return authenticate(request, **credentials)

    monkeypatch.setattr(entrance, "authenticate", counted)
    return found


def guess(email: str, address: str = "192.0.2.1", **headers):
    request = RequestFactory().post("/admin/login/", REMOTE_ADDR=address, **headers)
    return entrance.try_password(request, email, "wrong")


def signed_in(client: Client, email: str, password: str = PASSWORD, **more):
    return client.post("/admin/login/", {"username": email, "password": password}, **more)


def test_ten_thousand_guesses_in_four_patterns_get_ten_looks_at_each_account(owner, looked_at, monkeypatch, clock):
    others = [builders.person("editor", name=f"Person number {number}") for number in range(25)]
    known, unknown = Client(), [f"nobody-{number}@example.test" for number in range(25)]
    signed_in(known, owner.email)
    looked_at.clear()
    spellings = ["".join(letters) for letters in product(*(f"{sign}{sign.upper()}" for sign in "owner"))]

    for number in range(GUESSES):  # each from an address of its own
        guess(owner.email, f"198.51.{number // 250}.{number % 250}")
        guess([*(other.email for other in others), *unknown][number % 50])  # many accounts, one address
        guess(f" {spellings[number % 32]}@EXAMPLE.test ", f"203.0.{number // 250}.{number % 250}")
        guess(owner.email, "192.0.2.2", headers={"x-forwarded-for": f"10.0.{number // 250}.{number % 250}"})

    assert looked_at[owner.email] == 10
    assert max(looked_at.values()) == 10
    assert signed_in(Client(), owner.email).status_code == 429
    assert signed_in(known, owner.email).status_code == 302
    known.post("/admin/logout/")
    assert signed_in(known, owner.email).status_code == 302


def test_after_a_quarter_of_an_hour_anybody_may_try_again(owner, clock):
    for number in range(11):
        guess(owner.email, f"198.51.100.{number}")
    clock.forward(minutes=15)

    assert signed_in(Client(), owner.email).status_code == 302


def test_a_known_browser_can_not_guess_without_end_either(owner, clock):
    known = Client()
    signed_in(known, owner.email)
    known.post("/admin/logout/")

    answers = [signed_in(known, owner.email, "wrong").status_code for _time in range(11)]

    assert answers == [200] * 10 + [429]
    assert signed_in(known, owner.email).status_code == 429


def test_the_browser_of_one_person_is_not_known_for_another(owner, clock):
    known = Client()
    signed_in(known, builders.person("editor", name="Ann").email)
    known.post("/admin/logout/")
    for number in range(10):
        guess(owner.email, f"198.51.100.{number}")

    assert signed_in(known, owner.email).status_code == 429


@pytest.mark.parametrize("cookie", ["", "made-up", "Im1hZGUtdXAi:1abcde:madeup"])
def test_a_made_up_device_is_none(owner, cookie: str, clock, settings):
    stranger = Client()
    stranger.cookies[settings.DEVICE_COOKIE_NAME] = cookie
    for number in range(10):
        guess(owner.email, f"198.51.100.{number}")

    assert signed_in(stranger, owner.email).status_code == 429


def without_what_differs(response) -> list[str]:
    return [line for line in response.content.decode().splitlines() if "csrfmiddlewaretoken" not in line
            and 'name="username"' not in line]  # fmt: skip


@pytest.mark.parametrize("wrong_ones", [0, 10])
def test_nothing_tells_whether_an_account_exists(owner, clock, wrong_ones: int):
    builders.person("editor", name="Left", is_active=False)
    invited = builders.person("editor", name="Invited")
    invited.set_unusable_password()
    invited.save()
    names = [owner.email, "nobody@example.test", "left@example.test", invited.email]
    for name, _time in product(names, range(wrong_ones)):
        guess(name, "198.51.100.9")

    answers = [signed_in(Client(), name, "wrong") for name in names]

    assert len({(answer.status_code, *without_what_differs(answer)) for answer in answers}) == 1
    assert {answer.get("Retry-After") for answer in answers} == ({"900"} if wrong_ones else {None})


@pytest.mark.parametrize("name", ["Owner", "nobody", "left", "invited"])
def test_the_hasher_works_once_whoever_is_asked_for(owner, name: str, monkeypatch):
    builders.person("editor", name="Left", is_active=False)
    invited = builders.person("editor", name="Invited")
    invited.set_unusable_password()
    invited.save()
    work, hasher = [], hashers.MD5PasswordHasher
    encode = hasher.encode
    monkeypatch.setattr(hasher, "encode", lambda *given: work.append(1) or encode(*given))

    guess(f"{name}@example.test")

    assert len(work) == 1


def test_no_row_holds_an_address_or_a_name(owner):
    guess(owner.email, "192.0.2.77")

    assert not [word for word in ("owner", "192.0.2") if word in str(list(Tries.objects.values()))]


def test_a_forged_way_here_makes_no_new_sender(owner, monkeypatch):
    monkeypatch.setattr(entrance, "FROM_ONE_SENDER", 5)

    answers = [
        guess(f"nobody-{number}@example.test", headers={"x-forwarded-for": f"10.0.0.{number}"}).minutes
        for number in range(6)
    ]

    assert answers == [0] * 5 + [15]


def test_behind_a_proxy_the_sender_is_whom_the_proxy_saw(owner, monkeypatch, settings):
    settings.SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    monkeypatch.setattr(entrance, "FROM_ONE_SENDER", 5)
    rates.forget()

    answers = [
        guess(f"nobody-{number}@example.test", headers={"x-forwarded-for": f"10.0.0.{number}, 192.0.2.{number}"})
        for number in range(6)
    ]

    assert {answer.minutes for answer in answers} == {0}
