"""Which verbs a person may use on a page now, with the form, the words and the act of each."""

from collections.abc import Callable
from dataclasses import dataclass

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from clinic_site.content import desk, looking_after, publishing, schedule, scheduling, withdrawing, workflow
from clinic_site.content.forms import ConfirmForm, MoveForm, NoteForm, ReturnForm, SubmitForm
from clinic_site.content.page import Page
from clinic_site.content.review_forms import AskForm
from clinic_site.content.revision import State
from clinic_site.content.timing import ScheduleForm
from clinic_site.profile.models import in_force as profile_in_force


@dataclass(frozen=True)
class Step:
    """`act(page, target, by, data)` is the verb; `about` names the revision it is about: open, public or the desk."""

    verb: str
    label: str
    done: str
    form: type[forms.Form]
    about: str
    act: Callable
    warning: str = ""


STEPS = {
    step.verb: step
    for step in (
        Step("submit", _("Send for a check"), _("Sent. A reviewer sees it on the list of pages that wait."), SubmitForm,
             "desk", lambda page, target, by, data: workflow.submit(page, by=by, base_edit=page.edit, **data)),
        Step("approve", _("Approve"), _("Approved. It is not public yet: a publisher publishes it."), NoteForm, "open",
             lambda page, target, by, data: workflow.approve(target, by=by, **data)),
        Step("return", _("Ask for changes"), _("The writer has been asked for changes."), ReturnForm, "open",
             lambda page, target, by, data: workflow.return_(target, by=by, **data)),
        Step("ask", _("Ask a reviewer"), _("Asked. They see it on their list."), AskForm, "open",
             lambda page, target, by, data: looking_after.ask(target, by=by, **data)),
        Step("publish", _("Publish"), _("Published. You can undo this for 10 minutes."), forms.Form, "open",
             lambda page, target, by, data: publishing.publish(target, by=by)),
        Step("schedule", _("Publish at a time"), _("The time is chosen."), ScheduleForm, "open",
             lambda page, target, by, data: scheduling.choose(target, by=by, **data)),
        Step("unschedule", _("Unschedule"), _("The time is taken away. Nothing happens until somebody does it."),
             forms.Form, "desk", lambda page, target, by, data: scheduling.unschedule(page, by=by),
             _("The time is taken away, nothing else changes. You can choose another one afterwards.")),
        Step("undo", _("Undo"), _("Undone: readers see the earlier text again."), NoteForm, "public",
             lambda page, target, by, data: publishing.undo(page, by=by, **data)),
        Step("confirm", _("Confirm: nothing to change"), _("Confirmed. The next check date has moved."), ConfirmForm,
             "public", lambda page, target, by, data: workflow.confirm(target, by=by, **data)),
        Step("move", _("Change the address"), _("The page has its new address."), MoveForm, "desk",
             lambda page, target, by, data: publishing.move(page, by=by, **data)),
        Step("recut", _("Render again"), _("Rendered again; the words are the same."), forms.Form, "public",
             lambda page, target, by, data: publishing.recut(page, by=by)),
        Step("withdraw", _("Retire…"), _("Retired. Its address tells readers why and what to read now."), forms.Form,
             "public", lambda page, target, by, data: withdrawing.withdraw(target, by=by, **data)),
        Step("discard", _("Discard this draft"), _("Discarded."), forms.Form, "desk",
             lambda page, target, by, data: desk.discard(page, by=by),
             _("The draft and its text are thrown away. Its number is not given again.")),
    )
}  # fmt: skip


# Steps that other screens lead to: the one that publishes, and what is said about a time that was chosen.
ELSEWHERE = {"recut", "schedule", "unschedule"}


def target_of(page: Page, step: Step):
    if step.about == "open":
        return page.revisions.open().first()
    return page.revisions.published().first()


def may(page: Page, user, verb: str) -> bool:
    needed = {"discard": "change", "unschedule": "schedule"}.get(verb, verb)
    if user.has_perm(f"{page._meta.app_label}.{needed}_{page._meta.model_name}"):
        return True
    if verb != "move" or not user.has_perm(f"{page._meta.app_label}.change_{page._meta.model_name}"):
        return False
    return not page.revisions.once_public().exists()


def is_possible(page: Page, user, verb: str, waiting, public) -> bool:
    """What the state of the page allows. The verbs check again; this only decides which buttons are shown."""
    if verb == "submit":
        return waiting is None and (public is None or public.wording() != page.wording())
    if verb == "approve":
        wrote = waiting is not None and user.pk in {waiting.submitted_by_id, *waiting.contributors}
        submitted = waiting is not None and waiting.state == State.SUBMITTED
        return submitted and (not wrote or profile_in_force().allows_single_signature)
    if verb == "ask":
        return waiting is not None and waiting.state == State.SUBMITTED
    if verb == "return":
        return waiting is not None
    if verb in {"publish", "schedule"}:
        return waiting is not None and waiting.state == State.APPROVED
    if verb == "unschedule":
        return schedule.of(page) is not None
    if verb == "undo":
        newest, at = publishing.last_change(page)
        recent = newest is not None and timezone.now() - at <= publishing.UNDO_WITHIN
        return recent and waiting is None and (newest.state == State.WITHDRAWN or newest.revision > 1)
    if verb == "move":
        return not page.refuse_withdrawal()
    if verb == "discard":
        return page.last_revision == 0
    return public is not None and (verb != "withdraw" or not page.refuse_withdrawal())


def possible(page: Page, user, waiting, public) -> list[Step]:
    return [
        step
        for step in STEPS.values()
        if may(page, user, step.verb)
        and step.verb not in ELSEWHERE
        and is_possible(page, user, step.verb, waiting, public)
    ]
