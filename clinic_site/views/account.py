"""One's own account: how one signs in, where one is known, and signing out everywhere."""

from allauth.mfa.models import Authenticator
from django.contrib import admin, messages
from django.contrib.auth.views import PasswordChangeView
from django.db import transaction
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import reverse, reverse_lazy
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from clinic_site import fresh
from clinic_site.accounts import devices, factors, sessions
from clinic_site.accounts.forms import OwnPasswordForm
from clinic_site.accounts.models import Device
from clinic_site.operations.account_changes import tell


def here() -> HttpResponseRedirect:
    return HttpResponseRedirect(reverse("account"))


@require_safe
def account(request) -> HttpResponse:
    person, current = request.user, devices.known(request, request.user)
    held = factors.held(person)
    context = {
        **admin.site.each_context(request),
        "title": _("Your account"),
        "person": person,
        "factors": [{"pk": row.pk, "row": row, "name": factors.name_of(row), "is_app": row.type == factors.APP}
                    for row in held],
        "may_remove": len(held) > 1 or not factors.are_required(),
        "has_app": any(row.type == factors.APP for row in held),
        "codes_left": factors.codes_left(person),
        "devices": list(person.devices.all()),
        "current": current and current.pk,
        "sessions": sessions.StaffSession.objects.filter(person=person).count(),
    }  # fmt: skip
    return TemplateResponse(request, "admin/accounts/account.html", context)


@require_POST
def remove_factor(request, pk: int) -> HttpResponse:
    with transaction.atomic():
        row = Authenticator.objects.filter(user=request.user, pk=pk).exclude(type=factors.RECOVERY).first()
        if row is None:
            raise Http404(_("It is not on your account any more."))
        if factors.are_required() and len(factors.held(request.user)) == 1:
            messages.error(request, _("This is your last one. Add another first, then take this one away."))
            return here()
        named = _("The app that makes codes") if row.type == factors.APP else _("The passkey “%s”") % row
        factors.remove(row)
        tell(request.user, by=request.user, note=_("%s was taken off your account.") % named)
    messages.success(request, _("%s was taken away. It opens nothing here any more.") % named)
    return here()


@never_cache
def recovery_codes(request) -> HttpResponse:
    """GET shows them, once; POST makes new ones."""
    if request.method == "POST":
        if not factors.has_any(request.user):
            messages.error(request, _("Add a passkey or an app first. Recovery codes stand in for it."))
            return here()
        with transaction.atomic():
            factors.new_codes(request.user)
            tell(request.user, by=request.user, note=_("New recovery codes were made. The old ones work no longer."))
        return HttpResponseRedirect(reverse("recovery_codes"))
    context = {
        **admin.site.each_context(request),
        "title": _("Recovery codes"),
        "codes": factors.codes_to_show(request.user),
        "codes_left": factors.codes_left(request.user),
        "then": request.session.pop("then", None) or reverse("account"),
    }
    return TemplateResponse(request, "admin/accounts/recovery_codes.html", context)


class OwnPassword(PasswordChangeView):
    """The other sessions end with the old password; this one goes on under another key."""

    form_class = OwnPasswordForm
    success_url = reverse_lazy("admin:password_change_done")

    def get_context_data(self, **more) -> dict:
        return super().get_context_data(**admin.site.each_context(self.request), **more)

    @transaction.atomic
    def form_valid(self, form: OwnPasswordForm) -> HttpResponse:
        tell(self.request.user, by=self.request.user, note=_("Your password was changed."))
        return super().form_valid(form)


@require_POST
def forget_device(request, pk: int) -> HttpResponse:
    get_object_or_404(Device, person=request.user, pk=pk).delete()
    messages.success(request, _("Forgotten. Whoever signs in there counts as new."))
    return here()


@require_POST
def sign_out_everywhere(request) -> HttpResponse:
    """Here too. This browser alone stays known, so that a guesser can't keep its owner out."""
    fresh.require()
    current = devices.known(request, request.user)
    with transaction.atomic():
        tell(request.user, by=request.user, note=_("You were signed out everywhere."))
        sessions.end_all(request.user)
        request.user.devices.exclude(pk=current and current.pk).delete()
    request.session.flush()
    return HttpResponseRedirect(reverse("sign_in"))
