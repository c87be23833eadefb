"""How every page stands now, read with the same few queries for any number of pages."""

import json
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cached_property

from django.contrib.auth.models import Group
from django.db.models import CharField, F, Func, OuterRef, QuerySet, Subquery, Value

from clinic_site.content import compose, shared
from clinic_site.content.comments import Comment
from clinic_site.content.outside import OutsideLink
from clinic_site.content.page import DeskEdit
from clinic_site.content.registry import page_types
from clinic_site.content.revision import OPEN, State
from clinic_site.content.schedule import Scheduled
from clinic_site.content.shared import day, moment
from clinic_site.content.topic import TopicText
from clinic_site.content.topic_search import TopicSearch
from clinic_site.desk.models import ReadingAges, Verification
from clinic_site.feedback.counting import wrongs
from clinic_site.generation.models import Backup, Tick, TickJob
from clinic_site.handouts import often
from clinic_site.handouts.kept import LaidOut
from clinic_site.images.models import Image
from clinic_site.letters.models import Letter
from clinic_site.profile.models import CONTENT, Profile, in_force_rows
from clinic_site.references.models import Standing
from clinic_site.references.status import statuses_in_force
from clinic_site.review.models import Recall

__all__ = ["Copy", "Stand", "Survey", "day", "moment", "read", "union"]

COPY = (
    "revision", "state", "kind", "note", "contributors", "submitted_by_id", "submitted_at", "reviewer_id", "deadline",
    "returned_at", "approved_by_id", "approved_at", "single_signature", "second_read_at", "published_at", "replaces",
    "confirmed_at", "reviewed_on", "risk", "desk_edit", "pictures", "topics", "carried_from", "digest",
)  # fmt: skip
NAMES = {"submitter": "submitted_by__name", "reviewer_name": "reviewer__name", "returner": "returned_by__name"}


@dataclass
class Copy:
    """What the list has to know about a signed copy; its words are not read."""

    revision: int
    state: str
    kind: str
    note: str
    contributors: list[int]
    submitted_by_id: int
    submitted_at: datetime
    reviewer_id: int | None
    deadline: date | None
    returned_at: datetime | None
    approved_by_id: int | None
    approved_at: datetime | None
    single_signature: bool
    second_read_at: datetime | None
    published_at: datetime | None
    replaces: int | None
    confirmed_at: datetime | None
    reviewed_on: date | None
    risk: str
    desk_edit: int
    pictures: list[str]
    topics: list[str]
    carried_from: int | None
    digest: str
    submitter: str
    reviewer_name: str | None
    returner: str | None

    @property
    def owes_second_reading(self) -> bool:
        return self.single_signature and self.approved_at is not None and self.second_read_at is None

    @property
    def is_undo(self) -> bool:
        """Whether it brought an earlier wording back; a text that was only rendered again came before itself."""
        return bool(self.carried_from and self.replaces and self.carried_from <= self.replaces)

    def was_written_by(self, person_id: int) -> bool:
        return person_id == self.submitted_by_id or person_id in self.contributors


@dataclass
class Stand:
    """One page: its desk, what is public, what waits, and what was returned last. `my_edit` is the newest edit of the
    desk that the person who looks has saved."""

    model: type
    pk: int
    number: str
    slug: str
    title: str
    edit: int
    last_revision: int
    owner_id: int | None
    deputy_id: int | None
    review_due: date | None
    saved_at: datetime | None
    my_edit: int | None
    public: Copy | None = None
    waiting: Copy | None = None
    returned: Copy | None = None

    def is_of(self, person_id: int) -> bool:
        return person_id in (self.owner_id, self.deputy_id)

    @property
    def wrote(self) -> bool:
        """Whether the person who looks has saved the desk since the text that is public now."""
        return (self.my_edit or 0) > (self.public.desk_edit if self.public else 0)

    @property
    def is_withdrawn(self) -> bool:
        """Whether it was public or sent once, and nothing of it is public or on its way now."""
        return self.last_revision > 0 and not (self.public or self.waiting or self.returned)

    @property
    def has_changes(self) -> bool:
        return self.edit > (self.public.desk_edit if self.public else 0)


