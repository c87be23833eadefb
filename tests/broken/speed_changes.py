"""Rules of what answers quickly."""

from tests.broken.changes import Change

CACHE, TESTS = "clinic_site/pagecache", "tests/clinic_site/pagecache"
CHECKS = "tests/clinic_site/readiness"
COMPOSE = "tests/clinic_site/content/test_compose.py"

SPEED = (
    Change(
        12,
        f"{CACHE}/serving.py",
        " and is_for_everybody(environ):\n",
        ":\n",
        f"{TESTS}/test_serving.py::test_what_is_kept_for_everybody_is_not_given_to_who_asks_for_their_own",
    ),
    Change(
        12,
        f"{CACHE}/asking.py",
        "return _known_coding_for(accepted) if len(accepted) < LONGEST_LIST else _coding_for(accepted)\n",
        "return _known_coding_for(accepted)\n",
        f"{TESTS}/test_asking.py::test_a_long_list_of_codings_is_read_and_never_remembered",
    ),
    Change(
        0,
        "clinic_site/readiness/remembered.py",
        "if said is None or not said.holds(facts):",
        "if said is None:",
        f"{CHECKS}/test_remembered.py::test_another_answer_of_the_site_is_heard_at_once",
    ),
    Change(
        0,
        "clinic_site/readiness/remembered.py",
        "    if isinstance(value, list | tuple):\n",
        "    if isinstance(value, tuple):\n",
        f"{CHECKS}/test_remembered.py::test_another_answer_of_the_site_is_heard_at_once",
    ),
    Change(
        0,
        "clinic_site/readiness/remembered.py",
        "for field in fields(draft)))",
        'for field in fields(draft) if field.name != "required_disclaimers"))',
        f"{CHECKS}/test_remembered.py::test_a_text_that_differs_in_one_field_is_checked_anew",
    ),
    Change(
        0,
        "clinic_site/counts/batch.py",
        "    return day_of(int(time() // 60))\n",
        "    return day_of(int(time() // 86_400) * 1_440)\n",
        "tests/clinic_site/counts/test_batch.py::test_a_reading_belongs_to_the_day_it_happened",
    ),
    Change(
        0,
        "clinic_site/content/listing.py",
        "        return numbers[IN_A_DOCUMENT - 1 : -1 : IN_A_DOCUMENT]\n",
        "        return numbers[IN_A_DOCUMENT : -1 : IN_A_DOCUMENT]\n",
        "tests/clinic_site/test_sitemaps.py::test_a_large_guide_is_told_in_parts_and_each_page_once",
    ),
    Change(
        0,
        "clinic_site/content/compose.py",
        'depth += html.count("<a ", seen, match.start()) - html.count("</a>", seen, match.start())',
        'depth = html.count("<a ", 0, match.start()) - html.count("</a>", 0, match.start())',
        f"{COMPOSE}::test_a_text_full_of_numbers_to_call_is_not_read_again_for_each",
    ),
    Change(
        0,
        "clinic_site/content/compose.py",
        'depth += html.count("<a ", seen, match.start()) - html.count("</a>", seen, match.start())',
        'depth = html.count("<a ", seen, match.start())',
        f"{COMPOSE}::test_a_number_after_a_link_is_a_link_of_its_own",
    ),
)
