import pytest

from clinic_site.content import publishing, workflow
from clinic_site.content.compare import clinical_reasons, lines, words
from tests import builders
from tests.clinic_site.content.lives import edited, refused

OLD = """## After the visit

Rest for 2 days and come back after 10 sessions. Do not run; walk slowly. Half of the people feel sore for a day.
Read [more about it](page:2024) and the source [@Brady]. Call {{phone}} or <https://example.org>.

::: note
Drink water.
:::
"""
# What changes -> the change. Each one alters, adds, drops or moves something a reader could come to harm by.
NEVER_MINOR = {
    "a number": ("for 2 days", "for 3 days"),
    "a number gone": ("after 10 sessions", "after sessions"),
    "two numbers that change places": ("2 days and come back after 10", "10 days and come back after 2"),
    "what a number counts": ("2 days and come back after 10 sessions", "2 sessions and come back after 10 days"),
    "a number word": ("Half of", "Third of"),
    "a unit": ("2 days", "2 weeks"),
    "a percent sign": ("10 sessions", "10% sessions"),
    "a not that goes": ("Do not run", "Do run"),
    "a not that moves": ("Do not run; walk slowly", "Do run; do not walk slowly"),
    "a not that is joined": ("Do not run", "Don't run"),
    "an only": ("walk slowly", "only walk slowly"),
    "a stop": ("walk slowly", "stop slowly"),
    "where a link leads": ("page:2024", "page:2035"),
    "a link that goes": ("[more about it](page:2024)", "more about it"),
    "a picture": ("Drink water.", "![Water](image:water) Drink water."),
    "an address": ("https://example.org", "https://example.net"),
    "a source": ("[@Brady]", "[@Chys]"),
    "a source that goes": (" [@Brady]", ""),
    "a value of the clinic": ("{{phone}}", "{{email}}"),
    "a word in a callout": ("Drink water", "Drink some water"),
    "the kind of a callout": ("::: note", "::: emergency"),
}
MINOR = {
    "a spelling": ("slowly", "slowely"),
    "a word that says the same": ("Rest for", "Take rest for"),
    "a comma": ("slowly. Half", "slowly, always. Half"),
    "a line break": ("for 2 days", "for 2\ndays"),
    "the words of a link": ("more about it", "more about this"),
    "a heading": ("After the visit", "After your visit"),
}


@pytest.mark.parametrize("what", NEVER_MINOR)
def test_a_change_that_could_harm_is_never_minor(what: str):
    old, new = NEVER_MINOR[what]

    assert OLD.count(old) == 1
    assert clinical_reasons({"body": OLD}, {"body": OLD.replace(old, new)})


@pytest.mark.parametrize("what", MINOR)
def test_a_small_fix_is_minor(what: str):
    old, new = MINOR[what]

    assert OLD.count(old) == 1
    assert clinical_reasons({"body": OLD}, {"body": OLD.replace(old, new)}) == []


@pytest.mark.parametrize(
    ("name", "old", "new"),
    [
        ("short_answer", "It can ache.", "It may ache."),
        ("flags", [], ["mentions-pregnancy"]),
        ("risk", "normal", "high"),
        ("applies_to", "everywhere", "topic"),
        ("applies_value", "a", "b"),
        ("position", "before", "after"),
        ("look", "note", "plain"),
        ("title", "Rest for 2 days", "Rest for 3 days"),
        ("lede", "Do not run.", "Do run."),
    ],
)
def test_some_fields_are_never_minor(name: str, old, new):
    assert clinical_reasons({name: old}, {name: new})


def test_search_words_and_related_pages_may_change_with_a_small_fix():
    old = {"search_words": ["2 days"], "related": ["2024"], "body": OLD}

    assert clinical_reasons(old, {"search_words": ["not 3 days"], "related": ["2035"], "body": OLD}) == []


def test_a_change_of_meaning_is_not_taken_as_a_small_fix(clinic):
    page = builders.article(clinic["editor"], body="Rest for 2 days.\n")
    builders.published(page, clinic)
    page = edited(page, clinic["editor"], body="Rest for 3 days.\n")

    said = refused(lambda: workflow.submit(page, by=clinic["editor"], note="Typo.", kind="minor"))

    assert "a number" in said
    assert "Change of meaning" in said


def test_the_first_text_is_never_a_small_fix(clinic):
    page = builders.article(clinic["editor"])

    assert "first text" in refused(lambda: workflow.submit(page, by=clinic["editor"], note="New.", kind="minor"))


def test_a_small_fix_needs_the_second_person_and_moves_no_date(clinic):
    page = builders.article(clinic["editor"], body="Rest a litle.\n")
    first = builders.published(page, clinic)
    type(first).objects.filter(pk=first.pk).update(reviewed_on="2020-02-03", reviewer_role="a nurse")
    type(page).objects.filter(pk=page.pk).update(review_due="2022-02-03")
    fix = workflow.submit(edited(page, clinic["editor"], body="Rest a little.\n"), by=clinic["editor"], note="Typo.",
                          kind="minor")  # fmt: skip

    assert "is not possible" in refused(lambda: publishing.publish(fix, by=clinic["publisher"]))
    public = publishing.publish(workflow.approve(fix, by=clinic["reviewer"]), by=clinic["publisher"])

    public.refresh_from_db()
    page.refresh_from_db()
    assert (str(public.reviewed_on), public.reviewer_role, str(page.review_due)) == (
        "2020-02-03",
        "a nurse",
        "2022-02-03",
    )


@pytest.mark.parametrize("compare", [words, lines])
def test_a_difference_keeps_every_word_of_both_texts(compare):
    old, new = "Rest 24 hours.\nThen walk.\n", "Rest 48 hours.\nThen walk slowly.\n"

    pieces = compare(old, new)

    assert "".join(piece.text for piece in pieces if piece.change != "added").split() == old.split()
    assert "".join(piece.text for piece in pieces if piece.change != "removed") == new
    assert ("removed", "24 ") in [(piece.change, piece.text) for piece in pieces]
