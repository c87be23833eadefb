"""The list of checks. A stop can't be argued with, unless it says that a reason and a second person can override it;
a look asks for a reason; a note only tells."""

import hashlib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import asdict, dataclass

from django.utils.translation import gettext as _

from clinic_site.readability.kept import kept
from clinic_site.readiness import remembered
from clinic_site.readiness.draft import Draft, Facts

STOP, LOOK, NOTE = "stop", "look", "note"
LEVELS = (STOP, LOOK, NOTE)


@dataclass(frozen=True)
class Found:
    """What one check says about one field of the wording; `line` counts from 1, 0 means that none is known.

    `excerpt` is the text it is about, as it stands in the draft: with it the editor can point there, and a reason given
    for it no longer counts once it changes. `key` tells apart what one check finds, such as the rule of a claim.
    """

    field: str
    why: str
    fix: str = ""
    line: int = 0
    excerpt: str = ""
    key: str = ""


@dataclass(frozen=True)
class Finding:
    level: str
    place: str
    why: str
    fix: str
    code: str = ""
    id: str = ""
    field: str = ""
    line: int = 0
    excerpt: str = ""
    can_override: bool = False
    reason: str = ""

    @property
    def needs_reason(self) -> bool:
        return self.level == LOOK or (self.level == STOP and self.can_override)

    def as_dict(self) -> dict[str, str]:
        """What is kept on a revision: the finding and the reason that was given for it."""
        kept = asdict(self)
        return {name: kept[name] for name in ("level", "code", "id", "place", "why", "fix", "excerpt", "reason")}


Run = Callable[[Draft, Facts], Iterator[Found]]


@dataclass(frozen=True)
class Check:
    """`sees` and `fix` are the words of docs/checks.md; `fix` also stands with a finding that brings none."""

    code: str
    level: str
    sees: str
    fix: str
    run: Run
    kinds: frozenset[str] = frozenset()
    can_override: bool = False


_registered: dict[str, Check] = {}


def register(check: Check) -> None:
    """Adds a check for the page kinds it names, or for all. Registering it again changes nothing."""
    known = _registered.setdefault(check.code, check)
    if known.run is not check.run:
        raise ValueError(f"two checks have the code {check.code!r}")


def check(code: str, level: str, *, sees: str, fix: str, kinds: frozenset[str] = frozenset(), can_override=False):
    """Registers the function below it."""

    def decorate(run: Run) -> Run:
        register(Check(code, level, sees, fix, run, kinds, can_override))
        return run

    return decorate


def registered() -> list[Check]:
    """All checks, stops first."""
    return sorted(_registered.values(), key=lambda known: (LEVELS.index(known.level), known.code))


def findings(draft: Draft, facts: Facts, levels: Iterable[str] = LEVELS) -> list[Finding]:
    """Everything the checks of these levels say, stops first, each with the reason that the wording gives for it."""
    reasons = given_reasons(draft.wording.get("reasons", []))
    text = remembered.text_of(draft)
    return [
        one
        for known in registered()
        if known.level in levels and (not known.kinds or draft.kind in known.kinds)
        for one in _findings_of(known, text.found_by(known.run, draft, facts), draft, reasons)
    ]


def _findings_of(known: Check, found: tuple[Found, ...], draft: Draft, reasons: dict[str, str]) -> Iterator[Finding]:
    """Nobody has seen what comes after the last that is listed, so no reason can be given for it."""
    most = remembered.MOST_FOUND
    yield from (_finding(known, one, draft, reasons) for one in found[:most])
    if len(found) > most:
        why = _("The text has more than %(count)d places like these, too many to list.") % {"count": most}
        place, fix = place_of(draft, found[most].field), _("Put these right first.")
        yield Finding(STOP, place, why, fix, code=known.code, id=f"{known.code}-more", field=found[most].field)


def _finding(known: Check, found: Found, draft: Draft, reasons: dict[str, str]) -> Finding:
    name = "-".join(part for part in (known.code, found.key, _mark(found.excerpt)) if part)
    return Finding(
        level=known.level,
        place=place_of(draft, found.field, found.line),
        why=str(found.why),
        fix=str(found.fix or known.fix),
        code=known.code,
        id=name,
        field=found.field,
        line=found.line,
        excerpt=found.excerpt,
        can_override=known.can_override,
        reason=reasons.get(name, ""),
    )


def place_of(draft: Draft, field: str, line: int = 0) -> str:
    label = str(draft.labels.get(field, field))
    return _("%(field)s, line %(line)d") % {"field": label, "line": line} if line else label


@kept
def _mark(excerpt: str) -> str:
    words = " ".join(excerpt.casefold().split())
    return hashlib.sha256(words.encode("utf-8", "replace")).hexdigest()[:6] if words else ""


def given_reasons(lines: list[str]) -> dict[str, str]:
    """The lines `finding: reason` of a wording."""
    pairs = (line.partition(":") for line in lines)
    return {name.strip(): reason.strip() for name, _colon, reason in pairs if reason.strip()}


def stops(found: list[Finding]) -> list[Finding]:
    """What may not go on: stops that nobody can override, or that nobody gave a reason for."""
    return [one for one in found if one.level == STOP and not (one.can_override and one.reason)]


def overridden(found: list[Finding]) -> list[Finding]:
    return [one for one in found if one.level == STOP and one.can_override and one.reason]


def unexplained(found: list[Finding]) -> list[Finding]:
    """What a person still has to give a reason for before the text goes on."""
    return [one for one in found if one.needs_reason and not one.reason]
