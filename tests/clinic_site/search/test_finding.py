from itertools import combinations

import pytest
from django.db import connection

from clinic_site.search import finding
from clinic_site.search.asked import SYNONYM, Idea
from clinic_site.search.index import Entry, put_all
from clinic_site.search.indexed import HEAD, REST

NAMES = ("a", "b", "c", "d")


def idea(*phrases: str) -> Idea:
    return Idea(tuple((tuple(phrase.split()), SYNONYM) for phrase in phrases))


@pytest.mark.parametrize("size", range(len(NAMES) + 1))
def test_any_two_of_the_ideas_are_asked_for(size):
    asked = finding._two_of(NAMES)
    for word, said in ((finding.AND, " and "), (finding.OR, " or ")):
        asked = asked.replace(word[connection.vendor], said)

    for held in combinations(NAMES, size):
        assert eval(asked, {name: name in held for name in NAMES}) is (size >= 2)  # noqa: S307 (written above)


def test_a_way_that_finds_nothing_more_than_another_is_not_asked_for():
    asked = finding._either(idea("fear needl", "needl", "needl fear", "sharp thing"))

    assert (asked.count("needl"), asked.count("sharp"), asked.count("thing")) == (1, 1, 1)


@pytest.mark.django_db
def test_few_pages_are_read_that_only_mention_some_of_it(monkeypatch):
    monkeypatch.setattr(finding, "MENTIONED", 1)
    put_all(Entry(f"000{place}", "question", "Bruises", "", body_text="Sore.") for place in range(3))
    put_all(Entry(f"001{place}", "question", "Arm", "", body_text="Leg.") for place in range(2))

    found = finding.pages([idea("arm"), idea("sore")], [2, 3], 5)

    assert sorted(page.number for page in found) == ["0000", "0010", "0011"]


def keys_of(words: str, most: int, *before: int) -> list[int]:
    """`before` is for PostgreSQL alone."""
    values = [finding._either(idea(words)), most, *(before if connection.vendor == "postgresql" else ())]
    with connection.cursor() as cursor:
        cursor.execute(finding.SELECT[connection.vendor][finding.PAGE].format(7), values)
        rows = cursor.fetchall()
    assert {place for place, _key in rows} <= {7}
    return [key for _place, key in rows]


@pytest.mark.django_db
@pytest.mark.parametrize("before", [0, 10004, 10038, 10039, 20000])
@pytest.mark.parametrize(("most", "keys"), [(2, [10003, 10037]), (3, [10003, 10037, 10038])])
def test_the_first_pages_that_hold_a_word_are_found_wherever_one_expects_them(most, keys, before):
    sore = {3, 37, 38, 39}
    put_all(
        Entry(f"{place:04}", "question", "Bruises", "", body_text="Sore." if place in sore else "Arm.")
        for place in range(40)
    )

    assert keys_of("sore", most, before) == keys


@pytest.mark.django_db
def test_a_word_of_every_page_brings_the_lowest_numbers():
    put_all(Entry(f"{place:04}", "question", "Bruises", "", body_text="Sore.") for place in reversed(range(40)))

    assert keys_of("sore", 2, 10004) == [10000, 10001]


@pytest.mark.django_db
def test_pages_about_what_is_asked_are_ranked_before_those_that_mention_it(monkeypatch):
    monkeypatch.setattr(finding, "RANKED", 3)
    put_all(Entry(f"000{place}", "question", "Bruises", "", body_text="Sore arm.") for place in range(3))
    put_all([Entry("0010", "question", "Arm", ""), Entry("0011", "question", "Sore arm", "")])

    found = finding.pages([idea("arm"), idea("sore")], [5, 4], 5)

    assert sorted(page.number for page in found) == ["0000", "0010", "0011"]


@pytest.mark.postgres
@pytest.mark.django_db
@pytest.mark.parametrize(
    ("place", "share", "most", "before"),
    [
        (finding.PAGE, 1.0, 2, 10004),
        (finding.PAGE, 0.5, 2, 10008),
        (finding.PAGE, 0.1, 2, 0),
        (finding.HEAD, 1.0, 1, 0),
    ],
)
def test_a_common_word_is_looked_for_among_as_few_pages_as_may_have_enough(monkeypatch, place, share, most, before):
    monkeypatch.setattr(finding, "STEPS", (4, 8))
    monkeypatch.setattr(finding, "SPARE", 2)
    finding._ends.cache_clear()
    put_all(Entry(f"{number:04}", "question", "Bruises", "", body_text="Sore.") for number in range(10))

    assert finding._values(finding.Question(place, "sore", most, share), 10) == ("sore", most, before)
    assert finding._values(finding.Question(place, "sore", 1, 0.1), 5_000) == ("sore", 1, 0), "counted wrongly"
    finding._ends.cache_clear()


@pytest.mark.postgres
@pytest.mark.django_db
def test_texts_are_stored_so_that_many_are_opened_quickly_where_the_server_can():
    with connection.cursor() as cursor:
        cursor.execute("SELECT 'lz4' = ANY(enumvals) FROM pg_settings WHERE name = 'default_toast_compression'")
        can = cursor.fetchone()[0]
        cursor.execute("SELECT attcompression FROM pg_attribute WHERE attrelid = 'search_indexed'::regclass")
        stored = [way for (way,) in cursor.fetchall()].count("l")

    assert stored == (len((*HEAD, *REST)) if can else 0)
