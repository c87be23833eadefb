"""What the lists of the editor find: sources, medical words, pages and pictures. Nothing is written here."""

import re
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from django.db.models import CharField, F, Q, QuerySet, Value

from clinic_site.content import registry
from clinic_site.content.drafting import CITED
from clinic_site.content.house_marks import AFTER, AROUND, BLOCK, Mark
from clinic_site.content.picks import picks
from clinic_site.content.reading import read_shared
from clinic_site.content.topic import in_force as topics_in_force
from clinic_site.glossary.models import Term
from clinic_site.glossary.words import folded
from clinic_site.images.admin import in_words, thumbnail
from clinic_site.images.models import Image
from clinic_site.redirects.models import number_at
from clinic_site.references.models import Reference, Standing
from clinic_site.references.status import with_standing

MOST = 20
PREFIX = re.compile(r"https?://(?:dx\.)?doi\.org/|https?://pubmed\.ncbi\.nlm\.nih\.gov/|\b(?:doi|pmid)\s*:\s*", re.I)
# In the words of a link these would end it or begin something else.
AWKWARD = re.compile(r"([\[\]\\])")


@dataclass
class Found:
    """A row of a list: what it is, and the marks that place it; the first mark is the usual one. What has none is not
    to be chosen."""

    row: object
    marks: list[Mark]
    about: dict = field(default_factory=dict)


def matching(rows: QuerySet, query: str, fields: tuple[str, ...]) -> QuerySet:
    """Rows that have every word of the query somewhere in these fields."""
    for word in query.split()[:8]:
        anywhere = Q()
        for name in fields:
            anywhere |= Q(**{f"{name}__icontains": word})
        rows = rows.filter(anywhere)
    return rows


def rows_of(rows: QuerySet, query: str, chosen: str, fields: tuple[str, ...]) -> list:
    rows = rows.filter(key=chosen) if chosen else matching(rows, query, fields)
    return list(rows.order_by("-pk")[: MOST + 1])


def sources(query: str, chosen: str = "") -> list[Found]:
    """Three queries for any number of sources. A retracted one is shown, so that nobody adds it anew."""
    fields = ("key", "authors", "title", "source", "label", "finding", "doi", "pmid", "year")
    rows = rows_of(with_standing(Reference.objects.all()), PREFIX.sub("", query).rstrip("/"), chosen, fields)
    used = cited_on([row.key for row in rows])
    return [Found(row, marks_of(row), about(row, len(used.get(row.key, ())))) for row in rows]


def marks_of(row: Reference) -> list[Mark]:
    return [] if row.standing == Standing.RETRACTED else [Mark(row.label, AFTER, before=f"[@{row.key}]")]


def about(row: Reference, pages: int) -> dict:
    """`newer` is the key of newer research."""
    return {"pages": pages, "is_retracted": row.standing == Standing.RETRACTED, "newer": row.newer or ""}


def cited_on(keys: list[str]) -> dict[str, set[str]]:
    """Key -> numbers of the pages that cite it, on the desk or in the public copy. Two queries."""
    if not keys:
        return {}
    named = f"@({'|'.join(map(re.escape, keys))})"
    desks = [
        model.objects.filter(body__regex=named).order_by().values_list("number_id", "body")
        for model in registry.page_types()
    ]
    columns = {"number": lambda model: F("page__number_id"), "body": lambda model: F("body")}
    found: dict[str, set[str]] = {}
    for number, body in [*_union(desks), *registry.public_rows(columns, body__regex=named)]:
        for key in CITED.findall(body):
            found.setdefault(key, set()).add(number)
    return found


def terms(query: str, chosen: str = "") -> list[Found]:
    rows = rows_of(Term.objects.all(), query, chosen, ("term", "plain", "forms", "key"))
    found = [
        Found(row, [Mark(form.words, AROUND, "[[", words=form.words, after="]]") for form in row.all_forms()])
        for row in rows
    ]
    # What somebody selected in the text stands first, in the form that they wrote.
    for item in found:
        item.marks.sort(key=lambda mark: folded(mark.words) != folded(query))
    return sorted(found, key=lambda item: folded(item.marks[0].words) != folded(query))


