from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from clinic_site.content import looking_after
from clinic_site.content.revision import Kind

SAY = "say-"
CHANGED, WHOLE = "changed", "whole"


class ReviewForm(forms.Form):
    """What a second person says about a text: three ticks to approve it, or words for the writer to return it.

    A small fix leaves the meaning as it was signed, so seeing the difference is enough for it.
    """

    accurate = forms.BooleanField(label=_("It is accurate"), required=False)
    supported = forms.BooleanField(label=_("The sources support it"), required=False)
    safe = forms.BooleanField(label=_("The safety advice is complete"), required=False)
    read = forms.ChoiceField(
        label=_("I read"),
        choices=((CHANGED, _("only what changed")), (WHOLE, _("the whole page"))),
        initial=CHANGED,
        required=False,
        widget=forms.RadioSelect,
        help_text=_("Only when you read the whole page do patients see today's date as the day it was last checked."),
    )
    note = forms.CharField(
        label=_("Note to the writer"),
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Needed when you ask for changes: say what has to change. It stays in the history of the page."),
    )
    ticks = ("accurate", "supported", "safe")

    def __init__(self, *args, target=None, is_first: bool = False, **kwargs):
        super().__init__(*args, label_suffix="", **kwargs)
        self.is_first = is_first
        is_minor = target is not None and target.kind == Kind.MINOR
        if is_first or is_minor:
            del self.fields["read"]
        if is_minor:
            for name in self.ticks:
                del self.fields[name]
            self.ticks = ()

    @property
    def returns(self) -> bool:
        return "_return" in self.data

    @property
    def whole_page(self) -> bool:
        return self.is_first or self.cleaned_data.get("read") == WHOLE

    def unsent(self) -> list[tuple[str, str]]:
        """Comments that were typed and not sent: the field or the thread they are for, and the text."""
        texts = [(name.removeprefix(SAY), self.data[name].strip()) for name in self.data if name.startswith(SAY)]
        chosen = self.data.get(f"{SAY}field", "")
        return [(chosen if name == "other" else name, text) for name, text in texts if text and name != "field"]

    def clean(self) -> dict:
        cleaned = super().clean()
        if self.returns:
            if not cleaned.get("note", "").strip() and "note" not in self.errors:
                self.add_error("note", _("Say what has to change, so that the writer can do it."))
            return cleaned
        for name in self.ticks:
            if not cleaned.get(name):
                words = _("Tick “%(words)s”, or ask for changes.") % {"words": self.fields[name].label}
                self.add_error(name, words)
        if self.unsent():
            self.add_error(None, _("You typed a comment and did not send it. Send it or take it out, then approve."))
        return cleaned


class AskForm(forms.Form):
    """Who should check a text that waits, and by when."""

    needs_page = True

    reviewer = forms.TypedChoiceField(label=_("Who should check it?"), coerce=int)
    deadline = forms.DateField(
        label=_("By"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        help_text=_("You can leave it empty."),
    )
    note = forms.CharField(
        label=_("Note"), max_length=500, required=False, widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Why this person, or what to look at first."),
    )  # fmt: skip

    def __init__(self, *args, page, target, **kwargs):
        super().__init__(*args, **kwargs)
        self.people = {person.pk: person for person in looking_after.reviewers(page, target)} if target else {}
        self.fields["reviewer"].choices = [(pk, person.name) for pk, person in self.people.items()]
        if target and target.reviewer_id:
            self.initial |= {"reviewer": target.reviewer_id, "deadline": target.deadline}

    def clean_reviewer(self):
        return self.people[self.cleaned_data["reviewer"]]

    def clean(self) -> dict:
        if not self.people:
            raise ValidationError(_("Nobody else may approve this text yet. Ask an owner to give somebody the role."))
        return super().clean()
