"""The screens: who may look, what they ask, and what they answer when there is nothing to show."""

import re
from datetime import UTC, datetime, timedelta
from hashlib import sha256

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from clinic_site.content import evidence, publishing, withdrawing
from clinic_site.review.as_of import main_of
from clinic_site.review.as_of_forms import as_link
from tests import builders
from tests.clinic_site.content.lives import edited, withdrawn
from tests.clinic_site.review.as_of.past import START

AT_THE_START = {"at": as_link(START)}


@pytest.fixture
def page(clock, clinic):
    """First public at ten on 3 March 2026, London time."""
    clock.now = datetime(2026, 3, 3, 10, 0, tzinfo=UTC)
    page = builders.article(clinic["editor"], lede="First words.")
    builders.published(page, clinic)
    clock.move(hours=2)
    return page


@pytest.fixture
def staff_client(client, clinic, page, settings):
    # The clock of these tests moves by days.
    settings.SESSION_COOKIE_AGE = timedelta(days=1000).total_seconds()
    client.force_login(clinic["publisher"])
    return client


def asked(client, name: str, *route, follow: bool = True, **query) -> str:
    return client.get(reverse(name, args=route), query, follow=follow).content.decode()


def words(html: str) -> str:
    return " ".join(re.sub(r"<[^>]*>", " ", html).split())


def test_a_day_and_a_time_lead_to_the_page_with_who_signed_it(staff_client, page):
    answer = asked(staff_client, "as_of", day="2026-03-03", time="10:15", page=page.number_id)

    revision = page.revisions.get()
    assert "This is how the page read on 3 March 2026, 10:15. It may be out of date." in words(answer)
    assert "Approved by Reviewer (a physiotherapist), 3 March 2026, 10:00" in words(answer)
    assert revision.digest in answer


def test_an_address_is_as_good_as_a_number(staff_client, page, clinic):
    old = page.path
    publishing.move(page, by=clinic["publisher"], slug="aching")

    for typed in (old, "/articles/aching/", f"https://clinic.example{old}", page.number_id):
        answer = asked(staff_client, "as_of", day="2026-03-03", time="10:15", page=typed)

        assert f"Page {page.number_id}, {old} Moment" in words(answer), typed


def test_without_a_time_it_is_the_end_of_the_day(staff_client, page, clock, clinic):
    builders.published(edited(page, clinic["editor"], lede="Second words."), clinic)
    clock.move(days=1)

    answer = staff_client.get(reverse("as_of_page", args=[page.number_id]), {"day": "2026-03-03", "time": ""})
    copy = staff_client.get(answer.url.replace("/?", "/copy/?")).content.decode()

    assert "at=2026-03-03T23%3A59%3A59.999999Z" in answer.url
    assert "Second words." in copy


def test_today_without_a_time_is_now(staff_client, page, clock):
    answer = staff_client.get(reverse("as_of"), {"day": "2026-03-03", "page": page.number_id})

    assert answer.url == f"{reverse('as_of_page', args=[page.number_id])}?at=2026-03-03T12%3A00%3A00Z"


def test_a_time_is_read_in_the_zone_of_the_site(client, page, clock, clinic):
    clock.now = datetime(2026, 11, 1, 9, 0, tzinfo=UTC)
    client.force_login(clinic["publisher"])
    address = reverse("as_of_page", args=[page.number_id])

    summer = client.get(address, {"day": "2026-07-01", "time": "12:00"})
    twice = client.get(address, {"day": "2026-10-25", "time": "01:30"})

    assert summer.url.endswith("?at=2026-07-01T11%3A00%3A00Z")
    assert twice.url.endswith("?at=2026-10-25T01%3A30%3A00Z")


