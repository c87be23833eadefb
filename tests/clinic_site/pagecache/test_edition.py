import errno
import json
import logging
import os
from pathlib import Path

import pytest

from clinic_site.pagecache.edition import Edition
from clinic_site.pagecache.forgetting import NAMES, note
from tests.clinic_site.pagecache.editions import BODY, GONE, OLD, SORE, answer, edition, files, site


def test_what_was_written_is_answered_as_it_was(tmp_path):
    found = edition(tmp_path)

    assert {place: found.answer(*place) for place in site()} == site()


def test_it_is_answered_by_another_process_too(tmp_path):
    edition(tmp_path)

    assert {place: Edition(tmp_path).answer(*place) for place in site()} == site()


def test_nothing_is_known_before_an_edition_is_written(tmp_path):
    found = Edition(tmp_path / "none")

    assert found.answer(*SORE) is None
    assert not found.stands()
    assert found.mark() is None


def test_another_query_or_address_is_not_answered(tmp_path):
    found = edition(tmp_path)

    assert found.answer("/faq/sore/", "size=large") is None
    assert found.answer("/faq/other/", "") is None


def test_a_web_server_finds_each_page_at_its_address(tmp_path):
    edition(tmp_path, site() | {("/print/2008", "size=large"): answer("<p>Large</p>" * 30), ("/", ""): answer()})

    assert set(files(tmp_path / "current")) == {
        "index.jsonl", "maps/found.map", "maps/gone.map", "maps/moved.map",
        "pages/index.html", "pages/index.html.br", "pages/index.html.gz",
        "pages/faq/sore/index.html", "pages/faq/sore/index.html.br", "pages/faq/sore/index.html.gz",
        "large/print/2008", "large/print/2008.br", "large/print/2008.gz",
        "gone/faq/gone/index.html", "gone/faq/gone/index.html.br", "gone/faq/gone/index.html.gz",
    }  # fmt: skip
    assert (tmp_path / "current/maps/moved.map").read_text() == "/faq/old/ /faq/sore/;\n"
    assert (tmp_path / "current/maps/gone.map").read_text() == "/faq/gone/ 1;\n"


def test_a_newer_edition_is_found_without_a_word(tmp_path):
    found = edition(tmp_path)
    assert found.answer(*SORE).bodies[""] == BODY.encode()

    edition(tmp_path, {SORE: answer("<p>New.</p>")}, generation=2)

    assert found.answer(*SORE).bodies[""] == b"<p>New.</p>"
    assert found.answer(*OLD) is None


def test_what_names_a_page_is_forgotten_for_good(tmp_path):
    found = edition(tmp_path)

    found.forget_naming({b"/faq/sore/"})

    for known in (found, Edition(tmp_path)):
        assert known.answer(*SORE) is None, "it stands at that address"
        assert known.answer(*OLD) is None, "it leads there"
        assert known.answer(*GONE) is not None


def test_no_answer_is_read_when_something_was_done_to_a_page(tmp_path, monkeypatch):
    found, read = edition(tmp_path), []
    monkeypatch.setattr(Path, "read_bytes", lambda path: read.append(path.name) or b"")

    found.forget_naming({b"/faq/sore/"})

    assert set(read) <= {NAMES}


def test_a_second_act_is_forgotten_beside_the_first(tmp_path):
    found = edition(tmp_path)

    found.forget_naming({b"/faq/gone/"})
    found.forget_naming({b"/faq/sore/"})

    for known in (found, Edition(tmp_path)):
        assert [known.answer(*place) for place in site()] == [None] * 3


def test_what_names_another_page_is_answered_on(tmp_path):
    found = edition(tmp_path)

    found.forget_naming({b"/faq/gone/"})

    assert found.answer(*SORE) == site()[SORE]
    assert found.answer(*OLD) == site()[OLD]


def test_where_nothing_can_be_noted_nothing_is_answered(tmp_path, monkeypatch):
    found = edition(tmp_path)

    def full(*_parts):
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr("clinic_site.pagecache.edition.note", full)
    found.forget_naming({b"/faq/gone/"})

    for known in (found, Edition(tmp_path)):
        assert known.answer(*SORE) is None


def test_on_a_disk_that_takes_no_change_nothing_is_answered_either(tmp_path, monkeypatch):
    found = edition(tmp_path)

    def read_only(*_parts, **_more):
        raise OSError(errno.EROFS, os.strerror(errno.EROFS))

    monkeypatch.setattr("clinic_site.pagecache.edition.note", read_only)
    monkeypatch.setattr(Path, "unlink", read_only)
    found.forget_naming({b"/faq/gone/"})

    assert found.answer(*SORE) is None


def test_an_edition_that_took_its_place_meanwhile_forgets_it_too(tmp_path, monkeypatch):
    found = edition(tmp_path)

    def late(folder, names):
        monkeypatch.undo()
        edition(tmp_path, generation=2)
        note(folder, names)

    monkeypatch.setattr("clinic_site.pagecache.edition.note", late)
    found.forget_naming({b"/faq/sore/"})

    assert found.generation() == 2
    assert found.answer(*SORE) is None


