"""E-mails that wait to be sent. A verb or a job writes the row in its transaction; `tick` sends it afterwards."""

from django.conf import settings
from django.db import models
from django.utils import timezone


class LetterQuerySet(models.QuerySet):
    def waiting(self) -> "LetterQuerySet":
        return self.filter(sent_at__isnull=True)


class Letter(models.Model):
    """One e-mail to one colleague: titles and links only, never the text of a page. `about` says what it is for, so
    that the same thing is told the same person once."""

    to = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    about = models.CharField(max_length=120)
    subject = models.CharField(max_length=200)
    text = models.TextField()
    made_at = models.DateTimeField(default=timezone.now)
    sent_at = models.DateTimeField(null=True)
    tries = models.PositiveSmallIntegerField(default=0)

    objects = LetterQuerySet.as_manager()

    class Meta:
        ordering = ["id"]
        default_permissions = ()
        constraints = [models.UniqueConstraint(fields=["to", "about"], name="one_letter_per_person_and_matter")]

    def __str__(self) -> str:
        return f"{self.to_id}: {self.subject}"


def write(person, *, about: str, subject: str, text: str) -> bool:
    """Writes a letter unless this person was told of this matter before. Answers whether one was written."""
    row, is_new = Letter.objects.get_or_create(to=person, about=about, defaults={"subject": subject, "text": text})
    return is_new and row.sent_at is None
