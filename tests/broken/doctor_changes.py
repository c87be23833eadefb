"""Ways to have the doctor, or the file of settings that it is asked about, end in silence or in a traceback."""

from tests.broken.changes import Change

OPERATIONS, TESTS = "clinic_site/operations", "tests/clinic_site/operations"

DOCTOR = (
    Change(
        0,
        "clinic_site/env.py",
        '    return env.get(name, "").strip() or default\n',
        "    return env.get(name, default).strip()\n",
        "tests/clinic_site/test_env.py::test_a_line_that_was_left_empty_counts_as_none",
    ),
    Change(
        0,
        "clinic_site/env.py",
        "    if NO_KEY.search(value):\n",
        "    if False:\n",
        "tests/clinic_site/test_env.py::test_a_command_in_place_of_a_key_is_refused",
    ),
    Change(
        0,
        f"{OPERATIONS}/doctor_lines.py",
        "    if EXPORT.match(line):\n",
        "    if False:\n",
        f"{TESTS}/test_doctor_lines.py::test_a_line_that_does_not_say_what_it_seems_to_is_named_with_its_mend",
    ),
    Change(
        0,
        f"{OPERATIONS}/doctor_backups.py",
        """ and not Path(settings.BACKUP_COPY).exists():""",
        """ and False:""",
        f"{TESTS}/test_doctor_backups.py::test_a_second_place_that_is_not_there_is_not_called_a_disk",
    ),
    Change(
        0,
        "docs/backup.md",
        '# What "openssl rand -base64 32" prints.\nCLINIC_BACKUP_KEY=\n',
        'CLINIC_BACKUP_KEY=    # what "openssl rand -base64 32" prints\n',
        "tests/deploy/test_environment.py::test_no_comment_stands_behind_a_value_where_systemd_would_keep_it",
    ),
    Change(
        0,
        f"{OPERATIONS}/doctor.py",
        "    except Exception as fault:",
        "    except SystemExit as fault:",
        f"{TESTS}/test_doctor.py::test_a_part_that_fails_keeps_no_other_from_looking",
    ),
    Change(
        0,
        f"{OPERATIONS}/doctor_backups.py",
        "    except OSError as fault:\n        return fault\n",
        "    except OSError:\n        return None\n",
        f"{TESTS}/test_doctor_backups.py::test_a_folder_behind_a_shut_door_is_told_from_one_that_is_not_there",
    ),
    Change(
        0,
        f"{OPERATIONS}/doctor_people.py",
        "len({*writers, *signers}) == 1",
        "not writers",
        f"{TESTS}/test_doctor_people.py::test_one_person_alone_is_told_that_nothing_can_be_published",
    ),
    Change(
        0,
        f"{OPERATIONS}/doctor_files.py",
        "settings.HASHED_FILES and not_collected()",
        "False",
        f"{TESTS}/test_doctor_files.py::test_nothing_collected_is_told_with_the_command",
    ),
)
