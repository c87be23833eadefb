"""Asks who somebody is before what they do reaches readers or other people's rights, if that was long ago. The form
they sent is in the page that asks, and goes on with the answer: nothing that was typed is lost, and nothing is kept
here."""

from django.conf import settings
from django.contrib import admin
from django.http import HttpRequest, HttpResponse, QueryDict
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _

from clinic_site import fresh
from clinic_site.accounts import factors, sessions, tries
from clinic_site.accounts.forms import wait_words

PASSWORD, PASSKEY = "again_password", "again_passkey"
OURS = (PASSWORD, PASSKEY, "csrfmiddlewaretoken")
FORM = "application/x-www-form-urlencoded"
SAFE = ("GET", "HEAD", "OPTIONS")


class AskAgain:
    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.method in SAFE or not request.path.startswith("/admin/"):
            return self.get_response(request)
        request.asking = fresh.Asking(is_stale(request))
        with fresh.within(request.asking):
            return self.get_response(request)

    def process_view(self, request: HttpRequest, view, args, kwargs) -> HttpResponse | None:
        asking = getattr(request, "asking", None)
        if asking is None or not (asking.is_stale or request.content_type == FORM):
            return None  # a picture on its way is not read for this
        password, passkey = request.POST.get(PASSWORD), request.POST.get(PASSKEY)
        if password is None and passkey is None:
            return None
        request.POST = without_answer(request.POST)
        if not asking.is_stale:
            return None
        fault = fault_of(request, password or "", passkey or "")
        if fault:
            return page(request, fault)
        request.session.cycle_key()
        asking.is_stale = False
        return None

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        return page(request).render() if isinstance(exception, fresh.NotFresh) else None


def is_stale(request: HttpRequest) -> bool:
    if not request.user.is_authenticated:
        return False
    return sessions.now() - request.session.get(sessions.CHECKED, 0) > settings.ASK_AGAIN_AFTER


def without_answer(sent: QueryDict) -> QueryDict:
    """What the screen was sent: no screen has to see, or may keep, a password."""
    rest = sent.copy()
    for name in (PASSWORD, PASSKEY):
        rest.pop(name, None)
    return rest


def fault_of(request: HttpRequest, password: str, passkey: str) -> str:
    """Why this does not show who it is; empty when it does."""
    if passkey and factors.check_passkey(factors.Ceremony.AGAIN, request.user, passkey):
        return ""
    counted = ("again", str(request.user.pk))
    seconds = tries.seconds_to_wait(*counted)
    if seconds:
        return wait_words(-(-seconds // 60))
    if password and request.user.check_password(password):
        tries.forgive(*counted)
        return ""
    if passkey:
        return _("This passkey was not accepted. Try again, or give your password.")
    return _("This is not your password. Look at it, then try again.")


def page(request: HttpRequest, fault: str = "") -> TemplateResponse:
    """With the form as it was sent. Files don't come along; no screen that asks takes any."""
    person = request.user
    context = {
        **admin.site.each_context(request),
        "title": _("Is it still you?"),
        "sent": [(name, value) for name, values in request.POST.lists() if name not in OURS for value in values],
        "where": request.get_full_path(),
        "back": request.path,
        "fault": fault,
        "options": factors.begin_check(factors.Ceremony.AGAIN, person) if factors.has_passkey(person) else None,
    }
    response = TemplateResponse(request, "admin/accounts/ask_again.html", context, status=403)
    response["Cache-Control"] = "private, no-store"
    return response
