"""The points that Mozilla's HTTP Observatory gives an answer (algorithm 6, github.com/mdn/mdn-http-observatory), worked
out anew from its published rules. A site begins with 100. Points above that count only where, without them, nothing or
little (10) was lost. What a list of preloaded hosts would add (5) is left out.

Rule by rule, the most that can be had: policy with default-src 'none' and nothing unsafe 10, no frames 5, referrer
kept 5, opener 10, embedder 10, resource 10, own scripts held to their digest 5, cookies (only where there are any) 5.
That makes 155, and 160 for the page that sets a cookie. A page without a script, or a document that is none, has 150.
"""

import re
from dataclasses import dataclass
from html.parser import HTMLParser
from urllib.parse import urlsplit

BROAD = {"ftp:", "http:", "https:", "*", "http://*", "http://*.*", "https://*", "https://*.*"}
UNSAFE = BROAD | {"'unsafe-inline'", "data:"}
HALF_A_YEAR = 15_552_000  # seconds, as they count it
ENOUGH_FOR_MORE = 90


@dataclass(frozen=True)
class Answer:
    """`cookies` as their Set-Cookie lines; header names in lower case."""

    headers: dict[str, str]
    body: bytes = b""
    cookies: tuple[str, ...] = ()


def points(answer: Answer) -> dict[str, int]:
    """What each rule gives or takes."""
    rules = (content, cookies, embedder, opener, sharing, referrer, transport, scripts, sniffing, framing, resource)
    return {rule.__name__: rule(answer) for rule in rules}


def score(answer: Answer) -> int:
    given = points(answer).values()
    lost = 100 + sum(one for one in given if one < 0)
    return lost + sum(one for one in given if one > 0) if lost >= ENOUGH_FOR_MORE else lost


def directives(answer: Answer) -> dict[str, set[str]]:
    """Raises ValueError for a directive that stands twice."""
    found = {}
    for part in answer.headers.get("content-security-policy", "").lower().split(";"):
        name, *sources = part.split()
        if name in found:
            raise ValueError(name)
        found[name] = set(sources) or {"'none'"}
    return found


def content(answer: Answer) -> int:
    if not answer.headers.get("content-security-policy"):
        return -25
    try:
        found = directives(answer)
    except ValueError:
        return -25
    fallback = found.get("default-src", {"*"})
    run, styles = found.get("script-src", fallback), found.get("style-src", fallback)
    insecure = [name for name, sources in found.items() if any(one.startswith(("http:", "ftp:")) for one in sources)]
    if run & UNSAFE or found.get("object-src", fallback) & BROAD:
        return -20
    if set(insecure) - {"img-src", "media-src"}:
        return -20
    if "'unsafe-eval'" in run | styles or insecure:
        return -10
    if styles & UNSAFE:
        return 0
    return 10 if found.get("default-src") == {"'none'"} else 5


def cookies(answer: Answer) -> int:
    """The worst of them counts; all in order give 5."""
    return min((cookie(line.lower(), is_kept=transport(answer) == 0) for line in answer.cookies), default=0)


def cookie(line: str, *, is_kept: bool) -> int:
    """`is_kept`: browsers never ask this host without TLS."""
    (name, *_value), *rest = (part.strip().split("=", 1) for part in line.split(";"))
    said = {part[0]: part[1] if len(part) > 1 else "" for part in rest}
    is_session, is_token = "sess" in name or "login" in name, "csrf" in name
    faults = []
    if "samesite" in said and said["samesite"] not in {"lax", "strict", "none"}:
        faults.append(-20)
    if "secure" not in said:
        faults.append((-10 if is_kept else -40) if is_session else (-5 if is_kept else -20))
    if is_session and "httponly" not in said:
        faults.append(-30)
    if is_token and "samesite" not in said:
        faults.append(-20)
    return min(faults) if faults else 5 if "samesite" in said else 0


def one_of(answer: Answer, header: str, good: set[str], indifferent: str, bonus: int) -> int:
    said = answer.headers.get(header, "").strip().lower()
    return bonus if said in good else 0 if said in {"", indifferent} else -5


def embedder(answer: Answer) -> int:
    return one_of(answer, "cross-origin-embedder-policy", {"require-corp", "credentialless"}, "unsafe-none", 10)


def opener(answer: Answer) -> int:
    good = {"same-origin", "same-origin-allow-popups", "noopener-allow-popups"}
    return one_of(answer, "cross-origin-opener-policy", good, "unsafe-none", 10)


def resource(answer: Answer) -> int:
    return one_of(answer, "cross-origin-resource-policy", {"same-origin", "same-site"}, "cross-origin", 10)


def sharing(answer: Answer) -> int:
    """Any other host may read what is public; with credentials it might read more."""
    with_credentials = answer.headers.get("access-control-allow-credentials", "").strip().lower() == "true"
    return -50 if with_credentials and answer.headers.get("access-control-allow-origin", "*") != "*" else 0


def referrer(answer: Answer) -> int:
    private = {"no-referrer", "same-origin", "strict-origin", "strict-origin-when-cross-origin"}
    return one_of(answer, "referrer-policy", private, "", 5)


def transport(answer: Answer) -> int:
    ages = re.findall(r"max-age=([0-9]+)", answer.headers.get("strict-transport-security", "").lower())
    if len(ages) != 1:
        return -20
    return 0 if int(ages[0]) >= HALF_A_YEAR else -10


class Scripts(HTMLParser):
    def __init__(self):
        super().__init__()
        self.found: list[dict[str, str | None]] = []

    def handle_starttag(self, tag, attrs):
        if tag == "script":
            self.found.append(dict(attrs))


def scripts(answer: Answer) -> int:
    """Of a page on TLS: one of its own held to its digest gives 5, one of another host without takes at least 5."""
    if not answer.headers.get("content-type", "text/html").startswith("text/html"):
        return 0
    read = Scripts()
    read.feed(answer.body.decode())
    named = [one for one in read.found if one.get("src")]
    foreign = [one for one in named if urlsplit(one["src"]).netloc]
    if foreign:
        bare = [one for one in foreign if not one.get("integrity")]
        return -50 if any(not one["src"].startswith("https:") for one in bare) else -5 if bare else 5
    return 5 if any(one.get("integrity") for one in named) else 0


def sniffing(answer: Answer) -> int:
    return 0 if answer.headers.get("x-content-type-options", "").strip().lower() == "nosniff" else -5


def framing(answer: Answer) -> int:
    if "frame-ancestors" in answer.headers.get("content-security-policy", ""):
        return 5
    return 5 if answer.headers.get("x-frame-options", "").strip().lower() in {"deny", "sameorigin"} else -20


def redirection(route: list[str]) -> int:
    """Of the addresses that somebody passes who asked without TLS."""
    if len(route) == 1 or not route[-1].startswith("https:"):
        return -20
    if not route[1].startswith("https:"):
        return -10
    return 0 if urlsplit(route[0]).hostname == urlsplit(route[1]).hostname else -5
