import pytest

from clinic_site.pagecache.edition import Edition
from clinic_site.pagecache.following import Follower
from clinic_site.pagecache.press import Press
from clinic_site.pagecache.serving import PageCache
from tests.clinic_site.pagecache.editions import GONE, SORE, CountedSite, Source, Watch
from tests.clinic_site.pagecache.sites import get
from tests.waiting import wait_until

ADDRESS = "https://guide.example"
SAID = {"HTTP_X_FORWARDED_PROTO": "https"}


class Beside:
    """A process that writes, in this one: it reads the generation for itself."""

    def __init__(self, site: CountedSite, root, generation=1):
        self.site, self.root, self.generation, self.times = site, root, generation, 0

    def __call__(self, program: str, _meanwhile=list) -> None:
        self.times += 1
        cache = PageCache(self.site, watch=Watch(self.generation))
        Press(cache, Edition(self.root), Source([SORE, GONE], letters=program), ADDRESS).look()


def follower_of(site: CountedSite, root, write=None, **watch) -> Follower:
    cache = PageCache(site, watch=Watch(**watch))
    cache.edition = Edition(root)
    return Follower(cache, cache.edition, "made1", ADDRESS, write or Beside(site, root))


def move(follower: Follower, generation: int) -> None:
    follower.cache.watch.generation = follower.write.generation = generation


def test_it_rests_while_nothing_moves_and_has_it_written_when_something_does(tmp_path, db):
    follower = follower_of(CountedSite(), tmp_path)
    for _time in range(3):
        assert follower.look()
    assert follower.write.times == 1

    move(follower, 2)

    assert follower.look()
    assert Edition(tmp_path).is_of(2, "made1")


def test_web_servers_get_nothing_old_while_it_is_written(tmp_path, db):
    follower = follower_of(CountedSite(), tmp_path)
    follower.look()
    assert (tmp_path / "current").exists()
    seen = []
    follower.write = lambda _program, _meanwhile: seen.append((tmp_path / "current").exists())
    follower.cache.watch.generation = 2

    assert not follower.look()

    assert seen == [False]
    assert Edition(tmp_path).stands()


def test_web_servers_get_nothing_old_from_a_writer_that_hangs_once_it_has_put_it_in_place(tmp_path, db):
    follower = follower_of(CountedSite(), tmp_path)
    beside, seen = follower.write, []

    def hangs(program, meanwhile):
        beside(program)
        follower.cache.watch.generation = 2
        meanwhile()
        seen.append((tmp_path / "current").exists())

    follower.write = hangs
    follower.look()

    assert seen == [False]


def test_what_somebody_reads_is_ready_in_memory_and_nothing_else(tmp_path, db):
    site = CountedSite()
    follower = follower_of(site, tmp_path)
    get(follower.cache, SORE[0], **SAID)
    move(follower, 2)
    site.body = "new"

    follower.look()
    asked = len(site.asked)

    assert get(follower.cache, SORE[0], **SAID).body == b"new"
    assert len(site.asked) == asked
    assert len(follower.cache.shelf) == 1


def test_what_another_process_had_written_is_taken_over_too(tmp_path, db):
    site = CountedSite()
    follower = follower_of(site, tmp_path, write=None, generation=2)
    get(follower.cache, SORE[0], **SAID)
    move(follower, 3)
    site.body = "new"
    follower.write("made1")

    assert follower.look()

    asked = len(site.asked)
    assert get(follower.cache, SORE[0], **SAID).body == b"new"
    assert (len(site.asked), follower.write.times) == (asked, 1)


def test_an_answer_for_another_address_of_the_site_is_made_anew(tmp_path, db):
    site = CountedSite()
    follower = follower_of(site, tmp_path)
    get(follower.cache, SORE[0], HTTP_HOST="elsewhere.example")
    move(follower, 2)
    site.body = "new"

    follower.look()

    asked = len(site.asked)
    assert get(follower.cache, SORE[0], HTTP_HOST="elsewhere.example").body == b"new"
    assert len(site.asked) == asked + 1


def test_what_was_forgotten_meanwhile_does_not_come_back_to_memory(tmp_path, db, monkeypatch):
    follower = follower_of(CountedSite(), tmp_path)
    get(follower.cache, SORE[0], **SAID)
    move(follower, 2)
    shelf, watch = follower.cache.shelf, follower.cache.watch
    put = shelf.put
    monkeypatch.setattr(shelf, "put", lambda *parts: (setattr(watch, "generation", 3), put(*parts)))

    follower.look()

    assert len(shelf) == 0


def test_a_move_while_it_was_put_in_place_brings_nothing_back(tmp_path, db):
    follower = follower_of(CountedSite(), tmp_path)
    beside = follower.write

    def write(program, _meanwhile):
        beside(program)
        follower.cache.watch.generation = 2

    follower.write = write

    assert not follower.look()

    assert not Edition(tmp_path).stands()


def test_one_that_was_laid_aside_by_who_wrote_it_is_written_again(tmp_path, db):
    follower = follower_of(CountedSite(), tmp_path)
    follower.look()
    beside = follower.write
    follower.write = lambda _program, _meanwhile: follower.edition.lay_aside()
    follower.cache.watch.generation = beside.generation = 2
    assert not follower.look()

    follower.write = beside

    assert follower.look()


def test_what_stood_before_stays_when_nothing_was_written(tmp_path, db):
    follower = follower_of(CountedSite(), tmp_path)
    follower.look()
    follower.write = lambda *_said: None
    follower.cache.watch.generation = 2

    assert not follower.look()

    assert Edition(tmp_path).stands()


def test_nothing_is_written_without_a_database_or_while_somebody_writes(tmp_path, db):
    follower = follower_of(CountedSite(), tmp_path, generation=None)
    assert not follower.look()
    follower.cache.watch.generation, follower.cache.watch.is_silent = 1, True
    assert not follower.look()
    follower.cache.watch.is_silent = False

    with Edition(tmp_path).claimed():
        assert not follower.look()

    assert follower.write.times == 0


def test_the_list_of_addresses_is_read_only_where_somebody_read_something(tmp_path, db, monkeypatch):
    follower, read = follower_of(CountedSite(), tmp_path), []
    some = follower.edition.some
    monkeypatch.setattr(follower.edition, "some", lambda places: (read.extend(places), some(places))[1])

    follower.look()
    assert read == []

    get(follower.cache, SORE[0], **SAID)
    move(follower, 2)
    follower.look()
    assert read == [SORE]


def test_memory_is_given_back_once_it_stands_whole(tmp_path, db, monkeypatch):
    given_back = []
    monkeypatch.setattr("clinic_site.pagecache.following.give_back", lambda: given_back.append(1))
    follower = follower_of(CountedSite(), tmp_path)

    follower.look()
    follower.look()

    assert len(given_back) == 1


@pytest.mark.parametrize("faults", [[], [OSError("no more processes")]])
def test_a_thread_of_its_own_keeps_it_up_to_date(tmp_path, transactional_db, monkeypatch, faults):
    monkeypatch.setattr("clinic_site.pagecache.following.AFTER_A_FAULT", 0.01)
    follower = follower_of(CountedSite(), tmp_path)
    beside = follower.write

    def write(program, _meanwhile):
        if faults:
            raise faults.pop()
        beside(program)

    follower.write = write
    follower.start()
    try:
        wait_until(lambda: follower.edition.is_of(1, "made1"))
        beside.generation = follower.cache.watch.generation = 2
        wait_until(lambda: follower.edition.is_of(2, "made1"))
    finally:
        follower.stop()
