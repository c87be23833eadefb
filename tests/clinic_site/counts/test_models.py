from datetime import date

import pytest

from clinic_site.counts.models import CountedBy, Reading, add, by_day, by_page, read_between

pytestmark = pytest.mark.django_db
MONDAY, TUESDAY = date(2026, 11, 16), date(2026, 11, 17)


def test_counts_of_one_copy_on_one_day_are_added_up():
    add({(MONDAY, "4716", 2): 3})
    add({(MONDAY, "4716", 2): 4, (MONDAY, "4716", 3): 1})

    assert sorted(Reading.objects.values_list("day", "number", "revision", "count")) == [
        (MONDAY, "4716", 2, 7),
        (MONDAY, "4716", 3, 1),
    ]


def test_a_page_is_read_as_often_as_its_copies_together():
    add({(MONDAY, "4716", 2): 3, (MONDAY, "4716", 3): 1, (TUESDAY, "0528", 1): 9})

    assert by_page(MONDAY, TUESDAY).most_common() == [("0528", 9), ("4716", 4)]
    assert by_day(MONDAY, TUESDAY) == {MONDAY: 4, TUESDAY: 9}
    assert by_page(MONDAY, MONDAY) == {"4716": 4}


def test_readings_counted_here_and_in_a_log_are_not_added_up():
    add({(MONDAY, "4716", 2): 3, (TUESDAY, "4716", 2): 5})
    add({(MONDAY, "4716", 2): 8}, CountedBy.LOG)

    assert read_between(MONDAY, TUESDAY) == {(MONDAY, "4716"): 8, (TUESDAY, "4716"): 5}


def test_the_table_has_no_place_for_a_person():
    assert {field.name for field in Reading._meta.fields} == {"id", "day", "number", "revision", "counted_by", "count"}
