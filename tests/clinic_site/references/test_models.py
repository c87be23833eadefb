from datetime import date

import pytest
from django.core.exceptions import ValidationError

from clinic_site.references.models import Reference, Study, printed


def reference(key: str = "Example2014", **fields) -> Reference:
    values = {
        "authors": "Example A, Sample B.",
        "title": "Soreness after needling: a survey",
        "source": "Journal of Examples. 12(3):4–5",
        "year": 2014,
        "doi": "10.1234/example.5",
        "pmid": "12345678",
        "url": "https://journal.example/5",
        "label": "A survey of 39 people",
        "study": Study.SURVEY,
        "finding": "About half were sore for a day.",
        "checked_on": date(2026, 11, 1),
    }
    return Reference(key=key, **values | fields)


def test_a_reference_is_printed_in_one_style():
    text = reference().as_printed()["text"]

    assert text == "Example A, Sample B. Soreness after needling: a survey. Journal of Examples. 12(3):4–5. 2014."


def test_a_full_stop_is_never_printed_twice():
    text = reference(title="Soreness.", source="Journal.").as_printed()["text"]

    assert ".." not in text


def test_the_frozen_copy_holds_words_only():
    copy = reference().as_printed()

    assert {type(value) for key, value in copy.items() if key != "study"} == {str}
    assert (copy["year"], copy["checked_on"], copy["study"]) == ("2014", "2026-11-01", "survey")


@pytest.mark.django_db
def test_the_frozen_copy_holds_every_field_of_the_row():
    fields = {field.name for field in Reference._meta.local_fields} - {"id"}

    assert set(reference().as_printed()) == fields | {"text"}


@pytest.mark.django_db
def test_references_are_printed_in_the_order_they_are_cited():
    for key in ("Alpha2001", "Beta2002", "Gamma2003"):
        reference(key).save()

    assert [copy["key"] for copy in printed(["Gamma2003", "Alpha2001"])] == ["Gamma2003", "Alpha2001"]


@pytest.mark.django_db
def test_a_key_without_a_row_is_left_out():
    reference("Alpha2001").save()

    assert [copy["key"] for copy in printed(["Missing1999", "Alpha2001"])] == ["Alpha2001"]


@pytest.mark.django_db
@pytest.mark.parametrize("count", [1, 3])
def test_however_many_are_printed_they_are_read_at_once(django_assert_num_queries, count: int):
    keys = [f"Example{year}" for year in range(2000, 2000 + count)]
    for key in keys:
        reference(key).save()

    with django_assert_num_queries(1):
        assert len(printed(keys)) == count


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("field", "value"),
    [("key", "two words"), ("key", "[@x]"), ("doi", "doi:10.1234/5"), ("pmid", "PMC123"), ("url", "javascript:x")],
)
def test_what_would_make_no_link_is_refused(field: str, value: str):
    with pytest.raises(ValidationError) as refusal:
        reference(**{"key": "Example2014"} | {field: value}).full_clean()

    assert set(refusal.value.message_dict) == {field}


@pytest.mark.django_db
def test_a_key_is_given_once():
    reference().save()

    with pytest.raises(ValidationError, match="already exists"):
        reference().full_clean()


def test_nobody_is_given_leave_to_delete_a_reference():
    assert "delete" not in Reference._meta.default_permissions
