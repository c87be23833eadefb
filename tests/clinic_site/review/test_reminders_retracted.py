"""Letters about pages that print a source which was retracted."""

import pytest

from clinic_site.content import evidence
from clinic_site.letters.models import Letter
from clinic_site.references.models import Reference
from clinic_site.review import reminders_retracted
from tests import builders
from tests.clinic_site.review.days import looked_after


def mark(staff: dict, key: str, standing: str = "retracted", by: str = "editor") -> None:
    evidence.mark(Reference.objects.get(key=key), by=staff[by], standing=standing, note="The journal says so.")


def told() -> list[tuple[str, str]]:
    reminders_retracted.write_due()
    return sorted((one.to.name, one.text.splitlines()[0]) for one in Letter.objects.select_related("to"))


@pytest.fixture
def page(clinic):
    for key in ("Brady2014", "Other2015"):
        builders.reference(key)
    body = "It can ache [@Brady2014], and it can bruise [@Other2015].\n"
    return looked_after(builders.article(clinic["editor"], "aching", body=body), clinic)


def test_each_source_is_named_to_everyone_who_looks_after_the_page_once(clinic, page):
    mark(clinic, "Brady2014")
    mark(clinic, "Other2015")

    told()

    assert told() == [
        (
            who,
            f"“Title of aching” ({page.number_id}) cites {key}, which was retracted. Readers are told so on the page.",
        )
        for who in ("Editor", "Owner", "Reviewer")
        for key in ("Brady2014", "Other2015")
    ]
    assert "announced here: The journal says so." in Letter.objects.first().text


def test_a_source_retracted_once_more_is_told_once_more(clinic, page):
    mark(clinic, "Brady2014")
    first = len(told())
    mark(clinic, "Brady2014", "current", by="owner")
    assert len(told()) == first

    mark(clinic, "Brady2014")

    assert len(told()) == 2 * first


def test_without_a_retracted_source_nobody_is_told(clinic, page):
    assert told() == []
