import pytest
from django.db import IntegrityError, transaction

from clinic_site.numbers.damm import check_digit, is_valid
from clinic_site.numbers.models import Number, NumberTaken, take

pytestmark = pytest.mark.django_db


def give(*series: str) -> None:
    Number.objects.bulk_create(Number(digits=digits + check_digit(digits)) for digits in series)


def test_numbers_are_given_in_order():
    first, second = take(), take()

    assert (first.digits[:3], second.digits[:3]) == ("001", "002")
    assert is_valid(first.digits)
    assert is_valid(second.digits)


def test_a_number_can_be_asked_for():
    assert take("5724").digits == "5724"
    assert Number.objects.filter(digits="5724").exists()


def test_a_gap_is_filled_and_a_number_asked_for_is_passed_over():
    give("001", "003")

    assert [take().digits[:3], take().digits[:3]] == ["002", "004"]


def test_a_taken_number_is_refused_by_name():
    take("5724")

    with pytest.raises(NumberTaken, match="5724 is already given"):
        take("5724")


@pytest.mark.parametrize("digits", ["5723", "57244", "572", "5724x", "five"])
def test_a_number_whose_last_digit_does_not_fit_is_refused(digits: str):
    with pytest.raises(NumberTaken, match=f"{digits} is not a page number"):
        take(digits)

    assert not Number.objects.exists()


def test_the_first_number_with_five_digits_follows_the_last_with_four():
    give(*(f"{series:03d}" for series in range(1, 999)))

    last, next_series = take(), take()

    assert last.digits[:3] == "999"
    assert next_series.digits == "0001" + check_digit("0001")
    assert len(next_series.digits) == 5


def test_a_longer_series_is_asked_for_when_all_are_given():
    give(*(f"{series:03d}" for series in range(1, 1000)), *(f"{series:04d}" for series in range(1, 10_000)))

    with pytest.raises(NumberTaken, match="longer series"):
        take()


def delete_one():
    Number.objects.get(digits="5724").delete()


def delete_many():
    Number.objects.all()._raw_delete(using="default")


def rename():
    Number.objects.filter(digits="5724").update(digits="0013")


@pytest.mark.parametrize("change", [delete_one, delete_many, rename])
def test_a_number_is_never_free_again(change):
    take("5724")

    with pytest.raises(IntegrityError), transaction.atomic():
        change()

    with pytest.raises(NumberTaken):
        take("5724")
