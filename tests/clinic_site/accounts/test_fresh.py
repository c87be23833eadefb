"""Who has not shown for half an hour who they are is asked again before anything reaches readers or people's rights:
at every address of the staff side, and without losing what was typed."""

import re
from html import unescape

import pytest
from django.db import transaction
from django.http import HttpResponse
from django.test import Client

from clinic_site import fresh
from clinic_site.accounts import sessions, tries
from clinic_site.content.event import WITHOUT_ASKING, Event, Verb, record
from clinic_site.generation.models import current, move
from tests import builders
from tests.clinic_site.accounts.acts_of_staff import ACTS, Act
from tests.clinic_site.accounts.clock import Clock, moved_by_hand
from tests.clinic_site.accounts.factors_of import PASSWORD

HIDDEN = re.compile(r'<input type="hidden" name="([^"]+)" value="([^"]*)">')


@pytest.fixture
def clock(monkeypatch) -> Clock:
    return moved_by_hand(monkeypatch, sessions)


def state() -> tuple:
    return list(Event.objects.values_list("sequence", "verb")), current()


def later(staff: dict, act: Act, clock: Clock, minutes: float = 31) -> Client:
    """Who does it, so long after signing in."""
    client = Client()
    client.force_login(staff[act.by])
    clock.forward(minutes=minutes)
    return client


def form_of(response) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    html = response.content.decode()
    for name, value in HIDDEN.findall(html[html.index("data-passkey") :]):
        found.setdefault(name, []).append(unescape(value))
    del found["csrfmiddlewaretoken"]
    return found


def is_asked(response) -> bool:
    return response.status_code == 403 and b"Is it still you?" in response.content


@pytest.mark.parametrize("name", ACTS)
def test_nothing_is_done_until_the_password_is_given_and_then_all_of_it(clinic, clock, name: str):
    act = ACTS[name](clinic)
    before, client = state(), later(clinic, act, clock)

    asked = client.post(act.address, act.sent)

    assert is_asked(asked)
    assert state() == before
    done = client.post(act.address, form_of(asked) | {"again_password": PASSWORD})
    assert done.status_code in {200, 302}
    events, generation = state()
    if act.verb:
        assert act.verb in {verb for _sequence, verb in events[: len(events) - len(before[0])]}
    else:
        assert generation > before[1]


@pytest.mark.parametrize("name", ["approve", "person"])
def test_for_half_an_hour_nobody_is_asked(clinic, clock, name: str):
    act = ACTS[name](clinic)
    before, client = state(), later(clinic, act, clock, minutes=29)

    assert client.post(act.address, act.sent).status_code == 302
    assert state() != before


def test_every_verb_that_is_asked_for_has_an_address_in_the_table(clinic):
    found = {"recut"}  # has something to do only when the renderer has changed; the test below holds it
    for act in ACTS.values():
        with transaction.atomic():
            found.add(act(clinic).verb)
            transaction.set_rollback(True)

    assert set(Verb) - WITHOUT_ASKING == found - {""}


def test_only_these_verbs_are_done_without_asking():
    assert sorted(WITHOUT_ASKING) == [
        "ask", "assign", "comment", "discard", "resolve", "return", "review", "searched", "sign-in", "submit",
    ]  # fmt: skip


@pytest.mark.parametrize("verb", sorted(set(Verb) - WITHOUT_ASKING))
def test_the_verb_itself_asks_so_no_screen_can_forget_to(clinic, verb: str):
    with fresh.within(fresh.Asking(is_stale=True)), pytest.raises(fresh.NotFresh):
        record(Verb(verb), by=clinic["owner"])


def test_whatever_moves_what_readers_see_asks(clinic):
    with fresh.within(fresh.Asking(is_stale=True)), pytest.raises(fresh.NotFresh):
        move()


def test_what_is_done_at_its_time_asks_nobody(clinic):
    before = current()
    move()

    assert current() == before + 1


