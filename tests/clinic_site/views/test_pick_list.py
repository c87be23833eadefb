import json
import random
from datetime import timedelta
from gzip import decompress

import brotli
import pytest
from django.utils import timezone

from clinic_site.content import remembered
from clinic_site.content.picks import Pick
from clinic_site.views import pick_list
from clinic_site.views.pick_list import other_words, shorter
from tests import builders
from tests.clinic_site.content.lives import edited, submitted, withdrawn
from tests.clinic_site.search import taught
from tests.clinic_site.views.given import due_ago, public, public_about_harm

ADDRESS = "/pick/pages.json"
# What a page of a list may weigh, compressed, in bytes.
MOST = 6_000
SOME_WORDS = (
    "ache acupuncture after age alcohol allergic ankle antibiotic anxious appointment arm arthritis asthma athlete "
    "avoid baby back bath before bend bleed blood bone breathe bruise calf cancer car care chest child choice clean "
    "clinic clothes cold combine cost cough cramp cream cure deep diabetes dizzy doctor dose drive drug eat elbow "
    "epilepsy evidence exercise faint fear feel fever finger fit flare foot fresh gym hand harm head heal heart heat "
    "heel help hip home hour hurt ice implant infection injury itch jaw joint jump knee known lift light long lung "
    "massage medicine migraine minute muscle neck needle nerve night normal numb nurse often operation pacemaker pain "
    "panic patch phobia pill plan posture pregnant press price prick reaction ready recover refuse register rest risk "
    "run safe scan scar scared session sharp shoulder shower sick side sign skin sleep sore spasm spine sport stairs "
    "stand steroid stiff stop stretch stroke student study sugar surgery swell swim tablet talk teenager tender tennis "
    "therapist thin tight tingle tired toe touch train travel treat trial trigger twitch visit walk warm wash water "
    "weak wear weather week wrist yoga"
)


@pytest.fixture
def sore(clinic):
    return public(clinic, "sore", question="How sore?", short_answer="Two days.", search_words=["aching", "tender"])


def listed(client) -> dict:
    return json.loads(client.get(ADDRESS).content)


def invented(chance: random.Random, place: int) -> Pick:
    """As long as the pages of the demonstration are, and with less in common than they have."""
    some = chance.sample(SOME_WORDS.split(), 16)
    checked, due = (timezone.localdate() + timedelta(days=chance.randint(*days)) for days in ((-330, 0), (0, 730)))
    title, heading = f"{some[0].title()}: can I {some[1]}?", f"Can I {some[1]} with {some[0]} after {some[2]}?"
    return Pick(
        f"{place:04d}", "question", title, f"{some[3].title()} {' '.join(some[4:8])}.", [], checked, due, heading,
        some[8:14], "normal",
    )  # fmt: skip


def test_a_page_is_its_number_title_other_words_first_words_month_and_days_until_its_check_is_due(client, sore):
    due_ago(sore, -40)
    month = f"{sore.revisions.get().reviewed_on:%Y-%m}"

    assert listed(client)["pages"] == [[sore.number_id, "How sore?", "aching tender", "Two days.", month, 0, 40]]


def test_a_page_that_is_never_due_has_no_days(client, sore):
    type(sore).objects.filter(pk=sore.pk).update(review_due=None)

    assert listed(client)["pages"][0][5:] == [0]


def test_it_tells_its_day_what_is_overdue_and_what_is_about_harm(clinic, client, sore):
    due_ago(sore, 5)
    lung = public_about_harm(clinic, "lung", question="A lung?")
    due_ago(lung, -5)

    assert listed(client)["day"] == timezone.localdate().isoformat()
    assert [(row[0], *row[5:]) for row in listed(client)["pages"]] == [(sore.number_id, 0, -5), (lung.number_id, 1, 5)]


def test_what_can_not_be_given_out_is_not_listed(clinic, client, sore):
    due_ago(public(clinic, "late"), 91)
    withdrawn(public(clinic, "gone").revisions.get(), clinic, sore)
    submitted(builders.question(clinic["editor"], "draft", search_words=["secret"]), clinic)
    edited(sore, clinic["editor"], search_words=["secret"])

    text = client.get(ADDRESS).content.decode()

    assert [row[0] for row in json.loads(text)["pages"]] == [sore.number_id]
    assert "secret" not in text


def test_words_that_mean_the_same_come_with_it_where_a_page_has_one_of_them(client, sore):
    taught.synonym("tender, touchy, sensitive")
    taught.synonym("lung, chest")

    assert listed(client)["same"] == ["tender,touchy,sensitive"]


def test_a_browser_that_has_the_list_is_told_that_it_still_holds(client, sore):
    tag = client.get(ADDRESS)["ETag"]

    answer = client.get(ADDRESS, headers={"If-None-Match": tag})

    assert (answer.status_code, answer.content) == (304, b"")
    assert client.get(ADDRESS)["Cache-Control"] == "no-cache"


def test_a_retired_page_leaves_the_list_at_the_next_contact(clinic, client, sore):
    other = public(clinic, "other")
    tag = client.get(ADDRESS)["ETag"]
    withdrawn(other.revisions.get(), clinic, sore)

    answer = client.get(ADDRESS, headers={"If-None-Match": tag})

    assert answer.status_code == 200
    assert other.number_id not in answer.content.decode()


@pytest.mark.parametrize("way", ["br", "gzip"])
def test_it_is_compressed_for_browsers_that_ask(clinic, client, way):
    for place in range(5):
        public(clinic, f"page-{place}")
    plain = client.get(ADDRESS).content

    answer = client.get(ADDRESS, headers={"Accept-Encoding": way})

    assert answer["Content-Encoding"] == way
    assert "Accept-Encoding" in answer["Vary"]
    assert {"br": brotli.decompress, "gzip": decompress}[way](answer.content) == plain


def test_a_hundred_and_twenty_pages_weigh_at_most_six_kilobytes(db, client, monkeypatch):
    chance = random.Random(4716)  # noqa: S311
    monkeypatch.setattr(pick_list, "picks", lambda common: [invented(chance, place) for place in range(120)])
    remembered.forget()

    answer = client.get(ADDRESS, headers={"Accept-Encoding": "br"})

    assert len(json.loads(brotli.decompress(answer.content))["pages"]) == 120
    assert len(answer.content) <= MOST


def test_words_that_the_title_has_or_nobody_looks_for_are_left_out():
    words = ["soreness", "sore", "Aching", "aching all over"]
    pick = Pick("1029", "question", "Soreness: how long?", "", [], None, None, "How long will I be sore?", words, "")

    assert other_words(pick) == "aching"


@pytest.mark.parametrize(
    ("words", "left"),
    [
        ("panic, panicking, panicky, fear", ["panic", "fear"]),
        ("acupuncture, accupuncture, chinese needles", ["acupuncture", "chinese needles"]),
        ("kid, kids, child", ["kid", "child"]),
    ],
)
def test_of_ways_that_are_nearly_the_same_one_is_enough(words, left):
    assert shorter(words) == left


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_costs_three_queries_and_a_known_one_costs_one(clinic, client, django_assert_num_queries, count):
    for place in range(count):
        public(clinic, f"page-{place}")

    with django_assert_num_queries(3):
        client.get(ADDRESS)
    with django_assert_num_queries(1):
        client.get(ADDRESS)
