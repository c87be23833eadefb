import errno
import os
from pathlib import Path
from threading import Thread

import pytest

from clinic_site.pagecache import edition_writing
from clinic_site.pagecache.edition import Edition
from clinic_site.pagecache.edition_writing import file_of, quoted, writing
from tests.clinic_site.pagecache.editions import GONE, OLD, SORE, answer, edition, files, site


def inodes(root) -> dict[str, int]:
    return {name: (root / "current" / name).stat().st_ino for name in files(root / "current") if "index.html" in name}


def test_only_what_changed_is_written_anew(tmp_path):
    edition(tmp_path)
    before = inodes(tmp_path)

    edition(tmp_path, site() | {GONE: answer("<p>Gone for another reason.</p>" * 20, "410 Gone")}, generation=2)

    after = inodes(tmp_path)
    assert {name for name in after if after[name] != before[name]} == {
        "gone/faq/gone/index.html", "gone/faq/gone/index.html.br", "gone/faq/gone/index.html.gz",
    }  # fmt: skip


def test_a_change_never_reaches_into_the_edition_before(tmp_path):
    edition(tmp_path)
    before = os.readlink(tmp_path / "current")

    with writing(Edition(tmp_path), 2, "made1") as paper:
        paper.put(SORE, answer())
        paper.put(SORE, answer("<p>New.</p>" * 30))

    assert b"sore for a day" in (tmp_path / before / "pages/faq/sore/index.html").read_bytes()
    assert b"New." in (tmp_path / "current/pages/faq/sore/index.html").read_bytes()


def test_the_same_bytes_are_taken_over_without_being_packed(tmp_path):
    edition(tmp_path)

    with writing(Edition(tmp_path), 2, "made1") as paper:
        assert paper.keep_same(SORE, "200 OK", site()[SORE].bodies[""], site()[SORE].readings)
        assert not paper.keep_same(GONE, "200 OK", site()[GONE].bodies[""], ())
        assert not paper.keep_same(OLD, "301 Moved Permanently", b"", ())

    assert Edition(tmp_path).answer(*SORE).bodies == site()[SORE].bodies


def test_what_has_the_same_stamp_is_not_asked_again(tmp_path):
    with writing(Edition(tmp_path), 1, "made1") as paper:
        paper.put(SORE, answer(), "revision 3")

    with writing(Edition(tmp_path), 2, "made1") as paper:
        assert not paper.keep(SORE, "revision 4")
        assert not paper.keep(SORE, "")
        assert paper.keep(SORE, "revision 3")

    assert Edition(tmp_path).answer(*SORE)


def test_what_was_forgotten_is_asked_again(tmp_path):
    with writing(Edition(tmp_path), 1, "made1") as paper:
        paper.put(SORE, answer(), "revision 3")
    Edition(tmp_path).forget_naming({b"/faq/sore/"})

    with writing(Edition(tmp_path), 2, "made1") as paper:
        assert not paper.keep(SORE, "revision 3")
        assert not paper.keep_same(SORE, "200 OK", answer().bodies[""], ())


def test_of_what_was_forgotten_no_file_is_left_once_the_next_is_begun(tmp_path):
    edition(tmp_path)
    Edition(tmp_path).forget_naming({b"/faq/sore/"})

    with writing(Edition(tmp_path), 2, "made1"):
        left = files(tmp_path / "last")

    assert {name for name in left if "sore" in name} == set()
    assert "gone/faq/gone/index.html" in left


def test_a_crash_in_the_midst_of_clearing_brings_nothing_back(tmp_path, monkeypatch):
    edition(tmp_path)
    Edition(tmp_path).forget_naming({b"sore", b"gone"})

    def crash(path, **_more):
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(Path, "unlink", crash)
        with pytest.raises(KeyboardInterrupt):
            edition(tmp_path, generation=2)

    assert [Edition(tmp_path).answer(*place) for place in site()] == [None] * 3
    with writing(Edition(tmp_path), 2, "made1") as paper:
        assert paper.before.entries == {}


def test_what_belongs_to_another_user_is_written_instead_of_linked(tmp_path, monkeypatch):
    edition(tmp_path)

    def refuse(old, new):
        raise PermissionError(errno.EPERM, os.strerror(errno.EPERM))

    monkeypatch.setattr(os, "link", refuse)
    edition(tmp_path, generation=2)

    assert Edition(tmp_path).answer(*SORE).bodies == site()[SORE].bodies


def test_nothing_is_taken_over_from_another_program(tmp_path):
    with writing(Edition(tmp_path), 1, "made1") as paper:
        paper.put(SORE, answer(), "revision 3")

    with writing(Edition(tmp_path), 1, "made2") as paper:
        assert not paper.keep(SORE, "revision 3")
        assert not paper.keep_same(SORE, "200 OK", answer().bodies[""], ())


def test_a_full_disk_leaves_the_last_edition_whole(tmp_path, monkeypatch):
    edition(tmp_path)
    before, written = files(tmp_path / "last"), []

    def full(path, body):
        written.append(path)
        if len(written) > 2:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(body)

    monkeypatch.setattr(edition_writing, "write", full)
    with pytest.raises(OSError, match="No space left"):
        edition(tmp_path, {SORE: answer("<p>New.</p>" * 30)}, generation=2)

    assert len(written) == 3
    assert files(tmp_path / "last") == files(tmp_path / "current") == before
    assert len(list((tmp_path / "editions").iterdir())) == 1


def test_what_a_killed_writer_left_is_cleared_away(tmp_path):
    edition(tmp_path)
    (tmp_path / "editions/.new-dead/pages").mkdir(parents=True)

    edition(tmp_path, generation=2)

    assert not (tmp_path / "editions/.new-dead").exists()


def test_the_last_two_editions_are_kept(tmp_path):
    for generation in range(1, 5):
        edition(tmp_path, generation=generation)

    kept = sorted(folder.name.split("-")[0] for folder in (tmp_path / "editions").iterdir())
    assert kept == ["3", "4"]


def test_whoever_reads_meanwhile_always_finds_a_whole_page(tmp_path):
    edition(tmp_path)
    pages = [b"<p>%d</p>" % number * 200 for number in range(40)]
    torn, stop = [], []

    def read():
        while not stop:
            body = Edition(tmp_path).answer(*SORE).bodies[""]
            if body != site()[SORE].bodies[""] and body not in pages:
                torn.append(body)

    reader = Thread(target=read)
    reader.start()
    for generation, page in enumerate(pages, start=2):
        edition(tmp_path, {SORE: answer(page.decode())}, generation=generation)
    stop.append(True)
    reader.join()

    assert torn == []


@pytest.mark.parametrize("path", ["/../etc/", "/faq/../../x", "//", "/faq//x/", "faq/", "/a\0b/", f"/{'x' * 300}/", ""])
def test_an_address_that_can_be_no_file_is_refused(path):
    with pytest.raises(ValueError, match="no file can have the address"):
        file_of((path, ""), "200 OK")


def test_a_map_holds_an_address_with_a_space_as_one_word():
    assert quoted("/faq/what hurts/") == '"/faq/what hurts/"'
    assert quoted('/a"b\\') == '"/a\\"b\\\\"'
