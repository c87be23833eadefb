"""The screens on which a recall is set, read again and ended."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from clinic_site.content import workflow
from clinic_site.counts.models import add
from clinic_site.review.recalls import Recall
from tests import builders
from tests.clinic_site.content.lives import edited, submitted, withdrawn
from tests.clinic_site.review.days import FIRST
from tests.clinic_site.review.recalls import CARE, asked, corrected, in_days, recalled


@pytest.fixture
def page(clinic):
    return corrected(asked(clinic), clinic)


def as_person(person) -> Client:
    client = Client()
    client.force_login(person)
    return client


def set_at(page) -> str:
    return f"/admin/recall/{page.number_id}/"


def posted(**words) -> dict:
    return {"first": 1, "last": 1, "what": "care", "do": "ask", "until": in_days(30).isoformat()} | words


def test_the_form_is_filled_in_with_the_text_that_was_replaced_and_half_a_year(clinic, page):
    html = as_person(clinic["publisher"]).get(set_at(page)).content.decode()

    assert html.count('<option value="1" selected>') == 2
    assert f'value="{in_days(180).isoformat()}"' in html
    assert CARE in html
    assert "Please do not act on the old copy. Call 01632 960001 first." in html


def test_one_press_sets_it_and_leads_to_its_own_screen(clinic, page):
    client = as_person(clinic["publisher"])

    response = client.post(set_at(page), posted(heading="At home"), follow=True)

    row = Recall.objects.get()
    assert response.redirect_chain[-1][0] == f"{set_at(page)}{row.pk}/"
    assert (row.first, row.last, row.heading, row.made_by) == (1, 1, "At home", clinic["publisher"])
    assert "It stood under “At home”." in response.content.decode()


def test_what_has_to_be_mended_is_linked_and_nothing_typed_is_lost(clinic, page):
    wrong = posted(first=2, last=1, what="", until=in_days(2).isoformat(), note="Typed.")

    response = as_person(clinic["publisher"]).post(set_at(page), wrong)

    html = response.content.decode()
    assert response.status_code == 400
    assert [f'href="#id_{name}"' in html for name in ("last", "what", "until")] == [True] * 3
    assert "Typed." in html
    assert not Recall.objects.exists()


def test_what_the_verb_refuses_is_said(clinic, page):
    recalled(page, clinic)

    response = as_person(clinic["publisher"]).post(set_at(page), posted())

    assert response.status_code == 409
    assert "stands already" in response.content.decode()


@pytest.mark.parametrize("then", ["publish", "withdraw"])
def test_from_publishing_and_retiring_it_is_one_press_more_and_back(clinic, page, then: str):
    client = as_person(clinic["publisher"])
    if then == "publish":
        workflow.approve(submitted(edited(page, clinic["editor"], short_answer="New."), clinic), by=clinic["reviewer"])
    here = f"/admin/faq/question/{page.pk}/{then}/"
    way = f"{set_at(page)}?wrong=2&amp;then={then}"

    assert way in client.get(here).content.decode()
    response = client.post(way.replace("&amp;", "&"), posted(first=2, last=2))

    assert response["Location"] == here
    assert Recall.objects.get().first == 2


def test_a_small_fix_offers_no_recall(clinic, page):
    fixed = edited(page, clinic["editor"], body="## At home\n\nSome plain words .\n")
    revision = workflow.submit(fixed, by=clinic["editor"], note="A dot.", kind="minor")
    workflow.approve(revision, by=clinic["reviewer"])

    html = as_person(clinic["publisher"]).get(f"/admin/faq/question/{page.pk}/publish/").content.decode()

    assert "/admin/recall/" not in html


def test_the_page_of_staff_names_standing_recalls(clinic, page):
    row = recalled(page, clinic)

    html = as_person(clinic["reviewer"]).get(f"/admin/faq/question/{page.pk}/change/").content.decode()

    assert f'href="{set_at(page)}{row.pk}/"' in html
    assert "Nobody has read it a second time." in html
    assert f'href="{set_at(page)}"' not in html


def test_the_reviewer_reads_and_signs_and_who_set_it_has_no_button(clinic, page):
    row = recalled(page, clinic)
    here = f"{set_at(page)}{row.pk}/"

    assert 'name="_read"' not in as_person(clinic["publisher"]).get(here).content.decode()
    reviewer = as_person(clinic["reviewer"])
    assert 'name="_read"' in reviewer.get(here).content.decode()
    reviewer.post(here, {"note": "Right."})
    assert Recall.objects.get().read_again_by is None
    reviewer.post(here, {"note": "Right.", "_read": ""})

    assert Recall.objects.get().read_again_by == clinic["reviewer"]
    assert 'name="_read"' not in reviewer.get(here).content.decode()


def test_it_is_ended_with_a_reason_and_still_shows_what_it_said(clinic, page, clock):
    row = recalled(page, clinic)
    clock(FIRST, hour=10)
    here, client = f"{set_at(page)}{row.pk}/", as_person(clinic["publisher"])

    assert client.post(here, {"_end": "", "end_note": ""}).status_code == 400
    html = client.post(here, {"_end": "", "end_note": "Everybody was told."}, follow=True).content.decode()

    assert "Everybody was told." in html
    assert CARE in html
    assert 'name="_end"' not in html


def test_one_that_ran_out_still_shows_what_it_said(clinic, page, monkeypatch):
    row = recalled(page, clinic)
    later = timezone.now() + timedelta(days=31)
    monkeypatch.setattr(timezone, "now", lambda: later)

    html = as_person(clinic["publisher"]).get(f"{set_at(page)}{row.pk}/").content.decode()

    assert "Readers saw it until" in html
    assert CARE in html


def test_it_tells_how_often_the_old_words_were_opened_by_day(clinic, page):
    row, today = recalled(page, clinic), timezone.localdate()
    add({(today, page.number_id, 1): 3, (today - timedelta(days=1), page.number_id, 1): 4})
    add({(today, page.number_id, 1): 5}, counted_by="log")
    add({(today, page.number_id, 2): 90})

    html = as_person(clinic["publisher"]).get(f"{set_at(page)}{row.pk}/").content.decode()

    assert "They were opened 9 times." in html
    assert html.index("<td>5</td>") < html.index("<td>4</td>")
    assert "<td>90</td>" not in html


def test_a_page_that_was_never_public_has_nothing_to_recall(clinic):
    draft = builders.question(clinic["editor"])
    client = as_person(clinic["publisher"])

    assert "nothing to recall" in client.get(set_at(draft)).content.decode()
    assert client.post(set_at(draft), posted()).status_code == 400
    assert "/admin/recall/" not in client.get(f"/admin/faq/question/{draft.pk}/change/").content.decode()


def test_a_retired_page_is_recalled_on_the_same_screen(clinic, page):
    withdrawn(page.revisions.published().get(), clinic, asked(clinic, "other"))

    response = as_person(clinic["publisher"]).post(set_at(page), posted(first=2, last=2))

    assert response.status_code == 302
    assert Recall.objects.get().last == 2


def test_the_history_of_the_page_tells_of_it(clinic, page):
    recalled(page, clinic, note="A patient called.")

    html = as_person(clinic["editor"]).get(f"/admin/faq/question/{page.pk}/history/").content.decode()

    assert f"{CARE} A patient called." in html
    assert "<td>Recalled</td>" in html
