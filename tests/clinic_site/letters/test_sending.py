"""Letters that are sent, and what becomes of them while the e-mail server is down."""

import re
import smtplib
from datetime import datetime, timedelta

import pytest
from django.contrib.auth.tokens import default_token_generator
from django.core import mail
from django.core.mail.backends import locmem
from django.utils import timezone

from clinic_site.accounts.links import state_of
from clinic_site.letters import sending
from clinic_site.letters.models import LASTS, MOST_TRIES, TOLD_FOR, WAITS, Ended, Letter
from tests.clinic_site.letters.test_models import letter


class Server(locmem.EmailBackend):
    """Takes letters as long as nothing is wrong with it."""

    down: Exception | None = None
    refuses: dict[str, Exception] = {}
    opened = 0

    def open(self):
        Server.opened += 1
        if Server.down:
            raise Server.down

    def send_messages(self, messages):
        if messages[0].to[0] in Server.refuses:
            raise Server.refuses[messages[0].to[0]]
        return super().send_messages(messages)


@pytest.fixture
def server(monkeypatch, settings):
    for name, value in (("down", None), ("refuses", {}), ("opened", 0)):
        monkeypatch.setattr(Server, name, value)
    settings.EMAIL_BACKEND = f"{__name__}.Server"
    return Server


@pytest.fixture
def at(monkeypatch):
    start = timezone.now()

    def move(by: timedelta) -> None:
        monkeypatch.setattr(timezone, "now", lambda: start + by)

    move(timedelta())
    return move


def sent() -> list[str]:
    return [message.to[0] for message in mail.outbox]


def test_a_letter_is_sent_once_with_its_link_and_says_why(staff, server):
    one = letter(staff["editor"], subject="Check by 3 May: Soreness", text="https://guide.example/admin/1/")

    assert [sending.send_waiting(), sending.send_waiting()] == [1, 0]
    [message] = mail.outbox
    assert (message.subject, message.to) == ("Check by 3 May: Soreness", [staff["editor"].email])
    assert message.body.startswith("https://guide.example/admin/1/\n")
    assert "because you work on the patient guide" in message.body
    assert message.message()["Auto-Submitted"] == "auto-generated"
    assert Letter.objects.get(pk=one.pk).sent_at


def test_without_letters_no_server_is_asked(db, server):
    sending.send_waiting()

    assert server.opened == 0


def test_where_no_server_is_set_letters_wait_and_are_printed_nowhere(staff, server, settings, capsys):
    one = letter(staff["editor"])
    settings.LETTERS_WAIT = True
    waits = sending.send_waiting(), server.opened, capsys.readouterr().out
    settings.LETTERS_WAIT = False

    assert waits == (0, 0, "")
    assert Letter.objects.get(pk=one.pk).tries == 0
    assert sending.send_waiting() == 1


def test_a_server_that_is_set_after_months_sends_nothing_of_what_waited_longer_than_a_week(staff, server, settings, at):
    settings.LETTERS_WAIT = True
    old = letter(staff["editor"], "old")
    at(timedelta(days=194))
    new = letter(staff["editor"], "new")
    at(timedelta(days=200))
    settings.LETTERS_WAIT = False

    assert (sending.send_waiting(), server.opened) == (1, 1)

    assert list(Letter.objects.filter(ended=Ended.LATE, sent_at=None)) == [old]
    assert Letter.objects.get(pk=new.pk).sent_at


def test_a_letter_is_ended_in_time_where_no_server_is_ever_set(staff, settings, at):
    settings.LETTERS_WAIT = True
    one = letter(staff["editor"])
    at(LASTS)
    sending.send_waiting()
    in_time = Letter.objects.get(pk=one.pk).ended
    at(LASTS + timedelta(minutes=1))
    sending.send_waiting()

    assert (in_time, Letter.objects.get(pk=one.pk).ended) == ("", Ended.LATE)
    assert str(LASTS.days) in str(Ended.LATE.label)
    assert list(Letter.objects.failed()) == [one]
    assert not Letter.objects.waiting()


