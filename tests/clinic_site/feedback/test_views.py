import logging

import pytest
from django.utils import timezone

from clinic_site.feedback import counting, views
from clinic_site.feedback.models import Feedback
from clinic_site.feedback.seals import LASTS
from tests import builders
from tests.clinic_site.content.lives import edited, withdrawn

SECRET = "Jane Smith 07700 900123 SW1A 1AA"
WORDS = "The second part is hard to read on my phone, and it says nothing about bathing. "


def kept() -> list[tuple]:
    return list(Feedback.objects.order_by("pk").values_list("number_id", "revision", "helpful", "reason", "words"))


def test_a_page_asks_whether_it_helped_and_the_question_is_the_same_for_everybody(page, client, clock, clinic):
    first = client.get(page.path).content
    clock.later(100_000)
    client.force_login(clinic["editor"])

    assert client.get(page.path, headers={"User-Agent": "another"}, REMOTE_ADDR="192.0.2.9").content == first
    assert b"Did this answer your question?" in first
    assert b"csrfmiddlewaretoken" not in first


def test_yes_is_kept_at_once_and_thanked_for(page, reader):
    response = reader.answer(page.number_id, "yes", page.path)

    assert response.status_code == 200
    assert kept() == [(page.number_id, 1, True, "", "")]
    assert '<h1 tabindex="-1" autofocus>Thank you</h1>' in reader.html
    assert 'name="reason"' not in reader.html


def test_no_is_kept_at_once_and_the_reason_is_asked_for(page, reader):
    reader.answer(page.number_id, "no", page.path)

    assert kept() == [(page.number_id, 1, False, "", "")]
    assert reader.html.count('name="reason"') == 6
    hint = reader.html.index("Please do not write your name or anything about your health.")
    assert hint < reader.html.index('class="unwell"') < reader.html.index("<textarea")


def test_a_reason_and_words_end_with_thanks(page, reader):
    reader.answer(page.number_id, "no", page.path)

    response = reader.explain(page.number_id, reason="hard", words=WORDS)

    assert response.status_code == 200
    assert kept() == [(page.number_id, 1, False, "hard", WORDS.strip())]
    assert '<h1 tabindex="-1" autofocus>Thank you</h1>' in reader.html
    assert "I feel unwell after treatment" in reader.html
    assert "We left out" not in reader.html


def test_something_wrong_waits_for_staff_at_once(page, reader):
    reader.answer(page.number_id, "no")

    reader.explain(page.number_id, reason="wrong", words="It says two different things.")

    assert [(row.number_id, row.revision, row.words) for row in counting.wrongs()] == [
        (page.number_id, 1, "It says two different things.")
    ]
    assert "within 2 working days" in reader.html


def test_the_revision_that_was_read_is_kept_though_the_page_has_changed_since(page, reader, clinic):
    reader.read(page.path)
    sent = {"page": reader.hidden("page"), "helpful": "no"}
    builders.published(edited(page, clinic["editor"]), clinic)

    reader.post(f"/feedback/{page.number_id}/", sent)

    assert kept() == [(page.number_id, 1, False, "", "")]


def test_an_answer_about_a_page_that_is_gone_since_is_still_taken(page, reader, clinic):
    reader.read(page.path)
    sent = {"page": reader.hidden("page"), "helpful": "no"}
    instead = builders.published(builders.question(clinic["editor"], "instead"), clinic).page
    withdrawn(page.revisions.get(), clinic, instead)

    assert reader.post(f"/feedback/{page.number_id}/", sent).status_code == 200
    assert len(kept()) == 1


def test_the_guide_as_a_whole_can_be_answered_too(clinic, reader):
    reader.read("/feedback/")
    reader.post("/feedback/", {"page": reader.hidden("page"), "helpful": "no"})
    reader.clock.later(10)
    reader.post("/feedback/", {"given": reader.hidden("given"), "reason": "missing", "words": "Nothing on swimming."})

    assert kept() == [(None, None, False, "missing", "Nothing on swimming.")]


def test_a_page_without_a_number_leads_to_the_guide_and_one_with_a_number_to_itself(page, client):
    assert 'href="/feedback/"' in client.get("/topics/").content.decode()
    assert f'href="/feedback/{page.number_id}/"' in client.get(page.path).content.decode()


@pytest.mark.parametrize("number", ["0000", "9999", "x", "47160", "é", "guide"])
def test_what_was_never_public_takes_no_answers(clinic, client, number):
    draft = builders.question(clinic["editor"], "draft")

    assert client.get(f"/feedback/{number}/").status_code == 404
    assert client.get(f"/feedback/{draft.number_id}/").status_code == 404


