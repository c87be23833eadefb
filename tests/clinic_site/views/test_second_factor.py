"""The second step at the door: codes of an app and recovery codes. Passkeys need a browser: tests/journeys."""

import json
import re

import pytest
from allauth.mfa.models import Authenticator

from clinic_site.accounts import factors, pending, sessions, tries
from clinic_site.accounts.models import User
from clinic_site.content.event import Event
from tests import builders
from tests.clinic_site.accounts.clock import moved_by_hand
from tests.clinic_site.accounts.factors_of import code_of, give_code, give_password, is_in, with_app

STAFF_PAGES = ["/admin/", "/admin/articles/article/", "/admin/account/", "/admin/account/codes/", "/admin/record/",
               "/admin/find/", "/admin/password_change/", "/admin/accounts/user/"]  # fmt: skip


@pytest.fixture
def ann(clinic) -> User:
    return builders.person("owner", name="Ann")


@pytest.fixture
def required(settings) -> None:
    settings.SECOND_FACTOR = True


def test_the_right_password_alone_opens_nothing(client, ann):
    with_app(ann)

    response = give_password(client, ann)

    assert response["Location"] == "/admin/login/second/"
    assert not is_in(client)
    assert not Event.objects.filter(verb="sign-in", by=ann).exists()


def test_password_and_code_open_what_was_asked_for(client, ann):
    secret = with_app(ann)
    give_password(client, ann, next="/admin/record/")

    response = give_code(client, code_of(secret))

    assert response["Location"] == "/admin/record/"
    assert is_in(client)
    assert Event.objects.filter(verb="sign-in", by=ann).count() == 1


def test_a_code_works_once(client, ann):
    secret = with_app(ann)
    code = code_of(secret)
    give_password(client, ann)
    give_code(client, code)
    client.post("/admin/logout/")
    give_password(client, ann)

    assert give_code(client, code).status_code == 200
    assert not is_in(client)


@pytest.mark.parametrize(("steps", "is_good"), [(-2, False), (0, True), (1, True), (2, False)])
def test_a_clock_may_be_half_a_minute_wrong(client, ann, steps: int, is_good: bool):
    secret = with_app(ann)
    give_password(client, ann)

    give_code(client, code_of(secret, steps))

    assert is_in(client) is is_good


def test_a_recovery_code_stands_in_once_and_is_counted(client, ann):
    with_app(ann)
    codes = factors.codes_to_show(ann)
    give_password(client, ann)

    give_code(client, f" {codes[3][:5]} {codes[3][5:]} ")

    assert is_in(client)
    assert factors.codes_left(ann) == 9
    client.post("/admin/logout/")
    give_password(client, ann)
    give_code(client, codes[3])
    assert not is_in(client)


@pytest.mark.parametrize("sent", [{}, {"code": ""}, {"code": "x" * 5000}, {"code": "१२३४५६"}, {"code": "\0"}])
def test_nonsense_in_place_of_a_code_opens_nothing(client, ann, sent: dict):
    with_app(ann)
    give_password(client, ann)

    assert client.post("/admin/login/second/", sent).status_code == 200
    assert not is_in(client)


@pytest.mark.parametrize(
    "answer",
    ["x", "[]", "{}", "null", '{"response": {}}', '{"response": null}', '{"id": 1, "response": {"userHandle": 5}}',
     json.dumps({"id": "QQ", "rawId": "QQ", "type": "public-key", "response": {
         "clientDataJSON": "e30", "authenticatorData": "QQ", "signature": "QQ", "userHandle": "MQ"}}), "[" * 9000],
)  # fmt: skip
def test_nonsense_in_place_of_a_passkey_opens_nothing(client, ann, answer: str):
    with_app(ann)
    client.get("/admin/login/passkey/options.json")

    assert client.post("/admin/login/passkey/", {"passkey": answer}).status_code == 302
    give_password(client, ann)
    assert client.post("/admin/login/second/", {"passkey": answer}).status_code == 200
    assert not is_in(client)


def test_codes_can_not_be_guessed_by_who_knows_the_password(client, ann):
    secret = with_app(ann)
    answers = []
    for _time in range(11):
        stranger = type(client)()
        give_password(stranger, ann)
        answers.append(give_code(stranger, "000000").status_code)

    assert answers == [200] * 10 + [429]
    give_password(client, ann)
    assert give_code(client, code_of(secret)).status_code == 429


