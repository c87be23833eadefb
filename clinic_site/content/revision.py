from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from clinic_site.freezing import Frozen


class State(models.TextChoices):
    SUBMITTED = "submitted", _("waits for a check")
    RETURNED = "returned", _("changes asked for")
    APPROVED = "approved", _("approved, not yet published")
    PUBLISHED = "published", _("public")
    SUPERSEDED = "superseded", _("replaced by a newer revision")
    WITHDRAWN = "withdrawn", _("withdrawn")


# Every move a revision can make. `undo` and `recut` cut a new revision instead of moving an old one back.
MOVES = (
    (State.SUBMITTED, State.RETURNED),
    (State.SUBMITTED, State.APPROVED),
    (State.APPROVED, State.RETURNED),
    (State.APPROVED, State.PUBLISHED),
    (State.PUBLISHED, State.SUPERSEDED),
    (State.PUBLISHED, State.WITHDRAWN),
)
OPEN = (State.SUBMITTED, State.APPROVED)
ONCE_PUBLIC = (State.PUBLISHED, State.SUPERSEDED, State.WITHDRAWN)


class Kind(models.TextChoices):
    CLINICAL = "clinical", _("Change of meaning")
    MINOR = "minor", _("Small fix: the meaning stays the same")


class Withdrawal(models.TextChoices):
    """Why a page is no longer public, in words patients read: signed in the code, not typed in a hurry."""

    NOT_CHECKED = "not-checked", _("We had not checked it in time.")
    OUT_OF_DATE = "out-of-date", _("The information on it was out of date.")
    MISTAKE = "mistake", _("It contained a mistake.")
    REPLACED = "replaced", _("A newer page has taken its place.")
    NOT_OFFERED = "not-offered", _("We no longer offer what it was about.")
    NOT_NEEDED = "not-needed", _("Few people read it, so we no longer keep it up to date.")


class RevisionQuerySet(models.QuerySet):
    def published(self) -> "RevisionQuerySet":
        """The one definition of what is public."""
        return self.filter(state=State.PUBLISHED)

    def open(self) -> "RevisionQuerySet":
        return self.filter(state__in=OPEN)

    def once_public(self) -> "RevisionQuerySet":
        return self.filter(state__in=ONCE_PUBLIC)


def who(*, null: bool = True):
    return models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=null, related_name="+")


def pair(verb: str) -> models.CheckConstraint:
    """Who and when are set together; both directions spelt out, as a check that is NULL passes."""
    by, at = f"{verb}_by", f"{verb}_at"
    both = Q(**{f"{by}__isnull": False, f"{at}__isnull": False})
    neither = Q(**{f"{by}__isnull": True, f"{at}__isnull": True})
    return models.CheckConstraint(condition=both | neither, name=f"%(app_label)s_%(class)s_{verb}_pair")


def needs(states: tuple[str, ...], verb: str, name: str) -> models.CheckConstraint:
    condition = ~Q(state__in=states) | Q(**{f"{verb}_by__isnull": False})
    return models.CheckConstraint(condition=condition, name=f"%(app_label)s_%(class)s_{name}")


