"""A signed rule decides where a disclaimer goes; a page that requires one gets it whatever the rule says."""

import re

import pytest

from clinic_site.content import publishing, workflow
from clinic_site.content.parts import Facts
from clinic_site.disclaimers.models import Disclaimer
from clinic_site.disclaimers.provider import applies
from tests import builders
from tests.clinic_site.content.lives import edited, submitted

PAGE = Facts(kind="article", topics=("after-treatment",), flags=("mentions-pregnancy",), required=("chest-area",))
OTHER = Facts(kind="question", topics=("on-the-day",))
ABOUT_ITSELF = Facts(kind="disclaimer")


def row(rule: str, value: str = "", key: str = "some-words") -> dict:
    return {"key": key, "applies_to": rule, "applies_value": value}


@pytest.mark.parametrize(
    ("rule", "value", "on_page", "on_other"),
    [
        ("everywhere", "", True, True),
        ("kind", "article", True, False),
        ("topic", "after-treatment", True, False),
        ("flag", "mentions-pregnancy", True, False),
        ("placed", "", False, False),
    ],
)
def test_a_rule_says_which_pages(rule: str, value: str, on_page: bool, on_other: bool):
    assert (applies(row(rule, value), PAGE), applies(row(rule, value), OTHER)) == (on_page, on_other)


@pytest.mark.parametrize("rule", ["kind", "topic", "flag", "placed"])
def test_a_required_one_goes_with_the_page_whatever_its_rule_says(rule: str):
    assert applies(row(rule, "something-else", "chest-area"), PAGE)


def test_a_disclaimer_carries_only_what_stands_everywhere():
    assert [applies(row(rule, "disclaimer"), ABOUT_ITSELF) for rule in ("everywhere", "kind", "placed")] == [
        True, False, False,
    ]  # fmt: skip


@pytest.fixture
def page(clinic):
    page = builders.article(clinic["editor"])
    builders.published(page, clinic)
    return page


def parts_of(client, path: str) -> set[str]:
    return set(re.findall(r'data-part="([a-z-]+)"', client.get(path).content.decode()))


def test_a_disclaimer_reaches_pages_when_it_is_published_and_not_before(clinic, client, page):
    new = builders.disclaimer(clinic["editor"], "student-clinic", applies_to="topic", applies_value="after-treatment")
    submitted(new, clinic)
    assert "student-clinic" not in parts_of(client, page.path)

    publishing.publish(workflow.approve(new.revisions.get(), by=clinic["reviewer"]), by=clinic["publisher"])

    assert "student-clinic" in parts_of(client, page.path)


def test_a_rule_on_the_desk_is_not_in_force(clinic, client, page):
    new = builders.disclaimer(clinic["editor"], "student-clinic", applies_to="kind", applies_value="question")
    builders.published(new, clinic)

    edited(new, clinic["editor"], applies_value="article")

    assert "student-clinic" not in parts_of(client, page.path)


def test_a_footer_shows_the_short_form(clinic, client, page):
    text = client.get(page.path).content.decode()
    footer = text[text.index("<footer") :]

    assert "Short form of general-information." in footer
    assert "words of general-information" not in footer


def test_the_list_of_disclaimers_shows_signed_words_only(clinic, client):
    edited(Disclaimer.objects.get(slug="pregnancy"), clinic["editor"], title="A new title")

    text = client.get("/disclaimers/").content.decode()

    assert "Title of pregnancy" in text
    assert "A new title" not in text
