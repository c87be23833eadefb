from datetime import timedelta

import pytest
from django.utils import timezone

from clinic_site.feedback.counting import answers, unhelpful, wrongs
from clinic_site.feedback.giving import give
from clinic_site.feedback.models import Feedback
from clinic_site.feedback.settling import settle, settle_page
from tests import builders


def give_many(number: str, yes: int, *reasons: str) -> None:
    revision = 1 if number else None
    for _turn in range(yes):
        give(number=number, revision=revision, helpful=True)
    for reason in reasons:
        give(number=number, revision=revision, helpful=False, reason=reason)


def test_answers_add_up_by_page_the_least_helpful_first(page):
    give_many(page.number_id, 6, "hard", "hard", "missing", "")
    give_many("", 1, "other")

    guide, one = answers()

    assert (guide.number, guide.count, guide.unhelpful, guide.share) == ("", 2, 1, 0.5)
    assert (one.number, one.count, one.unhelpful, one.share) == (page.number_id, 10, 4, 0.4)
    assert list(one.reasons.items()) == [("hard", 2), ("missing", 1)]


def test_a_page_is_named_when_enough_people_say_that_it_did_not_help(page):
    give_many(page.number_id, 6, "hard", "hard", "")
    assert unhelpful() == []

    give_many(page.number_id, 0, "missing")

    assert [(one.number, one.count) for one in unhelpful()] == [(page.number_id, 10)]
    assert unhelpful(at_least=11) == []
    assert unhelpful(share=0.5) == []


def test_a_page_that_mostly_helps_is_not_named(page):
    give_many(page.number_id, 18, "hard", "hard")

    assert unhelpful() == []


def test_a_page_that_was_settled_begins_anew_and_its_share_is_kept(page, clinic):
    give_many(page.number_id, 0, *["hard"] * 10)

    settle_page(page.number_id, by=clinic["editor"], note="Rewrote it.")

    assert unhelpful() == []
    assert answers()[0].count == 10


def test_answers_of_more_than_a_year_ago_count_no_more(page):
    give_many(page.number_id, 0, *["hard"] * 10)

    Feedback.objects.update(day=timezone.localdate() - timedelta(days=366))

    assert answers() == []
    assert unhelpful() == []


def test_what_may_be_wrong_waits_oldest_first_until_it_is_settled(page, clinic):
    give_many(page.number_id, 1, "wrong", "hard", "wrong")
    first, second = wrongs()

    settle(first, by=clinic["editor"], note="Mended.")

    assert first.pk < second.pk
    assert list(wrongs()) == [second]


@pytest.mark.parametrize("count", [1, 3])
def test_counting_costs_one_query(clinic, django_assert_num_queries, count):
    for place in range(count):
        page = builders.published(builders.question(clinic["editor"], f"question-{place}"), clinic).page
        give_many(page.number_id, 2, "hard")

    with django_assert_num_queries(1):
        assert len(answers()) == count
    with django_assert_num_queries(1):
        unhelpful()
    with django_assert_num_queries(1):
        list(wrongs())
