import re
from datetime import timedelta

import pytest
from django.utils import timezone

from clinic_site.counts.models import add
from clinic_site.search.term_log import SearchDay, Term
from tests import builders
from tests.clinic_site.content.lives import submitted, withdrawn
from tests.clinic_site.views.given import due_ago, public, public_about_harm


@pytest.fixture
def sore(clinic):
    return public(clinic, "how-sore", question="How sore will I be?", short_answer="Sore for 2 days.")


@pytest.fixture
def danger(clinic):
    return public_about_harm(clinic, "lung", question="Can it collapse a lung?")


def read(client, **query) -> str:
    response = client.get("/pick/", query)
    assert response.status_code == 200
    return response.content.decode()


def rows(text: str) -> list[str]:
    """The numbers of the rows in their order; the empty row the script copies has none."""
    return list(filter(None, re.findall(r'data-pick="(\d*)"', text)))


def row(text: str, page) -> str:
    found = re.search(rf'data-pick="{page.number_id}".*?</li>', text, re.DOTALL)[0]
    found = re.sub(r"<(\w+)[^>]* hidden>.*?</\1>", "", found, flags=re.DOTALL)
    return " ".join(re.sub("<[^>]*>", " ", found).split())


def headings(text: str) -> list[str]:
    return [re.sub("<[^>]*>", "", one).strip() for one in re.findall(r"<h2>(.*?)</h2>", text, re.DOTALL)]


def test_a_row_has_number_title_first_words_and_when_it_was_checked(client, sore):
    text = read(client, q="sore")

    assert f'href="/show/{sore.number_id}/"' in text
    assert f"Sore for 2 days. Checked {timezone.localdate():%B %Y}." in row(text, sore)
    assert "Check due." not in row(text, sore)
    assert "Safety page." not in row(text, sore)


def test_the_page_needs_no_log_in_and_is_in_no_index_and_no_cache(client, sore):
    response = client.get("/pick/")

    assert '<meta name="robots" content="noindex">' in response.content.decode()
    assert response["Cache-Control"] == "no-store"
    assert not response.cookies
    assert "autofocus" in response.content.decode()


def test_a_page_whose_check_is_due_is_flagged(client, sore):
    due_ago(sore, 90)

    assert "Check due." in row(read(client, q="sore"), sore)
    assert "Checked" not in row(read(client, q="sore"), sore)


def test_what_is_too_late_retired_or_never_public_can_not_be_picked(clinic, client, sore):
    late, gone = public(clinic, "late", question="Sore late?"), public(clinic, "gone", question="Sore gone?")
    due_ago(late, 91)
    withdrawn(gone.revisions.get(), clinic, sore)
    submitted(builders.question(clinic["editor"], "draft", question="Sore draft?"), clinic)

    assert rows(read(client)) == rows(read(client, topic="after-treatment")) == [sore.number_id]
    assert rows(read(client, q="sore")) == [sore.number_id]


def test_pages_about_harm_come_last_with_a_label(clinic, client, danger, sore):
    other = public(clinic, "lung-two", question="Lung exercise?")

    assert headings(read(client))[-1] == "When something may be wrong"
    assert rows(read(client))[-1] == danger.number_id
    assert rows(read(client, q="lung")) == [other.number_id, danger.number_id]
    assert rows(read(client, topic="after-treatment"))[-1] == danger.number_id
    assert "Safety page." in row(read(client), danger)


def test_what_was_read_most_comes_first_once_there_is_enough_to_tell(clinic, client):
    pages = [public(clinic, f"page-{place}") for place in range(5)]
    today = timezone.localdate()
    add({(today, page.number_id, 1): place for place, page in enumerate(pages, start=1)})
    add({(today - timedelta(days=40), pages[0].number_id, 1): 999})

    text = read(client)

    assert headings(text)[2] == "Read most in the last 28 days"
    assert rows(text) == [page.number_id for page in reversed(pages)]


def test_before_that_the_first_questions_stand_there(client, sore):
    assert "Questions people ask most" in headings(read(client))


def test_moments_narrow_the_list(clinic, client, sore):
    builders.shown_topic(clinic["owner"], clinic["reviewer"], slug="on-the-day", kind="moment")
    builders.shown_topic(clinic["owner"], clinic["reviewer"], slug="empty", kind="moment")
    day = public(clinic, "day", topics=["on-the-day"])

    text = read(client, topic="on-the-day")

    assert rows(text) == [day.number_id]
    assert 'href="?topic=on-the-day" aria-current="true"' in text
    assert "topic=empty" not in text


@pytest.mark.parametrize("slug", ["nothing", "../../x", "<b>", "x" * 900])
def test_a_moment_that_is_none_shows_the_usual_list(client, sore, slug):
    text = read(client, topic=slug)

    assert rows(text) == [sore.number_id]
    assert "<b>" not in text


def test_a_number_finds_its_page_first(clinic, client, sore):
    public(clinic, "other")

    assert rows(read(client, q=f" {sore.number_id[:2]} {sore.number_id[2:]}"))[0] == sore.number_id


def test_the_number_of_a_retired_page_leads_to_what_to_give_instead(clinic, client, sore):
    gone = public(clinic, "gone")
    withdrawn(gone.revisions.get(), clinic, sore)

    assert f'href="/show/{gone.number_id}/">See what it shows' in read(client, q=gone.number_id)


def test_without_script_a_bundle_is_made_with_boxes(client, sore):
    text = read(client, bundle="1", q="sore")

    assert 'class="picker bundling"' in text
    assert f'<input type="checkbox" name="n" value="{sore.number_id}">' in text
    assert '<form action="/show/">' in text
    assert '<input type="hidden" name="bundle" value="1">' in text


def test_looking_is_not_noted_and_telling_the_editors_is(client, sore):
    assert "Tell the editors" in read(client, q="purple frogs")
    assert SearchDay.objects.count() == 0

    assert "The editors will see that nothing was found." in read(client, q="purple frogs", tell="1")
    assert (SearchDay.objects.get().unfound, Term.objects.get().words) == (1, "")


@pytest.mark.parametrize("words", ["Jane Doe 1 May 1980", "jane@example.org", "call 07700 900123"])
def test_a_person_in_the_words_leaves_no_trace(client, sore, words):
    read(client, q=words, tell="1")

    assert Term.objects.count() == 0


def test_telling_of_what_is_there_notes_nothing(client, sore):
    read(client, q="sore", tell="1")

    assert SearchDay.objects.count() == 0


@pytest.mark.parametrize("typed", ["<script>alert(1)</script>", "‮gnol", "\ud800", "x" * 20_000, "% _ ' \" ; --"])
def test_whatever_is_typed_it_answers(client, sore, typed):
    text = read(client, q=typed.encode("utf-8", "surrogatepass"))

    assert "<script>alert" not in text
    assert "x" * 300 not in text


def test_the_words_go_to_no_other_site(client, sore):
    assert client.get("/pick/", {"q": "my secret"})["Referrer-Policy"] == "no-referrer"


def test_a_guide_without_pages_says_so(db, client):
    assert "We are writing this guide" in read(client)


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_costs_three_queries(clinic, client, django_assert_num_queries, count):
    for place in range(count):
        public(clinic, f"page-{place}")

    with django_assert_num_queries(3):
        client.get("/pick/")
