"""Many pages at once: every title is seen first, every page goes through its verb, and one press takes it all back."""

import re
from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from articles.models import Article
from clinic_site.content import bulk, looking_after
from clinic_site.content.event import Event
from tests import builders
from tests.clinic_site.content.forms import signed_in, text_of
from tests.clinic_site.content.lives import edited, submitted

LIST = "/admin/articles/article/"


def begin(browser, name: str, pages):
    """Ticks the pages in the list and chooses what to do with them."""
    return browser.post(LIST, {"action": f"bulk_{name}", "_selected_action": [page.pk for page in pages], "index": "0"})


def confirm(browser, name: str, pages, **form):
    """Goes on from the list of titles with what was seen there; answers with the page that says what came of it."""
    seen = re.findall(r'name="page" value="([^"]*)"', text_of(begin(browser, name, pages)))
    return browser.post(f"{LIST}bulk/{name}/", {"page": seen} | form, follow=True)


def undo(browser):
    return browser.post(f"{LIST}bulk/undo/", follow=True)


def fresh(page) -> Article:
    return Article.objects.get(pk=page.pk)


@pytest.fixture
def pages(clinic):
    return [builders.article(clinic["editor"], f"page-{place}") for place in range(3)]


@pytest.fixture
def public(clinic, pages):
    for page in pages:
        builders.published(page, clinic)
    return [fresh(page) for page in pages]


def test_every_title_is_listed_before_anything_happens(clinic, pages):
    response = begin(signed_in(clinic["editor"]), "owner", pages)

    text = text_of(response)
    assert response.status_code == 200
    assert all(str(page) in text for page in pages)
    assert "Set the owner: 3 pages" in " ".join(text.split())
    assert not Event.objects.filter(verb="assign").exists()


def test_many_pages_get_an_owner_and_lose_it_again(clinic, pages):
    browser, owner = signed_in(clinic["editor"]), clinic["reviewer"]
    looking_after.assign(pages[0], by=clinic["editor"], owner=clinic["owner"])

    text = text_of(confirm(browser, "owner", pages, owner=owner.pk))

    assert "Done to 3 pages; left out: 0." in text
    assert "be undone here" not in text
    assert "Owner: Reviewer, before: Owner." in text
    assert [fresh(page).owner for page in pages] == [owner] * 3
    assert "Undone for 3 pages." in text_of(undo(browser))
    assert [fresh(page).owner for page in pages] == [clinic["owner"], None, None]


def test_a_page_that_has_this_owner_already_is_left_out_and_named(clinic, pages):
    looking_after.assign(pages[0], by=clinic["editor"], owner=clinic["reviewer"])

    text = text_of(confirm(signed_in(clinic["editor"]), "owner", pages, owner=clinic["reviewer"].pk))

    assert "Done to 2 pages; left out: 1." in text
    assert f"{pages[0]}</a>: Nothing would change" in text
    assert "Undo all of it" in text


def test_checks_are_brought_forward_and_put_back(clinic, public):
    browser, day = signed_in(clinic["reviewer"]), timezone.localdate() + timedelta(days=30)
    before = [page.review_due for page in public]

    confirm(browser, "review_date", public, day=day.isoformat())

    assert [fresh(page).review_due for page in public] == [day] * 3
    undo(browser)
    assert [fresh(page).review_due for page in public] == before


def test_a_check_is_not_put_off_and_a_draft_has_none(clinic, public):
    draft = builders.article(clinic["editor"], "draft")
    browser = signed_in(clinic["reviewer"])

    listed = text_of(begin(browser, "review_date", [*public, draft]))
    text = text_of(confirm(browser, "review_date", [*public, draft], day="2099-01-01"))

    assert "It is not public, so it has no check to bring forward." in listed
    assert "Set the date: 3 pages" in " ".join(listed.split())
    assert "left out: 4." in text
    assert text.count("not put off") == 3
    assert "Undo all of it" not in text


