import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.db.models import ProtectedError
from django.utils import timezone

from clinic_site.generation.models import current
from clinic_site.profile.dated import NotYet
from clinic_site.profile.models import CONTENT, HARMFUL, Profile, amend, confirm, in_force, waiting
from tests import builders

pytestmark = pytest.mark.django_db

HARM = {
    "phone": "01632 960999",
    "emergency_number": "112",
    "emergency_department": "casualty",
    "when_closed": "Call the night line.",
    "allows_single_signature": True,
    "withdraw_after_days": 30,
}
HARMLESS = {
    "clinic_name": "Another Clinic",
    "address": "1 Example Street",
    "email": "desk@clinic.example",
    "opening_hours": "Monday to Friday, 9 to 5",
    "country": "Scotland",
    "practitioner": "physiotherapist",
    "regulator": "An example council",
    "ownership": "Owned by its staff.",
    "complaints": "Write to the manager.",
    "getting_here": "By tram, or by bus.",
    "other_formats": "Ask for large print.",
    "language": "cy",
    "interval_normal": 36,
    "interval_high": 6,
    "is_example": True,
}


def refused(change) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        change()


def test_before_there_is_a_profile_readers_meet_neutral_words():
    profile = in_force()

    assert (profile.pk, profile.clinic_name, profile.phone) == (None, "This clinic", "")


def test_the_first_profile_is_in_force_at_once(staff):
    row = builders.profile(staff["owner"])

    assert in_force() == row
    assert (row.alone, row.second_by, row.made_by) == (True, None, staff["owner"])


def test_every_field_is_either_harmful_or_harmless():
    assert set(HARM) == set(HARMFUL)
    assert set(HARM) | set(HARMLESS) == set(CONTENT)


@pytest.mark.parametrize("field", HARMLESS)
def test_a_harmless_change_is_in_force_at_once(staff, field: str):
    builders.profile(staff["owner"])

    row = amend(by=staff["owner"], **{field: HARMLESS[field]})

    assert (in_force(), waiting()) == (row, None)
    assert getattr(in_force(), field) == HARMLESS[field]


@pytest.mark.parametrize("field", HARM)
def test_a_harmful_change_waits_for_a_second_person(staff, field: str):
    before = builders.profile(staff["owner"])

    row = amend(by=staff["owner"], **{field: HARM[field]})

    assert (in_force(), waiting()) == (before, row)
    assert not row.alone


def test_what_is_not_changed_is_taken_over(staff):
    builders.profile(staff["owner"])

    row = amend(by=staff["owner"], clinic_name="Another Clinic")

    assert (row.phone, row.emergency_number) == ("01632 960001", "999")


def test_a_second_person_brings_a_change_into_force(staff):
    builders.profile(staff["owner"])
    row = amend(by=staff["owner"], emergency_number="112")
    other = builders.person("owner")

    confirm(row, by=other)

    assert (in_force().emergency_number, in_force().second_by, waiting()) == ("112", other, None)


def test_the_same_person_cannot_confirm_their_own_change(staff):
    builders.profile(staff["owner"])
    row = amend(by=staff["owner"], emergency_number="112")

    with pytest.raises(NotYet, match="Ask another person"):
        confirm(row, by=staff["owner"])

    assert in_force().emergency_number == "999"


def test_a_change_is_confirmed_once(staff):
    builders.profile(staff["owner"])
    row = amend(by=staff["owner"], emergency_number="112")
    confirm(row, by=builders.person("owner"))

    with pytest.raises(NotYet, match="already in force"):
        confirm(row, by=builders.person("owner"))


def test_while_a_change_waits_there_is_no_other(staff):
    builders.profile(staff["owner"])
    amend(by=staff["owner"], emergency_number="112")

    with pytest.raises(NotYet, match="waits for a second person"):
        amend(by=staff["owner"], clinic_name="Another Clinic")

    assert Profile.objects.count() == 2


def test_in_a_clinic_of_one_a_harmful_change_is_in_force_at_once(staff):
    builders.profile(staff["owner"], allows_single_signature=True)

    row = amend(by=staff["owner"], emergency_number="112")

    assert (in_force(), row.alone) == (row, True)


