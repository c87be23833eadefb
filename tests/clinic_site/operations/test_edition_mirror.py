import pytest

from clinic_site.operations.edition_mirror import NotEmpty, write_mirror
from clinic_site.operations.manifest import MANIFEST
from tests.clinic_site.pagecache.editions import BODY, GONE, SORE, answer, edition, files, site

LEAFLET, LARGE = ("/print/2008", ""), ("/print/2008", "size=large")
NUMBER = ("/2008", "")


@pytest.fixture
def whole(tmp_path, settings, db):
    settings.STATICFILES_DIRS = []
    more = {
        ("/", ""): answer(),
        LEAFLET: answer("<p>On paper.</p>" * 20),
        LARGE: answer("<p>Large.</p>" * 20),
        NUMBER: answer("", "302 Found", ("Location", "/faq/sore/")),
    }
    return edition(tmp_path / "published", site() | more).last()


def pages(root) -> set[str]:
    return {name for name in files(root) if not name.startswith("static/") and name != MANIFEST}


def test_every_address_is_a_file_that_any_server_finds(whole, tmp_path):
    write_mirror(whole, tmp_path / "mirror", packed=False)

    assert pages(tmp_path / "mirror") == {
        "index.html", "faq/sore/index.html", "faq/gone/index.html", "faq/old/index.html", "2008/index.html",
        "print/2008/index.html",
    }  # fmt: skip
    assert (tmp_path / "mirror/faq/sore/index.html").read_text() == BODY
    assert "It is gone." in (tmp_path / "mirror/faq/gone/index.html").read_text()


@pytest.mark.parametrize("address", ["faq/old", "2008"])
def test_an_old_address_and_a_number_are_pages_that_lead_on_without_a_script(whole, tmp_path, address):
    write_mirror(whole, tmp_path / "mirror")

    page = (tmp_path / "mirror" / address / "index.html").read_text()
    assert '<a class="tall" href="/faq/sore/">Go to the page</a>' in page
    assert '<meta http-equiv="refresh" content="0; url=/faq/sore/">' in page
    assert "<script" not in page


def test_a_page_that_leads_on_names_the_clinic_and_the_ways_to_get_help(whole, clinic, tmp_path):
    write_mirror(whole, tmp_path / "mirror", packed=False)

    page = (tmp_path / "mirror/2008/index.html").read_text()
    assert page.count("<title>") == page.count('<meta name="robots" content="noindex">') == 1
    assert "Call us on 01632 960001" in page
    assert "<small>Example Clinic</small>" in page
    assert 'href="/unwell/"' in page
    assert 'href="#' not in page


def test_packed_copies_lie_beside_the_pages(whole, tmp_path):
    write_mirror(whole, tmp_path / "mirror")

    assert {"index.html", "index.html.br", "index.html.gz"} <= pages(tmp_path / "mirror")


def test_a_second_mirror_writes_only_what_changed_and_takes_away_what_has_gone(whole, tmp_path, settings):
    root = tmp_path / "mirror"
    first = write_mirror(whole, root, packed=False)
    (root / "put-there-by-hand.txt").write_text("kept")
    now = {SORE: answer("<p>New.</p>"), GONE: site()[GONE]}

    second = write_mirror(edition(tmp_path / "published", now, generation=2).last(), root, packed=False)

    assert (first["same"], first["removed"]) == (0, 0)
    assert (second["written"], second["removed"]) == (1, 4)
    assert pages(root) == {"faq/sore/index.html", "faq/gone/index.html", "put-there-by-hand.txt"}


def test_a_folder_with_anything_else_in_it_is_refused(whole, tmp_path):
    (tmp_path / "letters").mkdir()
    (tmp_path / "letters/letter.txt").write_text("Dear all")

    with pytest.raises(NotEmpty):
        write_mirror(whole, tmp_path / "letters")

    assert files(tmp_path / "letters") == {"letter.txt": b"Dear all"}


def test_style_sheets_of_pages_are_in_it_and_those_of_staff_are_not(tmp_path, db):
    whole = edition(tmp_path / "published").last()

    write_mirror(whole, tmp_path / "mirror", packed=False)

    assert (tmp_path / "mirror/static/css/base.css").is_file()
    assert not (tmp_path / "mirror/static/admin").exists()
