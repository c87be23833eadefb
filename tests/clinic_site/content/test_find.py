"""From a number, a title or a pasted address to the edit screen, or to a list when more than one page fits."""

import pytest

from clinic_site.content import publishing
from tests import builders
from tests.clinic_site.content.forms import signed_in, text_of


def asked(person, words: str):
    return signed_in(person).get("/admin/find/", {"q": words})


@pytest.fixture
def page(clinic):
    return builders.article(clinic["editor"], "swelling", title="Swelling of the arm")


@pytest.mark.parametrize(
    "words",
    [
        "{number}", " {spaced} ", "page {number}", "Swelling of the arm", "swelling", "arm swelling",
        "/articles/swelling/", "https://guide.example.org/articles/swelling/", "guide.example.org/articles/swelling",
        "/{number}", "https://guide.example.org/articles/swelling/?x=1#h-part", "articles/swelling",
    ],
)  # fmt: skip
def test_one_page_is_opened_at_once(clinic, page, words: str):
    number = page.number_id

    answer = asked(clinic["editor"], words.format(number=number, spaced=f"{number[:2]} {number[2:]}"))

    assert answer.status_code == 302
    assert answer["Location"] == f"/admin/articles/article/{page.pk}/change/"


def test_an_old_address_leads_to_its_page(clinic, page):
    builders.published(page, clinic)
    publishing.move(page, by=clinic["publisher"], slug="swollen-arm")

    assert asked(clinic["editor"], "/articles/swelling/")["Location"].endswith(f"/{page.pk}/change/")


def test_several_pages_are_listed_and_an_exact_title_wins(clinic, page):
    builders.article(clinic["editor"], "other", title="Swelling of the leg")

    listed = text_of(asked(clinic["editor"], "Swelling of"))

    assert "Swelling of the arm" in listed
    assert "Swelling of the leg" in listed
    assert asked(clinic["editor"], "swelling of the ARM").status_code == 302


ODD = ["%", "/", "//", "https://", "//[guide.example]/faq/", "[a.b](/c/)", "http://[::1/"]


@pytest.mark.parametrize("words", ["", "9999", "nothing of the kind", "/articles/none/", *ODD])
def test_nothing_found_says_what_to_try(clinic, page, words: str):
    assert asked(clinic["editor"], words).status_code == 200


def test_a_standing_page_is_found_by_its_address(clinic):
    unwell = builders.article(clinic["editor"], "unwell")

    assert asked(clinic["editor"], "/unwell/")["Location"].endswith(f"/{unwell.pk}/change/")


def test_the_second_button_leads_straight_to_retiring(clinic, page):
    builders.article(clinic["editor"], "other", title="Swelling of the leg")
    staff = signed_in(clinic["publisher"])

    answer = staff.get("/admin/find/", {"q": page.number_id, "retire": "1"})
    listed = staff.get("/admin/find/", {"q": "Swelling of", "retire": "1"})

    assert answer["Location"] == f"/admin/articles/article/{page.pk}/withdraw/"
    assert f'href="/admin/articles/article/{page.pk}/withdraw/"' in listed.content.decode()
    assert 'name="retire"' in listed.content.decode()


def test_who_may_not_retire_is_not_offered_it_and_only_meets_the_page(clinic, page):
    staff = signed_in(clinic["editor"])

    assert 'name="retire"' not in staff.get("/admin/find/", {"q": "nothing of the kind"}).content.decode()
    assert staff.get("/admin/find/", {"q": "swelling", "retire": "1"})["Location"].endswith(f"/{page.pk}/change/")


def test_outsiders_are_asked_to_sign_in(clinic, page, client):
    assert client.get("/admin/find/", {"q": "swelling"}).status_code == 302
    assert "login" in client.get("/admin/find/", {"q": "swelling"})["Location"]
