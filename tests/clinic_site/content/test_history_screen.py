"""One line for each revision and each check; any two revisions side by side."""

import re

import pytest

from clinic_site.content import publishing, workflow
from clinic_site.content.ages import ages_of
from tests import builders
from tests.clinic_site.content.forms import address, signed_in, text_of
from tests.clinic_site.content.lives import edited, submitted, withdrawn

TAG = re.compile(r"<[^>]+>")


def screen(person, page, name: str = "history") -> str:
    return text_of(signed_in(person).get(address(page, name) if "?" not in name else f"{address(page, '')[:-1]}{name}"))


def rows(html: str) -> list[str]:
    table = html[html.index("<tbody>") : html.index("</tbody>")]
    return [" ".join(TAG.sub(" ", row).split()) for row in table.split("<tr")[1:]]


def page_with_a_past(clinic):
    """A first text, a small fix, a text that was returned, a check, an undo."""
    page = builders.article(clinic["editor"], body="Rest for 24 hours, a litle.\n")
    builders.published(page, clinic)
    page = edited(page, clinic["editor"], body="Rest for 24 hours, a little.\n")
    builders.published(page, clinic, note="A slip.", kind="minor")
    workflow.return_(
        submitted(edited(page, clinic["editor"], body="Rest.\n"), clinic), by=clinic["reviewer"], note="No."
    )
    workflow.confirm(page.revisions.published().get(), by=clinic["reviewer"], note="Brady 2014.")
    publishing.undo(page, by=clinic["publisher"], note="Wrong page.")
    return page


def test_each_revision_and_each_check_has_a_line(clinic):
    page = page_with_a_past(clinic)

    found = rows(screen(clinic["editor"], page))

    assert [re.search(r"Undone|Checked: nothing to change|Small fix|Change of meaning", row)[0] for row in found] == [
        "Undone", "Checked: nothing to change", "Change of meaning", "Small fix", "Change of meaning",
    ]  # fmt: skip
    assert "Brady 2014." in found[1]
    assert "of revision 2" in found[1]
    assert "Changes asked by Reviewer" in found[2]
    assert "A slip." in found[3]
    assert "Reviewer (a physiotherapist)" in found[4]


def test_a_page_that_was_retired_says_so_in_a_line(clinic):
    other = builders.question(clinic["editor"])
    builders.published(other, clinic)
    page = builders.article(clinic["editor"])
    withdrawn(builders.published(page, clinic), clinic, other, note="Nobody asked.")

    found = rows(screen(clinic["editor"], page))

    assert "Retired" in found[0]
    assert "Nobody asked." in found[0]


def test_each_revision_tells_how_hard_it_was_to_read(clinic):
    page = builders.article(
        clinic["editor"], body="Several people experience considerable tenderness after treatment of a muscle.\n"
    )
    builders.published(page, clinic)
    builders.published(edited(page, clinic["editor"], body="We help you. You can rest. It is fine.\n"), clinic)

    ages = ages_of(page, page.revisions.all())

    assert ages[1] != ages[2]
    assert all(age in row for age, row in zip((ages[2], ages[1]), rows(screen(clinic["editor"], page)), strict=True))


def test_a_reading_age_is_worked_out_once(clinic, django_assert_num_queries):
    page = builders.article(clinic["editor"])
    builders.published(page, clinic)
    revisions = list(page.revisions.all())

    first = ages_of(page, revisions)

    with django_assert_num_queries(0):
        assert ages_of(page, revisions) == first


def test_any_two_revisions_are_compared_the_older_first(clinic):
    page = builders.article(clinic["editor"], body="Rest for 24 hours.\n")
    builders.published(page, clinic)
    builders.published(edited(page, clinic["editor"], body="Rest for 36 hours.\n"), clinic)
    builders.published(edited(page, clinic["editor"], body="Rest for 48 hours.\n"), clinic)

    forth, back = (screen(clinic["editor"], page, f"compare/?{pick}") for pick in ("old=1&new=3", "old=3&new=1"))

    said = " ".join(TAG.sub(" ", forth).split())
    assert "Rest for [removed: 24 ] [added: 48 ] hours." in said
    assert "Text: [removed: 24 hours ] → [added: 48 hours ]" in said
    assert said == " ".join(TAG.sub(" ", back).split())


@pytest.mark.parametrize(
    ("pick", "status"),
    [("", 200), ("old=1", 200), ("old=1&new=1", 200), ("old=x&new=\x01", 200), ("old=1&new=9", 404),
     ("old=99999999999999999999&new=1", 200), ("old=٣&new=1", 200)],
)  # fmt: skip
def test_a_pick_that_is_no_pair_is_told_kindly(clinic, pick: str, status: int):
    page = builders.article(clinic["editor"])
    builders.published(page, clinic)

    response = signed_in(clinic["editor"]).get(f"{address(page, 'compare')}?{pick}")

    assert response.status_code == status
    if status == 200:
        assert "Pick two different revisions" in text_of(response)


def test_one_revision_is_not_offered_for_comparing(clinic):
    page = builders.article(clinic["editor"])
    builders.published(page, clinic)

    assert "Compare the two" not in screen(clinic["editor"], page)


def many(page, clinic, times: int) -> None:
    for _time in range(times):
        builders.published(edited(page, clinic["editor"]), clinic)


@pytest.mark.parametrize("name", ["history", "compare/?old=1&new=2", "revision/2"])
def test_the_number_of_queries_does_not_grow_and_stays_small(clinic, name: str, django_assert_max_num_queries):
    page = builders.article(clinic["editor"], topics=["after-treatment"])
    builders.published(page, clinic)
    many(page, clinic, 1)
    browser, where = signed_in(clinic["reviewer"]), address(page, "x").removesuffix("x/") + name
    where += "" if "?" in where else "/"

    counts = []
    for more in (0, 3):
        many(page, clinic, more)
        with django_assert_max_num_queries(12) as captured:
            assert browser.get(where).status_code == 200
        counts.append(len(captured))

    assert counts[1] <= counts[0]
