"""Invariants 1 to 3: each constraint of each table refuses the row that breaks it, and only that one."""

from collections.abc import Callable
from functools import partial

import pytest
from django.db import connection, models
from django.utils import timezone

from clinic_site.accounts.models import Device
from clinic_site.claims.models import Pack, Rule
from clinic_site.content.comments import Comment
from clinic_site.content.event import Event
from clinic_site.content.kept import Kept
from clinic_site.content.page import DeskEdit
from clinic_site.content.registry import page_types
from clinic_site.content.revision import MOVES, ONCE_PUBLIC, State
from clinic_site.content.schedule import Scheduled
from clinic_site.content.topic import TopicText
from clinic_site.desk.models import ReadingAges
from clinic_site.feedback.models import Feedback
from clinic_site.generation.models import Backup, Generation, Tick
from clinic_site.images.models import Image
from clinic_site.letters.models import Letter
from clinic_site.numbers.models import take
from clinic_site.profile.models import Profile
from clinic_site.references.models import ReferenceStatus
from clinic_site.review.models import Recall, Reminder, Stage
from clinic_site.search.vocabulary import RedFlag
from tests import copies
from tests.clinic_site.content.heard import heard
from tests.clinic_site.content.lives import OWN_MODELS, clinic_in_every_state, refusal

DIGEST = "f" * 64
VERBS = ("returned", "approved", "second_read", "published", "superseded", "withdrawn", "confirmed")
PUBLIC_OR_NEXT = (State.APPROVED, *ONCE_PUBLIC)
Tries = dict[str, list[Callable]]


def add(row: models.Model, /, **changes) -> Callable:
    """Puts in a copy of the row with these changes, past every verb and check in Python."""
    values = {field.attname: getattr(row, field.attname) for field in row._meta.concrete_fields} | changes
    if "pk" not in changes:
        values.pop(row._meta.pk.attname)
    return lambda: type(row)(**values).save(force_insert=True)


def signature(verb: str, by=None, at=None) -> dict:
    return {f"{verb}_by_id": by.pk if by else None, f"{verb}_at": at}


def free_revision(signed, /, **changes) -> Callable:
    """A revision next in line: nothing about it is wrong but the changes."""
    return add(signed, **{"revision": 1000, "previous_digest": DIGEST} | changes)


def revision_tries(model, staff: dict) -> Tries:
    rows = {state: model.objects.filter(state=state).first() for state in State.values}
    public, sent, back, gone = (rows[name] for name in ("published", "submitted", "returned", "withdrawn"))
    now, submitter, approver = timezone.now(), staff["editor"], staff["reviewer"]
    nobody = signature("approved") | signature("second_read")
    tries = {
        "number": [free_revision(back, revision=gone.revision)],
        "chain": [free_revision(back, previous_digest=gone.previous_digest)],
        "one_published": [free_revision(public)],
        "one_open": [free_revision(sent), free_revision(rows["approved"])],
        "known_state": [free_revision(back, state="draft")],
        "known_kind": [free_revision(back, kind="tiny")],
        "two_people": [free_revision(back, **signature("approved", submitter, now))],
        "second_reader": [
            free_revision(gone, **signature("second_read", approver, now)),
            free_revision(back, **signature("second_read", approver, now)),
        ],
        "public_is_approved": [free_revision(rows[state], **nobody) for state in PUBLIC_OR_NEXT],
        "public_has_publisher": [free_revision(rows[state], **signature("published")) for state in ONCE_PUBLIC],
        "returned_by_someone": [free_revision(back, **signature("returned"))],
        "superseded_by_someone": [free_revision(rows["superseded"], **signature("superseded"))],
        "withdrawn_by_someone": [free_revision(gone, **signature("withdrawn"))],
        "withdrawn_says_why": [free_revision(gone, withdrawal="")],
    }
    for verb in VERBS:
        halves = (signature(verb, approver), signature(verb, at=now))
        row = rows["superseded"] if verb == "returned" else back
        read = signature("approved", staff["owner"], now) if verb == "second_read" else {}
        tries[f"{verb}_pair"] = [free_revision(row, **read | half) for half in halves]
    return tries


