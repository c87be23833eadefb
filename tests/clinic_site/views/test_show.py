import re

import pytest
from django.urls import reverse
from django.utils import timezone

from clinic_site.content import publishing, topic, withdrawing
from clinic_site.profile.models import amend
from tests import builders
from tests.clinic_site.content.lives import edited, submitted, withdrawn
from tests.clinic_site.numbers.codes import painted, texts_in
from tests.clinic_site.views.given import due_ago, public

NUMBER = "2024"
TOO_LATE = "past its check by more than 90 days"


@pytest.fixture
def page(clinic, settings):
    settings.SITE_ADDRESS = "https://guide.example"
    return public(clinic, "does-it-hurt", number=NUMBER, question="Does it hurt?")


@pytest.fixture
def others(clinic):
    return [public(clinic, f"other-{place}", question=f"Other {place}?") for place in range(6)]


def read(client, typed: str, status: int = 200) -> str:
    response = client.get(f"/show/{typed}/")
    assert response.status_code == status
    return response.content.decode()


def code_in(text: str) -> list[str]:
    return texts_in(painted(text)) if 'role="img"' in text else []


def bundle(*pages) -> str:
    return "-".join(page.number_id for page in pages)


def test_one_page_shows_its_code_title_number_address_and_message(client, page):
    text = read(client, NUMBER)

    assert code_in(text) == ["HTTPS://GUIDE.EXAMPLE/2024"]
    assert "<h1>Does it hurt?</h1>" in text
    assert re.search(r'class="code">.*?2024</strong>\s*<span class="address" dir="ltr">guide\.example/2024<', text)
    assert "Point your camera here. It opens a page from this clinic. It does not ask for anything." in text
    assert ">From Example Clinic: Does it hurt? https://guide.example/2024 Questions? Call 01632 960001.</p>" in text
    assert 'href="/print/2024"' in text
    assert 'href="/print/2024?size=large"' in text


def test_the_screen_has_no_header_no_menu_and_is_in_no_index_and_no_cache(client, page):
    response = client.get("/show/2024/")

    text = response.content.decode()
    assert "<header" not in text
    assert "<nav" not in text
    assert '<meta name="robots" content="noindex">' in text
    assert response["Cache-Control"] == "no-store"
    assert not response.cookies


def test_the_disclaimers_of_every_page_stand_on_it(client, page, caplog):
    text = read(client, NUMBER)

    assert 'data-part="general-information"' in text
    assert 'data-part="not-for-emergencies"' in text
    assert caplog.records == []


def test_example_content_is_marked_on_it(clinic, client, page):
    amend(by=clinic["owner"], is_example=True)

    assert "Example content, not checked by a clinician" in read(client, NUMBER)


@pytest.mark.parametrize("typed", ["20 24", "20.24", "2-0-2-4", "20–24"])
def test_another_way_to_write_a_number_leads_to_the_usual_one(client, page, typed):
    response = client.get(f"/show/{typed}/")

    assert (response.status_code, response["Location"]) == (302, "/show/2024/")


@pytest.mark.parametrize(
    "typed", ["2025", "12", "20244", "jane", "jane 1980", "<script>", "‮4202", "９９９９", "x" * 9000]
)
def test_what_is_no_number_of_ours_shows_nothing_and_stays_in_the_box(client, page, typed):
    text = read(client, typed, 404)

    assert "No page has this number" in text
    assert code_in(text) == []
    assert "<script>" not in text
    assert "x" * 100 not in text


def test_a_wrong_number_stays_on_the_side_of_who_shows(client, page):
    """The page for readers would lead a clinician away from the list, and ask for a number alone."""
    text = read(client, "2025", 404)

    assert 'name="q"' in text
    assert 'value="2025"' in text
    assert "<title>Error: " in text
    assert f'<a href="{reverse("picker")}">Back to the list</a>' in text
    assert '<header class="top">' not in text
    assert client.get("/show/2025/")["Cache-Control"] == "no-store"


def test_a_draft_can_not_be_shown(clinic, client, page):
    draft = builders.question(clinic["editor"], "draft", question="Secret?")
    submitted(draft, clinic)

    assert "Secret" not in read(client, draft.number_id, 404)


def test_only_signed_words_are_shown(clinic, client, page):
    edited(page, clinic["editor"], question="Secret change?")

    assert "Secret" not in read(client, NUMBER)


def test_a_page_whose_check_is_due_says_so_and_is_shown(client, page):
    due_ago(page, 90)

    text = read(client, NUMBER)

    assert text.index("Check due: see below.") < text.index('class="plate"') < text.index("Check due: “")
    assert code_in(text)


def test_a_page_more_than_90_days_past_its_check_has_no_code(client, page):
    due_ago(page, 91)

    text = read(client, NUMBER)

    assert TOO_LATE in text
    assert "tell the editors" in text
    assert code_in(text) == []
    assert "From Example Clinic" not in text
    assert "/print/" not in text


def test_a_retired_page_names_what_to_give_instead(clinic, client, page, others):
    withdrawn(page.revisions.get(), clinic, others[0])

    text = read(client, NUMBER, 410)

    assert "We have retired “" in text
    assert f'<a href="/show/{others[0].number_id}/">Other 0?</a>' in text
    assert code_in(text) == []


def test_a_merged_page_leads_to_the_one_it_went_into(clinic, client, page, others):
    withdrawing.merge(page.revisions.get(), by=clinic["publisher"], into=others[0].number_id)

    assert client.get("/show/2024/")["Location"] == f"/show/{others[0].number_id}/"