@pytest.mark.parametrize(
    ("query", "told"),
    [
        ({"day": "2026-03-04", "time": "09:00"}, "This moment has not come yet."),
        ({"day": "2026-03-03", "time": "12:01"}, "This moment has not come yet."),
        ({"at": "9999-12-31T23:59:59-12:00"}, "This moment has not come yet."),
        ({"at": "0001-01-01T00:00:00+12:00"}, "no record of a day so long ago"),
        ({"day": "0001-01-01"}, "no record of a day so long ago"),
        ({"day": ""}, "Choose a day."),
        ({"day": "yesterday"}, "Enter a valid date."),
        ({"at": "2026-02-31T00:00:00Z"}, "names no moment"),
        ({"at": "soon"}, "names no moment"),
    ],
)
def test_a_moment_that_can_not_be_shown_is_refused_kindly(staff_client, page, query: dict, told: str):
    for address in (reverse("as_of"), reverse("as_of_page", args=[page.number_id])):
        answer = staff_client.get(address, query)

        assert answer.status_code == 400
        assert told in words(answer.content.decode())
        assert "<iframe" not in answer.content.decode()


def test_an_unknown_number_is_refused_kindly(staff_client, page):
    answer = staff_client.get(reverse("as_of"), {"day": "2030-01-01", "page": "/articles/nowhere/"})

    assert answer.status_code == 400
    assert '<a href="#id_page">' in answer.content.decode()
    assert '<a href="#id_day">' in answer.content.decode()
    assert "No page has this number or address." in words(answer.content.decode())


def test_before_its_first_text_the_page_was_not_there(staff_client, page):
    answer = words(asked(staff_client, "as_of_page", page.number_id, at="2026-03-03T09:59:59Z"))

    assert "The page had not been public by 3 March 2026, 09:59:59." in answer
    assert "Readers first saw it on 3 March 2026, 10:00." in answer


def test_a_page_that_was_never_public_says_so(staff_client, clinic):
    draft = builders.article(clinic["editor"], "draft", title="zqxdraft")

    answer = asked(staff_client, "as_of_page", draft.number_id, **AT_THE_START)

    assert "It never was." in answer
    assert "zqxdraft" not in answer


def test_a_page_that_was_gone_shows_what_readers_were_told(staff_client, page, clock, clinic):
    other = builders.article(clinic["editor"], "other")
    builders.published(other, clinic)
    withdrawn(page.revisions.get(), clinic, other)
    moment = as_link(clock.move(hours=1))

    answer = words(asked(staff_client, "as_of_page", page.number_id, at=moment))
    copy = words(asked(staff_client, "as_of_copy", page.number_id, at=moment))

    assert "it had been taken down on 3 March 2026, 12:00." in answer
    assert "From 3 March 2026, 10:00 until 3 March 2026, 12:00" in answer
    assert "We have retired this page" in copy


def test_a_page_that_led_elsewhere_names_the_other_one(staff_client, page, clock, clinic):
    other = builders.article(clinic["editor"], "other")
    builders.published(other, clinic)
    withdrawing.merge(page.revisions.get(), by=clinic["publisher"], into=other.number_id)
    moment = as_link(clock.move(hours=1))

    answer = asked(staff_client, "as_of_page", page.number_id, at=moment)

    assert f"The page they were led to: {other.number_id}, /articles/other/" in words(answer)
    assert staff_client.get(reverse("as_of_copy", args=[page.number_id]), {"at": moment}).status_code == 404


def test_the_copy_proves_itself(staff_client, page, clock):
    at = datetime(2026, 3, 3, 10, 15, tzinfo=UTC)

    answer = staff_client.get(reverse("as_of_copy", args=[page.number_id]), {"at": as_link(at)})
    copy = answer.content.decode()

    assert "Copy of the page as shown on 3 March 2026, 10:15." in words(copy)
    assert sha256(main_of(copy).encode()).hexdigest() in copy
    assert page.revisions.get().digest in copy
    assert "Copy made by Publisher on 3 March 2026, 12:00." in words(copy)
    assert "<script" not in copy
    assert answer["X-Robots-Tag"] == "noindex"
    assert "frame-ancestors 'self'" in answer["Content-Security-Policy"]


