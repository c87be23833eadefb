"""The real site written as files: everything that is public, in the bytes that Django gives, and nothing else."""

import re
from html import unescape
from urllib.parse import urlsplit

import brotli
import pytest
from django.utils import timezone

from articles.models import STANDING
from clinic_site.content import listing, remembered
from clinic_site.content.tombstone import Tombstone
from clinic_site.content.touched import Touched
from clinic_site.images.models import Image, add
from clinic_site.numbers.models import take
from clinic_site.operations import edition as published
from clinic_site.pagecache.edition import Edition
from clinic_site.pagecache.press import Press
from clinic_site.pagecache.serving import PageCache
from clinic_site.redirects.models import record
from faq.models import Question
from tests import builders
from tests.architecture.addresses import PUBLIC, routes
from tests.architecture.at_rest import at_rest
from tests.architecture.test_draft_leak import LEAK, secretive
from tests.architecture.test_draft_leak import PUBLIC as PUBLIC_WORD
from tests.clinic_site.content.lives import edited, withdrawn
from tests.clinic_site.images.pictures import jpeg
from tests.clinic_site.operations.test_living_addresses import life_of_pages
from tests.clinic_site.pagecache.editions import CountedSite, Watch, edition, files
from tests.clinic_site.pagecache.whole import whole_site

__all__ = ["secretive"]
SITE = "http://guide.example"
LINK = re.compile(r'(?:href|src|content|action)="((?:http://guide\.example)?/[^"#]*)')
UNFILLED = re.compile(r"<template>.*?</template>", re.DOTALL)  # what a script fills in leads nowhere yet
# Bundles are what one person was given: there is no end of them.
BUNDLE = re.compile(r"/(?:[hH]|show|print)/[0-9]+-")
ELSEWHERE = re.compile(r"/(?:static|search|feedback|admin)/|/show/$|.*\.pdf")


def press_at(settings, tmp_path, cache) -> Press:
    settings.SITE_ADDRESS, settings.STATIC_ROOT = SITE, tmp_path
    cache.edition = Edition(tmp_path / "published")
    return Press(cache, cache.edition, published.Published(), SITE)


@pytest.fixture
def press(clinic, settings, tmp_path):
    with whole_site(settings) as cache:
        yield press_at(settings, tmp_path, cache)


def looked(press: Press) -> bool:
    with at_rest():
        return press.look()


def asked(client, place):
    path, query = place[0].encode("latin-1").decode(), place[1]
    return client.get(path + (f"?{query}" if query else ""), headers={"host": "guide.example"})


def unlike(press: Press, client) -> list[str]:
    """Addresses at which the edition says anything else than Django does."""
    found = []
    with at_rest():
        answers = {place: asked(client, place) for place in press.edition.last().entries}
    for place, response in answers.items():
        answer = press.edition.answer(*place)
        says = (answer.status[:3], answer.bodies[""], dict(answer.headers[""]).get("Location"))
        if says != (str(response.status_code), response.content, response.get("Location")):
            found.append(f"{place} {says[0]} {response.status_code}")
        if "br" in answer.bodies and brotli.decompress(answer.bodies["br"]) != answer.bodies[""]:
            found.append(f"{place} is packed wrongly")
    return found


def left_out(press: Press) -> set[str]:
    """What a page of the edition links to and the edition hasn't got."""
    entries = press.edition.last().entries
    linked = set()
    for place, entry in entries.items():
        if entry.file and "text/html" in dict(entry.shared).get("Content-Type", ""):
            html = UNFILLED.sub("", press.edition.answer(*place).bodies[""].decode())
            linked |= {unescape(link).removeprefix(SITE) or "/" for link in LINK.findall(html)}
    parts = [urlsplit(link) for link in linked]
    places = {(part.path, part.query) for part in parts if not ELSEWHERE.match(part.path)}
    assert len(places) > 20
    return {path for path, query in places - set(entries) if query in {"", "answers=1", "size=large"}
            and not BUNDLE.match(path)}  # fmt: skip


