"""Asks the site at its own address, as a reader's browser would."""

import http.client
import ssl
import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from urllib.parse import urlsplit

from django.conf import settings
from django.utils.translation import gettext as _

from clinic_site.operations.doctor_finding import Finding

LONGEST = 10  # seconds
PATH = "/healthz"


@dataclass(frozen=True)
class Answer:
    status: int
    location: str = ""
    renewed_late: str = ""  # the day on which a certificate ends that should have been exchanged by now


def ask() -> Answer:
    """Raises OSError when nobody answers, ssl.SSLError among them when the certificate is not right."""
    parts = urlsplit(settings.SITE_ADDRESS)
    kind = http.client.HTTPSConnection if parts.scheme == "https" else http.client.HTTPConnection
    try:
        connection = kind(parts.hostname, parts.port, timeout=LONGEST)
    except http.client.InvalidURL as fault:
        raise OSError(_("this is no name that can be looked up")) from fault
    try:
        connection.request("GET", PATH, headers={"User-Agent": "clinic-guide/1"})
        certificate = connection.sock.getpeercert() if parts.scheme == "https" else None
        got = connection.getresponse()
        return Answer(got.status, got.headers.get("Location", ""), ending(certificate) if certificate else "")
    except http.client.HTTPException as fault:
        raise OSError(f"its answer is no HTTP: {type(fault).__name__}") from fault
    except UnicodeError as fault:
        raise OSError(_("this is no name that can be looked up")) from fault
    finally:
        connection.close()


def ending(certificate: dict) -> str:
    """The day when it ends, if less than a fifth of its life is left: certbot exchanges one after two thirds."""
    begin, end = (ssl.cert_time_to_seconds(certificate[name]) for name in ("notBefore", "notAfter"))
    is_late = end - time.time() < (end - begin) / 5
    return f"{datetime.fromtimestamp(end, UTC):%Y-%m-%d}" if is_late else ""


def reached() -> Iterator[Finding]:
    where = {"address": settings.SITE_ADDRESS}
    try:
        answer = ask()
    except ssl.SSLError as fault:
        yield Finding(
            _("The certificate of %(address)s is not right: %(fault)s") % (where | {"fault": fault}),
            _("Browsers refuse to open the site."),
            _("certbot renew; then systemctl reload nginx (docs/deploy.md, certificates)."),
        )
        return
    except OSError as fault:
        yield Finding(
            _("Nobody answers at %(address)s: %(fault)s") % (where | {"fault": fault}),
            _("No reader reaches the site."),
            _("systemctl status nginx clinic-guide; nginx -t; and look whether the name leads to this machine."),
        )
        return
    if answer.renewed_late:
        yield Finding(
            _("The certificate of %(address)s ends on %(day)s and was not renewed.")
            % (where | {"day": answer.renewed_late}),
            _("From then on browsers refuse to open the site."),
            _("systemctl enable --now certbot.timer; certbot renew; then systemctl reload nginx."),
        )
    yield from said(answer, where)


def said(answer: Answer, where: dict) -> Iterator[Finding]:
    if answer.status in {301, 302, 307, 308} and answer.location.startswith(settings.SITE_ADDRESS):
        yield Finding(
            _("%(address)s sends visitors round in circles.") % where,
            _("The site isn't told that the visitor came by https."),
            _(
                "CLINIC_BEHIND_PROXY=1 in the environment file, and in nginx: proxy_set_header X-Forwarded-Proto"
                " $scheme; (deploy/nginx.conf has it). Then restart both."
            ),
        )
    elif answer.status == 400:
        yield Finding(
            _("The site at %(address)s refuses its own name.") % where,
            _("The name that nginx passes on is not the one of CLINIC_ADDRESS."),
            _("proxy_set_header Host $host; in nginx, and server_name and CLINIC_ADDRESS have to be the same."),
        )
    elif answer.status >= 500:
        yield Finding(
            _("The site at %(address)s answers %(status)d.") % (where | {"status": answer.status}),
            _("nginx runs, and no process of the site behind it."),
            "systemctl restart clinic-guide; journalctl -u clinic-guide -n 50",
        )
    elif answer.status != 200:
        yield Finding(
            _("At %(address)s another site answers (%(status)d).") % (where | {"status": answer.status}),
            _("Readers don't reach this one."),
            _("nginx: server_name and the files in /etc/nginx/sites-enabled; or the name leads elsewhere."),
        )


LOOKS = (reached,)
