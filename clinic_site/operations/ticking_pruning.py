"""What is kept for a while only."""

from importlib import import_module

from django.conf import settings
from django.utils import timezone

from clinic_site import rates
from clinic_site.accounts import devices, tries
from clinic_site.content.kept import LASTS, Kept
from clinic_site.counts.models import forget_openings
from clinic_site.handouts import laid_out, often
from clinic_site.operations import backup_releases


def prune() -> None:
    """Drops unsaved texts that are too old to be offered again, sessions that have ended, digests of senders, tries of
    passwords, browsers nobody used for long, what was remembered of handouts and of sets on paper, and the backups of
    old updates."""
    Kept.objects.filter(at__lt=timezone.now() - LASTS).delete()
    import_module(settings.SESSION_ENGINE).SessionStore.clear_expired()
    tries.prune()
    devices.prune()
    rates.forget_old()
    forget_openings()
    often.forget_old()
    laid_out.forget_old()
    backup_releases.forget_old()
