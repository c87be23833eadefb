import pytest
from django.contrib.auth.models import Permission
from django.db import IntegrityError, connection, transaction
from django.db.models import ProtectedError

from clinic_site.accounts.models import User
from tests import builders

pytestmark = pytest.mark.django_db


def test_an_address_is_kept_in_lower_case():
    user = User.objects.create_user("Robin.Example@Clinic.Example", "Robin", "a long pass phrase")

    assert user.email == "robin.example@clinic.example"


def test_somebody_may_type_their_address_in_any_case():
    user = User.objects.create_user("robin@clinic.example", "Robin", "a long pass phrase")

    assert User.objects.get_by_natural_key("ROBIN@Clinic.example") == user


def test_one_address_is_one_person():
    User.objects.create_user("robin@clinic.example", "Robin")

    with pytest.raises(IntegrityError), transaction.atomic():
        User.objects.create_user("ROBIN@clinic.example", "Another Robin")


def test_a_password_is_never_stored_as_typed():
    user = User.objects.create_user("robin@clinic.example", "Robin", "a long pass phrase")

    assert "a long pass phrase" not in user.password
    assert user.check_password("a long pass phrase")


def test_somebody_without_a_password_cannot_sign_in():
    user = User.objects.create_user("robin@clinic.example", "Robin")

    assert not user.has_usable_password()


def test_a_new_person_is_staff_and_holds_no_power():
    user = User.objects.create_user("robin@clinic.example", "Robin")

    assert (user.is_staff, user.is_active, user.is_superuser) == (True, True, False)
    assert user.get_all_permissions() == set()


def test_a_superuser_is_one():
    assert User.objects.create_superuser("robin@clinic.example", "Robin", "a long pass phrase").is_superuser


def test_a_person_is_shown_by_name():
    user = builders.person(name="Robin Example")

    assert {str(user), user.get_full_name(), user.get_short_name()} == {"Robin Example"}


def delete_past_the_models(user: User) -> None:
    User.objects.filter(pk=user.pk)._raw_delete(using="default")
    connection.check_constraints()


def test_whoever_wrote_something_cannot_be_deleted(staff):
    builders.profile(staff["owner"])

    with pytest.raises(ProtectedError):
        staff["owner"].delete()


def test_whoever_wrote_something_cannot_be_deleted_past_the_models_either(staff):
    builders.profile(staff["owner"])
    staff["owner"].groups.clear()

    with pytest.raises(IntegrityError), transaction.atomic():
        delete_past_the_models(staff["owner"])


def test_no_role_can_delete_people():
    assert not Permission.objects.filter(content_type__app_label="accounts", codename__startswith="delete").exists()


def test_whoever_leaves_keeps_what_they_signed_and_loses_their_powers(staff):
    row = builders.profile(staff["owner"])

    User.objects.filter(pk=staff["owner"].pk).update(is_active=False)

    row.refresh_from_db()
    assert row.made_by.name == "Owner"
    assert not row.made_by.has_perm("profile.change_profile")
