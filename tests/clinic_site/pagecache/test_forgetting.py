import pytest

from clinic_site.pagecache.forgetting import NAMES, append, is_forgotten, lines_of, note, noted
from clinic_site.pagecache.kept import EVERYTHING
from tests.clinic_site.pagecache.editions import answer


def test_what_was_noted_is_known_to_who_comes_later(tmp_path):
    note(tmp_path, {b"4716", "/faq/naïve/".encode()})
    note(tmp_path, {b"2008"})

    assert noted(tmp_path) == {b"4716", b"2008", "/faq/naïve/".encode()}


def test_where_nothing_was_noted_nothing_is_forgotten(tmp_path):
    assert noted(tmp_path) == frozenset()


def test_a_name_that_is_known_is_not_written_again(tmp_path):
    note(tmp_path, {b"4716"})
    before = (tmp_path / NAMES).read_bytes()

    note(tmp_path, {b"4716"})

    assert (tmp_path / NAMES).read_bytes() == before


def test_everything_is_as_easily_noted_as_one_name(tmp_path):
    note(tmp_path, EVERYTHING)

    assert noted(tmp_path) == EVERYTHING


@pytest.mark.parametrize("more", [set(), {b"2008"}])
def test_a_name_that_a_crash_cut_off_may_have_been_any(tmp_path, more):
    note(tmp_path, {b"4716"})
    (tmp_path / NAMES).write_bytes((tmp_path / NAMES).read_bytes() + b'\n"20')
    note(tmp_path, more)

    assert noted(tmp_path) == EVERYTHING


def test_an_edition_that_was_cleared_away_takes_no_note(tmp_path):
    with pytest.raises(FileNotFoundError):
        note(tmp_path / "none", {b"4716"})


def test_what_comes_after_a_line_that_was_cut_off_is_read(tmp_path):
    (tmp_path / "lines").write_bytes(b'["/faq/so')

    append(tmp_path / "lines", [("/faq/old/", "")])

    assert list(lines_of(tmp_path / "lines")) == [None, ["/faq/old/", ""]]


@pytest.mark.parametrize("name", [b"4716", b"/faq/old/", b"sore for a day", b""])
def test_a_page_is_named_by_its_address_or_by_what_it_says_or_leads_to(name):
    said = answer("<p>You may be sore for a day.</p>", "301 Moved Permanently", ("Location", "/print/4716"))

    assert is_forgotten("/faq/old/", said, {b"none", name})
    assert not is_forgotten("/faq/old/", said, {b"none"})
