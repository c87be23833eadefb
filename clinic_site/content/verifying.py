"""Recomputes the record and says what does not fit: signed copies, events, and whether the two tell the same story.

The chain detects a change; it does not prevent one. Whoever can rewrite a whole chain is caught only by heads that
left the house before (`heads`, `faults_against`).
"""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta

from django.db import connection
from django.utils import timezone
from django.utils.translation import gettext as _

from clinic_site import freezing
from clinic_site.content.checks import frozen_tables
from clinic_site.content.digest import digest_of, revision_digest, wording_digest
from clinic_site.content.drafting import rendered
from clinic_site.content.event import Event, Verb
from clinic_site.content.page import Page
from clinic_site.content.registry import page_types
from clinic_site.content.revision import Kind, Revision, State
from clinic_site.markdown import sanitise

# An event is written in the transaction of the act, but may wait there for another writer of the record.
WITHIN = timedelta(minutes=10)
# Who and when on a revision -> the verbs whose event says the same.
TOLD_BY = {
    "submitted": {Verb.SUBMIT},
    "returned": {Verb.RETURN},
    "approved": {Verb.APPROVE},
    "second_read": {Verb.CONFIRM},
    "confirmed": {Verb.CONFIRM},
    "published": {Verb.PUBLISH, Verb.UNDO, Verb.RECUT},
    "withdrawn": {Verb.WITHDRAW, Verb.MERGE},
}
# The event -> what its data says, and the column that has to say the same.
GONE = {"reason": "withdrawal", "read_instead": "read_instead", "successor": "successor"}
SAID = {
    Verb.WITHDRAW: GONE,
    Verb.MERGE: GONE,
    Verb.APPROVE: {
        "single_signature": "single_signature",
        "whole_page": "whole_page",
        "registration": "approver_registration",
    },
    Verb.ASK: {"reviewer": "reviewer_id"},
    Verb.PUBLISH: {"supersedes": "replaces"},
    Verb.UNDO: {"undone": "replaces"},
}
# What an undone or newly rendered revision has from its source, with the events of that one.
CARRIED = ("submitted", "approved", "second_read", "confirmed")
# The event -> what its data calls the revision that was replaced by it.
REPLACED = {Verb.PUBLISH: "supersedes", Verb.UNDO: "undone", Verb.RECUT: "carried_from"}
# Latest first: what the columns say about the state.
STATES = (
    ("withdrawn_at", State.WITHDRAWN),
    ("superseded_at", State.SUPERSEDED),
    ("published_at", State.PUBLISHED),
    ("returned_at", State.RETURNED),
    ("approved_at", State.APPROVED),
    ("submitted_at", State.SUBMITTED),
)


@dataclass
class Story:
    """One page with its signed copies by number and its events in order."""

    page: Page
    revisions: dict[int, Revision]
    events: list[Event]

    def of(self, revision: Revision, *verbs: str) -> list[Event]:
        return [event for event in self.events if event.revision == revision.revision and event.verb in verbs]

    def lineage(self, revision: Revision) -> list[int]:
        """The revision and those whose approval it carries."""
        found = []
        while revision and revision.revision not in found:
            found.append(revision.revision)
            revision = self.revisions.get(revision.carried_from)
        return found

    def says(self, revision: Revision, what: str) -> str:
        return f"{self.page.number_id} {_('revision')} {revision.revision}: {what}"


def faults() -> Iterator[str]:
    """Every fault, one line each; none when the record is whole."""
    yield from missing_triggers()
    events = list(Event.objects.order_by("sequence"))
    yield from broken_events(events)
    by_page = defaultdict(list)
    for event in events:
        by_page[event.number_id].append(event)
    for model in page_types():
        for page in model.objects.order_by("number_id"):
            rows = page.revisions.select_related("page").order_by("revision")
            story = Story(page, {row.revision: row for row in rows}, by_page.pop(page.number_id, []))
            yield from broken_chain(story)
            yield from disagreements(story)
    for number, left in by_page.items():
        if any(event.revision for event in left):
            yield _("%(number)s: the record tells of revisions, but the page is gone.") % {"number": number}