def test_who_knows_the_password_locks_no_known_browser_out_of_the_second_step(client, ann):
    secret = with_app(ann)
    give_password(client, ann)
    give_code(client, code_of(secret))
    client.post("/admin/logout/")
    for _time in range(11):
        tries.seconds_to_wait("code", f"person {ann.pk}")
    give_password(client, ann)

    assert give_code(client, code_of(secret, 1)).status_code == 302


def test_the_second_step_waits_ten_minutes(client, ann, monkeypatch):
    secret, clock = with_app(ann), moved_by_hand(monkeypatch, sessions)
    give_password(client, ann)
    clock.forward(minutes=11)

    give_code(client, code_of(secret))

    assert not is_in(client)


def test_a_password_changed_meanwhile_ends_the_second_step(client, ann):
    secret = with_app(ann)
    give_password(client, ann)
    ann.set_password("another long pass phrase")
    ann.save()

    give_code(client, code_of(secret))

    assert not is_in(client)


def test_the_session_gets_another_key_at_each_step(client, ann):
    secret = with_app(ann)
    give_password(client, ann)
    first = client.cookies["sessionid"].value
    give_code(client, code_of(secret))

    assert client.cookies["sessionid"].value != first
    assert pending.KEY not in client.session


def test_who_needs_a_second_step_and_has_none_reaches_only_the_pages_that_set_it_up(client, ann, required):
    assert give_password(client, ann)["Location"] == "/admin/set-up/"

    assert {client.get(address).status_code for address in ("/admin/set-up/", "/admin/set-up/app/")} == {200}
    assert {client.get(address)["Location"].partition("?")[0] for address in STAFF_PAGES} == {"/admin/login/"}


def test_a_session_from_before_it_was_required_is_worth_nothing(client, ann, required):
    client.force_login(ann)

    assert not is_in(client)


def secret_in(page) -> str:
    return re.search(r"<strong>([A-Z2-7 ]+)</strong>", page.content.decode())[1].replace(" ", "")


def test_an_app_is_set_up_at_the_door_and_recovery_codes_are_shown_once(client, ann, required):
    give_password(client, ann, next="/admin/record/")
    secret = secret_in(client.get("/admin/set-up/app/"))
    picture = client.get("/admin/set-up/app/code.svg")
    assert client.post("/admin/set-up/app/", {"code": "000000"}).status_code == 200

    response = client.post("/admin/set-up/app/", {"code": code_of(secret)})

    assert picture["Content-Type"] == "image/svg+xml"
    assert response["Location"] == "/admin/account/codes/"
    shown, again = client.get(response["Location"]), client.get(response["Location"])
    assert len(re.findall(r"<code>\d{5} \d{5}</code>", shown.content.decode())) == 10
    assert 'href="/admin/record/"' in shown.content.decode()
    assert b"<code>" not in again.content
    assert is_in(client)


def test_who_has_a_second_factor_can_not_add_another_with_the_password_alone(client, ann):
    with_app(ann)
    give_password(client, ann)

    assert client.get("/admin/set-up/")["Location"].startswith("/admin/login/")
    assert client.post("/admin/set-up/app/", {"code": "1"})["Location"].startswith("/admin/login/")


def test_a_copy_of_the_database_makes_no_codes(ann):
    secret = with_app(ann)
    kept = str(list(Authenticator.objects.values_list("data", flat=True)))

    assert secret not in kept
    assert not [code for code in factors.codes_to_show(ann) if code in kept]


def test_with_another_secret_key_codes_are_refused_and_the_log_says_why(client, ann, settings, caplog):
    secret = with_app(ann)
    settings.SECRET_KEY = "another key altogether"
    give_password(client, ann)

    assert give_code(client, code_of(secret)).status_code == 200
    assert "CLINIC_SECRET_KEY" in caplog.text


def test_a_passkey_belongs_to_the_address_of_the_site_whatever_the_request_says(db, client, settings):
    settings.SITE_ADDRESS, settings.ALLOWED_HOSTS = "https://guide.example.org", ["*"]

    options = client.get("/admin/login/passkey/options.json", headers={"host": "elsewhere.example"}).json()

    assert options["publicKey"]["rpId"] == "guide.example.org"
    assert options["publicKey"]["userVerification"] == "required"


def test_who_goes_away_after_the_password_leaves_nothing_open(client, ann, required):
    give_password(client, ann)

    assert client.post("/admin/login/leave/")["Location"] == "/admin/login/"
    assert client.get("/admin/set-up/")["Location"].startswith("/admin/login/")
