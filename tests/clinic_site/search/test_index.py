import pytest
from django.core.checks import run_checks
from django.db import connection, transaction

from clinic_site.search.index import Entry, clear, put, put_all, remove
from clinic_site.search.indexed import EVERY_PAGE, Indexed, Word
from clinic_site.search.query import ask

pytestmark = pytest.mark.django_db


def entry(number: str = "4716", **words) -> Entry:
    return Entry(**{"number": number, "kind": "question", "title": "Does it hurt?", "list_title": ""} | words)


def found(text: str) -> list[str]:
    return [hit.number for hit in ask(text).hits]


def everything() -> tuple[list, list]:
    return list(Indexed.objects.order_by("id").values_list()), list(Word.objects.order_by("word").values_list())


def test_a_page_is_found_by_every_field():
    put(entry(title="One", list_title="Two", search_words=["three", "number four"], short="Five.", body_text="Six."))

    assert [found(word) for word in ("one", "two", "three", "four", "five", "six")] == [["4716"]] * 6


def test_a_page_put_again_is_found_by_its_new_words_only():
    put(entry(title="Bruises"))

    put(entry(title="Soreness"))

    assert (found("bruises"), found("soreness")) == ([], ["4716"])


def test_a_page_that_is_removed_is_gone_with_its_words():
    put(entry(title="Bruises"))

    remove("4716")

    assert found("bruises") == []
    assert everything() == ([], [])


def test_a_page_that_was_never_there_can_be_removed():
    put(entry())

    remove("0528")

    assert found("hurt") == ["4716"]


def test_numbers_with_and_without_a_nought_in_front_are_two():
    put_all([entry("0042", title="Bruises"), entry("00042", title="Soreness")])

    assert (found("bruises"), found("soreness")) == (["0042"], ["00042"])


def test_words_are_counted_once_a_page_and_apart_where_the_page_is_about_them():
    put_all([entry("4716", title="Sore", body_text="sore sore"), entry("0528", title="Sore arm")])
    put(entry("4716", title="Sore", body_text="sore arm"))

    counted = {word.word: (word.pages, word.heads) for word in Word.objects.exclude(word=EVERY_PAGE)}
    assert counted == {"sore": (2, 2), "arm": (2, 1)}


def test_how_many_pages_there_are_is_kept_and_not_counted():
    put_all([entry("4716"), entry("0528"), entry("2100")])
    put(entry("0528", title="Bruises"))
    remove("2100")

    assert Word.objects.get(word=EVERY_PAGE).pages == 2


def test_putting_one_by_one_or_together_in_any_order_gives_the_same_rows():
    entries = [entry("4716", title="Sore arm"), entry("0528", title="Sore leg"), entry("2100", body_text="An arm.")]
    put_all(entries)
    together = everything()
    clear()

    for one in reversed(entries):
        put(one)

    assert everything() == together


def test_what_is_rolled_back_leaves_nothing():
    put(entry(title="Bruises"))
    before = everything()

    with transaction.atomic():
        put(entry(title="Soreness"))
        remove("4716")
        transaction.set_rollback(True)

    assert everything() == before
    assert (found("bruises"), found("soreness")) == (["4716"], [])


def test_a_cleared_index_finds_nothing_and_can_be_filled_again():
    put(entry())
    clear()
    assert found("hurt") == []

    put(entry())

    assert found("hurt") == ["4716"]


def test_a_very_long_word_and_a_very_long_text_go_in():
    put(entry(title="x" * 300, body_text="word " * 100_000))

    assert found("word") == ["4716"]


def test_the_site_says_when_the_full_text_index_is_not_whole():
    assert [fault for fault in run_checks(databases=["default"]) if fault.id == "search.E001"] == []
    drop = {"sqlite": "DROP TRIGGER search_found_update", "postgresql": "DROP INDEX search_found_pages"}

    with connection.cursor() as cursor:
        cursor.execute(drop[connection.vendor])

    assert [fault.id for fault in run_checks(databases=["default"])] == ["search.E001"]
