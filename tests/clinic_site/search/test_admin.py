import pytest
from django.test import Client
from django.urls import reverse

from clinic_site.accounts.models import User
from clinic_site.generation.models import current
from clinic_site.search import index
from clinic_site.search.vocabulary import BestAnswer, RedFlag, Synonym
from tests import builders
from tests.clinic_site.search.taught import best_answer, red_flag, synonym

KINDS = {"synonym": synonym, "bestanswer": best_answer, "redflag": red_flag}
WORDS = {"words": "sore, tender"}
SIGN = {"name": "Chest", "level": "emergency", "words": "chest pain", "keeps_off": ""}
pytestmark = pytest.mark.django_db


def signed_in(role: str) -> Client:
    client = Client()
    client.force_login(builders.person(role))
    return client


def address(model: str, name: str, *args) -> str:
    return reverse(f"admin:search_{model}_{name}", args=args)


def find(number: str, title: str) -> None:
    index.put(index.Entry(number, "question", title, title, [], "Short.", "Body."))


def test_an_editor_writes_words_that_mean_the_same_and_is_kept_with_them():
    client = signed_in("editor")

    client.post(address("synonym", "add"), WORDS)

    row = Synonym.objects.get()
    assert (row.words, row.changed_by) == ("sore, tender", User.objects.get())


def test_what_readers_are_given_from_memory_is_made_anew_after_each_change():
    """The picker's list holds words that mean the same."""
    client, row, numbers = signed_in("editor"), synonym("sore, tender"), [current()]

    client.post(address("synonym", "change", row.pk), {"words": "sore, achy"})
    numbers.append(current())
    client.post(address("synonym", "delete", row.pk), {"post": "yes"})
    numbers.append(current())

    assert not Synonym.objects.exists()
    assert len(set(numbers)) == 3


@pytest.mark.parametrize(
    ("role", "status"), [("editor", 403), ("publisher", 403), ("clinician", 403), ("reviewer", 302), ("owner", 302)]
)
def test_a_sign_of_danger_needs_a_reviewer_or_an_owner(role: str, status: int):
    response = signed_in(role).post(address("redflag", "add"), SIGN)

    assert response.status_code == status
    assert RedFlag.objects.exists() == (status == 302)


def test_an_editor_reads_the_signs_of_danger():
    row = red_flag()
    client = signed_in("editor")

    assert client.get(address("redflag", "change", row.pk)).status_code == 200
    assert client.post(address("redflag", "change", row.pk), SIGN | {"words": "none"}).status_code == 403
    assert client.post(address("redflag", "delete", row.pk), {"post": "yes"}).status_code == 403


@pytest.mark.parametrize(
    ("fields", "left"), [({"loaded_digest": "x"}, 1), ({}, 0), ({"loaded_digest": "x", "level": "same-day"}, 0)]
)
def test_nobody_deletes_the_emergencies_that_the_guide_came_with(fields: dict, left: int):
    row = red_flag(**fields)

    signed_in("owner").post(address("redflag", "delete", row.pk), {"post": "yes"})

    assert RedFlag.objects.count() == left


def test_a_best_answer_is_a_page_that_can_be_found():
    client, answer = signed_in("editor"), {"words": "side effects", "number": "2043"}
    assert "finds no page with this number" in client.post(address("bestanswer", "add"), answer).content.decode()
    find("2043", "What are the side effects?")

    client.post(address("bestanswer", "add"), answer)

    assert BestAnswer.objects.get().number == "2043"
    assert "What are the side effects?" in client.get(address("bestanswer", "changelist")).content.decode()


def test_what_has_to_be_mended_is_linked_at_the_top():
    response = signed_in("reviewer").post(address("redflag", "add"), SIGN | {"words": "?"})

    assert '<li><a href="#id_words">Words of the sign</a>' in response.content.decode()


def test_the_list_of_signs_shows_an_example_of_each_way():
    red_flag('chest/rib pain/hurt\nhaving "fit"')

    assert ">chest pain, having fit<" in signed_in("clinician").get(address("redflag", "changelist")).content.decode()


def test_a_best_answer_that_is_no_longer_public_says_so():
    best_answer()

    assert "Not public" in signed_in("editor").get(address("bestanswer", "changelist")).content.decode()


@pytest.mark.parametrize("count", [1, 3])
@pytest.mark.parametrize("kind", KINDS)
def test_a_list_costs_the_same_for_any_number_of_rows(kind: str, count: int, django_assert_max_num_queries):
    for place in range(count):
        KINDS[kind](f"{'abc'[place]} word, other {'abc'[place]}")
    client = signed_in("owner")

    with django_assert_max_num_queries(9):
        client.get(address(kind, "changelist"))


@pytest.mark.parametrize("kind", KINDS)
def test_a_row_says_who_changed_it_last(kind: str):
    row = KINDS[kind]()

    assert "from a file" in signed_in("owner").get(address(kind, "change", row.pk)).content.decode()