@pytest.mark.parametrize("role", ["editor", "reviewer", "publisher"])
def test_only_an_owner_changes_the_profile(staff, role: str):
    with pytest.raises(PermissionDenied, match="Only an owner"):
        amend(by=staff[role], clinic_name="Another Clinic")

    assert not Profile.objects.exists()


def test_an_editor_cannot_confirm_a_change(staff):
    builders.profile(staff["owner"])
    row = amend(by=staff["owner"], emergency_number="112")

    with pytest.raises(PermissionDenied):
        confirm(row, by=staff["editor"])

    assert waiting() == row


@pytest.mark.parametrize(
    ("field", "value"), [("phone", "call us"), ("emergency_number", "9-9-9!"), ("email", "desk"), ("clinic_name", "")]
)
def test_a_value_that_cannot_be_right_is_refused(staff, field: str, value: str):
    with pytest.raises(ValidationError) as refusal:
        builders.profile(staff["owner"], **{field: value})

    assert set(refusal.value.message_dict) == {field}
    assert not Profile.objects.exists()


def test_what_readers_see_moves_with_each_change(staff):
    before = current()
    builders.profile(staff["owner"])
    row = amend(by=staff["owner"], emergency_number="112")
    amended = current()

    confirm(row, by=builders.person("owner"))

    assert before < amended < current()


def test_one_query_finds_the_profile(staff, django_assert_num_queries):
    builders.profile(staff["owner"])
    amend(by=staff["owner"], clinic_name="Another Clinic")

    with django_assert_num_queries(1):
        in_force()


@pytest.mark.parametrize("column", Profile.frozen.never)
def test_no_column_of_a_row_changes_even_past_the_models(staff, column: str):
    row = builders.profile(staff["owner"])
    values = HARM | HARMLESS | {"made_by_id": staff["editor"].pk, "made_at": timezone.now(), "alone": False}

    refused(lambda: Profile.objects.filter(pk=row.pk).update(**{column: values[column]}))


def test_every_column_is_frozen_or_set_once():
    columns = {field.column for field in Profile._meta.local_fields} - {"id"}

    assert columns == {*Profile.frozen.never, *Profile.frozen.once}


def test_a_row_comes_into_force_once(staff):
    row = builders.profile(staff["owner"])

    refused(lambda: Profile.objects.filter(pk=row.pk).update(in_force_at=timezone.now()))
    refused(lambda: Profile.objects.filter(pk=row.pk).update(in_force_at=None))


def test_a_waiting_row_cannot_be_put_into_force_past_the_second_person(staff):
    builders.profile(staff["owner"])
    row = amend(by=staff["owner"], emergency_number="112")
    rows = Profile.objects.filter(pk=row.pk)

    refused(lambda: rows.update(in_force_at=timezone.now()))
    refused(lambda: rows.update(in_force_at=timezone.now(), second_by=staff["owner"]))
    refused(lambda: rows.update(second_by=staff["editor"]))


def test_the_second_person_stays_the_one_who_confirmed(staff):
    builders.profile(staff["owner"])
    row = amend(by=staff["owner"], emergency_number="112")
    confirm(row, by=builders.person("owner"))

    refused(lambda: Profile.objects.filter(pk=row.pk).update(second_by=staff["editor"]))


def test_no_row_is_ever_deleted(staff):
    row = builders.profile(staff["owner"])

    refused(row.delete)
    refused(lambda: Profile.objects.all()._raw_delete(using="default"))


def test_the_second_person_cannot_be_deleted(staff):
    builders.profile(staff["owner"])
    other = builders.person("owner")
    confirm(amend(by=staff["owner"], emergency_number="112"), by=other)

    with pytest.raises(ProtectedError):
        other.delete()


@pytest.mark.parametrize(
    ("language", "direction"), [("en-GB", "ltr"), ("cy", "ltr"), ("ar", "rtl"), ("he-IL", "rtl"), ("ur", "rtl")]
)
def test_the_language_says_which_way_text_runs(language: str, direction: str):
    assert Profile(language=language).direction == direction


def test_a_phone_number_becomes_a_link_that_dials():
    assert Profile(phone="+44 (0)1632-960 001").phone_href == "tel:+4401632960001"
    assert Profile().phone_href == ""
