"""How much the screens and buttons of staff ask the database: each waits for every one of these questions."""

import pytest
from django.contrib.admin.sites import AdminSite

from clinic_site.content import sending
from tests import builders
from tests.clinic_site.content.forms import FORM, TICKS, address, signed_in
from tests.clinic_site.content.lives import edited, submitted


@pytest.fixture
def page(clinic):
    page = builders.article(clinic["editor"], body="Rest for a day. Drink water.\n")
    builders.published(page, clinic)
    return edited(page, clinic["editor"], body="Rest for two days. Drink water.\n")


def test_saving_asks_little(clinic, page, django_assert_max_num_queries):
    browser = signed_in(clinic["editor"])
    form = FORM | {"title": page.title, "base_edit": page.edit, "body": "Rest.\n", "interval_months": ""}

    with django_assert_max_num_queries(16):
        assert browser.post(address(page, "change"), form).status_code == 302


def test_the_edit_screen_asks_little(clinic, page, django_assert_max_num_queries):
    browser = signed_in(clinic["editor"])

    with django_assert_max_num_queries(36):
        assert browser.get(address(page, "change")).status_code == 200


def test_the_review_screen_and_publishing_ask_little(clinic, page, django_assert_max_num_queries):
    revision = submitted(page, clinic)
    browser = signed_in(builders.person("reviewer", "publisher", name="Both"))

    with django_assert_max_num_queries(17):
        assert browser.get(address(page, "approve")).status_code == 200
    with django_assert_max_num_queries(50):
        sent = TICKS | {"seen": revision.digest, "_publish": "1"}
        assert browser.post(address(page, "approve"), sent).status_code == 302
    assert page.revisions.published().get().revision == revision.revision


def test_a_screen_without_the_list_of_apps_does_not_make_it(clinic, page, monkeypatch):
    def made(*_args):
        raise AssertionError("the list of apps was made")

    monkeypatch.setattr(AdminSite, "_build_app_dict", made)
    browser = signed_in(clinic["editor"])

    assert browser.get(address(page, "change")).status_code == 200
    with pytest.raises(AssertionError, match="list of apps"):
        browser.get("/admin/articles/")


def test_a_text_is_sent_once_a_person_may(clinic, page):
    """The button looks for a text that waits, as the verb does."""
    assert sending.primary(page, clinic["editor"], type(page)).name == "_send"

    submitted(page, clinic)

    assert sending.primary(page, clinic["editor"], type(page)) is None