def missing_triggers() -> Iterator[str]:
    for table, frozen in frozen_tables().items():
        for name in freezing.missing(connection, table, frozen):
            yield _("%(table)s: the trigger %(name)s is missing, so signed rows can be changed.") % {
                "table": table,
                "name": name,
            }


def broken_events(events: list[Event]) -> Iterator[str]:
    previous, expected = "", 1
    for event in events:
        if event.sequence != expected:
            yield _("event %(sequence)d: events before it are missing.") % {"sequence": event.sequence}
        if event.previous_digest != previous:
            yield _("event %(sequence)d: it does not follow the one before it.") % {"sequence": event.sequence}
        if digest_of(event.signed()) != event.digest:
            yield _("event %(sequence)d: it was changed after it was written.") % {"sequence": event.sequence}
        previous, expected = event.digest, event.sequence + 1


def broken_chain(story: Story) -> Iterator[str]:
    previous = ""
    for number in range(1, max([story.page.last_revision, *story.revisions]) + 1):
        revision = story.revisions.get(number)
        if revision is None:
            yield _("%(page)s: revision %(revision)d is missing.") % {"page": story.page.number_id, "revision": number}
            continue
        if number > story.page.last_revision:
            yield story.says(revision, _("the page does not count it among its own."))
        if revision.previous_digest != previous:
            yield story.says(revision, _("it does not follow the revision before it."))
        if wording_digest(revision.wording()) != revision.wording_digest:
            yield story.says(revision, _("its words were changed after they were signed."))
        if revision_digest(revision) != revision.digest:
            yield story.says(revision, _("it was changed after it was signed."))
        if revision.state == State.PUBLISHED and sanitise(revision.html) != revision.html:
            yield story.says(revision, _("its HTML holds what the sanitiser does not let through."))
        previous = revision.digest


def disagreements(story: Story) -> Iterator[str]:
    """Where columns and events differ, read in both directions."""
    for revision in story.revisions.values():
        state = next(state for at, state in STATES if getattr(revision, at))
        if revision.state != state:
            yield story.says(revision, _("its state is %(state)s, but its dates say %(other)s.") % {
                "state": revision.state, "other": state})  # fmt: skip
        for what, verbs in TOLD_BY.items():
            if getattr(revision, f"{what}_at") and not _is_told(story, revision, what, verbs):
                yield story.says(revision, _("who or when differs from the events: %(what)s.") % {"what": what})
        if revision.superseded_at and not _replacement_is_told(story, revision):
            yield story.says(revision, _("who or when differs from the events: %(what)s.") % {"what": "superseded"})
        if revision.carried_from is not None and not _carries(story, revision):
            yield story.says(revision, _("it does not carry the words and the approval of its source."))
        if revision.approved_by_id in revision.contributors and not revision.single_signature:
            yield story.says(revision, _("somebody who wrote it approved it, and it does not say so."))
        if revision.published_at and not _review_is_told(story, revision):
            yield story.says(revision, _("its date or role of review differs from the events."))
    for event in story.events:
        if event.revision is not None:
            yield from _untold_by_columns(story, event)


def _fits(event: Event, by: int, at) -> bool:
    return event.by_id == by and abs(event.at - at) <= WITHIN


def _is_told(story: Story, revision: Revision, what: str, verbs: set[str]) -> bool:
    by, at = getattr(revision, f"{what}_by_id"), getattr(revision, f"{what}_at")
    numbers = story.lineage(revision) if what in CARRIED else [revision.revision]
    events = [event for event in story.events if event.revision in numbers and event.verb in verbs]
    if what == "approved" and not any(event.by_role == revision.approver_role for event in events):
        return False
    source = story.revisions.get(revision.carried_from)
    if what == "published" and source and at == source.published_at:
        # Rendered again: the words are as old as they were.
        return any(event.by_id == by and event.verb == Verb.RECUT for event in events)
    return any(_fits(event, by, at) for event in events)


def _replacement_is_told(story: Story, revision: Revision) -> bool:
    return any(
        event.data.get(REPLACED[event.verb]) == revision.revision
        and _fits(event, revision.superseded_by_id, revision.superseded_at)
        for event in story.events
        if event.verb in REPLACED
    )


