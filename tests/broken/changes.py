"""Ways to break each invariant of the plan of the house, and the test that must then fail."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Change:
    """In `file`, the text `old` (which stands there once) becomes `new`; then `test` has to fail."""

    invariant: int
    file: str
    old: str
    new: str
    test: str


CONTENT, TESTS = "clinic_site/content", "tests/clinic_site/content"
MIGRATION = "articles/migrations/0001_initial.py"
NAMED = '\n                        name="articles_articlerevision_'

CHANGES = (
    # 1: one published, one open
    Change(
        1,
        MIGRATION,
        f'fields=("page",),{NAMED}one_published"',
        f'fields=("page", "revision"),{NAMED}one_published"',
        f"{TESTS}/test_constraints.py::test_each_constraint_refuses_the_row_that_breaks_it",
    ),
    Change(
        1,
        MIGRATION,
        f'fields=("page",),{NAMED}one_open"',
        f'fields=("page", "revision"),{NAMED}one_open"',
        f"{TESTS}/test_constraints.py::test_each_constraint_refuses_the_row_that_breaks_it",
    ),
    Change(
        1,
        f"{CONTENT}/publishing.py",
        "    if earlier:\n        supersede",
        "    if False:\n        supersede",
        f"{TESTS}/test_publishing.py::test_publishing_supersedes_the_earlier_text_and_moves_the_generation",
    ),
    Change(
        1,
        f"{CONTENT}/workflow.py",
        "    fresh = page.revisions.get(pk=revision.pk)\n",
        "    fresh = revision\n",
        f"{TESTS}/test_at_once.py::test_two_publishers_at_once",
    ),
    # 2: two people
    Change(
        2,
        f"{CONTENT}/workflow.py",
        "wrote = by.pk in {revision.submitted_by_id, *revision.contributors}",
        "wrote = by.pk == revision.submitted_by_id",
        f"{TESTS}/test_two_people.py::test_a_contributor_does_not_approve_what_another_sent",
    ),
    Change(
        2,
        f"{CONTENT}/workflow.py",
        "wrote = by.pk in {revision.submitted_by_id, *revision.contributors}",
        "wrote = by.pk in revision.contributors",
        f"{TESTS}/test_two_people.py::test_the_submitter_does_not_approve",
    ),
    Change(
        2,
        f"{CONTENT}/workflow.py",
        "    if wrote and not profile.allows_single_signature:",
        "    if False:",
        f"{TESTS}/test_screens.py::test_the_submitter_is_refused_the_approval",
    ),
    Change(
        2,
        f"{CONTENT}/workflow.py",
        "if revision.single_signature and by == revision.approved_by:",
        "if False:",
        f"{TESTS}/test_two_people.py::test_the_second_reading_is_not_by_the_one_who_approved",
    ),
    Change(
        2,
        f"{CONTENT}/desk.py",
        "edit__gt=since",
        "edit__gt=page.edit",
        f"{TESTS}/test_two_people.py::test_the_author_of_the_page_does_not_approve_it",
    ),
    # 3: who and when
    Change(
        3,
        MIGRATION,
        'models.Q(("approved_at__isnull", True), ("approved_by__isnull", True)),',
        'models.Q(("approved_at__isnull", True)),',
        f"{TESTS}/test_constraints.py::test_each_constraint_refuses_the_row_that_breaks_it",
    ),
    Change(
        3,
        f"{CONTENT}/workflow.py",
        "(str(old), str(to)) for old, to in MOVES",
        "(str(old), str(to)) for old, _ in MOVES for _, to in MOVES",
        f"{TESTS}/test_publishing.py::test_an_unapproved_text_is_not_published",
    ),
    # 4: signed copies stay
    Change(
        4,
        MIGRATION,
        '                "html",\n',
        "",
        f"{TESTS}/test_frozen_columns.py::test_a_signed_column_never_changes",
    ),
    Change(
        4,
        MIGRATION,
        '                        ("published", "withdrawn"),\n',
        '                        ("published", "withdrawn"),\n                        ("withdrawn", "published"),\n',
        f"{TESTS}/test_frozen_columns.py::test_a_revision_moves_only_along_the_table_of_moves",
    ),
    Change(
        4,
        "clinic_site/env.py",
        " PRAGMA recursive_triggers=ON;",
        "",
        f"{TESTS}/test_frozen_columns.py::test_a_signed_row_is_never_replaced",
    ),
    Change(
        4,
        f"{CONTENT}/page_admin.py",
        "    def has_delete_permission(self, request, obj=None):\n        return False",
        "    def has_delete_permission(self, request, obj=None):\n        return True",
        f"{TESTS}/test_screens.py::test_no_screen_deletes_and_none_offers_to",
    ),
    # 5: digests and chains
    Change(
        5,
        f"{CONTENT}/digest.py",
        '            "html": revision.html,\n',
        "",
        f"{TESTS}/test_digest.py::test_each_signed_column_moves_the_digest",
    ),
    Change(
        5,
        f"{CONTENT}/cutting.py",
        'revision.previous_digest = newest or ""',
        "revision.previous_digest = str(page.last_revision)",
        f"{TESTS}/test_digest.py::test_revisions_are_numbered_without_a_gap_and_chained",
    ),
    Change(
        5,
        f"{CONTENT}/event.py",
        '        previous_digest=last["digest"] if last else "",',
        '        previous_digest=str(last["sequence"]) if last else "",',
        f"{TESTS}/test_digest.py::test_events_are_chained_without_a_gap",
    ),
    Change(
        5,
        f"{CONTENT}/cutting.py",
        'update(last_revision=F("last_revision") + 1)',
        'update(last_revision=F("last_revision") + 2)',
        f"{TESTS}/test_digest.py::test_a_missing_tail_shows_on_the_page",
    ),
    # 6: the desk is not the page
    Change(
        6,
        f"{CONTENT}/reading.py",
        "heading=compose.fill_text(revision.heading,",
        "heading=compose.fill_text(page.heading,",
        f"{TESTS}/test_workflow.py::test_a_change_of_the_desk_changes_nothing_that_readers_see",
    ),
    Change(
        6,
        "clinic_site/disclaimers/provider.py",
        'applies_value=F("applies_value")',
        'applies_value=F("page__applies_value")',
        "tests/clinic_site/disclaimers/test_provider.py::test_a_rule_on_the_desk_is_not_in_force",
    ),
    Change(
        6,
        f"{CONTENT}/compare.py",
        '    (CITATION, _("a source")),',
        "",
        f"{TESTS}/test_compare.py::test_a_change_that_could_harm_is_never_minor",
    ),
)
