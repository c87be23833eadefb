import pytest
from hypothesis import given
from hypothesis import strategies as some

from clinic_site.numbers.damm import check_digit
from clinic_site.numbers.several import MOST, read

ONE, TWO, THREE, FOUR, FIVE, SIX = (f"{series}{check_digit(f'{series}')}" for series in range(201, 207))


def test_the_order_is_kept_and_each_counts_once():
    several = read(f"{TWO}-{ONE}-{TWO}")

    assert several.numbers == (TWO, ONE)
    assert several.address == f"{TWO}-{ONE}"
    assert (several.wrong, several.beyond) == ((), 0)


def test_five_are_taken_and_the_others_counted():
    several = read("-".join((ONE, TWO, THREE, FOUR, FIVE, SIX, ONE)))

    assert several.numbers == (ONE, TWO, THREE, FOUR, FIVE)
    assert several.beyond == 1


@pytest.mark.parametrize("typed", ["2010", "jane", "12", "１２３４", "19800101", "<b>"])
def test_what_can_not_be_a_number_is_named_as_wrong(typed):
    assert read(f"{ONE}-{typed}").numbers == (ONE,)
    assert read(f"{ONE}-{typed}").wrong == (typed,)


@pytest.mark.parametrize("between", ["-", " ", " - ", ".", "–", ","])
def test_people_put_different_signs_between_them(between):
    assert read(between.join((ONE, TWO))).numbers == (ONE, TWO)


@given(some.text(max_size=600))
def test_nothing_that_is_typed_breaks_it(typed):
    several = read(typed)

    assert len(several.numbers) <= MOST
    assert read(several.address).numbers == several.numbers
