"""Letters about public texts that one person wrote and approved: somebody else has to read them within a week."""

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from clinic_site.content.registry import page_types
from clinic_site.content.workflow import SECOND_READING_WITHIN
from clinic_site.generation.tick import each
from clinic_site.letters.models import Letter
from clinic_site.review.reminders_people import address_of, staff, tell, title_of

ABOUT = "second reading"


def write_due() -> None:
    owing = []
    for model in page_types():
        rows = model.revision_class.objects.published().filter(single_signature=True, second_read_at__isnull=True)
        owing += rows.select_related("page").order_by("page__number_id")
    people = staff() if owing else []
    told = set(Letter.objects.filter(about__startswith=ABOUT).values_list("to_id", "about")) if owing else set()
    each(owing, lambda revision: tell_readers(revision, people, told))


def tell_readers(revision, people: list, told: set[tuple[int, str]]) -> None:
    """`told`, person and matter, are the letters that were written before."""
    last_day = timezone.localdate(revision.approved_at) + SECOND_READING_WITHIN
    is_late = timezone.localdate() >= last_day
    number = revision.page.number_id
    about = f"{ABOUT} {number} revision {revision.revision} {'overdue' if is_late else 'owed'}"
    readers = [one for one in people if (one.pk, about) not in told and could_confirm(revision, one)]
    if not readers:
        return
    words = {"title": title_of(revision), "number": number, "day": date_format(last_day, "j F Y")}
    subject = _("Second reading overdue: %(title)s") if is_late else _("Second reading: %(title)s")
    lines = [
        _("One person wrote and approved “%(title)s” (%(number)s). Somebody else must read it by %(day)s.") % words,
        _("Read it, then confirm it or change it:"),
        address_of(revision.page),
    ]
    tell(readers, about, subject % words, lines)


def could_confirm(revision, person) -> bool:
    meta = type(revision.page)._meta
    may = person.has_perm(f"{meta.app_label}.confirm_{meta.model_name}")
    wrote = {revision.approved_by_id, revision.submitted_by_id, *revision.contributors}
    return may and bool(person.role_as_printed) and person.pk not in wrote
