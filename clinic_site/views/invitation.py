from django import forms
from django.contrib.auth.forms import SetPasswordForm
from django.contrib.auth.tokens import default_token_generator
from django.db import transaction
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import urlsafe_base64_decode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters

from clinic_site import fresh
from clinic_site.accounts import devices
from clinic_site.accounts.models import User
from clinic_site.content.reading import frame_of, read_shared
from clinic_site.operations.account_changes import details_changed, details_of, tell


class InvitationForm(SetPasswordForm):
    """What whoever invited the person gave already is not asked for: what patients read of somebody who checks is no
    matter of a forgotten password."""

    name = forms.CharField(
        label=gettext_lazy("Your name"), max_length=120, help_text=gettext_lazy("Colleagues see it; readers don't.")
    )
    role_as_printed = forms.CharField(
        label=gettext_lazy("Your role, as readers see it"),
        max_length=80,
        required=False,
        help_text=gettext_lazy(
            "Such as: a physiotherapist. You need one to approve pages, and can leave it empty now."
        ),
    )
    field_order = ("name", "role_as_printed", "new_password1", "new_password2")

    def __init__(self, user, *args, **kwargs):
        super().__init__(user, *args, **kwargs)
        for name in ("name", "role_as_printed"):
            if getattr(user, name):
                del self.fields[name]

    def save(self, commit: bool = True) -> User:
        for name in ("name", "role_as_printed"):
            if not getattr(self.user, name):
                setattr(self.user, name, self.cleaned_data.get(name, ""))
        return super().save(commit)


def invited(uidb64: str, token: str) -> User | None:
    """The person a link was made for, if it has not been used and is not too old."""
    try:
        user = User.objects.filter(pk=int(urlsafe_base64_decode(uidb64).decode("ascii")), is_active=True).first()
    except (ValueError, OverflowError):
        return None
    return user if user and default_token_generator.check_token(user, token) else None


@transaction.atomic
def take(form: InvitationForm, token: str) -> bool:
    """False when the link was used meanwhile: whoever locks the row first has it, and the others look again."""
    person = User.objects.select_for_update().get(pk=form.user.pk)
    if not (person.is_active and default_token_generator.check_token(person, token)):
        return False
    # The link is what they show. An earlier session of theirs in this browser would ask for the password they forgot.
    fresh.shown()
    form.user, before = person, details_of(person)
    form.save()
    tell(person, by=person, note=_("Your password was chosen by a link."))
    details_changed(person, before=before, by=person)
    return True


@never_cache
@sensitive_post_parameters()
def invitation(request, uidb64: str, token: str) -> HttpResponse:
    """Where an invited person chooses a password. Nobody is signed in by it: the link alone opens no session. But who
    had it is known here from now on, so that no guesser can keep them out."""
    user = invited(uidb64, token)
    frame = frame_of(read_shared())
    form = InvitationForm(user, request.POST or None) if user else None
    is_answered = request.method == "POST" and form and form.is_valid()
    if form is None or (is_answered and not take(form, token)):
        return render(request, "invitation.html", {"frame": frame}, status=404)
    if is_answered:
        response = HttpResponseRedirect(reverse("sign_in"))
        devices.remember(request, response, user)
        return response
    return render(request, "invitation.html", {"frame": frame, "form": form, "email": user.email})