def dated_tries(row, staff: dict) -> Tries:
    now, maker = timezone.now(), staff["owner"].pk
    return {
        "second_is_another": [
            add(row, made_by_id=maker, second_by_id=maker, in_force_at=now),
            add(row, made_by_id=maker, second_by_id=staff["reviewer"].pk, in_force_at=None),
        ],
        "force_needs_second": [add(row, second_by_id=None, in_force_at=now, alone=False)],
    }


def named(model, tries: Tries) -> Tries:
    prefix = f"{model._meta.app_label}_{model._meta.model_name}_"
    return {prefix + name: acts for name, acts in tries.items()}


def kept_tries(number: str, person) -> Tries:
    of_page, new = (
        Kept.objects.create(kind="article", number_id=place, by=person, fields={}) for place in (number, None)
    )
    return {"one_kept_a_page": [add(of_page)], "one_kept_new_page": [add(new)]}


def claim_tries() -> Tries:
    today = timezone.localdate()
    pack = Pack(key="XX", title="Nowhere")
    kept = Pack.objects.create(key="YY", title="Somewhere")
    rule = Rule(pack=kept, key="none", reason="r", suggestion="s", source="s", review_by=today)
    return {
        "pack_review_says_who_and_when": [add(pack, reviewed_on=today), add(pack, reviewed_by="A solicitor")],
        "pack_is_reviewed_by_somebody": [add(pack, needs_legal_review=False)],
        "rule_has_a_term_or_a_pattern": [add(rule), add(rule, term="cure", pattern="no * risk")],
    }


def review_tries(staff: dict) -> Tries:
    now, comment = timezone.now(), Comment.objects.first()
    waits, status = Scheduled.objects.open().first(), ReferenceStatus.objects.first()
    letter = Letter.objects.create(to=staff["owner"], about="one matter", subject="s", text="t")
    reminder = Reminder.objects.create(number_id=comment.number_id, due_on=now.date(), stage=Stage.OVERDUE)
    return {
        "one_open_schedule_per_number": [add(waits)],
        "schedule_done_or_dropped": [add(waits, done_at=now, dropped_at=now)],
        "schedule_known_act": [add(waits, act="forget", done_at=now)],
        "comment_settled_pair": [add(comment, settled_at=None), add(comment, settled_by_id=None)],
        "comment_answers_another": [add(comment, pk=10_000, answers_id=10_000)],
        "reference_known_standing": [add(status, standing="fallen")],
        "reference_superseded_by_another": [add(status, instead_id=None)],
        "one_letter_per_person_and_matter": [add(letter)],
        "one_reminder_per_page_day_and_stage": [add(reminder)],
        "reminder_known_stage": [add(reminder, stage="tomorrow")],
        "red_flag_has_a_card_of_its_own": [add(RedFlag(name="A sign", words="chest pain"), level="later")],
    }


def recall_tries(staff: dict) -> Tries:
    row, now, reader = Recall.objects.owing().first(), timezone.now(), staff["reviewer"]
    return {
        "recall_last_not_before_first": [add(row, first=2, last=1)],
        "recall_ends_after_it_began": [add(row, stands_until=row.stands_from)],
        "recall_known_fault": [add(row, what="typed")],
        "recall_known_advice": [add(row, do="typed")],
        "recall_read_again_pair": [add(row, **signature("read_again", *half)) for half in ((reader,), (None, now))],
        "recall_ended_pair": [
            add(row, ended_by_id=reader.pk),
            add(row, ended_at=now, end_note="Done."),
        ],
        "recall_second_reader_is_another": [add(row, **signature("read_again", row.made_by, now))],
        "recall_end_says_why": [add(row, end_note="Done."), add(row, **signature("ended", reader, now))],
    }


def answer_tries(number: str, person) -> Tries:
    answer = Feedback(number_id=number, revision=1, helpful=False)
    return {
        "feedback_settled_pair": [add(answer, settled_at=timezone.now()), add(answer, settled_by_id=person.pk)],
        "feedback_known_reason": [add(answer, reason="none"), add(answer, reason="hard", helpful=True)],
        "feedback_page_and_revision": [add(answer, revision=None), add(answer, number_id=None)],
    }


