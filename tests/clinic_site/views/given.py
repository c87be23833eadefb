"""Pages to give out, and how their dates are moved."""

from datetime import timedelta

from django.utils import timezone

from faq.models import Question
from tests import builders


def public(clinic, slug: str, **fields) -> Question:
    page = builders.question(clinic["editor"], slug, **fields)
    builders.published(page, clinic)
    return page


def due_ago(page, days: int) -> None:
    type(page).objects.filter(pk=page.pk).update(review_due=timezone.localdate() - timedelta(days=days))


def public_about_harm(clinic, slug: str, **fields) -> Question:
    return public(clinic, slug, risk="high", body="::: emergency\n:::\n\n## Words\n\nSome plain words.\n", **fields)