def test_a_wrong_password_does_nothing_and_loses_nothing(clinic, clock):
    act = ACTS["approve"](clinic)
    before, client = state(), later(clinic, act, clock)
    asked = client.post(act.address, act.sent)

    again = client.post(act.address, form_of(asked) | {"again_password": "wrong"})

    assert is_asked(again)
    assert b"This is not your password" in again.content
    assert form_of(again) == form_of(asked)
    assert form_of(again)["note"] == ["Words that took an hour."]
    assert b"wrong" not in again.content
    assert state() == before


@pytest.mark.parametrize("nonsense", ["x", "{}", "[1]", '{"id": "x", "rawId": "x", "response": {}}', "x" * 30_000])
def test_what_is_no_answer_of_a_passkey_does_nothing_and_loses_nothing(clinic, clock, nonsense):
    act = ACTS["approve"](clinic)
    before, client = state(), later(clinic, act, clock)

    asked = client.post(act.address, act.sent | {"again_passkey": nonsense})

    assert is_asked(asked)
    assert b"This passkey was not accepted" in asked.content
    assert form_of(asked)["note"] == ["Words that took an hour."]
    assert state() == before


def test_every_sign_that_was_typed_comes_back(clinic, clock):
    typed = '\n<b>"It\'s" & 5 < 6</b>\r\n\r\nZażółć 🙂 '
    act = ACTS["approve"](clinic)

    asked = later(clinic, act, clock).post(act.address, act.sent | {"note": typed, "more": ["1", "2"]})

    assert form_of(asked)["note"] == [typed]
    assert form_of(asked)["more"] == ["1", "2"]


def test_the_password_can_not_be_guessed_there_by_who_found_a_session(clinic, clock, monkeypatch):
    moved_by_hand(monkeypatch, tries)
    act = ACTS["approve"](clinic)
    before, client = state(), later(clinic, act, clock)
    for _time in range(10):
        client.post(act.address, act.sent | {"again_password": "wrong"})

    assert is_asked(client.post(act.address, act.sent | {"again_password": PASSWORD}))
    assert state() == before


def test_the_session_gets_another_key_and_half_an_hour_more(clinic, clock):
    act = ACTS["approve"](clinic)
    client = later(clinic, act, clock)
    before = client.cookies["sessionid"].value
    client.post(act.address, act.sent | {"again_password": PASSWORD})

    clock.forward(minutes=20)
    other = ACTS["schedule"](clinic)

    assert client.cookies["sessionid"].value != before
    assert not is_asked(client.post(other.address, other.sent))


def test_writing_and_reading_are_never_interrupted(clinic, clock):
    page = builders.article(clinic["editor"])
    client = later(clinic, Act("editor", ""), clock, minutes=50)
    here = f"/admin/articles/article/{page.pk}"
    form = {"title": "Another title", "lede": "A lede.", "body": "Words.\n", "topics": "after-treatment",
            "risk": "normal", "language": "en-GB", "interval_months": "24", "base_edit": page.edit}  # fmt: skip

    assert client.get(f"{here}/change/").status_code == 200
    assert client.post(f"{here}/change/", form).status_code == 302
    page.refresh_from_db()
    assert page.title == "Another title"


def test_who_is_not_signed_in_is_led_to_the_door_not_asked(clinic, clock):
    act = ACTS["approve"](clinic)

    response = Client().post(act.address, act.sent | {"again_password": PASSWORD})

    assert response["Location"].startswith("/admin/login/")


def test_no_screen_sees_the_password(clinic, clock, monkeypatch):
    seen = []
    act = ACTS["approve"](clinic)
    client = later(clinic, act, clock)

    def decide(request, *given):
        seen.append(request.POST)
        return HttpResponse()

    monkeypatch.setattr("clinic_site.content.review_screen.decide", decide)
    client.post(act.address, act.sent | {"again_password": PASSWORD})

    assert "again_password" not in seen[0]
