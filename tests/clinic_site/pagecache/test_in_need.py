"""When the application can't answer: what was signed is shown as it was, unless something was done to it since."""

from dataclasses import dataclass, field

import pytest

from clinic_site.pagecache import kept
from clinic_site.pagecache.kept import Answer
from clinic_site.pagecache.serving import PageCache
from clinic_site.pagecache.watching import Watch as RealWatch
from tests.clinic_site.pagecache.sites import PAGE, Site, Watch, cache_of, get

BROKEN = "503 Service Unavailable"
PRINTED = Answer("200 OK", {"": [("Content-Type", "text/html")]}, {"": b"as printed"}, {"": '"p"'}, generation=1)


@dataclass
class Edition:
    answers: dict = field(default_factory=lambda: {("/faq/sore/", ""): PRINTED})
    forgotten: list = field(default_factory=list)
    retired: list = field(default_factory=list)

    def answer(self, path: str, query: str) -> Answer | None:
        return self.answers.get((path, query))

    def forget_naming(self, names) -> None:
        self.forgotten.append(names)

    def retire(self, generation: int) -> None:
        self.retired.append(generation)


def broken(site: Site) -> None:
    site.status, site.body = BROKEN, "no database"


def touch(cache: PageCache, *names: bytes) -> None:
    """As the watch tells it."""
    cache.watch.generation += 1
    cache.forget_naming(names)


@pytest.mark.parametrize("status", [BROKEN, "500 Internal Server Error"])
def test_a_page_that_was_read_before_is_shown_as_it_was(status):
    site = Site()
    cache = cache_of(site)
    get(cache)
    cache.watch.generation = 2
    broken(site)
    site.status = status

    got = get(cache)

    assert got.status == "200 OK"
    assert got.body.decode() == PAGE
    assert got.headers["etag"]


def test_it_is_made_anew_as_soon_as_the_application_answers():
    site = Site()
    cache = cache_of(site)
    get(cache)
    cache.watch.generation = 2
    broken(site)
    get(cache)

    site.status, site.body = "200 OK", "new"

    assert get(cache).body == b"new"


def test_a_page_that_nobody_read_comes_from_the_edition_also_when_no_generation_is_known():
    site = Site()
    broken(site)
    cache = cache_of(site, edition=Edition())
    cache.watch.generation = None

    assert get(cache).body == b"as printed"
    assert get(cache, method="HEAD").status == "200 OK"
    assert len(cache.shelf) == 0


def test_while_the_database_is_known_to_be_silent_nobody_waits_for_it():
    site = Site()
    broken(site)
    cache = cache_of(site, edition=Edition())
    cache.watch.is_silent = True

    for _reader in range(3):
        assert get(cache).body == b"as printed"

    assert len(site.asked) == 1, "whether the host is ours is the application's to say, once"
    assert get(cache, HTTP_HOST="other.example").status == "200 OK"
    assert len(site.asked) == 2


def test_where_readers_were_answered_before_not_even_the_first_one_waits():
    site = Site()
    cache = cache_of(site, edition=Edition())
    get(cache, "/faq/other/")
    cache.watch.is_silent = True

    assert get(cache).body == b"as printed"
    assert len(site.asked) == 1


def test_a_host_that_is_refused_is_refused_with_a_silent_database_too():
    site = Site(status="400 Bad Request")
    cache = cache_of(site, edition=Edition())
    cache.watch.is_silent = True

    assert {get(cache).status for _time in range(3)} == {"400 Bad Request"}


def test_readers_are_counted_in_need_as_well():
    site = Site()
    cache = cache_of(site)
    get(cache)
    cache.watch.generation = 2
    cache.application = lambda environ, start_response: start_response(BROKEN, []) or [b""]

    get(cache)
    get(cache, HTTP_USER_AGENT="Googlebot/2.1")

    assert site.counted == ["/faq/sore/"] * 2


def test_what_neither_has_is_told_as_the_fault_that_it_is():
    site = Site()
    broken(site)

    got = get(cache_of(site, edition=Edition()), "/faq/other/")

    assert got.status == BROKEN
    assert got.body == b"no database"


