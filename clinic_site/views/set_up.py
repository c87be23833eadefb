"""Setting up a second factor: by who is signed in, and by who gave the password and needs one before they get in."""

from collections.abc import Callable
from functools import wraps
from io import BytesIO

import segno
from allauth.mfa.adapter import get_adapter
from django.contrib.auth.views import redirect_to_login
from django.db import transaction
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters

from clinic_site import fresh
from clinic_site.accounts import devices, factors, pending
from clinic_site.accounts.forms import CodeForm
from clinic_site.accounts.models import User
from clinic_site.content.reading import frame_of, read_shared
from clinic_site.operations.account_changes import tell
from clinic_site.views.entering import enter

MADE_FROM = "app_secret"


def for_who_sets_up(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    @never_cache
    @sensitive_post_parameters()
    @wraps(view)
    def asked(request) -> HttpResponse:
        person = pending.person_setting_up(request)
        if person is None:
            return redirect_to_login(request.get_full_path(), reverse("sign_in"))
        return view(request, person)

    return asked


@for_who_sets_up
def set_up(request, person: User) -> HttpResponse:
    """GET shows both ways; POST brings the answer of a passkey."""
    fault = ""
    if request.method == "POST":
        fresh.require()
        if factors.add_passkey(
            person, request.POST.get("passkey", ""), devices.name_of(request.headers.get("User-Agent", ""))
        ):
            return added(request, person, factors.PASSKEY, _("A passkey was added to your account."))
        fault = _("The passkey was not made. Try again, or use an app.")
    context = {
        "frame": frame_of(read_shared()),
        "person": person,
        "options": factors.begin_passkey(person),
        "is_first": not factors.has_any(person),
        "has_app": factors.has_app(person),
        "fault": fault,
    }
    return render(request, "accounts/set_up.html", context)


@for_who_sets_up
def set_up_app(request, person: User) -> HttpResponse:
    """GET shows the secret as a picture and as text; POST brings the first code."""
    secret = request.session.setdefault(MADE_FROM, factors.new_secret())
    form, fault = CodeForm(request.POST or None), ""
    if request.method == "POST":
        fresh.require()
        if form.is_valid() and factors.add_app(person, secret, form.cleaned_data["code"]):
            del request.session[MADE_FROM]
            return added(request, person, factors.APP, _("An app that makes codes was added to your account."))
        fault = _("This is not the code that the app shows now. Wait for the next one, then type that.")
    spaced = " ".join(secret[place : place + 4] for place in range(0, len(secret), 4))
    context = {"frame": frame_of(read_shared()), "form": CodeForm(), "secret": spaced, "fault": fault}
    return render(request, "accounts/set_up_app.html", context)


@for_who_sets_up
def app_picture(request, person: User) -> HttpResponse:
    """What the app reads with the camera. White behind it in any case, as cameras expect."""
    if MADE_FROM not in request.session:
        raise Http404(_("There is nothing to read. Begin again."))
    address = get_adapter().build_totp_url(person, request.session[MADE_FROM])
    picture = BytesIO()
    segno.make(address, error="M", micro=False).save(picture, kind="svg", light="white", scale=5)
    response = HttpResponse(picture.getvalue(), content_type="image/svg+xml")
    response["Cache-Control"] = "private, no-store"
    return response


def added(request, person: User, kind: str, note: str) -> HttpResponse:
    """The first one brings recovery codes, and lets in whoever waited at the door."""
    waiting = pending.of(request)
    is_first = not factors.has_codes(person)
    with transaction.atomic():
        if is_first:
            factors.new_codes(person)
        tell(person, by=person, note=note)
    where = reverse("recovery_codes") if is_first else reverse("account")
    if request.user.is_authenticated:
        request.session["factor"] = kind
        return HttpResponseRedirect(where)
    response = enter(request, person, where, factor=kind)
    if waiting:
        request.session["then"] = waiting.where
    return response
