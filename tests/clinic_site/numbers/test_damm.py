import pytest

from clinic_site.numbers.damm import TABLE, check_digit, is_valid, normalise

SERIES = [f"{series:03d}" for series in range(1000)]
NUMBERS = [series + check_digit(series) for series in SERIES]
# Given once the thousand are.
LONG_NUMBERS = [series + check_digit(series) for series in (f"{series:04d}" for series in range(10_000))]


def test_the_table_is_a_quasigroup_with_a_clear_diagonal():
    digits = set(range(10))

    assert all(set(row) == digits for row in TABLE)
    assert all(set(column) == digits for column in zip(*TABLE, strict=True))
    assert [TABLE[digit][digit] for digit in range(10)] == [0] * 10


def test_the_example_of_the_thesis():
    assert check_digit("572") == "4"


def test_every_number_fits_its_own_digit():
    assert all(is_valid(number) for number in NUMBERS)


@pytest.mark.parametrize("numbers", [NUMBERS, LONG_NUMBERS], ids=["four digits", "five digits"])
def test_every_single_wrong_digit_is_caught(numbers):
    wrong = [
        number[:at] + digit + number[at + 1 :]
        for number in numbers
        for at in range(len(number))
        for digit in set("0123456789") - {number[at]}
    ]

    assert len(wrong) == len(numbers) * len(numbers[0]) * 9
    assert [number for number in wrong if is_valid(number)] == []


@pytest.mark.parametrize("numbers", [NUMBERS, LONG_NUMBERS], ids=["four digits", "five digits"])
def test_every_swap_of_neighbours_is_caught(numbers):
    swapped = [
        number[:at] + number[at + 1] + number[at] + number[at + 2 :]
        for number in numbers
        for at in range(len(number) - 1)
        if number[at] != number[at + 1]
    ]

    assert len(swapped) == len(numbers) * (len(numbers[0]) - 1) * 9 // 10
    assert [number for number in swapped if is_valid(number)] == []


@pytest.mark.parametrize("digits", ["", "572", "57 24", "572٤", "57240000", "-5724", "5724\n", "abcd"])
def test_what_is_no_number_is_not_valid(digits: str):
    assert not is_valid(digits)


@pytest.mark.parametrize("typed", ["5724", "57 24", " 5-7.2 4 ", "57–24", "57\u00a024"])
def test_what_stands_between_the_digits_does_not_matter(typed: str):
    assert normalise(typed) == "5724"


def test_a_flood_of_signs_is_cut_short():
    assert len(normalise("9" * 10_000)) == 20