def test_the_main_topic_moves_on_the_desks_only_and_back(clinic, public):
    for slug in ("sport", "rest"):
        builders.shown_topic(clinic["owner"], clinic["reviewer"], slug)
    two = edited(public[0], clinic["editor"], topics=["after-treatment", "rest", "sport"])
    browser = signed_in(clinic["editor"])

    text = text_of(confirm(browser, "topic", public, topic="sport"))

    assert [fresh(page).topics for page in public] == [["sport", "rest"], ["sport"], ["sport"]]
    assert public[0].revisions.published().get().topics == ["after-treatment"]
    assert "Main topic on the desk: Sport, before: After treatment." in text
    undo(browser)
    assert [fresh(page).topics for page in public] == [two.topics, ["after-treatment"], ["after-treatment"]]


def test_the_screen_says_when_readers_see_a_topic_and_who_can_approve_it(clinic, pages):
    text = text_of(begin(signed_in(clinic["editor"]), "topic", pages))

    assert "It goes to readers when each page is sent and signed" in text
    assert "be the one who approves it" in text


def test_many_pages_are_sent_with_one_note_and_stay_sent(clinic, pages):
    submitted(pages[0], clinic)
    browser = signed_in(clinic["editor"])

    text = text_of(confirm(browser, "send", pages, note="All new.", kind="clinical"))

    assert "Done to 2 pages; left out: 1." in text
    assert "This can't be undone here" in " ".join(text.split()).replace("&#x27;", "'")
    assert "Undo all of it" not in text
    assert [page.revisions.get().note for page in pages] == ["For a check.", "All new.", "All new."]
    assert "There is nothing to undo any more" in text_of(undo(browser))
    assert [page.revisions.get().state for page in pages] == ["submitted"] * 3


def test_what_stops_one_page_is_named_and_the_others_are_sent(clinic, pages):
    broken = edited(pages[1], clinic["editor"], body="Words [@Nobody1999].\n")

    text = text_of(confirm(signed_in(clinic["editor"]), "send", pages, note="All new.", kind="clinical"))

    assert "Nobody1999" in text
    assert not broken.revisions.exists()
    assert pages[2].revisions.exists()


def test_a_page_changed_after_it_was_listed_is_left_and_named(clinic, pages):
    browser = signed_in(clinic["editor"])
    seen = [f"{page.pk}:{page.edit}" for page in pages]
    edited(pages[0], clinic["owner"])

    text = text_of(
        browser.post(f"{LIST}bulk/send/", {"page": seen, "note": "All new.", "kind": "clinical"}, follow=True)
    )

    assert "Somebody changed it meanwhile" in text
    assert not pages[0].revisions.exists()
    assert "Done to 2 pages" in text


@pytest.mark.parametrize("name", ["owner", "topic"])
def test_a_page_changed_since_is_left_by_the_undo_and_named(clinic, pages, name: str):
    builders.shown_topic(clinic["owner"], clinic["reviewer"], "sport")
    browser, form = signed_in(clinic["editor"]), {"owner": clinic["reviewer"].pk, "topic": "sport"}
    confirm(browser, name, pages, **{name: form[name]})
    if name == "owner":
        looking_after.assign(pages[1], by=clinic["owner"], owner=clinic["publisher"])
    else:
        edited(pages[1], clinic["owner"])

    text = text_of(undo(browser))

    assert "Undone for 2 pages." in text
    assert f"{pages[1]}</a>: Somebody changed it meanwhile, so it was left as it is." in text
    page = fresh(pages[1])
    assert page.owner == clinic["publisher"] if name == "owner" else page.topics == ["sport"]


def test_an_undo_works_once_and_for_ten_minutes(clinic, pages, monkeypatch):
    browser, real = signed_in(clinic["editor"]), timezone.now
    confirm(browser, "owner", pages, owner=clinic["reviewer"].pk)

    monkeypatch.setattr("django.utils.timezone.now", lambda: real() + timedelta(minutes=11))
    late = text_of(undo(browser))
    monkeypatch.setattr("django.utils.timezone.now", real)
    undo(browser)
    twice = text_of(undo(browser))

    assert "There is nothing to undo any more" in late
    assert "There is nothing to undo any more" in twice
    assert [fresh(page).owner for page in pages] == [None] * 3


