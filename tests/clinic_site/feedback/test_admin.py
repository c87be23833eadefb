import re

import pytest
from django.urls import reverse

from clinic_site.feedback.giving import give
from clinic_site.feedback.models import Feedback
from tests import builders

LIST = "/admin/feedback/feedback/"


def no(page, reason: str = "hard", words: str = "The words are long.") -> Feedback:
    return give(number=page.number_id, revision=1, helpful=False, reason=reason, words=words)


def text_of(response) -> str:
    return " ".join(re.sub(r"<[^>]*>", " ", response.content.decode()).split())


def test_the_list_has_what_may_be_wrong_first_and_then_every_page(page, client, clinic):
    no(page)
    give(number=page.number_id, revision=1, helpful=True)
    give(number="", revision=None, helpful=True)
    no(page, "wrong", "It is <b>the other</b> way round.")
    client.force_login(clinic["editor"])

    response = client.get(LIST)

    said = text_of(response)
    assert said.index("It is &lt;b&gt;the other&lt;/b&gt; way round.") < said.index("those that helped least on top")
    assert "Question does-it-hurt?" in said
    assert "2 (67 %)" in said
    assert "The guide as a whole" in said


def test_the_answers_of_a_page_are_read_and_settled_together(page, client, clinic):
    no(page)
    give(number=page.number_id, revision=1, helpful=True)
    client.force_login(clinic["reviewer"])

    said = text_of(client.get(f"{LIST}?number={page.number_id}"))
    assert "Settle 2 answers" in said
    assert "It is hard to understand" in said
    assert "It helped" in said
    address = reverse("admin:feedback_feedback_settle_page", args=[page.number_id])
    assert client.get(address).status_code == 200
    response = client.post(address, {"note": "Rewrote it."}, follow=True)

    assert "2 answers settled." in text_of(response)
    assert "Settled by Reviewer on" in text_of(response)
    assert not Feedback.objects.unsettled().exists()


def test_one_answer_is_settled_and_its_words_erased(page, client, clinic):
    answer = no(page, "wrong", "My therapist zebedee said otherwise.")
    client.force_login(clinic["publisher"])
    address = reverse("admin:feedback_feedback_settle", args=[answer.pk])

    assert "zebedee" in text_of(client.get(address))
    response = client.post(address, {"note": "A name was in it.", "erase": "on"}, follow=True)

    assert "zebedee" not in text_of(response)
    assert client.post(address, {"note": "Again."}).status_code == 409


def test_what_is_missing_is_said_at_the_top_with_a_link_to_its_field(page, client, clinic):
    client.force_login(clinic["editor"])

    response = client.post(reverse("admin:feedback_feedback_settle", args=[no(page).pk]), {"note": ""})

    assert response.status_code == 400
    assert '<a href="#id_note">' in response.content.decode()
    assert 'id="id_note"' in response.content.decode()


def test_a_clinician_sees_none_of_it(page, client, clinic):
    answer = no(page)
    client.force_login(clinic["clinician"])

    for address in (LIST, f"{LIST}{answer.pk}/settle/", f"{LIST}page/{page.number_id}/settle/"):
        assert client.get(address).status_code == 403
        assert client.post(address, {"note": "Done."}).status_code in {403, 405}
    assert Feedback.objects.unsettled().count() == 1


@pytest.mark.parametrize("address", ["999/settle/", "99999999999999999999/settle/", "?number=0000", "page/x/settle/"])
def test_an_answer_that_is_not_there_is_nobodys_fault(clinic, client, address):
    client.force_login(clinic["owner"])

    assert client.get(LIST + address).status_code == 404


def test_long_lists_come_in_parts(page, client, clinic):
    for _turn in range(51):
        no(page)
    client.force_login(clinic["editor"])

    first = client.get(f"{LIST}?number={page.number_id}").content.decode()
    second = client.get(f"{LIST}?number={page.number_id}&p=2").content.decode()

    assert first.count("The words are long.") == 50
    assert f"?number={page.number_id}&amp;p=2" in first
    assert second.count("The words are long.") == 1


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_costs_the_same_however_long_it_is(client, clinic, django_assert_max_num_queries, count):
    for place in range(count):
        page = builders.published(builders.question(clinic["editor"], f"question-{place}"), clinic).page
        no(page, "wrong")
        no(page)
    client.force_login(clinic["editor"])

    with django_assert_max_num_queries(9):
        assert client.get(LIST).status_code == 200
