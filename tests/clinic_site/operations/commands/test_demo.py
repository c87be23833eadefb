import socket

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError

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
