from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from clinic_site.content import desk, publishing, workflow
from clinic_site.references.models import Reference
from clinic_site.views.evidence import found_and_limits, site_of
from tests import builders
from tests.clinic_site.content.lives import submitted, withdrawn

INDEX = "/evidence/"


def words_of(client, address: str = INDEX) -> str:
    return " ".join(client.get(address).content.decode().split())


def cite(clinic, *keys: str, slug: str = "soreness", **fields):
    marks = "".join(f"It can ache [@{key}].\n\n" for key in keys)
    return builders.published(builders.article(clinic["editor"], slug, body=marks, **fields), clinic)


@pytest.fixture
def three_sources(clinic):
    builders.reference("Survey2014", study="survey", label="A survey of 39 therapists", year=2014)
    builders.reference("Review2021", study="review", label="A summary of 28 studies.", year=2021)
    builders.reference("Trial2001", study="trial", label="One small trial", year=2001)
    cite(clinic, "Survey2014", "Review2021", "Trial2001")
    return clinic


def test_a_source_is_listed_with_its_strength_its_year_and_its_use(three_sources, client):
    cite(three_sources, "Survey2014", slug="bruises")

    text = words_of(client)

    assert text.index("A survey of 39 therapists") < text.index("Title of Survey2014")
    assert '<a href="/evidence/Survey2014/">Title of Survey2014</a>' in text
    assert "2014. Used on 2 pages." in text
    assert "2021. Used on 1 page." in text


def test_the_newest_source_comes_first(three_sources, client):
    text = words_of(client)

    places = [text.index(f"Title of {key}") for key in ("Review2021", "Survey2014", "Trial2001")]
    assert places == sorted(places)
    assert "3 sources, newest first." in text


def test_sources_are_narrowed_by_kind_and_year(three_sources, client):
    by_kind, by_year = words_of(client, f"{INDEX}?kind=survey"), words_of(client, f"{INDEX}?year=2000")

    assert "Title of Survey2014" in by_kind
    assert "Title of Review2021" not in by_kind
    assert "1 of our 3 sources" in by_kind
    assert "Title of Trial2001" in by_year
    assert "Title of Survey2014" not in by_year


def test_the_list_is_folded_until_a_reader_narrows_it_and_a_link_into_it_opens_it(three_sources, client):
    whole, narrowed = words_of(client), words_of(client, f"{INDEX}?kind=survey")

    assert '<details> <summary>Show the list of all 3 sources</summary> <div id="sources">' in whole
    assert "<details open> <summary>Show the list of all 3 sources</summary>" in narrowed


@pytest.mark.parametrize("query", ["kind=nonsense", "year=next", "kind=&year=", "kind=law", "x=%27", "kind=%F0%9F%A6"])
def test_a_choice_nobody_offered_shows_everything(three_sources, client, query):
    assert "3 sources, newest first." in words_of(client, f"{INDEX}?{query}")


def test_two_choices_that_meet_in_nothing_lead_back_to_all(three_sources, client):
    text = words_of(client, f"{INDEX}?kind=survey&year=2000")

    assert "We have no source of this kind from these years." in text
    assert f'<a href="{INDEX}#sources">Show all the sources</a>' in text


@pytest.mark.parametrize("address", [INDEX, f"{INDEX}?kind=survey&year=2010", "/evidence/Survey2014/"])
def test_the_evidence_costs_at_most_three_queries(three_sources, client, django_assert_max_num_queries, address):
    with django_assert_max_num_queries(3):
        client.get(address)


def test_without_any_source_the_page_says_so_and_offers_the_phone(clinic, client):
    text = words_of(client)

    assert "We have not looked at this yet." in text
    assert "Call us on 01632 960001" in text


def test_the_day_of_the_newest_look_is_shown(clinic, client):
    today = timezone.localdate()
    builders.reference("Older2010", checked_on=date(2020, 1, 5))
    builders.reference("Newer2011", checked_on=today)
    cite(clinic, "Older2010", "Newer2011")

    text = words_of(client)

    assert f"We last looked up a source on {today:%-d %B %Y}." in text
    assert "more than a year ago" not in text


def test_a_look_of_long_ago_is_said_to_be_old(clinic, client):
    builders.reference("Older2010", checked_on=timezone.localdate() - timedelta(days=366))
    cite(clinic, "Older2010")

    assert "more than a year ago" in words_of(client)


def research(clinic, **fields):
    texts = {"title": "What was found", "lede": "It may help a little.", "body": "It can ache [@Brady2014].\n"}
    return builders.article(clinic["editor"], "evidence", topics=[], **texts | fields)


def test_what_was_signed_about_the_research_stands_above_its_sources(clinic, client):
    builders.reference("Brady2014")
    page = research(clinic)
    revision = submitted(page, clinic)
    assert "It may help a little." not in words_of(client)

    publishing.publish(workflow.approve(revision, by=clinic["reviewer"]), by=clinic["publisher"])

    text = words_of(client)
    assert text.index("<h1>What was found</h1>") < text.index("It can ache") < text.index("How we check our pages")
    assert text.index("How we check our pages") < text.index('id="source-1"') < text.index("Our sources")
    assert 'data-part="general-information"' in text
    assert text.rindex("Title of Brady2014") > text.index("Our sources")


def test_words_for_sureness_are_explained_by_the_signed_page_once_there_is_one(clinic, client):
    explained = "These are the words we use, and what we mean by them."
    builders.reference("Brady2014")
    cite(clinic, "Brady2014")
    assert explained in words_of(client)

    builders.published(research(clinic), clinic)

    assert explained not in words_of(client)


