import pytest

from clinic_site.content import desk
from clinic_site.glossary.models import Term
from clinic_site.views import glossary
from tests import builders
from tests.clinic_site.content.lives import submitted, withdrawn
from tests.clinic_site.glossary.shelf import PLAIN, term

INDEX = "/glossary/"
MARKED = "It is a [[trigger point]].\n"


def words_of(client) -> str:
    response = client.get(INDEX)
    assert response.status_code == 200
    return " ".join(response.content.decode().split())


def explain(clinic, slug: str = "soreness", body: str = MARKED):
    return builders.published(builders.article(clinic["editor"], slug, body=body), clinic).page


def test_a_word_stands_under_its_plain_words_with_what_it_means_and_where_we_use_it(clinic, client):
    term()
    page = explain(clinic)

    text = words_of(client)

    assert '<h2 id="term-trigger-point">Tight, sore spot in the muscle</h2>' in text
    assert "Medical word: <dfn>trigger point</dfn>" in text
    assert "<p>What trigger point means.</p>" in text
    assert f'Used on: <a href="{page.path}">Title of soreness</a></p>' in text


def test_the_page_itself_says_the_plain_words_first(clinic, client):
    term()
    page = explain(clinic)

    assert f"It is a {PLAIN} (<dfn>trigger point</dfn>)." in client.get(page.path).content.decode()


def test_words_stand_in_the_order_of_their_plain_words_and_are_found_by_the_medical_one(clinic, client):
    for key, plain in (("alpha", "a zebra"), ("beta", "Middle"), ("gamma", "an apple")):
        term(key, plain=plain)
    explain(clinic, body="[[alpha]], [[beta]], [[gamma]]\n")

    text = words_of(client)

    headings = [text.index(f">{plain}</h2>") for plain in ("An apple", "Middle", "A zebra")]
    links = [text.index(f'<a href="#term-{key}">') for key in ("alpha", "beta", "gamma")]
    assert headings == sorted(headings)
    assert links == sorted(links)


def test_only_what_was_signed_is_shown(clinic, client):
    term()
    term("fascia")
    explain(clinic)
    builders.article(clinic["editor"], "draft", body="A [[fascia]].\n")
    submitted(builders.article(clinic["editor"], "waits", body="A [[fascia]].\n"), clinic)
    Term.objects.update(plain="words nobody signed", explanation="An explanation nobody signed.")

    text = words_of(client)

    assert "What trigger point means." in text
    assert "nobody signed" not in text
    assert "fascia" not in text


def test_where_pages_say_different_things_the_newest_publication_counts(clinic, client):
    term()
    explain(clinic, "older")
    Term.objects.update(plain="newer plain words", explanation="A newer explanation.")
    explain(clinic, "newer")

    text = words_of(client)

    assert "Newer plain words" in text
    assert "A newer explanation." in text
    assert PLAIN.capitalize() not in text
    assert '<a href="/articles/newer/">Title of newer</a>; <a href="/articles/older/">Title of older</a></p>' in text


def test_a_page_that_is_gone_takes_its_words_with_it(clinic, client):
    term()
    other = builders.question(clinic["editor"])
    builders.published(other, clinic)
    page = explain(clinic)
    withdrawn(page.revisions.get(), clinic, other)

    assert "trigger point" not in words_of(client)


def test_a_new_text_without_the_word_takes_it_away(clinic, client):
    term()
    page = explain(clinic)
    page.refresh_from_db()
    builders.published(desk.save(page, by=clinic["editor"], base_edit=page.edit, body="Other words.\n"), clinic)

    assert "trigger point" not in words_of(client)


def test_without_any_word_the_page_says_so_and_offers_the_phone(clinic, client):
    text = words_of(client)

    assert "No page of this guide explains a medical word yet." in text
    assert "Call us on 01632 960001" in text


@pytest.mark.parametrize("count", [0, 1, 3])
def test_the_glossary_costs_two_queries(clinic, client, django_assert_num_queries, count: int):
    for number in range(count):
        term(f"term-{number}")
        explain(clinic, f"page-{number}", body=f"A [[term {number}]].\n")

    with django_assert_num_queries(2):
        client.get(INDEX)


def test_the_pages_are_read_once_and_a_page_that_comes_is_told_at_once(clinic, client, django_assert_num_queries):
    term()
    explain(clinic, "older")
    words_of(client)
    with django_assert_num_queries(1):
        assert "Title of older" in words_of(client)

    explain(clinic, "newer")

    assert "Title of newer" in words_of(client)


def test_of_a_word_on_many_pages_some_are_named_and_the_others_counted(clinic, client, monkeypatch):
    monkeypatch.setattr(glossary, "MOST_NAMED", 1)
    term()
    for slug in ("alpha", "beta", "gamma"):
        explain(clinic, slug)

    text = words_of(client)

    search = '<a href="/search/?q=trigger%20point">Search for “trigger point”</a>'
    assert f'<a href="/articles/alpha/">Title of alpha</a>; and 2 more pages. {search}</p>' in text
    assert "Title of beta" not in text


def test_it_is_in_the_sitemap_and_at_the_foot_of_every_page(clinic, client):
    assert "/glossary/</loc>" in client.get("/sitemap.xml").content.decode()
    assert '<a href="/glossary/">Medical words</a>' in client.get("/").content.decode()


def test_words_are_shown_as_text(clinic, client):
    term(plain="<b>plain</b> & more", explanation="<script>x</script>")
    explain(clinic)

    text = words_of(client)

    assert "&lt;b&gt;plain&lt;/b&gt; &amp; more" in text
    assert "<script>x" not in text
