"""Rules of the published edition: whole, never older than it may be, and nothing in it that was taken back."""

from tests.broken.changes import Change

CACHE, TESTS = "clinic_site/pagecache", "tests/clinic_site/pagecache"
PRESS, FOLLOWING, WRITING, EDITION = (
    f"{TESTS}/test_{name}.py" for name in ("press", "following", "edition_writing", "edition")
)
OPERATIONS = "tests/clinic_site/operations"

EDITIONS = (
    Change(
        0,
        f"{CACHE}/edition.py",
        """        except UNREADABLE as fault:\n""",
        """        except FileNotFoundError as fault:\n""",
        f"{EDITION}::test_an_edition_that_can_not_be_read_is_none_and_is_told_of_once",
    ),
    Change(
        0,
        f"{CACHE}/press.py",
        """        self.edition.lay_aside_damaged()\n""",
        "",
        f"{PRESS}::test_a_damaged_one_is_written_anew_whether_something_moved_or_not",
    ),
    Change(
        0,
        f"{CACHE}/press.py",
        """        if self.cache.watch.generation != generation:  # what was forgotten just before would be back\n""",
        """        if False:\n""",
        f"{PRESS}::test_a_move_just_before_it_is_put_in_place_brings_nothing_back",
    ),
    Change(
        0,
        f"{CACHE}/press.py",
        """        if self.cache.watch.generation != generation:\n            raise Moved\n""",
        "",
        f"{PRESS}::test_a_move_in_the_midst_of_it_puts_nothing_in_place",
    ),
    Change(
        0,
        f"{CACHE}/press.py",
        """        self.edition.retire(generation, self.program)\n""",
        "",
        f"{PRESS}::test_web_servers_get_nothing_old_while_it_is_written",
    ),
    Change(
        0,
        f"{CACHE}/following.py",
        """            self._retire()\n""",
        "",
        f"{FOLLOWING}::test_web_servers_get_nothing_old_while_it_is_written",
    ),
    Change(
        0,
        f"{CACHE}/following.py",
        "self.write(self.program, self._retire)",
        "self.write(self.program, list)",
        f"{FOLLOWING}::test_web_servers_get_nothing_old_from_a_writer_that_hangs_once_it_has_put_it_in_place",
    ),
    Change(
        0,
        f"{CACHE}/following.py",
        """            self.edition.lay_aside()\n""",
        """            pass\n""",
        f"{FOLLOWING}::test_a_move_while_it_was_put_in_place_brings_nothing_back",
    ),
    Change(
        0,
        f"{CACHE}/press.py",
        """        self.cache.watch.look()\n        if self.cache.watch.generation != generation:  # what""",
        """        if self.cache.watch.generation != generation:  # what""",
        f"{PRESS}::test_a_move_that_is_heard_of_last_brings_nothing_back",
    ),
    Change(
        12,
        f"{CACHE}/press.py",
        """ASKED_AS: "HEAD", """,
        "",
        f"{PRESS}::test_nobody_counts_as_a_reader_by_it",
    ),
    Change(
        12,
        f"{CACHE}/press.py",
        """ or any(name.lower() in FOR_ONE_PERSON for name, _value in headers):\n""",
        ":\n",
        f"{PRESS}::test_what_is_no_answer_for_everybody_is_in_no_edition",
    ),
    Change(
        0,
        f"{CACHE}/edition_writing.py",
        """edition\n        path.unlink()\n    return path.open("xb", buffering=0)\n""",
        """edition\n        pass\n    return path.open("wb", buffering=0)\n""",
        f"{WRITING}::test_a_change_never_reaches_into_the_edition_before",
    ),
    Change(
        0,
        f"{CACHE}/edition_writing.py",
        """        shutil.rmtree(folder, ignore_errors=True)\n        raise\n""",
        """        pass\n""",
        f"{WRITING}::test_a_full_disk_leaves_the_last_edition_whole",
    ),
    Change(
        8,
        f"{CACHE}/edition_index.py",
        """        entries.pop(tuple(place or ()), None)\n""",
        """        pass\n""",
        f"{EDITION}::test_what_an_earlier_program_cleared_away_stays_away",
    ),
    Change(
        8,
        f"{CACHE}/edition.py",
        """return None if found and is_forgotten(path, found, noted(last.folder)) else found\n""",
        """return found\n""",
        f"{EDITION}::test_what_names_a_page_is_forgotten_for_good",
    ),
    Change(
        8,
        f"{CACHE}/edition.py",
        """                self._mute = name\n""",
        """                return\n""",
        f"{EDITION}::test_where_nothing_can_be_noted_nothing_is_answered",
    ),
    Change(
        8,
        f"{CACHE}/forgetting.py",
        """    return EVERYTHING if None in said else frozenset(name.encode("latin-1") for name in said)\n""",
        """    return frozenset(name.encode("latin-1") for name in said if name is not None)\n""",
        f"{TESTS}/test_forgetting.py::test_a_name_that_a_crash_cut_off_may_have_been_any",
    ),
    Change(
        8,
        f"{CACHE}/edition_writing.py",
        """            clear(last)\n""",
        """            pass\n""",
        f"{WRITING}::test_of_what_was_forgotten_no_file_is_left_once_the_next_is_begun",
    ),
    Change(
        0,
        f"{CACHE}/edition.py",
        """fcntl.LOCK_EX if wait else fcntl.LOCK_EX | fcntl.LOCK_NB""",
        """fcntl.LOCK_SH""",
        f"{EDITION}::test_one_writes_at_a_time",
    ),
    Change(
        8,
        "clinic_site/operations/edition.py",
        """Redirect.objects.order_by("path")""",
        """Redirect.objects.none()""",
        f"{OPERATIONS}/test_edition.py::test_whatever_was_printed_or_public_is_in_it_byte_for_byte",
    ),
    Change(
        0,
        "clinic_site/operations/standing_database.py",
        """        known["NAME"] = """,
        """        _name = """,
        f"{OPERATIONS}/test_database_gone.py::test_without_a_database_and_without_an_edition_it_does_not_begin",
    ),
    Change(
        0,
        "clinic_site/views/errors.py",
        """(OperationalError, InterfaceError)""",
        """InterfaceError""",
        f"{OPERATIONS}/test_closed_pages.py::test_a_database_that_does_not_answer_is_said_in_plain_words",
    ),
)
