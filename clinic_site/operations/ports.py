"""Whether this machine can listen where it is asked to, said before any work is done."""

import errno
import socket

from django.core.management.base import CommandError
from django.utils.translation import gettext as _


def refuse_port_in_use(host: str, port: int, command: str) -> None:
    """Before the work of preparing, not after it."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            raise CommandError(not_served(host, port, error, command)) from error


def not_served(host: str, port: int, error: OSError, command: str) -> str:
    if error.errno == errno.EADDRINUSE:
        message = _(
            "Port %(port)d is in use. Stop the other program, or choose another: manage.py %(command)s --port %(next)d"
        )
        return message % {"port": port, "command": command, "next": port + 1}
    return _("Can't listen on %(host)s port %(port)d: %(why)s. Choose others with --host and --port.") % {
        "host": host,
        "port": port,
        "why": error.strerror,
    }