def test_what_an_earlier_program_cleared_away_stays_away(tmp_path):
    edition(tmp_path)
    (tmp_path / "last/forgotten.txt").write_text('["/faq/old/", ""]\n')

    assert Edition(tmp_path).answer(*OLD) is None
    assert Edition(tmp_path).answer(*SORE)


def test_another_process_forgets_what_one_forgot(tmp_path):
    found, other = edition(tmp_path), Edition(tmp_path)
    assert other.answer(*SORE)

    found.forget_naming({b"You may be sore"})

    assert other.answer(*SORE) is None


def test_nothing_is_forgotten_when_nothing_was_touched(tmp_path):
    found = edition(tmp_path)

    found.forget_naming(frozenset())

    assert found.answer(*SORE)
    assert not (tmp_path / "last" / NAMES).exists()


@pytest.mark.parametrize("known", [(2, "made1"), (1, "made2"), (2,)])
def test_web_servers_are_left_nothing_that_may_be_old(tmp_path, known):
    found = edition(tmp_path)
    assert found.is_of(1, "made1")

    found.retire(*known)

    assert not (tmp_path / "current").exists()
    assert not found.is_of(1, "made1")
    assert found.answer(*SORE), "for the day the database is gone"


@pytest.mark.parametrize("known", [(1, "made1"), (1,)])
def test_web_servers_keep_what_is_right(tmp_path, known):
    found = edition(tmp_path)

    found.retire(*known)

    assert found.is_of(1, "made1")
    assert (tmp_path / "current/pages/faq/sore/index.html").is_file()


def test_an_edition_that_nobody_can_vouch_for_answers_nothing(tmp_path):
    found = edition(tmp_path)
    assert found.answer(*SORE)

    found.lay_aside()

    assert found.answer(*SORE) is None
    assert not found.stands()


def test_one_writes_at_a_time(tmp_path):
    with Edition(tmp_path).claimed() as first, Edition(tmp_path).claimed() as second:
        assert (first, second) == (True, False)

    with Edition(tmp_path).claimed() as third:
        assert third


def test_some_of_its_answers_are_found_without_holding_the_list_of_all(tmp_path):
    edition(tmp_path)
    found = Edition(tmp_path)
    found.forget_naming({b"/faq/gone/"})

    assert found.mark() == 0
    assert dict(found.some([SORE, GONE, ("/faq/other/", "")])) == {SORE: site()[SORE]}
    assert found._read is None


def cut_off(index: Path) -> None:
    index.write_bytes(index.read_bytes()[:-40])


def of_nothing(index: Path) -> None:
    index.write_text(json.dumps([]))


def with_torn_rows(index: Path) -> None:
    first, _second, *others = index.read_text().splitlines(keepends=True)
    index.write_text("".join([first, '["/"]\n', *others]))


def without_a_line(index: Path) -> None:
    index.write_text("".join(index.read_text().splitlines(keepends=True)[:-1]))


def refused(self, *how):
    raise PermissionError(13, "Permission denied", str(self))


@pytest.mark.parametrize("damage", [cut_off, of_nothing, with_torn_rows, without_a_line, Path.unlink])
def test_an_edition_that_can_not_be_read_is_none_and_is_told_of_once(tmp_path, caplog, damage):
    edition(tmp_path)
    damage(tmp_path / "last" / "index.jsonl")
    found = Edition(tmp_path)

    with caplog.at_level(logging.ERROR):
        assert (found.mark(), found.answer(*SORE), found.last()) == (None, None, None)

    assert len(caplog.records) == 1
    assert "can't be read and is left out" in caplog.text
    assert found.is_damaged()


def test_an_index_of_another_user_makes_it_none(tmp_path, monkeypatch):
    edition(tmp_path)
    monkeypatch.setattr(Path, "open", refused)

    assert Edition(tmp_path).mark() is None


def test_a_page_of_another_user_is_not_given_and_goes_with_the_first_that_is_forgotten(tmp_path, monkeypatch):
    found = edition(tmp_path)
    found.mark()
    with monkeypatch.context() as closed:
        closed.setattr(Path, "read_bytes", refused)
        assert found.answer(*SORE) is None
        found.forget_naming({b"/faq/another/"})

    assert found.answer(*SORE) is None
    assert Edition(tmp_path).answer(*SORE) is None


def test_a_damaged_one_is_laid_aside_and_a_sound_one_stays(tmp_path):
    found = edition(tmp_path)
    found.lay_aside_damaged()
    assert found.answer(*SORE)

    cut_off(tmp_path / "last" / "index.jsonl")
    found = Edition(tmp_path)
    found.lay_aside_damaged()

    assert found.name() is None
    assert not found.is_damaged()
    assert not Edition(tmp_path / "none").is_damaged()


def test_a_folder_in_the_place_of_a_link_is_no_edition(tmp_path):
    (tmp_path / "last").mkdir()

    assert Edition(tmp_path).mark() is None
