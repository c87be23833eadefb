"""Compares the record with itself once a week, so that a changed signature is found without anybody asking."""

from datetime import timedelta
from itertools import chain, islice

from django.utils import timezone

from clinic_site.content import verifying
from clinic_site.desk.models import Verification
from clinic_site.review import recall_faults

EVERY = timedelta(days=7)
KEPT_FAULTS = 20
MOST_COUNTED = 1000


def verify_due() -> Verification | None:
    """What was found, or None when the last comparison is not a week old yet."""
    if Verification.objects.filter(at__gt=timezone.now() - EVERY).exists():
        return None
    found = list(islice(chain(verifying.faults(), recall_faults.faults()), MOST_COUNTED))
    return Verification.objects.create(count=len(found), faults=found[:KEPT_FAULTS])
