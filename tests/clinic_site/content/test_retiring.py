"""Retiring a page on one screen: the best match is offered, nothing typed is lost, and readers are never left alone."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from clinic_site.content import retiring, schedule
from clinic_site.content.event import Event
from clinic_site.content.schedule import Act
from clinic_site.disclaimers.models import Disclaimer
from tests import builders
from tests.clinic_site.content.forms import address, press, signed_in, text_of
from tests.clinic_site.content.lives import edited


def asked(clinic, slug: str, words: str, **fields):
    page = builders.question(clinic["editor"], slug, question=words, **fields)
    builders.published(page, clinic)
    return page


@pytest.fixture
def page(clinic):
    return asked(clinic, "hurt", "Does dry needling hurt?")


@pytest.fixture
def near(clinic):
    return asked(clinic, "painful", "Will it hurt when a needle goes in?")


@pytest.fixture
def far(clinic):
    return asked(clinic, "parking", "Where can I park?")


def offered(page) -> list[str]:
    return [offer.number for offer in retiring.offers(page, page.revisions.published().get())]


def test_the_page_most_like_it_is_offered_first(clinic, page, far, near):
    assert offered(page) == [near.number_id, far.number_id]


def test_a_related_page_is_offered_before_all_others(clinic, page, near):
    builders.shown_topic(clinic["owner"], clinic["reviewer"], "sport")
    elsewhere = asked(clinic, "swim", "May I swim?", topics=["sport"])
    builders.published(edited(page, clinic["editor"], related=[elsewhere.number_id]), clinic)

    assert offered(page) == [elsewhere.number_id, near.number_id]


def test_what_is_not_public_and_what_is_not_read_for_its_own_sake_is_not_offered(clinic, page):
    builders.question(clinic["editor"], "draft", question="Does dry needling hurt much?")

    assert offered(page) == []


def test_at_most_six_pages_are_offered(clinic, page):
    for place in range(8):
        asked(clinic, f"place-{place}", f"Question {place}?")

    assert len(offered(page)) == 6


def test_pages_that_lead_to_it_are_listed_with_their_number(clinic, page, near, far):
    linking = edited(near, clinic["editor"], body=f"See [what it feels like](page:{page.number_id}).\n")
    builders.published(linking, clinic)
    article = builders.article(clinic["editor"], "guide", related=[page.number_id], title="A guide")
    builders.published(article, clinic)

    text = text_of(signed_in(clinic["publisher"]).get(address(page, "withdraw")))

    assert [row.number for row in retiring.leading_to(page)] == [article.number_id, near.number_id]
    assert f'<a href="{address(article, "change")}">A guide ({article.number_id})</a>' in text
    assert "2 public pages lead to it" in text


def test_readers_are_sent_to_the_best_match_that_was_chosen_already(clinic, client, page, near):
    text = text_of(signed_in(clinic["publisher"]).get(address(page, "withdraw")))
    assert f'name="best" value="{near.number_id}" id="id_best_0" checked' in " ".join(text.split())

    press(clinic["publisher"], page, "withdraw", leads="successor", best=near.number_id, reason="mistake")

    response = client.get(page.path)
    assert (response.status_code, response["Location"]) == (301, near.path)


def test_a_typed_number_counts_instead_of_the_best_match(clinic, client, page, near, far):
    form = {"leads": "successor", "best": near.number_id, "successor": far.number_id, "reason": "mistake"}

    press(clinic["publisher"], page, "withdraw", **form)

    assert client.get(page.path)["Location"] == far.path


def test_readers_are_told_that_it_is_gone_and_what_to_read(clinic, client, page, near, far):
    form = {"leads": "gone", "read": [near.number_id], "read_instead": f"{far.number_id}, {near.number_id}"}

    press(clinic["publisher"], page, "withdraw", **form | {"reason": "not-offered", "note": "Agreed in March."})

    response = client.get(page.path)
    assert response.status_code == 410
    assert page.revisions.get().read_instead == [near.number_id, far.number_id]
    assert Event.objects.filter(number_id=page.number_id).first().note == "Agreed in March."


def test_a_question_is_merged_into_another(clinic, client, page, near):
    response = press(clinic["publisher"], page, "withdraw", leads="merge", best=near.number_id)

    event = Event.objects.filter(number_id=page.number_id).first()
    assert response.status_code == 302
    assert (event.verb, event.data["successor"]) == ("merge", near.number_id)
    assert client.get(page.path)["Location"] == near.path


def test_a_question_is_not_merged_into_an_article(clinic, page):
    article = builders.article(clinic["editor"])
    builders.published(article, clinic)

    response = press(clinic["publisher"], page, "withdraw", leads="merge", successor=article.number_id)

    assert response.status_code == 400
    assert "into a page of its own kind" in text_of(response)
    assert page.revisions.published().exists()


def test_a_disclaimer_is_not_merged(clinic):
    page = builders.disclaimer(clinic["editor"], "student-clinic")
    builders.published(page, clinic)

    text = text_of(signed_in(clinic["publisher"]).get(address(page, "withdraw")))

    assert 'name="leads"' in text
    assert 'value="merge"' not in text


@pytest.mark.parametrize(
    ("form", "said"),
    [
        ({}, ["Choose what happens to its readers", "Choose why it is retired"]),
        ({"leads": "successor", "best": "", "reason": "mistake"}, ["Choose at least one public page"]),
        ({"leads": "successor", "successor": "9999", "reason": "mistake"}, ["“9999” is not the number"]),
        ({"leads": "gone", "reason": "mistake"}, ["Choose at least one public page"]),
        ({"leads": "gone", "read_instead": "9999 x", "reason": "mistake"}, ["“9999” is not", "“x” is not"]),
        ({"leads": "successor", "successor": "2\x0035"}, ["Null characters"]),
        ({"leads": "merge", "successor": "9999"}, ["“9999” is not"]),
    ],
)
def test_what_is_missing_is_named_and_what_was_typed_stays(clinic, page, near, form: dict, said: list[str]):
    response = press(clinic["publisher"], page, "withdraw", **form | {"note": "Words to keep."})

    text = text_of(response)
    assert response.status_code == 400
    for words in said:
        assert words in text
    assert "Words to keep." in text
    assert 'role="alert"' in text
    assert page.revisions.published().exists()


def test_a_page_does_not_take_its_own_place(clinic, page):
    response = press(
        clinic["publisher"], page, "withdraw", leads="successor", successor=page.number_id, reason="mistake"
    )

    assert "is not the number of another public page" in text_of(response)


def test_a_page_that_must_stay_says_so_instead_of_a_form(clinic):
    page = Disclaimer.objects.get(slug="emergency")

    text = text_of(signed_in(clinic["publisher"]).get(address(page, "withdraw")))

    assert "may not be shown without this disclaimer" in text
    assert 'name="reason"' not in text


def test_a_page_is_retired_at_a_time(clinic, page, near):
    at = timezone.localtime() + timedelta(days=3)
    form = {"leads": "successor", "best": near.number_id, "reason": "replaced", "note": "As agreed."}

    response = press(clinic["publisher"], page, "withdraw", **form | {"at": f"{at:%Y-%m-%dT%H:%M}", "_schedule": "1"})

    row = schedule.of(page)
    assert response.status_code == 302
    assert (row.act, row.data["successor"], row.data["note"]) == (Act.WITHDRAW, near.number_id, "As agreed.")
    assert page.revisions.published().exists()
    assert "Will be retired on" in text_of(signed_in(clinic["publisher"]).get(address(page, "change")))


def test_a_time_that_was_chosen_is_not_overlooked_by_the_other_button(clinic, page, near):
    at = timezone.localtime() + timedelta(days=3)
    form = {"leads": "successor", "best": near.number_id, "reason": "replaced", "at": f"{at:%Y-%m-%dT%H:%M}"}

    response = press(clinic["publisher"], page, "withdraw", **form)

    assert response.status_code == 400
    assert "the button you pressed acts at once" in text_of(response)
    assert page.revisions.published().exists()


def test_merging_waits_for_no_time(clinic, page, near):
    at = timezone.localtime() + timedelta(days=3)
    form = {"leads": "merge", "best": near.number_id, "at": f"{at:%Y-%m-%dT%H:%M}", "_schedule": "1"}

    response = press(clinic["publisher"], page, "withdraw", **form)

    assert response.status_code == 409
    assert "Pages are merged at once" in text_of(response)


@pytest.mark.parametrize("role", ["editor", "reviewer", "clinician"])
def test_only_a_publisher_sees_the_screen(clinic, page, role: str):
    assert signed_in(clinic[role]).get(address(page, "withdraw")).status_code == 403


def test_the_screen_asks_no_more_of_the_database_with_more_pages(clinic, page, near):
    browser = signed_in(clinic["publisher"])
    with CaptureQueriesContext(connection) as few:
        browser.get(address(page, "withdraw"))

    for place in range(3):
        asked(clinic, f"place-{place}", f"Question {place}?", related=[page.number_id])
    with CaptureQueriesContext(connection) as many:
        browser.get(address(page, "withdraw"))

    assert len(many) == len(few)
