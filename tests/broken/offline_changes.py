"""Rules of what a device keeps for a clinician, and of what it draws by itself."""

from tests.broken.changes import Change

WORKER, LIST, JOURNEYS = "static/js/worker.js", "static/js/list.js", "tests/journeys"
KEPT, SCREENS = f"{JOURNEYS}/test_worker.py", f"{JOURNEYS}/test_screens_on_device.py"
TESTS = "tests/clinic_site/views/test_offline.py"

OFFLINE = (
    Change(
        0,
        WORKER,
        "    return pathname === PICKER ? PICKER : /^\\/show\\/\\d[\\d-]*\\/$/.test(pathname) && SCREEN;\n",
        "    return pathname === PICKER ? PICKER : SCREEN;\n",
        f"{KEPT}::test_it_does_not_touch_any_other_page",
    ),
    Change(
        0,
        WORKER,
        '      if (had?.headers.get("etag") !== answer.headers.get("etag")) await kept.addAll(PAGES);\n',
        "",
        f"{KEPT}::test_after_any_contact_a_list_that_changed_is_kept_instead_with_its_screens",
    ),
    Change(
        0,
        WORKER,
        "[404, 410].includes(status)",
        "status === 410",
        f"{KEPT}::test_when_its_own_file_is_gone_it_leaves_and_takes_all_with_it",
    ),
    Change(
        0,
        WORKER,
        "event.waitUntil(clear(RELEASE))",
        "event.waitUntil(RELEASE)",
        f"{KEPT}::test_a_new_release_replaces_the_one_before_as_a_whole",
    ),
    Change(
        0,
        LIST,
        "isLate: due + 90 < passed",
        "isLate: due + 180 < passed",
        f"{SCREENS}::test_a_page_that_nobody_checked_for_90_days_has_no_code_any_more",
    ),
    Change(
        0,
        LIST,
        "isKept && today > day ? today : day",
        "isKept ? today : day",
        f"{SCREENS}::test_a_clock_that_is_behind_brings_nothing_back",
    ),
    Change(
        0,
        "static/js/pick.js",
        ".map((one) => byNumber(one.dataset.pick)).filter(Boolean));\n",
        ".map((one) => byNumber(one.dataset.pick) || pages[0]).filter(Boolean));\n",
        f"{SCREENS}::test_the_list_loses_by_date_what_is_too_late_and_flags_what_is_due",
    ),
    Change(
        0,
        "static/js/qr.js",
        "const FORMAT = 0x5e7c;",
        "const FORMAT = 0x5412;",
        f"{JOURNEYS}/test_qr_on_device.py::test_a_reader_finds_the_address_of_every_page_and_bundle",
    ),
    Change(
        0,
        "static/js/qr.js",
        "factors.slice(1).map((factor, at) => rest[at + 1] ^ times(factor, lead))",
        "factors.slice(1).map((factor) => times(factor, lead))",
        f"{JOURNEYS}/test_qr_on_device.py::test_the_modules_are_those_of_another_program_at_the_same_mask",
    ),
    Change(
        0,
        "clinic_site/views/offline.py",
        "        found.update(Path(finders.find(file)).read_bytes())\n",
        "        found.update(file.encode())\n",
        f"{TESTS}::test_what_is_kept_has_the_name_of_the_release_which_changes_with_each_file",
    ),
    Change(
        0,
        "clinic_site/middleware.py",
        'GIVING = PUBLIC | {"manifest-src": SELF, "worker-src": SELF}',
        'GIVING = PUBLIC | {"manifest-src": SELF}',
        f"{TESTS}::test_the_policy_lets_a_worker_and_a_manifest_of_our_own_in",
    ),
)
