from dataclasses import dataclass

from django.db.models import F
from django.http import Http404
from django.utils.translation import gettext as _

from clinic_site.content import compose, registry
from clinic_site.content.revision import ONCE_PUBLIC, State
from clinic_site.profile.models import Profile

COLUMNS = registry.LOCATION | {"revision": lambda model: F("revision")}


@dataclass(frozen=True)
class Subject:
    """What an answer is about, as it was last public: a page, or with an empty number the guide as a whole."""

    number: str
    title: str
    path: str
    revision: int | None = None


def subjects(numbers, profile: Profile) -> dict[str, Subject]:
    """The pages among the numbers that are or were public, in one query."""
    rows = [dict(zip(COLUMNS, row, strict=True))
            for row in registry.public_rows(COLUMNS, ONCE_PUBLIC, page__number_id__in=set(numbers))]  # fmt: skip
    rows.sort(key=lambda row: (row["state"] == State.PUBLISHED, row["revision"]))
    return {
        row["number"]: Subject(
            row["number"],
            compose.fill_text(row["title"], profile),
            registry.page_type(row["kind"]).path_of(row["slug"]),
            row["revision"],
        )
        for row in rows
    }


def the_guide() -> Subject:
    return Subject("", _("the guide as a whole"), "/")


def subject_or_404(number: str, profile: Profile) -> Subject:
    """A page that was never public doesn't exist for readers."""
    if not number:
        return the_guide()
    found = subjects([number], profile).get(number)
    if found is None:
        raise Http404
    return found
