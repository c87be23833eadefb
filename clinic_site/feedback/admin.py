"""What readers say, for staff: a list by page, the answers of one page, and the form that puts them aside."""

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_safe

from clinic_site.content.refused import NotAllowed, Refused
from clinic_site.feedback import counting, settling
from clinic_site.feedback.models import Feedback, Reason
from clinic_site.feedback.subject import Subject, subjects, the_guide
from clinic_site.profile.models import in_force as profile_in_force
from clinic_site.read_only import ReadOnlyAdmin

# Stands in an address for the guide as a whole, which has no number.
GUIDE = "guide"
SHOWN = 50


class SettleForm(forms.Form):
    note = forms.CharField(
        label=gettext_lazy("What you found and did"),
        widget=forms.Textarea(attrs={"rows": 4}),
        max_length=1000,
        error_messages={"required": gettext_lazy("Say what you found and did, or why nothing needs doing.")},
        help_text=gettext_lazy(
            "It stays in the record for good, so don't copy the reader's words. If nothing needs doing, say why."
        ),
    )
    erase = forms.BooleanField(
        label=gettext_lazy("Delete the reader's words"),
        required=False,
        help_text=gettext_lazy("For words that say who somebody is, or something about their health."),
    )


class SettlePageForm(SettleForm):
    erase = None


@admin.register(Feedback)
class FeedbackAdmin(ReadOnlyAdmin, admin.ModelAdmin):
    """Read here, settled here, and changed by nobody."""

    actions = None

    def get_urls(self):
        def wrap(view):
            return self.admin_site.admin_view(view)

        return [
            path("", wrap(require_safe(self.changelist_view)), name="feedback_feedback_changelist"),
            path("<int:object_id>/settle/", wrap(self.settle_view), name="feedback_feedback_settle"),
            path("page/<str:number>/settle/", wrap(self.settle_page_view), name="feedback_feedback_settle_page"),
        ]

    def changelist_view(self, request, extra_context=None):
        if not self.has_view_permission(request):
            raise PermissionDenied
        number = request.GET.get("number", "")
        return self.answers_view(request, number) if number else self.pages_view(request)

    def pages_view(self, request) -> HttpResponse:
        """What may be wrong, then every page with answers, the least helpful first."""
        wrongs, rows = list(counting.wrongs()), counting.answers()
        page = Paginator(rows, SHOWN).get_page(request.GET.get("p"))
        known = self.known({row.number for row in page} | {one.number_id or "" for one in wrongs})
        context = {
            "title": _("What readers say"),
            "wrongs": [(known[one.number_id or ""], one) for one in wrongs],
            "rows": [(known[row.number], row, percent(row.share), spoken(row.reasons)) for row in page],
            "page": page,
        }
        return self.screen(request, "admin/feedback/pages.html", context)

    def answers_view(self, request, number: str) -> HttpResponse:
        subject = self.subject_or_404(number)
        answers = Feedback.objects.about(subject.number).select_related("settled_by")
        page = Paginator(answers, SHOWN).get_page(request.GET.get("p"))
        context = {
            "title": _("What readers say about: %(title)s") % {"title": subject.title},
            "subject": subject,
            "key": subject.number or GUIDE,
            "more": f"?number={subject.number or GUIDE}&",
            "page": page,
            "waiting": answers.unsettled().exclude(reason=Reason.WRONG).count(),
        }
        return self.screen(request, "admin/feedback/answers.html", context)

    def settle_view(self, request, object_id: int) -> HttpResponse:
        feedback = Feedback.objects.filter(pk=object_id).first() if object_id < 2**63 else None
        if feedback is None:
            raise Http404
        subject = self.known({feedback.number_id or ""})[feedback.number_id or ""]
        form = SettleForm(request.POST if request.method == "POST" else None)

        def act() -> str:
            settling.settle(feedback, by=request.user, **form.cleaned_data)
            return _("Settled.")

        return self.settled(request, subject, form, act, {"title": _("Settle an answer"), "feedback": feedback})

    def settle_page_view(self, request, number: str) -> HttpResponse:
        subject = self.subject_or_404(number)
        form = SettlePageForm(request.POST if request.method == "POST" else None)

        def act() -> str:
            count = settling.settle_page(subject.number, by=request.user, **form.cleaned_data)
            return ngettext("%(count)d answer settled.", "%(count)d answers settled.", count) % {"count": count}

        return self.settled(request, subject, form, act, {"title": _("Settle the answers about a page")})

    def settled(self, request, subject: Subject, form, act, context: dict) -> HttpResponse:
        if not request.user.has_perm("feedback.settle_feedback"):
            raise PermissionDenied(_("Your roles don't include this step. Ask an owner of the site who can do it."))
        back = f"{reverse('admin:feedback_feedback_changelist')}?number={subject.number or GUIDE}"
        refusal, status = "", 400 if form.is_bound else 200
        if form.is_bound and form.is_valid():
            try:
                said = act()
            except NotAllowed as refused:
                raise PermissionDenied(str(refused)) from refused
            except Refused as refused:
                refusal, status = str(refused), 409
            else:
                messages.success(request, said)
                return HttpResponseRedirect(back)
        context |= {"subject": subject, "form": form, "refusal": refusal, "back": back}
        return self.screen(request, "admin/feedback/settle.html", context, status)

    def screen(self, request, template: str, context: dict, status: int = 200) -> HttpResponse:
        may_settle = request.user.has_perm("feedback.settle_feedback")
        context = {**self.admin_site.each_context(request), "opts": self.opts, "may_settle": may_settle, **context}
        return TemplateResponse(request, template, context, status=status)

    @staticmethod
    def known(numbers: set[str]) -> dict[str, Subject]:
        """What each number stands for; one that leads nowhere keeps its digits."""
        found = subjects(numbers - {""}, profile_in_force())
        unknown = {number: Subject(number, number, "") for number in numbers}
        guide = Subject("", capfirst(the_guide().title), "/")
        return unknown | found | ({"": guide} if "" in numbers else {})

    def subject_or_404(self, number: str) -> Subject:
        key = "" if number == GUIDE else number
        if "\0" in key or not Feedback.objects.about(key).exists():
            raise Http404
        return self.known({key})[key]


def percent(share: float) -> int:
    return round(share * 100)


def spoken(reasons: dict[str, int]) -> list[tuple[str, int]]:
    words = dict(Reason.choices)
    return [(words[reason], count) for reason, count in reasons.items()]
