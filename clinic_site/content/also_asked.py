"""What people who read a question also ask: public pages of the same kind that are most like it, found by the one
similarity function.

Which pages are alike is worked out once a generation in each process; their titles and addresses are read anew for
each page, in the query that reads those of its links.
"""

from datetime import datetime
from threading import Lock

from django.db.models import F, QuerySet

from clinic_site.content import registry
from clinic_site.content.registry import Located
from clinic_site.content.shared import Shared, as_rows
from clinic_site.generation.models import Generation
from clinic_site.search.similar import Known

SLOT = "generation"
MOST = 3
# Alike enough to be of use, far from being the same.
AT_LEAST = 0.3
_lock = Lock()
_known: dict[tuple[int, str], Known] = {}


def generation(at: datetime | None = None) -> QuerySet:
    return as_rows(SLOT, Generation.objects.order_by(), number=F("number"))


def read(revision, common: Shared) -> tuple[dict[str, Located], list[str]]:
    """The pages that the revision leads to, and the numbers of those that are asked as well, the most alike first."""
    page, wanted = revision.page, [*revision.links, *revision.related]
    if not page.shows_also_asked:
        return registry.locate(wanted, common.at), []
    key = (common.rows[SLOT][0]["number"] if common.rows.get(SLOT) else 1, page.kind)
    known, located = None if common.at else _known.get(key), None
    if known is None:
        located, known = everything(page.kind, common.at)
        if not common.at:
            keep(key, known)
    near = known.closest(revision.heading, at_least=AT_LEAST, most=MOST + 1 + len(revision.related))
    numbers = [number for number, _score in near if number not in {page.number_id, *revision.related}][:MOST]
    return registry.locate([*wanted, *numbers], common.at) if located is None else located, numbers


def everything(kind: str, at: datetime | None) -> tuple[dict[str, Located], Known]:
    """All public pages, and what those of the kind ask."""
    columns = registry.location(at) | {"heading": lambda model: F(model.revision_class.heading_field)}
    rows = list(registry.public_rows(columns, at=at))
    located = {row[0]: Located(*row[:-1]) for row in rows}
    return located, Known((row[0], row[-1]) for row in rows if located[row[0]].kind == kind)


def keep(key: tuple[int, str], known: Known) -> None:
    """Instead of those of earlier generations."""
    with _lock:
        for old in [old for old in _known if old[0] != key[0]]:
            del _known[old]
        _known[key] = known


def forget() -> None:
    with _lock:
        _known.clear()
