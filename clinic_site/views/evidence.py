"""The evidence as it was signed: a source is shown as printed by the pages that cite it, never as typed since."""

from collections import defaultdict
from datetime import date

from django.db.models import F
from django.http import Http404, HttpResponse

from clinic_site.content import compose, listing, registry, showing
from clinic_site.content.reading import Link, frame_of, read_shared
from clinic_site.content.revision import ONCE_PUBLIC, State

COLUMNS = listing.COLUMNS | {"printed": lambda model: F("printed"), "state": lambda model: F("state")}


def cited(common, states=(State.PUBLISHED,)) -> tuple[dict[str, dict], dict[str, list[Link]]]:
    """Key -> the newest signed print of the source, and key -> the public pages that cite it."""
    rows = sorted(registry.public_rows(COLUMNS, states), key=lambda row: row[list(COLUMNS).index("published_at")])
    prints, used = {}, defaultdict(list)
    for row in rows:
        values = dict(zip(COLUMNS, row, strict=True))
        path = registry.page_type(values["kind"]).path_of(values["slug"])
        for source in values["printed"]:
            prints[source["key"]] = source
            if values["state"] == State.PUBLISHED:
                used[source["key"]].append(Link(compose.fill_text(values["title"], common.profile), path))
    return prints, used


def index(request) -> HttpResponse:
    common = read_shared()
    prints, used = cited(common)
    references = [
        source | {"url": f"/evidence/{key}/", "cited_by": len(used[key])}
        for key, source in sorted(prints.items(), key=lambda item: item[1]["text"].casefold())
    ]
    frame = frame_of(common, has_content=bool(references))
    return showing.public(request, "evidence/index.html", frame, references=references, canonical="/evidence/")


def reference(request, key: str) -> HttpResponse:
    common = read_shared()
    prints, used = cited(common, ONCE_PUBLIC)
    if key not in prints:
        raise Http404
    source = prints[key]
    shown = source | {
        "doi_url": f"https://doi.org/{source['doi']}" if source["doi"] else "",
        "pmid_url": f"https://pubmed.ncbi.nlm.nih.gov/{source['pmid']}/" if source["pmid"] else "",
        "finding": [part for part in source["finding"].split("\n\n") if part.strip()],
        "checked_on": date.fromisoformat(source["checked_on"]),
        "status_text": "",
    }
    return showing.public(
        request,
        "evidence/reference.html",
        frame_of(common),
        reference=shown,
        used=used[key],
        canonical=f"/evidence/{key}/",
    )
