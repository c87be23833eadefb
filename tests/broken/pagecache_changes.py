"""Rules of what readers are given from memory."""

from tests.broken.changes import Change

CACHE, TESTS = "clinic_site/pagecache", "tests/clinic_site/pagecache"

LEADING = "clinic_site/operations/leading.py"
OF_LEADING = "tests/clinic_site/operations/test_leading.py"

FROM_MEMORY = (
    Change(
        0,
        "clinic_site/views/turned_away.py",
        " or settings.SESSION_COOKIE_NAME not in request.COOKIES",
        "",
        "tests/clinic_site/views/test_turned_away.py::test_nobody_waits_for_what_a_stranger_sends",
    ),
    Change(
        0,
        f"{CACHE}/serving.py",
        "                else:\n                    count_again(environ, answer.readings)\n",
        "",
        f"{TESTS}/test_serving.py::test_each_reader_is_counted_whichever_coding_they_ask_for",
    ),
    Change(
        0,
        LEADING,
        "            leading.gives_way()\n",
        "",
        f"{OF_LEADING}::test_while_one_is_at_something_slow_another_gives_out_what_is_ready",
    ),
    Change(
        0,
        LEADING,
        "            leading.leads_or_rests()\n",
        "",
        f"{OF_LEADING}::test_one_thread_gives_out_what_is_ready_and_the_others_rest",
    ),
    Change(
        0,
        LEADING,
        " or now - self._seen > LATE",
        "",
        f"{OF_LEADING}::test_one_who_leads_and_is_not_seen_any_more_is_followed",
    ),
    Change(
        0,
        LEADING,
        "None if sends_something(environ) else application.ready(environ)",
        "application.ready(environ)",
        f"{OF_LEADING}::test_whoever_sends_something_is_not_kept_by_a_thread_that_rests",
    ),
    Change(
        0,
        LEADING,
        "        self.processor.leave()\n",
        "",
        f"{OF_LEADING}::test_what_takes_longer_goes_wherever_there_is_room_and_who_leads_next_stays",
    ),
    Change(
        0,
        LEADING,
        "    processor.stay()\n\n",
        "\n",
        "tests/clinic_site/operations/commands/test_serve.py"
        "::test_the_servers_own_threads_stay_on_one_processor_and_those_of_the_site_do_not",
    ),
    Change(
        0,
        "clinic_site/operations/one_processor.py",
        "self.every[number % len(self.every)]",
        "self.every[0]",
        "tests/clinic_site/operations/test_one_processor.py::test_servers_side_by_side_stay_on_different_ones",
    ),
    Change(
        0,
        f"{CACHE}/watching.py",
        "self._failed or database.is_overdue()",
        "self._failed",
        f"{TESTS}/test_watching.py::test_one_that_hangs_is_silent_by_the_clock_and_no_more_when_it_answers",
    ),
    Change(
        0,
        f"{CACHE}/turns.py",
        ".startswith(NEEDS_NO_DATABASE)",
        ".startswith(())",
        f"{TESTS}/test_turns.py::test_what_needs_no_database_needs_no_turn",
    ),
    Change(
        12,
        f"{CACHE}/serving.py",
        " and TURNED_AWAY not in asked",
        "",
        f"{TESTS}/test_turns.py::test_whose_host_was_not_asked_about_is_not_made_welcome_by_it",
    ),
    Change(
        12,
        f"{CACHE}/serving.py",
        """ and "no-store" not in names.get("cache-control", "")\n""",
        "\n",
        f"{TESTS}/test_serving.py::test_an_answer_that_is_not_for_everybody_for_good_is_never_kept",
    ),
    Change(
        12,
        f"{CACHE}/asking.py",
        "        or not is_ours(path)\n",
        "",
        f"{TESTS}/test_asking.py::test_an_address_that_somebody_typed_never_stays_in_memory",
    ),
    Change(
        12,
        f"{CACHE}/serving.py",
        'KEPT = ("200", "410")\n',
        'KEPT = ("200", "301", "410")\n',
        f"{TESTS}/test_whole_site.py::test_a_redirect_to_the_safe_address_is_made_each_time",
    ),
    Change(
        0,
        f"{CACHE}/asking.py",
        """    return f"{environ['wsgi.url_scheme']} {forwarded}"\n""",
        """    return forwarded or environ["wsgi.url_scheme"]\n""",
        f"{TESTS}/test_asking.py::test_what_a_visitor_writes_of_tls_makes_no_request_that_came_over_it",
    ),
    Change(
        0,
        f"{CACHE}/watching.py",
        "        with self._looking:\n            self._look()\n",
        "        self._look()\n",
        f"{TESTS}/test_watching.py::test_an_answer_that_was_long_on_its_way_puts_no_newer_generation_back",
    ),
    Change(
        9,
        f"{CACHE}/serving.py",
        "            self.shelf.take(key)\n",
        "            pass\n",
        f"{TESTS}/test_in_need.py::test_an_answer_that_was_on_its_way_when_a_page_was_withdrawn_is_not_kept_for_later",
    ),
    Change(
        9,
        f"{CACHE}/serving.py",
        "        self.shelf.forget_naming(names, self.watch.generation)\n",
        "",
        f"{TESTS}/test_in_need.py::test_what_names_a_page_that_something_was_done_to_is_shown_no_more",
    ),
    Change(
        9,
        f"{CACHE}/serving.py",
        "            self.edition.retire(self.watch.generation)\n",
        "",
        f"{TESTS}/test_in_need.py::test_web_servers_are_left_nothing_old_in_the_same_moment",
    ),
    Change(
        0,
        "clinic_site/search/admin.py",
        "        super().save_model(request, obj, form, change)\n        move()\n",
        "        super().save_model(request, obj, form, change)\n",
        "tests/clinic_site/search/test_admin.py::test_what_readers_are_given_from_memory_is_made_anew_after_each_change",
    ),
    Change(
        0,
        "clinic_site/operations/loading.py",
        "            move()\n",
        "            pass\n",
        "tests/clinic_site/operations/test_loading.py::test_what_readers_are_given_from_memory_is_made_anew_after_a_load",
    ),
    Change(
        0,
        "clinic_site/operations/management/commands/serve.py",
        '        os.environ.setdefault("CLINIC_TICK", "thread")\n',
        "",
        "tests/clinic_site/operations/commands/test_serve.py::test_it_serves_ready_pages_and_ends_when_told",
    ),
    Change(
        0,
        "clinic_site/operations/hashed_files.py",
        "last.read_text() == now",
        "last.read_text()",
        "tests/clinic_site/operations/test_hashed_files.py::test_a_changed_file_has_them_written_again",
    ),
    Change(
        0,
        "clinic_site/operations/management/commands/publish_files.py",
        "if not beside and not os.environ",
        "if not os.environ",
        "tests/clinic_site/operations/test_edition_beside.py::"
        "test_beside_a_server_that_names_no_hashed_files_it_names_none_either",
    ),
)
