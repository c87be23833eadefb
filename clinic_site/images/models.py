from collections.abc import Iterable
from typing import BinaryIO

from django.conf import settings
from django.core.validators import MaxValueValidator, RegexValidator
from django.db import IntegrityError, models, transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from clinic_site.images.apart import process_apart
from clinic_site.images.renditions import Processed
from clinic_site.images.storage import address, store
from clinic_site.markdown import Figure, Source

KEY_LENGTH = 80
WORDS_OF_A_KEY, ARTICLES = 6, {"a", "an", "the"}
ALT_LENGTH = 125


class AltChoice(models.TextChoices):
    INFORMATIVE = "informative", _("It gives information")
    DECORATION = "decoration", _("It is decoration only")


def kept(images: Iterable["Image"]) -> models.ProtectedError:
    return models.ProtectedError(
        _("Pictures are never deleted: texts name them and signed pages show them. Replace it on the pages instead."),
        set(images),
    )


class ImageQuerySet(models.QuerySet):
    def delete(self):
        """Raises ProtectedError, as for one picture."""
        raise kept(self)

    delete.alters_data = delete.queryset_only = True


class Image(models.Model):
    """A picture of the library. Its files never change; what is said about it can, for pages signed from then on."""

    key = models.CharField(
        _("name in the text"),
        max_length=KEY_LENGTH,
        unique=True,
        validators=[
            RegexValidator(
                r"^[a-z0-9]+(-[a-z0-9]+)*\Z", _("Use small letters, digits and single hyphens, such as waiting-room.")
            )
        ],
    )
    alt_choice = models.CharField(
        _("what the picture is for"),
        max_length=11,
        choices=AltChoice,
        blank=True,
        help_text=_("Would a reader who cannot see it miss something? Then it gives information."),
    )
    alt = models.CharField(
        _("what the picture shows"),
        max_length=ALT_LENGTH,
        blank=True,
        help_text=_("Read aloud to people who cannot see it. One short sentence, at most 125 characters."),
    )
    caption = models.CharField(
        _("caption"),
        max_length=300,
        blank=True,
        help_text=_("Printed below the picture. Say what the reader can learn from it. You can leave this empty."),
    )
    credit = models.CharField(
        _("credit"),
        max_length=200,
        blank=True,
        help_text=_("Who made the picture, and the licence if there is one. You can leave this empty."),
    )
    shows_needle = models.BooleanField(
        _("shows a needle"),
        default=False,
        help_text=_("Tick this and readers see the picture only when they ask for it."),
    )
    focal_x = models.PositiveSmallIntegerField(
        _("what matters most, across"),
        default=50,
        validators=[MaxValueValidator(100)],
        help_text=_("In per cent from the left edge: 0 is the left edge, 50 the middle, 100 the right edge."),
    )
    focal_y = models.PositiveSmallIntegerField(
        _("what matters most, down"),
        default=50,
        validators=[MaxValueValidator(100)],
        help_text=_("In per cent from the top edge: 0 is the top edge, 50 the middle, 100 the bottom edge."),
    )
    focal_at = models.DateTimeField(_("point chosen"), null=True, blank=True, editable=False)
    width = models.PositiveIntegerField(_("width in pixels"), editable=False)
    height = models.PositiveIntegerField(_("height in pixels"), editable=False)
    digest = models.CharField(max_length=64, db_index=True, editable=False)
    renditions = models.JSONField(editable=False)
    square = models.CharField(max_length=80, blank=True, db_index=True, editable=False)
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", editable=False, verbose_name=_("uploaded by")
    )
    uploaded_at = models.DateTimeField(_("uploaded"), default=timezone.now, editable=False)
    released_at = models.DateTimeField(_("public since"), null=True, blank=True, editable=False)

    objects = ImageQuerySet.as_manager()

    class Meta:
        verbose_name = _("picture")
        verbose_name_plural = _("pictures")
        ordering = ["-uploaded_at", "-id"]
        default_permissions = ("add", "change", "view")
        constraints = [
            models.CheckConstraint(
                condition=Q(alt_choice__in=["", *AltChoice.values]),
                name="image_alt_choice_is_known",
                violation_error_message=_("Choose whether the picture gives information or is decoration only."),
            ),
            models.CheckConstraint(
                condition=~Q(alt_choice=AltChoice.INFORMATIVE) | ~Q(alt=""),
                name="image_informative_has_alt",
                violation_error_message=_("Say what the picture shows, or choose that it is decoration only."),
            ),
            models.CheckConstraint(
                condition=~Q(alt_choice=AltChoice.DECORATION) | Q(alt=""),
                name="image_decoration_has_no_alt",
                violation_error_message=_("A decoration is not read aloud: take the words away, or choose otherwise."),
            ),
            models.CheckConstraint(
                condition=Q(focal_x__lte=100) & Q(focal_y__lte=100),
                name="image_focal_point_is_inside",
                violation_error_message=_("The point lies outside the picture. Give numbers from 0 to 100."),
            ),
        ]

    def __str__(self) -> str:
        return self.key

    @property
    def code(self) -> str:
        """What to type in the text of a page to place the picture."""
        return f"![](image:{self.key})"

    def hold(self, processed: Processed) -> None:
        self.width, self.height, self.digest = processed.width, processed.height, processed.digest
        self.renditions = [
            {"name": rendition.name, "width": rendition.width, "height": rendition.height, "type": rendition.type}
            for rendition in processed.renditions
        ]
        self.square = processed.square.name

    def smallest(self) -> dict:
        return self.renditions[0]

    def widest(self) -> dict:
        return max(self.renditions, key=lambda rendition: (rendition["width"], rendition["type"]))

    def delete(self, *args, **kwargs):
        """Raises ProtectedError, always: text anywhere may name the picture, and signed pages show it for ever."""
        raise kept([self])

    def figure(self) -> Figure:
        webp = [rendition for rendition in self.renditions if rendition["type"] == "image/webp"]
        jpeg = [rendition for rendition in self.renditions if rendition["type"] == "image/jpeg"]
        return Figure(
            # Words without the choice that they are informative are not decided on yet.
            alt=self.alt if self.alt_choice == AltChoice.INFORMATIVE else "",
            decoration=self.alt_choice == AltChoice.DECORATION,
            caption=self.caption,
            credit=self.credit,
            shows_needle=self.shows_needle,
            width=self.width,
            height=self.height,
            sources=tuple(Source(address(source["name"]), source["width"], source["type"]) for source in webp),
            fallback=address(jpeg[-1]["name"]),
        )


