from django import forms
from django.utils.translation import gettext_lazy as _

from clinic_site.accounts.models import User
from clinic_site.content.forms import topic_choices


class DayForm(forms.Form):
    day = forms.DateField(label=_("Check due by"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))


class OwnerForm(forms.Form):
    owner = forms.ModelChoiceField(
        label=_("Owner"),
        queryset=User.objects.filter(is_active=True, is_staff=True),
        required=False,
        empty_label=_("nobody"),
        help_text=_("Who sees to it that the pages are checked in time."),
    )


class TopicForm(forms.Form):
    topic = forms.ChoiceField(label=_("Main topic"), choices=topic_choices)
