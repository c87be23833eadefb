import pytest

from clinic_site.content.event import Event
from clinic_site.content.refused import NotAllowed, Refused
from clinic_site.feedback.giving import give
from clinic_site.feedback.models import Feedback
from clinic_site.feedback.settling import settle, settle_page
from tests.clinic_site.content.lives import refused


def wrong(page, words="It is the other way round.") -> Feedback:
    return give(number=page.number_id, revision=1, helpful=False, reason="wrong", words=words)


@pytest.mark.parametrize("role", ["editor", "reviewer", "publisher", "owner"])
def test_who_looks_after_pages_settles_an_answer_and_it_is_one_event(page, clinic, role):
    answer, before = wrong(page), Event.objects.count()

    settle(answer, by=clinic[role], note=" Looked at it: the page is right. ")

    answer.refresh_from_db()
    event = Event.objects.first()
    assert answer.settled_by == clinic[role]
    assert answer.settled_at
    assert answer.words == "It is the other way round."
    assert Event.objects.count() == before + 1
    assert (event.verb, event.number_id, event.revision) == ("resolve", page.number_id, 1)
    assert event.note == "Looked at it: the page is right."
    assert event.data == {"feedback": [answer.pk], "erased": False}


@pytest.mark.parametrize("by", ["clinician", None])
def test_others_may_not(page, clinic, by):
    answer = wrong(page)

    with pytest.raises(NotAllowed):
        settle(answer, by=clinic.get(by), note="Done.")
    with pytest.raises(NotAllowed):
        settle_page(page.number_id, by=clinic.get(by), note="Done.")

    assert Feedback.objects.unsettled().count() == 1


def test_settling_says_what_was_done_and_happens_once(page, clinic):
    answer = wrong(page)

    assert "Say what you found and did" in refused(lambda: settle(answer, by=clinic["editor"], note=" "))
    settle(answer, by=clinic["editor"], note="Done.")
    assert "Somebody settled this answer" in refused(lambda: settle(answer, by=clinic["owner"], note="Done."))


def test_words_that_say_who_somebody_is_are_erased_and_are_in_no_event(page, clinic):
    answer = wrong(page, "My therapist zebedee said otherwise.")

    settle(answer, by=clinic["editor"], note="Erased a name.", erase=True)

    answer.refresh_from_db()
    assert answer.words == ""
    assert answer.reason == "wrong"
    assert not Event.objects.filter(note__contains="zebedee").exists()


def test_a_page_is_settled_at_once_but_for_what_may_be_wrong(page, clinic):
    alone = wrong(page)
    for helpful in (True, False, False):
        give(number=page.number_id, revision=1, helpful=helpful)
    give(number="", revision=None, helpful=False)

    assert settle_page(page.number_id, by=clinic["editor"], note="Rewrote the second part.") == 3

    waiting = Feedback.objects.unsettled()
    assert set(waiting.values_list("number_id", flat=True)) == {page.number_id, None}
    assert alone in waiting
    assert Event.objects.first().note == "Rewrote the second part."
    with pytest.raises(Refused):
        settle_page(page.number_id, by=clinic["editor"], note="Again.")
    assert settle_page("", by=clinic["editor"], note="Said thanks.") == 1
