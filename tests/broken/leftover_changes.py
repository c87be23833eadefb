"""Rules of guessing, of what is counted and remembered about handouts and paper, and of addresses that live."""

from tests.broken.changes import Change

HANDOUTS, TESTS = "clinic_site/handouts", "tests/clinic_site/handouts"
LIVING = "tests/clinic_site/operations/test_living_addresses.py"

LEFTOVERS = (
    Change(
        0,
        "clinic_site/views/slowing.py",
        "        return too_many(request, minutes=minutes) if minutes else response\n",
        "        return response\n",
        "tests/clinic_site/views/test_slowing.py::test_wrong_numbers_are_counted_wherever_they_are_tried",
    ),
    Change(
        0,
        "clinic_site/views/slowing.py",
        "        if response.status_code != 404:\n            return response\n",
        "",
        "tests/clinic_site/views/test_slowing.py::test_after_a_thousand_guesses_in_a_minute_a_right_number_still_answers",
    ),
    Change(
        12,
        "clinic_site/operations/ticking_pruning.py",
        "    rates.forget_old()\n",
        "",
        "tests/clinic_site/views/test_slowing.py::test_the_digests_of_a_minute_go_with_it",
    ),
    Change(
        12,
        f"{HANDOUTS}/views.py",
        "    return is_whole and len(found.items) > 1 and all(",
        "    return len(found.items) > 1 and all(",
        f"{TESTS}/test_often.py::test_only_public_articles_and_questions_are_counted",
    ),
    Change(
        12,
        f"{HANDOUTS}/often.py",
        "    is_offered = any(one.address == address for one in offered())\n",
        "    is_offered = True\n",
        f"{TESTS}/test_often.py::test_only_what_is_offered_can_be_put_away",
    ),
    Change(
        12,
        f"{HANDOUTS}/printed_set.py",
        "for number in several.numbers if number not in found.nowhere)",
        'for number in re.findall("[0-9]+", typed))',
        f"{TESTS}/test_laid_out.py::test_words_and_wrong_numbers_are_not_remembered",
    ),
    Change(
        0,
        f"{HANDOUTS}/changes.py",
        '    if was == copies.public["wording_digest"]:\n        return []\n',
        "",
        f"{TESTS}/test_laid_out.py::test_a_text_that_was_put_back_is_no_change",
    ),
    Change(
        0,
        f"{HANDOUTS}/laid_out.py",
        "    if known.withdrawn:\n",
        "    if not known.public and not known.withdrawn:\n",
        f"{TESTS}/test_laid_out.py::test_a_retired_page_is_told_until_the_set_is_laid_out_without_it",
    ),
    Change(
        0,
        "clinic_site/desk/handouts.py",
        "        if all(page and page.public for page in pages):\n",
        "        if all(pages):\n",
        "tests/clinic_site/desk/test_handouts.py::test_pages_of_which_one_is_not_public_any_more_are_not_offered",
    ),
    Change(
        0,
        "clinic_site/review/as_of.py",
        "    if nothing_left:\n",
        "    if nothing_left is False:\n",
        "tests/clinic_site/review/as_of/test_as_of_handouts.py::"
        "test_a_handout_whose_pages_were_all_gone_reads_as_the_notice_that_readers_got",
    ),
    Change(
        8,
        "clinic_site/operations/loading.py",
        "        beside.load(root)\n",
        "",
        f"{LIVING}::test_every_printed_address_lives_on_a_site_set_up_anew_from_a_signed_export",
    ),
    Change(
        8,
        f"{HANDOUTS}/copies.py",
        "        return known | buried(wanted - set(known))\n",
        "        return known\n",
        f"{LIVING}::test_in_a_handout_what_is_gone_is_told_and_the_rest_is_there",
    ),
)
