from dataclasses import replace

import pytest
from django.db import connection

from clinic_site.search.index import Entry, put_all
from clinic_site.search.query import ask
from clinic_site.search.vocabulary import BestAnswer, Synonym

pytestmark = pytest.mark.django_db

HURT = Entry("4716", "question", "Does dry needling hurt?", "Pain: does it hurt?", ["sting"], "A short ache.")
SORE = Entry(
    "0528", "article", "Soreness after treatment", "", ["stiff"], "For 1 to 2 days.", "Bruises. A sore arm. Walk."
)
DRIVE = Entry(
    "2097",
    "question",
    "Can I drive or work afterwards?",
    "Driving: can I?",
    ["car"],
    "Yes.",
    "Sore? Rest while you are sore, so sore.",
)
FAINT = Entry("2121", "question", "Can I faint?", "Fainting: can it happen?", [], "Lie down.", "Crème brûlée helps.")


@pytest.fixture(autouse=True)
def pages(db):
    put_all([HURT, SORE, DRIVE, FAINT])


def found(text: str) -> list[str]:
    return [hit.number for hit in ask(text).hits]


def test_a_page_about_it_comes_before_one_that_mentions_it():
    assert found("sore") == ["0528", "2097"]


@pytest.mark.parametrize("text", ["drives", "DRIVING?", "driv", "car", "can i drive", "to drive a car, afterwards"])
def test_endings_capitals_search_words_and_words_begun_find_the_page(text):
    assert found(text)[0] == "2097"


@pytest.mark.parametrize("text", ["creme brulee", "CRÈME BRÛLÉE", "créme"])
def test_accents_make_no_difference(text):
    assert found(text) == ["2121"]


def test_all_of_the_words_come_before_some():
    assert found("sore arm")[0] == "0528"


@pytest.mark.parametrize("text", ["how do I look after the sore bit", "is it normal that I am so sore please?"])
def test_a_whole_question_finds_its_page(text):
    assert found(text)[0] == "0528"


def test_a_question_of_small_words_finds_the_title_that_has_them():
    assert found("does it?")[0] == "4716"


def test_a_slip_that_staff_listed_is_written_as_it_should_be_beside_another():
    Synonym.objects.create(words="bruise, bruising, brusing")

    assert ask("brusing and faintng").meant == "bruising and fainting"
    assert ask("brusing").meant == ""


def test_a_misspelled_word_is_read_as_the_one_meant():
    answer = ask("is faintng and sorness normal")

    assert answer.meant == "is fainting and soreness normal"
    assert {hit.number for hit in answer.hits} >= {"2121", "0528"}


def test_a_word_that_is_known_is_never_read_as_another():
    assert ask("sore car").meant == ""


@pytest.mark.parametrize("text", ["parking", "bruising drinks", "wake up"])
def test_a_word_is_not_bent_towards_one_that_no_page_is_about(text):
    assert ask(text).meant == ""


def test_another_word_for_it_finds_the_page_and_needs_no_mending():
    Synonym.objects.create(words="hurt, sting, ouch a lot")

    answer = ask("ouch a lot")

    assert ([hit.number for hit in answer.hits], answer.meant) == (["4716"], "")


def test_readers_are_asked_only_about_words_that_stand_in_signed_texts():
    Synonym.objects.create(words="hurt, quackery")

    answer = ask("quackry")

    assert ([hit.number for hit in answer.hits], answer.meant) == (["4716"], "")
    assert ask("quackry faintng").meant == "quackry fainting"


def test_the_word_itself_counts_more_than_another_for_it():
    Synonym.objects.create(words="faint, swoon")
    put_all([replace(FAINT, number="2137", title="Can I swoon?", list_title="Swooning: can it happen?")])

    assert (found("faint"), found("swoon")) == (["2121", "2137"], ["2137", "2121"])


def test_what_no_page_answers_has_no_hits_and_the_nearest_pages():
    answer = ask("fizzy purple arm")

    assert answer.hits == []
    assert [hit.number for hit in answer.nearest] == ["0528"]


def test_words_that_mean_about_the_same_lead_to_the_nearest():
    answer = ask("agony")

    assert (answer.hits, answer.nearest[0].number) == ([], "4716")


def test_what_means_nothing_here_is_answered_with_nothing():
    answer = ask("xylophone zebra")

    assert (answer.hits, answer.nearest, answer.meant) == ([], [], "")


def test_the_answer_that_staff_chose_is_named():
    BestAnswer.objects.create(words="passing out", number="2121")

    assert (ask("Passing  out?").best, ask("faint").best) == ("2121", "")


TORTURE = (
    "", " ", "\x00", "\ud800", '"', "'", '""', "'; DROP TABLE search_indexed; --", '" OR 1=1 --', "a AND", "OR",
    "NOT x", "NEAR(sore arm)", "sore NEAR/2 arm", "head : sore", "-sore", "^sore", "sore*", "*", "(", "((sore", "sore)",
    ":*", "sore:A", "sore & !arm", "<->", "\\", "%", "_", "{sore}", "../../etc/passwd", "<b>x</b>", "🙂🙂",
    "\u202esore\u202c", "مرحبا بالعالم", "你好", "ﷺ", "a\u0300" * 500, "x" * 10_000, "sore " * 2_000, "1e5 -1 0x1F 1.5",
    "\n\r\t\v\f", "%s %(a)s {0}", "NULL null", "' UNION SELECT number FROM numbers_number --", "é" * 300, "𝕤𝕠𝕣𝕖",
)  # fmt: skip


@pytest.mark.parametrize("text", TORTURE)
def test_whatever_is_typed_is_answered(text):
    answer = ask(text)

    assert len(answer.words) <= 200
    assert len(answer.nearest) <= 3
    assert connection.is_usable()


def test_a_search_asks_the_database_a_few_times_only(django_assert_max_num_queries):
    with django_assert_max_num_queries(3):
        ask("sore arm after driving")
    with django_assert_max_num_queries(7):
        ask("xylofone zebrra quagga okapi")
