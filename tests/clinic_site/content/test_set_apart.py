"""Numbers, sources and links that change are told apart from the text."""

from clinic_site.content import evidence
from clinic_site.content.fields import differing
from clinic_site.content.set_apart import links_changed, numbers_changed, sources_changed
from tests import builders
from tests.clinic_site.content.lives import edited, submitted


def two(clinic, old: dict, new: dict):
    """The public revision of an article and the one that waits."""
    page = builders.article(clinic["editor"], **old)
    public = builders.published(page, clinic)
    return public, submitted(edited(page, clinic["editor"], **new), clinic)


def numbers(old, new) -> list:
    return [(change.place, *pair) for change in numbers_changed(differing(old, new, ["lede"])) for pair in change.pairs]


def test_a_number_stands_beside_the_one_that_took_its_place(clinic):
    old, new = two(
        clinic, {"body": "## Soreness\n\nRest for 24 hours.\n"}, {"body": "## Soreness\n\nRest for 48 hours.\n"}
    )

    assert numbers(old, new) == [("Text, “Soreness”", "24 hours", "48 hours")]


def test_numbers_of_plain_fields_and_of_tables_are_told(clinic):
    table = "| Problem | How long |\n|---|---|\n| Soreness | 1 day |\n"
    old, new = two(
        clinic,
        {"lede": "Rest for 10 minutes.", "body": table},
        {"lede": "Rest for 20 minutes.", "body": table.replace("1 day", "two days")},
    )

    assert numbers(old, new) == [
        ("Main message", "10 minutes", "20 minutes"), ("Text", "1 day", "two days"),
    ]  # fmt: skip


def test_two_numbers_that_change_places_are_told(clinic):
    old, new = two(
        clinic, {"body": "2 days, then 10 visits.\n"}, {"body": "10 days, then 2 visits.\n"}
    )  # fmt: skip

    assert numbers(old, new) == [("Text", "2 days", "10 days"), ("Text", "10 visits", "2 visits")]


def test_a_number_that_comes_or_goes_is_told(clinic):
    old, new = two(clinic, {"body": "Rest. About 3 people wait.\n"}, {"body": "Rest 5 days. About people wait.\n"})

    assert set(numbers(old, new)) == {("Text", "", "5 days"), ("Text", "3 people", "")}


def test_a_paragraph_that_only_moves_changes_no_number(clinic):
    old, new = two(
        clinic,
        {"body": "First words here.\n\nRest for 2 days, said one.\n\nLast words there.\n"},
        {"body": "Rest for 2 days, said one.\n\nFirst words here.\n\nLast words there.\n"},
    )

    assert numbers(old, new) == []


def test_search_words_and_keys_of_sources_hold_no_numbers(clinic):
    builders.reference("Brady2014")
    builders.reference("Smith2020")
    old, new = two(
        clinic,
        {"body": "Sore [@Brady2014].\n", "search_words": ["24 hours"]},
        {"body": "Sore [@Smith2020].\n", "search_words": ["48 hours"]},
    )

    assert numbers(old, new) == []


def test_sources_that_come_and_go_bring_strength_and_finding(clinic):
    for key in ("Brady2014", "Smith2020", "Gattie2017"):
        builders.reference(key)
    old, new = two(
        clinic,
        {"body": "Sore [@Gattie2017]. Calm [@Brady2014].\n"},
        {"body": "Sore [@Smith2020]. Calm [@Gattie2017].\n", "supports": ["Smith2020: That it is sore."]},
    )

    found = {(one.change, one.key, one.label, one.finding, one.supports) for one in sources_changed(old, new)}

    assert found == {
        ("added", "Smith2020", "Label of Smith2020", "Finding of Smith2020.", "That it is sore."),
        ("removed", "Brady2014", "Label of Brady2014", "Finding of Brady2014.", ""),
    }


def test_a_source_that_is_described_in_other_words_is_told_with_both(clinic):
    row = builders.reference("Brady2014")
    page = builders.article(clinic["editor"], body="Sore [@Brady2014].\n")
    old = builders.published(page, clinic)
    type(row).objects.filter(pk=row.pk).update(finding="Something else.")
    new = submitted(edited(page, clinic["editor"], body="Very sore [@Brady2014].\n"), clinic)

    changed = sources_changed(old, new)

    assert [(one.change, one.was, one.finding) for one in changed] == [
        ("changed", "Finding of Brady2014.", "Something else.")
    ]


def test_a_source_that_no_longer_stands_is_told_with_that(clinic):
    row, newer = builders.reference("Brady2014"), builders.reference("Smith2020")
    page = builders.article(clinic["editor"], body="Sore [@Smith2020].\n")
    old = builders.published(page, clinic)
    new = submitted(edited(page, clinic["editor"], body="Sore [@Brady2014].\n"), clinic)
    evidence.mark(row, by=clinic["editor"], standing="superseded", instead=newer, note="In the journal.")

    warnings = {one.key: one.warning for one in sources_changed(old, new)}

    assert warnings == {"Brady2014": "There is newer research than this.", "Smith2020": ""}


def test_where_a_link_leads_is_told(clinic):
    others = [builders.question(clinic["editor"], slug) for slug in ("first", "second")]
    for page in others:
        builders.published(page, clinic)
    first, second = (page.number_id for page in others)
    old, new = two(
        clinic,
        {"body": f"Read [a page with more](page:{first}).\n"},
        {"body": f"Read [a page with more](page:{second}).\n"},
    )

    assert links_changed(differing(old, new)) == [("removed", f"/{first}"), ("added", f"/{second}")]