def figure(key: str) -> Figure | None:
    return figures([key]).get(key)


def figures(keys: Iterable[str]) -> dict[str, Figure]:
    """The pictures there are among the keys, with one query."""
    return {image.key: image.figure() for image in Image.objects.filter(key__in=set(keys))}


def release(keys: Iterable[str]) -> None:
    """Makes pictures public. There is no way back: pages that were once public may still be printed or cached."""
    Image.objects.filter(key__in=set(keys), released_at=None).update(released_at=timezone.now())


def free_key(words: str) -> str:
    """A key no picture has yet, made of the first words about it. Never of the file's name: a phone or a colleague may
    have put somebody's own name into it, and a key is kept for good."""
    telling = [word for word in words.split() if word.lower() not in ARTICLES]
    base = slugify(" ".join(telling[:WORDS_OF_A_KEY])).replace("_", "-").strip("-")
    base = "-".join(filter(None, base.split("-")))[: KEY_LENGTH - 8].strip("-") or "picture"
    taken = set(Image.objects.filter(key__startswith=base).values_list("key", flat=True))
    candidates = (base if count == 1 else f"{base}-{count}" for count in range(1, len(taken) + 2))
    return next(key for key in candidates if key not in taken)


def add(
    file: bytes | BinaryIO,
    *,
    by,
    key: str = "",
    alt_choice: str = "",
    alt: str = "",
    caption: str = "",
    credit: str = "",
    shows_needle: bool = False,
) -> Image:
    """Processes and stores a file. Without a key one is made of what it shows.

    Raises Refused when the file is not taken, ValidationError when what is said about it is not. Then no row is made.
    """
    image = Image(alt_choice=alt_choice, alt=alt.strip(), caption=caption.strip(), credit=credit.strip())
    image.shows_needle, image.uploaded_by = shows_needle, by
    processed = process_apart(file)
    image.hold(processed)
    image.key = key or free_key(image.alt)
    image.full_clean()
    store(processed)
    return _save(image, made_key=not key)


def _save(image: Image, *, made_key: bool) -> Image:
    """Takes the next free key when someone else took the made one a moment ago."""
    while True:
        try:
            with transaction.atomic():
                image.save(force_insert=True)
            return image
        except IntegrityError:
            made_again = free_key(image.key) if made_key else image.key
            if made_again == image.key:
                raise
            image.key = made_again
