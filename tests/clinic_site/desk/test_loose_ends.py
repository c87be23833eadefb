from datetime import timedelta

import pytest
from django.utils import timezone

from clinic_site.content import evidence, outside, topic
from clinic_site.content.topic import Topic
from clinic_site.images.models import AltChoice, Image, add
from clinic_site.letters.models import MOST_TRIES, Ended, Letter, write
from clinic_site.profile.models import amend, confirm
from tests import builders
from tests.clinic_site.desk.lists import public, rows, says
from tests.clinic_site.images.pictures import png

LINK = "https://example.org/page?a=1&b=2"


@pytest.fixture
def searched(clinic):
    """Nothing is left to do for the only topic."""
    search(clinic, timezone.localdate())
    return clinic


def search(staff: dict, day) -> None:
    evidence.searched(Topic.objects.get(), by=staff["editor"], searched_on=day, where="PubMed")


def test_a_change_of_the_profile_waits_for_another_person(searched):
    row = amend(by=searched["owner"], phone="01632 960009")

    assert says(searched["reviewer"], "ends") == [("Confirm", "Clinic profile")]
    assert says(searched["publisher"], "ends") == [("Confirm", "Clinic profile")]
    assert says(searched["owner"], "ends") == []
    assert says(searched["editor"], "ends") == []
    confirm(row, by=searched["reviewer"])
    assert says(searched["publisher"], "ends") == []


def test_a_new_text_of_a_topic_waits_for_another_person(searched):
    row = topic.write(by=searched["owner"], topic=Topic.objects.get(), slug="after-treatment", title="Afterwards",
                      summary="What to expect.", kind="moment", position=3)  # fmt: skip

    assert says(searched["reviewer"], "ends") == [("Confirm", row.topic.number_id)]
    assert rows(searched["reviewer"], "ends")[0].title == "Afterwards"
    assert says(searched["owner"], "ends") == []
    topic.confirm(row, by=searched["reviewer"])
    assert says(searched["reviewer"], "ends") == []


def test_a_picture_without_words_is_urgent_once_readers_see_it(searched):
    image = add(png(), by=searched["editor"], key="room", alt_choice=AltChoice.INFORMATIVE, alt="A quiet room.")
    public(searched, body="![](image:room)\n")
    add(png((44, 20)), by=searched["editor"], key="plant", alt_choice=AltChoice.DECORATION)
    assert says(searched["editor"], "ends") == []

    Image.objects.filter(pk=image.pk).update(alt_choice="", alt="")

    found = rows(searched["editor"], "ends")
    assert [(row.verb, row.title, row.is_urgent) for row in found] == [("Fix", "Picture “room”", True)]
    assert says(searched["reviewer"], "ends") == []


def test_a_link_that_fails_is_told_on_each_page_that_has_it(searched):
    page = public(searched, body=f"See [them]({LINK}).\n")
    public(searched, "other", body="See [others](https://example.org/page).\n")
    outside.remember("https://example.org/page?a=1", works=False, answer="404 Not Found")
    assert says(searched["editor"], "ends") == []

    outside.remember(LINK, works=False, answer="404 Not Found")

    assert says(searched["editor"], "ends") == [("Fix", page.number_id)]
    assert rows(searched["editor"], "ends")[0].why == f"A link to another site fails: {LINK} (404 Not Found)"
    outside.remember(LINK, works=True, answer="200 OK")
    assert says(searched["editor"], "ends") == []


def test_a_topic_with_pages_that_was_never_searched_is_told(clinic):
    assert says(clinic["editor"], "ends") == []

    public(clinic)

    row = rows(clinic["editor"], "ends")[0]
    assert (row.verb, row.number) == ("Search", Topic.objects.get().number_id)
    assert row.why == "Nobody has searched for new studies on this topic yet."
    assert row.url == "/admin/evidence/?topic=after-treatment"
    assert says(clinic["reviewer"], "ends", "all") == []


@pytest.mark.parametrize(("days", "told"), [(365, 0), (366, 1)])
def test_a_search_holds_for_a_year(clinic, days: int, told: int):
    public(clinic)

    search(clinic, timezone.localdate() - timedelta(days=days))

    assert len(rows(clinic["editor"], "ends")) == told


def test_the_newest_search_counts(clinic):
    public(clinic)
    search(clinic, timezone.localdate())

    search(clinic, timezone.localdate() - timedelta(days=800))

    assert says(clinic["editor"], "ends") == []


def test_a_person_without_a_role_is_told_of_nothing(clinic):
    public(clinic)
    amend(by=clinic["owner"], phone="01632 960009")

    assert rows(builders.person(), "ends") == []


def given_up(person, about: str, why: str) -> None:
    write(person, about=about, subject="A check is due", text="See the page.")
    Letter.objects.filter(to=person, about=about).update(tries=MOST_TRIES, last_error=why)


def test_letters_that_were_given_up_are_one_row_for_owners_with_the_way_to_them(searched, client):
    write(searched["editor"], about="waits", subject="Still waits", text="See the page.")
    assert says(searched["owner"], "ends") == []
    given_up(searched["editor"], "first", "OSError: no server")
    assert (
        rows(searched["owner"], "ends")[0].why
        == "1 letter could not be sent. The e-mail server said: OSError: no server"
    )
    given_up(searched["reviewer"], "second", "OSError: full")

    (row,) = rows(searched["owner"], "ends")

    assert (row.verb, row.title, row.url) == ("Decide", "Letters to staff", "/admin/letters/letter/?stands=failed")
    assert row.why == "2 letters could not be sent. Of the newest the e-mail server said: OSError: full"
    assert [says(searched[role], "ends", "all") for role in ("editor", "reviewer", "publisher")] == [[], [], []]
    client.force_login(searched["owner"])
    assert client.get(row.url).content.decode().count("Given up after") == 2


def test_letters_that_waited_too_long_are_told_without_words_of_a_server_that_there_was_not(searched):
    given_up(searched["editor"], "first", "")
    Letter.objects.update(ended=Ended.LATE)

    (row,) = rows(searched["owner"], "ends")

    assert row.why == "1 letter could not be sent. It waited for more than 7 days."


def test_owners_are_told_that_no_letter_goes_out_where_no_server_is_set(searched, client, settings):
    settings.LETTERS_WAIT = True

    (row,) = rows(searched["owner"], "ends")

    assert (row.title, row.url) == ("Letters to staff", "/admin/letters/letter/?stands=waiting")
    assert row.why.startswith("This site has no e-mail server, so no letter goes out.")
    assert says(searched["editor"], "ends") == []
    client.force_login(searched["owner"])
    assert "letters are in order" not in client.get("/admin/").content.decode()
