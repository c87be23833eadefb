import pytest

from clinic_site.readiness.registry import LOOK, STOP, stops, unexplained
from tests.clinic_site.readiness.drafts import Site, found


class Fallen(Site):
    """A site where some sources no longer stand."""

    def __init__(self, retracted=(), superseded=()):
        super().__init__()
        self.gone, self.older = dict(retracted), dict(superseded)

    def retracted(self, keys):
        return {key: note for key, note in self.gone.items() if key in keys}

    def superseded(self, keys):
        return {key: newer for key, newer in self.older.items() if key in keys}


def test_a_retracted_source_stops_the_text_and_says_where_that_was_announced():
    site = Fallen(retracted={"Brady2014": "The journal's notice"})

    (one,) = found("retracted-source", "Words.\n\nIt can ache [@Brady2014].\n", site=site)

    assert (one.level, one.line, one.excerpt) == (STOP, 3, "@Brady2014")
    assert one.why == "Brady2014 has been retracted: The journal's notice"


def test_no_reason_and_no_second_person_can_argue_with_it():
    site = Fallen(retracted={"Brady2014": "A notice"})
    (one,) = found("retracted-source", "It can ache [@Brady2014].\n", site=site)

    again = found("retracted-source", "It can ache [@Brady2014].\n", site=site, reasons=[f"{one.id}: It is fine"])

    assert again[0].reason == "It is fine"
    assert stops(again) == again


def test_newer_research_asks_for_a_reason_and_names_it():
    site = Fallen(superseded={"Brady2014": "Newer2024"})

    (one,) = found("superseded-source", "It can ache [@Brady2014].\n", site=site)

    assert (one.level, one.why) == (LOOK, "Newer2024 has taken the place of Brady2014.")
    assert unexplained([one]) == [one]


@pytest.mark.parametrize("code", ["retracted-source", "superseded-source"])
def test_a_source_that_the_text_does_not_cite_is_no_matter(code: str):
    site = Fallen(retracted={"Brady2014": "A notice"}, superseded={"Brady2014": "Newer2024"})

    assert found(code, "It can ache [@Other2001].\n", site=site) == []


def test_the_line_is_that_of_the_very_source_and_not_of_one_that_begins_alike():
    site = Fallen(retracted={"Brady2014": "A notice"})
    body = "First [@Brady2014b].\n\nThen [@Brady2014.x].\n\nAt last [@Other2001; @Brady2014].\n"

    (one,) = found("retracted-source", body, site=site)

    assert one.line == 5
