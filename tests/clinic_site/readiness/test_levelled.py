import pytest

from clinic_site.readiness import danger, words
from clinic_site.readiness.figures import figures
from clinic_site.readiness.levelled import lowered


@pytest.mark.parametrize("text", ["Chest PAIN", "İ 1 IN 10 PEOPLE", "Ⅷ ẞ ŒUVRE", "痛み A", ""])
def test_small_letters_keep_the_place_of_each(text):
    assert len(lowered(text)) == len(text)
    assert lowered(text) == "".join(low if len(low := sign.lower()) == 1 else sign for sign in text)


def test_what_is_found_is_named_as_it_is_typed():
    [figure] = figures("İ: About 1 IN 10 People.")

    assert (figure.words, figure.start) == ("1 IN 10", 9)
    assert words.effect("İ: Needling HELPS.") == "HELPS"
    assert words.testimony("İ: Highly RECOMMENDED") == "Highly RECOMMENDED"
    assert [sign.words for sign in danger.signs("İ: Chest PAIN")] == ["Chest PAIN"]
