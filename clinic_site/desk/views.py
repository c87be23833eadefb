from django.contrib import admin
from django.http import HttpResponse
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from clinic_site.desk import needs, safety, survey
from clinic_site.desk.figures import figures
from clinic_site.desk.rows import EDITOR, OWNER, PUBLISHER, REVIEWER

TABS = {
    "": gettext_lazy("Yours"),
    EDITOR: gettext_lazy("Writing"),
    REVIEWER: gettext_lazy("Checking"),
    PUBLISHER: gettext_lazy("Publishing"),
    OWNER: gettext_lazy("Looking after the site"),
    needs.ALL: gettext_lazy("Everything"),
}


@require_safe
def desk(request) -> HttpResponse:
    """The first page of staff: what needs this person, then the lists of everything."""
    site, person = admin.site, request.user
    asked = request.GET.get("for", "") if request.GET.get("for", "") in TABS else ""
    only = request.GET.get("section", "")
    only = only if only in {section.key for section in needs.SECTIONS} else ""
    now = survey.read(person)
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
        "may_see_gaps": person.has_perm("feedback.view_feedback"),
        "may_see_record": person.has_perm("content.view_event"),
        "may_see_report": person.has_perm("accounts.change_user"),
    }
    return TemplateResponse(request, "admin/desk/desk.html", context)


def tabs(person, asked: str) -> list[dict]:
    """Only for what this person may do; none when there is no choice to make."""
    able = needs.acts_as(person)
    found = [role for role in TABS if role in {"", needs.ALL} | able]
    return [{"role": role, "label": TABS[role], "is_here": role == asked} for role in found] if len(able) > 1 else []
