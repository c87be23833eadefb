"""Which public pages print a source that fell, or link to an address that fails: one query, and none without either."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from html import unescape

from django.db.models import Q

from clinic_site.content import registry
from clinic_site.desk.survey import Survey, union

LINK = re.compile(r'<a href="(https?://[^"]+)"', re.IGNORECASE)
ESCAPED = re.compile(r"[&\"'<>]")
# A database has its own limit on how much one question may ask.
MOST_ASKED = 100


@dataclass(frozen=True)
class Place:
    sources: tuple[str, ...]
    addresses: tuple[str, ...]


def of(survey: Survey) -> dict[str, Place]:
    """Number -> what is wrong there. Read once for a survey."""
    if survey.places is None:
        keys = [row["key"] for row in survey.rows("fallen")]
        addresses = [row["address"] for row in survey.rows("link")]
        survey.places = dict(_read(keys, addresses)) if keys or addresses else {}
    return survey.places


def _read(keys: list[str], addresses: list[str]) -> Iterator[tuple[str, Place]]:
    """The database finds texts that may hold one of them; what was printed and linked decides."""
    asked = Q(pk__in=[])
    for key in keys[:MOST_ASKED]:
        asked |= Q(body__contains=f"@{key}")
    for address in addresses[:MOST_ASKED]:
        asked |= Q(html__contains=ESCAPED.split(address)[0])
    published = [
        model.revision_class.objects.published()
        .filter(asked)
        .order_by()
        .values_list("page__number_id", "printed", "html")
        for model in registry.page_types()
    ]
    for number, printed, html in union(published):
        cited = {source["key"] for source in printed}
        linked = {unescape(address) for address in LINK.findall(html)}
        sources = tuple(key for key in keys if key in cited)
        place = Place(sources, tuple(address for address in addresses if address in linked))
        if place.sources or place.addresses:
            yield number, place