def test_each_public_route_is_in_it_or_left_out_on_purpose():
    decided = [
        *published.ALONE,
        *published.FILLED,
        *published.LEFT_OUT,
        *(key for key in STANDING if key != "evidence"),
    ]

    assert len(decided) == len(set(decided))
    assert set(decided) == {name for name, route in routes() if not route.startswith("admin/")}
    assert set(PUBLIC.split()) <= set(decided)


def test_whatever_was_printed_or_public_is_in_it_byte_for_byte(press, clinic, client):
    printed = life_of_pages(clinic)
    shown, waiting = (picture(clinic, key, width) for key, width in (("shown", 60), ("waiting", 80)))
    builders.published(builders.article(clinic["editor"], body="![](image:shown)\n"), clinic)
    lost = tombstone("question", "lost")
    for path, number in (("/faq/lost/", lost), ("/faq/../odd//", printed.kept), ("/faq/naïve/", printed.kept)):
        record(path, number)
    remembered.forget()

    assert looked(press)

    places = set(press.edition.last().entries)
    wanted = {(part.path, part.query) for part in map(urlsplit, printed.addresses) if not BUNDLE.match(part.path)}
    assert wanted - places == {(f"/h/{number}", "") for number in printed_numbers(wanted)} & wanted
    assert status(press, "/faq/lost/") == status(press, "/faq/gone/") == "410"
    assert status(press, f"/{lost}") == status(press, f"/{printed.gone}") == "302"
    assert status(press, "/faq/moved/") == status(press, "/faq/naïve/") == "301"
    assert ("/faq/../odd//", "") not in places, "no file can have that address"
    named = " ".join(path for path, _query in places)
    assert shown.digest in named
    assert waiting.digest not in named
    assert shown.square not in named
    assert unlike(press, client) == []
    assert left_out(press) == set()


def test_each_part_of_a_long_list_is_in_it(press, clinic, monkeypatch):
    monkeypatch.setattr(listing, "MOST", 2)
    monkeypatch.setattr(listing, "IN_A_DOCUMENT", 3)
    questions = [builders.published(builders.question(clinic["editor"], f"q{n}"), clinic).page for n in range(5)]

    assert looked(press)

    second, last = (f"/faq/after/{questions[place].number_id}/" for place in (1, 3))
    assert status(press, second) == status(press, last) == "200"
    assert status(press, "/sitemap/after/start.xml") == "200"
    assert left_out(press) == set()


def picture(clinic, key: str, width: int) -> Image:
    return add(jpeg((width, 30)), by=clinic["editor"], key=key, alt_choice="informative", alt="A waiting room")


def tombstone(kind: str, slug: str) -> str:
    """The number of a page that was gone before this site was set up."""
    row = Tombstone.objects.create(
        number=take(""), kind=kind, slug=slug, heading="Lost?", withdrawal="mistake", withdrawn_at=timezone.now()
    )
    return row.number_id


def status(press: Press, path: str) -> str:
    return press.edition.answer(path.encode().decode("latin-1"), "").status[:3]


def printed_numbers(places) -> set[str]:
    return {path.strip("/") for path, _query in places if path.strip("/").isdecimal()}


def test_of_a_withdrawn_page_nothing_is_left_at_once_and_then_the_reason(press, clinic):
    builders.published(builders.question(clinic["editor"], "kept", question="Is this kept?"), clinic)
    page = builders.question(clinic["editor"], "sore", question="How sore will I be?")
    revision = builders.published(page, clinic)
    looked(press)
    touched, before = Touched(press.edition.mark()), press.edition.last().folder
    assert b"How sore" in press.edition.answer(page.path, "").bodies[""]

    withdrawn(revision, clinic, Question.objects.get(slug="kept"))
    press.edition.forget_naming(touched())

    assert [place for place in press.edition.last().entries if says(press, place, b"How sore will I be?")] == []
    assert press.edition.answer(page.path, "") is None
    assert press.edition.answer("/", "") is None
    assert press.edition.answer("/privacy/", "")

    assert looked(press)
    assert status(press, page.path) == "410"
    left = files(before)
    assert "pages/privacy/index.html" in left
    assert [name for name, body in left.items() if b"How sore will I be?" in body and name != "index.jsonl"] == []


