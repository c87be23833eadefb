"""Rules of handouts and paper."""

from tests.broken.changes import Change

HANDOUTS, TESTS = "clinic_site/handouts", "tests/clinic_site/handouts"

HANDOUTS = (
    Change(
        7,
        f"{HANDOUTS}/item.py",
        '        required=registry.page_type(row["kind"])().required_disclaimers(wording, cards),\n',
        "        required=(),\n",
        f"{TESTS}/test_views.py::test_each_disclaimer_that_a_page_needs_is_there_once",
    ),
    Change(
        7,
        f"{HANDOUTS}/around.py",
        "    required[ALWAYS] = None\n",
        "",
        f"{TESTS}/test_views.py::test_the_emergency_card_is_there_though_no_page_of_the_handout_places_it",
    ),
    Change(
        7,
        f"{HANDOUTS}/named.py",
        "around(bundle.items, common, facts_of(revision), bundle.gone)",
        "around(bundle.items, common)",
        f"{TESTS}/test_named.py::test_it_carries_what_it_needs_and_what_its_pages_need_each_once",
    ),
    Change(
        9,
        f"{HANDOUTS}/checks.py",
        "elif not facts.is_public(number):",
        "elif False:",
        f"{TESTS}/test_checks.py::test_publishing_is_refused_while_a_page_is_not_public",
    ),
    Change(
        0,
        f"{HANDOUTS}/item.py",
        "timezone.localdate(self.at)",
        "timezone.localdate()",
        "tests/clinic_site/review/as_of/test_as_of_handouts.py"
        "::test_a_handout_reads_as_it_was_served_whatever_became_of_its_pages",
    ),
    Change(
        8,
        f"{HANDOUTS}/bundle.py",
        "    located = registry.locate_or_follow(lost, at=at)\n",
        "    located = registry.locate(lost, at=at)\n",
        f"{TESTS}/test_bundle.py::test_a_page_merged_twice_over_is_followed_to_the_last",
    ),
    Change(
        8,
        f"{HANDOUTS}/copies.py",
        'return next((row for row in self.rows if row["state"] == State.PUBLISHED), None)',
        "return self.rows[-1]",
        f"{TESTS}/test_bundle.py::test_a_retired_page_is_left_out_and_names_what_to_read_instead",
    ),
    Change(
        0,
        f"{HANDOUTS}/changes.py",
        "if _day(row) >= day and",
        "if _day(row) > day and",
        f"{TESTS}/test_changes.py::test_a_change_on_the_day_itself_counts_because_the_paper_may_be_older",
    ),
    Change(
        0,
        f"{HANDOUTS}/paper.py",
        '{PICTURE.sub("", fold[1])}',
        "{fold[1]}",
        f"{TESTS}/test_paper.py::test_a_picture_with_a_needle_is_not_on_paper_and_its_words_are",
    ),
)
