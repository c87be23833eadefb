"""Recalls as readers meet them: first on the page, and on every page that its number or its old address leads to now.

Everything is told by dated rows and events, so the same code tells what stood there at an earlier moment.
"""

import json
import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Exists, F, Q, QuerySet
from django.db.models.fields.json import KT
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import escape, format_html, format_html_join
from django.utils.translation import gettext as _

from clinic_site.content.event import Event, Verb
from clinic_site.content.parts import Facts, Notice, Parts
from clinic_site.content.past import PUBLIC_ACTS, TAKEN_AWAY
from clinic_site.content.shared import as_rows, day, moment
from clinic_site.review.recalls import Do, Recall, Wrong

SLOT, ACTS = "recall", "recall acts"
UNSEEN = tuple(verb for verb in Verb.values if verb not in PUBLIC_ACTS)
PLACE = re.compile(r"\{\{(\w+)\}\}")


@dataclass(frozen=True)
class Act:
    """Something that made a page public or took it away."""

    sequence: int
    verb: str
    revision: int
    at: datetime
    carried_from: int | None
    successor: str
    read_instead: tuple[str, ...]

    @property
    def takes_away(self) -> bool:
        return self.verb in TAKEN_AWAY


@dataclass(frozen=True)
class Span:
    """From when to when readers saw one of some revisions; no end while they do."""

    since: date
    until: date | None


def standing_rows(at: datetime | None = None) -> QuerySet:
    names = ("number", "first", "last", "what", "do", "title", "heading", "stands_until")
    columns = {name: F("number_id" if name == "number" else name) for name in names}
    return as_rows(SLOT, Recall.objects.standing(at).order_by(), pk=F("pk"), **columns)


def act_rows(at: datetime | None = None) -> QuerySet:
    """What happened in public to recalled pages, and to pages that are gone, which tells where those lead. Nothing
    while no recall stands. They come under the slot of the recalls."""
    recalled = Recall.objects.standing(at)
    # Said this way round, a database goes by the few pages and not by the many acts.
    acts = Event.objects.exclude(verb__in=UNSEEN).order_by()
    if at is not None:
        acts = acts.filter(at__lte=at)
    gone = Event.objects.filter(verb__in=TAKEN_AWAY).values("number")
    acts = acts.filter(Q(number__in=recalled.values("number")) | Q(Exists(recalled), number__in=gone))
    told = {name: KT(f"data__{name}") for name in ("carried_from", "successor", "read_instead")}
    acts = acts.annotate(**{f"told_{name}": value for name, value in told.items()})
    same = {name: F(name) for name in ("sequence", "verb", "revision", "at")}
    return as_rows(SLOT, acts, page=F("number_id"), **same, **{name: F(f"told_{name}") for name in told})


def provide(facts: Facts, rows: list[dict]) -> Parts:
    if not facts.numbers or not rows:
        return Parts()
    acts = acts_of(rows)
    found = [notice_of(row, acts) for row in sorted(rows, key=lambda row: row.get("pk", 0)) if "pk" in row]
    return Parts(first=[one for one in found if set(one.numbers) & set(facts.numbers)])


def key_of(pk: int) -> str:
    return f"recall-{pk}"


def acts_of(rows: Iterable[dict]) -> dict[str, list[Act]]:
    """By page, oldest first."""
    found: dict[str, list[Act]] = defaultdict(list)
    for row in rows:
        if "sequence" in row:
            found[row["page"]].append(act_of(row))
    return {number: sorted(acts, key=lambda act: act.sequence) for number, acts in found.items()}


def act_of(row: dict) -> Act:
    """PostgreSQL gives all that was told as text, SQLite as it was."""
    instead, carried = row["read_instead"], row["carried_from"]
    instead = json.loads(instead) if isinstance(instead, str) else instead
    return Act(
        sequence=row["sequence"],
        verb=row["verb"],
        revision=row["revision"],
        at=moment(row["at"]),
        carried_from=None if carried is None else int(carried),
        successor=row["successor"] or "",
        read_instead=tuple(instead or ()),
    )


