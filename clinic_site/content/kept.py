"""What somebody typed and has not saved, kept beside the desk: offered after a crash, never applied by itself."""

from datetime import timedelta

from django.conf import settings
from django.db import models, transaction
from django.db.models import Q
from django.http import QueryDict
from django.utils import timezone
from django.utils.translation import gettext as _

from clinic_site.content.refused import Refused
from clinic_site.numbers.models import Number

MAX_BYTES = 400_000
LASTS = timedelta(days=60)


class Kept(models.Model):
    """One text of one person about one page, or about a new page of a kind that has no number yet.

    `fields` holds what stood in the form, name -> list of values, as a browser would send it again.
    """

    kind = models.CharField(max_length=20)
    number = models.ForeignKey(Number, on_delete=models.CASCADE, null=True, related_name="+")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    base_edit = models.PositiveIntegerField(default=0)
    fields = models.JSONField(default=dict)
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(fields=["number", "by"], condition=Q(number__isnull=False), name="one_kept_a_page"),
            models.UniqueConstraint(fields=["kind", "by"], condition=Q(number__isnull=True), name="one_kept_new_page"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.number_id or 'new'}, {self.by_id}"

    def as_posted(self) -> QueryDict:
        """The form as the browser would send it again."""
        data = QueryDict(mutable=True)
        for name, values in self.fields.items():
            data.setlist(name, values)
        data["base_edit"] = str(self.base_edit)
        return data


def keep(*, by, kind: str, number: str | None, base_edit: int, fields: dict[str, list[str]]) -> Kept:
    """Replaces what this person had kept of this page. Raises Refused for more than 400 kB."""
    size = sum(len(text.encode("utf-8", "replace")) for values in fields.values() for text in values)
    if size > MAX_BYTES:
        raise Refused(_("This text is too long to be kept. Save it, or split it into two pages."))
    values = {"base_edit": base_edit, "fields": clean(fields), "at": timezone.now()}
    with transaction.atomic():
        row, _is_new = Kept.objects.update_or_create(
            kind=kind, number_id=number, by=by, defaults=values, create_defaults=values
        )
    return row


def clean(fields: dict[str, list[str]]) -> dict[str, list[str]]:
    """Without what no database text can hold; a browser's line ends become ours."""
    return {
        name: [text.replace("\0", "").replace("\r\n", "\n").encode("utf-8", "replace").decode() for text in values]
        for name, values in fields.items()
    }


def of(*, by, kind: str, number: str | None) -> Kept | None:
    return Kept.objects.filter(by=by, kind=kind, number_id=number, at__gte=timezone.now() - LASTS).first()


def forget(*, by, kind: str, number: str | None) -> None:
    Kept.objects.filter(by=by, kind=kind, number_id=number).delete()
