from django.contrib import admin, messages
from django.http import HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_safe

from clinic_site.content import run
from clinic_site.desk import checking, needs, safety, survey
from clinic_site.desk.figures import figures
from clinic_site.desk.rows import EDITOR, OWNER, PUBLISHER, REVIEWER, screen

TABS = {
    "": gettext_lazy("Yours"),
    EDITOR: gettext_lazy("Writing"),
    REVIEWER: gettext_lazy("Checking"),
    PUBLISHER: gettext_lazy("Publishing"),
    OWNER: gettext_lazy("Looking after the site"),
    needs.ALL: gettext_lazy("Everything"),
}

MORE = (
    ("feedback.view_feedback", "gaps", gettext_lazy("What readers look for")),
    ("content.view_event", "as_of", gettext_lazy("As it read on a day")),
    ("content.view_event", "record", gettext_lazy("Everything that happened")),
    ("references.view_reference", "evidence_searches", gettext_lazy("Where we last looked for evidence")),
    ("accounts.change_user", "report", gettext_lazy("Report for the owner")),
)


@require_safe
def desk(request) -> HttpResponse:
    """The first page of staff: what needs this person, then the lists of everything. In a run of reviews it only leads
    on to the next text."""
    site, person, left = admin.site, request.user, run.left_for_later(request)
    now = survey.read(person)
    if left is not None:
        return next_check(request, now, left)
    asked = request.GET.get("for", "") if request.GET.get("for", "") in TABS else ""
    only = request.GET.get("section", "")
    only = only if only in {section.key for section in needs.SECTIONS} else ""
    context = {
        **site.each_context(request),
        "title": _("What needs you"),
        "app_list": site.get_app_list(request),
        "sections": needs.weighed(needs.sections(now, person, asked, only)),
        "tabs": tabs(person, asked),
        "stopped": safety.stopped(now),
        "asked": asked,
        "only": only,
        "figures": figures(now),
        "more": more(person),
    }
    return TemplateResponse(request, "admin/desk/desk.html", context)


def next_check(request, now: survey.Survey, left: list[str]) -> HttpResponseRedirect:
    """To the first text on the list that was not left for later; back to the list, with a word, when there is none."""
    waiting = checking.in_turn(now, request.user)
    following = next((row for row in waiting if row.number not in left), None)
    if following is not None:
        page = now.pages[following.number]
        return HttpResponseRedirect(screen(page.model, page.pk, "approve") + run.carried(left))
    words = [_("Nothing else waits for your check.")]
    if waiting:
        later = ngettext("You left %(count)d text for later.", "You left %(count)d texts for later.", len(waiting))
        words.append(later % {"count": len(waiting)})
    messages.info(request, " ".join(words))
    return HttpResponseRedirect(reverse("desk"))


def more(person) -> list[tuple[str, str]]:
    """Where the past and the evidence can be read, as name and words, for who may open it."""
    return [(name, words) for right, name, words in MORE if person.has_perm(right)]


def tabs(person, asked: str) -> list[dict]:
    """Only for what this person may do; none when there is no choice to make."""
    able = needs.acts_as(person)
    found = [role for role in TABS if role in {"", needs.ALL} | able]
    return [{"role": role, "label": TABS[role], "is_here": role == asked} for role in found] if len(able) > 1 else []
