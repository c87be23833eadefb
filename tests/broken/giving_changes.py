"""Ways to break what a clinician is promised: never a wrong page, never one that is gone or too old, no trace of a
person."""

from tests.broken.changes import Change

SHOW, PICK = "tests/clinic_site/views/test_show.py", "tests/clinic_site/views/test_pick.py"

GIVING = (
    Change(
        0,
        "clinic_site/numbers/damm.py",
        '    return bool(re.fullmatch(r"[0-9]{4,5}", digits)) and check_digit(digits) == "0"\n',
        '    return bool(re.fullmatch(r"[0-9]{4,5}", digits))\n',
        "tests/clinic_site/numbers/test_damm.py::test_every_single_wrong_digit_is_caught",
    ),
    Change(
        0,
        "clinic_site/content/picks.py",
        "due + TOO_LATE < timezone.localdate()",
        "due + 2 * TOO_LATE < timezone.localdate()",
        f"{SHOW}::test_a_page_more_than_90_days_past_its_check_has_no_code",
    ),
    Change(
        0,
        "clinic_site/views/pick.py",
        "    listed = [pick for pick in picks(common) if not pick.too_late]\n",
        "    listed = picks(common)\n",
        f"{PICK}::test_what_is_too_late_retired_or_never_public_can_not_be_picked",
    ),
    Change(
        0,
        "clinic_site/views/show.py",
        "/{timezone.localdate():%Y%m%d}",
        "",
        f"{SHOW}::test_several_pages_share_a_code_that_carries_their_order_and_the_day",
    ),
    Change(
        12,
        "clinic_site/views/show.py",
        " if is_valid(digits))",
        ")",
        f"{SHOW}::test_only_page_numbers_go_from_the_boxes_into_the_address",
    ),
    Change(
        12,
        "clinic_site/views/pick.py",
        "    if is_told and not rows:\n",
        "    if not rows:\n",
        f"{PICK}::test_looking_is_not_noted_and_telling_the_editors_is",
    ),
    Change(
        7,
        "templates/giving.html",
        '<p data-part="{{ part.key }}">',
        "<p>",
        f"{SHOW}::test_the_disclaimers_of_every_page_stand_on_it",
    ),
    Change(
        0,
        "clinic_site/numbers/qr.py",
        "QUIET = 4\n",
        "QUIET = 1\n",
        "tests/clinic_site/numbers/test_qr.py::test_four_modules_on_every_side_stay_white",
    ),
    Change(
        0,
        "clinic_site/views/giving.py",
        "        if room >= min(len(title), ENOUGH):\n",
        "        if room:\n",
        "tests/clinic_site/views/test_giving.py::test_the_longest_title_and_clinic_fit_in_one_message_with_the_address_whole",
    ),
)
