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
        8,
        f"{HANDOUTS}/bundle.py",
        "    located = registry.locate_or_follow(lost)\n",
        "    located = registry.locate(lost)\n",
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
