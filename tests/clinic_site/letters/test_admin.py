"""The list of letters: whether each went, and a way to try again."""

from datetime import timedelta

import pytest
from django.utils import timezone

from clinic_site.letters.models import MOST_TRIES, Ended, Letter
from tests import builders
from tests.clinic_site.letters.test_models import letter

LETTERS = "/admin/letters/letter/"


@pytest.fixture
def owner(client, staff):
    client.force_login(staff["owner"])
    return client


@pytest.fixture
def six(staff):
    """One letter in each way it can stand."""
    now = timezone.now()
    letter(staff["editor"], "new", "Not tried yet")
    for about, columns in {
        "sent": {"sent_at": now, "tries": 1},
        "tried": {"tries": 2, "next_try_at": now + timedelta(hours=1), "last_error": "Busy"},
        "failed": {"tries": MOST_TRIES, "last_error": "Refused <b>"},
    }.items():
        Letter.objects.filter(pk=letter(staff["editor"], about, f"Subject {about}").pk).update(**columns)
    letter(staff["editor"], "link", "Subject link")
    Letter.objects.filter(about="link").update(ended=Ended.NO_LINK)
    gone = builders.person("editor", name="Gone")
    letter(gone, "gone", "Subject gone")
    type(gone).objects.filter(pk=gone.pk).update(is_active=False)


def shown(client, query: str = "") -> str:
    response = client.get(LETTERS + query)
    assert response.status_code == 200
    return response.content.decode()


def test_each_letter_says_how_it_stands(owner, six):
    page = shown(owner)

    for words in ("Goes with the next tick", "Sent on", "Will be tried again on", "this person has left",
                  "Not sent: this person has signed in or used another link meanwhile"):  # fmt: skip
        assert words in page
    assert f"Given up after {MOST_TRIES} tries. The e-mail server said: Refused &lt;b&gt;" in page


def test_where_no_server_is_set_the_list_says_that_they_wait_and_for_how_long(owner, six, settings):
    settings.LETTERS_WAIT = True

    page = shown(owner)

    assert page.count("Waits: this site has no e-mail server. Without one by ") == 2
    assert "Goes with the next tick" not in page


@pytest.mark.parametrize(("error", "says"), [("", ""), ("Refused", ". The e-mail server said: Refused")])
def test_what_waited_too_long_says_so_and_is_found_with_what_was_given_up(owner, six, error, says):
    Letter.objects.filter(about="new").update(ended=Ended.LATE, last_error=error)

    assert f">Not sent: it waited for more than 7 days{says}<" in shown(owner, "?stands=failed")


@pytest.mark.parametrize(
    ("stands", "subjects"),
    [("failed", {"failed"}), ("waiting", {"tried", "new"}), ("sent", {"sent"}), ("nonsense", None)],
)
def test_letters_are_found_by_how_they_stand(owner, six, stands, subjects):
    page = shown(owner, f"?stands={stands}")

    names = {"failed": "Subject failed", "sent": "Subject sent", "tried": "Subject tried", "new": "Not tried yet",
             "link": "Subject link"}  # fmt: skip
    assert {name for name, subject in names.items() if subject in page} == (subjects or set(names))


def test_what_was_given_up_can_be_sent_again_and_nothing_else(owner, six):
    chosen = list(Letter.objects.values_list("pk", flat=True))

    answer = owner.post(LETTERS, {"action": "try_again", "_selected_action": chosen}, follow=True)

    assert "1 letter is tried again." in answer.content.decode()
    assert sorted(Letter.objects.values_list("about", "tries")) == [
        ("failed", 0), ("gone", 0), ("link", 0), ("new", 0), ("sent", 1), ("tried", 2),
    ]  # fmt: skip


@pytest.mark.parametrize("role", ["editor", "reviewer", "publisher", "clinician"])
def test_only_owners_read_what_others_were_written(client, staff, six, role):
    client.force_login(staff[role])

    assert client.get(LETTERS).status_code == 403


def test_no_letter_is_written_changed_or_removed_here(owner, six):
    pk = Letter.objects.first().pk

    for address in ("add/", f"{pk}/change/", f"{pk}/delete/", f"{pk}/history/", f"{pk}/"):
        assert owner.get(LETTERS + address).status_code == 404
        assert owner.post(LETTERS + address, {"post": "yes"}).status_code == 404
    owner.post(LETTERS, {"action": "delete_selected", "_selected_action": [pk], "post": "yes"})
    assert Letter.objects.count() == 6


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_asks_as_much_for_three_letters_as_for_one(owner, staff, count, django_assert_num_queries):
    for place in range(count):
        letter(staff["editor"], f"matter {place}")

    with django_assert_num_queries(7):
        shown(owner)
