"""Rules of what becomes of an uploaded file."""

from tests.broken.changes import Change

APART, TESTS = "clinic_site/images/apart.py", "tests/clinic_site/images/test_apart.py"

UPLOADS = (
    Change(
        0,
        APART,
        ", env={},",
        ",",
        f"{TESTS}::test_the_other_process_knows_nothing_of_the_environment",
    ),
    Change(
        0,
        APART,
        " timeout=LONGEST,",
        "",
        f"{TESTS}::test_a_process_that_takes_too_long_is_ended",
    ),
    Change(
        0,
        APART,
        '        if not taken.startswith(_FIRST_BYTES[one["type"]]):\n'
        '            raise ValueError("not the picture it says it is")\n',
        "",
        f"{TESTS}::test_a_process_that_was_taken_over_can_hand_back_nothing_but_pictures",
    ),
    Change(
        0,
        "clinic_site/images/decoding.py",
        "    resource.RLIMIT_AS: 1024**3,\n",
        "",
        f"{TESTS}::test_a_process_that_wants_too_much_memory_is_refused_it",
    ),
    Change(
        0,
        "clinic_site/images/decoding.py",
        "    resource.RLIMIT_NOFILE: 16,\n",
        "",
        f"{TESTS}::test_a_process_that_opens_ever_more_files_is_refused_them",
    ),
    Change(
        0,
        "clinic_site/images/decoding.py",
        "        resource.setrlimit(what, (most, most))\n",
        "        resource.setrlimit(what, (most, allowed))\n",
        f"{TESTS}::test_a_process_that_never_stops_counting_is_ended_by_its_share_of_the_processor",
    ),
)
