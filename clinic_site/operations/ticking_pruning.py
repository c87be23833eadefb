"""What is kept for a while only."""

from importlib import import_module

from django.conf import settings
from django.utils import timezone

from clinic_site import rates
from clinic_site.content.kept import LASTS, Kept


def prune() -> None:
    """Drops unsaved texts that are too old to be offered again, sessions that have ended, and digests of senders."""
    Kept.objects.filter(at__lt=timezone.now() - LASTS).delete()
    import_module(settings.SESSION_ENGINE).SessionStore.clear_expired()
    rates.forget_old()
