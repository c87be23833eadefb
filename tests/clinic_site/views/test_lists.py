"""Home, topics, evidence, the feed and the sitemap: what they list is public, and only that."""

from xml.etree import ElementTree

import pytest

from clinic_site.content import topic
from clinic_site.content.topic import Topic
from clinic_site.references.models import Reference
from tests import builders
from tests.clinic_site.content.lives import edited, submitted, withdrawn

TOPIC = "/topics/after-treatment/"


def text_of(client, address: str) -> str:
    return client.get(address).content.decode()


def test_with_nothing_published_every_list_still_helps(clinic, client):
    for address in ("/", "/articles/", "/faq/", "/topics/", "/evidence/"):
        text = text_of(client, address)

        assert "01632 960001" in text, address
        assert "words of emergency" in text or "/unwell/" in text, address


def test_a_topic_with_two_pages_has_a_page_of_its_own(clinic, client):
    builders.published(builders.article(clinic["editor"]), clinic)
    builders.published(builders.question(clinic["editor"]), clinic)

    text = text_of(client, TOPIC)

    assert "Title of soreness" in text
    assert "Question does-it-hurt?" in text
    assert TOPIC in text_of(client, "/topics/")


def test_a_topic_with_one_page_leads_to_it_and_one_with_none_is_no_page(clinic, client):
    assert client.get(TOPIC).status_code == 404

    page = builders.article(clinic["editor"])
    builders.published(page, clinic)

    assert client.get(TOPIC)["Location"] == page.path


def test_readers_see_the_confirmed_words_of_a_topic(clinic, client):
    builders.published(builders.article(clinic["editor"]), clinic)
    builders.published(builders.question(clinic["editor"]), clinic)
    shown = Topic.objects.get(slug="after-treatment")
    row = topic.write(by=clinic["editor"], slug=shown.slug, topic=shown, title="New title", summary="New.", position=3)
    assert "New title" not in text_of(client, TOPIC)

    topic.confirm(row, by=clinic["reviewer"])

    assert "New title" in text_of(client, TOPIC)


def test_a_source_is_shown_as_the_pages_print_it(clinic, client):
    builders.reference("Brady2014")
    page = builders.article(clinic["editor"], body="It can ache [@Brady2014].\n")
    builders.published(page, clinic)
    Reference.objects.update(title="A title typed since")

    text = text_of(client, "/evidence/Brady2014/")

    assert "Title of Brady2014" in text
    assert "A title typed since" not in text
    assert page.path in text
    assert "Title of Brady2014" in text_of(client, "/evidence/")


def test_a_source_no_public_page_cites_is_not_found(clinic, client):
    builders.reference("Brady2014")
    submitted(builders.article(clinic["editor"], body="It can ache [@Brady2014].\n"), clinic)

    assert client.get("/evidence/Brady2014/").status_code == 404
    assert "Brady2014" not in text_of(client, "/evidence/")


def test_a_source_that_was_once_public_still_answers(clinic, client):
    other = builders.question(clinic["editor"])
    builders.published(other, clinic)
    builders.reference("Brady2014")
    page = builders.article(clinic["editor"], body="It can ache [@Brady2014].\n")
    withdrawn(builders.published(page, clinic), clinic, other)

    assert client.get("/evidence/Brady2014/").status_code == 200
    assert "Brady2014" not in text_of(client, "/evidence/")


@pytest.mark.parametrize("address", ["/feeds/articles.xml", "/sitemap.xml"])
def test_machines_read_public_pages_only(clinic, client, address: str):
    page = builders.article(clinic["editor"], title="Rest & <walk>")
    builders.published(page, clinic)
    submitted(edited(page, clinic["editor"], title="A secret title"), clinic)
    draft = builders.article(clinic["editor"], "draft")

    text = text_of(client, address)

    ElementTree.fromstring(text)  # noqa: S314 (our own answer)
    assert page.path in text
    assert "secret" not in text
    assert draft.path not in text


def test_a_feed_entry_keeps_its_name_when_the_page_moves(clinic, client):
    page = builders.article(clinic["editor"])
    builders.published(page, clinic)

    feed = ElementTree.fromstring(text_of(client, "/feeds/articles.xml"))  # noqa: S314 (our own answer)

    names = [entry.findtext("{*}id") for entry in feed.iter("{http://www.w3.org/2005/Atom}entry")]
    assert [name.rsplit("/", 1)[-1] for name in names] == [page.number_id]


def test_robots_are_kept_from_the_staff_side(client):
    assert "Disallow: /admin/" in client.get("/robots.txt").content.decode()
