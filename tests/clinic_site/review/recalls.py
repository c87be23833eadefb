"""A page whose first text was wrong, and its recall."""

from datetime import timedelta

from django.utils import timezone

from clinic_site.review import recalling
from clinic_site.review.recalls import Recall
from tests import builders
from tests.clinic_site.content.lives import edited

CARE = "What it told you to do before or after treatment was wrong."


def asked(staff: dict, slug: str = "can-i-swim", **fields):
    page = builders.question(staff["editor"], slug, body="## At home\n\nSome plain words.\n", **fields)
    builders.published(page, staff)
    return page


def corrected(page, staff: dict, answer: str = "Wait a day."):
    builders.published(edited(page, staff["editor"], short_answer=answer), staff, note="It said the opposite.")
    return type(page).objects.get(pk=page.pk)


def in_days(days: int):
    return timezone.localdate() + timedelta(days=days)


def recalled(page, staff: dict, first: int = 1, last: int = 1, **words) -> Recall:
    values = {"what": "care", "do": "ask", "until": in_days(30)} | words
    return recalling.recall(page, by=staff["publisher"], first=first, last=last, **values)