def test_what_was_given_up_is_not_sent_again_after_a_week_either(staff, server, at):
    one = letter(staff["editor"])
    Letter.objects.update(tries=MOST_TRIES)
    at(LASTS + timedelta(minutes=1))

    assert (sending.send_again(Letter.objects.all()), sending.send_waiting()) == (0, 0)
    assert Letter.objects.get(pk=one.pk).ended == Ended.LATE


def test_after_a_month_nobody_is_told_any_more_of_what_did_not_go(staff, at):
    letter(staff["editor"])
    at(TOLD_FOR - timedelta(days=1))
    sending.send_waiting()
    told = Letter.objects.to_tell().count()
    at(TOLD_FOR + timedelta(days=1))

    assert (told, Letter.objects.to_tell().count(), Letter.objects.failed().count()) == (1, 0, 1)


def test_a_server_that_is_down_loses_nothing(staff, server, at):
    letter(staff["editor"])
    letter(staff["owner"])
    server.down = ConnectionRefusedError(111, "Connection refused")

    with pytest.raises(ConnectionRefusedError):
        sending.send_waiting()
    waiting = list(Letter.objects.values_list("tries", "last_error"))
    server.down = None
    too_early = sending.send_waiting()
    at(WAITS[0])
    later = sending.send_waiting()

    assert waiting == [(1, "ConnectionRefusedError: [Errno 111] Connection refused")] * 2
    assert (too_early, later) == (0, 2)
    assert sorted(sent()) == sorted([staff["editor"].email, staff["owner"].email])


def test_eight_tries_in_two_days_then_it_is_shown_as_failed(staff, server, at):
    one = letter(staff["editor"])
    server.down = smtplib.SMTPConnectError(421, b"Too busy")
    tried = []
    for minute in range(3 * 24 * 60):
        at(timedelta(minutes=minute))
        before = server.opened
        try:
            sending.send_waiting()
        except smtplib.SMTPConnectError:
            tried.append(minute)
        assert server.opened - before <= 1

    assert len(tried) == MOST_TRIES == 8
    assert tried == [0, 1, 6, 26, 86, 326, 1046, 2846]
    assert list(Letter.objects.failed()) == [one]
    assert not Letter.objects.waiting()


def test_a_failed_letter_can_be_sent_again(staff, server):
    one = letter(staff["editor"])
    Letter.objects.update(tries=MOST_TRIES, next_try_at=timezone.now() + timedelta(days=9))

    assert (sending.send_waiting(), sending.send_again(Letter.objects.all()), sending.send_waiting()) == (0, 1, 1)
    assert not Letter.objects.failed().filter(pk=one.pk)


def test_an_address_that_is_refused_keeps_nobody_else_waiting(staff, server):
    bad = letter(staff["editor"])
    letter(staff["owner"])
    server.refuses = {staff["editor"].email: smtplib.SMTPRecipientsRefused({"x": (550, b"no such user")})}

    assert sending.send_waiting() == 1
    assert sent() == [staff["owner"].email]
    assert "no such user" in Letter.objects.get(pk=bad.pk).last_error


def test_a_server_that_goes_away_costs_the_other_letters_no_try(staff, server):
    letter(staff["editor"])
    other = letter(staff["owner"])
    server.refuses = {staff["editor"].email: smtplib.SMTPServerDisconnected("gone")}

    with pytest.raises(smtplib.SMTPServerDisconnected):
        sending.send_waiting()

    assert Letter.objects.get(pk=other.pk).tries == 0
    assert sending.send_waiting() == 1


def test_a_letter_that_another_process_has_begun_is_left_alone(staff, server):
    one = letter(staff["editor"])
    Letter.objects.filter(pk=one.pk).update(tries=1)

    assert not sending.claim(one)
    assert not sending.sent([one], server())


