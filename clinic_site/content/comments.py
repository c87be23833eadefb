"""Comments on the fields of a page, in threads. None is ever changed or removed; an open one holds approval back."""

from django.conf import settings
from django.db import models, transaction
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from clinic_site.content.event import Verb, record
from clinic_site.content.refused import NotAllowed, Refused
from clinic_site.freezing import Frozen
from clinic_site.numbers.models import Number


class CommentQuerySet(models.QuerySet):
    def open(self) -> "CommentQuerySet":
        """Threads that nobody has settled yet; an answer belongs to the thread it answers."""
        return self.filter(answers__isnull=True, settled_at__isnull=True)


class Comment(models.Model):
    number = models.ForeignKey(Number, on_delete=models.PROTECT, related_name="comments")
    revision = models.PositiveIntegerField(null=True)
    field = models.CharField(max_length=40)
    excerpt = models.CharField(max_length=200, blank=True)
    text = models.TextField(max_length=1000)
    answers = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="thread")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    settled_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    settled_at = models.DateTimeField(null=True)

    frozen = Frozen(
        never=("number_id", "revision", "field", "excerpt", "text", "answers_id", "by_id", "at"),
        once=("settled_by_id", "settled_at"),
    )

    objects = CommentQuerySet.as_manager()

    class Meta:
        ordering = ["at", "id"]
        default_permissions = ()
        constraints = [
            models.CheckConstraint(
                condition=Q(settled_by__isnull=True, settled_at__isnull=True)
                | Q(settled_by__isnull=False, settled_at__isnull=False),
                name="comment_settled_pair",
            ),
            models.CheckConstraint(condition=~Q(answers=F("id")), name="comment_answers_another"),
        ]
        indexes = [models.Index(fields=["number", "settled_at"], name="comment_by_page")]

    def __str__(self) -> str:
        return f"{self.number_id} {self.field}: {self.text[:60]}"


def on(page) -> CommentQuerySet:
    """Every thread of the page, oldest first, with its answers at hand."""
    return (
        Comment.objects.filter(number_id=page.number_id, answers__isnull=True)
        .select_related("by", "settled_by")
        .prefetch_related("thread__by")
    )


def may_comment(page, by) -> bool:
    return bool(by and by.is_active and by.has_perm(f"{page._meta.app_label}.view_{page._meta.model_name}"))


@transaction.atomic
def say(page, *, by, field: str, text: str, excerpt: str = "", answers: Comment | None = None) -> Comment:
    """Starts a thread on a field of the wording, or answers in one that is still open."""
    if not may_comment(page, by):
        raise NotAllowed(_("Your roles don't include reading this page. Ask an owner of the site."))
    if not text.strip():
        raise Refused(_("Write what you want to say about this text."))
    if len(text.strip()) > 1000:
        raise Refused(_("A comment has 1,000 characters at most. Say it in two."))
    if field not in type(page).wording_fields():
        raise Refused(_("Choose the field that the comment is about."))
    if answers and (answers.number_id != page.number_id or answers.answers_id or answers.settled_at):
        raise Refused(_("This comment was settled, so it can't be answered. Start a new one."))
    waiting = page.revisions.open().first()
    comment = Comment.objects.create(
        number_id=page.number_id, revision=waiting and waiting.revision, field=answers.field if answers else field,
        excerpt=excerpt.strip()[:200], text=text.strip(), answers=answers, by=by,
    )  # fmt: skip
    record(Verb.COMMENT, by=by, number=page.number_id, revision=comment.revision, note=comment.text, comment=comment.pk,
           field=comment.field, answers=comment.answers_id)  # fmt: skip
    return comment


@transaction.atomic
def settle(comment: Comment, *, by, page) -> Comment:
    """Says that nothing is left to do about a thread. Any colleague who may read the page can."""
    if not may_comment(page, by) or comment.number_id != page.number_id:
        raise NotAllowed(_("Your roles don't include reading this page. Ask an owner of the site."))
    comment = Comment.objects.select_for_update().get(pk=comment.pk)
    if comment.answers_id or comment.settled_at:
        raise Refused(_("This comment was settled before. Reload the page."))
    comment.settled_by, comment.settled_at = by, timezone.now()
    comment.save(update_fields=["settled_by", "settled_at"])
    record(Verb.RESOLVE, by=by, number=page.number_id, revision=comment.revision, comment=comment.pk)
    return comment


def refuse_open(page) -> None:
    count = Comment.objects.open().filter(number_id=page.number_id).count()
    if count:
        words = ngettext(
            "%(count)d comment on this page is not settled. Settle it first.",
            "%(count)d comments on this page are not settled. Settle each of them first.",
            count,
        )
        raise Refused(words % {"count": count})
