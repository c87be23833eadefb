"""Letters about recalls that one person has set: somebody else has to read them within 24 hours."""

from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from clinic_site.content.compose import fill_text
from clinic_site.content.registry import page_numbered
from clinic_site.generation.tick import each
from clinic_site.profile.models import in_force
from clinic_site.review.recalling import may_read_again
from clinic_site.review.recalls import Recall
from clinic_site.review.reminders_people import staff, tell


def write_due() -> None:
    owing = list(Recall.objects.owing().select_related("made_by").order_by("id"))
    people = staff() if owing else []
    each(owing, lambda row: tell_readers(row, people))


def tell_readers(row: Recall, people: list) -> None:
    """Once when it is set and once more when it is late; whoever set it can't read it again, and gets no letter."""
    model = type(page_numbered(row.number_id))
    is_late = timezone.now() >= row.read_again_due
    words = {
        "title": fill_text(row.title, in_force()),
        "number": row.number_id,
        "who": row.made_by.name,
        "when": date_format(timezone.localtime(row.read_again_due), "j F Y, H:i"),
    }
    subject = _("Recall overdue: read “%(title)s” and sign") if is_late else _("Recall: read “%(title)s” and sign")
    lines = [
        _("%(who)s recalled “%(title)s” (%(number)s). Readers see the notice already.") % words,
        _("Somebody else must read it by %(when)s:") % words,
        settings.SITE_ADDRESS + reverse("recall", args=[row.number_id, row.pk]),
    ]
    readers = [one for one in people if one.pk != row.made_by_id and may_read_again(model, one)]
    tell(readers, f"recall {row.number_id} {row.pk} {'overdue' if is_late else 'owed'}", subject % words, lines)
