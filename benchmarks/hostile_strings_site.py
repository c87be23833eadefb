"""What benchmarks/hostile_strings.py asks, in a process whose settings are those of its demonstration."""

import logging
import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from http import HTTPStatus
from pathlib import Path
from time import process_time
from urllib.parse import quote, urlencode, urlsplit

from django.test import Client

from clinic_site.accounts.models import User
from clinic_site.views import slowing
from faq.models import Question
from tests.architecture.addresses import filled, routes
from tests.hostile.strings import ELSEWHERE, HOSTS, in_a_path, strings

HOST = "127.0.0.1"
FAST_ENOUGH = 0.2  # seconds of CPU for 99 of 100
OUR_FAULT = 500
NAMES = (
    "q",
    "next",
    "number",
    "n",
    "answers",
    "size",
    "page",
    "after",
    "o",
    "p",
    "old",
    "new",
    "needs",
    "helpful",
    "given",
    "body",
    "slug",
    "title",
    "seen",
    "base_edit",
    "content",
    "fields",
    "kind",
    "username",
    "_changelist_filters",
)
HEADERS = (
    "host",
    "referer",
    "origin",
    "user-agent",
    "accept-language",
    "accept-encoding",
    "if-none-match",
    "range",
    "if-modified-since",
    "x-forwarded-host",
    "x-forwarded-for",
    "x-request-id",
    "cookie",
    "content-type",
)


@dataclass
class Asking:
    """Every answer is looked at once: its status, where it leads, and what it cost."""

    who: str
    person: User | None = None
    client: Client = field(default_factory=lambda: Client(raise_request_exception=False))
    costs: list[tuple[float, str]] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)

    def sign_in(self) -> None:
        """Before each address: some end the visit, and nobody signed in reaches most of them."""
        if self.person:
            self.client.force_login(self.person)
            if self.client.get("/admin/", headers={"host": HOST}).status_code != HTTPStatus.OK:
                self.tell("is not let in any more")

    def ask(self, method: str, address: str, data: dict | None = None, **headers: str) -> None:
        begun = process_time()
        try:
            answer = getattr(self.client, method)(address, data or {}, headers={"host": HOST} | as_sent(headers))
        except ValueError as refused:
            # The test client itself writes no such header or address.
            if "Header values" not in str(refused) and "netloc" not in str(refused) and "IPv6" not in str(refused):
                raise
            return
        self.costs.append((process_time() - begun, f"{method} {address[:150]}"))
        if answer.status_code >= OUR_FAULT:
            self.tell(f"{method} {address[:200]!r} {str(headers)[:200]} {answer.status_code}")
        if leads_away(answer.get("Location", "")):
            self.tell(f"{method} {address[:200]!r} leads to {answer['Location'][:200]!r}")
        answer.close()

    def tell(self, fault: str) -> None:
        """At once: who stops a long run has seen what it found."""
        print(f"{self.who}: {fault}", file=sys.stderr, flush=True)
        self.faults.append(fault)


def as_sent(headers: dict[str, str]) -> dict[str, str]:
    """A server hands on each byte of a header as one character."""
    return {name: value.encode(errors="surrogatepass").decode("latin-1") for name, value in headers.items()}


def leads_away(location: str) -> bool:
    seen = re.sub(r"[\t\r\n]", "", location).replace("\\", "/")
    return bool(seen) and (seen.startswith("//") or urlsplit(seen).netloc not in {"", HOST})


def addresses(known: dict) -> Iterator[tuple[str, list[str]]]:
    """Each route whose places are known, and these."""
    for _name, route in routes():
        places = list(dict.fromkeys(re.findall(r"<(?:\w+:)?(\w+)>", route)))
        if set(places) <= set(known):
            yield route, places


def attack(asking: Asking, known: dict, texts: list[str], every: int) -> None:
    """Each string has its turn in a path and a query at one of 3 × every, in a form, headers at one of 20 ×."""
    found = list(addresses(known))
    for number, (route, places) in enumerate(found):
        asking.sign_in()
        plain = filled(route, known)
        for text in turn(texts, number, min(3 * every, len(found))):
            for place in places:
                for spelled in in_a_path(text):
                    asking.ask("get", filled(route, known | {place: spelled.replace("\\", "%5c")}))
            asking.ask("get", f"{plain}?{urlencode(dict.fromkeys(NAMES, text), errors='replace')}")
        for text in turn(texts, number, min(20 * every, len(found))):
            asking.ask("post", plain, dict.fromkeys(NAMES, text), origin=f"http://{HOST}")
            for header in HEADERS:
                asking.ask("get", plain, **{header: text.replace("\r", "").replace("\n", "")})
        for host in HOSTS[number % 4 :: 4]:
            asking.ask("get", plain, host=host.replace("\r\n", ""))
        for text in ELSEWHERE:
            asking.ask("get", f"{plain}?next={quote(text)}")


def turn(texts: list[str], number: int, turns: int) -> list[str]:
    return texts[number % turns :: turns]


def known_places() -> dict:
    page = Question.objects.first()
    return {
        "slug": page.slug,
        "typed": page.number_id,
        "number": page.number_id,
        "key": "Nobody1999",
        "name": "x.webp",
        "revision": 1,
        "object_id": page.pk,
        "uidb64": "MQ",
        "token": "a-b",
        "app_label": "articles",
        "content_type_id": 1,
        "after": page.number_id,
        "url": "nowhere",
        "what": "sources",
        "pk": 1,
        "path": "x",
    }


def lines_of(files: tuple[str, ...]) -> list[str]:
    return [line for file in files for line in Path(file).read_text(encoding="utf-8").split("\n")]


def report(asking: Asking, texts: list[str]) -> float:
    """A row of the table; answers with what one of a hundred took."""
    costs = sorted(asking.costs)
    middle, late, worst = costs[len(costs) // 2], costs[len(costs) * 99 // 100], costs[-1]
    print(f"| {asking.who} | {len(texts)} | {len(costs):,} | {len(asking.faults)} | {1000 * middle[0]:.1f} | "
          f"{1000 * late[0]:.1f} | {1000 * worst[0]:.0f} | {worst[1]} |", flush=True)  # fmt: skip
    return late[0]


def main(every: str, *files: str) -> None:
    logging.disable(logging.CRITICAL)
    # Who is slowed down reaches nothing that could break.
    slowing.WRONG_FROM_ONE_SENDER = slowing.WRONG_IN_ALL
    known, texts, faults, slowest = known_places(), lines_of(files) or strings(), [], 0.0
    print("| who | strings | requests | faults | CPU, ms: middle | 99 of 100 | worst | at |")
    print("|:--|" + "--:|" * 6 + ":--|")
    owner = User.objects.filter(groups__name="owner").first()
    for asking in (Asking("visitor"), Asking("owner", owner)):
        attack(asking, known, texts, int(every))
        slowest = max(slowest, report(asking, texts))
        faults += asking.faults
    sys.exit(1 if faults or slowest > FAST_ENOUGH else 0)