@pytest.mark.parametrize("status", ["400 Bad Request", "404 Not Found", "429 Too Many Requests"])
def test_a_refusal_is_no_need(status):
    site = Site(status=status)

    assert get(cache_of(site, edition=Edition())).status == status


def test_no_other_method_and_nothing_of_staff_comes_from_the_edition():
    site = Site()
    broken(site)
    cache = cache_of(site, edition=Edition({("/admin/", ""): PRINTED, ("/faq/sore/", ""): PRINTED}))

    assert get(cache, method="POST").status == BROKEN
    assert get(cache, "/admin/").status == BROKEN
    assert get(cache, HTTP_COOKIE="sessionid=abc").status == BROKEN


@pytest.mark.parametrize(
    ("path", "body", "is_shown"),
    [
        ("/faq/sore/", PAGE, False),
        ("/faq/", PAGE + '<a href="/faq/sore/">Will I be sore?</a>', False),
        ("/print/4716", PAGE, False),
        ("/articles/", PAGE + "Page 4716", False),
        ("/faq/other/", PAGE, True),
    ],
)
def test_what_names_a_page_that_something_was_done_to_is_shown_no_more(path, body, is_shown):
    site = Site(body=body)
    cache = cache_of(site)
    get(cache, path)

    touch(cache, b"4716", b"/faq/sore/")
    broken(site)

    assert get(cache, path).status == ("200 OK" if is_shown else BROKEN)


def test_a_redirect_to_such_a_page_is_forgotten_too():
    site = Site(status="302 Found", headers=[("Location", "/faq/sore/")])
    cache = cache_of(site)
    get(cache, "/0528")

    touch(cache, b"/faq/sore/")
    broken(site)

    assert get(cache, "/0528").status == BROKEN
    assert len(cache.shelf) == 0


def test_what_was_made_after_something_was_done_to_a_page_may_name_it():
    site = Site(body=PAGE + "Page 4716 is gone.")
    cache = cache_of(site)
    touch(cache, b"4716")
    get(cache)

    broken(site)
    cache.watch.generation = 3

    assert "Page 4716 is gone." in get(cache).body.decode()


def test_what_is_kept_is_not_looked_through_when_something_was_done_to_a_page(monkeypatch):
    cache = cache_of(Site())
    get(cache)
    looked_through = []
    monkeypatch.setattr(Answer, "plain", lambda answer: looked_through.append(answer) or b"")

    touch(cache, b"4716")

    assert looked_through == []


def test_of_more_names_than_anybody_counts_everything_older_is_forgotten(monkeypatch):
    monkeypatch.setattr(kept, "MOST_NAMES", 1)
    site = Site()
    cache = cache_of(site)
    get(cache)

    touch(cache, b"4716")
    touch(cache, b"2008")
    broken(site)

    assert get(cache).status == BROKEN


def test_an_answer_that_was_on_its_way_when_a_page_was_withdrawn_is_not_kept_for_later():
    site = Site()
    cache = cache_of(site)

    def is_slow(environ, start_response):
        cache.watch.generation = 2
        cache.forget_naming([b"4716"])
        return site(environ, start_response)

    cache.application = is_slow
    get(cache)

    assert len(cache.shelf) == 0


def test_the_edition_is_told_what_to_forget():
    edition = Edition()
    cache = cache_of(Site(), edition=edition)

    cache.forget_naming([b"4716"])

    assert edition.forgotten == [[b"4716"]]


def test_web_servers_are_left_nothing_old_in_the_same_moment():
    edition = Edition()
    cache = cache_of(Site(), edition=edition)

    touch(cache)

    assert edition.retired == [2]


def test_the_watch_hands_on_what_was_touched_when_the_generation_is_another_one(monkeypatch):
    numbers, heard = iter([1, 1, 2]), []
    monkeypatch.setattr("clinic_site.pagecache.watching.current", lambda: next(numbers))
    watch = RealWatch(lambda: frozenset({b"4716"}), heard.append)

    for _look in range(3):
        watch.look()

    assert heard == [frozenset({b"4716"})] * 2


def test_the_stand_in_for_the_watch_has_what_the_real_one_has():
    assert {"generation", "is_silent", "start"} <= set(dir(RealWatch())) & set(dir(Watch()))
