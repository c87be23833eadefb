"""From the right password to an open session, by way of whatever else is asked for."""

from django.conf import settings
from django.db import transaction
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import resolve_url
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme

from clinic_site.accounts import devices, factors, pending
from clinic_site.accounts.models import User
from clinic_site.content.event import Verb, record


def next_address(request) -> str:
    """Where the person wanted to go, if that is on this site."""
    wanted = request.POST.get("next") or request.GET.get("next") or ""
    if url_has_allowed_host_and_scheme(wanted, {request.get_host()}, require_https=request.is_secure()):
        return wanted
    return resolve_url(settings.LOGIN_REDIRECT_URL)


def go_on(request, person: User, where: str) -> HttpResponse:
    """Who has a second factor shows it; who has none and needs one sets it up first."""
    if factors.has_any(person):
        pending.begin(request, person, where)
        return HttpResponseRedirect(reverse("second_factor"))
    if factors.are_required():
        pending.begin(request, person, where)
        return HttpResponseRedirect(reverse("set_up"))
    return enter(request, person, where)


def enter(request, person: User, where: str, *, factor: str = "") -> HttpResponse:
    """Opens the session, tells the record, and knows this browser from now on."""
    with transaction.atomic():
        pending.open_session(request, person, factor=factor)
        record(Verb.SIGN_IN, by=person)
        response = HttpResponseRedirect(where)
        devices.remember(request, response, person)
    return response
