"""What every public page needs besides its own words, read in one query: profile, topics, and the rows of the parts
that other apps registered (disclaimers). All of it is signed or confirmed; nothing of a desk is in it. It
can be read as it was at an earlier moment.
"""

import json
from collections.abc import Callable, Hashable, Iterable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from functools import lru_cache
from typing import Any

from django.db import connection
from django.db.models import CharField, F, Func, JSONField, QuerySet, Value
from django.db.models.functions import JSONObject
from django.utils import timezone
from django.utils.dateparse import parse_date, parse_datetime

from clinic_site.content.topic import in_force as topics_in_force
from clinic_site.content.topic import topic_path
from clinic_site.profile.models import CONTENT, Profile, in_force_rows

Rows = Callable[[datetime | None], QuerySet]
_sources: dict[str, Rows] = {}


@dataclass(frozen=True)
class TopicShown:
    slug: str
    number: str
    title: str
    summary: str
    kind: str
    position: int

    @property
    def url(self) -> str:
        return topic_path(self.slug)


@dataclass
class Shared:
    profile: Profile
    topics: dict[str, TopicShown] = field(default_factory=dict)
    rows: dict[str, list[dict]] = field(default_factory=dict)
    at: datetime | None = None  # the moment it was so; none is now
    kept: dict = field(default_factory=dict)
    was_read: bool = True  # else the database could not be asked, and nothing is known to be missing

    def once(self, key: Hashable, make: Callable[[], Any]) -> Any:
        """What follows from this alone, made when it is first asked for."""
        if key not in self.kept:
            self.kept[key] = make()
        return self.kept[key]


class JSONRow(JSONObject):
    """JSONObject without Django's question to SQLite whether it knows JSON: that costs the first reader two queries,
    and every SQLite that Django 5.2 accepts and Python 3.11 brings does."""

    def as_sqlite(self, compiler, connection, **extra):
        return Func.as_sql(self, compiler, connection, **extra)


def add_source(slot: str, rows: Rows) -> None:
    _sources[slot] = rows


def remove_source(slot: str) -> None:
    _sources.pop(slot, None)


def as_rows(slot: str, queryset: QuerySet, **columns) -> QuerySet:
    """The queryset as pairs of the slot's name and one JSON object, so that unlike tables can be read together."""
    return queryset.annotate(part_slot=Value(slot, output_field=CharField()), part_json=JSONRow(**columns)).values_list(
        "part_slot", "part_json"
    )


def _topic_rows(at: datetime | None) -> QuerySet:
    return as_rows(
        "topic",
        topics_in_force(at).order_by(),
        slug=F("topic__slug"),
        number=F("topic__number_id"),
        title=F("title"),
        summary=F("summary"),
        kind=F("kind"),
        position=F("position"),
    )


def read(at: datetime | None = None, more: Iterable[QuerySet] = ()) -> Shared:
    """`more` are rows (`as_rows`) that one page asks for besides; they come with the same query."""
    shared = Shared(Profile(), at=at)
    for slot, value in _together([*_queries(at), *more]) if at or more else _rows_now():
        row = value if isinstance(value, dict) else json.loads(value)
        if slot == "profile":
            shared.profile = Profile(**{name: JSONField().to_python(row[name]) for name in CONTENT})
        elif slot == "topic":
            shared.topics[row["slug"]] = TopicShown(**row)
        else:
            shared.rows.setdefault(slot, []).append(row)
    shared.topics = dict(sorted(shared.topics.items(), key=lambda item: (item[1].position, item[1].title)))
    return shared


def _queries(at: datetime | None) -> list[QuerySet]:
    # A slice can't stand inside UNION on SQLite, so the newest profile row is chosen by its id.
    profile = Profile.objects.filter(id__in=in_force_rows(at).values("id")).order_by()
    fixed = [as_rows("profile", profile, **{name: F(name) for name in CONTENT}), _topic_rows(at)]
    return [*fixed, *(rows(at) for rows in _sources.values())]


def _together(queries: list[QuerySet]) -> QuerySet:
    return queries[0].union(*queries[1:], all=True)


def _rows_now() -> list[tuple]:
    statement, values = _statement_now(timezone.localdate(), connection.alias, tuple(_sources.values()))
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        return cursor.fetchall()


@lru_cache(maxsize=2)
def _statement_now(day: date, alias: str, sources: tuple[Rows, ...]) -> tuple[str, tuple]:
    """Django writes this statement for longer than the database works on it. What is asked for now depends on the day
    at most, as all that is kept of the answer does."""
    return _together(_queries(None)).query.get_compiler(alias).as_sql()


def moment(text: str) -> datetime:
    """A time as the database writes it into JSON: SQLite leaves the zone out, which is UTC."""
    found = parse_datetime(text)
    return found if timezone.is_aware(found) else found.replace(tzinfo=UTC)


def day(text: str) -> date:
    return parse_date(text[:10])
