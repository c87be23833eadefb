"""The fourth part of the list in `changes`: review as events, time, evidence, the record."""

from tests.broken.changes import CONTENT, TESTS, Change

REVIEWING, OPERATING = "clinic_site/review", "clinic_site/operations"
OF_REVIEW, OF_OPERATIONS = "tests/clinic_site/review", "tests/clinic_site/operations"
AS_OF = f"{OF_REVIEW}/as_of/test_as_of.py::test_at_twelve_moments_the_page_is_what_was_served"

REVIEW = (
    # What approval waits for, and what moves "last reviewed"
    Change(
        2,
        f"{CONTENT}/workflow.py",
        "    comments.refuse_open(page)\n",
        "",
        f"{TESTS}/test_review_screen.py::test_an_open_comment_holds_the_approval_back_and_is_named",
    ),
    Change(
        0,
        f"{CONTENT}/publishing.py",
        "(revision.kind == Kind.MINOR or not revision.whole_page)",
        "revision.kind == Kind.MINOR",
        f"{TESTS}/test_looking_after.py::test_reading_only_what_changed_does_not_move_last_reviewed",
    ),
    Change(
        2,
        f"{CONTENT}/bulk.py",
        '        Act("review_date",',
        '        Act("approve", "Approve", "Approve", "approve", SubmitForm, "", sent_now, send),\n'
        '        Act("review_date",',
        f"{TESTS}/test_bulk.py::test_nothing_that_needs_a_look_at_each_page_is_done_in_bulk",
    ),
    Change(
        0,
        f"{CONTENT}/bulk_screen.py",
        " and timezone.now() <= end\n",
        "\n",
        f"{TESTS}/test_bulk.py::test_an_undo_works_once_and_for_ten_minutes",
    ),
    # Evidence
    Change(
        0,
        "clinic_site/readiness/sources.py",
        "facts.retracted(draft.citations).items()",
        "{}.items()",
        f"{TESTS}/test_evidence.py::test_a_text_that_cites_it_can_not_be_sent_approved_or_published",
    ),
    Change(
        0,
        f"{CONTENT}/workflow.py",
        "    refuse_fallen(revision)\n",
        "",
        f"{TESTS}/test_evidence.py::test_the_text_can_not_be_confirmed_until_the_source_stands_again",
    ),
    Change(
        0,
        f"{REVIEWING}/reminders_retracted.py",
        'about = f"retracted {page.number_id} row {row.pk}"',
        'about = f"retracted {page.number_id}"',
        f"{OF_REVIEW}/test_reminders_retracted.py::test_each_source_is_named_to_everyone_who_looks_after_the_page_once",
    ),
    Change(
        0,
        f"{CONTENT}/workflow.py",
        "min(page.interval_months or usual, usual)",
        "page.interval_months or usual",
        f"{TESTS}/test_workflow.py::test_the_interval_of_a_page_can_only_be_shorter_than_the_profiles",
    ),
    # Chosen times
    Change(
        0,
        f"{CONTENT}/publishing.py",
        "        run_stops(signed_page(revision), publishing=True, alongside=alongside, levels=[STOP])\n",
        "",
        f"{TESTS}/test_scheduling.py::test_nothing_happens_when_a_source_was_retracted_meanwhile",
    ),
    Change(
        0,
        f"{CONTENT}/publishing.py",
        "allow(Verb.PUBLISH, type(revision.page), by)",
        "allow(Verb.SCHEDULE, type(revision.page), by)",
        f"{TESTS}/test_scheduling_rights.py::test_one_of_them_lost_meanwhile_is_enough_to_stop_it[publish]",
    ),
    Change(
        0,
        f"{CONTENT}/scheduling.py",
        "def act(page: Page, row: Scheduled) -> None:\n    allow(Verb.SCHEDULE, type(page), row.by)\n",
        "def act(page: Page, row: Scheduled) -> None:\n",
        f"{TESTS}/test_scheduling_rights.py::test_one_of_them_lost_meanwhile_is_enough_to_stop_it[schedule]",
    ),
    Change(
        0,
        f"{CONTENT}/publishing.py",
        "    schedule.fulfil(page, schedule.Act.PUBLISH, at=now, revision=revision.revision)\n",
        "",
        f"{TESTS}/test_scheduling.py::test_a_text_is_published_when_its_time_has_come_and_not_before",
    ),
    Change(
        0,
        f"{CONTENT}/scheduling.py",
        "    if len(people) > 1:\n",
        "    if False:\n",
        f"{TESTS}/test_together.py::test_texts_that_need_each_other_are_one_persons_act",
    ),
    # The tick
    Change(
        0,
        f"{OPERATING}/ticking_lease.py",
        "    free = Tick.objects.filter(ended, id=1)\n",
        "    free = Tick.objects.filter(id=1)\n",
        f"{OF_OPERATIONS}/test_ticking.py::test_while_one_is_at_work_another_does_nothing",
    ),
    Change(
        0,
        f"{OPERATING}/ticking.py",
        "if not ticking_lease.keep(holder):",
        "if False:",
        f"{OF_OPERATIONS}/test_ticking.py::test_a_tick_that_lost_its_lease_stops_and_leaves_the_other_alone",
    ),
    # Reminders, escalation, withdrawal by rule
    Change(
        0,
        f"{REVIEWING}/reminders.py",
        "    if stage and is_first(page.number_id, page.review_due, stage):\n"
        '        about = f"check {page.number_id} {page.review_due} {stage}"\n',
        '    if stage:\n        about = f"check {page.number_id} {page.review_due} {stage} {timezone.localdate()}"\n',
        f"{OF_REVIEW}/test_reminders.py::test_after_a_gap_only_the_letter_that_fits_today_is_written",
    ),
    Change(
        0,
        f"{REVIEWING}/reminders.py",
        "[*owner_of(page), *deputy_of(page)] if stage == Stage.OVERDUE else owner_of(page)",
        "owner_of(page)",
        f"{OF_REVIEW}/test_reminders.py::test_the_day_after_the_due_day_the_deputy_is_told_too",
    ),
    Change(
        0,
        f"{CONTENT}/withdrawing.py",
        "    if not after or revision.risk != Risk.HIGH or not late:",
        "    if not after or not late:",
        f"{TESTS}/test_expiring.py::test_nothing_else_goes[low risk]",
    ),
    Change(
        0,
        f"{CONTENT}/withdrawing.py",
        "    after = profile.withdraw_after_days\n",
        "    after = profile.withdraw_after_days or 30\n",
        f"{TESTS}/test_expiring.py::test_nothing_goes_without_the_order",
    ),
    # The page of a day
    Change(
        0,
        "clinic_site/disclaimers/provider.py",
        "past.public_revisions(DisclaimerRevision, at)",
        "past.public_revisions(DisclaimerRevision)",
        AS_OF,
    ),
    Change(0, f"{CONTENT}/shared.py", "in_force_rows(at)", "in_force_rows()", AS_OF),
    Change(0, f"{CONTENT}/fallen.py", "    rows = statuses_in_force(at)", "    rows = statuses_in_force()", AS_OF),
    # The record
    Change(
        5,
        f"{CONTENT}/migrations/0001_initial.py",
        '                "at",\n                "note",\n',
        '                "at",\n',
        "tests/clinic_site/desk/test_record.py::test_the_database_itself_refuses_to_change_a_line",
    ),
    Change(
        5,
        "clinic_site/views/entering.py",
        "        record(Verb.SIGN_IN, by=person)\n",
        "",
        "tests/clinic_site/views/test_errors.py::test_signing_in_is_one_event",
    ),
    Change(
        5,
        f"{OPERATING}/admin.py",
        "if before != after or was_active != person.is_active:",
        "if False:",
        f"{OF_OPERATIONS}/test_admin.py::test_a_change_of_roles_is_on_the_record_with_who_made_it",
    ),
    Change(
        5,
        f"{CONTENT}/verifying.py",
        '    if last and not Event.objects.filter(sequence=last["sequence"], digest=last["digest"]).exists():',
        "    if False:",
        f"{TESTS}/test_verifying.py::test_heads_find_a_record_that_was_cut_short",
    ),
    Change(
        0,
        f"{CONTENT}/bulk_csv.py",
        '    return f"\'{text}" if text.startswith(FORMULA) or text.lstrip().startswith(FORMULA) else text\n',
        "    return text\n",
        f"{TESTS}/test_bulk_csv.py::test_a_cell_that_would_be_run_is_shown_as_text",
    ),
)
