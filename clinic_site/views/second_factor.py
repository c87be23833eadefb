"""The second step of signing in, and signing in with a passkey alone, which is two factors in one."""

from django.http import HttpResponse, HttpResponseRedirect, JsonResponse, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST, require_safe

from clinic_site.accounts import devices, factors, pending, tries
from clinic_site.accounts.factors import Ceremony
from clinic_site.accounts.forms import CodeForm, wait_words
from clinic_site.accounts.models import User
from clinic_site.content.reading import frame_of, read_shared
from clinic_site.rates import Rates, sender_of
from clinic_site.views.entering import enter, next_address

# Each asks for a challenge that is kept; nothing secret can be guessed by it.
ASKED_PER_MINUTE = 60
asked = Rates(60)


@never_cache
@sensitive_post_parameters()
def second_factor(request) -> HttpResponse:
    """For who has given the right password: a passkey, a code of the app, or a recovery code."""
    if request.user.is_authenticated:
        return HttpResponseRedirect(next_address(request))
    waiting = pending.of(request)
    if waiting is None or not factors.has_any(waiting.person):
        return HttpResponseRedirect(f"{reverse('sign_in')}?next={reverse('admin:index')}")
    person, form, fault, status = waiting.person, CodeForm(request.POST or None), "", 200
    if request.method == "POST":
        kind, seconds = shown(request, person, form)
        if kind:
            return enter(request, person, waiting.where, factor=kind)
        fault = wait_words(-(-seconds // 60)) if seconds else _("This was not accepted. Try again.")
        status = 429 if seconds else 200
    empty = CodeForm()
    empty.fields["code"].widget.attrs["autofocus"] = True
    context = {
        "frame": frame_of(read_shared()),
        "form": empty,
        "fault": fault,
        "options": factors.begin_check(Ceremony.SECOND, person) if factors.has_passkey(person) else None,
        "has_app": factors.has_app(person),
    }
    return render(request, "accounts/second_factor.html", context, status=status)


def shown(request, person: User, form: CodeForm) -> tuple[str, int]:
    """The kind of factor that was shown, and how many seconds to wait. A passkey can't be guessed; codes can."""
    if request.POST.get("passkey"):
        is_right = factors.check_passkey(Ceremony.SECOND, person, request.POST["passkey"])
        return (factors.PASSKEY if is_right else ""), 0
    if not form.is_valid():
        return "", 0
    device = devices.known(request, person)
    counted = ("code", f"device {device.pk}" if device else f"person {person.pk}")
    seconds = tries.seconds_to_wait(*counted)
    kind = "" if seconds else factors.check_code(person, form.cleaned_data["code"])
    if kind:
        tries.forgive(*counted)
    return kind, seconds


@require_POST
def leave(request) -> HttpResponse:
    """For who gave the password and goes away instead: whoever sits down next could go on."""
    request.session.flush()
    return HttpResponseRedirect(reverse("sign_in"))


@never_cache
@require_safe
def passkey_options(request) -> JsonResponse:
    """What a browser signs when nobody has said yet who they are: the same for everybody."""
    if asked.minutes_to_wait({("sender", sender_of(request)): ASKED_PER_MINUTE}):
        return JsonResponse({}, status=429)
    return JsonResponse(factors.begin_check(Ceremony.ALONE))


@never_cache
def passkey_sign_in(request) -> HttpResponse:
    """In place of address and password, with a passkey that asked for a finger, a face or a PIN."""
    if request.user.is_authenticated:
        return HttpResponseRedirect(next_address(request))
    answer = request.POST.get("passkey", "")
    person = factors.person_in(answer) if answer else None
    if person and person.is_active and person.is_staff and factors.check_passkey(Ceremony.ALONE, person, answer):
        return enter(request, person, next_address(request), factor=factors.PASSKEY)
    asked_for = QueryDict(mutable=True)
    asked_for.update({"passkey": "refused", "next": next_address(request)})
    return HttpResponseRedirect(f"{reverse('sign_in')}?{asked_for.urlencode()}")
