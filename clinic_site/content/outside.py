"""What is known about links to other hosts. `check_links` asks them; the checks and staff read what it found."""

from datetime import date

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class OutsideLink(models.Model):
    """One address and how it answered last. `failing_since` is empty while it answers."""

    address = models.CharField(_("address"), max_length=2000, unique=True)
    asked_at = models.DateTimeField(_("asked at"))
    answer = models.CharField(_("answer"), max_length=120)
    failing_since = models.DateTimeField(_("failing since"), null=True)

    class Meta:
        verbose_name = _("outside link")
        verbose_name_plural = _("outside links")
        default_permissions = ("view",)
        ordering = ["-failing_since", "address"]

    def __str__(self) -> str:
        return self.address


def remember(address: str, *, works: bool, answer: str) -> OutsideLink:
    """Keeps since when an address fails; the first good answer ends that."""
    now = timezone.now()
    link, _is_new = OutsideLink.objects.get_or_create(address=address, defaults={"asked_at": now, "answer": answer})
    link.asked_at, link.answer = now, answer[:120]
    link.failing_since = None if works else (link.failing_since or now)
    link.save(update_fields=["asked_at", "answer", "failing_since"])
    return link


def failing(addresses: tuple[str, ...]) -> dict[str, date]:
    """Those of the addresses that did not answer when they were last asked, with the day since when."""
    if not addresses:
        return {}
    known = OutsideLink.objects.filter(address__in=addresses, failing_since__isnull=False)
    return {link.address: timezone.localdate(link.failing_since) for link in known}