def test_a_page_that_moved_keeps_its_code(clinic, client, page):
    publishing.move(page, by=clinic["publisher"], slug="new-address")

    assert code_in(read(client, NUMBER)) == ["HTTPS://GUIDE.EXAMPLE/2024"]


def test_a_topic_with_pages_can_be_shown(clinic, client, page):
    shown = builders.shown_topic(clinic["owner"], clinic["reviewer"], slug="empty-topic")
    known = topic.Topic.objects.get(slug="after-treatment")

    assert code_in(read(client, known.number_id)) == [f"HTTPS://GUIDE.EXAMPLE/{known.number_id}"]
    assert "<h1>After treatment</h1>" in read(client, known.number_id)
    assert "No page has this number" in read(client, shown.number_id, 404)


def test_several_pages_share_a_code_that_carries_their_order_and_the_day(client, page, others):
    where = bundle(others[1], page, others[0])

    text = read(client, where)

    day = f"{timezone.localdate():%Y%m%d}"
    assert code_in(text) == [f"HTTPS://GUIDE.EXAMPLE/H/{where}/{day}"]
    assert f"guide.example/h/{where}/{day}" in text
    assert text.index("Other 1?") < text.index("Does it hurt?") < text.index("Other 0?")
    assert f'href="/print/{where}"' in text
    assert "3 pages for you" in text


def test_numbers_with_other_signs_between_lead_to_the_usual_address(client, page, others):
    response = client.get(f"/show/{NUMBER}, {others[0].number_id} {NUMBER}/")

    assert (response.status_code, response["Location"]) == (302, f"/show/{NUMBER}-{others[0].number_id}/")


def test_of_more_than_five_the_first_five_are_shown_and_it_says_so(client, page, others):
    text = read(client, bundle(page, *others))

    assert "Five pages fit together. 2 more are left out." in text
    assert bundle(page, *others[:4]) in code_in(text)[0]


@pytest.mark.parametrize("wrong", ["2025", "jane", "9999"])
def test_what_is_not_found_is_left_out_and_counted_and_never_repeated(client, page, others, wrong):
    text = read(client, f"{bundle(page, others[0])}-{wrong}")

    assert "1 page could not be found." in text
    assert wrong not in text
    assert bundle(page, others[0]) in code_in(text)[0]


def test_what_is_late_or_retired_is_left_out_of_a_bundle_with_its_reason(clinic, client, page, others):
    due_ago(others[0], 91)
    withdrawn(others[1].revisions.get(), clinic, page)

    text = read(client, bundle(page, *others[:3]))

    assert f"/H/{bundle(page, others[2])}/" in code_in(text)[0]
    assert "Not all pages are in it" in text
    assert TOO_LATE in text
    assert "We have retired “Other 1?”" in text


def test_a_merged_page_stands_in_a_bundle_once_as_the_one_it_went_into(clinic, client, page, others):
    withdrawing.merge(page.revisions.get(), by=clinic["publisher"], into=others[0].number_id)

    text = read(client, bundle(page, others[1], others[0]))

    assert f"/H/{bundle(others[0], others[1])}/" in code_in(text)[0]


def test_a_bundle_of_which_one_page_is_left_leads_to_that_page(clinic, client, page, others):
    due_ago(others[0], 91)

    assert code_in(read(client, bundle(others[0], page))) == ["HTTPS://GUIDE.EXAMPLE/2024"]


def test_a_bundle_of_retired_pages_has_no_code(clinic, client, page, others):
    for gone in others[:2]:
        withdrawn(gone.revisions.get(), clinic, page)

    assert code_in(read(client, bundle(*others[:2]), 410)) == []


def test_boxes_lead_to_the_address_of_what_was_chosen(client, page, others):
    response = client.get("/show/", {"n": [NUMBER, others[0].number_id]})

    assert (response.status_code, response["Location"]) == (302, f"/show/{NUMBER}-{others[0].number_id}/")


@pytest.mark.parametrize("query", [{}, {"n": "jane"}, {"n": ["", "x" * 5000]}, {"other": "2024"}])
def test_no_boxes_lead_back_to_choose(client, db, query):
    assert client.get("/show/", query)["Location"] == "/pick/?bundle=1"


def test_only_page_numbers_go_from_the_boxes_into_the_address(client, db):
    assert client.get("/show/", {"n": ["2024", "jane doe 19801231 1980"]})["Location"] == "/show/2024/"


@pytest.mark.parametrize("count", [1, 3])
def test_a_screen_costs_two_queries(clinic, client, page, others, django_assert_num_queries, count):
    typed = bundle(*[page, *others][:count])

    with django_assert_num_queries(2):
        client.get(f"/show/{typed}/")


def test_a_page_leads_to_its_screen_and_a_preview_of_it_does_not(clinic, client, page):
    link = f'href="/show/{NUMBER}/"'
    assert link in client.get(page.path).content.decode()

    client.force_login(clinic["editor"])
    preview = client.get(reverse("admin:faq_question_preview", args=[page.pk])).content.decode()

    assert NUMBER in preview
    assert link not in preview


def test_the_code_of_several_pages_opens_their_handout(client, page, others):
    numbers = bundle(page, others[0])
    (address,) = code_in(read(client, numbers))

    answer = client.get(address.removeprefix("HTTPS://GUIDE.EXAMPLE"), follow=True)

    assert answer.redirect_chain[-1][0].startswith(f"/h/{numbers}/")
    assert "Does it hurt?" in answer.content.decode()
    assert "Other 0?" in answer.content.decode()
