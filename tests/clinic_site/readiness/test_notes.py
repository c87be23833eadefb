from clinic_site.readiness.registry import NOTE, unexplained
from tests.clinic_site.readiness.drafts import found

CITED = "A bruise can show [@Brady2014]. It fades [@Boyce2020]."


def test_the_length_is_told_in_words_and_minutes():
    [one] = found("length", "word " * 150, short_answer="word " * 51)

    assert one.level == NOTE
    assert "201 words" in one.why
    assert "2 minutes" in one.why


def test_a_short_text_takes_a_minute():
    assert "1 minute to" in found("length", "One word.")[0].why


def test_an_empty_text_has_no_length():
    assert found("length", "") == []


def test_sources_that_support_nothing_are_named_together():
    [one] = found("supports", CITED, supports=["Boyce2020: bruises in the USA"])

    assert (one.level, one.field) == (NOTE, "supports")
    assert "Brady2014" in one.why
    assert "Boyce2020" not in one.why


def test_a_line_without_words_supports_nothing():
    assert len(found("supports", CITED, supports=["Brady2014:", "Boyce2020: bruises"])) == 1


def test_lines_about_sources_that_are_not_cited_are_named():
    lines = ["Brady2014: bruises", "Boyce2020: bruises", "Park2014: nothing here"]

    assert ["Park2014" in one.why for one in found("supports", CITED, supports=lines)] == [True]


def test_nothing_is_said_when_every_source_has_its_line():
    assert found("supports", CITED, supports=["Brady2014: bruises", "Boyce2020: that they fade"]) == []


def test_a_note_asks_for_no_reason():
    assert unexplained(found("supports", CITED) + found("length", CITED)) == []
