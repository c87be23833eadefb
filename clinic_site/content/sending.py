"""The edit screen's one button: save, and go the next step this person may take with this page in its state."""

from dataclasses import dataclass

from django import forms
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from clinic_site.content import desk, looking_after, publishing, workflow
from clinic_site.content.page import Page
from clinic_site.content.refused import Refused
from clinic_site.content.revision import Kind
from clinic_site.content.steps import may
from clinic_site.profile.models import in_force as profile_in_force

WHY = "why-"


@dataclass(frozen=True)
class Primary:
    """The button's name in the form, its words, and the words for a change of the meaning when they differ. The words
    for one named reviewer hold `{name}`."""

    name: str
    label: str
    minor_label: str = ""
    named: str = ""
    minor_named: str = ""

    def words(self, reviewer=None) -> str:
        return self.named.replace("{name}", reviewer.name) if reviewer and self.named else self.label


class SendForm(forms.Form):
    """What goes with a text that is sent: why it changed, whether its meaning did, and who should check it."""

    note = forms.CharField(
        label=gettext_lazy("What changed and why"),
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=gettext_lazy(
            "The person who checks it reads this first. Once published, readers see it in the list of changes."
        ),
    )
    kind = forms.ChoiceField(
        label=gettext_lazy("What kind of change is it?"),
        choices=((Kind.MINOR, Kind.MINOR.label), (Kind.CLINICAL, Kind.CLINICAL.label)),
        required=False,
        widget=forms.RadioSelect,
    )
    reviewer = forms.TypedChoiceField(
        label=gettext_lazy("Who should check it?"), coerce=int, empty_value=None, required=False
    )
    deadline = forms.DateField(
        label=gettext_lazy("By"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={"invalid": gettext_lazy("Write the day like this: 2027-03-03.")},
    )

    def __init__(self, *args, is_first: bool = False, people=(), usual=None, **kwargs):
        super().__init__(*args, **kwargs)
        self.people = {person.pk: person for person in people}
        if is_first:
            del self.fields["kind"]
            self.initial.setdefault("note", _("First text of this page."))
        if people:
            anyone = ("", _("Anyone who may"))
            self.fields["reviewer"].choices = [anyone, *((person.pk, person.name) for person in people)]
            self.initial.setdefault("reviewer", usual.pk if usual else "")
        else:
            del self.fields["reviewer"], self.fields["deadline"]

    @property
    def chosen(self):
        """The person the screen shows as chosen, for the words of the button."""
        value = str(self["reviewer"].value() or "") if self.people else ""
        return self.people.get(int(value)) if value.isdecimal() and len(value) < 10 else None


def primary(page: Page | None, user, model: type[Page]) -> Primary | None:
    """What the first button of the edit screen does; None when this person can only save, or only look."""
    asked = page or model()
    if not may(asked, user, "submit") or (page and page.revisions.open().exists()):
        return None
    is_first = page is None or not page.revisions.published().exists()
    if alone(asked, user):
        return Primary("_publish", _("Publish"), "" if is_first else _("Publish small fix"))
    minor = ("", "") if is_first else (_("Send small fix"), _("Send small fix to {name}"))
    return Primary("_send", _("Send for a check"), minor[0], _("Send to {name} for a check"), minor[1])


def alone(page: Page, user) -> bool:
    """Whether this person may take a text all the way without a second one."""
    everything = all(may(page, user, verb) for verb in ("submit", "approve", "publish"))
    return everything and profile_in_force().allows_single_signature


def could_check(page: Page | None, user, model: type[Page]) -> list:
    """Who may check what this person sends, the usual one first; nobody when they may not ask for one."""
    asked = page or model()
    if not may(asked, user, "ask"):
        return []
    wrote = set(desk.contributors(page)) if page else set()
    return [person for person in looking_after.reviewers(asked, without=user) if person.pk not in wrote]


def usual_reviewer(page: Page | None, people: list):
    """Who approved the text that is public now, if they may check the next one."""
    usual = page.revisions.published().values_list("approved_by_id", flat=True).first() if page else None
    return next((person for person in people if person.pk == usual), None)


def send_form(page: Page | None, user, model: type[Page], data=None) -> SendForm:
    people = could_check(page, user, model)
    is_first = page is None or not page.revisions.published().exists()
    return SendForm(data, is_first=is_first, people=people, usual=usual_reviewer(page, people))


def reasons_in(data) -> dict[str, str]:
    """What stands in the boxes beside the findings, by the name of the finding."""
    return {name.removeprefix(WHY): data[name] for name in data if name.startswith(WHY)}


@transaction.atomic
def send(page: Page, *, by, data, publish: bool):
    """Raises Refused with everything that stands in the way; the desk stays as it was saved."""
    kind = data.get("kind") or (Kind.CLINICAL if not page.revisions.published().exists() else "")
    reviewer, deadline = (None, None) if publish else asked_in(page, by, data)
    revision = workflow.submit(page, by=by, note=data.get("note", ""), kind=kind, why=reasons_in(data))
    if reviewer:
        looking_after.ask(revision, by=by, reviewer=reviewer, deadline=deadline)
    if publish:
        # One press on the edit screen is no reading of the whole page; only a first text was looked at as one.
        workflow.approve(revision, by=by, whole_page=not page.revisions.published().exists())
        publishing.publish(revision, by=by)
    return revision


def asked_in(page: Page, by, data) -> tuple:
    """The reviewer that was chosen and the day; neither when the choice was left to anyone."""
    if not data.get("reviewer"):
        if data.get("deadline"):
            raise Refused(_("You gave a day, but nobody to check it by then. Choose a person, or empty the day."))
        return None, None
    form = send_form(page, by, type(page), data)
    for name in ("reviewer", "deadline"):
        if name not in form.fields or form.errors.get(name):
            raise Refused(" ".join(form.errors.get(name, [_("You may not ask a named person. Leave it to anyone.")])))
    return form.people[form.cleaned_data["reviewer"]], form.cleaned_data["deadline"]
