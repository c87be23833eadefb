"""The list of sources as it stood at a moment, below the words that were signed: byte for byte what was served."""

import pytest
from django.urls import reverse

from clinic_site.content import evidence
from clinic_site.content.topic import Topic
from clinic_site.references.models import Reference
from clinic_site.review.as_of import main_of
from clinic_site.review.as_of_forms import as_link
from tests import builders
from tests.clinic_site.content.lives import edited, withdrawn
from tests.clinic_site.review.as_of.past import as_it_read, untrue
from tests.clinic_site.review.as_of.test_as_of_screens import words


def citing(staff, slug: str, *keys: str):
    body = "".join(f"It can ache [@{key}].\n\n" for key in keys) or "Words.\n"
    page = builders.article(staff["editor"], slug, body=body, topics=[] if slug == "evidence" else ["after-treatment"])
    builders.published(page, staff)
    return page


@pytest.fixture
def page(reader, clinic):
    """The page about the research, read at ten moments; what the sources say was typed anew at the end."""
    editor, clock = clinic["editor"], reader.clock
    source, newer = builders.reference(), builders.reference("Newer2024", year=2024, study="review")
    page = citing(clinic, "evidence", "Brady2014")
    reader.read(page, "published")
    other = citing(clinic, "other", "Brady2014", "Newer2024")
    reader.read(page, "a second source, and the first one on two pages")
    evidence.mark(source, by=editor, standing="superseded", note="A review", instead=newer)
    reader.read(page, "newer research")
    searched = {"topic": Topic.objects.get(slug="after-treatment"), "by": editor, "where": "PubMed"}
    evidence.searched(searched_on=clock.now.date(), **searched)
    reader.read(page, "searched")
    evidence.mark(source, by=editor, standing="retracted", note="In the journal.")
    reader.read(page, "retracted")
    evidence.mark(source, by=clinic["owner"], standing="current", note="It was another paper.")
    reader.read(page, "taken back")
    withdrawn(other.revisions.published().get(), clinic, page)
    reader.read(page, "a page less")
    Reference.objects.update(title="zqxtyped", finding="zqxtyped", year=1999)
    reader.read(page, "typed anew in the library")
    builders.published(edited(page, editor, body="It can ache [@Newer2024].\n"), clinic)
    reader.read(page, "another source, as typed since")
    clock.move(days=400)
    reader.read(page, "long after the last search")
    return page


def test_at_each_moment_the_list_is_what_was_served(reader, page):
    served = [main_of(one.html) for one in reader.kept]

    found = [as_it_read(page.number_id, one.at).main() for one in reader.kept]

    assert found == served
    assert untrue(reader.kept) == []
    assert len(set(served)) == len(served) == 10


def test_typing_in_the_library_alone_changes_nothing_that_readers_see(reader, page):
    before, after = (main_of(one.html).partition("How we search and choose")[2] for one in reader.kept[6:8])

    assert before == after != ""


def test_each_part_is_that_of_the_moment(reader, page):
    told = [words(as_it_read(page.number_id, one.at).main()) for one in reader.kept]

    assert ["Used on 2 pages." in one for one in told] == [False] + [True] * 5 + [False] * 4
    assert ["Title of Newer2024" in one for one in told] == [False] + [True] * 5 + [False] * 4
    assert [one.count("There is newer research than this.") for one in told] == [0, 0, 2, 2] + [0] * 6
    assert ["(retracted)" in one for one in told] == [False] * 4 + [True] + [False] * 5
    assert ["we last searched for new studies on" in one for one in told] == [False] * 3 + [True] * 3 + [False] * 4
    assert ["zqxtyped" in one for one in told] == [False] * 8 + [True] * 2


def test_the_screen_says_where_the_list_comes_from_and_the_copy_holds_it(reader, page, client, clinic):
    client.force_login(clinic["publisher"])
    one = reader.kept[1]
    moment = {"at": as_link(one.at)}

    screen = words(client.get(reverse("as_of_page", args=[page.number_id]), moment).content.decode())
    copy = client.get(reverse("as_of_copy", args=[page.number_id]), moment).content.decode()

    assert "as the signed copies of that moment printed it" in screen
    assert main_of(copy) == main_of(one.html)


def test_the_list_costs_one_query_for_any_number_of_sources(clock, clinic, django_assert_num_queries):
    keys = [f"Source{place}" for place in range(3)]
    for key in keys:
        builders.reference(key)
    page = citing(clinic, "evidence", *keys[:1])
    one = clock.move(hours=1)
    builders.published(edited(page, clinic["editor"], body="".join(f"Words [@{key}].\n\n" for key in keys)), clinic)
    three = clock.move(hours=1)
    with django_assert_num_queries(7):
        as_it_read(page.number_id, one)
    with django_assert_num_queries(7):
        as_it_read(page.number_id, three)
