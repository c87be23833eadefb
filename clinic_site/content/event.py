from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from clinic_site import fresh
from clinic_site.content.digest import digest_of
from clinic_site.freezing import Frozen
from clinic_site.generation.models import lock
from clinic_site.numbers.models import Number


class Verb(models.TextChoices):
    SUBMIT = "submit", _("sent for a check")
    RETURN = "return", _("asked for changes")
    APPROVE = "approve", _("approved")
    PUBLISH = "publish", _("published")
    WITHDRAW = "withdraw", _("withdrew")
    CONFIRM = "confirm", _("confirmed: nothing to change")
    MOVE = "move", _("moved to a new address")
    UNDO = "undo", _("undid")
    RECUT = "recut", _("rendered again")
    DISCARD = "discard", _("discarded a draft that was never sent")
    SCHEDULE = "schedule", _("chose a time for it")
    UNSCHEDULE = "unschedule", _("took the time away")
    MERGE = "merge", _("merged it into another page")
    ASK = "ask", _("asked a reviewer")
    COMMENT = "comment", _("commented")
    RESOLVE = "resolve", _("settled a comment")
    ASSIGN = "assign", _("changed who looks after it, or by when")
    REVIEW = "review", _("asked for a check before its time")
    EVIDENCE = "evidence", _("said how a source stands")
    SEARCHED = "searched", _("searched for new studies")
    TOPIC = "topic", _("changed a topic")
    RECALL = "recall", _("recalled it")
    READ_AGAIN = "read-again", _("read a recall again and signed it")
    END_RECALL = "end-recall", _("ended a recall")
    SIGN_IN = "sign-in", _("signed in")
    ROLES = "roles", _("changed who may do what")
    ACCOUNT = "account", _("changed how somebody signs in")
    PERSON = "person", _("changed what stands of a person")


# What readers see stays as it was after these, and so do people's rights: nobody has to show again who they are first.
WITHOUT_ASKING = frozenset({
    Verb.SUBMIT, Verb.RETURN, Verb.DISCARD, Verb.ASK, Verb.COMMENT, Verb.RESOLVE, Verb.ASSIGN, Verb.REVIEW,
    Verb.SEARCHED, Verb.SIGN_IN,
})  # fmt: skip


class Event(models.Model):
    """One line of the append-only record: what happened, to which page, by whom. Events are chained by digest."""

    sequence = models.PositiveBigIntegerField(primary_key=True)
    number = models.ForeignKey(Number, on_delete=models.PROTECT, null=True, related_name="events")
    revision = models.PositiveIntegerField(null=True)
    verb = models.CharField(max_length=10, choices=Verb.choices)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    by_name = models.CharField(max_length=120)
    by_role = models.CharField(max_length=80, blank=True)
    at = models.DateTimeField()
    note = models.TextField(blank=True)
    data = models.JSONField(default=dict)
    previous_digest = models.CharField(max_length=64, unique=True)
    digest = models.CharField(max_length=64)

    frozen = Frozen(
        never=(
            "sequence", "number_id", "revision", "verb", "by_id", "by_name", "by_role", "at", "note", "data",
            "previous_digest", "digest",
        ),
    )  # fmt: skip

    class Meta:
        ordering = ["-sequence"]
        default_permissions = ("view",)
        verbose_name = _("event")
        verbose_name_plural = _("events")
        constraints = [models.CheckConstraint(condition=Q(verb__in=Verb.values), name="event_known_verb")]
        indexes = [
            models.Index(fields=["number", "-sequence"], name="event_by_page"),
            # Every public page asks which pages are gone.
            models.Index(fields=["verb", "number"], name="event_by_verb"),
        ]

    def __str__(self) -> str:
        return f"{self.sequence}: {self.by_name} {self.get_verb_display()}"

    def signed(self) -> dict:
        """What the digest covers."""
        return {
            "scheme": 1,
            "sequence": self.sequence,
            "number": self.number_id,
            "revision": self.revision,
            "verb": self.verb,
            "by": self.by_id,
            "by_name": self.by_name,
            "by_role": self.by_role,
            "at": self.at,
            "note": self.note,
            "data": self.data,
            "previous_digest": self.previous_digest,
        }


def record(verb: Verb, *, by, number: str | None = None, revision: int | None = None, note: str = "", **data) -> Event:
    """Appends to the record inside the caller's transaction, which waits for any other writer of it.

    Raises NotFresh, so that the verb is undone with it, where this person has to show first who they are."""
    if verb not in WITHOUT_ASKING:
        fresh.require()
    lock()
    last = Event.objects.values("sequence", "digest").order_by("-sequence").first()
    event = Event(
        sequence=last["sequence"] + 1 if last else 1,
        number_id=number,
        revision=revision,
        verb=verb,
        by=by,
        by_name=by.name if by else "system",
        by_role=by.role_as_printed if by else "",
        at=timezone.now(),
        note=note,
        data=data,
        previous_digest=last["digest"] if last else "",
    )
    event.digest = digest_of(event.signed())
    event.save(force_insert=True)
    return event
