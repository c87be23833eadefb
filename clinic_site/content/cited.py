"""Where sources of the evidence library are used: desks that cite them, and signed copies that print them."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import CharField, F, Value
from django.utils.translation import gettext as _

from clinic_site.content import registry
from clinic_site.content.drafting import CITED
from clinic_site.content.page import Page
from clinic_site.content.revision import OPEN, State


@dataclass
class Use:
    """A page that has to do with a source. `public` and `waiting` are the revisions that print it to readers now or
    would once they are published; `supports` is what the page says that it supports."""

    kind: str
    page_id: int
    number: str
    title: str
    path: str
    is_on_desk: bool = False
    public: int | None = None
    waiting: int | None = None
    supports: str = ""
    url: str = ""  # of its staff screen, filled in for who may see it

    @property
    def model(self) -> type[Page]:
        return registry.page_type(self.kind)

    @property
    def in_words(self) -> str:
        found = []
        if self.public:
            found.append(_("Readers see it in revision %(number)d.") % {"number": self.public})
        if self.waiting:
            found.append(_("Revision %(number)d waits and cites it.") % {"number": self.waiting})
        if not self.is_on_desk:
            found.append(_("The desk no longer cites it."))
        elif not found:
            found.append(_("On the desk only: readers don't see it."))
        return " ".join(found)


def uses_of(key: str) -> list[Use]:
    """Every page whose desk cites the source, or that readers see with it now or would once published, in the order of
    their numbers; in two queries."""
    found: dict[str, Use] = {}
    for row in _desks(f"@{key}"):
        if key in cited_in(row["body"]):
            _use_in(found, row).is_on_desk = True
            found[row["number"]].supports = supported(row["supports"], key)
    for row in _signed(f"@{key}"):
        if key in {source["key"] for source in row["printed"]}:
            use, said = _use_in(found, row), supported(row["supports"], key)
            if row["state"] == State.PUBLISHED:
                use.public, use.supports = row["revision"], said or use.supports
            else:
                use.waiting, use.supports = row["revision"], use.supports or said
    return [found[number] for number in sorted(found)]


def _use_in(found: dict[str, Use], row: dict) -> Use:
    path = registry.page_type(row["kind"]).path_of(row["slug"])
    return found.setdefault(row["number"], Use(row["kind"], row["page"], row["number"], row["title"], path))


def used_on() -> dict[str, set[str]]:
    """Key -> numbers of the public pages that print the source, in one query."""
    columns = {"number": lambda model: F("page__number_id"), "printed": lambda model: F("printed")}
    found: dict[str, set[str]] = {}
    for number, printed in registry.public_rows(columns):
        for source in printed:
            found.setdefault(source["key"], set()).add(number)
    return found


def cited_in(text: str) -> set[str]:
    return set(CITED.findall(text))


def supported(lines: list[str], key: str) -> str:
    """What the line `Key: words` of a wording says."""
    pairs = (line.partition(":") for line in lines)
    return next((words.strip() for name, _colon, words in pairs if name.strip() == key), "")


def _kind(model: type[Page]) -> Value:
    return Value(model.kind, output_field=CharField())


BOTH = {
    "kind": _kind,
    "title": lambda model: F(model.heading_field),
    "supports": lambda model: F("supports"),
}
DESK = BOTH | {
    "page": lambda model: F("pk"),
    "number": lambda model: F("number_id"),
    "slug": lambda model: F("slug"),
    "body": lambda model: F("body"),
}
SIGNED = BOTH | {
    "page": lambda model: F("page_id"),
    "number": lambda model: F("page__number_id"),
    "slug": lambda model: F("page__slug"),
    "revision": lambda model: F("revision"),
    "state": lambda model: F("state"),
    "printed": lambda model: F("printed"),
}


def _desks(named: str) -> list[dict]:
    """Every desk whose text holds the words."""
    first, *others = (
        model.objects.filter(body__contains=named)
        .order_by()
        .annotate(**{f"col_{name}": make(model) for name, make in DESK.items()})
        .values_list(*(f"col_{name}" for name in DESK))
        for model in registry.page_types()
    )
    return _named(DESK, first.union(*others, all=True) if others else first)


def _signed(named: str) -> list[dict]:
    return _named(SIGNED, registry.public_rows(SIGNED, (State.PUBLISHED, *OPEN), body__contains=named))


def _named(columns: dict, rows: Iterable[tuple]) -> list[dict]:
    return [dict(zip(columns, row, strict=True)) for row in rows]