def test_each_page_is_on_the_record_under_the_name_of_who_did_it(clinic, pages):
    confirm(signed_in(clinic["editor"]), "owner", pages, owner=clinic["reviewer"].pk)

    events = Event.objects.filter(verb="assign")
    assert {(event.number_id, event.by) for event in events} == {(page.number_id, clinic["editor"]) for page in pages}


@pytest.mark.parametrize(
    ("name", "form", "said"),
    [
        ("review_date", {"day": "soon"}, "Enter a valid date"),
        ("owner", {"owner": "999999"}, "Select a valid choice"),
        ("topic", {"topic": "nowhere"}, "Select a valid choice"),
        ("send", {"note": "", "kind": "clinical"}, "This field is required"),
        ("send", {"note": "a\x00b", "kind": "clinical"}, "Null characters"),
    ],
)
def test_what_is_missing_is_named_and_the_list_stays(clinic, pages, name: str, form: dict, said: str):
    response = confirm(signed_in(clinic["owner"]), name, pages, **form)

    text = text_of(response)
    assert response.status_code == 400
    assert said in text
    assert all(str(page) in text for page in pages)


@pytest.mark.parametrize("ticked", [[], ["x"], ["1:"], ["9" * 40 + ":1"], ["²:1"]])
def test_a_list_of_nothing_says_what_to_do(clinic, ticked: list[str]):
    response = signed_in(clinic["editor"]).post(f"{LIST}bulk/owner/", {"page": ticked, "owner": ""}, follow=True)

    assert "Tick the pages in the list first" in text_of(response)


def test_more_than_two_hundred_pages_are_refused(clinic, pages, monkeypatch):
    monkeypatch.setattr(bulk, "MOST", 2)

    browser = signed_in(clinic["editor"])
    response = browser.post(
        LIST, {"action": "bulk_owner", "_selected_action": [page.pk for page in pages], "index": "0"}, follow=True
    )

    assert "At most 2 pages at once, and you ticked 3" in text_of(response)


OFFERED = {
    "editor": {"review_date", "owner", "topic", "send", "export"},
    "reviewer": {"review_date", "owner", "export"},
    "publisher": {"export"},
    "clinician": {"export"},
}


@pytest.mark.parametrize("role", OFFERED)
def test_only_what_a_person_may_do_is_offered_and_done(clinic, pages, role: str):
    browser = signed_in(clinic[role])

    offered = set(re.findall(r'<option value="bulk_(\w+)"', text_of(browser.get(LIST))))
    answers = {
        name: browser.post(f"{LIST}bulk/{name}/", {"page": [f"{pages[0].pk}:1"]}).status_code for name in bulk.ACTS
    }

    assert offered == OFFERED[role]
    assert {name for name, status in answers.items() if status != 403} == OFFERED[role] - {"export"}


def test_nothing_that_needs_a_look_at_each_page_is_done_in_bulk(clinic, pages):
    text = text_of(signed_in(clinic["owner"]).get(LIST))

    assert set(re.findall(r'<option value="(\w+)"', text)) & {"delete_selected"} == set()
    assert set(bulk.ACTS) == {"review_date", "owner", "topic", "send"}


def test_what_came_of_it_is_shown_to_nobody_else(clinic, pages):
    confirm(signed_in(clinic["editor"]), "owner", pages, owner=clinic["reviewer"].pk)

    text = text_of(signed_in(clinic["owner"]).get(f"{LIST}bulk/done/"))

    assert "You have done nothing to many pages lately." in text


@pytest.mark.parametrize("name", bulk.ACTS)
def test_the_list_to_confirm_asks_no_more_of_the_database_with_more_pages(clinic, public, name: str):
    browser = signed_in(clinic["editor"])
    with CaptureQueriesContext(connection) as few:
        begin(browser, name, public[:1])

    with CaptureQueriesContext(connection) as many:
        begin(browser, name, public)

    assert len(many) == len(few)


def test_a_date_is_said_in_words():
    assert bulk.spoken(date(2027, 3, 3)) == "3 March 2027"
    assert bulk.spoken(None) == "no date"
