from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from clinic_site.content.event import Event
from clinic_site.content.refused import Refused
from clinic_site.feedback.giving import give, prune
from clinic_site.feedback.models import Feedback


def no(page, **more) -> Feedback:
    return give(number=page.number_id, revision=1, helpful=False, **more)


def test_an_answer_is_kept_with_its_page_its_revision_and_the_day_alone(page):
    given = give(number=page.number_id, revision=1, helpful=True)

    kept = Feedback.objects.values().get(pk=given.pk)
    assert kept == {
        "id": given.pk, "number_id": page.number_id, "revision": 1, "day": timezone.localdate(), "helpful": True,
        "reason": "", "words": "", "settled_by_id": None, "settled_at": None,
    }  # fmt: skip
    assert type(kept["day"]) is date


def test_words_are_screened_before_they_are_kept(page):
    given = no(page, reason="hard", words="The second part is hard to read on a phone. My name is Jane Smith.")

    assert Feedback.objects.get(pk=given.pk).words == (
        "The second part is hard to read on a phone. My name is [left out]."
    )


def test_a_reason_and_words_are_added_to_their_answer_once(page):
    given = no(page)

    no(page, reason="hard", words="Long words.", adds_to=given.pk)
    again = no(page, reason="wrong", words="Other words.", adds_to=given.pk)

    assert again.pk == given.pk
    assert [(row.reason, row.words) for row in Feedback.objects.all()] == [("hard", "Long words.")]


def test_a_reason_whose_answer_is_gone_becomes_an_answer(page):
    no(page, reason="hard", adds_to=12345)

    assert Feedback.objects.get().reason == "hard"


@pytest.mark.parametrize(
    "more", [{"reason": "hard", "helpful": True}, {"reason": "elsewhere"}, {"reason": "hard", "words": "a" * 301}]
)
def test_what_the_form_does_not_offer_is_refused(page, more):
    with pytest.raises(Refused):
        give(**{"number": page.number_id, "revision": 1, "helpful": False} | more)

    assert not Feedback.objects.exists()


@pytest.mark.parametrize(
    "row",
    [
        {"helpful": True, "reason": "hard"},
        {"helpful": False, "reason": "elsewhere"},
        {"helpful": True, "settled_at": timezone.now()},
        {"helpful": True, "revision": 1},
    ],
)
def test_the_database_refuses_what_no_verb_writes(db, row):
    with pytest.raises(IntegrityError), transaction.atomic():
        Feedback.objects.create(**row)


def test_a_reader_leaves_no_line_in_the_record(page):
    before = Event.objects.count()

    no(page, reason="wrong", words="The dose is wrong.")

    assert Event.objects.count() == before


def test_words_go_after_a_year_and_the_answer_stays(page):
    old, new = no(page, reason="hard", words="Old words."), no(page, reason="hard", words="New words.")
    Feedback.objects.filter(pk=old.pk).update(day=timezone.localdate() - timedelta(days=366))
    Feedback.objects.filter(pk=new.pk).update(day=timezone.localdate() - timedelta(days=365))

    prune()

    assert list(Feedback.objects.order_by("pk").values_list("reason", "words")) == [
        ("hard", ""),
        ("hard", "New words."),
    ]
