"""Who could sign, and the edition that nobody can write."""

import pytest

from clinic_site.accounts.models import User
from clinic_site.operations import doctor_people, edition
from clinic_site.profile.models import Profile
from tests import builders

pytestmark = pytest.mark.django_db


def said() -> str:
    return " ".join(map(str, doctor_people.two_people()))


def test_one_who_writes_and_another_who_signs_are_enough():
    builders.person("editor")
    builders.person("reviewer")

    assert said() == ""


def test_one_person_alone_is_told_that_nothing_can_be_published():
    owner = builders.person("owner")

    assert f"Only one person, {owner.email}, can write and sign texts. Nobody may sign what they wrote" in said()
    assert "Do: manage.py invite colleague@yourclinic.org --role reviewer" in said()


def test_who_left_and_who_was_only_invited_can_not_be_the_second():
    builders.person("owner")
    builders.person("reviewer", is_active=False)
    invited = builders.person("reviewer")
    invited.set_unusable_password()
    invited.save()

    assert "Only one person" in said()


def test_a_clinic_of_one_that_allows_a_single_signature_needs_nobody_else(monkeypatch):
    builders.person("owner")
    monkeypatch.setattr(doctor_people, "in_force", lambda: Profile(pk=1, allows_single_signature=True))

    assert said() == ""


def test_who_has_no_printed_role_can_not_sign():
    builders.person("owner", role_as_printed="")
    builders.person("reviewer", role_as_printed="")

    assert "Nobody can sign texts. Nothing can be published. Do: give somebody the role reviewer" in said()


def test_accounts_of_the_demonstration_sign_nothing_on_a_real_site(monkeypatch):
    builders.person("owner")
    User.objects.filter(pk=builders.person("reviewer").pk).update(is_demonstration=True)
    monkeypatch.setattr(doctor_people, "in_force", lambda: Profile(pk=1, is_example=False))

    assert "Only one person" in said()


def test_where_nobody_is_nothing_is_said_of_signing():
    assert said() == ""


def test_a_file_in_the_place_of_the_edition_is_left_to_those_who_look_at_folders(settings, tmp_path):
    settings.DATA_DIR = tmp_path
    edition.folder().touch()

    assert list(doctor_people.files()) == []
