"""A page as readers saw it at a moment: its events tell which signed copy that was and what stood beside it, and the
code that serves readers puts it together. No desk is read.
"""

import re
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256

from django.contrib import admin
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from clinic_site.content import library, reading, registry, showing
from clinic_site.content.event import Event
from clinic_site.content.page import Page
from clinic_site.content.past import MADE_PUBLIC
from clinic_site.content.reading import Frame, Link
from clinic_site.content.registry import Located
from clinic_site.content.shared import Shared
from clinic_site.review.as_of_record import PageRecord

MAIN = re.compile(r"<main\b.*?</main>", re.DOTALL)
STANDING = "articles/standing.html"
EVIDENCE = "evidence/page.html"
GONE = "410.html"
HANDOUT_GONE = "handouts/gone.html"


@dataclass(frozen=True)
class Seen:
    """What a reader met at the address of a page: the page itself, or the page that says it is gone."""

    at: datetime
    act: Event
    revision: object
    heading: str
    template: str
    common: Shared
    frame: Frame
    context: dict

    @property
    def is_public(self) -> bool:
        return self.act.verb in MADE_PUBLIC

    def html(self, template: str = "", **context) -> str:
        return showing.whole(template or self.template, self.frame, self.common, **self.context | context)

    def main(self) -> str:
        return main_of(self.html())


@dataclass(frozen=True)
class Led:
    """The page was gone, and its address led readers on to another one."""

    at: datetime
    act: Event
    to: Located


def main_of(html: str) -> str:
    """The content of a page without what stands around it: what its digest for the file covers."""
    return MAIN.search(html)[0]


def digest_of(main: str) -> str:
    return sha256(main.encode()).hexdigest()


def seen(page: Page, record: PageRecord, at: datetime) -> Seen | Led | None:
    """None when the page had not been public by then."""
    act = record.act(at)
    if act is None:
        return None
    page.slug, page.review_due = record.slug(at, page.slug), record.day("review_due", at)
    revision = revision_then(page, record, act, at)
    if act.verb in MADE_PUBLIC:
        return shown(revision, act, reading.read_shared(at))
    return gone(revision, act, at)


def revision_then(page: Page, record: PageRecord, act: Event, at: datetime):
    """The signed copy with what has been written beside it since taken away."""
    revision = page.revisions.get(revision=act.revision)
    revision.page = page
    revision.reviewed_on, revision.reviewer_role = record.day("reviewed_on", at), record.told("reviewer_role", at) or ""
    if revision.second_read_at and revision.second_read_at > at:
        revision.second_read_by = revision.second_read_at = None
    return revision


def shown(revision, act: Event, common: Shared) -> Seen:
    context, frame = reading.put_together(revision, common, trail_of(revision.page))
    page_shown = context["page"]
    nothing_left = context.get("nothing_left")
    if nothing_left:
        frame = reading.frame_of(common)
        return Seen(common.at, act, revision, page_shown.heading, HANDOUT_GONE, common, frame, nothing_left)
    below = library.as_it_stood(common) if page_shown.path == library.PATH else {}
    context |= {"canonical": page_shown.path} | below
    return Seen(common.at, act, revision, page_shown.heading, template_of(revision.page), common, frame, context)


def gone(revision, act: Event, at: datetime) -> Seen | Led:
    located = registry.locate_or_follow(revision.read_instead, at=at)
    if revision.successor and revision.successor in located:
        return Led(at, act, located[revision.successor])
    common = reading.read_shared(at)
    context = showing.farewell(revision, common, located)
    frame = reading.frame_of(common, numbers=(revision.page.number_id,))
    return Seen(at, act, revision, context["retired"]["title"], GONE, common, frame, context)


def template_of(page: Page) -> str:
    if page.path == library.PATH:
        return EVIDENCE
    return STANDING if page.is_standing else admin.site.get_model_admin(type(page)).public_template


def trail_of(page: Page) -> list[Link]:
    """The way to the page: Home, and the list of its kind for a page that stands in one."""
    home = Link(_("Home"), "/")
    if page.is_standing:
        return [home]
    return [home, Link(capfirst(page._meta.verbose_name_plural), page.path.removesuffix(f"{page.slug}/"))]
