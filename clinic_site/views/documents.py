"""What other systems are told about a page: the parts of the JSON that docs/linking.md describes.

The version stands in each of them. New names may be added to it at any time; a name that goes, or means something else,
needs a new version at an address of its own.
"""

import re
from datetime import date

from django.conf import settings
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from clinic_site.content import compose, reading, showing
from clinic_site.content.listing import Row
from clinic_site.content.parts import Notice, Part
from clinic_site.content.reading import Source
from clinic_site.content.registry import Located
from clinic_site.content.shared import Shared

VERSION = 1
# Quotes are stepped over: what they hold may be a sign that ends a tag.
TAG = re.compile(r"""<[a-z](?:[^>"']|"[^"]*"|'[^']*')*>""", re.IGNORECASE)
OWN_ADDRESS = re.compile(r'(?<=\s)(href|src)="/(?!/)')
SRCSET = re.compile(r'(?<=\s)srcset="[^"]*"')
OWN_PICTURE = re.compile(r'(?<=["\s])/(?!/)')
# They only decorate, and without our style sheets they would fill the screen.
ICON = re.compile(r'<svg class="icon".*?</svg>', re.DOTALL)


def absolute(path: str) -> str:
    return settings.SITE_ADDRESS + path


def for_elsewhere(html: str) -> str:
    """Composed HTML as it can be shown on another site: whole addresses, and no icons of ours."""

    def whole(tag: re.Match) -> str:
        text = OWN_ADDRESS.sub(lambda found: f'{found[1]}="{settings.SITE_ADDRESS}/', tag[0])
        return SRCSET.sub(lambda found: OWN_PICTURE.sub(f"{settings.SITE_ADDRESS}/", found[0]), text)

    return TAG.sub(whole, ICON.sub("", html)).strip()


def iso(day: date | None) -> str | None:
    return day and day.isoformat()


def listed(row: Row, revision: int) -> dict:
    return {
        "number": row.number,
        "kind": row.kind,
        "title": row.title,
        "short_answer": row.short_answer,
        "url": absolute(row.url),
        "short_address": absolute(f"/{row.number}"),
        "reviewed": iso(row.checked),
        "review_due": iso(row.due),
        "checked": row.checked is not None,
        "overdue": row.overdue,
        "revision": revision,
        "digest": row.digest,
        "recalls": [recall(one) for one in row.notices],
    }


def page(revision, located: dict[str, Located], common: Shared) -> dict:
    """The public page with everything it may not be shown without."""
    shown, frame = reading.shown(revision, common, located=located)
    checked = None if shown.trust.is_example else shown.trust.checked_on
    return {
        "version": VERSION,
        "number": shown.number,
        "kind": shown.kind,
        "title": compose.fill_text(located[shown.number].title, common.profile),
        "heading": shown.heading,
        "language": shown.language,
        "short_answer": shown.short_answer or shown.lede,
        "url": absolute(shown.path),
        "short_address": absolute(f"/{shown.number}"),
        "reviewed": iso(checked),
        "review_due": iso(shown.trust.due_on),
        "checked": checked is not None,
        "overdue": shown.trust.is_overdue,
        "owes_second_reading": shown.trust.owes_second_reading,
        "changed": shown.trust.changed,
        "revision": shown.revision,
        "digest": revision.digest,
        "recalls": [recall(one) for one in frame.first],
        "html": for_elsewhere(showing.whole("api/page.html", frame, common, page=shown)),
        "disclaimers": [disclaimer(part) for part in parts_of(revision, common)],
        "sources": [source(one) for one in shown.sources],
    }


def parts_of(revision, common: Shared) -> list[Part]:
    """Every disclaimer that goes with the page, the cards that its text places among them."""
    facts = reading.facts_of(revision)
    parts = compose.parts_for(facts, common)
    return [*parts.before, *(parts.cards[key] for key in facts.cards), *parts.after, *parts.footer]


def disclaimer(part: Part) -> dict:
    return {
        "key": part.key,
        "title": part.title,
        "text": part.text,
        "html": for_elsewhere(part.html),
        "url": absolute(part.url) if part.url else None,
    }


def recall(one: Notice) -> dict:
    """`from` and `until` are the days between which people read the wrong words; none while they still do."""
    return {
        "number": one.about,
        "from_revision": one.revisions[0],
        "to_revision": one.revisions[-1],
        "title": one.title,
        "what": one.what,
        "do": one.do,
        "text": one.text,
        "from": iso(one.since),
        "until": iso(one.until),
        "shown_until": iso(one.stands_until),
    }


def source(one: Source) -> dict:
    return {
        "number": one.number,
        "key": one.key,
        "text": one.text,
        "label": one.label,
        "warning": one.warning,
        "url": absolute(one.url),
    }


def withdrawn(revision, located: dict[str, Located], common: Shared) -> dict:
    """Why a page is gone, since when, and what to read now, the best first."""
    said = showing.farewell(revision, common, located)["retired"]
    day = timezone.localdate(said["on"])
    words = _("This page was withdrawn on %(day)s. %(reason)s Open one of the pages in read_instead.")
    return problem(410, words % {"day": date_format(day, "j F Y"), "reason": said["reason"]}) | {
        "number": revision.page.number_id,
        "title": said["title"],
        "withdrawn": iso(day),
        "reason": said["reason"],
        "recalls": [recall(one) for one in compose.notices((revision.page.number_id,), common)],
        "read_instead": [
            {"number": one.number, "title": link.title, "url": absolute(link.url)}
            for one, link in zip(followed(revision, located), said["read"], strict=True)
        ],
    }


def followed(revision, located: dict[str, Located]) -> list[Located]:
    return [located[number] for number in revision.read_instead if number in located]


def problem(status: int, message: str) -> dict:
    return {"version": VERSION, "status": status, "message": message}
