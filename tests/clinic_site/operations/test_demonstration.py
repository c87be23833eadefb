import shutil
import stat
from pathlib import Path

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from django.db import connection

from clinic_site.accounts.models import User
from clinic_site.content import verifying
from clinic_site.content.desk import all_pages
from clinic_site.content.roles import ROLES
from clinic_site.operations import demonstration
from clinic_site.operations.demonstration import STARTER, NotADemonstration, prepare
from clinic_site.profile.models import in_force
from tests import builders
from tests.clinic_site.operations import folders

PAGES = ("disclaimers", "articles", "questions", "handouts")


@pytest.fixture(autouse=True)
def data_folder(settings, tmp_path) -> Path:
    settings.DATA_DIR = tmp_path
    return tmp_path


@pytest.fixture
def passwords(db, monkeypatch, tmp_path) -> dict[str, str]:
    """A demonstration of the disclaimers alone, which is quicker."""
    shutil.copytree(STARTER / "disclaimers", tmp_path / "starter" / "disclaimers")
    monkeypatch.setattr(demonstration, "STARTER", tmp_path / "starter")
    return prepare()


def test_every_starter_page_is_public_and_checked_by_another_person(starter_site, client):
    public = [page.revisions.published().get() for page in all_pages()]

    assert len(public) == sum(len(list((STARTER / name).iterdir())) for name in PAGES)
    assert {revision.approver_role for revision in public} == {"a demonstration account"}
    assert not any(revision.single_signature for revision in public)
    assert list(verifying.faults()) == []
    for address in ("/", "/articles/", "/faq/", "/faq/does-it-hurt/", "/about/", "/topics/", "/unwell/"):
        assert client.get(address).status_code == 200


def test_the_clinic_says_that_it_is_an_example(passwords, client):
    profile = in_force()

    assert (profile.is_example, profile.clinic_name, profile.phone) == (True, "Example Clinic", "01632 960001")
    assert b"Example content, not checked by a clinician" in client.get("/articles/").content
    assert b"Short, checked information" not in client.get("/").content


def test_each_role_has_an_account_that_opens_with_its_password(passwords, client):
    assert sorted(passwords) == sorted(f"{role}@clinic.example" for role in ROLES)
    for address, word in passwords.items():
        user = User.objects.get(email=address)
        assert user.is_demonstration
        assert [group.name for group in user.groups.all()] == [address.split("@")[0]]
        assert client.login(username=address, password=word)


def test_the_passwords_are_kept_where_only_the_owner_of_the_folder_reads_them(passwords, data_folder):
    path = data_folder / "demo_accounts.txt"

    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert all(word in path.read_text() for word in passwords.values())


def test_a_second_run_changes_nothing_and_gives_the_same_passwords(passwords):
    before = folders.everything()

    again = prepare()

    assert again == passwords
    assert folders.everything() == before


def test_lost_passwords_are_replaced(passwords, data_folder, client):
    (data_folder / "demo_accounts.txt").unlink()

    again = prepare()

    assert again["owner@clinic.example"] != passwords["owner@clinic.example"]
    assert client.login(username="owner@clinic.example", password=again["owner@clinic.example"])


def test_it_never_runs_beside_somebody_elses_pages(clinic, data_folder):
    before = folders.everything()

    place = data_folder if connection.vendor == "sqlite" else connection.settings_dict["NAME"]
    with pytest.raises(
        NotADemonstration, match=f"{place} is not a demonstration.*CLINIC_DATA=demo-data manage.py demo"
    ):
        prepare()

    assert folders.everything() == before
    assert not (data_folder / "demo_accounts.txt").exists()


def test_one_real_account_is_enough_to_refuse(db):
    builders.person("owner")

    with pytest.raises(NotADemonstration):
        prepare()


def test_the_command_says_so_before_it_serves(clinic):
    with pytest.raises(CommandError, match="is not a demonstration"):
        call_command("demo", port=0)
