"""The evidence as it was signed: a source is shown as printed by the pages that cite it, never as typed since."""

import re
from collections import defaultdict
from datetime import date, timedelta
from urllib.parse import quote

from django.db.models import F
from django.http import Http404, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from articles.models import ArticleRevision
from clinic_site.content import compose, fallen, listing, reading, registry, showing, topic_search
from clinic_site.content.reading import Link, frame_of, read_shared
from clinic_site.content.registry import Located
from clinic_site.content.revision import ONCE_PUBLIC, State
from clinic_site.references.models import Standing, Study
from clinic_site.views import choosing

COLUMNS = listing.COLUMNS | {"printed": lambda model: F("printed"), "state": lambda model: F("state")}
KEY = "evidence"
LOCATED = ("number", "kind", "slug", "title", "state")
LOOKED_UP_HOLDS_FOR = timedelta(days=365)
LIMITS = "Limits:"
SITE = re.compile(r"https?://([\w.-]+)(?::\d+)?(?=[/?#]|$)", re.IGNORECASE)


def signed(states: tuple[str, ...]) -> list[dict]:
    """Signed copies, those public now last, so that what they print counts when an older copy says otherwise."""
    rows = [dict(zip(COLUMNS, row, strict=True)) for row in registry.public_rows(COLUMNS, states)]
    return sorted(rows, key=lambda row: (row["state"] == State.PUBLISHED, row["published_at"]))


def prints_of(rows: list[dict]) -> dict[str, dict]:
    return {source["key"]: source for row in rows for source in row["printed"]}


def link_to(row: dict, profile) -> Link:
    return Link(compose.fill_text(row["title"], profile), registry.page_type(row["kind"]).path_of(row["slug"]))


def used_on(rows: list[dict], profile) -> dict[str, list[Link]]:
    """Key -> the public pages that cite it, in the order of their titles."""
    used = defaultdict(list)
    for row in rows:
        for source in row["printed"] if row["state"] == State.PUBLISHED else ():
            used[source["key"]].append(link_to(row, profile))
    return {key: sorted(links, key=lambda link: link.title.casefold()) for key, links in used.items()}


def summary(rows: list[dict], common):
    """The signed page of what the research says, and its frame; None until there is one."""
    revision = ArticleRevision.objects.published().select_related("page").filter(page__slug=KEY).first()
    if revision is None:
        return None
    public = [row for row in rows if row["state"] == State.PUBLISHED]
    located = {row["number"]: Located(**{name: row[name] for name in LOCATED}) for row in public}
    return reading.shown(revision, common, [Link(_("Home"), "/")], located)


def searches_of(rows: list[dict], common) -> list[dict]:
    """Each topic that has a public page, with the day somebody last looked for new studies on it, or none."""
    days = {row["topic"]: date.fromisoformat(row["searched_on"]) for row in common.rows.get(topic_search.SLOT, [])}
    used = {slug for row in rows if row["state"] == State.PUBLISHED for slug in row["topics"]}
    return [
        {"title": topic.title, "on": days.get(slug), "is_old": slug in days and is_old(days[slug])}
        for slug, topic in common.topics.items()
        if slug in used
    ]


def is_old(day: date) -> bool:
    return timezone.localdate() - day > LOOKED_UP_HOLDS_FOR


def standing_of(common, prints: dict[str, dict]) -> dict[str, dict]:
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


def index(request) -> HttpResponse:
    common = read_shared()
    rows = signed((State.PUBLISHED,))
    prints, used = prints_of(rows), used_on(rows, common.profile)
    standing = standing_of(common, prints)
    sources = [source | {"cited_by": len(used[key]), "standing": standing.get(key)} for key, source in prints.items()]
    sources.sort(key=lambda source: (-int(source["year"]), source["text"].casefold()))
    asked = choosing.asked_of(request.GET, sources)
    looked_up = max((date.fromisoformat(source["checked_on"]) for source in sources), default=None)
    page, frame = summary(rows, common) or (None, frame_of(common, has_content=bool(sources)))
    return showing.public(
        request,
        "evidence/page.html" if page else "evidence/index.html",
        frame,
        page=page,
        sources=choosing.matching(sources, asked),
        total=len(sources),
        filters=choosing.filters(sources, asked),
        looked_up=looked_up,
        is_old=looked_up is not None and is_old(looked_up),
        searches=searches_of(rows, common),
        canonical="/evidence/",
    )


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
    rows = signed(ONCE_PUBLIC)
    prints = prints_of(rows)
    source = prints.get(key)
    if source is None:
        raise Http404
    found, limits = found_and_limits(source["finding"])
    shown = source | {
        "found": found,
        "limits": limits,
        "kind": dict(Study.choices).get(source["study"], ""),
        "doi_url": doi_url(source["doi"]),
        "pmid_url": pmid_url(source["pmid"]),
        "site": site_of(source["url"]),
        "checked_on": date.fromisoformat(source["checked_on"]),
        "standing": standing_of(common, prints).get(key),
    }
    return showing.public(
        request,
        "evidence/reference.html",
        frame_of(common),
        reference=shown,
        used=used_on(rows, common.profile).get(key, []),
        canonical=f"/evidence/{key}/",
    )