def _carries(story: Story, revision: Revision) -> bool:
    source = story.revisions.get(revision.carried_from)
    same = (
        "wording_digest",
        "approved_by_id",
        "approved_at",
        "approver_role",
        "approver_registration",
        "single_signature",
    )
    return source is not None and all(getattr(source, name) == getattr(revision, name) for name in same)


def _review_is_told(story: Story, revision: Revision) -> bool:
    """The day and role that readers see, from the last confirmation, else from where the text took them over."""
    confirmed = story.of(revision, Verb.CONFIRM)
    if confirmed:
        said = (confirmed[-1].data.get("reviewed_on"), confirmed[-1].by_role)
        return said == (revision.reviewed_on and revision.reviewed_on.isoformat(), revision.reviewer_role)
    published = story.of(revision, Verb.PUBLISH)
    is_partial = revision.kind == Kind.MINOR or not revision.whole_page
    earlier = published[-1].data.get("supersedes") if published and is_partial else None
    source = story.revisions.get(revision.carried_from or earlier)
    if source:
        return (source.reviewed_on, source.reviewer_role) == (revision.reviewed_on, revision.reviewer_role)
    day = revision.reviewed_on and abs(revision.reviewed_on - timezone.localdate(revision.approved_at))
    # A day's difference is a site that was moved to another time zone.
    return day is not None and day <= timedelta(days=1) and revision.reviewer_role == revision.approver_role


def _untold_by_columns(story: Story, event: Event) -> Iterator[str]:
    revision = story.revisions.get(event.revision)
    if revision is None:
        yield _("event %(sequence)d: it tells of revision %(revision)d of %(page)s, which is missing.") % {
            "sequence": event.sequence,
            "revision": event.revision,
            "page": event.number_id,
        }
        return
    column = next((what for what, verbs in TOLD_BY.items() if event.verb in verbs and what != "second_read"), None)
    is_last = event is story.of(revision, event.verb)[-1]
    if column and is_last and getattr(revision, f"{column}_by_id") != event.by_id:
        yield story.says(revision, _("event %(sequence)d says something else about who %(verb)s it.") % {
            "sequence": event.sequence, "verb": event.get_verb_display()})  # fmt: skip
    for name, column in SAID.get(event.verb, {}).items():
        if is_last and name in event.data and event.data[name] != getattr(revision, column):
            yield story.says(revision, _("event %(sequence)d says something else about: %(what)s.") % {
                "sequence": event.sequence, "what": column})  # fmt: skip
    if "digest" in event.data and event.data["digest"] != revision.digest:
        yield story.says(revision, _("event %(sequence)d was about other words.") % {"sequence": event.sequence})


def heads() -> dict:
    """The last link of every chain, to be kept outside the house."""
    pages = {}
    for model in page_types():
        rows = model.revision_class.objects.order_by("page__number_id", "revision")
        for number, revision, digest in rows.values_list("page__number_id", "revision", "digest"):
            pages[number] = {"revision": revision, "digest": digest}
    last = Event.objects.order_by("-sequence").first()
    return {"pages": pages, "last_event": {"sequence": last.sequence, "digest": last.digest} if last else None}


def faults_against(earlier: dict) -> Iterator[str]:
    """What was the head of a chain once must be a link of it still."""
    kept = {}
    for model in page_types():
        rows = model.revision_class.objects.values_list("page__number_id", "revision", "digest")
        kept |= {(number, revision): digest for number, revision, digest in rows}
    for number, head in earlier["pages"].items():
        if kept.get((number, head["revision"])) != head["digest"]:
            yield _("%(page)s: revision %(revision)d is no longer what it was when the heads were written.") % {
                "page": number,
                "revision": head["revision"],
            }
    last = earlier["last_event"]
    if last and not Event.objects.filter(sequence=last["sequence"], digest=last["digest"]).exists():
        yield _("event %(sequence)d is no longer what it was when the heads were written.") % last


def rendered_otherwise() -> Iterator[Revision]:
    """Public revisions whose words would look different if they were signed today."""
    for model in page_types():
        for revision in model.revision_class.objects.published().select_related("page").order_by("page__number_id"):
            if rendered(revision.body).html != revision.html:
                yield revision
