"""Rules of backups, of what brings them back, and of the faults around them."""

from tests.broken.changes import Change

OPERATIONS, TESTS = "clinic_site/operations", "tests/clinic_site/operations"
RESTORE, KEEPING = f"{TESTS}/test_backup_restore.py", f"{TESTS}/test_backup_keeping.py"

BACKUPS = (
    Change(
        0,
        f"{OPERATIONS}/backup_archive.py",
        """    if manifest is None or manifest["members"] != found or not all(map(_may_be, found)):\n""",
        """    if manifest is None:\n""",
        f"{RESTORE}::test_what_this_release_can_not_read_is_refused",
    ),
    Change(
        0,
        f"{OPERATIONS}/backup_restoring.py",
        """    refuse_full_place()\n    manifest = check(path)\n""",
        """    manifest = check(path)\n""",
        f"{RESTORE}::test_it_comes_back_into_an_empty_place_only",
    ),
    Change(
        0,
        f"{OPERATIONS}/backup_restoring.py",
        """    refuse_newer(manifest)\n    refuse_other""",
        """    refuse_other""",
        f"{RESTORE}::test_what_this_release_can_not_read_is_refused",
    ),
    Change(
        0,
        f"{OPERATIONS}/backup_seal.py",
        """bytes([is_last])""",
        """bytes([0])""",
        f"{TESTS}/test_backup_seal.py::test_an_end_that_was_cut_off_is_noticed_wherever_it_was",
    ),
    Change(
        0,
        f"{OPERATIONS}/backup_rows.py",
        """ if issubclass(model, Sessions)}""",
        """ if False}""",
        f"{RESTORE}::test_the_file_is_for_its_owner_alone_and_names_what_it_holds",
    ),
    Change(
        0,
        f"{OPERATIONS}/backup_taking.py",
        """        os.link(unfinished, path)\n""",
        """        os.rename(unfinished, path)\n""",
        f"{TESTS}/test_backup_taking.py::test_two_that_take_one_name_at_once_overwrite_nothing",
    ),
    Change(
        0,
        f"{OPERATIONS}/backup_marks.py",
        """        found.update(marshal.dumps(row, 2))\n""",
        """        found.update(b"row")\n""",
        f"{KEEPING}::test_no_change_goes_unseen",
    ),
    Change(
        0,
        f"{OPERATIONS}/backup_keeping.py",
        """        (place / name).unlink()\n        raise\n""",
        """        pass\n""",
        f"{KEEPING}::test_what_can_not_be_read_again_counts_for_nothing",
    ),
    Change(
        0,
        f"{OPERATIONS}/backup_keeping.py",
        """        note_first_sight()\n        note(failed_at""",
        """        note(failed_at""",
        f"{KEEPING}::test_a_folder_that_can_not_be_written_is_told_from_the_first_moment",
    ),
    Change(
        0,
        f"{OPERATIONS}/backup_kept.py",
        """        if known and self._is_whole(name, known):\n""",
        """        if known:\n""",
        f"{KEEPING}::test_a_picture_that_went_bad_is_written_again",
    ),
    Change(
        0,
        f"{OPERATIONS}/backup_kept.py",
        """    ahead = min(2 * max(now - seen, timedelta(0)), LEAP)\n""",
        """    ahead = now - seen\n""",
        f"{KEEPING}::test_a_clock_that_jumps_ahead_takes_no_year_of_backups_away",
    ),
    Change(
        0,
        f"{OPERATIONS}/backup_archive.py",
        """    if manifest.get("digest") != digest_of(manifest):\n""",
        """    if False:\n""",
        f"{TESTS}/test_backup_archive.py::test_a_manifest_that_is_not_as_it_was_written_is_noticed_wherever_it_was_changed",
    ),
    Change(
        0,
        f"{OPERATIONS}/backup_kept.py",
        """        if place and (period""",
        """        if (period""",
        f"{TESTS}/test_backup_kept.py::test_the_newest_stays_however_old_it_is",
    ),
    Change(
        0,
        f"{OPERATIONS}/ticking_lease.py",
        """ | Q(held_until__gt=now + HOLDS + CLOCKS_DIFFER)""",
        "",
        "tests/faults/test_clock.py::test_a_tick_that_died_before_the_clock_was_set_back_holds_up_no_other",
    ),
    Change(
        0,
        "clinic_site/views/not_saved.py",
        """ and not any("password" in name for name in posted)""",
        "",
        "tests/clinic_site/views/test_not_saved.py::test_a_password_is_never_put_into_a_page",
    ),
    Change(
        0,
        "clinic_site/views/errors.py",
        """    if not_saved.is_for(request, sys.exception()):\n        return not_saved.page(request)\n""",
        "",
        "tests/clinic_site/views/test_not_saved.py::test_the_whole_form_comes_back_with_a_button_that_sends_it_again",
    ),
    Change(
        0,
        "clinic_site/desk/backups.py",
        """    if changed and timezone.now() - changed > LATE:\n""",
        """    if False:\n""",
        "tests/clinic_site/desk/test_backups.py::test_owners_are_told_of_a_change_that_no_backup_holds_for_an_hour",
    ),
    Change(
        12,
        f"{OPERATIONS}/backup_taking.py",
        """NOT_TAKEN = frozenset({"search.term"})\n""",
        """NOT_TAKEN = frozenset()\n""",
        f"{TESTS}/test_backup_taking.py::test_what_readers_searched_for_is_in_no_backup",
    ),
    Change(
        12,
        f"{OPERATIONS}/ticking_pruning.py",
        """    backup_releases.forget_old()\n""",
        "",
        f"{TESTS}/test_backup_releases.py::test_none_is_older_than_any_other_backup_would_be",
    ),
    Change(
        0,
        "clinic_site/desk/report.py",
        """    untaken = why_none(now)\n""",
        """    untaken = ""\n""",
        "tests/clinic_site/desk/test_report.py::test_a_site_that_takes_no_backups_says_so_and_what_to_do",
    ),
)
