"""The page of answers in each of its states. What is found is given here; how it is found is tested with the search."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone

from clinic_site.profile.models import amend
from clinic_site.search.query import Answer, Hit
from clinic_site.views import search
from tests import builders
from tests.clinic_site.content.lives import submitted, withdrawn


@pytest.fixture
def heard(monkeypatch) -> list[tuple[str, int]]:
    said = []
    monkeypatch.setattr(search, "heard", lambda text, results: said.append((text, results)))
    return said


@pytest.fixture
def answering(monkeypatch, heard):
    """Lets the search answer with these pages."""

    def answer(*pages, nearest=(), meant="", best="", danger=""):
        hits, near = ([Hit(page.number_id, page.kind, 1.0) for page in some] for some in (pages, nearest))
        found = Answer("", hits, meant, near, best and best.number_id)
        monkeypatch.setattr(search, "ask", lambda text: found)
        monkeypatch.setattr(search, "danger_of", lambda text: danger)

    answer()
    return answer


@pytest.fixture
def sore(clinic):
    return public(clinic, "how-sore", question="How sore will I be?", short_answer="Sore for 2 days.")


def public(clinic, slug: str, **fields):
    page = builders.question(clinic["editor"], slug, **fields)
    builders.published(page, clinic)
    return page


def read(client, words: str, **more) -> str:
    response = client.get("/search/", {"q": words, **more})
    assert response.status_code == 200
    return response.content.decode()


def headings(text: str) -> list[str]:
    return [re.sub("<[^>]*>", "", one).strip() for one in re.findall(r"<h2.*?</h2>", text, re.DOTALL)]


def test_an_answer_is_shown_whole_with_its_kind_and_the_day_it_was_checked(clinic, client, answering, sore):
    article = builders.article(clinic["editor"], "after", title="After treatment", lede="Rest a little.")
    builders.published(article, clinic)
    answering(sore, article)

    text = read(client, "sore neck")

    checked = f"{timezone.localdate():%-d %B %Y}"
    assert "2 answers for “sore neck”" in headings(text)
    assert re.search(rf'href="{sore.path}">How sore will I be\?</a></h3>\s*<p>Sore for 2 days\.</p>', text)
    assert re.findall(rf"(Question|Article)\.\s+Checked {checked}\.", text) == ["Question", "Article"]
    assert "<title>2 answers for sore neck – Search – " in text
    assert 'value="sore neck"' in text
    assert "Call us on 01632 960001" in text


def test_the_only_answer_is_not_opened_by_itself(client, answering, sore):
    answering(sore)

    assert "1 answer for “sore”" in headings(read(client, "sore"))


def test_example_content_is_never_said_to_be_checked(clinic, client, answering, sore):
    amend(by=clinic["owner"], is_example=True)
    answering(sore)

    assert "Checked" not in read(client, "sore")


def test_an_answer_that_is_late_for_its_check_says_so(client, answering, sore):
    due = timezone.localdate() - timedelta(days=3)
    type(sore).objects.filter(pk=sore.pk).update(review_due=due)
    answering(sore)

    assert f"Was due for a check on {due:%-d %B %Y}." in read(client, "sore")


@pytest.mark.parametrize("level", ["emergency", "same-day"])
def test_dangerous_words_get_their_card_before_any_answer(client, answering, sore, level):
    answering(sore, danger=level)

    text = read(client, "sore and cannot breathe")

    assert f"words of {level}" in text
    assert text.count('class="care ') == 1
    assert text.index(f"words of {level}") < text.index("1 answer for “")


def test_dangerous_words_get_their_card_where_nothing_is_found(client, answering, sore):
    answering(danger="emergency")

    text = read(client, "cannot breathe")

    assert text.index("words of emergency") < text.index("No answers for “")


def test_danger_is_looked_for_beyond_the_words_that_are_shown(client, answering, monkeypatch, sore):
    looked_at = []
    monkeypatch.setattr(search, "danger_of", lambda text: looked_at.append(text) or "")

    read(client, "long story " * 50 + "cannot breathe")

    assert any("cannot breathe" in text for text in looked_at)


def test_harmless_words_get_no_card(client, answering, sore):
    answering(sore)

    assert 'class="care ' not in read(client, "sore")


def test_the_answer_staff_chose_comes_first_and_says_so(clinic, client, answering, sore):
    chosen = public(clinic, "chosen", question="Which one?")
    answering(sore, best=chosen)

    text = read(client, "sore")

    assert "2 answers for “sore”" in headings(text)
    assert text.index("Best match") < text.index(chosen.path) < text.index(sore.path)
    assert text.count("Best match") == 1


def test_more_than_ten_answers_are_read_page_by_page(clinic, client, answering):
    pages = [public(clinic, f"page-{place}") for place in range(12)]
    answering(*pages)

    first, last = read(client, "a & b"), read(client, "a & b", page="2")

    assert [page.slug for page in pages if page.path in first] == [f"page-{place}" for place in range(10)]
    assert [page.slug for page in pages if page.path in last] == ["page-10", "page-11"]
    assert '<a href="/search/?q=a+%26+b&amp;page=2">Next page</a>' in first
    assert '<a href="/search/?q=a+%26+b">Previous page</a>' in last
    assert '<ol class="rows" start="11">' in last
    assert "<title>12 answers for a &amp; b, page 2 of 2 – Search" in last


@pytest.mark.parametrize("page", ["0", "9", "-1", "x", "99999999999999999999", "２"])
def test_a_page_of_answers_that_is_not_there_shows_one_that_is(client, answering, sore, page):
    answering(sore)

    assert sore.path in read(client, "sore", page=page)


def test_nothing_found_leads_on_in_every_way(clinic, client, answering, sore):
    amend(by=clinic["owner"], opening_hours="Monday to Friday, 9 am to 5 pm")
    public(clinic, "another")
    answering(nearest=[sore], meant="sore arm")

    text = read(client, "fizzy arm")

    assert headings(text)[:5] == [
        "No answers for “fizzy arm” yet.",
        "The nearest answers",
        "Topics",
        "Not what you need?",
        "Have a number from your clinician?",
    ]
    assert "We keep the words you typed, and nothing about you." in text
    assert '<a href="/search/?q=sore+arm">sore arm</a>' in text
    assert sore.path in text
    assert '<a href="/topics/after-treatment/">' in text
    assert text.index("Monday to Friday") < text.index('id="help"')
    assert "<title>No answers for fizzy arm – Search" in text


def test_where_nothing_is_near_the_first_questions_are_offered(clinic, client, answering):
    others = [public(clinic, f"another-{place}") for place in range(4)]
    answering()

    text = read(client, "zzzz")

    assert "Questions people ask most" in headings(text)
    assert sum(f'href="{page.path}"' in text for page in others) == 3


@pytest.mark.parametrize("words", ["", "   ", "\t\n"])
def test_no_words_lead_to_the_topics_and_are_no_fault(clinic, client, answering, heard, sore, words):
    public(clinic, "another")

    text = read(client, words)

    assert headings(text)[0] == "Topics"
    assert "<title>Search – " in text
    assert 'class="fault' not in text
    assert heard == []


def test_a_number_leads_to_its_page_by_a_link(client, answering, sore):
    text = read(client, f" {sore.number_id} ")

    assert headings(text)[0] == f"Page {sore.number_id}"
    assert f'href="{sore.path}">How sore will I be?</a>' in text
    assert "No answers" not in text


def test_a_number_in_the_text_of_pages_still_leads_to_its_page_first(clinic, client, answering, sore):
    other = public(clinic, "other")
    answering(other)

    text = read(client, sore.number_id)

    assert text.index(sore.path) < text.index(f"1 answer for “<bdi>{sore.number_id}") < text.index(other.path)


def test_the_number_of_a_retired_page_leads_to_what_it_says_now(clinic, client, answering, sore):
    gone = public(clinic, "gone", question="Gone?")
    withdrawn(gone.revisions.get(), clinic, sore)

    text = read(client, gone.number_id)

    assert f'href="{gone.path}">Open this page</a>' in text
    assert "Gone?" not in text


@pytest.mark.parametrize("typed", ["1234", "12-34", "7"])
def test_a_wrong_number_is_told_and_stays_in_the_box(client, answering, sore, typed):
    text = read(client, typed)

    assert headings(text)[0] == "That number does not match a page"
    assert f'name="number" inputmode="numeric" autocomplete="off" maxlength="20" required value="{typed}"' in text


def test_only_what_is_public_is_shown_whatever_the_index_says(clinic, client, answering, sore):
    draft = builders.question(clinic["editor"], "draft", question="Secret draft?")
    waiting = builders.question(clinic["editor"], "waiting", question="Secret waiting?")
    submitted(waiting, clinic)
    gone = public(clinic, "gone", question="Secret gone?")
    withdrawn(gone.revisions.get(), clinic, sore)
    card = builders.disclaimer(clinic["editor"], "extra", title="Secret card")
    answering(draft, waiting, gone, card, sore, best=draft)

    text = read(client, "anything")

    assert "Secret" not in text
    assert "1 answer for “anything”" in headings(text)


def test_each_search_is_heard_once(client, answering, heard, sore):
    answering(sore)

    read(client, "  sore \n neck ")
    read(client, "sore neck", page="1")
    client.head("/search/", {"q": "sore neck"})

    assert heard == [("sore neck", 1)]


def test_the_words_stay_with_the_reader(client, answering, sore):
    response = client.get("/search/", {"q": "my secret"})

    assert response["Cache-Control"] == "no-store"
    assert response["Referrer-Policy"] == "no-referrer"
    assert '<meta name="robots" content="noindex">' in response.content.decode()
    assert not response.cookies
    assert not re.findall(r'(?:href|src)="(?!/search/)[^"]*secret', response.content.decode())


def test_a_site_on_its_first_day_answers_with_help(db, client, answering):
    text = read(client, "sore")

    assert "We are writing this guide" in text
    assert headings(text)[0].startswith("Emergency.")


@pytest.mark.parametrize("count", [1, 3])
def test_a_search_costs_the_page_three_queries_beside_the_search_itself(
    clinic, client, answering, django_assert_num_queries, count
):
    pages = [public(clinic, f"page-{place}") for place in range(count)]
    answering(*pages)

    with django_assert_num_queries(3):
        client.get("/search/", {"q": "page"})
