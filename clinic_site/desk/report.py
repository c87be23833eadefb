"""The governance report: one page for the owner, read from the same survey as the list, and made for paper as well."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.conf import settings
from django.contrib import admin
from django.contrib.auth.decorators import permission_required
from django.db.models import Q
from django.http import HttpResponse
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from clinic_site.accounts.models import User
from clinic_site.content import registry
from clinic_site.content.searching import HOLDS_FOR
from clinic_site.content.workflow import SECOND_READING_WITHIN, months_later
from clinic_site.desk import backups, loose_ends, places, readers, survey
from clinic_site.desk.figures import figures
from clinic_site.desk.models import Verification
from clinic_site.desk.rows import day_of, screen
from clinic_site.desk.survey import Stand, Survey, moment, union
from clinic_site.feedback import counting
from clinic_site.readiness.registry import STOP
from clinic_site.references.models import Reference, Standing

SOURCES_HOLD_FOR = 24  # months
# Readers are told that we look within two working days.
WRONG_WAITS_FOR = timedelta(days=4)


@dataclass(frozen=True)
class Line:
    """One line of a table. `since` is a day where there is one; `is_late` stands out in colour and in words."""

    title: str
    why: str
    since: date | None = None
    number: str = ""
    url: str = ""
    who: str = ""
    is_late: bool = False


@dataclass(frozen=True)
class Part:
    """`empty` says in one line that all is well."""

    key: str
    title: str
    lines: list[Line]
    empty: str


@require_safe
@permission_required("accounts.change_user", raise_exception=True)
def report(request) -> HttpResponse:
    now = survey.read(request.user)
    context = {
        **admin.site.each_context(request),
        "title": _("Report for the owner"),
        "parts": parts(now),
        "figures": figures(now),
        "people": people(),
        "verified": Verification.objects.order_by("-id").first(),
        "made_at": timezone.localtime(),
        "address": settings.SITE_ADDRESS,
    }
    return TemplateResponse(request, "admin/desk/report.html", context)


def parts(now: Survey) -> list[Part]:
    names = dict(User.objects.values_list("pk", "name"))
    return [
        Part("overdue", _("Pages past the date of their check"), list(overdue(now, names)),
             _("Every public page is in date.")),
        Part("wrong", _("What readers think is wrong, not settled"), list(thought_wrong(now)),
             _("Nothing that readers think is wrong waits.")),
        Part("unanswered", _("Readers said that it did not help, not settled"), list(unsettled(now)),
             _("Every answer that a page did not help is settled.")),
        Part("single", _("Texts approved by one person alone"), list(single_signatures(now, names)),
             _("No public text owes a second reading.")),
        Part("overrides", _("Findings that were let pass, with the reasons"), list(overrides(now)),
             _("No public text goes against a finding.")),
        Part("sources", _("Sources that no longer stand, still cited"), list(fallen_sources(now)),
             _("Every source that public pages cite still stands.")),
        Part("unread", _("Sources nobody has read for 24 months"), list(unread_sources()),
             _("Every source was read within the last 24 months.")),
        Part("searches", _("Searches for new studies"), list(searches(now)), _("No topic has public pages yet.")),
        Part("pictures", _("Pictures without words"), list(wordless(now)), _("Every picture has its words.")),
        Part("backups", _("Backups of this site"), list(unsafe(now)), _("No backup is late or failed.")),
        Part("links", _("Links to other sites that fail"), list(failing(now)), answered(now)),
    ]  # fmt: skip


def unsafe(now: Survey) -> Iterator[Line]:
    told = list(backups.told(now))
    untaken = why_none(now)
    if untaken and not (told and settings.BACKUPS):
        told.insert(0, (untaken, None))
    for why, since in told:
        yield Line(_("Backups of this site"), why, day_of(since), is_late=True)


def why_none(now: Survey) -> str:
    """Empty where backups are taken."""
    if not settings.BACKUPS:
        return _(
            "This site takes no backups by itself. If its disk breaks, all is lost. "
            "Ask whoever runs the site to set CLINIC_BACKUPS (docs/backup.md)."
        )
    if any(row["kept_at"] for row in now.rows("backup")):
        return ""
    return _(
        "No backup was taken yet. The first is due a minute after the site starts. "
        "If this line stays, ask whoever runs the site to run manage.py doctor."
    )


def page_line(page: Stand, why: str, since: date | datetime | None = None, **more) -> Line:
    return Line(page.title, why, day_of(since), page.number, screen(page.model, page.pk), **more)


def overdue(now: Survey, names: dict[int, str]) -> Iterator[Line]:
    late = [page for page in now.public if page.review_due and page.review_due < timezone.localdate()]
    for page in sorted(late, key=lambda page: (page.public.risk != "high", page.review_due)):
        why = _("High risk.") if page.public.risk == "high" else _("Normal risk.")
        who = ", ".join(names[pk] for pk in (page.owner_id, page.deputy_id) if pk)
        yield page_line(page, why, page.review_due, who=who or _("Nobody looks after it."), is_late=True)


def thought_wrong(now: Survey) -> Iterator[Line]:
    limit = timezone.localdate() - WRONG_WAITS_FOR
    for number, said in readers.thought_wrong(now).items():
        why = ngettext("%(count)d reader says so.", "%(count)d readers say so.", len(said)) % {"count": len(said)}
        since = survey.day(said[0]["day"])
        yield Line(
            readers.title_of(now, number), why, since, number, readers.answers_url(number), is_late=since < limit
        )


def unsettled(now: Survey) -> Iterator[Line]:
    for one in counting.answers(waiting=True):
        if one.unhelpful:
            why = _("%(no)d of %(count)d answers say that it did not help.") % {"no": one.unhelpful, "count": one.count}
            yield Line(readers.title_of(now, one.number), why, None, one.number, readers.answers_url(one.number))


def single_signatures(now: Survey, names: dict[int, str]) -> Iterator[Line]:
    owing = [page for page in now.public if page.public.owes_second_reading]
    for page in sorted(owing, key=lambda page: page.public.approved_at):
        late = timezone.now() - page.public.approved_at > SECOND_READING_WITHIN
        why = _("The 7 days for a second reading are over.") if late else _("Owes a second reading.")
        yield page_line(page, why, page.public.approved_at, who=names[page.public.approved_by_id], is_late=late)


def overrides(now: Survey) -> Iterator[Line]:
    """On public texts: stops first, then what a writer gave a reason for."""
    queries = [
        model.revision_class.objects.published().exclude(findings=[]).order_by()
        .values_list("page__number_id", "findings", "approved_by__name", "approved_at")
        for model in registry.page_types()
    ]  # fmt: skip
    yield from let_pass(now, union(queries))


def let_pass(now: Survey, signed: Iterable[tuple]) -> Iterator[Line]:
    found = [
        (one["level"] != STOP, number, one, who, at)
        for number, findings, who, at in signed
        for one in findings
        if one.get("reason")
    ]
    for is_look, number, one, who, at in sorted(found, key=lambda row: row[:2]):
        excerpt = f"“{one['excerpt']}” " if one.get("excerpt") else ""
        words = {"excerpt": excerpt, "why": one["why"], "reason": one["reason"]}
        why = _("%(excerpt)s%(why)s Reason: %(reason)s") % words
        yield page_line(now.pages[number], why, at, who=who, is_late=not is_look)


def fallen_sources(now: Survey) -> Iterator[Line]:
    fallen = {row["key"]: row for row in now.rows("fallen")}
    for number, place in sorted(places.of(now).items()):
        for key in place.sources:
            row = fallen[key]
            retracted = row["standing"] == Standing.RETRACTED
            why = _("%(key)s was retracted.") if retracted else _("There is newer research than %(key)s.")
            yield page_line(now.pages[number], why % {"key": key}, moment(row["at"]), is_late=retracted)


def unread_sources() -> Iterator[Line]:
    limit = months_later(timezone.localdate(), -SOURCES_HOLD_FOR)
    for source in Reference.objects.filter(checked_on__lt=limit).order_by("checked_on", "key"):
        yield Line(source.key, source.title, source.checked_on)


def searches(now: Survey) -> Iterator[Line]:
    last = {row["topic"]: survey.day(row["searched_on"]) for row in now.rows("search")}
    used = {slug for page in now.public for slug in page.public.topics}
    for row in loose_ends.shown_texts(now):
        if row["slug"] not in used:
            continue
        searched = last.get(row["topic"])
        late = searched is None or timezone.localdate() - searched > HOLDS_FOR
        why = _("Never searched.") if searched is None else _("Last searched.")
        yield Line(row["title"], why, searched, row["number"], is_late=late)


def wordless(now: Survey) -> Iterator[Line]:
    shown = {key for page in now.public for key in page.public.pictures}
    for row in now.rows("picture"):
        public = row["key"] in shown
        why = _("Readers who can’t see it get no words for it.") if public else _("No public page shows it.")
        yield Line(row["key"], why, day_of(moment(row["at"])), is_late=public)


def failing(now: Survey) -> Iterator[Line]:
    known = {row["address"]: row for row in now.rows("link")}
    for number, place in sorted(places.of(now).items()):
        for address in place.addresses:
            why = f"{address} ({known[address]['answer']})"
            yield page_line(now.pages[number], why, moment(known[address]["since"]))


def answered(now: Survey) -> str:
    asked = next(iter(now.rows("asked")), None)
    if asked is None:
        return _("No link to another site was looked at yet. Ask whoever runs the site to run manage.py check_links.")
    day = date_format(timezone.localtime(moment(asked["at"])), "j F Y")
    return _("Every link answered. They were last looked at on %(day)s.") % {"day": day}


def people() -> list[dict]:
    """Who may sign in, and what they may do."""
    able = User.objects.filter(Q(is_active=True)).prefetch_related("groups").order_by("name")
    return [
        {
            "name": person.name,
            "roles": ", ".join(sorted(group.name for group in person.groups.all())),
            "printed": person.role_as_printed,
            "everything": person.is_superuser,
            "last": person.last_login,
        }
        for person in able
    ]