def pictures(query: str, chosen: str = "") -> list[Found]:
    rows = rows_of(Image.objects.all(), query, chosen, ("key", "alt", "caption"))
    return [
        Found(row, [Mark(row.key, BLOCK, before=row.code)], {"thumbnail": thumbnail(row), "in_words": in_words(row)})
        for row in rows
    ]


@dataclass(frozen=True)
class Linked:
    """A page as the list of pages shows it: what may still be a draft, by its desk."""

    number: str
    kind: str
    slug: str
    title: str
    path: str
    is_public: bool = False


def pages(query: str, chosen: str = "") -> list[Found]:
    """By words of the title, by number or by an address, ours or pasted. At most five queries."""
    path, anchor = _address(query)
    rows = [*_desks(), *_topics()]
    number = _typed_number(query) or (path and _number_of(path, rows))
    found = [row for row in rows if row.number == number] if number else _titled(rows, query)
    public = _public_headings([row.number for row in found[:MOST]])
    return [_linked(row, public, anchor) for row in sorted(found, key=lambda row: row.title.casefold())[: MOST + 1]]


def items(query: str, chosen: str = "") -> list[Found]:
    """Public pages that can stand in a handout, with the words that readers see. Two queries."""
    number, words = _typed_number(query), query.casefold().split()
    rows = [row for row in picks(read_shared(), frozenset({"article", "question"})) if not row.too_late]
    found = (
        [row for row in rows if row.number == number]
        if number
        else [row for row in rows if all(word in f"{row.title} {row.heading}".casefold() for word in words)]
    )
    return [Found(row, [Mark(row.title, AROUND, words=row.number)]) for row in found[: MOST + 1]]


def _address(query: str) -> tuple[str, str]:
    """Path and heading of a pasted address, of this host or another one; both empty for words."""
    try:
        split = urlsplit(query) if "/" in query else urlsplit("")
    except ValueError:
        return "", ""
    return split.path, split.fragment


def _typed_number(query: str) -> str:
    digits = re.sub(r"[\s.\-/]", "", query)
    return digits if re.fullmatch(r"\d{4,5}", digits) else ""


def _number_of(path: str, rows: list[Linked]) -> str:
    path = path if path.endswith("/") else f"{path}/"
    here = next((row.number for row in rows if row.path == path), "")
    return here or _typed_number(path) or number_at(path) or ""


def _titled(rows: list[Linked], query: str) -> list[Linked]:
    words = query.casefold().split()
    return [row for row in rows if all(word in row.title.casefold() for word in words)]


def _desks() -> list[Linked]:
    columns = [
        model.objects.order_by().values_list(
            "number_id", Value(model.kind, output_field=CharField()), "slug", model.heading_field
        )
        for model in registry.page_types()
    ]
    return [
        Linked(number, kind, slug, title, registry.page_type(kind).path_of(slug))
        for number, kind, slug, title in _union(columns)
    ]


def _topics() -> list[Linked]:
    rows = topics_in_force().select_related("topic")
    return [
        Linked(text.topic.number_id, "topic", text.topic.slug, text.title, text.topic.path, is_public=True)
        for text in rows
    ]


def _public_headings(numbers: list[str]) -> dict[str, list[dict]]:
    if not numbers:
        return {}
    columns = {"number": lambda model: F("page__number_id"), "headings": lambda model: F("headings")}
    return dict(registry.public_rows(columns, page__number_id__in=numbers))


def _linked(row: Linked, public: dict[str, list[dict]], anchor: str) -> Found:
    """The link to the page; before it the link to the heading that a pasted address names."""
    headings = public.get(row.number) or []
    parts = [_link(heading["text"], f"{row.number}#{heading['anchor']}") for heading in headings]
    named = [part for part in parts if anchor and part.after.endswith(f"#{anchor})")]
    about = {"is_public": row.is_public or row.number in public, "parts": parts}
    return Found(row, [*named, _link(row.title, row.number)], about)


def _link(title: str, target: str) -> Mark:
    return Mark(title, AROUND, "[", words=AWKWARD.sub(r"\\\1", title), after=f"](page:{target})")


def _union(queries: list[QuerySet]):
    first, *others = queries
    return first.union(*others, all=True) if others else first
