"""Finds the page types above this layer: every concrete Page known to Django."""

from dataclasses import dataclass
from datetime import datetime
from functools import cache
from itertools import zip_longest

from django.apps import apps
from django.db import connection
from django.db.models import Case, CharField, F, QuerySet, Value, When

from clinic_site.content import past
from clinic_site.content.page import Page
from clinic_site.content.revision import ONCE_PUBLIC, State
from clinic_site.content.tombstone import tombstone_of
from clinic_site.content.topic import Topic

# No number looks like one of these. As many as the links of nearly every page.
PLACES = tuple(f"#{place}" for place in range(24))


@dataclass(frozen=True)
class Located:
    """Where a number leads, now or at a moment. `title` is signed wording."""

    number: str
    kind: str
    slug: str
    title: str
    state: str

    @property
    def is_public(self) -> bool:
        return self.state == State.PUBLISHED

    @property
    def path(self) -> str:
        return page_type(self.kind).path_of(self.slug)


@cache
def page_types() -> tuple[type[Page], ...]:
    return tuple(model for model in apps.get_models() if issubclass(model, Page))


def page_type(kind: str) -> type[Page]:
    return next(model for model in page_types() if model.kind == kind)


def page_numbered(number: str) -> Page | None:
    for model in page_types():
        page = model.objects.filter(number_id=number).first()
        if page:
            return page
    return None


def public_rows(
    columns: dict,
    states: tuple[str, ...] = (State.PUBLISHED,),
    kinds: frozenset[str] = frozenset(),
    at: datetime | None = None,
    **filters,
) -> QuerySet:
    """One query over the signed copies of the page types; `columns` maps a name to a function of the type. With a
    moment, over those that were public then, whatever their state is now."""
    return together(rows_by_type(columns, states, kinds, at, **filters))


def next_rows(columns: dict, after: str, most: int, kinds: frozenset[str] = frozenset(), **filters) -> QuerySet:
    """The public rows whose numbers come next. `columns` has a number. A database that can be told so looks at no more
    than that many of each type; SQLite finds that out by itself."""
    queries = rows_by_type(columns, kinds=kinds, page__number__gt=after, **filters)
    if len(queries) > 1 and connection.features.supports_slicing_ordering_in_compound:
        queries = [rows.order_by("col_number")[:most] for rows in queries]
    return together(queries).order_by("col_number")[:most]


def together(queries: list[QuerySet]) -> QuerySet:
    return queries[0].union(*queries[1:], all=True) if len(queries) > 1 else queries[0]


def rows_by_type(
    columns: dict,
    states: tuple[str, ...] = (State.PUBLISHED,),
    kinds: frozenset[str] = frozenset(),
    at: datetime | None = None,
    **filters,
) -> list[QuerySet]:
    queries = []
    for model in page_types():
        if kinds and model.kind not in kinds:
            continue
        if at is None:
            rows = model.revision_class.objects.filter(state__in=states)
        else:
            rows = past.public_revisions(model.revision_class, at)
        rows = rows.filter(**filters).order_by()
        rows = rows.annotate(**{f"col_{name}": make(model) for name, make in columns.items()})
        queries.append(rows.values_list(*(f"col_{name}" for name in columns)))
    return queries


def list_title(revision_class):
    """The heading for lists as a database expression: the list title where there is one."""
    if revision_class.list_field == revision_class.heading_field:
        return F(revision_class.heading_field)
    return Case(
        When(**{revision_class.list_field: ""}, then=F(revision_class.heading_field)),
        default=F(revision_class.list_field),
    )


LOCATION = {
    "number": lambda model: F("page__number_id"),
    "kind": lambda model: Value(model.kind, output_field=CharField()),
    "slug": lambda model: F("page__slug"),
    "title": lambda model: list_title(model.revision_class),
    "state": lambda model: F("state"),
}


def location(at: datetime | None = None) -> dict:
    """The columns of a `Located`; at a moment, with the address of then."""
    public = Value(State.PUBLISHED, output_field=CharField())
    then = {"slug": lambda model: past.slug(at), "state": lambda model: public}
    return LOCATION | ({} if at is None else then)


def locate(numbers, at: datetime | None = None) -> dict[str, Located]:
    """The pages among the numbers that are public, or were at that moment, in one query."""
    wanted = sorted(set(numbers))
    if not wanted:
        return {}
    if at is None and len(wanted) <= len(PLACES):
        return _located(wanted)
    return {row[0]: Located(*row) for row in public_rows(location(at), at=at, page__number_id__in=wanted)}


def _located(wanted: list[str]) -> dict[str, Located]:
    """The same for the few of nearly every page, by a statement that was made once: making it takes ten times as long
    as asking it."""
    statement, values = _statement(connection.vendor)
    numbers = dict(zip_longest(PLACES, wanted, fillvalue=wanted[-1]))
    with connection.cursor() as cursor:
        cursor.execute(statement, [numbers.get(value, value) for value in values])
        return {row[0]: Located(*row) for row in cursor.fetchall()}


@cache
def _statement(_vendor: str) -> tuple[str, tuple]:
    """With a place for each of the numbers among its values."""
    return public_rows(LOCATION, page__number_id__in=PLACES).query.sql_with_params()


def locate_or_follow(numbers, depth: int = 8, at: datetime | None = None) -> dict[str, Located]:
    """Like `locate`; a page that is gone as well is stood for by what it names to read instead."""
    found = locate(numbers, at)
    for number in [number for number in numbers if number not in found] if depth else []:
        page = page_numbered(number)
        gone = page and past.withdrawn_revision(page, at)
        followed = locate_or_follow(gone.read_instead, depth - 1, at) if gone else {}
        if followed:
            found[number] = next(iter(followed.values()))
    return found


def current_path(number: str) -> str | None:
    """The address a number leads to, for every number that was ever public (a withdrawn page answers 410 there)."""
    for row in public_rows(LOCATION, ONCE_PUBLIC, page__number_id=number):
        return Located(*row).path
    topic = Topic.objects.filter(number_id=number, texts__in_force_at__isnull=False).first()
    return topic.path if topic else path_of_tombstone(number)


def path_of_tombstone(number: str) -> str | None:
    """That of the successor, or the address that says why the page is gone."""
    stone = tombstone_of(number)
    if stone is None:
        return None
    located = locate_or_follow([stone.successor]) if stone.successor else {}
    successor = located.get(stone.successor)
    return successor.path if successor else page_type(stone.kind).path_of(stone.slug)
