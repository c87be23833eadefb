"""Named handouts as readers get them."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone

from clinic_site.content import listing, publishing
from clinic_site.content.picks import picks
from clinic_site.content.reading import read_shared
from clinic_site.handouts.models import Handout
from clinic_site.numbers import qr
from clinic_site.search.query import ask
from faq.models import Question
from tests import builders
from tests.clinic_site.content.lives import edited, withdrawn
from tests.clinic_site.handouts.pages import asked, changed, merged, retired


@pytest.fixture
def three(clinic):
    return [asked(clinic, slug) for slug in ("first", "second", "third")]


def handout(staff, *pages, slug: str = "for-today", **fields) -> Handout:
    page = builders.handout(staff["editor"], slug, items=[page.number_id for page in pages], **fields)
    builders.published(page, staff)
    return page


def text(client, where: str, status: int = 200) -> str:
    response = client.get(where)
    assert response.status_code == status, (where, response.status_code, response.headers)
    assert not response.cookies
    return response.content.decode()


def items(html: str) -> list[str]:
    return re.findall(r'<h2 id="item-\d+"[^>]*>(.*?)</h2>', html)


def test_it_shows_its_own_words_and_its_pages_in_the_order_signed(client, clinic, three):
    points = ["Rest.", "Call {{phone}}.", "Come back."]
    page = handout(clinic, *reversed(three), points=points, body="More to say.\n")

    html = text(client, page.path)

    for part in ("Handout for-today", "Lede of for-today.", "3 things to remember", "Call 01632 960001."):
        assert part in html
    for part in ("The answer to first is one sentence.", "More to say.", "This page holds no details about you."):
        assert part in html
    assert items(html) == ["Question third?", "Question second?", "Question first?"]
    assert qr.svg(qr.coded_address(page.number_id)) in html
    assert qr.short_address(page.number_id) in html


def test_its_number_leads_to_it_also_where_bundles_are_asked_for(client, clinic, three):
    page = handout(clinic, *three)

    for address in (f"/{page.number_id}", f"/h/{page.number_id}"):
        assert client.get(address)["Location"] == page.path


@pytest.mark.parametrize("typed", ["/h/for-today", "/H/for-today", "/H/for-today/"])
def test_other_ways_to_write_its_address_lead_to_it(client, clinic, three, typed):
    page = handout(clinic, *three)

    assert client.get(typed)["Location"] == page.path


def test_it_carries_what_it_needs_and_what_its_pages_need_each_once(client, clinic, three):
    flagged = [asked(clinic, slug, flags=["mentions-pregnancy"]) for slug in ("fourth", "fifth")]
    page = handout(clinic, three[0], *flagged, flags=["mentions-blood-thinners"])

    for where in (page.path, f"/print/{page.number_id}"):
        html = text(client, where)
        for key in ("pregnancy", "blood-thinners", "general-information", "not-for-emergencies", "emergency"):
            assert html.count(f'data-part="{key}"') == 1, (where, key)


@pytest.mark.parametrize("kind", ["emergency", "same-day"])
def test_a_card_that_its_text_places_stands_once(client, clinic, three, kind):
    page = handout(clinic, *three, body=f"Before it.\n\n:::{kind}\n- and one line more\n:::\n")

    for where in (page.path, f"/print/{page.number_id}"):
        html = text(client, where)
        assert html.count(f'data-part="{kind}"') == 1
        assert "and one line more" in html
        assert html.index('data-part="emergency"') < html.index("Before it.")


def test_its_pages_are_read_as_they_are_now(client, clinic, three):
    page = handout(clinic, *three)
    changed(three[0], clinic, "It was wrong.", short_answer="It is otherwise now.")

    assert "It is otherwise now." in text(client, page.path)


def test_a_retired_page_is_left_out_and_said_so(client, clinic, three):
    page = handout(clinic, *three)
    retired(three[0], clinic, three[2])

    html = text(client, page.path)

    assert items(html) == ["Question second?", "Question third?"]
    assert "We took down “Question first?” on" in html


def test_a_merged_page_is_stood_for_by_the_other(client, clinic, three):
    page = handout(clinic, *three[:2])
    merged(three[0], clinic, three[2])

    html = text(client, page.path)

    assert items(html) == ["Question third?", "Question second?"]
    assert "“Question first?” is now part of “Question third?”." in html


def test_a_handout_of_retired_pages_alone_is_gone_and_says_what_to_read(client, clinic, three):
    page = handout(clinic, *three[:2])
    for one in three[:2]:
        retired(one, clinic, three[2])

    for where in (page.path, f"/print/{page.number_id}"):
        assert "Question third?" in text(client, where, 410)


def test_what_is_overdue_is_told_of_a_page_and_of_the_handout(client, clinic, three):
    page = handout(clinic, *three)
    late = timezone.localdate() - timedelta(days=1)

    Question.objects.filter(pk=three[0].pk).update(review_due=late)
    assert "“Question first?” was due for a check on" in text(client, page.path)
    assert "Do not use this copy after" not in text(client, f"/print/{page.number_id}")
    Handout.objects.update(review_due=late)
    assert "This page was due for a check on" in text(client, page.path)


def test_paper_shows_the_same_and_the_first_day_that_something_on_it_is_due(client, clinic, three):
    page = handout(clinic, *three, body="More to say.\n")
    Question.objects.filter(pk=three[0].pk).update(review_due=timezone.localdate() + timedelta(days=3))

    html = text(client, f"/print/{page.number_id}")

    day = f"{timezone.localdate() + timedelta(days=3):%-d %B %Y}"
    for part in ("Handout for-today", "Remember for-today.", "The answer to first", "More to say.",
                 f"Do not use this copy after {day}."):  # fmt: skip
        assert part in html
    assert f'<p class="code">{page.number_id}</p>' in html


def test_a_withdrawn_one_says_so_and_a_moved_one_leads_on(client, clinic, three):
    page = handout(clinic, *three)
    publishing.move(page, by=clinic["publisher"], slug="for-later")

    for where in ("/h/for-today/", "/h/for-today"):
        response = client.get(where)
        assert (response.status_code, response["Location"]) == (301, "/h/for-later/")
    withdrawn(page.revisions.get(), clinic, three[0])
    assert "Question first?" in text(client, "/h/for-later/", 410)


def test_words_that_name_none_are_asked_for_again(client, clinic):
    assert 'value="nothing-here"' in text(client, "/h/nothing-here/", 404)


def test_a_draft_is_found_nowhere(client, clinic, three):
    page = builders.handout(clinic["editor"], "secret", items=[one.number_id for one in three])

    for where in (page.path, f"/{page.number_id}", f"/print/{page.number_id}", f"/show/{page.number_id}/"):
        text(client, where, 404)


def test_it_is_found_where_pages_are_found(client, clinic, three):
    page = handout(clinic, *three, search_words=["zebra"])
    common = read_shared()

    assert page.number_id in {hit.number for hit in ask("zebra").hits}
    assert page.number_id in {pick.number for pick in picks(common)}
    assert page.path in {row.url for row in listing.public_pages(common)}
    for where in ("/search/?q=zebra", "/sitemap.xml", "/changes/", "/topics/after-treatment/"):
        assert page.path in text(client, where), where
    assert page.heading in text(client, f"/show/{page.number_id}/")
    assert "Handout." in text(client, "/search/?q=zebra")


@pytest.mark.parametrize("many", [2, 5])
def test_it_costs_three_queries_whatever_it_holds(client, clinic, many, django_assert_num_queries):
    pages = [asked(clinic, f"page-{place}") for place in range(many)]
    page = handout(clinic, *pages, body=f"See [one of them](page:{pages[0].number_id}).\n")

    with django_assert_num_queries(3):
        text(client, page.path)


def test_the_words_on_the_desk_never_leak(client, clinic, three):
    page = handout(clinic, *three)
    edited(page, clinic["editor"], title="zqxsecret", lede="zqxsecret", points=["zqxsecret"], body="zqxsecret",
           items=[three[0].number_id, "2018"])  # fmt: skip

    for where in (page.path, f"/print/{page.number_id}"):
        html = text(client, where)
        assert "zqxsecret" not in html
        assert len(re.findall('id="item-', html)) == 3
