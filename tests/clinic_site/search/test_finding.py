from itertools import combinations

import pytest
from django.db import connection

from clinic_site.search import finding
from clinic_site.search.asked import SYNONYM, Idea
from clinic_site.search.index import Entry, put_all

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

    found = finding.pages([idea("arm"), idea("sore")], [2, 3])

    assert sorted(page.number for page in found) == ["0000", "0010", "0011"]


@pytest.mark.django_db
@pytest.mark.parametrize(("most", "ids"), [(2, [10003, 10037]), (3, [10003, 10037, 10038])])
def test_the_first_pages_that_hold_a_word_are_found_wherever_they_stand(most, ids):
    """PostgreSQL looks through the first rows, of these so many that two are found behind them, and then the others."""
    sore = {3, 37, 38, 39}
    put_all(
        Entry(f"{place:04}", "question", "Bruises", "", body_text="Sore." if place in sore else "Arm.")
        for place in range(40)
    )

    with connection.cursor() as cursor:
        cursor.execute(finding.SELECT[connection.vendor][finding.PAGE], [finding._either(idea("sore")), most])
        assert [row[0] for row in cursor.fetchall()] == ids


@pytest.mark.django_db
def test_a_word_of_every_page_brings_the_lowest_numbers():
    put_all(Entry(f"{place:04}", "question", "Bruises", "", body_text="Sore.") for place in reversed(range(40)))

    with connection.cursor() as cursor:
        cursor.execute(finding.SELECT[connection.vendor][finding.PAGE], [finding._either(idea("sore")), 2])
        assert [row[0] for row in cursor.fetchall()] == [10000, 10001]
