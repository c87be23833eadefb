import pytest
from django.db.models import ProtectedError

from clinic_site.numbers.models import take
from clinic_site.redirects.models import Redirect, forget, number_at, record

pytestmark = pytest.mark.django_db


def test_an_old_address_names_its_number():
    number = take()

    record("/articles/soreness/", number.digits)

    assert number_at("/articles/soreness/") == number.digits


def test_an_address_that_was_never_public_names_none():
    assert number_at("/articles/never/") is None


def test_every_address_of_a_page_that_moved_twice_names_it_directly():
    number = take()

    record("/articles/first/", number.digits)
    record("/articles/second/", number.digits)

    assert {number_at("/articles/first/"), number_at("/articles/second/")} == {number.digits}


def test_recording_an_address_twice_keeps_one_row_and_its_day():
    number = take()
    record("/articles/soreness/", number.digits)
    first_recorded = Redirect.objects.get().at

    record("/articles/soreness/", number.digits)

    assert Redirect.objects.get().at == first_recorded


def test_a_page_that_moves_back_takes_its_address_again():
    number = take()
    record("/articles/first/", number.digits)
    record("/articles/second/", number.digits)

    forget("/articles/first/")

    assert number_at("/articles/first/") is None
    assert number_at("/articles/second/") == number.digits


def test_a_number_with_old_addresses_is_kept():
    number = take()
    record("/articles/soreness/", number.digits)

    with pytest.raises(ProtectedError):
        number.delete()


def test_nobody_is_given_leave_to_change_an_old_address():
    assert Redirect._meta.default_permissions == ("view",)
