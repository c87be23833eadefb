from collections.abc import Callable

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from clinic_site.freezing import Frozen
from clinic_site.numbers.models import Number


class Page(models.Model):
    """The desk: identity, housekeeping and the words staff are working on. Never shown to the public.

    A subclass joins it with a Wording, names its `Revision` class in `revision_class`, its kind and its addresses.
    """

    kind = ""
    revision_class: type[models.Model]
    summary_fields: tuple[str, ...] = ()
    needs_topic = True
    needs_body = True
    provides_disclaimers = False
    shows_also_asked = False
    # A kind that shows more than its own text composes its pages itself, as `reading.put_together` says.
    put_together: Callable | None = None
    reserved_slugs = frozenset({"add", "all", "feed", "index", "new", "print", "search"})

    number = models.OneToOneField(Number, on_delete=models.PROTECT, editable=False, related_name="+")
    slug = models.SlugField(
        _("address"),
        max_length=80,
        unique=True,
        help_text=_("The last part of the page's address: lower-case words with dashes."),
    )
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("owner"),
        help_text=_("Who sees to it that the page is checked in time."),
    )
    deputy = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("deputy"),
        help_text=_("Who does it when the owner can't."),
    )
    interval_months = models.PositiveSmallIntegerField(
        _("months between checks"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1), MaxValueValidator(60)],
        help_text=_(
            "Leave empty for what the clinic profile says for the risk of the page. Only a shorter time counts."
        ),
    )
    review_due = models.DateField(_("check due by"), null=True, editable=False)
    edit = models.PositiveIntegerField(default=0, editable=False)
    last_revision = models.PositiveIntegerField(default=0, editable=False)

    class Meta:
        abstract = True
        ordering = ["slug"]
        default_permissions = (
            "view", "add", "change", "submit", "return", "approve", "publish", "withdraw", "confirm", "move", "undo",
            "recut", "schedule", "merge", "ask", "assign", "recall",
        )  # fmt: skip

    def __str__(self) -> str:
        return f"{self.heading} ({self.number_id})"

    def get_absolute_url(self) -> str:
        return self.path

    @property
    def path(self) -> str:
        return self.path_of(self.slug)

    @classmethod
    def path_of(cls, slug: str) -> str:
        raise LookupError(f"{cls.__name__} has no address")

    @property
    def is_standing(self) -> bool:
        """A standing page has a fixed address and can't be withdrawn."""
        return False

    def summaries(self) -> dict[str, str]:
        """The fields that must not be empty besides the body, by name."""
        return {name: getattr(self, name) for name in self.summary_fields}

    def required_disclaimers(self, wording: dict, cards: tuple[str, ...]) -> tuple[str, ...]:
        """Keys of the disclaimers this wording may not be shown without."""
        raise LookupError(f"{type(self).__name__} doesn't say which disclaimers it requires")

    @classmethod
    def refuse_slug(cls, slug: str) -> str:
        """Why no page of this kind may have the address, in words for staff; empty when one may."""
        if slug in cls.reserved_slugs:
            return _("The address “%(slug)s” is kept for the site itself. Choose another.") % {"slug": slug}
        return ""

    def refuse_withdrawal(self) -> str:
        """Why the page may never be withdrawn or moved, in words for staff; empty when it may."""
        if self.is_standing:
            return _("Every patient must find this page at its address. Change its text instead.")
        return ""

    def is_overdue(self) -> bool:
        return bool(self.review_due and self.review_due < timezone.localdate())


class DeskEdit(models.Model):
    """Who saved which desk when. The approver of a text may not be among those who wrote it.

    `authors` are those who wrote the revision that this save brought back: its words are theirs still.
    """

    number = models.ForeignKey(Number, on_delete=models.PROTECT, related_name="desk_edits")
    edit = models.PositiveIntegerField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    authors = models.JSONField(default=list)

    frozen = Frozen(never=("number_id", "edit", "by_id", "at", "authors"))

    class Meta:
        default_permissions = ()
        constraints = [models.UniqueConstraint(fields=["number", "edit"], name="one_desk_edit_per_number")]

    def __str__(self) -> str:
        return f"{self.number_id}, edit {self.edit}"
