"""Asks links to other hosts whether they still answer: politely, without cookies, and never inside our own network."""

import ipaddress
import re
import socket
import ssl
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from html import unescape
from http.client import HTTPConnection, HTTPException, HTTPSConnection
from urllib.parse import SplitResult, quote, urljoin, urlsplit

from django.utils.translation import gettext as _

from clinic_site.content import outside, registry
from clinic_site.content.drafting import rendered
from clinic_site.content.outside import OutsideLink

LINK = re.compile(r'<a href="(https?://[^"]+)"', re.IGNORECASE)
AGENT = "clinic-guide-link-check/1"
SECONDS = 10
MOST_REDIRECTS = 5
PAUSE = 1.0
MOVED = frozenset({301, 302, 303, 307, 308})
# The page is there; the host only keeps programs out.
PEOPLE_ONLY = frozenset({401, 403, 405, 406, 429})
SAFE = "/%:=&?~+!$,;'@()*[]"
# Fewer hosts may well be gone on one day.
HOSTS_FOR_DOUBT = 3


class Refused(Exception):
    """An address that we do not ask; the message says why."""


@dataclass(frozen=True)
class Answer:
    """`heard` tells a host that answered, if only with an error, from one that did not."""

    address: str
    works: bool
    words: str
    heard: bool = True


def linked() -> dict[str, list[str]]:
    """Every outside address of the published texts and of the desks, with the numbers of the pages that have it."""
    found: dict[str, list[str]] = {}
    for number, html in _texts():
        for address in LINK.findall(html):
            pages = found.setdefault(unescape(address), [])
            if number not in pages:
                pages.append(number)
    return dict(sorted(found.items()))


def _texts() -> Iterator[tuple[str, str]]:
    for model in registry.page_types():
        for page in model.objects.all():
            yield page.number_id or "", rendered(page.body).html
        for revision in model.revision_class.objects.published().select_related("page"):
            yield revision.page.number_id or "", revision.html


def asked(
    addresses: list[str], *, allow_private: bool = False, pause: float = PAUSE, wait: Callable = time.sleep
) -> Iterator[Answer]:
    """One address after the other, with `pause` seconds between two questions to the same host."""
    last: dict[str, float] = {}
    for address in addresses:
        host = _host(address)
        rest = last.get(host, -pause) + pause - time.monotonic() if host in last else 0
        if rest > 0:
            wait(rest)
        yield ask(address, allow_private=allow_private)
        last[host] = time.monotonic()


def _host(address: str) -> str:
    try:
        return urlsplit(address).hostname or ""
    except ValueError:
        return ""


def ask(address: str, *, allow_private: bool = False) -> Answer:
    """HEAD, and GET where HEAD is not liked."""
    try:
        status, reason = _followed("HEAD", address, allow_private)
        if status >= 400:
            status, reason = _followed("GET", address, allow_private)
    except Refused as refusal:
        return Answer(address, False, str(refusal))
    except (OSError, HTTPException) as fault:
        return Answer(address, False, _("no answer: %(why)s") % {"why": _fault(fault)}, heard=False)
    return Answer(address, status < 400 or status in PEOPLE_ONLY, f"{status} {reason}".strip())


def _fault(fault: Exception) -> str:
    if isinstance(fault, TimeoutError):
        return _("it took longer than %(seconds)d seconds") % {"seconds": SECONDS}
    return getattr(fault, "strerror", None) or str(fault) or type(fault).__name__


def _followed(method: str, address: str, allow_private: bool) -> tuple[int, str]:
    for _turn in range(MOST_REDIRECTS + 1):
        status, reason, onward = _request(method, address, allow_private)
        if status not in MOVED or not onward:
            return status, reason
        address = _joined(address, onward)
    raise Refused(_("it sends on more than %(most)d times") % {"most": MOST_REDIRECTS})


def _joined(address: str, onward: str) -> str:
    try:
        return urljoin(address, onward)
    except ValueError as fault:
        raise Refused(_("it sends on to what is no address")) from fault


def _request(method: str, address: str, allow_private: bool) -> tuple[int, str, str]:
    parts, port = _parts(address)
    kind = _Tls if parts.scheme == "https" else _Plain
    connection = kind(parts.hostname, port, timeout=SECONDS)
    connection.allow_private = allow_private
    path = quote(parts.path or "/", safe=SAFE) + (f"?{quote(parts.query, safe=SAFE)}" if parts.query else "")
    try:
        connection.request(method, path, headers={"User-Agent": AGENT, "Accept": "*/*", "Connection": "close"})
        answer = connection.getresponse()
        return answer.status, answer.reason, answer.getheader("Location", "")
    finally:
        connection.close()


def _parts(address: str) -> tuple[SplitResult, int | None]:
    try:
        parts = urlsplit(address)
        port = parts.port
        (parts.hostname or "").encode("idna")
    except ValueError as fault:
        raise Refused(_("it is no address that can be asked")) from fault
    if parts.scheme not in ("http", "https") or not parts.hostname or "@" in parts.netloc:
        raise Refused(_("only http and https addresses without a user name are asked"))
    return parts, port


class _Plain(HTTPConnection):
    allow_private = False

    def connect(self) -> None:
        self.sock = _reached(self.host, self.port, self.allow_private)


class _Tls(HTTPSConnection):
    allow_private = False

    def connect(self) -> None:
        plain = _reached(self.host, self.port, self.allow_private)
        self.sock = ssl.create_default_context().wrap_socket(plain, server_hostname=self.host)


def _reached(host: str, port: int, allow_private: bool) -> socket.socket:
    """Connects to the very address that was judged: a name could lead elsewhere when it is looked up again."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    allowed = [place for _family, _type, _proto, _name, place in found if allow_private or is_public(place[0])]
    if not allowed:
        raise Refused(_("it leads into a private network"))
    fault: OSError | None = None
    for place in allowed:
        try:
            return socket.create_connection(place[:2], SECONDS)
        except OSError as refusal:
            fault = refusal
    raise fault


def is_public(ip: str) -> bool:
    """Whether an IP address belongs to the open internet, also when it wraps an older one."""
    address = ipaddress.ip_address(ip.partition("%")[0])
    if address.version == 6:
        inner = address.ipv4_mapped or address.sixtofour
        if inner is None and address in ipaddress.ip_network("64:ff9b::/96"):
            inner = ipaddress.ip_address(int(address) & 0xFFFFFFFF)
        address = inner or address
    return address.is_global and not address.is_multicast


def is_our_fault(answers: list[Answer]) -> bool:
    """When no host at all was heard, it is more likely that this machine has no way out."""
    hosts = {_host(answer.address) for answer in answers}
    return len(hosts) >= HOSTS_FOR_DOUBT and not any(answer.heard for answer in answers)


def remembered(answers: list[Answer]) -> list[OutsideLink]:
    return [outside.remember(one.address, works=one.works, answer=one.words) for one in answers]
