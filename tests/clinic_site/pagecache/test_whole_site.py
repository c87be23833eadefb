"""The real site behind the cache: the same bytes, and never a word longer than it is signed."""

import pytest

from clinic_site.counts.batch import flush
from clinic_site.counts.models import Reading
from clinic_site.generation.models import move
from tests import builders
from tests.architecture.at_rest import at_rest
from tests.clinic_site.content.lives import edited, withdrawn
from tests.clinic_site.pagecache.whole import Counting, asked, whole_site


@pytest.fixture
def site(clinic, settings, tmp_path):
    settings.STATIC_ROOT = tmp_path
    with whole_site(settings) as site:
        yield site


@pytest.fixture
def page(clinic):
    page = builders.question(clinic["editor"], "how-sore", question="How sore will I be?")
    builders.published(page, clinic)
    return page


def test_the_bytes_are_those_that_django_gives(site, page, clinic, client):
    builders.published(builders.article(clinic["editor"]), clinic)  # an empty feed bears the time of day
    addresses = ("/", page.path, "/faq/", "/unwell/", "/sitemap.xml", "/feeds/articles.xml", "/api/pages.json")

    kept = {address: [asked(site, address).body for _time in range(2)][1] for address in addresses}

    assert len(site.application.asked) == len(addresses)
    for address, body in kept.items():
        assert body == client.get(address, headers={"host": "guide.example"}, secure=True).content


def test_a_new_text_is_read_by_the_next_reader_and_its_draft_by_none(site, page, clinic):
    asked(site, page.path)
    edited(page, clinic["editor"], short_answer="Only a draft says this.")
    assert b"Only a draft" not in asked(site, page.path).body

    builders.published(page, clinic)

    assert b"Only a draft says this." in asked(site, page.path).body


def test_what_was_withdrawn_is_gone_for_the_next_reader_at_every_address(site, page, clinic):
    other = builders.published(builders.question(clinic["editor"], "other"), clinic).page
    addresses = (
        page.path,
        f"/{page.number_id}",
        "/faq/",
        f"/print/{page.number_id}",
        "/api/pages.json",
        "/sitemap.xml",
    )
    for address in addresses:
        asked(site, address)

    withdrawn(page.revisions.get(), clinic, other)

    assert asked(site, page.path).status.startswith("410")
    assert not [address for address in addresses[2:] if b"How sore will I be?" in asked(site, address).body
                and address not in (f"/print/{page.number_id}",)]  # fmt: skip


def test_a_retired_address_and_a_number_are_kept_as_they_answer(site, page, clinic):
    first, second = asked(site, f"/{page.number_id}"), asked(site, f"/{page.number_id}")

    assert first.status == second.status == "302 Found"
    assert second.headers["location"] == page.path
    assert second.headers["cache-control"] == "no-store"
    assert len(site.application.asked) == 1


def test_readers_of_kept_pages_are_counted_like_the_others(site, page):
    for _reader in range(3):
        asked(site, page.path)
    flush()

    assert Reading.objects.get(number=page.number_id).count == 3


def test_a_wrong_host_is_refused_and_never_kept(site, page):
    got = asked(site, page.path, HTTP_HOST="evil.example")

    assert got.status.startswith("400")
    assert len(site.shelf) == 0


def test_thousands_of_wrong_addresses_leave_nothing(site):
    with at_rest():
        for number in range(300):
            assert asked(site, f"/nothing-{number}/").status.startswith("404")

    assert len(site.shelf) == 0


def test_nothing_that_a_person_typed_beside_a_number_stays_in_memory(site, page):
    number = page.number_id
    for name in ("aurelia", "Aurelia Zimmertal", "born 1957", "07700900461"):
        for joint in ("-", " ", "."):
            typed = f"{number}{joint}{name}"
            for address in (f"/h/{typed}", f"/h/{typed}/", f"/H/{typed}", f"/print/{typed}", f"/show/{typed}/",
                            f"/{typed}", f"/{typed}/qr.svg", f"/faq/{name}", f"/api/pages/{typed}.json"):  # fmt: skip
                asked(site, address)

    assert len(site.shelf) == 0


def test_a_redirect_to_the_safe_address_is_made_each_time(site, page, settings):
    settings.SECURE_SSL_REDIRECT = True
    site.application = Counting()

    for name in ("aurelia", "zimmertal"):
        got = asked(site, f"/{name}/", **{"wsgi.url_scheme": "http", "HTTP_X_FORWARDED_PROTO": "https"})
        assert got.headers["location"] == f"https://guide.example/{name}/"

    assert len(site.shelf) == 0


def test_staff_are_never_answered_from_memory(site, page):
    for _time in range(2):
        assert asked(site, "/admin/").status.startswith("302")

    assert len(site.shelf) == 0


def test_a_page_is_kept_again_after_each_move(site, page):
    for _time in range(3):
        move()
        asked(site, page.path)
        asked(site, page.path)

    assert len(site.application.asked) == 3
    assert len(site.shelf) == 1
