"""The evidence as it was signed: what the research says, every source, and each source by itself."""

import re
from datetime import date

from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _

from articles.models import ArticleRevision
from clinic_site.content import library, reading, registry, showing
from clinic_site.content.reading import Link, frame_of, read_shared
from clinic_site.content.registry import Located
from clinic_site.references.models import Study

KEY = "evidence"
LOCATED = tuple(registry.LOCATION)
LIMITS = "Limits:"
SITE = re.compile(r"https?://([\w.-]+)(?::\d+)?(?=[/?#]|$)", re.IGNORECASE)


def summary(rows: list[dict], common):
    """The signed page of what the research says, and its frame; None until there is one. The rows, when they are at
    hand, spare the question where its links lead."""
    revision = ArticleRevision.objects.published().select_related("page").filter(page__slug=KEY).first()
    if revision is None:
        return None
    located = {row["number"]: Located(**{name: row[name] for name in LOCATED}) for row in rows} or None
    return reading.shown(revision, common, [Link(_("Home"), "/")], located)


def index(request) -> HttpResponse:
    common = read_shared()
    now, rows = library.read(common)
    listed = library.listed(now, common, request.GET)
    page, frame = summary(rows, common) or (None, frame_of(common, has_content=bool(listed["total"])))
    template = "evidence/page.html" if page else "evidence/index.html"
    return showing.public(request, template, frame, page=page, canonical=library.PATH, **listed)


def paragraphs(text: str) -> list[str]:
    return [part.strip() for part in re.split(r"\n\s*\n", "\n".join(text.splitlines())) if part.strip()]


def found_and_limits(finding: str) -> tuple[list[str], list[str]]:
    """What a source found, and its limits: all from the paragraph that starts with “Limits:” on, lest one be lost."""
    parts = paragraphs(finding)
    start = next((place for place, part in enumerate(parts) if part.startswith(LIMITS)), len(parts))
    limits = [part.removeprefix(LIMITS).strip() for part in parts[start:]]
    return parts[:start], [part for part in limits if part]


def site_of(address: str) -> str:
    """The name of the other site; empty for what no link may lead to."""
    found = SITE.match(address)
    return found[1].lower() if found else ""


def reference(request, key: str) -> HttpResponse:
    common = read_shared()
    prints, used = library.cited(common)
    source = prints.get(key)
    if source is None:
        raise Http404
    found, limits = found_and_limits(source["finding"])
    shown = source | {
        "found": found,
        "limits": limits,
        "kind": dict(Study.choices).get(source["study"], ""),
        "doi_url": library.doi_url(source["doi"]),
        "pmid_url": library.pmid_url(source["pmid"]),
        "site": site_of(source["url"]),
        "checked_on": date.fromisoformat(source["checked_on"]),
        "standing": library.standing_of(common, prints).get(key),
    }
    return showing.public(
        request,
        "evidence/reference.html",
        frame_of(common),
        reference=shown,
        used=used.get(key, []),
        canonical=f"{library.PATH}{key}/",
    )
