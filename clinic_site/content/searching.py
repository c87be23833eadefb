"""Where we last looked: for each topic the last search for new studies, and the form to record another."""

from datetime import date, timedelta

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.views.decorators import staff_member_required
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from clinic_site.content import evidence
from clinic_site.content.refused import NotAllowed, Refused
from clinic_site.content.topic import Topic

HOLDS_FOR = timedelta(days=365)


class SearchForm(forms.Form):
    topic = forms.ChoiceField(label=gettext_lazy("Topic"))
    searched_on = forms.DateField(
        label=gettext_lazy("Day of the search"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    where = forms.CharField(
        label=gettext_lazy("Where you searched"),
        max_length=300,
        help_text=gettext_lazy("Such as PubMed, with the words."),
    )
    found = forms.CharField(
        label=gettext_lazy("What you found"),
        max_length=300,
        required=False,
        help_text=gettext_lazy("In a line. Leave it empty when there was nothing new."),
    )

    def __init__(self, *args, topics: list[Topic], **kwargs):
        super().__init__(*args, **kwargs)
        self.topics = {topic.slug: topic for topic in topics}
        self.fields["topic"].choices = [("", _("Choose a topic")), *((topic.slug, title(topic)) for topic in topics)]

    def clean_topic(self) -> Topic:
        return self.topics[self.cleaned_data["topic"]]


def title(topic: Topic) -> str:
    """From what is at hand, where `str` would ask the database for each topic."""
    newest = max(topic.texts.all(), key=lambda text: text.pk, default=None)
    return newest.title if newest else topic.slug


def row_of(topic: Topic) -> dict:
    last, *earlier = list(topic.searches.all()) or [None]
    is_old = last is not None and timezone.localdate() - last.searched_on > HOLDS_FOR
    return {"title": title(topic), "last": last, "earlier": earlier, "is_old": is_old}


@staff_member_required(login_url="sign_in")
def searches(request) -> HttpResponse:
    """Topics never searched come first, then those searched longest ago."""
    if not request.user.has_perm("references.view_reference"):
        raise PermissionDenied(_("Your roles don't include the evidence library. Ask an owner."))
    may_record = request.user.has_perm("references.change_reference")
    topics = list(Topic.objects.prefetch_related("texts", "searches__by"))
    sent = request.POST if request.method == "POST" else None
    first = {"searched_on": timezone.localdate(), "topic": request.GET.get("topic", "")}
    form, refusal, status = SearchForm(sent, initial=first, topics=topics), "", 200
    if sent is not None and not may_record:
        raise PermissionDenied(_("Your roles don't include the evidence library. Ask an editor."))
    if sent is not None and form.is_valid():
        try:
            evidence.searched(by=request.user, **form.cleaned_data)
        except NotAllowed as refused:
            raise PermissionDenied(str(refused)) from refused
        except Refused as refused:
            refusal, status = str(refused), 409
        else:
            messages.success(request, _("Recorded. Readers see the day of this search now."))
            return HttpResponseRedirect(reverse("evidence_searches"))
    elif sent is not None:
        status = 400
    rows = sorted(map(row_of, topics), key=lambda row: row["last"].searched_on if row["last"] else date.min)
    context = {
        **admin.site.each_context(request),
        "title": _("Where we last looked"),
        "rows": rows,
        "form": form,
        "may_record": may_record,
        "refusal": refusal,
    }
    return TemplateResponse(request, "admin/references/searches.html", context, status=status)
