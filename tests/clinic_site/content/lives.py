"""Pages with a past, and what raw hands would try on them: every table gets rows in every state."""

from datetime import date, timedelta

from django.apps import apps
from django.db import IntegrityError, connection, models, transaction
from django.utils import timezone

from clinic_site.accounts.models import User
from clinic_site.content import comments, desk, evidence, registry, scheduling, topic, withdrawing, workflow
from clinic_site.content.lists import LinesField
from clinic_site.content.refused import Refused
from clinic_site.content.schedule import Scheduled
from clinic_site.content.topic import Topic
from clinic_site.profile.models import amend, confirm
from clinic_site.review import recalling
from tests import builders

MAKERS = {
    "article": builders.article,
    "question": builders.question,
    "disclaimer": builders.disclaimer,
    "handout": builders.handout,
}
OWN_MODELS = [model for model in apps.get_models() if not model.__module__.startswith(("django.", "allauth."))]


def submitted(page, staff):
    return workflow.submit(page, by=staff["editor"], note="For a check.")


def edited(page, by, **changes):
    """The desk with one save more; new words when none are given."""
    page = type(page).objects.get(pk=page.pk)
    return desk.save(page, by=by, base_edit=page.edit, **changes or {"body": f"Words of edit {page.edit + 1}.\n"})


def withdrawn(revision, staff, instead, note=""):
    instead = [instead.number_id]
    return withdrawing.withdraw(revision, by=staff["publisher"], reason="mistake", read_instead=instead, note=note)


def page_with_a_past(kind: str, staff: dict, instead):
    """Revisions 1 to 4 are returned, superseded, read by a second person and withdrawn, and submitted."""
    page = MAKERS[kind](staff["editor"], f"past-{kind}")
    workflow.return_(submitted(page, staff), by=staff["reviewer"], note="Shorter.")
    builders.published(edited(page, staff["editor"]), staff)
    last = builders.published(edited(page, staff["editor"]), staff)
    second = {"second_read_by": staff["owner"], "second_read_at": timezone.now()}
    type(last).objects.filter(pk=last.pk).update(**second)
    withdrawn(last, staff, instead)
    submitted(edited(page, staff["editor"]), staff)
    return type(page).objects.get(pk=page.pk)


def rows_in_every_state(staff: dict) -> None:
    approved = []
    for kind in registry.page_types():
        instead = MAKERS[kind.kind](staff["editor"], f"instead-{kind.kind}")
        builders.published(instead, staff)
        page_with_a_past(kind.kind, staff, instead)
        approved.append(workflow.approve(submitted(edited(instead, staff["editor"]), staff), by=staff["reviewer"]))
    scheduled_in_every_state(approved, staff)
    page = approved[0].page
    comments.settle(comments.say(page, by=staff["reviewer"], field="body", text="Why?"), by=staff["editor"], page=page)
    confirm(amend(by=staff["owner"], phone="01632 960098"), by=staff["reviewer"])
    amend(by=staff["owner"], phone="01632 960099")
    topic.write(by=staff["owner"], slug="waiting", title="Waiting", summary="Waits.", position=9)
    evidence.searched(Topic.objects.first(), by=staff["editor"], searched_on=date(2026, 1, 5), where="PubMed")
    warned = builders.reference("Warned2014")
    evidence.mark(warned, by=staff["editor"], standing="superseded", note="A list.", instead=builders.reference("New1"))
    recalled_in_every_state(page, staff)


def clinic_in_every_state() -> dict[str, User]:
    """To begin with: `copies.of(clinic_in_every_state)`."""
    staff = builders.clinic()
    rows_in_every_state(staff)
    return staff


def scheduled_in_every_state(approved, staff) -> None:
    """One that was dropped, one that was refused, and the others done."""
    now = timezone.now()
    ended = ({"dropped_at": now}, {"refused_at": now, "refusal": "A stop."}, {"done_at": now}, {"done_at": now})
    for revision, end in zip(approved, ended, strict=True):
        row = scheduling.schedule_act(revision, by=staff["publisher"], at=now + timedelta(days=1))
        Scheduled.objects.filter(pk=row.pk).update(**end)


def recalled_in_every_state(page, staff) -> None:
    """One that nobody read again, and one that was read and ended."""
    words = {"first": 1, "last": 1, "do": "ask", "until": timezone.localdate() + timedelta(days=30)}
    recalling.recall(page, by=staff["publisher"], what="risk", **words)
    row = recalling.recall(page, by=staff["publisher"], what="care", **words)
    recalling.end_recall(recalling.read_again(row, by=staff["reviewer"]), by=staff["publisher"], note="Told all.")


def another(field: models.Field, value):
    """A value of the same type and length, but not the same."""
    if isinstance(field, models.BooleanField):
        return not value
    if isinstance(field, models.DateTimeField | models.DateField):
        return (value or (timezone.now() if isinstance(field, models.DateTimeField) else date.today())) - timedelta(9)
    if isinstance(field, models.JSONField):
        return ["changed"]
    if isinstance(field, LinesField):
        return ["changed"]
    if isinstance(value, int) or isinstance(field, models.IntegerField):
        return (value or 0) + 1000
    if isinstance(field, models.ForeignKey) and not value:
        return another(field.target_field, value)
    return value[:-1] + ("y" if value.endswith("x") else "x") if value else "x"


def refusal(act) -> str:
    """What the database said; empty when it let the act pass (which is then taken back)."""
    try:
        with transaction.atomic():
            act()
            connection.check_constraints()
            raise LookupError
    except (IntegrityError, models.ProtectedError) as error:
        return str(error)
    except LookupError:
        return ""


def run(statement: str, *values) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)


def refused(act) -> str:
    """The message of a refused verb; empty when it went through."""
    try:
        act()
    except Refused as refusal:
        return str(refusal)
    return ""


def pages_in_every_state(kind: str, staff: dict, **words) -> dict:
    """State -> a page whose newest revision is in it; `draft` was never sent, `superseded` is public again since."""
    maker, editor, pages = MAKERS[kind], staff["editor"], {}
    for state in ("draft", "submitted", "returned", "approved", "published", "superseded", "withdrawn"):
        pages[state] = maker(editor, f"{state}-{kind}", **words)
    submitted(pages["submitted"], staff)
    workflow.return_(submitted(pages["returned"], staff), by=staff["reviewer"], note="Shorter.")
    workflow.approve(submitted(pages["approved"], staff), by=staff["reviewer"])
    for state in ("published", "superseded", "withdrawn"):
        builders.published(pages[state], staff)
    builders.published(edited(pages["superseded"], editor), staff)
    withdrawn(pages["withdrawn"].revisions.get(), staff, pages["published"])
    return {state: type(page).objects.get(pk=page.pk) for state, page in pages.items()}
