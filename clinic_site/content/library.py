"""The evidence library as readers see it, now or at a moment: every source as the signed copies print it, never as
typed since, with how it stands and where it is used."""

from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from urllib.parse import quote

from django.db.models import CharField, F, Value
from django.utils import timezone

from clinic_site.content import compose, fallen, past, registry, remembered, topic_search
from clinic_site.content.reading import Link
from clinic_site.content.revision import ONCE_PUBLIC, State
from clinic_site.content.shared import Shared
from clinic_site.references import choosing
from clinic_site.references.models import Standing

PATH = "/evidence/"
LOOKED_UP_HOLDS_FOR = timedelta(days=365)


@dataclass(frozen=True)
class Library:
    """Every source that public pages print, by its key, and on how many of them it is; the topics of these pages."""

    prints: dict[str, dict]
    cited_by: Counter[str]
    topics: frozenset[str]

    @classmethod
    def of(cls, rows: list[dict]) -> "Library":
        cited_by = Counter(source["key"] for row in rows for source in row["printed"])
        return cls(prints_of(rows), cited_by, frozenset(slug for row in rows for slug in row["topics"]))


def columns(at: datetime | None = None) -> dict:
    """The state of a copy is that of today; whatever was public at a moment was published then."""
    then = Value(State.PUBLISHED, output_field=CharField())
    return {
        "number": lambda model: F("page__number_id"),
        "kind": lambda model: Value(model.kind, output_field=CharField()),
        "slug": lambda model: past.slug(at),
        "title": lambda model: registry.list_title(model.revision_class),
        "topics": lambda model: F("topics"),
        "published_at": lambda model: F("published_at"),
        "printed": lambda model: F("printed"),
        "state": lambda model: then if at else F("state"),
    }


def signed(states: tuple[str, ...] = (State.PUBLISHED,), at: datetime | None = None) -> list[dict]:
    """Signed copies in one query, those public now last, so that what they print counts when an older copy says
    otherwise. With a moment, those that were public then."""
    names = columns(at)
    rows = [dict(zip(names, row, strict=True)) for row in registry.public_rows(names, states, at=at)]
    return sorted(rows, key=lambda row: (row["state"] == State.PUBLISHED, row["published_at"], row["number"]))


def prints_of(rows: list[dict]) -> dict[str, dict]:
    return {source["key"]: source for row in rows for source in row["printed"]}


def used_on(rows: list[dict], profile) -> dict[str, list[Link]]:
    """Key -> the public pages that cite it, in the order of their titles."""
    used = defaultdict(list)
    for row in rows:
        for source in row["printed"] if row["state"] == State.PUBLISHED else ():
            used[source["key"]].append(link_to(row, profile))
    return {key: sorted(links, key=lambda link: link.title.casefold()) for key, links in used.items()}


def cited(common: Shared) -> tuple[dict[str, dict], dict[str, list[Link]]]:
    """Every source that any public page printed, and where each is used now. Worked out once a generation: each source
    has a page of its own, and all pages would be read for each of them."""

    def found() -> tuple[dict[str, dict], dict[str, list[Link]]]:
        rows = signed(ONCE_PUBLIC)
        return prints_of(rows), used_on(rows, common.profile)

    return remembered.known(common, "sources", found)


def link_to(row: dict, profile) -> Link:
    return Link(compose.fill_text(row["title"], profile), registry.page_type(row["kind"]).path_of(row["slug"]))


def read(common: Shared) -> tuple[Library, list[dict]]:
    """What all public pages print, worked out once a generation; and the copies, when they were read for it now."""
    rows: list[dict] = []

    def found() -> Library:
        rows.extend(signed(at=common.at))
        return Library.of(rows)

    return remembered.known(common, "library", found), rows


def listed(library: Library, common: Shared, query: Mapping[str, str]) -> dict:
    """What evidence/library.html shows of it, narrowed as the query asks."""
    prints, standing = library.prints, standing_of(common, library.prints)
    sources = [
        source | {"cited_by": library.cited_by[key], "standing": standing.get(key)} for key, source in prints.items()
    ]
    sources.sort(key=lambda source: (-int(source["year"]), source["text"].casefold()))
    asked = choosing.asked_of(query, sources)
    looked_up = max((date.fromisoformat(source["checked_on"]) for source in sources), default=None)
    return {
        "sources": choosing.matching(sources, asked),
        "total": len(sources),
        "filters": choosing.filters(sources, asked),
        "looked_up": looked_up,
        "is_old": looked_up is not None and is_old(looked_up, common.at),
        "searches": searches_of(library, common),
    }


def as_it_stood(common: Shared) -> dict:
    """The whole list at the moment that `common` was read for."""
    return listed(read(common)[0], common, {})


def searches_of(library: Library, common: Shared) -> list[dict]:
    """Each topic that has a public page, with the day somebody last looked for new studies on it, or none."""
    days = {row["topic"]: date.fromisoformat(row["searched_on"]) for row in common.rows.get(topic_search.SLOT, [])}
    return [
        {"title": topic.title, "on": days.get(slug), "is_old": slug in days and is_old(days[slug], common.at)}
        for slug, topic in common.topics.items()
        if slug in library.topics
    ]


def is_old(day: date, at: datetime | None) -> bool:
    return timezone.localdate(at) - day > LOOKED_UP_HOLDS_FOR


def standing_of(common: Shared, prints: dict[str, dict]) -> dict[str, dict]:
    """Key -> how a source that no longer stands does. Newer research is named as its own page was signed, and by its
    identifiers alone as long as no page was signed with it."""
    return {
        row["key"]: {
            "line": fallen.line(row["standing"]),
            "about": fallen.about(row["standing"]),
            "is_retracted": row["standing"] == Standing.RETRACTED,
            "newer": prints.get(row["newer_key"]),
            "newer_doi_url": doi_url(row["newer_doi"]),
            "newer_pmid_url": pmid_url(row["newer_pmid"]),
        }
        for row in common.rows.get(fallen.SLOT, [])
    }


def doi_url(doi: str | None) -> str:
    return f"https://doi.org/{quote(doi, safe='/:;()')}" if doi else ""


def pmid_url(pmid: str | None) -> str:
    return f"https://pubmed.ncbi.nlm.nih.gov/{pmid}/" if pmid else ""
