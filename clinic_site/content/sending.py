"""The edit screen's one button: save, and go the next step this person may take with this page in its state."""

from dataclasses import dataclass

from django import forms
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from clinic_site.content import publishing, workflow
from clinic_site.content.page import Page
from clinic_site.content.revision import Kind
from clinic_site.content.steps import may
from clinic_site.profile.models import in_force as profile_in_force

WHY = "why-"


@dataclass(frozen=True)
class Primary:
    """The button's name in the form, its words, and the words for a change of the meaning when they differ."""

    name: str
    label: str
    minor_label: str = ""


class SendForm(forms.Form):
    """What goes with a text that is sent: why it changed, and whether its meaning did."""

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

    def __init__(self, *args, is_first: bool = False, **kwargs):
        super().__init__(*args, **kwargs)
        if is_first:
            del self.fields["kind"]
            self.initial.setdefault("note", _("First text of this page."))


def primary(page: Page | None, user, model: type[Page]) -> Primary | None:
    """What the first button of the edit screen does; None when this person can only save, or only look."""
    asked = page or model()
    waiting = page.revisions.open().first() if page else None
    if waiting or not may(asked, user, "submit"):
        return None
    is_first = page is None or not page.revisions.published().exists()
    if alone(asked, user):
        return Primary("_publish", _("Publish"), "" if is_first else _("Publish small fix"))
    return Primary("_send", _("Send for a check"), "" if is_first else _("Send small fix"))


def alone(page: Page, user) -> bool:
    """Whether this person may take a text all the way without a second one."""
    everything = all(may(page, user, verb) for verb in ("submit", "approve", "publish"))
    return everything and profile_in_force().allows_single_signature


def reasons_in(data) -> dict[str, str]:
    """What stands in the boxes beside the findings, by the name of the finding."""
    return {name.removeprefix(WHY): data[name] for name in data if name.startswith(WHY)}


@transaction.atomic
def send(page: Page, *, by, data, publish: bool):
    """Raises Refused with everything that stands in the way; the desk stays as it was saved."""
    kind = data.get("kind") or (Kind.CLINICAL if not page.revisions.published().exists() else "")
    revision = workflow.submit(page, by=by, note=data.get("note", ""), kind=kind, why=reasons_in(data))
    if publish:
        workflow.approve(revision, by=by)
        publishing.publish(revision, by=by)
    return revision
