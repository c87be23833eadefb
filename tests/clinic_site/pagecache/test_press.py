import pytest
from django.db import OperationalError

from clinic_site.counts.batch import count, flush
from clinic_site.counts.models import Reading
from clinic_site.pagecache.edition import Edition
from clinic_site.pagecache.press import Press
from clinic_site.pagecache.serving import PageCache
from tests.clinic_site.pagecache.editions import GONE, SORE, CountedSite, Source, Watch, edition
from tests.clinic_site.pagecache.sites import PAGE, get

ADDRESS = "https://guide.example"


def press_of(site: CountedSite, root, source: Source | None = None, **watch) -> Press:
    cache = PageCache(site, watch=Watch(**watch))
    cache.edition = Edition(root)
    return Press(cache, cache.edition, source or Source(), ADDRESS)


def test_it_writes_what_the_page_cache_gives(tmp_path, db):
    site = CountedSite()
    press = press_of(site, tmp_path)

    assert press.look()

    kept = get(PageCache(site, watch=Watch()), SORE[0])
    written = Edition(tmp_path).answer(*SORE)
    assert written.bodies[""] == kept.body == PAGE.encode()
    assert {name.lower(): value for name, value in written.headers[""]} | {"content-length": str(len(kept.body))} == (
        kept.headers
    )
    assert Edition(tmp_path).mark() == 7


def test_nobody_counts_as_a_reader_by_it(tmp_path, db):
    site = CountedSite()
    press = press_of(site, tmp_path)

    press.look()
    flush()

    assert not Reading.objects.exists()
    assert press.edition.answer(*SORE).readings == ((count, ("2008", 3)),)


def test_it_rests_while_nothing_moves_and_begins_anew_when_something_does(tmp_path, db):
    site = CountedSite()
    press = press_of(site, tmp_path)
    for _time in range(3):
        assert press.look()
    assert len(site.asked) == 1

    press.cache.watch.generation, site.body = 2, "new"

    assert press.look()
    assert Edition(tmp_path).answer(*SORE).bodies[""] == b"new"
    assert Edition(tmp_path).is_of(2, "made1")


def test_another_program_writes_it_anew(tmp_path, db):
    press_of(CountedSite(), tmp_path).look()

    assert press_of(CountedSite(body="by the new program"), tmp_path, Source(letters="made2")).look()

    assert Edition(tmp_path).answer(*SORE).bodies[""] == b"by the new program"


def test_a_move_in_the_midst_of_it_puts_nothing_in_place(tmp_path, db):
    source = Source([SORE, GONE])
    press = press_of(CountedSite(), tmp_path, source)
    press.look()

    def move(path):
        if path == GONE[0]:
            press.cache.watch.generation = 3

    source.each = move
    press.cache.watch.generation = 2

    assert not press.look()
    assert press.edition.last().generation == 1
    assert press.look()
    assert press.edition.is_of(3, "made1")


def test_web_servers_get_nothing_old_while_it_is_written(tmp_path, db):
    seen = []
    source = Source(each=lambda path: seen.append((tmp_path / "current").exists()))
    press = press_of(CountedSite(), tmp_path, source)
    press.look()
    assert (tmp_path / "current").exists()

    press.cache.watch.generation = 2
    press.look()

    assert seen == [False, False]
    assert (tmp_path / "current").exists()


def test_a_move_just_before_it_is_put_in_place_brings_nothing_back(tmp_path, db, monkeypatch):
    press = press_of(CountedSite(), tmp_path)
    finish = "clinic_site.pagecache.edition_writing.Writing.finish"
    monkeypatch.setattr(finish, lambda *_parts: setattr(press.cache.watch, "generation", 2))

    assert not press.look()

    assert not press.edition.stands()


def test_of_two_processes_one_writes(tmp_path, db):
    site = CountedSite()
    press = press_of(site, tmp_path)

    with Edition(tmp_path).claimed():
        assert not press.look()

    assert site.asked == []


def test_who_waited_for_another_finds_it_done(tmp_path, db):
    site = CountedSite()
    press = press_of(site, tmp_path)
    edition(tmp_path)

    assert press.look(wait=True)

    assert site.asked == []


@pytest.mark.parametrize(
    "site",
    [
        CountedSite(status="404 Not Found"),
        CountedSite(status="429 Too Many Requests"),
        CountedSite(headers=[("Content-Type", "text/html"), ("Set-Cookie", "a=b")]),
        CountedSite(status="500 Internal Server Error"),
    ],
)
def test_what_is_no_answer_for_everybody_is_in_no_edition(tmp_path, db, site):
    assert press_of(site, tmp_path).look()

    assert Edition(tmp_path).answer(*SORE) is None


def test_a_database_that_goes_away_leaves_the_last_edition(tmp_path, db, monkeypatch):
    press_of(CountedSite(), tmp_path).look()
    press = press_of(CountedSite(status="503 Service Unavailable"), tmp_path, generation=2)

    def away():
        raise OperationalError("the database does not answer")

    monkeypatch.setattr("clinic_site.pagecache.press.ask_database", away)
    with pytest.raises(OperationalError):
        press.look()

    assert Edition(tmp_path).answer(*SORE).bodies[""] == PAGE.encode()


def test_it_asks_now_and_then_whether_something_moved(tmp_path, db, monkeypatch):
    monkeypatch.setattr("clinic_site.pagecache.press.EVERY", 0)
    press = press_of(CountedSite(), tmp_path, Source([SORE, GONE]))
    monkeypatch.setattr(press.cache.watch, "look", lambda: setattr(press.cache.watch, "generation", 2), raising=False)

    assert not press.look()

    assert len(press.cache.application.asked) == 1
    assert not press.edition.stands()


def test_a_move_that_is_heard_of_last_brings_nothing_back(tmp_path, db, monkeypatch):
    press = press_of(CountedSite(), tmp_path)
    monkeypatch.setattr(press.cache.watch, "look", lambda: setattr(press.cache.watch, "generation", 2), raising=False)

    assert not press.look()

    assert not press.edition.stands()


@pytest.mark.parametrize("generation", [1, 2])
def test_a_damaged_one_is_written_anew_whether_something_moved_or_not(tmp_path, db, generation):
    press_of(CountedSite(), tmp_path).look()
    (tmp_path / "last" / "index.jsonl").write_text("{")

    assert press_of(CountedSite(), tmp_path, generation=generation).look()

    assert Edition(tmp_path).answer(*SORE)
