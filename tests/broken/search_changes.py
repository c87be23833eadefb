"""Rules of what readers leave behind: searches and readings without people."""

from tests.broken.changes import Change

SEARCH, TESTS = "clinic_site/search", "tests/clinic_site/search"

LEFT_BEHIND = (
    Change(
        12,
        f"{SEARCH}/term_log.py",
        '["all"] >= OCCASIONS:',
        '["all"] >= 1:',
        f"{TESTS}/test_term_log.py::test_words_are_scrambled_until_they_were_asked_three_times",
    ),
    Change(
        12,
        f"{SEARCH}/term_log.py",
        "    is_kept = len(words) <= LONGEST and not looks_personal(text)\n",
        "    is_kept = len(words) <= LONGEST\n",
        f"{TESTS}/test_no_person_kept.py::test_nothing_personal_is_kept_however_often_it_is_typed",
    ),
    Change(
        12,
        f"{SEARCH}/term_log.py",
        "    key = PURPOSE + settings.SECRET_KEY.encode()\n",
        "    key = PURPOSE\n",
        f"{TESTS}/test_term_log.py::test_a_digest_tells_nothing_without_the_key",
    ),
    Change(
        12,
        f"{SEARCH}/personal.py",
        "    digits = sum(unicodedata.category(sign)",
        "    digits = 0 * sum(unicodedata.category(sign)",
        f"{TESTS}/test_personal.py",
    ),
    Change(
        12,
        "clinic_site/access_log.py",
        "        return without_query(super().format(record))\n",
        "        return super().format(record)\n",
        "tests/clinic_site/test_access_log.py::test_the_development_server_says_the_path_and_no_more",
    ),
    Change(
        9,
        "clinic_site/content/remembered.py",
        "    key = (number_of(common), what)\n",
        "    key = (1, what)\n",
        "tests/clinic_site/views/test_search_found.py"
        "::test_where_nothing_is_found_the_ways_on_follow_what_is_public_at_once",
    ),
    Change(
        0,
        f"{SEARCH}/finding.py",
        "[*values, RANKED]",
        "[*values, 99_999]",
        f"{TESTS}/test_finding.py::test_pages_about_what_is_asked_are_ranked_before_those_that_mention_it",
    ),
    Change(
        0,
        f"{SEARCH}/spelling.py",
        "            within = best[0]\n",
        "            within = 1\n",
        f"{TESTS}/test_spelling.py::test_a_slip_is_read_as_the_word_that_is_nearest",
    ),
    Change(
        0,
        "clinic_site/counts/batch.py",
        "            _waiting.update(taken)\n",
        "            pass\n",
        "tests/clinic_site/counts/test_batch.py::test_what_could_not_be_written_waits_for_the_next_time",
    ),
    Change(
        12,
        "clinic_site/desk/digest.py",
        "    if one.section.has_readers_words:\n",
        "    if not one.rows:\n",
        "tests/clinic_site/desk/test_digest.py::test_the_letter_tells_how_many_searches_wait_and_none_of_their_words",
    ),
    Change(
        12,
        "clinic_site/desk/gaps.py",
        "    if any(words == one.words for one in readers.gaps()):\n",
        "    if words:\n",
        "tests/clinic_site/desk/test_gaps.py::test_nothing_else_can_be_kept_among_the_ignored",
    ),
    Change(
        0,
        "clinic_site/desk/readers.py",
        "            is_urgent=True,\n",
        "            is_urgent=False,\n",
        "tests/clinic_site/desk/test_readers.py::test_something_wrong_stands_first_until_it_is_settled",
    ),
)