class Revision(models.Model):
    """A numbered, frozen, signed copy of a page's wording with its HTML and sources as printed.

    A subclass joins it with the page's Wording and declares `page`, a foreign key with PROTECT and
    `related_name="revisions"`.
    """

    revision = models.PositiveIntegerField()
    state = models.CharField(max_length=10, choices=State.choices, default=State.SUBMITTED)
    html = models.TextField()
    headings = models.JSONField(default=list)
    printed = models.JSONField(default=list)
    cards = models.JSONField(default=list)
    links = models.JSONField(default=list)
    pictures = models.JSONField(default=list)
    terms = models.JSONField(default=list)
    findings = models.JSONField(default=list)
    renderer = models.PositiveSmallIntegerField()

    kind = models.CharField(max_length=8, choices=Kind.choices)
    note = models.TextField(max_length=500)
    desk_edit = models.PositiveIntegerField()
    contributors = models.JSONField(default=list)
    carried_from = models.PositiveIntegerField(null=True)
    single_signature = models.BooleanField(default=False)

    submitted_by, submitted_at = who(null=False), models.DateTimeField()
    returned_by, returned_at = who(), models.DateTimeField(null=True)
    approved_by, approved_at = who(), models.DateTimeField(null=True)
    approver_role = models.CharField(max_length=80, blank=True)
    approver_registration = models.CharField(max_length=80, blank=True)
    # Whether the approver read the whole page again, or only what changed: only the first moves "last reviewed".
    whole_page = models.BooleanField(default=True)
    reviewer, deadline = who(), models.DateField(null=True)
    second_read_by, second_read_at = who(), models.DateTimeField(null=True)
    published_by, published_at = who(), models.DateTimeField(null=True)
    replaces = models.PositiveIntegerField(null=True)
    superseded_by, superseded_at = who(), models.DateTimeField(null=True)
    withdrawn_by, withdrawn_at = who(), models.DateTimeField(null=True)
    withdrawal = models.CharField(max_length=12, choices=Withdrawal.choices, blank=True)
    read_instead = models.JSONField(default=list)
    successor = models.CharField(max_length=5, blank=True)
    confirmed_by, confirmed_at = who(), models.DateTimeField(null=True)
    reviewed_on = models.DateField(null=True)
    reviewer_role = models.CharField(max_length=80, blank=True)

    wording_digest = models.CharField(max_length=64)
    previous_digest = models.CharField(max_length=64, blank=True)
    digest = models.CharField(max_length=64)

    objects = RevisionQuerySet.as_manager()

    class Meta:
        abstract = True
        ordering = ["-revision"]
        default_permissions = ("view",)
        indexes = [
            models.Index(fields=["published_at"], name="%(class)s_published"),
            models.Index(fields=["withdrawn_at"], condition=Q(withdrawn_at__isnull=False), name="%(class)s_withdrawn"),
            # The public change log: without those that changed no meaning, of which a new renderer cuts one a page.
            models.Index(
                fields=["published_at"],
                condition=Q(kind=Kind.CLINICAL, carried_from__isnull=True),
                name="%(class)s_changes",
            ),
        ]
        constraints = [
            models.UniqueConstraint(fields=["page", "revision"], name="%(app_label)s_%(class)s_number"),
            models.UniqueConstraint(fields=["page", "previous_digest"], name="%(app_label)s_%(class)s_chain"),
            models.UniqueConstraint(
                fields=["page"], condition=Q(state=State.PUBLISHED), name="%(app_label)s_%(class)s_one_published"
            ),
            models.UniqueConstraint(
                fields=["page"], condition=Q(state__in=OPEN), name="%(app_label)s_%(class)s_one_open"
            ),
            models.CheckConstraint(condition=Q(state__in=State.values), name="%(app_label)s_%(class)s_known_state"),
            models.CheckConstraint(condition=Q(kind__in=Kind.values), name="%(app_label)s_%(class)s_known_kind"),
            models.CheckConstraint(
                condition=Q(approved_by__isnull=True) | ~Q(approved_by=F("submitted_by")) | Q(single_signature=True),
                name="%(app_label)s_%(class)s_two_people",
            ),
            models.CheckConstraint(
                condition=Q(second_read_by__isnull=True)
                | (Q(approved_by__isnull=False) & ~Q(second_read_by=F("approved_by"))),
                name="%(app_label)s_%(class)s_second_reader",
            ),
            *[
                pair(verb)
                for verb in (
                    "returned", "approved", "second_read", "published", "superseded", "withdrawn", "confirmed",
                )
            ],
            needs((State.APPROVED, *ONCE_PUBLIC), "approved", "public_is_approved"),
            needs(ONCE_PUBLIC, "published", "public_has_publisher"),
            needs((State.RETURNED,), "returned", "returned_by_someone"),
            needs((State.SUPERSEDED,), "superseded", "superseded_by_someone"),
            needs((State.WITHDRAWN,), "withdrawn", "withdrawn_by_someone"),
            models.CheckConstraint(
                condition=~Q(state=State.WITHDRAWN) | ~Q(withdrawal=""),
                name="%(app_label)s_%(class)s_withdrawn_says_why",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.heading} ({self.page.number_id}, revision {self.revision})"

    @property
    def page_number(self) -> str:
        return self.page.number_id

    @property
    def owes_second_reading(self) -> bool:
        return self.single_signature and self.approved_at is not None and self.second_read_at is None

    @classmethod
    def frozen(cls) -> Frozen:
        signed = (
            "page_id", "revision", "html", "headings", "printed", "cards", "links", "pictures", "terms", "findings",
            "renderer", "kind", "note", "desk_edit", "contributors", "carried_from", "submitted_by_id", "submitted_at",
            "wording_digest", "previous_digest", "digest",
        )  # fmt: skip
        once = tuple(
            f"{verb}_{part}"
            for verb in ("returned", "approved", "second_read", "published", "superseded", "withdrawn")
            for part in ("by_id", "at")
        ) + ("replaces",)
        after = (
            ("approved_at", ("approver_role", "approver_registration", "single_signature", "whole_page")),
            ("withdrawn_at", ("withdrawal", "read_instead", "successor")),
        )
        moves = (("state", tuple((str(old), str(new)) for old, new in MOVES)),)
        return Frozen(never=(*cls.wording_fields(), *signed), once=once, after=after, moves=moves)
