"""What readers look for and don't find: the page with the figures, and what staff do about a search."""

from datetime import timedelta

from django import forms
from django.contrib import admin, messages
from django.contrib.auth.decorators import permission_required
from django.core.exceptions import ValidationError
from django.http import HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from clinic_site.content.registry import page_type, page_types
from clinic_site.desk import looked_for, readers
from clinic_site.desk.rows import may
from clinic_site.numbers.damm import is_valid, normalise
from clinic_site.profile.models import in_force as profile_in_force
from clinic_site.search import pointing, term_log
from clinic_site.search.indexed import Indexed
from clinic_site.search.personal import LONGEST
from clinic_site.search.query import ask

MOST_OFFERED = 8


@require_safe
@permission_required(readers.MAY_READ, raise_exception=True)
def gaps(request) -> HttpResponse:
    last = timezone.localdate()
    first = last - timedelta(days=looked_for.DAYS - 1)
    may_teach = request.user.has_perm(readers.MAY_TEACH)
    may_write = may(request.user, "add", page_type("question"))
    context = {
        **admin.site.each_context(request),
        "title": _("What readers look for"),
        "first": first,
        "last": last,
        "gaps": [
            (one, readers.write_url(one.words) if may_write else "", readers.point_url(one.words))
            for one in readers.gaps()
        ],
        "plots": looked_for.all_plots(first, last, profile_in_force()),
        "ignored": term_log.ignored(),
        "may_teach": may_teach,
    }
    return TemplateResponse(request, "admin/desk/gaps.html", context)


@require_POST
@permission_required(readers.MAY_TEACH, raise_exception=True)
def ignore(request) -> HttpResponse:
    """Only what stands on the list can be put aside, so that nothing else gets kept here."""
    words = request.POST.get("words", "")
    if any(words == one.words for one in readers.gaps()):
        term_log.ignore(words, by=request.user)
        messages.success(request, _("“%(words)s” is ignored from now on. Bring it back at “What readers look for”.")
                         % {"words": words})  # fmt: skip
    else:
        messages.info(request, _("This search is not on the list any more. Somebody may have dealt with it."))
    return HttpResponseRedirect(back(request))


@require_POST
@permission_required(readers.MAY_TEACH, raise_exception=True)
def bring_back(request) -> HttpResponse:
    words = request.POST.get("words", "")
    if "\0" not in words and term_log.bring_back(words):
        messages.success(request, _("“%(words)s” is offered again.") % {"words": words})
    else:
        messages.info(request, _("This search is not on the list any more. Somebody may have dealt with it."))
    return HttpResponseRedirect(reverse("gaps"))


def back(request) -> str:
    """To the list on which the button stood."""
    return reverse("gaps") if request.POST.get("from") == "gaps" else f"{reverse('desk')}?section=searches"


class PointForm(forms.Form):
    number = forms.ChoiceField(
        label=gettext_lazy("The page that answers it"),
        error_messages={
            "required": gettext_lazy("Choose a page. If none fits, look for other words."),
            "invalid_choice": gettext_lazy("This page is not public any more. Choose another one."),
        },
    )


@require_http_methods(["GET", "HEAD", "POST"])
@permission_required(readers.MAY_TEACH, raise_exception=True)
def point(request) -> HttpResponse:
    """Leads a search to a page that is public already."""
    sent = request.POST if request.method == "POST" else request.GET
    words = term_log.asked(sent.get("words", ""))
    if not words or len(words) > LONGEST:
        messages.info(request, _("Choose the search from the list first."))
        return HttpResponseRedirect(reverse("gaps"))
    typed = sent.get("q", "") or words
    offered = pages_for(typed)
    form = PointForm(request.POST if request.method == "POST" else None)
    form.fields["number"].choices = offered
    if form.is_bound and form.is_valid() and pointed(form, words, request.user):
        title = dict(offered)[form.cleaned_data["number"]]
        messages.success(request, _("Who searches for “%(words)s” now finds this first: %(title)s")
                         % {"words": words, "title": title})  # fmt: skip
        return HttpResponseRedirect(f"{reverse('desk')}?section=searches")
    context = {
        **admin.site.each_context(request),
        "title": _("Point to an answer"),
        "words": words,
        "typed": typed,
        "form": form,
        "chosen": form.data.get("number", ""),
        "back": f"{reverse('desk')}?section=searches",
    }
    return TemplateResponse(request, "admin/desk/gap_point.html", context, status=400 if form.is_bound else 200)


def pointed(form: PointForm, words: str, by) -> bool:
    try:
        pointing.point(words, form.cleaned_data["number"], by=by)
    except ValidationError as refused:
        form.add_error(None, refused.messages)
        return False
    return True


def pages_for(typed: str) -> list[tuple[str, str]]:
    """Number and title of public pages, as the search itself would answer; a number finds its page. Safety texts stand
    on other pages, so nobody is led to them."""
    answer, number = ask(typed), normalise(typed)
    numbers = [hit.number for hit in (*answer.hits, *answer.nearest)]
    numbers = [number, *numbers] if is_valid(number) else numbers
    kinds = [model.kind for model in page_types() if not model.provides_disclaimers]
    rows = Indexed.objects.filter(number__in=numbers, kind__in=kinds)
    titles = dict(rows.values_list("number", "heading"))
    return [(number, titles[number]) for number in dict.fromkeys(numbers) if number in titles][:MOST_OFFERED]
