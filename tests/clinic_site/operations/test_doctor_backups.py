import pytest

from clinic_site.operations import doctor_backups, doctor_machine
from tests.clinic_site.operations.doors import shut


@pytest.mark.parametrize("place", ["", "in", "in/it"])
def test_a_folder_behind_a_shut_door_is_told_from_one_that_is_not_there(tmp_path, monkeypatch, place):
    (tmp_path / "door" / "in" / "it").mkdir(parents=True)
    assert doctor_backups.closed(str(tmp_path / "door" / place)) is None

    shut(monkeypatch, tmp_path / "door")

    assert doctor_backups.closed(str(tmp_path / "door" / place)).strerror == "Permission denied"
    assert doctor_backups.closed(str(tmp_path / "absent" / place)) is None


def test_a_file_in_the_way_of_backups_is_said_to_be_one(tmp_path):
    (tmp_path / "backups").touch()
    fault = doctor_backups.closed(str(tmp_path / "backups"))

    found = doctor_backups.can_t_be_read("CLINIC_BACKUPS", str(tmp_path / "backups"), fault)

    assert "Do: a file is in its way" in str(found)


def test_another_machine_is_not_asked(monkeypatch):
    assert doctor_backups.closed("ssh://guide@backup.clinic.uk/guide") is None


def test_the_disk_of_a_folder_that_may_not_be_seen_is_left_out(settings, tmp_path, monkeypatch):
    (tmp_path / "door" / "in").mkdir(parents=True)
    settings.DATA_DIR, settings.BACKUPS = tmp_path, str(tmp_path / "door" / "in")
    monkeypatch.setattr(doctor_machine, "LEAST_SHARE", 0)
    monkeypatch.setattr(doctor_machine, "LEAST", 0)
    shut(monkeypatch, tmp_path / "door")

    assert list(doctor_machine.disk()) == []


@pytest.mark.django_db
def test_the_odd_ones_of_a_folder_that_may_not_be_seen_are_not_looked_for(settings, tmp_path, monkeypatch):
    settings.BACKUPS, settings.BACKUP_KEY = str(tmp_path), "key"
    shut(monkeypatch, tmp_path)

    assert list(doctor_backups.odd()) == []


@pytest.mark.django_db
def test_a_second_place_that_is_not_there_is_not_called_a_disk(settings, tmp_path):
    settings.BACKUPS, settings.BACKUP_COPY = str(tmp_path / "backups"), str(tmp_path / "absent" / "second")
    settings.DATA_DIR = tmp_path

    said = " ".join(map(str, doctor_backups.copied()))

    assert f"{settings.BACKUP_COPY}, is not there" in said
    assert "on the disk of the first" not in said
