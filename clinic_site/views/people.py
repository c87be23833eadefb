"""What an owner does for somebody else's account: signs them out, helps who lost their phone, gives a new link."""

from django.conf import settings
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from clinic_site import fresh
from clinic_site.accounts import factors, sessions
from clinic_site.accounts.links import days, link, state_of
from clinic_site.accounts.models import User
from clinic_site.letters.models import write
from clinic_site.operations.account_changes import tell


@never_cache
def signing_in(request: HttpRequest, object_id: int) -> HttpResponse:
    """GET shows how this person signs in; POST does what the button names."""
    if not request.user.has_perm("accounts.change_user"):
        raise PermissionDenied
    person = get_object_or_404(User, pk=object_id)
    shown = ""
    if request.method == "POST":
        fresh.require()
        act = next((ACTS[name] for name in ACTS if name in request.POST), None)
        shown = act(request, person) if act else ""
        if act and not shown:
            return HttpResponseRedirect(request.path)
    context = {
        **admin.site.each_context(request),
        "title": _("How %(name)s signs in") % {"name": person.name or person.email},
        "person": person,
        "count": len(factors.held(person)),
        "codes_left": factors.codes_left(person),
        "sessions": sessions.StaffSession.objects.filter(person=person).count(),
        "devices": person.devices.count(),
        "link": shown,
        "days": days(),
        "letters_wait": settings.LETTERS_WAIT,
        "back": reverse("admin:accounts_user_change", args=[person.pk]),
    }
    return TemplateResponse(request, "admin/accounts/signing_in.html", context)


@transaction.atomic
def sign_out(request: HttpRequest, person: User) -> str:
    tell(person, by=request.user, note=_("You were signed out everywhere."))
    sessions.end_all(person)
    person.devices.all().delete()
    messages.success(request, _("%s was signed out everywhere.") % person.name)
    return ""


@transaction.atomic
def reset_factors(request: HttpRequest, person: User) -> str:
    """Whoever holds what was lost is out as well."""
    note = _("Your passkeys, your app and your recovery codes were taken away. Set up new ones when you sign in.")
    tell(person, by=request.user, note=note)
    factors.reset(person)
    sessions.end_all(person)
    messages.success(request, _("Taken away. %s sets up new ones at the next sign-in.") % person.name)
    return ""


@transaction.atomic
def new_link(request: HttpRequest, person: User) -> str:
    """The link, to be handed over. It is shown once and kept nowhere."""
    if not can_be_linked(request, person):
        return ""
    tell(person, by=request.user, note=_("A link was made with which you can choose a new password."))
    return settings.SITE_ADDRESS + link(person)


@transaction.atomic
def send_link(request: HttpRequest, person: User) -> str:
    """The letter is kept without the link, which is made when it goes out. Where none goes out the link is shown."""
    if not can_be_linked(request, person):
        return ""
    if settings.LETTERS_WAIT:
        messages.warning(request, _("No letter was sent: this site has no e-mail server. The link is shown instead."))
        return new_link(request, person)
    event = tell(person, by=request.user, note=_("A letter with a link was sent, to choose a new password."))
    text = _("Choose a new password here. The link works once, for %(days)d days:") % {"days": days()}
    about, subject = f"link {event.sequence}", _("Choose a new password")
    write(person, about=about, subject=subject, text=text, link_for=state_of(person))
    messages.success(request, _("The letter to %s goes out within a minute.") % person.email)
    return ""


def can_be_linked(request: HttpRequest, person: User) -> bool:
    if not person.is_active or person.is_demonstration:
        messages.error(request, _("This person may not sign in. Tick “may sign in” first."))
    return person.is_active and not person.is_demonstration


ACTS = {"_sign_out": sign_out, "_reset": reset_factors, "_link": new_link, "_letter": send_link}
