from django import forms
from django.core.exceptions import ValidationError
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from clinic_site.content import registry
from clinic_site.content.page import Page
from clinic_site.content.retiring import Offer
from clinic_site.content.revision import Withdrawal

SUCCESSOR, GONE, MERGE = "successor", "gone", "merge"


class RetireForm(forms.Form):
    """Where the readers of a page go when it is retired, and why it is. The best match is chosen already."""

    leads = forms.ChoiceField(
        label=gettext_lazy("What happens to its readers?"),
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Choose what happens to its readers.")},
    )
    best = forms.ChoiceField(label=gettext_lazy("Which page?"), widget=forms.RadioSelect, required=False)
    successor = forms.CharField(
        label=gettext_lazy("Or the page with this number"),
        required=False,
        max_length=5,
        help_text=gettext_lazy("Four digits, or five. It counts instead of the list above."),
    )
    read = forms.MultipleChoiceField(
        label=gettext_lazy("What should they read now?"), widget=forms.CheckboxSelectMultiple, required=False
    )
    read_instead = forms.CharField(
        label=gettext_lazy("More pages to read now"),
        required=False,
        max_length=60,
        help_text=gettext_lazy("Numbers of public pages, with spaces between them."),
    )
    reason = forms.ChoiceField(
        label=gettext_lazy("Why is it retired?"),
        choices=Withdrawal.choices,
        widget=forms.RadioSelect,
        required=False,
        help_text=gettext_lazy("Readers see this sentence at the old address."),
    )
    note = forms.CharField(
        label=gettext_lazy("Note for the record"),
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=gettext_lazy("Staff only."),
    )

    def __init__(self, *args, page: Page, offers: list[Offer], may_merge: bool, **kwargs):
        super().__init__(*args, **kwargs)
        self.page = page
        choices = [(SUCCESSOR, _("Send people to another page")), (GONE, _("Tell them it is gone (410)"))]
        if may_merge:
            choices.append((MERGE, _("Merge it into another page, which answers for both")))
        self.fields["leads"].choices = choices
        offered = [(one.number, self.words_of(one)) for one in offers]
        self.fields["best"].choices = self.fields["read"].choices = offered
        if offers:
            self.initial |= {"best": offers[0].number, "read": [offers[0].number]}

    @staticmethod
    def words_of(offer: Offer) -> str:
        words = "<span>{} ({}) <small>{}, {}</small></span>"
        return format_html(words, offer.title, offer.number, offer.kind, offer.why)

    def clean(self) -> dict:
        cleaned = super().clean()
        leads = cleaned.get("leads")
        if leads in {SUCCESSOR, MERGE}:
            cleaned["into"] = self.one_page(cleaned, kind=self.page.kind if leads == MERGE else "")
        elif leads == GONE:
            cleaned["instead"] = self.pages(cleaned)
        if leads != MERGE and not cleaned.get("reason") and "reason" not in self.errors:
            self.add_error("reason", _("Choose why it is retired."))
        return cleaned

    def one_page(self, cleaned: dict, kind: str) -> str:
        number = cleaned.get("successor", "").strip() or cleaned.get("best", "")
        self.refuse_not_public("successor", [number] if number else [])
        if kind and "successor" not in self.errors and registry.locate([number])[number].kind != kind:
            self.add_error("successor", _("It can only be merged into a page of its own kind. Choose another one."))
        return number

    def pages(self, cleaned: dict) -> list[str]:
        typed = cleaned.get("read_instead", "").replace(",", " ").split()
        numbers = list(dict.fromkeys([*cleaned.get("read", []), *typed]))
        self.refuse_not_public("read_instead", numbers)
        return numbers

    def refuse_not_public(self, field: str, numbers: list[str]) -> None:
        public = registry.locate(numbers)
        wrong = [number for number in numbers if number not in public or number == self.page.number_id]
        if field in self.errors:
            return
        if not numbers:
            self.add_error(field, _("Choose at least one public page, or write its number."))
        for number in wrong:
            self.add_error(
                field,
                ValidationError(_("“%(number)s” is not the number of another public page."), params={"number": number}),
            )

    def words(self) -> dict:
        """What the verb `withdraw` is told."""
        told = {"reason": self.cleaned_data["reason"], "note": self.cleaned_data["note"]}
        if self.cleaned_data["leads"] == GONE:
            return told | {"read_instead": self.cleaned_data["instead"]}
        return told | {"successor": self.cleaned_data["into"]}
