from datetime import date

from django import forms
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from clinic_site.content.compose import fill_text
from clinic_site.content.page import Page
from clinic_site.content.revision import State
from clinic_site.profile.models import Profile
from clinic_site.review import recalling
from clinic_site.review.recalls import Do, Wrong

DAY = {"type": "date"}


class RecallForm(forms.Form):
    """Which copies were wrong, what about them, and what to do: sentences to choose from, so that it takes a minute and
    nothing is typed that readers see."""

    first = forms.TypedChoiceField(label=_("First wrong revision"), coerce=int)
    last = forms.TypedChoiceField(label=_("Last wrong revision"), coerce=int)
    what = forms.ChoiceField(label=_("What was wrong?"), choices=Wrong.choices, widget=forms.RadioSelect)
    heading = forms.ChoiceField(
        label=_("Where did it stand?"),
        required=False,
        help_text=_("The heading above it, if that helps people to find it on their paper."),
    )
    do = forms.ChoiceField(label=_("What should they do?"), widget=forms.RadioSelect)
    until = forms.DateField(
        label=_("Last day of the notice"),
        widget=forms.DateInput(attrs=DAY, format="%Y-%m-%d"),
        help_text=_("A week to two years from today. It goes away by itself afterwards."),
    )
    note = forms.CharField(
        label=_("Note for the record"),
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Staff only. No names of patients."),
    )

    def __init__(self, *args, page: Page, profile: Profile, **kwargs):
        super().__init__(*args, label_suffix="", **kwargs)
        self.texts = list(page.revisions.once_public().order_by("revision"))
        chosen = [(text.revision, words_of(text)) for text in reversed(self.texts)]
        self.fields["first"].choices = self.fields["last"].choices = chosen
        headings = recalling.headings_of(self.texts)
        shown = [(heading, fill_text(heading, profile)) for heading in headings]
        self.fields["heading"].choices = [("", gettext("Don’t say where")), *shown]
        self.fields["do"].choices = [(value, fill_text(str(words), profile)) for value, words in Do.choices]
        for name in ("what", "do"):
            self.fields[name].error_messages["required"] = gettext("Choose one of these sentences.")
        wrong = self.likely_wrong()
        self.initial = {"first": wrong, "last": wrong, "until": usual_day()} | self.initial

    def likely_wrong(self) -> int | None:
        """The text that the public one has replaced, or the one that is gone; the only one where there is no other."""
        newest = self.texts[-1] if self.texts else None
        if newest and newest.state == State.PUBLISHED and newest.replaces:
            return newest.replaces
        return newest and newest.revision

    def clean(self) -> dict:
        cleaned = super().clean()
        first, last = cleaned.get("first"), cleaned.get("last")
        if first and last and first > last:
            self.add_error("last", gettext("The last wrong revision can’t be older than the first."))
        today = timezone.localdate()
        until = cleaned.get("until")
        if until and not today + recalling.SHORTEST <= until <= today + recalling.LONGEST:
            self.add_error("until", gettext("Choose a day that is at least a week and at most two years from today."))
        return cleaned


class ReadAgainForm(forms.Form):
    note = forms.CharField(label=_("Note for the record"), max_length=500, required=False,
                           widget=forms.Textarea(attrs={"rows": 2}))  # fmt: skip


class EndForm(forms.Form):
    end_note = forms.CharField(
        label=_("Why readers need it no longer"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Staff only. It stays in the history of the page."),
    )


def usual_day() -> date:
    return timezone.localdate() + recalling.USUAL


def words_of(text) -> str:
    """A revision as it stands in a list: number, when it became public, what changed."""
    return gettext("Revision %(number)d, %(day)s: %(note)s") % {
        "number": text.revision,
        "day": date_format(timezone.localdate(text.published_at), "j F Y"),
        "note": text.note if len(text.note) <= 60 else text.note[:57] + "...",
    }
