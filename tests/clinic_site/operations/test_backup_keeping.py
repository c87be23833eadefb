"""Backups that take themselves: after any change, read again, thinned, and told to owners when they fail."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from django.core.cache import cache
from django.utils import timezone

from clinic_site.accounts.models import User
from clinic_site.content import desk, kept
from clinic_site.counts.models import Reading
from clinic_site.feedback.models import Feedback
from clinic_site.generation.backup import state
from clinic_site.generation.models import Tick
from clinic_site.images.models import add
from clinic_site.operations import backup_archive, backup_keeping, backup_kept, backup_marks, backup_restoring
from clinic_site.operations.backup_faults import BackupFault
from tests import builders
from tests.clinic_site.images.pictures import jpeg
from tests.clinic_site.operations.backups import KEY

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def folder(settings, tmp_path) -> Path:
    settings.BACKUPS, settings.BACKUP_KEY, settings.BACKUP_COPY = str(tmp_path / "backups"), "", ""
    return tmp_path / "backups"


@pytest.fixture
def clock(monkeypatch):
    """The moment that everybody is told from now on."""

    def at(moment: datetime) -> None:
        monkeypatch.setattr(timezone, "now", lambda: moment)

    return at


def archives(folder: Path) -> list[str]:
    return backup_kept.archives(folder)


def test_the_first_one_is_taken_and_then_only_after_a_change(folder):
    editor = builders.person("editor")

    first = backup_keeping.keep_due()
    again = backup_keeping.keep_due()
    builders.question(editor)
    second = backup_keeping.keep_due()

    assert (first is not None, again, second is not None) == (True, None, True)
    assert set(archives(folder)) == {first, second}
    assert state().name == second
    assert (folder.stat().st_mode & 0o777, (folder / first).stat().st_mode & 0o777) == (0o700, 0o600)


def everything_people_do(staff: dict):
    """Acts, each of which somebody is told was kept."""
    page = builders.question(staff["editor"], "first")
    yield "a page"
    desk.save(page, by=staff["editor"], base_edit=page.edit, body="Some other words.\n")
    yield "a saved desk"
    kept.keep(
        by=staff["editor"], kind=page.kind, number=page.number_id, base_edit=page.edit, fields={"body": ["Typed."]}
    )
    yield "a text that was typed and not saved"
    builders.published(type(page).objects.get(pk=page.pk), staff)
    yield "a signed text"
    add(jpeg(), by=staff["editor"], key="chairs")
    yield "a picture"
    User.objects.filter(pk=staff["editor"].pk).update(name="Another")
    yield "a changed name"
    Feedback.objects.create(helpful=True, number_id=page.number_id, revision=1)
    yield "an answer of a reader"
    Feedback.objects.all().delete()
    yield "a row less"


def test_no_change_goes_unseen(folder):
    marks, unseen = backup_marks.now(), []

    for what in everything_people_do(builders.clinic()):
        before, marks = marks, backup_marks.now()
        unseen += [what] if marks.work == before.work else []

    assert unseen == []


def test_what_happens_by_itself_is_kept_once_a_day(folder, clock):
    clock(datetime(2026, 3, 3, 9, tzinfo=UTC))
    builders.person("editor")
    backup_keeping.keep_due()
    Tick.objects.update_or_create(id=1, defaults={"ended_at": timezone.now()})
    Reading.objects.create(day=timezone.localdate(), number="4716", revision=1, count=1)

    soon = backup_keeping.keep_due()
    clock(datetime(2026, 3, 4, 9, 1, tzinfo=UTC))
    after_a_day = backup_keeping.keep_due()

    assert (soon, after_a_day is not None) == (None, True)


def test_a_folder_that_was_emptied_is_filled_again(folder):
    first = backup_keeping.keep_due()
    (folder / first).unlink()

    assert backup_keeping.keep_due() is not None


def test_each_picture_is_kept_once_and_comes_back_from_beside(folder, settings):
    staff = builders.clinic()
    add(jpeg(), by=staff["editor"], key="chairs")
    first = backup_keeping.keep_due()
    pictures = {path.name: path.stat().st_mtime_ns for path in (folder / "pictures").glob("*.jpg")}
    builders.question(staff["editor"])

    second = backup_keeping.keep_due()

    assert {path.name: path.stat().st_mtime_ns for path in (folder / "pictures").glob("*.jpg")} == pictures != {}
    assert backup_restoring.check(folder / first)["beside"] == backup_restoring.check(folder / second)["beside"] != {}
    next((folder / "pictures").glob("*.jpg")).write_bytes(b"something else")
    with pytest.raises(BackupFault, match="is damaged"):
        backup_restoring.check(folder / second)


def test_with_a_key_pictures_are_encrypted_too(folder, settings):
    settings.BACKUP_KEY = KEY
    add(jpeg(), by=builders.person("editor"), key="chairs")

    name = backup_keeping.keep_due()

    assert name.endswith(".sealed")
    assert backup_restoring.check(folder / name)["pictures"] == len(list((folder / "pictures").glob("*.sealed"))) > 0
    assert not any(path.read_bytes().startswith(b"\xff\xd8") for path in (folder / "pictures").iterdir())


def test_what_can_not_be_read_again_counts_for_nothing(folder, monkeypatch):
    first = backup_keeping.keep_due()
    builders.person("editor")

    def spoilt(path, *args):
        raise backup_archive.damaged(path)

    monkeypatch.setattr(backup_archive, "read", spoilt)

    with pytest.raises(BackupFault):
        backup_keeping.keep_due()

    assert archives(folder) == [first]
    assert state().name == first
    assert state().changed_at is not None
    assert "is damaged" in state().error


def test_what_failed_is_tried_again_and_forgotten_when_it_went_well(folder, monkeypatch):
    builders.person("editor")
    with monkeypatch.context() as patch:
        patch.setattr(backup_archive, "read", lambda *args: (_ for _ in ()).throw(OSError("no space left")))
        with pytest.raises(OSError, match="no space"):
            backup_keeping.keep_due()
    failed = state().error

    backup_keeping.keep_due()

    assert failed == "OSError: no space left"
    assert (state().error, state().failed_at, state().changed_at) == ("", None, None)


def test_what_a_killed_process_left_is_cleared_away(folder):
    folder.mkdir()
    (folder / ".guide-20260101T000000Z-abcd.tar.12345678").write_bytes(b"half of it")
    (folder / "pictures").mkdir()
    (folder / "pictures" / ".chairs.jpg.12345678").write_bytes(b"half of it")

    backup_keeping.keep_due()

    assert [path.name for path in folder.rglob(".*") if path.name != ".lock"] == []


def test_a_folder_that_can_not_be_written_is_told_from_the_first_moment(folder):
    folder.write_text("a file, where the folder should be")

    for _time in range(2):
        with pytest.raises(OSError, match="backups"):
            backup_keeping.keep_due()

    assert "FileExistsError" in state().error
    assert state().changed_at is not None
    assert state().failed_at > state().changed_at


@pytest.mark.parametrize(
    "spoil", [lambda content: content[:-1] + b"!", lambda content: b"", lambda content: content[:9]]
)
def test_a_picture_that_went_bad_is_written_again(folder, spoil):
    add(jpeg(), by=builders.person("editor"), key="chairs")
    backup_keeping.keep_due()
    picture = next((folder / "pictures").glob("*.jpg"))
    whole = picture.read_bytes()
    picture.write_bytes(spoil(whole))
    builders.person("reviewer")

    name = backup_keeping.keep_due()

    assert picture.read_bytes() == whole
    assert backup_restoring.check(folder / name)


@pytest.mark.parametrize("index", ["", "[1", "{}", '{"turn": 0, "pictures": {"a": 1}}'])
def test_a_list_of_pictures_that_can_not_be_read_is_made_anew(folder, index):
    add(jpeg(), by=builders.person("editor"), key="chairs")
    backup_keeping.keep_due()
    known = (folder / "pictures" / "index.json").read_text()
    (folder / "pictures" / "index.json").write_text(index)
    builders.person("reviewer")

    name = backup_keeping.keep_due()

    assert (folder / "pictures" / "index.json").read_text() == known
    assert backup_restoring.check(folder / name)


def test_a_clock_that_jumps_ahead_takes_no_year_of_backups_away(folder, clock):
    now = datetime(2026, 12, 31, 9, tzinfo=UTC)
    clock(now)
    builders.person("editor")
    backup_keeping.keep_due()
    months = [f"guide-2026{month:02d}15T090000Z-0a1b.tar" for month in range(1, 13)]
    for name in months:
        (folder / name).write_bytes(b"of that month")

    for minutes in range(3):
        clock(now + timedelta(days=400, minutes=minutes))
        builders.person("editor")
        backup_keeping.keep_due()

    assert set(months) <= set(archives(folder))


def test_one_takes_it_at_a_time(folder):
    with backup_keeping.alone(folder, ".lock") as mine, backup_keeping.alone(folder, ".lock") as another:
        assert (mine, another) == (True, False)
        assert backup_keeping.keep_due() is None


def test_a_site_that_takes_long_rests_in_between(folder, clock):
    begun = datetime(2026, 3, 3, 9, tzinfo=UTC)
    clock(begun)
    backup_keeping.keep_due()
    backup_keeping.note(seconds=20, ended_at=begun)
    builders.person("editor")

    clock(begun + timedelta(seconds=90))
    soon = backup_keeping.keep_due()
    waits_since = state().changed_at
    clock(begun + timedelta(seconds=101))
    later = backup_keeping.keep_due()

    assert (soon, waits_since, later is not None) == (None, begun + timedelta(seconds=90), True)


def test_a_clock_that_was_set_back_stops_nothing(folder, clock):
    clock(datetime(2026, 3, 3, 9, tzinfo=UTC))
    backup_keeping.keep_due()
    backup_keeping.note(seconds=20)
    builders.person("editor")

    clock(datetime(2026, 3, 3, 8, tzinfo=UTC))

    assert backup_keeping.keep_due() is not None
    assert len(archives(folder)) == 2


def test_without_a_folder_none_is_taken(settings):
    settings.BACKUPS = ""
    cache.clear()

    assert backup_keeping.keep_due() is None
    assert state().pk == 1
    assert not state().name
