"""A public page as its template reads it. At most three queries: the signed copy, what all pages share, its links.

What is given as it was at a moment (`Shared.at`) is judged at that moment.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from urllib.parse import urlsplit

from django.conf import settings
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from clinic_site.content import also_asked, compose, fallback, fallen, marks, remembered, shared
from clinic_site.content.parts import Facts, Notice, Part, Parts
from clinic_site.content.required import CARDS
from clinic_site.content.required import EVERYWHERE as EVERY_LIST
from clinic_site.content.revision import Kind
from clinic_site.content.shared import Shared
from clinic_site.content.wording import Risk

CHANGE_IS_NEWS_FOR = timedelta(days=30)


@dataclass(frozen=True)
class Link:
    title: str
    url: str


@dataclass(frozen=True)
class Source:
    number: int
    key: str
    text: str
    label: str
    warning: str = ""

    @property
    def url(self) -> str:
        return f"/evidence/{self.key}/"

    @property
    def strength(self) -> str:
        """The label as a sentence of its own; empty when there is none."""
        label = self.label.strip()
        return label if not label or label.endswith(".") else f"{label}."


@dataclass(frozen=True)
class Trust:
    """Who checked the text and until when that holds, or that it is only an example."""

    role: str
    checked_on: date | None
    due_on: date | None
    is_example: bool
    owes_second_reading: bool = False
    changed: str = ""
    at: datetime | None = None

    @property
    def is_overdue(self) -> bool:
        return bool(self.due_on and self.due_on < timezone.localdate(self.at))


@dataclass(frozen=True)
class PageShown:
    kind: str
    number: str
    revision: int
    path: str
    heading: str
    lede: str
    short_answer: str
    html: str
    danger: Part | None
    headings: list[dict]
    before: list[Part]
    after: list[Part]
    sources: list[Source]
    breadcrumb: list[Link]
    topics: list[Link]
    related: list[Link]
    also_asked: list[Link]
    trust: Trust
    risk: str
    language: str
    required: tuple[str, ...]

    @property
    def short_url(self) -> str:
        return f"{urlsplit(settings.SITE_ADDRESS).netloc}/{self.number}"


@dataclass(frozen=True)
class Frame:
    """What stands around every public page."""

    clinic_name: str
    phone: str
    phone_href: str
    emergency_number: str
    when_closed: str
    opening_hours: str
    is_example: bool
    language: str
    direction: str
    footer: list[Part]
    has_content: bool = True
    required: tuple[str, ...] = ()
    first: tuple[Notice, ...] = ()
    kept: dict = field(default_factory=dict, compare=False, repr=False)  # what `{% kept %}` has rendered

    @property
    def address(self) -> str:
        return settings.SITE_ADDRESS


def frame_of(
    common: Shared,
    parts=None,
    *,
    has_content: bool = True,
    required: tuple[str, ...] = (),
    numbers: Iterable[str] = (),
) -> Frame:
    """`numbers` are the pages that an address without parts of its own was asked for."""
    profile = common.profile
    parts = parts or compose.parts_for(Facts(kind="list", required=EVERY_LIST, numbers=tuple(numbers)), common)
    return Frame(
        clinic_name=profile.clinic_name,
        phone=profile.phone,
        phone_href=profile.phone_href,
        emergency_number=profile.emergency_number,
        when_closed=profile.when_closed,
        opening_hours=profile.opening_hours,
        is_example=profile.is_example,
        language=profile.language,
        direction=profile.direction,
        footer=parts.footer,
        has_content=has_content,
        required=required or EVERY_LIST,
        first=tuple(parts.first),
        kept=common.kept,
    )


def cards_of(common: Shared) -> list[Part]:
    """The emergency and same-day cards, signed or built in, for pages that show them on their own."""
    signed = compose.parts_for(Facts(kind="list"), common).cards
    built_in = Parts(cards={key: fallback.card(key) for key in CARDS if key not in signed})
    found = signed | compose.filled(built_in, common).cards
    return [found[key] for key in CARDS]


def change_notice(revision, at: datetime | None = None) -> str:
    """What a clinical change was, in the words that were signed with it, for 30 days."""
    recent = revision.published_at and (at or timezone.now()) - revision.published_at <= CHANGE_IS_NEWS_FOR
    is_back = revision.carried_from is not None and revision.carried_from == revision.replaces
    if not recent or revision.replaces is None or is_back or revision.kind != Kind.CLINICAL:
        return ""
    day = date_format(timezone.localdate(revision.published_at), "j F Y")
    return _("Changed on %(day)s: %(note)s") % {"day": day, "note": revision.note}


def trust_of(revision, review_due: date | None, profile, at: datetime | None = None) -> Trust:
    return Trust(
        role=revision.reviewer_role,
        checked_on=revision.reviewed_on,
        due_on=review_due,
        is_example=profile.is_example,
        owes_second_reading=revision.owes_second_reading,
        changed=change_notice(revision, at),
        at=at,
    )


def shown(revision, common: Shared, trail: list[Link] = (), located=None) -> tuple[PageShown, Frame]:
    """The composed page and its frame. `revision.page` must be loaded; `located` may bring the pages it links to."""
    page, profile = revision.page, common.profile
    facts = facts_of(revision)
    parts = compose.parts_for(facts, common)
    alike: list[str] = []
    if located is None:
        located, alike = also_asked.read(revision, common)
    topics = topics_of(revision, common)
    signed = marks.labelled(revision.html, revision.printed)
    danger, html = compose.hoisted(signed, parts.cards) if revision.risk == Risk.HIGH else (None, signed)

    def text(name: str) -> str:
        return compose.fill_text(getattr(revision, name, ""), profile)

    page_shown = PageShown(
        kind=page.kind,
        number=page.number_id,
        revision=revision.revision,
        path=page.path,
        heading=compose.fill_text(revision.heading, profile),
        lede=text("lede"),
        short_answer=text("short_answer"),
        html=compose.body(html, parts, common, located),
        danger=danger and replace(danger, html=compose.body(danger.html, parts, common, located)),
        headings=[heading | {"text": compose.fill_text(heading["text"], profile)} for heading in revision.headings],
        before=parts.before,
        after=parts.after,
        sources=sources_of(revision, common),
        breadcrumb=[*trail, *topics[:1]],
        topics=topics,
        related=links_to(revision.related, located, profile),
        also_asked=links_to(alike, located, profile),
        trust=trust_of(revision, page.review_due, profile, common.at),
        risk=revision.risk,
        language=revision.language,
        required=facts.required,
    )
    return page_shown, frame_of(common, parts, required=facts.required)


def put_together(revision, common: Shared, trail: list[Link] = ()) -> tuple[dict, Frame]:
    """What the template of the page's kind needs beside its frame, and the frame."""
    if revision.page.put_together:
        return revision.page.put_together(revision, common, trail)
    page_shown, frame = shown(revision, common, trail)
    return {"page": page_shown}, frame


