import pytest

from tests.journeys.addresses import PUBLIC
from tests.journeys.axe import violations
from tests.journeys.browsing import PHONE
from tests.journeys.measuring import KINDS, UNWELL
from tests.journeys.staff import screens_of, sign_in, withdraw

pytestmark = [pytest.mark.browser, pytest.mark.node]


@pytest.mark.parametrize("address", PUBLIC.values(), ids=PUBLIC)
def test_a_public_page_has_no_fault_that_axe_finds(visitor, address):
    reader = visitor(**PHONE)

    reader.page.goto(address)

    assert violations(reader.page) == []


def test_the_way_for_someone_who_feels_ill_follows_the_opening_of_every_page(visitor):
    page = visitor(**PHONE).page
    places = {}

    for kind, address in KINDS.items():
        page.goto(address)
        places[kind] = page.evaluate(UNWELL)

    # The page for someone who feels ill has the card itself there.
    assert {kind for kind, (links, _before) in places.items() if not links} == {"unwell"}
    assert {kind: place for kind, place in places.items() if place[0] > 1 or place[1]} == {}


def test_a_site_on_its_first_day_has_no_fault_that_axe_finds(visitor, empty_site):
    reader = visitor(empty_site, **PHONE)

    reader.page.goto("/")

    assert "We are writing this guide" in reader.page.inner_text("main")
    assert violations(reader.page) == []


def test_a_retired_page_has_no_fault_that_axe_finds(visitor):
    publisher, reader = visitor(), visitor(**PHONE)
    sign_in(publisher, "publisher")
    withdraw(publisher, screens_of(publisher, "toxins-and-emotions"), "not-needed", "2035")

    answer = reader.page.goto("/faq/toxins-and-emotions/")

    assert answer.status == 410
    assert violations(reader.page) == []
