"""Nothing is kept that nobody decided to keep: every table says what it is for and until when; what ends is ended."""

from datetime import timedelta

import pytest
from django.apps import apps
from django.conf import settings
from django.utils import timezone

from clinic_site.content.kept import LASTS, Kept
from clinic_site.counts.models import OPENINGS_LAST, Opening, Reading
from clinic_site.feedback.giving import WORDS_LAST, give
from clinic_site.feedback.models import Feedback
from clinic_site.handouts.laid_out import LASTS as SETS_LAST
from clinic_site.handouts.laid_out import LaidOut
from clinic_site.operations import backup_releases, backup_taking, ticking
from clinic_site.operations.backup_kept import STEPS
from clinic_site.search.term_log import KEPT, Term
from clinic_site.views import stored
from tests import builders

DAY = timedelta(days=1)
PRUNES = {
    "clinic_site.search.term_log.prune", "clinic_site.operations.ticking_pruning.prune",
    "clinic_site.feedback.giving.prune",
}  # fmt: skip


def test_every_table_says_what_it_keeps_why_and_until_when():
    kept = {model._meta.label for model in apps.get_models(include_auto_created=True)}
    said = stored.tables()

    assert sorted(kept - set(said)) == [], "say it in clinic_site/views/stored.py: what, why and until when"
    assert sorted(set(said) - kept) == []
    assert len(said) == len(set(said))


def test_the_page_says_each_line_of_it(clinic, client):
    text = client.get("/privacy/kept/").content.decode()

    for row in (*stored.OF_READERS, *stored.OF_STAFF, stored.OF_THE_GUIDE):
        for words in (row.what, row.why, row.until):
            assert str(words) in text
    assert f"Deleted after {KEPT.days} days." in text
    assert f"Each copy is deleted after {max(longest for longest, _form in STEPS).days} days." in text


def test_the_article_about_privacy_says_how_long_a_copy_lives():
    text = (settings.BASE_DIR / "starter" / "articles" / "privacy.md").read_text()

    assert f"Your words may stay in a copy for {backup_releases.LONGEST.days} more days." in text
    assert f"After {KEPT.days} days all of this is gone. It is in no copy" in text
    assert "search.term" not in backup_taking.taken_tables()


def test_the_signed_page_about_privacy_leads_there(clinic, client):
    builders.published(builders.article(clinic["editor"], "privacy"), clinic)

    assert 'href="/privacy/kept/"' in client.get("/privacy/").content.decode()
    assert 'href="/privacy/kept/"' not in client.get("/about/").content.decode()


def test_the_tick_ends_what_has_an_end():
    assert set(settings.TICK_JOBS) >= PRUNES


@pytest.fixture
def today():
    return timezone.localdate()


def old_rows(clinic, today, extra: timedelta) -> None:
    """One of each kind that ends, at the last day of its time; `extra` days older."""
    Term.objects.create(digest="d", day=today - KEPT + DAY - extra, results=1, words="sore arm")
    Opening.objects.create(day=today - OPENINGS_LAST - extra, numbers="4716-0528", count=1)
    LaidOut.objects.create(day=today - SETS_LAST + DAY - extra, pages=[], form="sheet", copies=1)
    given = give(number="", revision=None, helpful=False, reason="other", words="It was too long.")
    Feedback.objects.filter(pk=given.pk).update(day=today - WORDS_LAST - extra)
    Kept.objects.create(kind="article", by=clinic["editor"], at=timezone.now() - LASTS + DAY / 24 - extra)


def left() -> dict[str, int]:
    return {
        "words of searches": Term.objects.count(),
        "openings": Opening.objects.count(),
        "sets on paper": LaidOut.objects.count(),
        "words of answers": Feedback.objects.exclude(words="").count(),
        "unsaved texts": Kept.objects.count(),
    }


def run_prunes() -> None:
    assert [done.error for done in map(ticking.run, sorted(PRUNES))] == [""] * len(PRUNES)


def test_what_is_in_its_time_stays(clinic, today):
    old_rows(clinic, today, timedelta(0))

    run_prunes()

    assert set(left().values()) == {1}


def test_what_is_a_day_past_its_time_is_gone_and_counts_stay(clinic, today):
    old_rows(clinic, today, DAY)
    Reading.objects.create(day=today - timedelta(days=4000), number="4716", revision=1, count=3)

    run_prunes()

    assert set(left().values()) == {0}
    assert (Feedback.objects.count(), Reading.objects.count()) == (1, 1)
