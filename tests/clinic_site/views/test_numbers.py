import pytest

from clinic_site.content import topic
from clinic_site.numbers.damm import check_digit
from tests import builders
from tests.clinic_site.content.lives import submitted

NUMBER = "2024"


@pytest.fixture
def page(clinic):
    page = builders.question(clinic["editor"], number=NUMBER)
    builders.published(page, clinic)
    return page


@pytest.mark.parametrize("typed", ["2024", "2024/", "2%20024", "20.24", "20-24", "2-0-2-4"])
def test_a_number_leads_to_its_page_however_it_is_typed(client, page, typed: str):
    response = client.get(f"/{typed}")

    assert (response.status_code, response["Location"], response["Cache-Control"]) == (302, page.path, "no-store")


@pytest.mark.parametrize("place", range(4))
def test_a_slip_of_one_digit_leads_nowhere(client, page, place: int):
    for digit in set("0123456789") - {NUMBER[place]}:
        response = client.get("/" + NUMBER[:place] + digit + NUMBER[place + 1 :])

        assert response.status_code == 404
        assert "01632 960001" in response.content.decode()


def test_the_number_of_a_draft_leads_nowhere(clinic, client):
    page = builders.question(clinic["editor"])
    submitted(page, clinic)

    assert client.get(f"/{page.number_id}").status_code == 404
    assert client.get(f"/?number={page.number_id}").status_code == 404


def test_the_number_of_a_topic_leads_to_it_once_it_is_confirmed(clinic, client, page):
    row = topic.write(by=clinic["owner"], slug="new-topic", title="New", summary="New.", position=9)
    assert client.get(f"/{row.topic.number_id}").status_code == 404

    topic.confirm(row, by=clinic["reviewer"])

    assert client.get(f"/{row.topic.number_id}")["Location"] == "/topics/new-topic/"


def test_the_number_box_leads_to_the_page(client, page):
    assert client.get("/", {"number": " 20 24 "})["Location"] == page.path


@pytest.mark.parametrize("typed", ["2025", "0", "99999999999999999999", "<script>", "20244", "２０２４"])
def test_a_wrong_number_says_so_with_help_at_hand(client, page, typed: str):
    response = client.get("/", {"number": typed})

    text = response.content.decode()
    assert response.status_code == 404
    assert "<script>" not in text
    assert "01632 960001" in text


def test_a_wrong_number_in_the_box_is_told_first_and_stays_in_the_box(client, page):
    text = client.get("/", {"number": "2025"}).content.decode()

    assert "<title>Error: " in text
    assert '<a href="#number">' in text
    assert text.index("No page has the number") < text.index("<h1>")
    assert 'value="2025"' in text


def test_the_page_of_a_wrong_number_offers_what_people_ask_most(client, page):
    assert page.path in client.get("/2025").content.decode()


def test_the_number_used_here_is_sound():
    assert check_digit(NUMBER[:-1]) == NUMBER[-1]
