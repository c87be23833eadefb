"""What handing out asks of staff: pages that many get together, and sets on paper that are out of date."""

from collections.abc import Iterator
from urllib.parse import urlencode

from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from clinic_site.desk.rows import CLINICIAN, EDITOR, OWNER, Press, Row, long_day
from clinic_site.desk.survey import Survey
from clinic_site.handouts import laid_out, often
from clinic_site.handouts.kept import Form, LaidOut
from clinic_site.handouts.laid_out import Change, OutOfDate
from clinic_site.handouts.often import Often
from clinic_site.handouts.printed_set import TOPIC

MAY_DRAFT = "handouts.add_handout"
ROLES = frozenset({EDITOR, CLINICIAN, OWNER})
# Of what changed on a set; more is read when it is laid out again.
CHANGES_TOLD = 3


def opened_often(survey: Survey, person) -> Iterator[Row]:
    """Only pages that are all public now: a handout may hold no others. Two queries, none where nothing was opened so
    often."""
    if not (survey.rows("opened") and person.has_perm(MAY_DRAFT)):
        return
    for one in often.offered():
        pages = [survey.pages.get(number) for number in one.numbers]
        if all(page and page.public for page in pages):
            yield Row(
                verb=_("Make a handout"), url=add_url(one), title=quoted(page.title for page in pages),
                why=why_named(one), since=one.last_on, roles=ROLES, readers=one.times,
                also=((_("See what readers get"), reverse("bundle", args=[one.address])),),
                press=Press(_("Not now"), reverse("handout_not_now"), (("numbers", one.address),)),
            )  # fmt: skip


def quoted(titles) -> str:
    return " + ".join(_("“%(title)s”") % {"title": title} for title in titles)


def why_named(one: Often) -> str:
    said = _("Opened together %(times)d times on %(days)d days in the last 28 days. Make this a named handout?")
    return said % {"times": one.times, "days": one.days}


def add_url(one: Often) -> str:
    """The form for a new handout with its pages filled in; nothing is kept before somebody saves."""
    filled = urlencode({"items": "\n".join(one.numbers)})
    return f"{reverse('admin:handouts_handout_add')}?{filled}"


def sets_out_of_date(survey: Survey, person) -> Iterator[Row]:
    """Two queries, none where no set was laid out."""
    if not (survey.rows("laid_out") and person.has_perm(MAY_DRAFT)):
        return
    for one in laid_out.out_of_date():
        yield Row(
            verb=_("Print it again"), url=print_url(one.set), title=title_of(one.set, survey),
            why=why_again(one, survey), since=one.changes[0].day, roles=ROLES,
            is_urgent=any(change.is_gone for change in one.changes),
            press=Press(_("No longer used"), reverse("printed_set_forget"), (("set", str(one.set.pk)),)),
        )  # fmt: skip


def print_url(row: LaidOut) -> str:
    return f"{reverse('cards')}?{urlencode({'set': row.pages, 'form': row.form})}"


def title_of(row: LaidOut, survey: Survey) -> str:
    return _("%(form)s: %(pages)s") % {"form": Form(row.form).label, "pages": pages_of(row, survey)}


def pages_of(row: LaidOut, survey: Survey) -> str:
    topics = {TOPIC + text["slug"]: text["title"] for text in survey.rows("topic")}
    if row.pages in topics:
        return topics[row.pages]
    first, *others = row.copies
    more = ngettext("and %(count)d more page", "and %(count)d more pages", len(others)) % {"count": len(others)}
    return f"{page_title(first, survey)} {more}" if others else page_title(first, survey)


def page_title(number: str, survey: Survey) -> str:
    page = survey.pages.get(number)
    return quoted([page.title]) if page else number


def why_again(one: OutOfDate, survey: Survey) -> str:
    words = [_("Laid out on %(day)s.") % {"day": long_day(one.set.day)}]
    words += [said(change, survey) for change in one.changes[:CHANGES_TOLD]]
    rest = len(one.changes[CHANGES_TOLD:])
    if rest:
        words.append(ngettext("And %(count)d more change.", "And %(count)d more changes.", rest) % {"count": rest})
    return " ".join(words)


def said(change: Change, survey: Survey) -> str:
    return f"{page_title(change.number, survey)}: {change.words}"


@require_POST
@permission_required(MAY_DRAFT, raise_exception=True)
def not_now(request) -> HttpResponse:
    if often.not_now(request.POST.get("numbers", ""), by=request.user):
        messages.success(request, _("These pages are not offered as a handout for the next 90 days."))
    else:
        messages.info(request, _("These pages are not on the list any more. Somebody may have dealt with them."))
    return back()


@require_POST
@permission_required(MAY_DRAFT, raise_exception=True)
def forget_set(request) -> HttpResponse:
    pk = request.POST.get("set", "")
    if pk.isascii() and pk.isdecimal() and len(pk) < 16 and laid_out.forget(int(pk)):
        messages.success(request, _("This set is forgotten. It comes back if somebody lays it out again."))
    else:
        messages.info(request, _("This set is not on the list any more. Somebody may have dealt with it."))
    return back()


def back() -> HttpResponseRedirect:
    return HttpResponseRedirect(f"{reverse('desk')}?section=handouts")
