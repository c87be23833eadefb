"""The folders that the site writes and a web server may read."""

import json
import os

import pytest
from django.contrib.staticfiles.finders import get_finders

from clinic_site.operations import doctor_files
from clinic_site.operations.doctor import LOOKS
from tests.clinic_site.pagecache.editions import edition


@pytest.fixture(autouse=True)
def data(settings, tmp_path):
    settings.DATA_DIR, settings.STATIC_ROOT, settings.HASHED_FILES = tmp_path, tmp_path / "static", True
    return tmp_path


def every_name() -> list[str]:
    return sorted(name for finder in get_finders() for name, _storage in finder.list([]))


def keep(folder, names) -> None:
    (folder / "static").mkdir()
    listed = {"version": "1.1", "hash": "", "paths": {name: name for name in names}}
    (folder / "static" / "staticfiles.json").write_text(json.dumps(listed))


def test_the_doctor_looks_at_them():
    assert set(doctor_files.LOOKS) <= set(LOOKS)


def test_nothing_collected_is_told_with_the_command():
    (found,) = doctor_files.collected()

    assert "CLINIC_HASHED_FILES is set, and" in str(found)
    assert "answers with an error (500). Do: as the user of the site: manage.py collectstatic --noinput" in str(found)


def test_what_came_with_an_update_and_was_not_collected_is_named(data):
    *known, new = every_name()
    keep(data, known)

    (found,) = doctor_files.collected()

    assert f"{new} is not among the collected files" in str(found)


def test_a_list_that_is_none_is_told(data):
    (data / "static").mkdir()
    (data / "static" / "staticfiles.json").write_text("{")

    assert len(list(doctor_files.collected())) == 1


def test_what_was_collected_needs_nothing(data):
    keep(data, every_name())

    assert list(doctor_files.collected()) == []


def test_without_the_setting_nothing_has_to_be_collected(settings):
    settings.HASHED_FILES = False

    assert list(doctor_files.collected()) == []


def test_folders_that_are_open_or_not_there_need_nothing(data):
    assert list(doctor_files.folders()) == []
    for name in ("media", "published", "static"):
        (data / name).mkdir()

    assert list(doctor_files.folders()) == []


@pytest.mark.parametrize("name", ["media", "published", "static"])
def test_a_file_in_the_place_of_a_folder_is_told(data, name):
    (data / name).touch()

    (found,) = doctor_files.folders()

    assert f"{data / name} is a file and has to be a folder." in str(found)
    assert f"Do: mv {data / name} {data / name}.away; then systemctl restart" in str(found)


@pytest.mark.parametrize("name", ["published", "static"])
def test_a_folder_that_the_site_can_t_write_is_told(data, monkeypatch, name):
    (data / name).mkdir()
    monkeypatch.setattr(doctor_files.os, "access", lambda path, mode: not mode & os.W_OK)

    (found,) = doctor_files.folders()

    assert f"The site can't write into {data / name}." in str(found)
    assert f"Do: chown -R clinic-guide {data / name}" in str(found)


def test_a_damaged_edition_is_told_with_what_writes_it_anew(data):
    edition(data / "published")
    assert list(doctor_files.published()) == []
    (data / "published" / "last" / "index.jsonl").write_text("{")

    (found,) = doctor_files.published()

    assert f"The published edition in {data}/published/last can't be read" in str(found)
    assert "Do: as the user of the site: manage.py publish_files" in str(found)
