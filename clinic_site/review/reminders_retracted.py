"""Letters about public pages that print a source which was retracted: one for each page and source, named."""

from django.utils.translation import gettext as _

from clinic_site.content.evidence import citing
from clinic_site.generation.tick import each
from clinic_site.references.models import ReferenceStatus, Standing
from clinic_site.references.status import statuses_in_force
from clinic_site.review.reminders_people import address_of, everyone_of, tell, title_of


def write_due() -> None:
    fallen = statuses_in_force().filter(standing=Standing.RETRACTED).select_related("reference")
    found = [(row, page) for row in fallen.order_by("id") for page in citing(row.reference.key)]
    each(found, lambda one: tell_those_of(*one))


def tell_those_of(row: ReferenceStatus, page) -> None:
    """`row` is part of what it is about: a source may be retracted, stand again, and be retracted once more."""
    key = row.reference.key
    words = {"title": title_of(page.revisions.published().get()), "number": page.number_id, "key": key}
    lines = [
        _("“%(title)s” (%(number)s) cites %(key)s, which was retracted. Readers are told so on the page.") % words,
        _("It was announced here: %(note)s") % {"note": row.note},
        _("Change the text without this source and send it for a check, or retire the page:"),
        address_of(page),
    ]
    about = f"retracted {page.number_id} row {row.pk}"
    tell(everyone_of(page), about, _("A source was retracted: %(title)s") % words, lines)
