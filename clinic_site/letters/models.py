"""E-mails that wait to be sent. A verb or a job writes the row in its transaction; `tick` sends it afterwards."""

from datetime import timedelta

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

# After the first try, and so on: eight tries in two days, then somebody has to look.
WAITS = tuple(timedelta(minutes=minutes) for minutes in (1, 5, 20, 60, 240, 720, 1800))
MOST_TRIES = len(WAITS) + 1
# Whoever is told of a thing a week late is told what no longer holds, and fifty old letters at once look like a fraud.
# It is long enough for a server to be mended after the tries, with a weekend between.
LASTS = timedelta(days=7)
# Nothing can be done about them any more, so that those who look after the site aren't told for ever.
TOLD_FOR = timedelta(days=30)


class Ended(models.TextChoices):
    """Why a letter is not sent any more."""

    LEFT = "left", _("this person has left")
    LATE = "late", _("it waited for more than 7 days")
    NO_LINK = "no-link", _("this person has signed in or used another link meanwhile, or has another address")


class LetterQuerySet(models.QuerySet):
    def open(self) -> "LetterQuerySet":
        return self.filter(sent_at__isnull=True, ended="")

    def waiting(self) -> "LetterQuerySet":
        """Not sent yet, and still to be tried. People who left get none."""
        return self.open().filter(tries__lt=MOST_TRIES, to__is_active=True)

    def due(self) -> "LetterQuerySet":
        return self.waiting().filter(next_try_at__lte=timezone.now())

    def over(self) -> "LetterQuerySet":
        """Too old to be sent, whether it waits for a server or was given up."""
        return self.open().filter(made_at__lt=timezone.now() - LASTS)

    def given_up(self) -> "LetterQuerySet":
        """After the last try. Kept, so that it can be sent again while it is not too old."""
        return self.open().filter(tries__gte=MOST_TRIES)

    def failed(self) -> "LetterQuerySet":
        """Somebody was not told: given up, or ended because it waited too long."""
        return self.filter(Q(ended="", tries__gte=MOST_TRIES) | Q(ended=Ended.LATE), sent_at__isnull=True)

    def to_tell(self) -> "LetterQuerySet":
        """Of those that failed, what whoever looks after the site is told."""
        return self.failed().filter(made_at__gt=timezone.now() - TOLD_FOR)


class Letter(models.Model):
    """One e-mail to one colleague: titles and links only, never the text of a page. `about` says what it is for, so
    that the same thing is told the same person once. Where `link_for` is set, a link to choose a password is made when
    the letter goes out, for the person in that state only: the row opens nothing."""

    to = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name=_("to"))
    # Where it goes, if not to the address that the person has when it does.
    address = models.EmailField(blank=True)
    about = models.CharField(max_length=120)
    subject = models.CharField(_("subject"), max_length=200)
    text = models.TextField()
    link_for = models.CharField(max_length=64, blank=True)
    made_at = models.DateTimeField(_("written on"), default=timezone.now)
    sent_at = models.DateTimeField(null=True)
    tries = models.PositiveSmallIntegerField(default=0)
    next_try_at = models.DateTimeField(default=timezone.now)
    last_error = models.TextField(blank=True)
    ended = models.CharField(max_length=10, choices=Ended, blank=True)

    objects = LetterQuerySet.as_manager()

    class Meta:
        ordering = ["id"]
        default_permissions = ()
        verbose_name = _("letter")
        verbose_name_plural = _("letters")
        constraints = [models.UniqueConstraint(fields=["to", "about"], name="one_letter_per_person_and_matter")]
        indexes = [models.Index(fields=["next_try_at"], condition=Q(sent_at__isnull=True), name="letter_to_send")]

    def __str__(self) -> str:
        return f"{self.to_id}: {self.subject}"


def write(person, *, about: str, subject: str, text: str, link_for: str = "", address: str = "") -> bool:
    """Writes a letter unless this person was told of this matter before, or has left. Answers whether one was
    written."""
    if not person.is_active:
        return False
    now = timezone.now()
    words = {"subject": one_line(subject)[:200], "text": text, "link_for": link_for, "address": address}
    words |= {"made_at": now, "next_try_at": now}
    return Letter.objects.get_or_create(to=person, about=about, defaults=words)[1]


def one_line(text: str) -> str:
    """A title may hold a line break or a control character; in a subject they would begin a header of their own."""
    return "".join(sign for sign in " ".join(text.split()) if sign.isprintable())
