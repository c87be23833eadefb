import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from clinic_site.content import topic
from tests import builders
from tests.clinic_site.content.lives import submitted, withdrawn
from tests.clinic_site.numbers.codes import painted, texts_in

NUMBER = "2024"


@pytest.fixture
def page(clinic, settings):
    settings.SITE_ADDRESS = "https://guide.example"
    page = builders.question(clinic["editor"], number=NUMBER)
    builders.published(page, clinic)
    return page


def read(response) -> list[str]:
    return texts_in(painted(response.content.decode()))


@pytest.mark.parametrize("typed", ["2024", "2%20024", "20.24", "2-0-2-4"])
def test_the_code_leads_to_the_number_however_it_is_typed(client, page, typed):
    response = client.get(f"/{typed}/qr.svg")

    assert response["Content-Type"] == "image/svg+xml"
    assert response["Cache-Control"] == "public, max-age=86400"
    assert read(response) == ["HTTPS://GUIDE.EXAMPLE/2024"]


def test_what_the_code_leads_to_answers(client, page):
    assert client.get("/2024")["Location"] == page.path


def test_a_retired_page_keeps_its_code(clinic, client, page):
    other = builders.question(clinic["editor"], "other")
    builders.published(other, clinic)
    withdrawn(page.revisions.get(), clinic, other)

    assert read(client.get("/2024/qr.svg")) == ["HTTPS://GUIDE.EXAMPLE/2024"]


def test_a_topic_has_a_code(clinic, client, page):
    row = topic.write(by=clinic["owner"], slug="new-topic", title="New", summary="New.", position=9)
    assert client.get(f"/{row.topic.number_id}/qr.svg").status_code == 404

    topic.confirm(row, by=clinic["reviewer"])

    assert client.get(f"/{row.topic.number_id}/qr.svg").status_code == 200


@pytest.mark.parametrize("typed", ["2025", "0", "2024x", "９", "9" * 3000, "<script>", "‮4202", "nothing"])
def test_what_is_no_number_of_ours_has_none_and_stays_in_the_box(client, page, typed):
    response = client.get(f"/{typed}/qr.svg")

    text = response.content.decode()
    assert response.status_code == 404
    assert "That number does not match a page" in text
    assert "<script>" not in text
    assert "9" * 100 not in text


def test_a_draft_has_no_code(clinic, client, page):
    draft = builders.question(clinic["editor"], "draft")
    submitted(draft, clinic)

    assert client.get(f"/{draft.number_id}/qr.svg").status_code == 404


def test_a_code_costs_one_question_to_the_database(client, page):
    with CaptureQueriesContext(connection) as asked:
        client.get("/2024/qr.svg")

    assert len(asked) == 1