def named(first: int, last: int, acts: Iterable[Act]) -> set[int]:
    """The revisions from the first to the last, and those that an undo or a new rendering made of them since."""
    found = set(range(first, last + 1))
    for act in acts:
        if act.carried_from in found:
            found.add(act.revision)
    return found


def spans(revisions: Collection[int], acts: Iterable[Act]) -> Iterator[Span]:
    since = None
    for act in acts:
        is_wrong = act.revision in revisions and not act.takes_away
        if is_wrong and since is None:
            since = timezone.localdate(act.at)
        elif since is not None and not is_wrong:
            yield Span(since, timezone.localdate(act.at))
            since = None
    if since is not None:
        yield Span(since, None)


def led_to(number: str, acts: dict[str, list[Act]]) -> tuple[str, ...]:
    """The page itself, and every page that its paper can lead to now."""
    found, waiting = [], [number]
    while waiting:
        here = waiting.pop(0)
        if not here or here in found:
            continue
        found.append(here)
        last = acts[here][-1] if here in acts else None
        if last and last.takes_away:
            # Who is sent on to a page that is gone too is sent to what that one names.
            waiting += [last.successor] if here == number else [last.successor, *last.read_instead]
    return tuple(found)


def notice_of(row: dict, acts: dict[str, list[Act]]) -> Notice:
    mine = acts.get(row["number"], [])
    revisions = sorted(named(row["first"], row["last"], mine) & {act.revision for act in mine})
    seen = list(spans(revisions, mine))
    since, until = (seen[0].since, seen[-1].until) if seen else (None, None)
    lines = lines_of(row, copies_in_words(revisions), days_in_words(since, until), until)
    return Notice(
        key=key_of(row["pk"]),
        title=_("Safety notice about “%(title)s”") % row,
        html=format_html_join("", "<p>{}</p>", ((with_places(line),) for line in lines)),
        text=" ".join(lines),
        look="emergency" if row["do"] == Do.URGENT else "same-day",
        numbers=led_to(row["number"], acts),
        about=row["number"],
        about_title=row["title"],
        revisions=tuple(revisions),
        what=str(Wrong(row["what"]).label),
        do=str(Do(row["do"]).label),
        since=since,
        until=until,
        stands_until=day(row["stands_until"]),
    )


def lines_of(row: dict, copies: str, days: str, until: date | None) -> list[str]:
    """Whom it is for, what was wrong, what to do."""
    whom = _("This is for you if your copy (number %(number)s) says %(copies)s, or if you read it %(days)s.")
    wrong = [str(Wrong(row["what"]).label)]
    if row["heading"]:
        wrong.append(_("It stood under “%(heading)s”.") % row)
    if until is None:
        wrong.append(_("We are correcting this. Until then, do not rely on that part."))
    return [whom % {"number": row["number"], "copies": copies, "days": days}, " ".join(wrong), str(Do(row["do"]).label)]


def copies_in_words(revisions: list[int]) -> str:
    *others, last = revisions
    if not others:
        return _("revision %(last)d") % {"last": last}
    if len(others) > 1 and last - others[0] == len(others):
        return _("revision %(first)d to %(last)d") % {"first": others[0], "last": last}
    return _("revision %(others)s or %(last)d") % {"others": ", ".join(map(str, others)), "last": last}


def days_in_words(since: date, until: date | None) -> str:
    end = until and date_format(until, "j F Y")
    if until is None:
        return _("on %(since)s or later") % {"since": date_format(since, "j F Y")}
    if since == until:
        return _("on %(end)s") % {"end": end}
    begin = date_format(since, "j F" if since.year == until.year else "j F Y")
    return _("between %(since)s and %(end)s") % {"since": begin, "end": end}


def with_places(line: str) -> str:
    """Escaped, with the places that composition fills."""
    return format_html_join(
        "",
        "{}",
        (
            (format_html('<span data-fill="{}"></span>', piece) if place % 2 else escape(piece),)
            for place, piece in enumerate(PLACE.split(line))
        ),
    )
