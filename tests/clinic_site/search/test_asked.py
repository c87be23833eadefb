from clinic_site.search.asked import ITSELF, SYNONYM, Idea


def ways_looked_for(*ways: tuple[str, float]) -> list[str]:
    idea = Idea(tuple((tuple(phrase.split()), way) for phrase, way in ways))
    return [phrase.strip() for phrase, _stems, _way in idea.texts]


def test_several_words_are_not_looked_for_beside_one_of_them_that_always_counts_more():
    assert ways_looked_for(("fear needl", SYNONYM), ("needl", ITSELF)) == ["needl"]


def test_several_words_are_looked_for_that_may_count_more_where_a_title_begins_with_them():
    assert ways_looked_for(("fear needl", SYNONYM), ("needl", SYNONYM)) == ["fear needl", "needl"]


def test_several_words_of_which_none_counts_alone_are_looked_for():
    assert ways_looked_for(("fear needl", SYNONYM), ("jab", ITSELF)) == ["fear needl", "jab"]
