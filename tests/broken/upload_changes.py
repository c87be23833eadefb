"""Rules of what becomes of an uploaded file."""

from tests.broken.changes import Change

HEADERS, PROCESSING = "tests/clinic_site/images/test_headers.py", "tests/clinic_site/images/test_processing.py"
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
    Change(
        0,
        "clinic_site/images/headers.py",
        ' or kept[b"tRNS"] else MOST_PIXELS\n',
        ' or kept[b"tRNS"] else MOST_OF_A_CAMERA\n',
        f"{HEADERS}::test_twelve_million_pixels_are_the_limit",
    ),
    Change(
        0,
        "clinic_site/images/headers.py",
        "self.frames[0][0] != _PROGRESSIVE and ",
        "",
        f"{HEADERS}::test_too_many_pixels_are_refused_before_anything_is_decoded",
    ),
    Change(
        0,
        "clinic_site/images/headers.py",
        " and self.scans == [self.frames[0][1]]",
        "",
        f"{HEADERS}::test_a_jpeg_is_taken_for_a_photo_when_every_colour_comes_at_once_and_it_is_wide_enough_to_halve",
    ),
    Change(
        0,
        "clinic_site/images/headers.py",
        " and header.across >= 2 * ENOUGH",
        "",
        f"{HEADERS}::test_a_jpeg_is_taken_for_a_photo_when_every_colour_comes_at_once_and_it_is_wide_enough_to_halve",
    ),
    Change(
        0,
        "clinic_site/images/processing.py",
        "MUCH_NARROWER = 0.9",
        "MUCH_NARROWER = 1.1",
        f"{PROCESSING}::test_noise_is_not_stored_twice_in_nearly_the_same_size",
    ),
    Change(
        0,
        "clinic_site/images/processing.py",
        "    if detail > MOST_DETAIL:\n",
        "    if False:\n",
        f"{PROCESSING}::test_noise_from_edge_to_edge_is_made_smaller_and_anything_else_is_not",
    ),
    Change(
        0,
        "clinic_site/images/processing.py",
        "        picture.draft(None, tuple(max(1, int(side * min(1, ENOUGH / width))) for side in picture.size))\n",
        "",
        f"{PROCESSING}::test_a_large_photo_is_not_decoded_at_its_full_size",
    ),
    Change(
        0,
        "clinic_site/images/processing.py",
        ", reducing_gap=SPARE)",
        ")",
        f"{PROCESSING}::test_a_large_picture_with_clear_parts_is_made_smaller_the_quick_way_first",
    ),
)
