"""Folders that are served, saved or cleared are no place for a backup."""

import re

import pytest

from clinic_site.generation.backup import state
from clinic_site.operations import backup_copying, backup_keeping, backup_places, backup_taking, doctor_backups
from clinic_site.operations.backup_faults import BackupFault

ODD = ["static", "static/backups", "media/backups", "published", "published/editions/backups", "source/backups"]


@pytest.fixture(autouse=True)
def data(settings, tmp_path):
    settings.DATA_DIR, settings.STATIC_ROOT, settings.MEDIA_ROOT = tmp_path, tmp_path / "static", tmp_path / "media"
    settings.STATICFILES_DIRS = [tmp_path / "source"]
    return tmp_path


@pytest.mark.parametrize("place", ODD)
def test_no_backup_is_taken_where_it_would_be_given_out_or_lost(data, place):
    (data / place).mkdir(parents=True)

    with pytest.raises(BackupFault, match=f"No backup may lie in {data / place}: .* such as {data}/backups"):
        backup_taking.take(data / place / "guide.tar")

    assert list((data / place).iterdir()) == []


def test_another_name_for_such_a_folder_makes_it_no_better(data):
    (data / "static").mkdir()
    (data / "backups").symlink_to("static")

    with pytest.raises(BackupFault, match="anybody can fetch"):
        backup_places.refuse_odd(data / "backups")


@pytest.mark.parametrize("place", ["backups", "static-backups", "releases", ".", ".."])
def test_any_other_folder_is_good(data, place):
    backup_places.refuse_odd(data / place)


@pytest.mark.django_db
def test_owners_are_told_that_none_is_taken_there_and_nothing_is_made(settings, data):
    settings.BACKUPS = str(data / "media" / "backups")

    with pytest.raises(BackupFault):
        backup_keeping.keep_due()

    assert "each backup would hold all earlier ones" in state().error
    assert not (data / "media").exists()


def test_no_copy_goes_there(settings, data):
    settings.BACKUP_COPY = str(data / "static" / "copy")
    (data / "static" / "copy").mkdir(parents=True)

    with pytest.raises(BackupFault, match="anybody can fetch"):
        backup_copying.copy(data / "backups", "guide.tar")


@pytest.mark.django_db
@pytest.mark.parametrize("name", ["CLINIC_BACKUPS", "CLINIC_BACKUP_COPY"])
def test_the_doctor_names_the_setting_and_a_better_folder(settings, data, name):
    settings.BACKUPS, settings.BACKUP_COPY = str(data / "backups"), str(data / "second")
    setattr(settings, name.removeprefix("CLINIC_"), str(data / "static" / "backups"))

    said = [str(one) for look in (doctor_backups.taken, doctor_backups.copied) for one in look()]

    (found,) = [line for line in said if "No backup may lie in" in line]
    assert re.search(f"Do: move .* write this line into .*: {name}=(/.*/backups|ssh://)", found)