def all_tries(staff: dict) -> Tries:
    image = Image(key="a", width=1, height=1, digest=DIGEST, renditions=[], uploaded_by=staff["editor"])
    edit, event = DeskEdit.objects.first(), Event.objects.first()
    device = Device.objects.create(person=staff["editor"], digest=DIGEST)
    tries = {
        "one_desk_edit_per_number": [add(edit)],
        "event_known_verb": [add(event, pk=10_000, verb="forgot", previous_digest=DIGEST)],
        "generation_is_one_row": [add(Generation(), pk=2)],
        "reading_ages_are_one_row": [add(ReadingAges(), pk=2)],
        "tick_is_one_row": [add(Tick(), pk=2)],
        "backup_is_one_row": [add(Backup(), pk=2)],
        "image_alt_choice_is_known": [add(image, alt_choice="both")],
        "image_informative_has_alt": [add(image, alt_choice="informative")],
        "person_email_once_in_any_case": [add(staff["editor"], email=staff["editor"].email.upper())],
        "image_decoration_has_no_alt": [add(image, alt_choice="decoration", alt="Words")],
        "device_known_once": [add(device)],
        "image_focal_point_is_inside": [add(image, focal_x=101), add(image, focal_y=101)],
    }
    tries |= {name: [add(row)] for name, row in heard().items()}
    tries |= recall_tries(staff)
    tries |= answer_tries(edit.number_id, staff["editor"])
    tries |= kept_tries(edit.number_id, staff["editor"]) | claim_tries() | review_tries(staff)
    tries |= named(Profile, dated_tries(Profile.objects.first(), staff))
    tries |= named(TopicText, dated_tries(TopicText.objects.first(), staff))
    for page_type in page_types():
        model = page_type.revision_class
        tries |= named(model, revision_tries(model, staff))
        if model._meta.model_name == "disclaimerrevision":
            row = model.objects.filter(state="returned").first()
            tries["disclaimer_rule_names_what"] = [
                free_revision(row, applies_to=rule, applies_value="") for rule in ("kind", "topic", "flag")
            ]
    return tries


@pytest.fixture
def staff(db):
    return copies.of(clinic_in_every_state)


def test_each_constraint_refuses_the_row_that_breaks_it(staff):
    unique = {
        constraint.name
        for model in OWN_MODELS
        for constraint in model._meta.constraints
        if isinstance(constraint, models.UniqueConstraint)
    }
    let_through = []

    for name, acts in all_tries(staff).items():
        said = "UNIQUE" if connection.vendor == "sqlite" and name in unique else name
        let_through += [(name, place) for place, act in enumerate(acts) if said not in refusal(act)]

    assert let_through == []


def test_no_constraint_is_left_untried(staff):
    there = {constraint.name for model in OWN_MODELS for constraint in model._meta.constraints}

    assert there == set(all_tries(staff))
    assert len(there) > 60


def test_the_copies_that_are_tried_are_sound_but_for_the_change(staff):
    for page_type in page_types():
        for state in ("returned", "superseded", "withdrawn"):
            assert not refusal(free_revision(page_type.revision_class.objects.filter(state=state).first()))


def test_no_state_is_reached_without_its_signature(staff):
    """`.update()` of the state alone, along the allowed moves."""
    for page_type in page_types():
        rows = page_type.revision_class.objects
        for old, new in MOVES:
            pk = rows.filter(state=old).first().pk

            assert refusal(partial(rows.filter(pk=pk).update, state=new)), (old, new)


def test_nobody_is_made_the_approver_of_their_own_text(staff):
    for page_type in page_types():
        sent = page_type.revision_class.objects.filter(state="submitted")
        own = {"state": State.APPROVED, "approved_by": sent.first().submitted_by, "approved_at": timezone.now()}

        assert "two_people" in refusal(partial(sent.filter(pk=sent.first().pk).update, **own))


def test_a_number_is_given_once_even_after_its_page_is_gone(staff):
    number = take()

    assert refusal(partial(type(number).objects.create, digits=number.digits))
