"""Which backups stay as time goes by."""

import os
from datetime import UTC, datetime, timedelta

import pytest

from clinic_site.operations.backup_kept import LEAP, Shelf, archives, count_days, counted, moment_of, too_many

NOON = datetime(2026, 6, 15, 12, tzinfo=UTC)


def name_at(moment: datetime) -> str:
    return f"guide-{moment:%Y%m%dT%H%M%S}Z-0a1b.tar"


def after(days: int, every: timedelta = timedelta(minutes=1)) -> list[str]:
    """What is left when one was taken each time, and the old ones thinned after each."""
    kept, moment = [], NOON - timedelta(days=days)
    while moment <= NOON:
        kept.append(name_at(moment))
        gone = set(too_many(kept, moment))
        kept = [name for name in kept if name not in gone]
        moment += every
    return kept


def test_all_of_the_last_hour_stay_and_one_for_each_hour_of_a_day():
    kept = [moment_of(name) for name in after(days=2, every=timedelta(minutes=3))]

    assert sum(NOON - moment <= timedelta(hours=1) for moment in kept) == 21
    hours = [moment for moment in kept if timedelta(hours=1) < NOON - moment <= timedelta(days=1)]
    assert 22 <= len(hours) <= 24
    assert len(kept) < 21 + 24 + 3


def test_one_for_each_day_of_a_month_and_each_month_of_a_year():
    kept = [moment_of(name) for name in after(days=450, every=timedelta(hours=7))]
    days = [moment for moment in kept if timedelta(days=1) < NOON - moment <= timedelta(days=31)]
    months = [moment for moment in kept if NOON - moment > timedelta(days=31)]

    assert 29 <= len(days) <= 32
    assert 11 <= len(months) <= 13
    assert min(kept) >= NOON - timedelta(days=366)


def test_the_newest_stays_however_old_it_is():
    old = [name_at(NOON - timedelta(days=2000)), name_at(NOON - timedelta(days=1500))]

    assert too_many(old, NOON) == [old[0]]


def test_what_was_taken_while_the_clock_was_ahead_stays():
    ahead = [name_at(NOON + timedelta(days=3, minutes=number)) for number in range(5)]

    assert too_many([*ahead, name_at(NOON)], NOON) == []


def test_nothing_else_in_the_folder_is_touched():
    others = ["site.sqlite3", "guide-2026.tar", "guide-20260615T120000Z-0a1b.tar.old", "index.json", "pictures"]

    assert too_many(others, NOON + timedelta(days=9999)) == []


def test_days_are_counted_as_the_clock_goes(tmp_path):
    for day in range(9):
        assert count_days(tmp_path, NOON + timedelta(days=day)) == NOON + timedelta(days=day)
    assert counted(tmp_path) == NOON + timedelta(days=8)


def test_after_a_leap_of_the_clock_they_follow_slowly(tmp_path):
    count_days(tmp_path, NOON)
    later = NOON + timedelta(days=400)

    assert count_days(tmp_path, later) == NOON + LEAP
    assert count_days(tmp_path, later + timedelta(minutes=1)) == NOON + LEAP + timedelta(minutes=2)
    assert count_days(tmp_path, NOON + timedelta(hours=1)) == NOON + timedelta(hours=1)


def test_where_nobody_counted_they_begin_at_the_newest_archive(tmp_path):
    (tmp_path / name_at(NOON)).touch()
    (tmp_path / "days.json").write_text("[")

    assert count_days(tmp_path, NOON + timedelta(days=400)) == NOON + LEAP


def test_a_full_disk_takes_away_neither_the_days_nor_the_list_of_pictures(tmp_path, monkeypatch):
    count_days(tmp_path, NOON)
    shelf = Shelf(tmp_path, None)
    shelf.known["chairs.jpg"] = {"size": 1, "sha256": "0", "file": 1}
    (tmp_path / "pictures").mkdir()
    shelf.save()
    before = [path.read_bytes() for path in (tmp_path / "days.json", shelf.index)]

    def full(_handle):
        raise OSError("no space left on device")

    monkeypatch.setattr(os, "fsync", full)
    for write in (lambda: count_days(tmp_path, NOON + LEAP), shelf.save):
        with pytest.raises(OSError, match="no space left"):
            write()

    assert [path.read_bytes() for path in (tmp_path / "days.json", shelf.index)] == before
    assert [path.name for path in tmp_path.rglob(".*")] == []


@pytest.mark.parametrize("days", [None, "[", '{"seen": "2026-06-15", "counted": "2026-06-15"}'])
def test_where_nobody_counted_one_archive_of_a_wrong_clock_thins_no_year(tmp_path, days):
    year = [name_at(NOON - timedelta(days=30 * month)) for month in range(12)]
    ahead = NOON + timedelta(days=730)
    for name in (*year, name_at(ahead)):
        (tmp_path / name).touch()
    if days:
        (tmp_path / "days.json").write_text(days)

    for minute in range(3):
        moment = count_days(tmp_path, ahead + timedelta(minutes=minute))
        assert too_many(archives(tmp_path), moment) == []


def test_while_nobody_has_counted_nothing_is_old(tmp_path):
    (tmp_path / name_at(NOON)).touch()

    assert too_many([name_at(NOON - timedelta(days=day)) for day in range(900)], counted(tmp_path)) == []


def test_a_day_that_no_month_has_is_no_archive():
    assert moment_of("guide-20261399T000000Z-0a1b.tar") is None
