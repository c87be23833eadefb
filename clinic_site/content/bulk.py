"""What may be done to many pages at once: what each act is told, what it does to one page, and how it is taken back.
Every page goes through the verb that does it to one. Approving, publishing and retiring are never done in bulk."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from django import forms
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from clinic_site.accounts.models import User
from clinic_site.content import desk, looking_after, workflow
from clinic_site.content.bulk_forms import DayForm, OwnerForm, TopicForm
from clinic_site.content.forms import SubmitForm, topic_choices
from clinic_site.content.page import Page
from clinic_site.content.refused import Refused

MOST = 200


@dataclass(frozen=True)
class Change:
    """What an act did to one page, as far as taking it back needs to know. Plain values, kept in the session."""

    words: str
    before: object = None
    after: object = None


@dataclass(frozen=True)
class Act:
    """`now(page, names)` says how a page stands and, if it can be foreseen, why it would be left out; `do(page, by,
    data)` changes one page; `back(page, by, before, after)` takes that back."""

    name: str
    label: str
    button: str
    needs: str
    form: type[forms.Form]
    heading: str
    now: Callable
    do: Callable
    back: Callable | None = None
    warning: str = ""


def spoken(day: date | str | None) -> str:
    return date_format(date.fromisoformat(day) if isinstance(day, str) else day, "j F Y") if day else _("no date")


def name_of(person) -> str:
    return person.name if person else _("nobody")


def set_day(page: Page, by, data: dict) -> Change:
    before, day = page.review_due, data["day"]
    looking_after.assign(page, by=by, review_due=day)
    words = _("Check due by %(day)s, before: %(before)s.") % {"day": spoken(day), "before": spoken(before)}
    return Change(words, before and before.isoformat(), day.isoformat())


def set_day_back(page: Page, by, before: str | None, after: str) -> None:
    if page.review_due != date.fromisoformat(after):
        raise Refused(changed_since())
    if not before:
        raise Refused(_("It had no date before, and a date can't be taken away."))
    looking_after.assign(page, by=by, review_due=date.fromisoformat(before))


def set_owner(page: Page, by, data: dict) -> Change:
    before, owner = page.owner, data["owner"]
    looking_after.assign(page, by=by, owner=owner)
    words = _("Owner: %(owner)s, before: %(before)s.") % {"owner": name_of(owner), "before": name_of(before)}
    return Change(words, before and before.pk, owner and owner.pk)


def set_owner_back(page: Page, by, before: int | None, after: int | None) -> None:
    if page.owner_id != after:
        raise Refused(changed_since())
    looking_after.assign(page, by=by, owner=User.objects.filter(pk=before).first())


def set_topic(page: Page, by, data: dict) -> Change:
    before, slug = list(page.topics), data["topic"]
    topics = [slug, *[topic for topic in before[1:] if topic != slug]]
    if topics == before:
        raise Refused(_("This is its main topic already."))
    saved = desk.save(page, by=by, base_edit=page.edit, topics=topics)
    names = dict(topic_choices())
    words = {"topic": names.get(slug, slug), "before": names.get(before[0], before[0]) if before else _("none")}
    return Change(_("Main topic on the desk: %(topic)s, before: %(before)s.") % words, before, saved.edit)


def set_topic_back(page: Page, by, before: list[str], after: int) -> None:
    if page.edit != after:
        raise Refused(changed_since())
    desk.save(page, by=by, base_edit=after, topics=before)


def send(page: Page, by, data: dict) -> Change:
    revision = workflow.submit(page, by=by, base_edit=page.edit, note=data["note"], kind=data["kind"])
    return Change(_("Sent for a check as revision %(number)d.") % {"number": revision.revision})


def changed_since() -> str:
    return _("Somebody changed it meanwhile, so it was left as it is.")


def due_now(page: Page, names: dict) -> tuple[str, str]:
    left_out = "" if page.public_revision else _("It is not public, so it has no check to bring forward.")
    return spoken(page.review_due), left_out


def owner_now(page: Page, names: dict) -> tuple[str, str]:
    return name_of(page.owner), ""


def topic_now(page: Page, names: dict) -> tuple[str, str]:
    return names.get(page.topics[0], page.topics[0]) if page.topics else _("none"), ""


def sent_now(page: Page, names: dict) -> tuple[str, str]:
    if page.open_revision:
        return _("waits already"), _("A text of it waits for a check or for publishing already.")
    if page.public_edit == page.edit:
        return _("nothing changed"), _("Nothing has changed since the text that is public.")
    return _("has changes on its desk") if page.public_revision else _("its first text"), ""


ACTS = {
    act.name: act
    for act in (
        Act("review_date", gettext_lazy("Set the date of the next check"), gettext_lazy("Set the date"), "assign",
            DayForm, gettext_lazy("Check due by"), due_now, set_day, set_day_back,
            gettext_lazy("A check can be brought forward, not put off: pages whose check is due sooner by the rule are"
                         " left out.")),
        Act("owner", gettext_lazy("Set the owner"), gettext_lazy("Set the owner"), "assign", OwnerForm,
            gettext_lazy("Owner"), owner_now, set_owner, set_owner_back),
        Act("topic", gettext_lazy("Change the main topic"), gettext_lazy("Change the topic"), "change", TopicForm,
            gettext_lazy("Main topic"), topic_now, set_topic, set_topic_back,
            gettext_lazy("Only the desks change. It goes to readers when each page is sent and signed, and whoever"
                         " changes it here can't be the one who approves it.")),
        Act("send", gettext_lazy("Send for a check"), gettext_lazy("Send for a check"), "submit", SubmitForm,
            gettext_lazy("Where it stands"), sent_now, send,
            warning=gettext_lazy("Each page is sent with the same note. This can't be undone here: a reviewer can ask"
                                 " for changes to each of them.")),
    )
}  # fmt: skip


def may(model: type[Page], user, act: Act) -> bool:
    return user.has_perm(f"{model._meta.app_label}.{act.needs}_{model._meta.model_name}")


def do(act: Act, pages: list[Page], seen: dict[int, int], *, by, data: dict) -> list[dict]:
    """Row by row what was done, and what was left out and why. `seen` is the desk of each page that was confirmed."""
    return [_done(act, page, seen, by, data) for page in sorted(pages, key=lambda page: page.number_id)]


def _done(act: Act, page: Page, seen: dict[int, int], by, data: dict) -> dict:
    row = {"pk": page.pk, "title": str(page)}
    if page.edit != seen.get(page.pk):
        return row | {"is_done": False, "words": changed_since()}
    try:
        change = act.do(page, by, data)
    except Refused as refused:
        return row | {"is_done": False, "words": str(refused)}
    except ValidationError as fault:
        return row | {"is_done": False, "words": _("Mend the page first: %s") % " ".join(fault.messages)}
    return row | {"is_done": True, "words": change.words, "before": change.before, "after": change.after}


def take_back(act: Act, model: type[Page], rows: list[dict], *, by) -> list[dict]:
    """The same rows after what was done to them was taken back, where nobody has changed them since."""
    return [_taken_back(act, model, row, by) for row in rows if row["is_done"]]


def _taken_back(act: Act, model: type[Page], row: dict, by) -> dict:
    told = {"pk": row["pk"], "title": row["title"]}
    try:
        with transaction.atomic():
            page = workflow.locked(model(pk=row["pk"]))
            act.back(page, by, row["before"], row["after"])
    except Refused as refused:
        return told | {"is_done": False, "words": str(refused)}
    return told | {"is_done": True, "words": _("As it was before.")}
