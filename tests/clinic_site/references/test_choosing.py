from clinic_site.references import choosing

REVIEW = {"study": "review", "year": "2021"}
TRIAL = {"study": "trial", "year": "2014"}
OLD_TRIAL = {"study": "trial", "year": "1998"}
SOURCES = [REVIEW, TRIAL, OLD_TRIAL]


def words_and_counts(asked: dict) -> dict[str, list]:
    return {title: [(one.words, one.count) for one in group] for title, group in choosing.filters(SOURCES, asked)}


def test_without_a_choice_every_source_is_shown():
    assert choosing.matching(SOURCES, {}) == SOURCES


def test_two_choices_narrow_the_list_together():
    assert choosing.matching(SOURCES, {"kind": "trial", "year": "2010"}) == [TRIAL]


def test_a_value_that_no_source_has_is_left_aside():
    asked = choosing.asked_of({"kind": "law", "year": "next", "page": "2"}, SOURCES)

    assert asked == {}


def test_a_value_that_a_source_has_is_taken():
    assert choosing.asked_of({"kind": "trial", "year": "1990"}, SOURCES) == {"kind": "trial", "year": "1990"}


def test_each_filter_counts_what_its_choices_would_show():
    assert words_and_counts({}) == {
        "Kind of source": [("All kinds", 3), ("Summaries of studies", 1), ("Trials", 2)],
        "Year": [("All years", 3), ("2020 and later", 1), ("2010 to 2019", 1), ("1990 to 1999", 1)],
    }


def test_a_choice_that_would_show_nothing_is_not_offered():
    assert words_and_counts({"kind": "trial"})["Year"] == [("All years", 2), ("2010 to 2019", 1), ("1990 to 1999", 1)]


def test_what_was_chosen_can_be_taken_back():
    (_title, kinds), (_other, years) = choosing.filters(SOURCES, {"kind": "review", "year": "2020"})

    assert [one.words for one in (*kinds, *years) if one.is_chosen] == ["Summaries of studies", "2020 and later"]
    assert kinds[0].url == "/evidence/?year=2020#sources"
    assert years[0].url == "/evidence/?kind=review#sources"


def test_sources_of_one_kind_need_no_filter():
    assert choosing.filters([TRIAL, TRIAL], {}) == []


def test_a_kind_nobody_knows_any_more_counts_as_other():
    assert choosing.kind_of({"study": "once known"}) == "other"
