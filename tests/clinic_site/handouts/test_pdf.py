"""Paper as a file, as a browser gets it."""

from unittest import mock
from urllib.parse import quote

import pytest

from clinic_site.content.topic import Topic
from clinic_site.handouts import pdf_making
from clinic_site.images.models import add
from tests import builders
from tests.clinic_site.content.lives import edited, submitted
from tests.clinic_site.handouts import printed
from tests.clinic_site.handouts.pages import asked, merged, retired
from tests.clinic_site.images.pictures import jpeg

PAGE_NUMBERS = {"Page", "of", *map(str, range(1, 9))}
needs_pdf = pytest.mark.pdf
BODY = """## First part

Plain words [@Brady2014], see [how long it lasts](page:2024).

| What | How |
|---|---|
| heat | well |

### Further in

![Chairs by a window](image:chairs)

![](drawing:body-map)

:::same-day
:::
"""


@pytest.fixture
def not_installed():
    pdf_making.is_possible.cache_clear()
    with mock.patch.object(pdf_making, "missing", return_value=["weasyprint"]):
        yield
    pdf_making.is_possible.cache_clear()


@pytest.fixture
def linked(clinic):
    return asked(clinic, "linked", number="2024")


@pytest.fixture
def page(clinic, linked):
    builders.reference()
    add(jpeg((400, 200)), by=clinic["editor"], key="chairs", alt_choice="informative", alt="Chairs")
    return asked(clinic, "page", body=BODY, flags=["mentions-pregnancy"])


def address(*pages, size: str = "") -> str:
    return "/print/" + "-".join(page.number_id for page in pages) + ".pdf" + (f"?size={size}" if size else "")


def made(client, where: str):
    response = client.get(where)
    assert response.status_code == 200, (where, response.status_code, response.content[-2000:])
    assert response["Content-Type"] == "application/pdf"
    assert not response.cookies
    return printed.opened(response.content)


def paper_of(client, where: str) -> str:
    return client.get(where.replace(".pdf", "")).content.decode()


@needs_pdf
def test_it_opens_tagged_with_its_language_and_its_title(client, page):
    reader = made(client, address(page))

    root = reader.trailer["/Root"]
    assert root["/Lang"] == "en-GB"
    assert root["/MarkInfo"]["/Marked"]
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]
    assert "Question page?" in reader.metadata.title
    assert b"pdfuaid:part" in root["/Metadata"].get_data()


@needs_pdf
def test_its_headings_are_in_order_and_each_picture_has_its_words(client, page):
    found = printed.structure(made(client, address(page)))

    levels = [int(tag[1]) for tag, _alt in found if tag in {"H1", "H2", "H3", "H4"}]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert 3 in levels
    assert all(after - before <= 1 for before, after in zip(levels, levels[1:], strict=False))
    alternatives = [alt for tag, alt in found if tag == "Figure"]
    assert alternatives[0] == "Opens the same page as the address beside it"
    assert "Chairs by a window" in alternatives
    assert len(alternatives) == 3
    assert all(alternatives)
    assert {"Table", "TH", "TD", "L", "LI"} <= {tag for tag, _alt in found}


@needs_pdf
@pytest.mark.parametrize("size", ["", "large"])
def test_it_says_what_its_page_says_and_nothing_else(client, clinic, page, linked, size):
    handout = builders.handout(clinic["editor"], "for-today", items=[page.number_id, linked.number_id])
    builders.published(handout, clinic)

    for where in (address(page, size=size), address(page, linked, size=size), address(handout, size=size)):
        of_pdf = printed.words(made(client, where))
        of_page = printed.Seen(paper_of(client, where)).found
        assert [word for word in of_pdf if word not in {*of_page} | PAGE_NUMBERS] == []
        assert [word for word in of_page if word not in of_pdf] == []


@needs_pdf
def test_its_pictures_are_our_own(client, page):
    assert printed.pictures(made(client, address(page))) == 1


@needs_pdf
def test_its_code_is_thirty_millimetres_wide(client, page):
    left, _top, right, _bottom = printed.boxes(made(client, address(page)))[0]

    assert round((right - left) * 25.4 / 96) == 30


@needs_pdf
def test_bigger_print_is_a_file_of_its_own(client, clinic):
    page = asked(clinic, "long", body="Plain words.\n\n" * 60)

    normal, large = (client.get(address(page, size=size)) for size in ("", "large"))

    assert normal["Content-Disposition"] == f'inline; filename="{page.number_id}.pdf"'
    assert large["Content-Disposition"] == f'inline; filename="{page.number_id}-large.pdf"'
    assert len(printed.opened(large.content).pages) > len(printed.opened(normal.content).pages)


