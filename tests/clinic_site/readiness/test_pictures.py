import pytest

from clinic_site.readiness.registry import LOOK, STOP
from tests.clinic_site.readiness.drafts import excerpts, figure, found

BODY = "Some words.\n\n![](image:room)\n\nMore words."


def seen(code: str, alt: str = "Two chairs in a quiet room.", body: str = BODY, **parts):
    return found(code, body, pictures={"room": figure(alt, **parts)})


@pytest.mark.parametrize("alt", ["A needle in a forearm.", "Needling of the neck", "A tray with syringes."])
def test_a_picture_whose_words_name_a_needle_is_folded_or_stops(alt):
    [one] = seen("needle-open", alt)

    assert (one.level, one.can_override, one.excerpt) == (STOP, True, alt)
    assert seen("needle-open", alt, needle=True) == []


def test_a_caption_can_name_the_needle_too():
    assert len(seen("needle-open", caption="The needle is thin.")) == 1


@pytest.mark.parametrize("alt", ["A room with no needles in it.", "Two chairs in a quiet room."])
def test_a_picture_without_a_needle_stays_open(alt):
    assert seen("needle-open", alt) == []


def test_a_drawing_with_a_needle_is_folded_by_itself():
    assert found("needle-open", "![5 needle](drawing:how-deep)") == []


@pytest.mark.parametrize(
    "alt", ["IMG_1234.jpg", "photo-2", "Picture of two chairs", "An image showing a room", "a" * 126]
)
def test_words_that_help_nobody_are_looked_at(alt):
    assert [(one.level, one.excerpt) for one in seen("alt-words", alt)] == [(LOOK, alt)]


def test_a_caption_that_repeats_the_words_is_heard_twice():
    assert len(seen("alt-words", "Two chairs.", caption="Two chairs")) == 1
    assert seen("alt-words", "Two chairs.", caption="You wait here.") == []


def test_words_that_tell_what_the_picture_shows_are_fine():
    assert seen("alt-words") == []
    assert seen("alt-words", "a" * 125) == []
    assert seen("alt-words", "", decoration=True) == []


@pytest.mark.parametrize("alt", ["A poster about warm-up", "Screenshot of the booking page", "A sign that reads: wait"])
def test_text_inside_a_picture_is_suspected(alt):
    assert [(one.level, one.excerpt) for one in seen("text-in-picture", alt)] == [(LOOK, alt)]


def test_a_room_holds_no_text():
    assert seen("text-in-picture") == []


def test_the_words_that_a_page_writes_for_a_picture_count():
    assert excerpts("alt-words", "![photo of a room](image:room)", pictures={"room": figure()}) == ["photo of a room"]
