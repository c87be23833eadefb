"""Backups that owners have to look after: what nobody would miss until the day it is needed."""

from collections.abc import Iterator
from datetime import datetime

from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from clinic_site.desk.rows import OWNER, Row
from clinic_site.desk.survey import Survey, moment
from clinic_site.generation.backup import LATE

Told = tuple[str, datetime | None]


def rows(survey: Survey, person) -> Iterator[Row]:
    if person.has_perm("accounts.change_user"):
        for why, since in told(survey):
            yield Row(_("See the report"), reverse("report") + "#backups", _("Backups of this site"), why, since,
                      frozenset({OWNER}), is_urgent=True)  # fmt: skip


def told(survey: Survey) -> Iterator[Told]:
    for found in survey.rows("backup"):
        yield from (*own(found), *copied(found), *lost(found))


def own(found: dict) -> Iterator[Told]:
    changed, failed = at(found["changed_at"]), at(found["failed_at"])
    if changed and timezone.now() - changed > LATE:
        why = _("What was changed since %(when)s is in no backup. Ask whoever runs the site to run manage.py doctor.")
        yield why % {"when": when(changed)}, changed
    if failed:
        yield _("The last one failed, and is tried again every minute: %(error)s") % found, failed


def copied(found: dict) -> Iterator[Told]:
    since = at(found["owed_since"])
    if since and found["copy_error"]:
        why = _("The newest one has not reached the second place since %(when)s: %(error)s")
        yield why % {"when": when(since), "error": found["copy_error"]}, since
    elif since and timezone.now() - since > LATE:
        why = _("The newest one has not reached the second place since %(when)s. Ask whoever runs the site to run"
                " manage.py doctor.")  # fmt: skip
        yield why % {"when": when(since)}, since


def lost(found: dict) -> Iterator[Told]:
    if found["missing"]:
        why = ngettext("%(count)d file of a picture is lost. Bring it back from an earlier backup.",
                       "%(count)d files of pictures are lost. Bring them back from an earlier backup.",
                       found["missing"]) % {"count": found["missing"]}  # fmt: skip
        yield why, at(found["kept_at"])


def at(text: str | None) -> datetime | None:
    return moment(text) if text else None


def when(moment: datetime) -> str:
    return date_format(timezone.localtime(moment), "j F Y, H:i")