def test_a_draft_does_not_ask(client, clinic):
    draft = builders.question(clinic["editor"], "draft")
    client.force_login(clinic["editor"])

    preview = client.get(f"/admin/faq/question/{draft.pk}/preview/").content.decode()

    assert "Did this answer your question?" not in preview


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"reason": ""}, "Choose what went wrong"),
        ({"reason": "elsewhere"}, "Select a valid choice"),
        ({"reason": "hard", "words": "a" * 301}, "Use 300 characters or fewer. You have used 301."),
        ({"reason": "hard", "website": "spam"}, "Empty this box."),
    ],
)
def test_what_has_to_be_mended_is_said_on_top_and_nothing_is_lost(page, reader, fields, words):
    reader.answer(page.number_id, "no")

    response = reader.explain(page.number_id, **{"words": "My own words."} | fields)

    assert response.status_code == 400
    assert reader.html.index('<div class="faults" role="alert"') < reader.html.index("<h1")
    assert words in reader.html
    assert fields.get("words", "My own words.") in reader.html
    assert kept()[0][3:] == ("", "")


def test_a_link_leads_from_the_fault_to_its_field(page, reader):
    reader.answer(page.number_id, "no")

    reader.explain(page.number_id, words="a" * 301)

    for field in ("reason-hard", "words"):
        assert f'<a href="#{field}">' in reader.html
        assert f'id="{field}"' in reader.html


def test_a_form_sent_too_fast_is_asked_for_once_more_and_then_taken(page, reader):
    reader.answer(page.number_id, "no")

    fast = reader.explain(page.number_id, wait=1, reason="hard", words="Long words.")
    slow = reader.explain(page.number_id, wait=1, reason="hard", words="Long words.")

    assert (fast.status_code, slow.status_code) == (400, 200)
    assert kept()[0][3:] == ("hard", "Long words.")


def test_a_form_of_last_week_keeps_its_words_and_is_taken_when_it_is_sent_again(page, reader):
    reader.answer(page.number_id, "no")

    late = reader.explain(page.number_id, wait=LASTS + 1, reason="hard", words="Long words.")

    assert late.status_code == 400
    assert "open for more than 3 days" in reader.html
    assert "Long words." in reader.html
    assert reader.explain(page.number_id, reason="hard", words="Long words.").status_code == 200
    assert kept() == [(page.number_id, 1, False, "hard", "Long words.")]


def test_sending_twice_is_one_answer(page, reader):
    reader.answer(page.number_id, "no")
    sent = {"given": reader.hidden("given"), "reason": "hard", "words": "Long words."}
    reader.clock.later(10)

    reader.post(f"/feedback/{page.number_id}/", sent)
    again = reader.post(f"/feedback/{page.number_id}/", sent)

    assert again.status_code == 200
    assert len(kept()) == 1


@pytest.mark.parametrize("fields", [{}, {"helpful": "yes"}, {"helpful": "yes", "page": "x:1"}, {"page": None}])
def test_an_answer_without_our_seal_is_not_kept(page, reader, fields):
    reader.read(f"/feedback/{page.number_id}/")
    sealed = {name: reader.hidden("page") if value is None else value for name, value in fields.items()}

    response = reader.post(f"/feedback/{page.number_id}/", sealed)

    assert response.status_code == 400
    assert kept() == []


def test_nothing_is_set_and_nothing_may_be_stored_on_the_way(page, reader, django_assert_max_num_queries):
    with django_assert_max_num_queries(3):
        read = reader.read(f"/feedback/{page.number_id}/")
    answered = reader.answer(page.number_id, "no")
    thanked = reader.explain(page.number_id, reason="hard", words="Long words.")

    for response in (read, answered, thanked):
        assert response["Cache-Control"] == "no-store"
        assert 'name="robots" content="noindex"' in response.content.decode()
    assert not reader.client.cookies


def test_what_is_personal_reaches_no_row_no_log_and_no_address(page, reader, caplog):
    caplog.set_level(logging.DEBUG)
    reader.answer(page.number_id, "no")

    reader.explain(page.number_id, reason="hard", words=f"{WORDS}My name is {SECRET}.")

    seen = f"{kept()} {reader.address} {reader.html} {caplog.text}"
    assert [secret for secret in SECRET.split() if secret in seen] == []
    assert "We left out what looked like a name" in reader.html
    assert kept()[0][4].startswith(WORDS)
    assert kept()[0][4].endswith("My name is [left out].")
    assert WORDS not in caplog.text
    assert Feedback.objects.get().day == timezone.localdate()


def test_a_fault_of_ours_is_logged_without_what_was_typed(page, reader, caplog, monkeypatch):
    def fail(**_given):
        raise ValueError("a fault of ours")

    reader.client.raise_request_exception = False
    reader.answer(page.number_id, "no")
    monkeypatch.setattr(views, "give", fail)

    response = reader.explain(page.number_id, reason="hard", words=WORDS)

    assert response.status_code == 500
    assert "a fault of ours" in caplog.text
    assert WORDS not in caplog.text
