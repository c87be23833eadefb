import logging
import socket

import pytest
from django.core import mail
from django.core.management import call_command
from django.core.management.base import CommandError

from clinic_site.operations.management.commands import demo
from clinic_site.operations.management.commands.demo import shown_host


@pytest.fixture
def taken():
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        listener.listen()
        yield listener.getsockname()[1]


def test_a_port_in_use_is_said_before_anything_is_done(taken, settings, tmp_path):
    settings.DATA_DIR = tmp_path

    with pytest.raises(CommandError, match=f"Port {taken} is in use.*manage.py demo --port {taken + 1}"):
        call_command("demo", port=taken)

    assert list(tmp_path.iterdir()) == []


def test_an_address_of_another_machine_is_said(settings):
    with pytest.raises(CommandError, match="Can't listen on 192.0.2.1 port 8000"):
        call_command("demo", host="192.0.2.1", port=8000)


def test_a_site_with_tls_has_no_demonstration(settings):
    settings.SECURE_SSL_REDIRECT = True

    with pytest.raises(CommandError, match="has no TLS. Unset CLINIC_ADDRESS"):
        call_command("demo")


@pytest.mark.parametrize(
    ("host", "shown"),
    [("127.0.0.1", "127.0.0.1"), ("::1", "[::1]"), ("0.0.0.0", "127.0.0.1"), ("::", "[::1]")],  # noqa: S104
)
def test_the_printed_address_can_be_opened(host, shown):
    assert shown_host(host) == shown


@pytest.fixture
def served(monkeypatch, settings):
    """What the server was started with, without one being started."""
    started = {}

    def run(host, port, application, ipv6, *, threading, on_bind):
        on_bind(port)
        started.update(host=host, port=port, application=application, threading=threading)
        started["logs"] = logging.getLogger("django.server").isEnabledFor(logging.ERROR)
        raise KeyboardInterrupt

    level = logging.getLogger("django.server").level
    monkeypatch.setattr(demo, "prepare", lambda: {"owner@clinic.example": "seven-words"})
    monkeypatch.setattr(demo.basehttp, "run", run)
    monkeypatch.setattr(demo.ticking, "start", lambda: started.update(ticks=True))
    yield started
    logging.getLogger("django.server").setLevel(level)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def test_it_prints_where_it_serves_and_who_may_sign_in(served, settings, capsys):
    port = free_port()
    address = f"http://127.0.0.1:{port}"

    call_command("demo", port=port)

    said = capsys.readouterr().out
    assert f"{address}/\n" in said
    assert address == settings.SITE_ADDRESS
    assert "owner@clinic.example  seven-words" in said
    assert "Everything here is an example" in said
    assert (served["host"], served["port"], served["threading"]) == ("127.0.0.1", port, True)


def test_it_serves_the_site_and_logs_no_addresses(served):
    call_command("demo", port=free_port())

    assert served["application"].application.__class__.__name__ == "PageCache"
    assert served["logs"] is False


def test_what_waits_for_its_time_is_done_while_it_serves(served):
    call_command("demo", port=free_port())

    assert served["ticks"] is True


def test_letters_to_people_who_do_not_exist_are_kept_in_a_folder(served, settings, tmp_path, capsys):
    settings.EMAIL_HOST = "mail.example.org"

    call_command("demo", port=free_port())
    mail.send_mail("A title", "A link.", None, ["owner@clinic.example"])

    [letter] = (tmp_path / "letters").iterdir()
    assert "Subject: A title" in letter.read_text(encoding="utf-8")
    assert f"kept in {tmp_path / 'letters'}." in capsys.readouterr().out


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost"])
def test_the_site_answers_under_both_names_of_this_machine(client, db, host):
    assert client.get("/healthz", headers={"host": f"{host}:8123"}).status_code == 200
