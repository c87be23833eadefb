"""A recall: the dated notice that some signed copies of a page were unsafe. It stands at once, owes a second reading,
and ends on its day by itself."""

from datetime import datetime, timedelta

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from clinic_site.freezing import Frozen
from clinic_site.numbers.models import Number

SECOND_READING_WITHIN = timedelta(hours=24)


class Wrong(models.TextChoices):
    """What was wrong, in words patients read: signed in the code, not typed in a hurry."""

    SIGN = "sign", _("It left out a sign that needs urgent help.")
    WHO = "who", _("It did not say clearly who should ask first, or should not have this treatment.")
    MEDICINE = "medicine", _("What it said about a medicine was wrong.")
    CARE = "care", _("What it told you to do before or after treatment was wrong.")
    RISK = "risk", _("It made a risk sound smaller than it is.")
    CONTACT = "contact", _("A phone number or an address on it was wrong.")


class Do(models.TextChoices):
    """What to do now, with values of the clinic profile."""

    STOP = "stop", _("Please do not use the old copy any more. If you have questions, call {{phone}}.")
    ASK = "ask", _("Please do not act on the old copy. Call {{phone}} first.")
    TODAY = "today", _("If you have done what it said, call {{phone}} today.")
    URGENT = "urgent", _("If you feel unwell now, call {{emergency_number}} first. Then call {{phone}}.")


def who(*, null: bool = True):
    return models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=null, related_name="+")


def pair(by: str, at: str) -> Q:
    both = Q(**{f"{by}__isnull": False, f"{at}__isnull": False})
    return both | Q(**{f"{by}__isnull": True, f"{at}__isnull": True})


class RecallQuerySet(models.QuerySet):
    def standing(self, at: datetime | None = None) -> "RecallQuerySet":
        """Those that readers are shown, now or at a moment. The last day is the whole day, where the site is."""
        on_time = self.filter(stands_until__gte=timezone.localdate(at))
        if at is None:
            return on_time.filter(ended_at__isnull=True)
        return on_time.filter(Q(ended_at__isnull=True) | Q(ended_at__gt=at), made_at__lte=at)

    def owing(self) -> "RecallQuerySet":
        return self.standing().filter(read_again_at__isnull=True)


class Recall(models.Model):
    """`first` and `last` are revisions of the page with this number; `title` is that of the last one, `heading` one of
    theirs."""

    number = models.ForeignKey(Number, on_delete=models.PROTECT, related_name="+")
    first = models.PositiveIntegerField()
    last = models.PositiveIntegerField()
    what = models.CharField(max_length=8, choices=Wrong.choices)
    do = models.CharField(max_length=6, choices=Do.choices)
    title = models.TextField()
    heading = models.TextField(blank=True)
    stands_from = models.DateField()
    stands_until = models.DateField()
    made_by, made_at = who(null=False), models.DateTimeField()
    read_again_by, read_again_at = who(), models.DateTimeField(null=True)
    ended_by, ended_at = who(), models.DateTimeField(null=True)
    end_note = models.TextField(max_length=500, blank=True)

    objects = RecallQuerySet.as_manager()

    frozen = Frozen(
        never=(
            "number_id", "first", "last", "what", "do", "title", "heading", "stands_from", "stands_until", "made_by_id",
            "made_at",
        ),
        once=("read_again_by_id", "read_again_at", "ended_by_id", "ended_at"),
        after=(("ended_at", ("end_note",)),),
    )  # fmt: skip

    class Meta:
        ordering = ["-id"]
        default_permissions = ()
        constraints = [
            models.CheckConstraint(condition=Q(last__gte=F("first")), name="recall_last_not_before_first"),
            models.CheckConstraint(condition=Q(stands_until__gt=F("stands_from")), name="recall_ends_after_it_began"),
            models.CheckConstraint(condition=Q(what__in=Wrong.values), name="recall_known_fault"),
            models.CheckConstraint(condition=Q(do__in=Do.values), name="recall_known_advice"),
            models.CheckConstraint(condition=pair("read_again_by", "read_again_at"), name="recall_read_again_pair"),
            models.CheckConstraint(condition=pair("ended_by", "ended_at"), name="recall_ended_pair"),
            models.CheckConstraint(
                condition=Q(read_again_by__isnull=True) | ~Q(read_again_by=F("made_by")),
                name="recall_second_reader_is_another",
            ),
            models.CheckConstraint(
                condition=Q(ended_at__isnull=True, end_note="") | (Q(ended_at__isnull=False) & ~Q(end_note="")),
                name="recall_end_says_why",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number_id}, revisions {self.first} to {self.last}: {self.what}"

    @property
    def is_standing(self) -> bool:
        return self.ended_at is None and self.stands_until >= timezone.localdate()

    @property
    def owes_second_reading(self) -> bool:
        return self.is_standing and self.read_again_at is None

    @property
    def read_again_due(self) -> datetime:
        return self.made_at + SECOND_READING_WITHIN

    def told(self) -> dict:
        """What the event says of it, so that a row that was altered is noticed."""
        return {
            "recall": self.pk,
            "first": self.first,
            "last": self.last,
            "what": self.what,
            "do": self.do,
            "title": self.title,
            "heading": self.heading,
            "stands_from": self.stands_from.isoformat(),
            "stands_until": self.stands_until.isoformat(),
        }
