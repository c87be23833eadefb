import pytest

from clinic_site.content import evidence, withdrawing
from clinic_site.feedback.models import Feedback
from clinic_site.feedback.settling import settle
from clinic_site.references.models import Reference
from clinic_site.search.models import BestAnswer
from clinic_site.search.pointing import point
from tests import builders
from tests.clinic_site.desk.lists import citing, public, rows, says
from tests.clinic_site.desk.readers import say, searched

STAFF_WHO_SETTLE = ("editor", "reviewer", "publisher", "owner")


def test_something_wrong_stands_first_until_it_is_settled(clinic):
    page = public(clinic)

    say(page, 1, "wrong")

    for role in STAFF_WHO_SETTLE:
        assert [(row.verb, row.number, row.is_urgent) for row in rows(clinic[role], "safety")] == [
            ("Open and decide", page.number_id, True)
        ]
    feedback = Feedback.objects.get()
    row = rows(clinic["editor"], "safety")[0]
    assert row.url == f"/admin/feedback/feedback/{feedback.pk}/settle/"
    assert (row.why, row.when) == ("A reader thinks that something is wrong here.", "today")
    settle(feedback, by=clinic["editor"], note="It was right.")
    assert says(clinic["editor"], "safety") == []


def test_many_readers_of_one_page_are_one_row_above_those_of_another(clinic):
    once, often = public(clinic, "once"), public(clinic, "often")
    say(once, 1, "wrong")
    say(often, 2, "wrong")
    say(None, 1, "wrong")

    found = rows(clinic["owner"], "safety")

    assert [(row.number, row.readers) for row in found] == [(often.number_id, 2), ("", 1), (once.number_id, 1)]
    assert found[0].url == f"/admin/feedback/feedback/?number={often.number_id}"
    assert found[1].title == "The guide as a whole"


def test_it_stands_above_a_source_that_was_retracted_before(clinic):
    citing(clinic)
    source = Reference.objects.get(key="Brady2014")
    evidence.mark(source, by=clinic["editor"], standing="retracted", note="The journal says so.")

    say(None, 1, "wrong")

    assert [row.verb for row in rows(clinic["reviewer"], "safety")] == ["Open and decide", "Open and decide"]


def test_a_search_without_an_answer_has_three_ways_out(clinic):
    searched("fizzy arm", times=4)
    searched("can i swim")

    first, second = rows(clinic["editor"], "searches")

    assert (first.title, first.readers) == ("“fizzy arm”", 4)
    assert first.why == "Asked 4 times in 30 days. Nothing was found."
    assert (first.verb, first.url) == (
        "Write this answer", "/admin/faq/question/add/?question=Fizzy+arm%3F&search_words=fizzy+arm",
    )  # fmt: skip
    assert first.also == (("Point to an answer", "/admin/questions-asked/point/?words=fizzy+arm"),)
    assert (first.press.words, first.press.url) == ("Ignore", "/admin/questions-asked/ignore/")
    assert second.url == "/admin/faq/question/add/?question=Can+I+swim%3F&search_words=can+i+swim"


@pytest.mark.parametrize(
    ("role", "count"), [("editor", 1), ("owner", 1), ("reviewer", 0), ("publisher", 0), ("clinician", 0)]
)
def test_searches_are_for_those_who_may_write_or_point(clinic, role, count):
    searched("fizzy arm")

    assert len(rows(clinic[role], "searches", "all")) == count


def test_a_search_that_leads_to_a_public_page_is_dealt_with(clinic):
    page = public(clinic)
    searched("fizzy arms")
    assert len(rows(clinic["editor"], "searches")) == 1

    point("fizzy arm", page.number_id, by=clinic["editor"])

    assert rows(clinic["editor"], "searches") == []


def test_a_search_that_leads_to_nothing_public_is_not(clinic):
    searched("fizzy arm")

    BestAnswer.objects.create(words="fizzy arm", number=builders.article(clinic["editor"]).number_id)

    assert len(rows(clinic["editor"], "searches")) == 1


def test_a_search_that_somebody_answers_already_leads_to_that_page(clinic):
    searched("fizzy arm")
    page = builders.question(clinic["editor"], "numb", search_words=["fizzy arm"])
    being = f"Somebody is writing the answer: “{page.question}” ({page.number_id})."

    row = rows(clinic["editor"], "searches")[0]

    assert (row.verb, row.url) == ("See", f"/admin/faq/question/{page.pk}/change/")
    assert row.why == f"Asked 3 times in 30 days. Nothing was found. {being}"
    builders.published(page, clinic)
    assert rows(clinic["editor"], "searches")[0].why.endswith(f"({page.number_id}) answers it now.")


def test_a_page_that_was_withdrawn_answers_nothing(clinic):
    searched("fizzy arm")
    page = builders.published(builders.question(clinic["editor"], "numb", search_words=["fizzy arm"]), clinic)
    instead = [public(clinic).number_id]

    withdrawing.withdraw(page, by=clinic["owner"], reason="mistake", read_instead=instead)

    assert rows(clinic["editor"], "searches")[0].verb == "Write this answer"


def test_a_page_that_did_not_help_is_told_with_the_reasons(clinic):
    page = public(clinic)
    say(page, 6)
    say(page, 2, "hard")
    say(page, 1, "missing")
    assert says(clinic["editor"], "unhelpful") == []

    say(page, 1, "hard")

    row = rows(clinic["editor"], "unhelpful")[0]
    assert (row.verb, row.number, row.is_urgent) == ("See reasons", page.number_id, False)
    assert row.url == f"/admin/feedback/feedback/?number={page.number_id}"
    assert row.why == (
        "4 of 10 answers say that it did not help. Reasons: It is hard to understand (3), My question is not here (1)."
    )
    assert says(clinic["reviewer"], "unhelpful") == says(clinic["owner"], "unhelpful") != []
    assert says(clinic["publisher"], "unhelpful", "all") == []


def test_who_may_not_read_what_readers_say_sees_no_rows(clinic):
    say(public(clinic), 10, "hard")
    say(None, 1, "wrong")

    for person in (clinic["clinician"], builders.person()):
        for section in ("safety", "unhelpful", "searches"):
            assert rows(person, section, "all") == []
