from django.conf import settings
from django.contrib.auth import login
from django.contrib.auth.forms import AuthenticationForm
from django.db import transaction
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render, resolve_url
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters

from clinic_site.content.event import Verb, record
from clinic_site.content.reading import frame_of, read_shared


def next_address(request) -> str:
    """Where the person wanted to go, if that is on this site."""
    wanted = request.POST.get("next") or request.GET.get("next") or ""
    if url_has_allowed_host_and_scheme(wanted, {request.get_host()}, require_https=request.is_secure()):
        return wanted
    return resolve_url(settings.LOGIN_REDIRECT_URL)


@never_cache
@sensitive_post_parameters()
def sign_in(request) -> HttpResponse:
    """The only door for staff; each sign-in is one event."""
    if request.user.is_authenticated and request.user.is_staff:
        return HttpResponseRedirect(next_address(request))
    form = AuthenticationForm(request, data=request.POST or None)
    if request.method == "POST" and form.is_valid():
        with transaction.atomic():
            login(request, form.get_user())
            record(Verb.SIGN_IN, by=form.get_user())
        return HttpResponseRedirect(next_address(request))
    context = {"form": form, "next": next_address(request), "frame": frame_of(read_shared())}
    return render(request, "sign_in.html", context)
