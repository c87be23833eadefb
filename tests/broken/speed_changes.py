"""Rules of what answers quickly."""

from tests.broken.changes import Change

CACHE, TESTS = "clinic_site/pagecache", "tests/clinic_site/pagecache"
CHECKS = "tests/clinic_site/readiness"
COMPOSE = "tests/clinic_site/content/test_compose.py"

SPEED = (
    Change(
        12,
        f"{CACHE}/serving.py",
        " or not is_for_everybody(environ):\n            return None\n",
        ":\n            return None\n",
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
        "clinic_site/counts/batch.py",
        "MOST = 10_000",
        "MOST = 1_000",
        "tests/clinic_site/counts/test_batch.py::test_a_reading_of_each_page_of_a_large_site_is_no_large_batch",
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
    Change(
        0,
        "clinic_site/readability/kept.py",
        "else last_long(text, *rest)",
        "else work(text, *rest)",
        "tests/clinic_site/readability/test_kept.py::test_of_long_texts_only_the_last_is_remembered",
    ),
    Change(
        0,
        "clinic_site/readiness/figures.py",
        r"(?:[, ]\d{3}){1,4}(?!\d)",
        r"(?:[, ]\d{3})+(?!\d)",
        f"{CHECKS}/test_passages.py::test_a_row_of_numbers_is_not_one_number_as_long_as_the_row",
    ),
    Change(
        0,
        "clinic_site/readiness/passages.py",
        'around=around.get(passage.section, ""))',
        'around="\\n".join(texts[passage.section]))',
        f"{CHECKS}/test_passages.py::test_passages_of_a_section_share_the_text_around_them",
    ),
    Change(
        0,
        "clinic_site/readiness/passages.py",
        "@lru_cache(maxsize=2)\ndef _typed",
        "@lru_cache(maxsize=0)\ndef _typed",
        f"{CHECKS}/test_passages.py::test_the_typed_text_is_cut_into_lines_once",
    ),
    Change(
        0,
        "clinic_site/readiness/remembered.py",
        "        if question not in self._heard:\n",
        "        if True:\n",
        f"{CHECKS}/test_remembered.py::test_a_question_that_a_check_repeats_is_asked_once",
    ),
    Change(
        0,
        "clinic_site/readiness/remembered.py",
        "tuple(islice(run(draft, asked), MOST_FOUND + 1))",
        "tuple(run(draft, asked))",
        f"{CHECKS}/test_remembered.py::test_no_more_is_looked_for_than_anybody_reads",
    ),
    Change(
        0,
        "clinic_site/readiness/registry.py",
        "        yield Finding(STOP, place,",
        "        yield Finding(known.level, place,",
        f"{CHECKS}/test_registry.py::test_more_than_a_thousand_of_a_kind_are_a_stop_that_no_reason_lifts",
    ),
    Change(
        0,
        "clinic_site/content/facts.py",
        "        if number in self.numbers and number not in self.taken:\n            return False\n",
        "",
        "tests/clinic_site/content/test_facts.py::test_links_to_numbers_that_nobody_has_cost_no_question_each",
    ),
)
