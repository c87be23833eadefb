from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters

from clinic_site.accounts.forms import SignInForm
from clinic_site.content.reading import frame_of, read_shared
from clinic_site.views.entering import go_on, next_address


@never_cache
@sensitive_post_parameters()
def sign_in(request) -> HttpResponse:
    """The only door for staff; each sign-in is one event."""
    if request.user.is_authenticated and request.user.is_staff:
        return HttpResponseRedirect(next_address(request))
    form = SignInForm(request, data=request.POST or None)
    if request.method == "POST" and form.is_valid():
        return go_on(request, form.get_user(), next_address(request))
    context = {
        "form": form,
        "next": next_address(request),
        "frame": frame_of(read_shared()),
        "refused": request.GET.get("passkey") == "refused",
    }
    response = render(request, "sign_in.html", context, status=429 if form.minutes else 200)
    if form.minutes:
        response["Retry-After"] = str(form.minutes * 60)
    return response