@needs_pdf
def test_it_is_not_for_search_engines_nor_for_stores_between(client, page):
    response = client.get(address(page))

    assert response["X-Robots-Tag"] == "noindex"
    assert response["Cache-Control"] == "no-store"


@needs_pdf
def test_a_changed_page_has_a_changed_pdf_at_once(client, clinic, page):
    made(client, address(page))
    builders.published(edited(page, clinic["editor"], short_answer="Another answer altogether."), clinic)

    assert "altogether" in printed.words(made(client, address(page)))


@needs_pdf
def test_a_topic_has_one(client, clinic, page):
    found = printed.words(made(client, address(Topic.objects.get(slug="after-treatment"))))

    assert "Further" not in found
    assert "sentence" in found


@needs_pdf
def test_other_ways_to_write_the_numbers_lead_to_the_one_way_in_the_same_print(client, page, linked):
    response = client.get(f"/print/{page.number_id}%20{linked.number_id}.pdf?size=large")

    assert (response.status_code, response["Location"]) == (302, address(page, linked, size="large"))


@needs_pdf
def test_a_page_that_is_gone_answers_like_its_paper(client, clinic, page, linked):
    third = asked(clinic, "third")
    merged(page, clinic, into=linked)
    retired(third, clinic, instead=linked)

    assert client.get(address(page))["Location"] == address(linked)
    assert client.get(address(third)).status_code == 410


@pytest.mark.parametrize("typed", ["1234", "abc", "<b>&", "0" * 10_000, "../../manage.py", "1234/5"])
def test_a_wrong_number_gets_no_file(client, clinic, typed):
    response = client.get("/print/" + quote(typed, safe="") + ".pdf")

    assert response.status_code == 404
    assert b"<b>" not in response.content


def test_a_draft_has_none(client, clinic):
    draft = builders.question(clinic["editor"], "draft")
    submitted(draft, clinic)

    assert client.get(address(draft)).status_code == 404


def test_without_what_makes_them_a_reader_is_led_to_paper_and_no_page_offers_one(client, page, linked, not_installed):
    for where in (address(page), address(page, linked)):
        response = client.get(where)
        assert response.status_code == 404
        assert f'href="{where.removesuffix(".pdf")}"' in response.content.decode()
    for where in (page.path, f"/h/{page.number_id}-{linked.number_id}", f"/print/{page.number_id}"):
        assert ".pdf" not in client.get(where).content.decode()


@needs_pdf
def test_pages_and_paper_offer_it(client, clinic, page, linked):
    both = f"{page.number_id}-{linked.number_id}"
    handout = builders.handout(clinic["editor"], "for-today", items=[page.number_id, linked.number_id])
    builders.published(handout, clinic)

    offers = {
        page.path: address(page),
        handout.path: address(handout),
        f"/h/{both}": f"/print/{both}.pdf",
        f"/print/{both}": f"/print/{both}.pdf",
        f"/print/{page.number_id}?size=large": address(page, size="large"),
    }

    for where, offered in offers.items():
        assert f'href="{offered}"' in client.get(where).content.decode(), where


@pytest.mark.parametrize(("fault", "again"), [(pdf_making.Busy(), True), (pdf_making.NotMade("too slow"), False)])
def test_when_none_can_be_made_a_reader_is_led_to_paper(client, page, caplog, fault, again):
    with (
        mock.patch("clinic_site.handouts.pdf.is_possible", return_value=True),
        mock.patch("clinic_site.handouts.pdf.pdf_of", side_effect=fault),
    ):
        response = client.get(address(page))

    assert response.status_code == 503
    assert f'href="/print/{page.number_id}"' in response.content.decode()
    assert ("Retry-After" in response) == again
    assert ("too slow" in caplog.text) != again


@pytest.mark.parametrize("many", [2, 4])
def test_it_costs_at_most_three_queries(client, clinic, django_assert_max_num_queries, many):
    pages = [asked(clinic, f"page-{place}") for place in range(many)]
    handout = builders.handout(clinic["editor"], "for-today", items=[page.number_id for page in pages])
    builders.published(handout, clinic)

    with (
        mock.patch("clinic_site.handouts.pdf.is_possible", return_value=True),
        mock.patch("clinic_site.handouts.pdf.pdf_of", return_value=b"%PDF"),
    ):
        for where in (address(*pages), address(handout)):
            with django_assert_max_num_queries(3):
                assert client.get(where).status_code == 200