def links_to(numbers: list[str], located, profile) -> list[Link]:
    found = [located[number] for number in numbers if number in located]
    return [Link(compose.fill_text(page.title, profile), page.path) for page in found]


def topics_of(revision, common: Shared) -> list[Link]:
    known = [common.topics[slug] for slug in revision.topics if slug in common.topics]
    return [Link(topic.title, topic.url) for topic in known]


def facts_of(revision) -> Facts:
    cards = tuple(revision.cards)
    return Facts(
        kind=revision.page.kind,
        topics=tuple(revision.topics),
        flags=tuple(revision.flags),
        required=revision.page.required_disclaimers(revision.wording(), cards),
        cards=cards,
        sources=tuple(row["key"] for row in revision.printed),
        numbers=(revision.page.number_id,),
    )


def sources_of(revision, common: Shared) -> list[Source]:
    warnings = {row["key"]: fallen.line(row["standing"]) for row in common.rows.get(fallen.SLOT, [])}
    return [
        Source(place, row["key"], row["text"], row["label"], warnings.get(row["key"], ""))
        for place, row in enumerate(revision.printed, start=1)
    ]


def read_shared(at: datetime | None = None, *, generation: int | None = None) -> Shared:
    return shared.read(at) if at else remembered.read_shared(generation)