@dataclass
class Survey:
    pages: dict[str, Stand]
    more: dict[str, list[dict]] = field(default_factory=dict)
    places: dict | None = None  # filled when somebody asks, by `places.of`

    def rows(self, slot: str) -> list[dict]:
        return self.more.get(slot, [])

    @cached_property
    def public(self) -> list[Stand]:
        return [page for page in self.pages.values() if page.public]

    @cached_property
    def scheduled(self) -> dict[str, dict]:
        return {row["number"]: row for row in self.rows("scheduled")}


def read(person) -> Survey:
    """Three queries."""
    pages, more = _desks(person), _more(person)
    for row in _copies():
        number, copy = row[0], Copy(*row[1:])
        name = {State.PUBLISHED: "public", State.RETURNED: "returned"}.get(copy.state, "waiting")
        setattr(pages[number], name, copy)
    profile = Profile(**more["clinic"][0]) if "clinic" in more else Profile()
    for page in pages.values():
        page.title = compose.fill_text(page.title, profile)
    return Survey(pages, more)


def union(queries: list[QuerySet]) -> QuerySet:
    return queries[0].union(*queries[1:], all=True)


def _desks(person) -> dict[str, Stand]:
    edits = DeskEdit.objects.filter(number=OuterRef("number"))
    columns = (
        "pk", "number_id", "slug", "title", "edit", "last_revision", "owner_id", "deputy_id", "review_due", "saved_at",
        "my_edit",
    )  # fmt: skip
    queries = [
        model.objects.order_by()
        .annotate(
            col_kind=Value(model.kind, output_field=CharField()),
            col_title=F(model.heading_field),
            col_saved_at=Subquery(edits.filter(edit=OuterRef("edit")).values("at")[:1]),
            col_my_edit=Subquery(edits.filter(by=person.pk).order_by("-edit").values("edit")[:1]),
        )
        .values_list("col_kind", *(f"col_{name}" if name in {"title", "saved_at", "my_edit"} else name
                                   for name in columns))
        for model in page_types()
    ]  # fmt: skip
    kinds = {model.kind: model for model in page_types()}
    return {row[2]: Stand(kinds[row[0]], *row[1:]) for row in union(queries)}


class Spelt(Func):
    """A word of ours in the SQL itself: SQLite finds the index of a condition only when it can read the condition."""

    arity = 0

    def __init__(self, word: str):
        super().__init__(template=f"'{word}'", output_field=CharField())


def _copies() -> QuerySet:
    """What is public, what waits, and the newest copy of a page when it was returned. None is looked for in the whole
    past: the first two have an index of their own, the last is the one that its page names."""
    queries = []
    for model in page_types():
        copies = model.revision_class.objects.order_by()
        newest = copies.filter(page=OuterRef("pk"), revision=OuterRef("last_revision")).values("pk")
        named = model.objects.order_by().values_list(Subquery(newest))
        for rows in (
            copies.published(),
            copies.filter(state__in=[Spelt(state) for state in OPEN]),
            copies.filter(pk__in=named, state=State.RETURNED),
        ):
            rows = rows.annotate(**{f"col_{name}": F(column) for name, column in NAMES.items()})
            queries.append(rows.values_list("page__number_id", *COPY, *(f"col_{name}" for name in NAMES)))
    return union(queries)


def _more(person) -> dict[str, list[dict]]:
    found: dict[str, list[dict]] = {}
    for slot, value in union([rows.order_by() for rows in _unlike_rows(person)]):
        found.setdefault(slot, []).append(value if isinstance(value, dict) else json.loads(value))
    return found