def test_the_whole_site_lists_what_was_public_and_what_stood_around_it(staff_client, page, clock, clinic):
    source = builders.reference()
    evidence.mark(source, by=clinic["editor"], standing="retracted", note="In the journal.")
    question = builders.question(clinic["editor"], list_title="Pain: how much?")
    builders.published(question, clinic)
    moment = as_link(clock.now)
    clock.move(hours=1)
    builders.published(edited(question, clinic["editor"], list_title="zqxlater"), clinic)
    publishing.move(question, by=clinic["publisher"], slug="will-it-hurt")

    answer = asked(staff_client, "as_of", at=moment)
    earlier = asked(staff_client, "as_of", at="2026-03-03T10:30:00Z")

    row = f"{question.number_id} Pain: how much? /faq/does-it-hurt/ 1 Reviewer (a physiotherapist)"
    assert row in words(answer)
    assert f'href="{reverse("as_of_page", args=[question.number_id])}?at={moment.replace(":", "%3A")}"' in answer
    assert "Brady2014: Withdrawn by its publisher" in words(answer)
    assert "zqxlater" not in answer
    assert "Questions" not in words(earlier)
    assert "Articles (1)" in words(earlier)
    assert "Sources that no longer stood None." in words(earlier)


def test_before_anything_was_public_the_list_is_empty(staff_client, page):
    answer = words(asked(staff_client, "as_of", at=as_link(START - timedelta(days=1))))

    assert "No page was public then." in answer


@pytest.mark.parametrize("name", ["as_of", "as_of_page", "as_of_copy"])
def test_only_who_may_read_the_record_may_look(client, clinic, page, name: str):
    address = reverse(name, args=[] if name == "as_of" else [page.number_id])
    moment = {"at": "2026-03-03T10:15:00Z"}

    outside = client.get(address, moment)
    client.force_login(clinic["clinician"])
    clinician = client.get(address, moment)
    client.force_login(clinic["editor"])

    assert outside.url.startswith(reverse("admin:login"))
    assert clinician.status_code == 403
    assert client.get(address, moment).status_code == 200
    assert client.post(address, moment).status_code == 405


def test_a_number_of_no_page_is_not_found(staff_client):
    assert staff_client.get(reverse("as_of_page", args=["abcd"]), AT_THE_START).status_code == 404


def test_the_screen_of_a_page_leads_to_its_past(client, clinic, page):
    link = f'href="{reverse("as_of_page", args=[page.number_id])}"'
    change = reverse("admin:articles_article_change", args=[page.pk])

    client.force_login(clinic["editor"])
    editor = client.get(change).content.decode()
    client.force_login(clinic["clinician"])

    assert link in editor
    assert link not in client.get(change).content.decode()


def queries(client, address: str, at: str) -> int:
    with CaptureQueriesContext(connection) as asked_of_it:
        assert client.get(address, {"at": at}).status_code == 200
    return len(asked_of_it)


def test_the_number_of_queries_does_not_grow(staff_client, page, clock, clinic):
    addresses = [reverse("as_of")] + [reverse(name, args=[page.number_id]) for name in ("as_of_page", "as_of_copy")]
    before = [queries(staff_client, address, as_link(clock.now)) for address in addresses]

    others = [builders.question(clinic["editor"], f"other-{place}") for place in range(3)]
    for other in others:
        builders.published(other, clinic)
    links = "".join(f"- [a page about {other.slug}](page:{other.number_id})\n" for other in others)
    for place in range(3):
        body = f"Words {place}.\n\n{links}"
        related = [other.number_id for other in others]
        builders.published(edited(page, clinic["editor"], body=body, related=related), clinic)
    clock.move(hours=1)
    after = [queries(staff_client, address, as_link(clock.now)) for address in addresses]

    # One more for the links, which the first text did not have.
    assert after == [before[0], before[1] + 1, before[2] + 1]
    assert max(after) <= 15
