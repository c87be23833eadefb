"""Everything on the staff side that reaches readers or people's rights: where it is sent, by whom, and with what."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta

from django.contrib.auth.models import Group
from django.test import Client
from django.utils import timezone

from clinic_site.accounts import factors
from clinic_site.content import scheduling, topic, workflow
from clinic_site.content.screens import seen_mark
from clinic_site.content.steps import STEPS, target_of
from clinic_site.profile.models import CONTENT, amend, in_force
from tests import builders
from tests.clinic_site.accounts.factors_of import with_app
from tests.clinic_site.content.forms import TICKS, address
from tests.clinic_site.content.lives import edited, submitted
from tests.clinic_site.review.recalls import asked, corrected, in_days, recalled
from tests.clinic_site.search import taught

TOMORROW = timedelta(days=1)


@dataclass(frozen=True)
class Act:
    by: str
    address: str
    sent: dict = field(default_factory=dict)
    verb: str = ""  # of the event it leaves; empty where it leaves none and moves the public side


def page_of(staff: dict, state: str = "draft"):
    """An article as it stands before the act."""
    page = builders.article(staff["editor"], f"page-{state}")
    if state == "published":
        builders.published(page, staff)
    elif state != "draft":
        revision = submitted(page, staff)
        if state == "approved":
            workflow.approve(revision, by=staff["reviewer"])
    return type(page).objects.get(pk=page.pk)


def pressed(staff: dict, by: str, verb: str, state: str, page=None, **sent) -> Act:
    page = page or page_of(staff, state)
    seen = seen_mark(page, target_of(page, STEPS[verb]), STEPS[verb])
    return Act(by, address(page, verb), {"seen": seen} | sent, verb)


def approve(staff):
    return pressed(staff, "reviewer", "approve", "submitted", note="Words that took an hour.", _approve="1", **TICKS)


def approve_and_publish(staff):
    return pressed(staff, "owner", "approve", "submitted", _publish="1", **TICKS)


def schedule(staff):
    at = timezone.localtime(timezone.now() + TOMORROW).strftime("%Y-%m-%dT%H:%M")
    return pressed(staff, "publisher", "schedule", "approved", at=at, _schedule="1")


def unschedule(staff):
    page = page_of(staff, "approved")
    scheduling.choose(page.revisions.open().get(), by=staff["publisher"], at=timezone.now() + TOMORROW)
    return pressed(staff, "publisher", "unschedule", "", page)


def undo(staff):
    page = page_of(staff, "published")
    builders.published(edited(page, staff["editor"]), staff)
    return pressed(staff, "publisher", "undo", "", page, note="Too soon.")


def withdraw(staff):
    instead = builders.question(staff["editor"])
    builders.published(instead, staff)
    sent = {"leads": "gone", "reason": "mistake", "read_instead": instead.number_id}
    return pressed(staff, "publisher", "withdraw", "published", **sent)


def merge(staff):
    other = builders.article(staff["editor"], "other")
    builders.published(other, staff)
    act = pressed(staff, "publisher", "withdraw", "published", leads="merge", successor=other.number_id)
    return Act(act.by, act.address, act.sent, "merge")


def set_recall(staff):
    page = corrected(asked(staff), staff)
    sent = {"first": 1, "last": 1, "what": "care", "heading": "", "do": "ask", "until": in_days(30), "note": ""}
    return Act("publisher", f"/admin/recall/{page.number_id}/", sent, "recall")


def read_again(staff):
    row = recalled(corrected(asked(staff), staff), staff)
    return Act("owner", f"/admin/recall/{row.number_id}/{row.pk}/", {"_read": "", "note": "I read it."}, "read-again")


def end_recall(staff):
    row = recalled(corrected(asked(staff), staff), staff)
    sent = {"_end": "", "end_note": "Everybody was told."}
    return Act("publisher", f"/admin/recall/{row.number_id}/{row.pk}/", sent, "end-recall")


def small_fix(staff):
    return pressed(staff, "publisher", "publish", "approved")


def person(staff):
    ann = builders.person("editor", name="Ann")
    roles = [group.pk for group in Group.objects.filter(name__in=["publisher"])]
    sent = {"email": ann.email, "name": "Ann", "role_as_printed": "", "registration": "", "roles": roles}
    return Act("owner", f"/admin/accounts/user/{ann.pk}/change/", sent | {"is_active": "on"}, "roles")


def address_of_a_person(staff):
    ann = builders.person("editor", name="Ann")
    sent = {"email": "other@example.test", "name": "Ann", "roles": [ann.groups.get().pk], "is_active": "on"}
    return Act("owner", f"/admin/accounts/user/{ann.pk}/change/", sent, "person")


def new_person(staff):
    sent = {"email": "new@example.test", "name": "New", "roles": [], "is_active": "on"}
    return Act("owner", "/admin/accounts/user/add/", sent | {"roles": [Group.objects.get(name="editor").pk]}, "roles")


def lost_phone(staff):
    with_app(staff["editor"])
    return Act("owner", f"/admin/people/{staff['editor'].pk}/", {"_reset": "1"}, "account")


def sign_somebody_out(staff):
    return Act("owner", f"/admin/people/{staff['editor'].pk}/", {"_sign_out": "1"}, "account")


def link(staff):
    return Act("owner", f"/admin/people/{staff['editor'].pk}/", {"_link": "1"}, "account")


def letter(staff):
    return Act("owner", f"/admin/people/{staff['editor'].pk}/", {"_letter": "1"}, "account")


def sign_out_everywhere(staff):
    return Act("editor", "/admin/account/out/", {}, "account")


def new_codes(staff):
    with_app(staff["editor"])
    return Act("editor", "/admin/account/codes/", {}, "account")


def take_away_factor(staff):
    with_app(staff["editor"])
    return Act("editor", f"/admin/account/factor/{factors.held(staff['editor'])[0].pk}/", {}, "account")


def profile(staff):
    now = in_force()
    sent = {name: getattr(now, name) for name in CONTENT if getattr(now, name) not in (None, False)}
    return Act("owner", "/admin/profile/profile/", sent | {"clinic_name": "Another name"})


def profile_confirmed(staff):
    row = amend(by=staff["owner"], phone="01632 960777")
    return Act("reviewer", "/admin/profile/profile/confirm/", {"seen": row.pk})


def topic_written(staff):
    sent = {"slug": "new-topic", "title": "New topic", "summary": "What it is.", "kind": "moment", "position": 9}
    return Act("owner", "/admin/content/topic/add/", sent, "topic")


def topic_confirmed(staff):
    row = topic.write(by=staff["owner"], slug="waits", title="Waits", summary="Waits.", position=9)
    return Act("reviewer", f"/admin/content/topic/{row.topic_id}/confirm/", {"seen": row.pk}, "topic")


def source(staff):
    reference = builders.reference()
    where = f"/admin/references/reference/{reference.pk}/standing/"
    client = Client()
    client.force_login(staff["owner"])
    page = client.get(where).content.decode()
    seen = page.partition('name="seen" value="')[2].partition('"')[0]
    return Act("owner", where, {"standing": "retracted", "note": "A notice", "seen": seen}, "evidence")


def synonym(staff):
    return Act("owner", "/admin/search/synonym/add/", {"words": "needle, jab"})


def synonym_deleted(staff):
    return Act("owner", f"/admin/search/synonym/{taught.synonym().pk}/delete/", {"post": "yes"})


ACTS: dict[str, Callable[[dict], Act]] = {
    "publish": small_fix,
    "confirm": lambda staff: pressed(staff, "reviewer", "confirm", "published", note="The review of 2026."),
    "move": lambda staff: pressed(staff, "publisher", "move", "published", slug="another-address"),
    **{
        act.__name__: act
        for act in (
            approve, approve_and_publish, schedule, unschedule, undo, withdraw, merge, set_recall, read_again,
            end_recall, person, address_of_a_person, new_person, lost_phone, sign_somebody_out, link, letter,
            sign_out_everywhere, new_codes, take_away_factor, profile, profile_confirmed, topic_written,
            topic_confirmed, source, synonym, synonym_deleted,
        )
    },
}  # fmt: skip
