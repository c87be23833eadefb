"""Letters that go out by the calendar: the list of each person every week, the report for owners every month."""

from datetime import date, timedelta

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from clinic_site.accounts.models import User
from clinic_site.desk import needs, report, survey
from clinic_site.desk.models import Told
from clinic_site.desk.needs import Filled
from clinic_site.desk.rows import Row
from clinic_site.letters.models import write

# Nobody's telephone has to ring at midnight.
FROM_HOUR = 6


def write_due() -> int:
    """On Monday, or on the first day of the week that it is called: a letter to each person who has something on the
    list. Never twice in a week, however often it is called. Answers how many were written."""
    now = timezone.localtime()
    monday = now.date() - timedelta(days=now.weekday())
    if now.date() == monday and now.hour < FROM_HOUR:
        return 0
    year, week, _day = monday.isocalendar()
    return written_once(f"digest {year}-W{week:02d}", weekly)


def write_report_due() -> int:
    """The same for the report, once a month, to everybody who may read it."""
    now = timezone.localtime()
    if now.day == 1 and now.hour < FROM_HOUR:
        return 0
    return written_once(f"report {now:%Y-%m}", monthly)


@transaction.atomic
def written_once(about: str, letters) -> int:
    """The letters and the note that they were written are kept together or not at all."""
    _told, is_new = Told.objects.get_or_create(about=about)
    return sum(letters(person, about) for person in active_staff()) if is_new else 0


def active_staff():
    return User.objects.filter(is_active=True, is_staff=True).order_by("pk")


def weekly(person, about: str) -> bool:
    found = needs.sections(survey.read(person), person)
    total = sum(one.total for one in found)
    if not total:
        return False
    subject = ngettext("%(count)d thing needs you", "%(count)d things need you", total) % {"count": total}
    return write(person, about=about, subject=subject, text=list_as_text(person, found))


def list_as_text(person, found: list[Filled]) -> str:
    """Titles and links only: no text of a page leaves the house by post."""
    lines = [
        _("Hello %(name)s,") % {"name": person.name},
        "",
        _("This is what needs you in the patient guide."),
    ]
    for one in found:
        if one.rows:
            lines += ["", f"{one.section.title} ({one.total})", ""]
            lines += rows_as_text(one)
    return "\n".join([*lines, "", _("The whole list:"), address(reverse("desk")), ""])


def rows_as_text(one: Filled) -> list[str]:
    if one.section.has_readers_words:
        return [f"  {address(reverse('desk'))}?section={one.section.key}"]
    more = [_("And %(count)d more.") % {"count": one.rest}] if one.rest else []
    return [*(line for row in one.rows for line in row_as_text(row)), *more]


def row_as_text(row: Row) -> list[str]:
    number = f" ({row.number})" if row.number else ""
    since = f", {row.when}" if row.when else ""
    return [f"- {row.verb}: {row.title}{number}{since}", f"  {address(row.url)}"]


def address(path: str) -> str:
    return f"{settings.SITE_ADDRESS.rstrip('/')}{path}"


def monthly(person, about: str) -> bool:
    if not person.has_perm("accounts.change_user"):
        return False
    counts = [f"- {part.title}: {len(part.lines)}" for part in report.parts(survey.read(person))]
    month = date_format(date.fromisoformat(f"{about.removeprefix('report ')}-01"), "F Y")
    text = "\n".join([_("How the patient guide stands:"), "", *counts, "", _("The whole report, to read or print:"),
                      address(reverse("report")), ""])  # fmt: skip
    return write(person, about=about, subject=_("Report for %(month)s") % {"month": month}, text=text)
