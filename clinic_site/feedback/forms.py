from dataclasses import dataclass

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from clinic_site.feedback.models import LONGEST, Reason
from clinic_site.feedback.screening import plain
from clinic_site.feedback.seals import Claim


@dataclass(frozen=True)
class Fault:
    """What has to be mended, and the field it is about; `at` is the id that a link leads to."""

    field: str
    words: str

    @property
    def at(self) -> str:
        return f"reason-{Reason.values[0]}" if self.field == "reason" else self.field


class WhyForm(forms.Form):
    """What may be added to an answer. `website` is a trap: people don't see it, programs fill it in."""

    reason = forms.ChoiceField(choices=Reason.choices, required=False)
    words = forms.CharField(required=False)
    website = forms.CharField(required=False)

    error_messages = {
        "reason": gettext_lazy("Choose what went wrong"),
        "website": gettext_lazy("Empty this box. It is only there to stop programs that send junk."),
    }

    def __init__(self, data: QueryDict | None, claim: Claim):
        super().__init__(data)
        self.helpful = claim.helpful

    def clean_reason(self) -> str:
        reason = self.cleaned_data["reason"]
        if not self.helpful and not reason:
            raise forms.ValidationError(self.error_messages["reason"])
        return "" if self.helpful else reason

    def clean_words(self) -> str:
        words = self.cleaned_data["words"]
        count = len(plain(words))
        if count > LONGEST:
            said = _("Use %(most)d characters or fewer. You have used %(count)d.")
            raise forms.ValidationError(said % {"most": LONGEST, "count": count})
        return words

    def clean_website(self) -> str:
        if self.cleaned_data["website"]:
            raise forms.ValidationError(self.error_messages["website"])
        return ""

    def faults(self) -> list[Fault]:
        return [Fault(name, words) for name, found in self.errors.items() for words in found]