def test_a_slow_server_keeps_the_rest_for_the_next_tick(staff, server, monkeypatch):
    for role in staff:
        letter(staff[role])
    clock = iter(range(0, 10_000, 40))
    monkeypatch.setattr(sending.time, "monotonic", lambda: next(clock))

    assert sending.send_waiting() == 1
    assert Letter.objects.due().count() == len(staff) - 1


def with_a_link(person) -> Letter:
    return letter(person, "link 7", "Choose a new password", text="Choose it here:", link_for=state_of(person))


def test_a_link_is_made_when_its_letter_goes_out_and_stands_in_no_row(staff, server, client):
    one = with_a_link(staff["editor"])

    assert sending.send_waiting() == 1

    [message] = mail.outbox
    found = re.search(r"Choose it here:\n\n\S+(/admin/invitation/\S+)\n", message.body)[1]
    assert client.get(found).status_code == 200
    assert "/invitation/" not in str(Letter.objects.filter(pk=one.pk).values())


def test_a_link_that_waited_for_its_server_lives_from_when_it_is_sent(staff, server, monkeypatch):
    with monkeypatch.context() as earlier:
        earlier.setattr(default_token_generator, "_now", lambda: datetime.now() - timedelta(days=5))
        with_a_link(staff["editor"])

    sending.send_waiting()

    token = re.search(r"/admin/invitation/\w+/([^/]+)/", mail.outbox[0].body)[1]
    assert default_token_generator.check_token(staff["editor"], token)


@pytest.mark.parametrize(
    "change", [{"password": "another"}, {"last_login": timezone.now()}, {"email": "another@example.test"}]
)
def test_who_has_got_in_or_moved_meanwhile_is_sent_no_link(staff, server, change):
    one = with_a_link(staff["editor"])
    type(staff["editor"]).objects.filter(pk=staff["editor"].pk).update(**change)

    assert (sending.send_waiting(), mail.outbox) == (0, [])

    one.refresh_from_db()
    assert (one.ended, one.tries) == (Ended.NO_LINK, 0)
    assert not Letter.objects.waiting()


def test_a_letter_to_who_left_is_ended_and_stays_so_when_they_come_back(staff, server):
    one = letter(staff["editor"])
    people = type(staff["editor"]).objects.filter(pk=staff["editor"].pk)
    people.update(is_active=False)
    sending.send_waiting()
    people.update(is_active=True)

    assert (sending.send_waiting(), mail.outbox) == (0, [])
    assert Letter.objects.get(pk=one.pk).ended == Ended.LEFT


def test_a_line_break_in_a_row_made_by_other_hands_begins_no_header(staff, server):
    one = letter(staff["editor"])
    Letter.objects.filter(pk=one.pk).update(subject="A title\nBcc: all@example.test")

    sending.send_waiting()

    [message] = mail.outbox
    assert message.message()["Bcc"] is None
    assert message.subject == "A title Bcc: all@example.test"


def test_a_line_break_in_an_address_is_kept_as_an_error(staff, server):
    type(staff["editor"]).objects.filter(pk=staff["editor"].pk).update(email="a@example.test\nBcc: b@example.test")
    one = letter(type(staff["editor"]).objects.get(pk=staff["editor"].pk))

    assert sending.send_waiting() == 0
    assert mail.outbox == []
    assert Letter.objects.get(pk=one.pk).last_error


def test_a_person_without_an_address_is_no_reason_to_say_sent(staff, server, monkeypatch):
    type(staff["editor"]).objects.filter(pk=staff["editor"].pk).update(email="")
    one = letter(type(staff["editor"]).objects.get(pk=staff["editor"].pk))
    monkeypatch.setattr(Server, "send_messages", lambda self, messages: 0)

    assert sending.send_waiting() == 0
    assert "no e-mail address" in Letter.objects.get(pk=one.pk).last_error
