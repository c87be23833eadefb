"""Who says that nothing has to change has the page and its sources before them."""

import pytest

from clinic_site.references.models import ReferenceStatus, Standing
from tests import builders
from tests.clinic_site.content.forms import signed_in, text_of
from tests.clinic_site.content.lives import edited


@pytest.fixture
def page(clinic):
    builders.reference()
    page = builders.article(clinic["editor"], body="It can ache [@Brady2014].\n")
    builders.published(page, clinic)
    return page


def screen(clinic, page, name: str = "confirm/") -> str:
    return signed_in(clinic["reviewer"]).get(f"/admin/articles/article/{page.pk}/{name}").content.decode()


def test_the_page_its_dates_and_what_its_sources_found_are_shown(clinic, page):
    html = screen(clinic, page)

    assert f'src="/admin/articles/article/{page.pk}/revision/1/preview/"' in html
    assert "Last checked on" in html
    assert "The next check is due by" in html
    assert "Finding of Brady2014." in html
    assert html.index("Finding of Brady2014.") < html.index('name="note"')
    assert ">Confirm: nothing to change</button>" in html


def test_a_source_that_fell_is_marked(clinic, page):
    ReferenceStatus.objects.create(
        reference=builders.Reference.objects.get(), standing=Standing.RETRACTED, made_by=clinic["editor"]
    )

    html = screen(clinic, page)

    assert "Withdrawn by its publisher (retracted)." in html
    assert "cites a source that was retracted: Brady2014. Change the text" in html
    assert ">Confirm: nothing to change</button>" not in html


def test_the_public_text_is_not_called_a_draft(clinic, page):
    assert "Draft, not public" not in screen(clinic, page, "revision/1/preview/")
    assert "Draft, not public" in screen(clinic, page, "preview/")


def test_a_text_that_was_public_before_is_no_draft(clinic, page):
    builders.published(edited(page, clinic["editor"], body="Other words.\n"), clinic)

    shown = screen(clinic, page, "revision/1/preview/")

    assert "No longer public" in shown
    assert "Draft, not public" not in shown


def test_a_page_that_is_not_public_shows_nothing_to_confirm(clinic):
    draft = builders.article(clinic["editor"], "draft")

    answer = signed_in(clinic["reviewer"]).get(f"/admin/articles/article/{draft.pk}/confirm/")

    assert answer.status_code == 200
    assert "Its sources" not in text_of(answer)
