"""What is offered at an address that leads nowhere: signed titles that fit its words, and never a draft's."""

import pytest

from clinic_site.content import desk
from clinic_site.search.query import ask
from clinic_site.views import guessing
from tests import builders
from tests.clinic_site.content.lives import submitted, withdrawn


@pytest.fixture
def soreness(clinic):
    page = builders.question(
        clinic["editor"], "how-sore", question="How sore will I be?", list_title="Soreness: how long?"
    )
    builders.published(page, clinic)
    return page


def not_found(client, address: str) -> str:
    response = client.get(address)
    assert response.status_code == 404
    return response.content.decode().partition("<main")[2]


@pytest.mark.parametrize("address", ["/faq/soreness/", "/how_sore_will-I.be", "/faq/how-sor/", "/articles/sorenes/"])
def test_a_page_that_fits_the_words_is_offered_by_its_list_title(client, soreness, address: str):
    text = not_found(client, address)

    assert f'<a href="{soreness.path}">Soreness: how long?</a>' in text
    assert "See all the topics" not in text


def test_words_that_fit_nothing_lead_to_topics_and_questions(client, soreness):
    text = not_found(client, "/wp-login.php")

    assert "You may be looking for" not in text
    assert "See all the topics" in text


def test_words_that_fit_nothing_lead_to_the_first_three_questions_of_the_start_page(clinic, client):
    for place in range(5):
        builders.published(builders.question(clinic["editor"], f"bruise-{place}", question=f"{place} bruises?"), clinic)
    builders.question(clinic["editor"], "draft", question="0 drafts?")

    text = not_found(client, "/wp-login.php")

    offered = [text.find(f'<a href="/faq/bruise-{place}/">{place} bruises?</a>') for place in range(3)]
    assert -1 not in offered
    assert offered == sorted(offered)
    assert text.count('<a href="/faq/bruise-') == 3
    assert "drafts" not in text


def test_the_title_of_a_draft_is_never_offered(clinic, client, soreness):
    builders.question(clinic["editor"], "swimming", question="May I go swimming?")
    submitted(builders.question(clinic["editor"], "swim-later", question="When may I go swimming?"), clinic)
    desk.save(
        soreness, by=clinic["editor"], base_edit=soreness.edit, question="Secret swimming?", list_title="Swimming"
    )

    text = not_found(client, "/swimming/")

    assert "wimming" not in text.replace('value="swimming"', "")


def test_a_retired_page_is_named_with_what_to_read_now(clinic, client, soreness):
    gone = builders.published(builders.question(clinic["editor"], "toxins", question="Toxins?"), clinic)
    withdrawn(gone, clinic, soreness)

    text = not_found(client, "/toxin/")

    assert "We retired “Toxins?”. Read this instead:" in text
    assert f'<a href="{soreness.path}">' in text
    assert gone.page.path not in text


def test_at_most_five_pages_are_offered(clinic, client):
    for place in range(7):
        builders.published(builders.question(clinic["editor"], f"bruise-{place}", question="Why a bruise?"), clinic)

    assert not_found(client, "/bruise/").count('<a href="/faq/bruise-') == 5


def test_the_words_of_the_address_stand_in_the_search_box(client, soreness):
    assert 'value="wp login php"' in not_found(client, "/wp-login.php")
    assert 'value="how sor"' in not_found(client, "/faq/how-sor/")


def test_what_the_search_finds_in_the_text_of_a_page_is_offered_after_what_is_called_so(clinic, client, soreness):
    other = builders.question(clinic["editor"], "rest", short_answer="Soreness fades.", search_words=["soreness"])
    builders.published(other, clinic)

    text = not_found(client, "/soreness/")

    assert text.index(soreness.path) < text.index(other.path)


@pytest.mark.parametrize("address", ["/soreness/", "/nowhere/", "/" + "soreness-" * 20])
def test_an_address_that_leads_nowhere_costs_four_queries_beside_the_search(
    client, soreness, monkeypatch, django_assert_max_num_queries, address: str
):
    found = ask(address)
    monkeypatch.setattr(guessing, "ask", lambda words: found)

    with django_assert_max_num_queries(4):
        client.get(address)
