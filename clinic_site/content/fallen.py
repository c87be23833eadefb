"""Sources that no longer stand, as readers see them: a line on each page that prints one, and one beside the source."""

from datetime import datetime

from django.db.models import F
from django.utils.html import format_html
from django.utils.translation import gettext as _

from clinic_site.content.parts import Facts, Part, Parts
from clinic_site.content.shared import as_rows
from clinic_site.references.models import Standing
from clinic_site.references.status import statuses_in_force

SLOT = "evidence"


def fallen_rows(at: datetime | None = None):
    """Sources that no longer stand, for composing: read together with what all pages share."""
    rows = statuses_in_force(at).exclude(standing=Standing.CURRENT).order_by()
    newer = {name: F(f"instead__{name}") for name in ("key", "doi", "pmid")}
    columns = {f"newer_{name}": column for name, column in newer.items()}
    return as_rows(SLOT, rows, key=F("reference__key"), standing=F("standing"), **columns)


def provide(facts: Facts, rows: list[dict]) -> Parts:
    """The worded line on a page that prints a retracted source. The words are the code's, so nobody types them."""
    retracted = {row["key"] for row in rows if row["standing"] == Standing.RETRACTED}
    found = Parts()
    if retracted & set(facts.sources):
        words = warning()
        html = format_html("<p>{}</p>", words)
        found.before.append(Part("retracted-source", _("About a source of this page"), html, words, "note"))
    return found


def warning() -> str:
    return _(
        "One of the studies behind this page has been withdrawn by its publisher. We are checking what this changes. "
        "If you are unsure, call us before you act on it."
    )


def line(standing: str) -> str:
    """What readers see beside the source itself."""
    return {
        Standing.RETRACTED: _("Withdrawn by its publisher (retracted)."),
        Standing.SUPERSEDED: _("There is newer research than this."),
    }.get(standing, "")


def about(standing: str) -> str:
    """What readers are told on the page of the source itself."""
    return {
        Standing.RETRACTED: _(
            "This source has been withdrawn by its publisher (retracted). Please don't rely on what it found. We are "
            "checking every page that uses it."
        ),
        Standing.SUPERSEDED: _("There is newer research than this."),
    }.get(standing, "")