def _unlike_rows(person) -> list[QuerySet]:
    """Small tables that have nothing in common but the question."""
    as_rows = shared.as_rows
    newest_profile = Profile.objects.order_by("-id").values("id")[:1]
    newest_text = TopicText.objects.filter(topic=OuterRef("topic")).order_by("-id").values("id")[:1]
    newest_search = TopicSearch.objects.filter(topic=OuterRef("topic")).values("id")[:1]
    texts = TopicText.objects.filter(id=Subquery(newest_text)) | TopicText.objects.filter(in_force_at__isnull=False)
    return [
        as_rows("scheduled", Scheduled.objects.open(), number=F("number_id"), act=F("act"), due_at=F("due_at"),
                by=F("by__name"), refused_at=F("refused_at"), refusal=F("refusal")),
        as_rows("recall", Recall.objects.owing(), pk=F("pk"), number=F("number_id"), made_by=F("made_by_id"),
                made_at=F("made_at"), who=F("made_by__name")),
        as_rows("comment", Comment.objects.open(), number=F("number_id"), at=F("at"), by=F("by_id"),
                by_name=F("by__name")),
        as_rows("wrong", wrongs(), pk=F("pk"), number=F("number_id"), day=F("day")),
        as_rows("fallen", statuses_in_force().exclude(standing=Standing.CURRENT), key=F("reference__key"),
                standing=F("standing"), at=F("in_force_at"), note=F("note")),
        as_rows("topic", texts, topic=F("topic_id"), slug=F("topic__slug"), number=F("topic__number_id"), id=F("id"),
                title=F("title"), made_by=F("made_by_id"), made_at=F("made_at"), in_force_at=F("in_force_at")),
        as_rows("search", TopicSearch.objects.filter(id=Subquery(newest_search)), topic=F("topic_id"),
                searched_on=F("searched_on")),
        as_rows("clinic", Profile.objects.filter(id__in=in_force_rows().values("id")),
                **{name: F(name) for name in CONTENT}),
        as_rows("profile", Profile.objects.filter(id__in=newest_profile, in_force_at__isnull=True),
                made_by=F("made_by_id"), made_at=F("made_at")),
        as_rows("picture", Image.objects.filter(alt_choice=""), pk=F("pk"), key=F("key"), at=F("uploaded_at")),
        as_rows("link", OutsideLink.objects.filter(failing_since__isnull=False), address=F("address"),
                since=F("failing_since"), answer=F("answer")),
        as_rows("role", Group.objects.filter(user=person.pk), name=F("name")),
        as_rows("ages", ReadingAges.objects.all(), measured=F("measured"), easy=F("easy")),
        as_rows("letter", Letter.objects.to_tell(), at=F("made_at"), error=F("last_error")),
        as_rows("opened", often.opened_often(), numbers=F("numbers")),
        as_rows("laid_out", LaidOut.objects.all(), pk=F("pk")),
        *_rows_of_upkeep(),
    ]  # fmt: skip


def _rows_of_upkeep() -> list[QuerySet]:
    """Whether the site looks after itself."""
    newest_look = Verification.objects.order_by("-id").values("id")[:1]
    newest_link = OutsideLink.objects.order_by("-asked_at").values("id")[:1]
    return [
        shared.as_rows("tick", Tick.objects.all(), ended_at=F("ended_at")),
        shared.as_rows("job", TickJob.objects.failing(), name=F("name"), at=F("failed_at"), error=F("last_error")),
        shared.as_rows("backup", Backup.objects.all(), kept_at=F("kept_at"), changed_at=F("changed_at"),
                failed_at=F("failed_at"), error=F("error"), owed_since=F("owed_since"), copy_error=F("copy_error"),
                missing=F("missing")),
        shared.as_rows("asked", OutsideLink.objects.filter(id__in=newest_link), at=F("asked_at")),
        shared.as_rows("verified", Verification.objects.filter(id__in=newest_look), at=F("at"), count=F("count")),
    ]  # fmt: skip
