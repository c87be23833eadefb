from django import forms
from django.contrib.admin.forms import AdminPasswordChangeForm
from django.contrib.auth.forms import AuthenticationForm
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from clinic_site import fresh
from clinic_site.accounts import entrance, tries


def wait_words(minutes: int) -> str:
    words = ngettext(
        "There were too many tries for this address. Wait %(minutes)d minute, then try again.",
        "There were too many tries for this address. Wait %(minutes)d minutes, then try again.",
        minutes,
    )
    return words % {"minutes": minutes}


class SignInForm(AuthenticationForm):
    """`minutes` to wait, when this was tried too often."""

    minutes = 0
    error_messages = AuthenticationForm.error_messages | {
        "invalid_login": _("The e-mail address and the password don't go together. Look at both, then try again.")
    }

    def clean(self) -> dict:
        email, password = self.cleaned_data.get("username"), self.cleaned_data.get("password")
        if not (email and password):
            return self.cleaned_data
        answer = entrance.try_password(self.request, email, password)
        if answer.minutes:
            self.minutes = answer.minutes
            raise ValidationError(wait_words(answer.minutes), code="wait")
        if answer.person is None:
            raise self.get_invalid_login_error()
        self.user_cache = answer.person
        return self.cleaned_data


class OwnPasswordForm(AdminPasswordChangeForm):
    """The old password is no easier to guess here than at the door."""

    def clean_old_password(self) -> str:
        counted = ("again", str(self.user.pk))
        seconds = tries.seconds_to_wait(*counted)
        if seconds:
            raise ValidationError(wait_words(-(-seconds // 60)), code="wait")
        given = super().clean_old_password()
        tries.forgive(*counted)
        fresh.shown()
        return given


class CodeForm(forms.Form):
    """A code of six figures from an app, or a recovery code."""

    code = forms.CharField(
        label=_("Code"),
        max_length=20,
        widget=forms.TextInput(attrs={"autocomplete": "one-time-code", "inputmode": "numeric"}),
    )

    def clean_code(self) -> str:
        return "".join(self.cleaned_data["code"].split()).replace("-", "")
