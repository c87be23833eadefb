from django.db import models


class Redirect(models.Model):
    """An address that was once public. It names a number, not an address, so chains of moves stay folded."""

    path = models.CharField(max_length=255, primary_key=True)
    number = models.ForeignKey("numbers.Number", on_delete=models.PROTECT, related_name="old_addresses")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        default_permissions = ("view",)

    def __str__(self) -> str:
        return self.path


def record(path: str, number: str) -> None:
    Redirect.objects.update_or_create(path=path, defaults={"number_id": number})


def forget(path: str) -> None:
    """A page that moves back to an old address of its own takes that address again."""
    Redirect.objects.filter(path=path).delete()


def number_at(path: str) -> str | None:
    return Redirect.objects.filter(path=path).values_list("number_id", flat=True).first()