def says(press: Press, place, words: bytes) -> bool:
    answer = press.edition.answer(*place)
    return answer is not None and words in answer.bodies[""]


def test_of_what_changed_only_that_is_written_anew(press, clinic):
    builders.published(builders.article(clinic["editor"]), clinic)
    pages = [builders.question(clinic["editor"], name) for name in ("first", "second")]
    for page in pages:
        builders.published(page, clinic)
    looked(press)
    before = inodes(press)

    page = pages[0]
    page.refresh_from_db()
    builders.published(edited(page, clinic["editor"], short_answer="It hurts for a day at most."), clinic)
    looked(press)

    after = inodes(press)
    assert after["pages/faq/first/index.html"] != before["pages/faq/first/index.html"]
    for kept in ("pages/faq/second/index.html", "pages/privacy/index.html", f"large/print/{pages[1].number_id}"):
        assert after[kept] == before[kept]

    builders.profile(clinic["owner"], clinic_name="Another name")
    looked(press)

    pictures = [name for name in after if "/social/" in name]
    assert [name for name in pictures if name in inodes(press) and inodes(press)[name] == after[name]] == []


def inodes(press: Press) -> dict[str, int]:
    current = press.edition.root / "current"
    return {name: (current / name).stat().st_ino for name in files(current)}


def test_no_word_that_nobody_signed_is_in_any_file(secretive, settings, tmp_path):
    with whole_site(settings) as cache:
        press = press_at(settings, tmp_path / "leak", cache)
        assert looked(press)

    found = files(press.edition.root / "current")
    leaks = {name: LEAK.search(body.decode("utf-8", "replace")) for name, body in found.items()}
    assert {name: hit[0] for name, hit in leaks.items() if hit} == {}
    assert len(found) > 200
    assert b"".join(body for name, body in found.items() if name.endswith(".html")).count(PUBLIC_WORD.encode()) > 3


def test_the_letters_of_the_program_change_with_a_setting_that_answers_hold(settings):
    before = published.program()
    assert published.program() == before
    assert re.fullmatch("[0-9a-f]{12}", before)

    settings.SITE_ADDRESS = "https://other.example"

    assert published.program() != before


def test_what_python_compiles_while_a_site_runs_is_the_same_program(settings, tmp_path):
    settings.BASE_DIR = tmp_path
    (tmp_path / "clinic_site").mkdir()
    (tmp_path / "clinic_site" / "page.py").write_text("1")
    before = published.program()

    compiled = tmp_path / "clinic_site" / "__pycache__"
    compiled.mkdir()
    (compiled / "page.cpython-311.pyc").write_bytes(b"1")
    assert published.program() == before

    (tmp_path / "clinic_site" / "page.py").write_text("1 + 1")
    assert published.program() != before


def test_what_is_taken_down_is_what_was_published_and_nothing_else(settings, tmp_path):
    settings.DATA_DIR = tmp_path
    folder = tmp_path / "published"
    kept = folder / "backups" / "guide.sealed"
    for path in (kept, folder / "editions" / "9-abc" / "index.jsonl", folder / "500.html"):
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch()
    for link in ("last", "current"):
        (folder / link).symlink_to("editions/9-abc")

    published.take_down()

    assert list(folder.iterdir()) == [kept.parent]
    assert kept.is_file()


def test_where_nothing_was_published_there_is_nothing_to_take_down(settings, tmp_path):
    settings.DATA_DIR = tmp_path

    published.take_down()

    (tmp_path / "published").touch()
    published.take_down()
    assert (tmp_path / "published").is_file(), "the doctor names it"


@pytest.mark.django_db
def test_a_site_starts_with_a_damaged_edition_and_has_the_next_written(settings, tmp_path, monkeypatch):
    settings.DATA_DIR, settings.EDITION = tmp_path, "files"
    edition(tmp_path / "published")
    (tmp_path / "published" / "last" / "index.jsonl").write_text("{")
    monkeypatch.setattr(published.Follower, "start", lambda follower: None)
    cache = PageCache(CountedSite(), watch=Watch())

    follower = published.attach(cache)

    assert follower.edition.name() is None
    assert not (tmp_path / "published" / "current").exists()