def test_the_page_about_the_research_carries_the_safety_texts_it_needs(clinic, client):
    builders.reference("Brady2014")
    builders.published(research(clinic, flags=["reports-evidence"]), clinic)

    assert 'data-part="evidence-uncertainty"' in words_of(client)


def test_its_links_lead_where_the_pages_are_now(clinic, client):
    builders.reference("Brady2014")
    target = builders.question(clinic["editor"])
    builders.published(target, clinic)
    body = f"It can ache [@Brady2014]. Read [how sore you may be](page:{target.number_id}).\n"
    builders.published(research(clinic, body=body, related=[target.number_id]), clinic)

    assert f'<a href="{target.path}">how sore you may be</a>' in words_of(client)


@pytest.mark.parametrize("count", [1, 3])
def test_with_it_the_evidence_costs_three_queries(clinic, client, django_assert_num_queries, count: int):
    builders.reference("Brady2014")
    builders.published(research(clinic), clinic)
    for place in range(count):
        cite(clinic, "Brady2014", slug=f"page-{place}")

    with django_assert_num_queries(3):
        client.get(INDEX)


def test_all_pages_are_read_once_and_links_lead_on(clinic, client, django_assert_num_queries):
    target = builders.published(builders.article(clinic["editor"], "soreness"), clinic).page
    builders.reference("Brady2014")
    body = f"It can ache [@Brady2014]. Read [how sore you may be](page:{target.number_id}).\n"
    builders.published(research(clinic, body=body), clinic)
    words_of(client)

    with django_assert_num_queries(3), CaptureQueriesContext(connection) as asked:
        assert f'<a href="{target.path}">how sore you may be</a>' in words_of(client)
    assert [query["sql"] for query in asked if "col_printed" in query["sql"]] == []

    cite(clinic, "Brady2014", slug="bruises")
    assert "Used on 2 pages." in words_of(client)


def test_what_a_public_page_prints_counts_more_than_what_a_retired_one_did(clinic, client):
    other = builders.question(clinic["editor"])
    builders.published(other, clinic)
    builders.reference("Brady2014", label="The label of the public page")
    cite(clinic, "Brady2014")
    Reference.objects.update(label="The label of the retired page")
    withdrawn(cite(clinic, "Brady2014", slug="retired"), clinic, other)

    text = words_of(client, "/evidence/Brady2014/")

    assert "The label of the public page" in text
    assert "The label of the retired page" not in text


def test_a_source_shows_what_it_found_apart_from_its_limits(clinic, client):
    builders.reference(
        "Brady2014", finding="About 19 of 100 had one.\r\n\r\nLimits: Some may be missing.", study="survey"
    )
    cite(clinic, "Brady2014")

    text = words_of(client, "/evidence/Brady2014/")

    assert "<h2>What it found</h2> <p>About 19 of 100 had one.</p> <h2>What to keep in mind</h2>" in text
    assert "<p>Some may be missing.</p>" in text
    assert "<dd>A survey</dd>" in text


def test_limits_reach_to_the_end():
    assert found_and_limits("One.\n\n \nTwo.\n\nLimits: Three.\n\nFour.") == (["One.", "Two."], ["Three.", "Four."])


def test_without_limits_there_is_no_heading_for_them(clinic, client):
    builders.reference("Brady2014")
    cite(clinic, "Brady2014")

    assert "What to keep in mind" not in words_of(client, "/evidence/Brady2014/")


def test_a_source_leads_to_other_sites_by_their_names(clinic, client):
    builders.reference("Brady2014", doi="10.1179/a<b>#1", pmid="25125935", url="https://www.example.org/paper?a=1&b=2")
    cite(clinic, "Brady2014")

    text = words_of(client, "/evidence/Brady2014/")

    assert '<a href="https://doi.org/10.1179/a%3Cb%3E%231">Find it on doi.org</a>' in text
    assert '<a href="https://pubmed.ncbi.nlm.nih.gov/25125935/">Find it on PubMed</a>' in text
    assert '<a href="https://www.example.org/paper?a=1&amp;b=2">Find it on www.example.org</a>' in text


@pytest.mark.parametrize(
    "address",
    [
        "",
        "javascript:alert(1)",
        "ftp://example.org/",
        "//example.org/",
        "https://",
        "https://[",
        "https://a.org:b@c.org",
    ],
)
def test_an_address_that_is_no_page_of_a_site_gets_no_link(address):
    assert site_of(address) == ""


def test_a_source_names_the_pages_that_use_it_or_says_that_none_does(clinic, client):
    builders.reference("Brady2014")
    page = cite(clinic, "Brady2014").page
    assert f'<a href="{page.path}">Title of soreness</a>' in words_of(client, "/evidence/Brady2014/")

    page.refresh_from_db()
    builders.published(desk.save(page, by=clinic["editor"], base_edit=page.edit, body="Other words.\n"), clinic)

    assert "No page of this guide uses it now." in words_of(client, "/evidence/Brady2014/")


def test_the_pages_are_read_once_for_all_their_sources(three_sources, client, django_assert_num_queries):
    client.get("/evidence/Trial2001/")

    with django_assert_num_queries(1):
        assert "Title of Review2021" in words_of(client, "/evidence/Review2021/")


def test_a_source_tells_at_once_of_a_page_that_has_come(three_sources, client):
    assert "Title of bruises" not in words_of(client, "/evidence/Trial2001/")

    cite(three_sources, "Trial2001", slug="bruises")

    assert "Title of bruises" in words_of(client, "/evidence/Trial2001/")
