"""How long the backups stay that an update takes."""

from datetime import timedelta

import pytest
from django.utils import timezone

from clinic_site.operations import backup_releases, ticking_pruning
from clinic_site.operations.backup_releases import LONGEST


@pytest.fixture
def folder(settings, tmp_path):
    settings.DATA_DIR = tmp_path
    (tmp_path / "releases").mkdir()
    return tmp_path / "releases"


def taken(folder, ago: timedelta) -> str:
    name = f"before-0a1b2c3-{timezone.now() - ago:%Y%m%dT%H%M%SZ}"
    (folder / name).write_bytes(b"")
    return name


def test_none_is_older_than_any_other_backup_would_be(db, folder):
    taken(folder, LONGEST + timedelta(hours=1))
    young = taken(folder, LONGEST - timedelta(hours=1))
    for name in ("last", "before-the-move", "before-0a1b2c3-20200229T000000Z.bak"):
        (folder / name).write_text("somebody's own")

    ticking_pruning.prune()

    assert sorted(path.name for path in folder.iterdir()) == sorted(
        [young, "last", "before-the-move", "before-0a1b2c3-20200229T000000Z.bak"]
    )


def test_a_site_that_was_never_updated_has_none(settings, tmp_path):
    settings.DATA_DIR = tmp_path / "nothing"

    backup_releases.forget_old()
