"""Lists of public pages, of one kind or all, in one query."""

from collections import Counter
from dataclasses import dataclass, replace
from datetime import date, datetime

from django.db.models import CharField, Count, F, Value
from django.db.models.functions import Length
from django.http import Http404
from django.utils import timezone

from clinic_site.content import compose, registry, remembered
from clinic_site.content.parts import Notice
from clinic_site.content.shared import Shared, TopicShown
from clinic_site.numbers.models import Number

# 200 words a minute, at 6 characters a word with its space.
READ_IN_A_MINUTE = 1200
# On one page of a list: about as many as a clinic has of a kind, and as a phone shows at once.
MOST = 100
# Told in one document to other programs; of more pages there are several. The protocol of sitemaps takes 50,000, which
# would keep readers waiting while they are put together.
IN_A_DOCUMENT, FIRST = 1_000, "start"  # what the first of them comes after, in its address
# What readers choose from; disclaimers are read with other pages.
READABLE = frozenset({"article", "question", "handout"})


@dataclass(frozen=True)
class Row:
    number: str
    kind: str
    slug: str
    title: str
    summary: str
    topics: list[str]
    checked: date | None
    due: date | None
    published_at: datetime
    digest: str
    length: int
    notices: tuple[Notice, ...] = ()

    @property
    def url(self) -> str:
        return registry.page_type(self.kind).path_of(self.slug)

    @property
    def short_answer(self) -> str:
        return self.summary

    @property
    def overdue(self) -> bool:
        return bool(self.due and self.due < timezone.localdate())

    @property
    def minutes(self) -> int:
        """To read the text, rounded up."""
        return max(1, -(-self.length // READ_IN_A_MINUTE))


@dataclass(frozen=True)
class Group:
    topic: TopicShown
    pages: list[Row]

    @property
    def anchor(self) -> str:
        return f"t-{self.topic.slug}"


COLUMNS = {
    "number": lambda model: F("page__number_id"),
    "kind": lambda model: Value(model.kind, output_field=CharField()),
    "slug": lambda model: F("page__slug"),
    "title": lambda model: registry.list_title(model.revision_class),
    "summary": lambda model: F(model.revision_class.summary_field),
    "topics": lambda model: F("topics"),
    "checked": lambda model: F("reviewed_on"),
    "due": lambda model: F("page__review_due"),
    "published_at": lambda model: F("published_at"),
    "digest": lambda model: F("digest"),
    "length": lambda model: Length("body"),
}


def public_pages(common: Shared, kinds: frozenset[str] = frozenset(), **filters) -> list[Row]:
    """Public pages with their values filled in, in the order of their titles."""
    rows = registry.public_rows(COLUMNS, kinds=kinds, **filters)
    found = filled([dict(zip(COLUMNS, row, strict=True)) for row in rows], common.profile)
    return sorted(with_notices(found, common), key=lambda row: row.title.casefold())


def portion(
    common: Shared, kinds: frozenset[str], after: str = "", *, most: int = 0, **filters
) -> tuple[list[Row], str]:
    """As many public pages as fit on one page of a list, in the order of their titles, from the number after it on;
    and the number that the next portion comes after, empty when there is none.

    By number, as a database finds the next ones at once, however many came before and however many follow. Only what is
    a number leads somewhere: there is no end of addresses otherwise.
    """
    most = most or MOST
    if after and not Number.objects.filter(digits=after).exists():
        raise Http404
    rows = registry.next_rows(COLUMNS, after, most + 1, kinds, **filters)
    found = filled([dict(zip(COLUMNS, row, strict=True)) for row in rows], common.profile)
    rest = found[most - 1].number if len(found) > most else ""
    return sorted(with_notices(found[:most], common), key=lambda row: row.title.casefold()), rest


def ends(common: Shared, kinds: frozenset[str] = frozenset()) -> list[str]:
    """The number that each document of all pages comes after, but for the first; none where one holds them all. Looked
    at once a generation."""

    def found() -> list[str]:
        rows = registry.public_rows({"number": COLUMNS["number"]}, kinds=kinds)
        numbers = sorted(number for (number,) in rows)
        return numbers[IN_A_DOCUMENT - 1 : -1 : IN_A_DOCUMENT]

    return remembered.known(common, f"ends of documents {'-'.join(sorted(kinds))}", found)


def newest(common: Shared, kind: str, most: int) -> list[Row]:
    """The pages of a kind that were published last, the last one first."""
    rows = registry.public_rows(COLUMNS, kinds=frozenset({kind})).order_by("-col_published_at")[:most]
    found = filled([dict(zip(COLUMNS, row, strict=True)) for row in rows], common.profile)
    # Those of one moment in the order of their titles.
    found.sort(key=lambda row: row.title.casefold())
    return sorted(with_notices(found, common), key=lambda row: row.published_at, reverse=True)


def how_many(common: Shared, kinds: frozenset[str]) -> dict[tuple[str, ...], int]:
    """Topics of a page -> how many public pages have just these. Looked at once a generation."""

    def counted() -> dict[tuple[str, ...], int]:
        rows = registry.rows_by_type({"topics": COLUMNS["topics"]}, kinds=kinds)
        found: Counter[tuple[str, ...]] = Counter()
        for topics, many in registry.together([row.annotate(many=Count("pk")) for row in rows]):
            found[tuple(topics)] += many
        return dict(found)

    return remembered.known(common, f"topics of each {'-'.join(sorted(kinds))}", counted)


def topics_of(common: Shared, kinds: frozenset[str], at_least: int = 2) -> list[TopicShown]:
    """Topics that have so many pages of these kinds."""
    counts = how_many(common, kinds)
    return [
        topic
        for slug, topic in common.topics.items()
        if sum(many for topics, many in counts.items() if slug in topics) >= at_least
    ]


def with_notices(rows: list[Row], common: Shared) -> list[Row]:
    """The rows with what has to be read before them."""
    found = compose.notices([row.number for row in rows], common)
    about = {number: tuple(one for one in found if number in one.numbers) for one in found for number in one.numbers}
    return [replace(row, notices=about[row.number]) if row.number in about else row for row in rows]


def filled(rows: list[dict], profile) -> list[Row]:
    return [
        Row(
            **row
            | {
                "title": compose.fill_text(row["title"], profile),
                "summary": compose.fill_text(row["summary"], profile),
                # Nobody has checked example content, so no list may say so.
                "checked": None if profile.is_example else row["checked"],
            }
        )
        for row in rows
    ]


def anything_public() -> bool:
    return registry.public_rows({"number": COLUMNS["number"]}, kinds=frozenset({"article", "question"})).exists()


def by_topic(rows: list[Row], common: Shared) -> list[Group]:
    """Under its main topic each; topics in their own order, empty ones left out."""
    groups = [Group(topic, [row for row in rows if row.topics[:1] == [slug]]) for slug, topic in common.topics.items()]
    return [group for group in groups if group.pages]


def topics_with_pages(rows: list[Row], common: Shared, at_least: int = 2) -> list[TopicShown]:
    """Topics that have a page of their own."""
    return [topic for slug, topic in common.topics.items() if sum(slug in row.topics for row in rows) >= at_least]
