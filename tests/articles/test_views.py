import pytest

from articles.models import STANDING
from clinic_site.content import publishing, workflow
from tests import builders
from tests.clinic_site.content.lives import edited, submitted


def text_of(response) -> str:
    return response.content.decode()


@pytest.mark.parametrize("state", ["draft", "submitted", "approved"])
def test_a_text_nobody_published_is_not_found(clinic, client, state: str):
    page = builders.article(clinic["editor"], body="Secret words.\n")
    if state != "draft":
        revision = submitted(page, clinic)
    if state == "approved":
        workflow.approve(revision, by=clinic["reviewer"])

    response = client.get(page.path)

    assert response.status_code == 404
    assert "Secret words" not in text_of(response)
    assert page.title not in text_of(client.get("/articles/"))


def test_a_newer_text_that_waits_is_not_shown(clinic, client):
    page = builders.article(clinic["editor"], body="The public text.\n")
    builders.published(page, clinic)
    workflow.approve(submitted(edited(page, clinic["editor"], body="The next text.\n"), clinic), by=clinic["reviewer"])

    assert "The public text." in text_of(client.get(page.path))


def test_an_article_says_who_checked_it_and_where_to_ask(clinic, client):
    page = builders.article(clinic["editor"])
    builders.published(page, clinic)

    text = text_of(client.get(page.path))

    assert "Checked by a physiotherapist, Example Clinic on" in text
    assert "Next check due by" in text
    assert page.number_id in text
    assert 'href="tel:01632960001"' in text


def test_an_example_says_that_nobody_checked_it(clinic, client):
    page = builders.article(clinic["editor"])
    builders.published(page, clinic)
    builders.profile(clinic["owner"], is_example=True)

    text = text_of(client.get(page.path))

    assert "Example content, not checked by a clinician" in text
    assert "Checked by" not in text


def test_articles_are_listed_under_their_main_topic(clinic, client):
    builders.shown_topic(clinic["owner"], clinic["reviewer"], "on-the-day", position=1)
    builders.published(builders.article(clinic["editor"], "first", topics=["on-the-day", "after-treatment"]), clinic)
    builders.published(builders.article(clinic["editor"], "second"), clinic)

    text = text_of(client.get("/articles/"))

    assert text.index("On the day") < text.index("Title of first") < text.index("Title of second")
    assert text.count("Title of first") == 1


@pytest.mark.parametrize(("key", "address"), [(key, STANDING[key]) for key in STANDING if key != "evidence"])
def test_a_standing_page_stands_at_its_address_before_anybody_wrote_it(clinic, client, key: str, address: str):
    text = text_of(client.get(address))

    assert "words of emergency" in text
    assert "01632 960001" in text
    assert client.get(f"/articles/{key}/")["Location"] == address


@pytest.mark.parametrize(("key", "address"), STANDING.items())
def test_a_standing_page_shows_its_signed_text(clinic, client, key: str, address: str):
    page = builders.article(clinic["editor"], key, topics=[], lede="A lede.", body="The signed words.\n")
    submitted(page, clinic)
    assert "The signed words." not in text_of(client.get(address))

    publishing.publish(workflow.approve(page.revisions.get(), by=clinic["reviewer"]), by=clinic["publisher"])

    assert "The signed words." in text_of(client.get(address))
    assert client.get(f"/{page.number_id}")["Location"] == address


def test_without_any_profile_the_site_still_answers(db, client):
    for address in ("/", "/articles/", "/faq/", "/topics/", "/unwell/", "/evidence/", "/disclaimers/", "/sitemap.xml"):
        assert client.get(address).status_code == 200, address
