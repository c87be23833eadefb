"""What people who read a question also ask: public pages of the same kind that are most like it, found by the one
similarity function.

Which pages are alike is worked out once a generation in each process; their titles and addresses are read anew for
each page, in the query that reads those of its links.
"""

from datetime import datetime

from django.db.models import CharField, F, Subquery, Value

from clinic_site.content import past, registry, remembered
from clinic_site.content.registry import Located
from clinic_site.content.shared import Shared
from clinic_site.search.similar import Known

MOST = 3
# However many pages there are, each is compared with these: so the first reader after a change waits no longer.
MOST_COMPARED = 500
# Alike enough to be of use, far from being the same.
AT_LEAST = 0.3


def read(revision, common: Shared) -> tuple[dict[str, Located], list[str]]:
    """The pages that the revision leads to, and the numbers of those that are asked as well, the most alike first."""
    page, wanted = revision.page, [*revision.links, *revision.related]
    if not page.shows_also_asked:
        return registry.locate(wanted, common.at), []
    located = None

    def asked() -> Known:
        # What is read to find them serves this page as well: one query less.
        nonlocal located
        located, known = newest(page.kind, wanted, common.at)
        return known

    known = remembered.known(common, f"asked in each {page.kind}", asked)
    near = known.closest(revision.heading, at_least=AT_LEAST, most=MOST + 1 + len(revision.related), is_ours=True)
    numbers = [number for number, _score in near if number not in {page.number_id, *revision.related}][:MOST]
    return registry.locate([*wanted, *numbers], common.at) if located is None else located, numbers


def newest(kind: str, wanted: list[str], at: datetime | None) -> tuple[dict[str, Located], Known]:
    """What the newest public pages of the kind ask; and where they are, as those that are wanted besides."""
    columns = registry.location(at)
    compared = columns | {"heading": lambda model: F(model.revision_class.heading_field)}
    others = columns | {"heading": lambda _model: Value("", output_field=CharField())}
    public = past.public_revisions(registry.page_type(kind).revision_class, at)
    some = Subquery(public.order_by("-id").values("id")[:MOST_COMPARED])
    queries = registry.rows_by_type(compared, kinds=frozenset({kind}), at=at, id__in=some)
    queries += registry.rows_by_type(others, at=at, page__number_id__in=wanted) if wanted else []
    rows = list(registry.together(queries))
    return {row[0]: Located(*row[:-1]) for row in rows}, Known((row[0], row[-1]) for row in rows if row[-1])
