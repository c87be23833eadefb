import pytest

from clinic_site.content import compose, registry
from clinic_site.content.parts import Part
from clinic_site.content.shared import Shared, TopicShown
from clinic_site.profile.models import Profile

PROFILE = Profile(clinic_name="A & <b>B</b>", phone="01632 960001", emergency_number="999")
CARD = Part("emergency", "Call 999 now if:", "<ul><li>signed line</li></ul><p>Tell them.</p>", "", "emergency")


def located(number: str, slug: str = "soreness") -> dict[str, registry.Located]:
    return {number: registry.Located(number, "article", slug, "Soreness", "published")}


def test_a_value_of_the_profile_is_escaped():
    assert (
        compose.fill('<p><span data-fill="clinic_name"></span></p>', PROFILE) == "<p>A &amp; &lt;b&gt;B&lt;/b&gt;</p>"
    )


def test_the_phone_becomes_a_link():
    assert '<a href="tel:01632960001">01632 960001</a>' in compose.fill('<span data-fill="phone"></span>', PROFILE)


def test_the_emergency_number_becomes_a_link():
    filled = compose.fill('Call <span data-fill="emergency_number"></span> now.', PROFILE)

    assert filled == 'Call <a href="tel:999">999</a> now.'


def test_a_number_inside_a_link_stays_part_of_it():
    filled = compose.fill('<a href="/contact/">Ring <span data-fill="phone"></span></a>', PROFILE)

    assert filled == '<a href="/contact/">Ring 01632 960001</a>'


def test_a_number_after_a_link_is_a_link_of_its_own():
    phone = '<span data-fill="phone"></span>'

    filled = compose.fill(f'{phone}, <a href="/contact/">{phone}</a>, <a href="/wait/">wait</a>, {phone}', PROFILE)

    called = '<a href="tel:01632960001">01632 960001</a>'
    assert filled == f'{called}, <a href="/contact/">01632 960001</a>, <a href="/wait/">wait</a>, {called}'


class Read(str):
    """A text that counts the signs that are looked through or copied."""

    signs = 0

    def count(self, part: str, start: int = 0, end: int | None = None) -> int:
        self.signs += len(range(*slice(start, end).indices(len(self))))
        return super().count(part, start, end)

    def __getitem__(self, place):
        if isinstance(place, slice):
            self.signs += len(range(*place.indices(len(self))))
        return super().__getitem__(place)


def test_a_text_full_of_numbers_to_call_is_not_read_again_for_each():
    text = Read('<span data-fill="phone"></span>, ' * 200)

    compose.fill(text, PROFILE)

    assert text.signs <= 2 * len(text)


def test_without_a_phone_the_sentence_still_reads():
    assert compose.fill('Call <span data-fill="phone"></span>.', Profile()) == "Call the clinic."


def test_an_unknown_value_in_a_plain_field_stays_as_typed():
    assert compose.fill_text("Ring {{ phone }} or {{nobody}}", PROFILE) == "Ring 01632 960001 or {{nobody}}"


def test_a_link_by_number_leads_to_where_the_page_is_now():
    html = compose.place_links('<a href="/1234#h-x" data-page="1234">words</a>', located("1234", "new-name"), {})

    assert html == '<a href="/articles/new-name/#h-x">words</a>'


def test_a_link_to_a_page_that_is_gone_becomes_plain_words():
    assert (
        compose.place_links('<a href="/1234" data-page="1234">some <em>words</em></a>', {}, {}) == "some <em>words</em>"
    )


def test_a_link_to_a_topic_leads_to_the_topic():
    topics = {"risks": TopicShown("risks", "9033", "Risks", "", "moment", 1)}

    assert compose.place_links('<a href="/9033" data-page="9033">r</a>', {}, topics) == '<a href="/topics/risks/">r</a>'


def test_extra_lines_join_the_signed_list_of_a_card():
    html = compose.place_cards('<div data-card="emergency"><ul><li>you faint</li></ul></div>', {"emergency": CARD})

    assert html.index("signed line") < html.index("you faint") < html.index("Tell them.")
    assert 'data-part="emergency"' in html


@pytest.mark.parametrize("key", ["emergency", "same-day"])
def test_a_card_that_nobody_signed_is_the_built_in_one(key):
    html = compose.place_cards(f'<div data-card="{key}"></div>', {})

    assert f'data-part="{key}"' in html
    assert "<li>" in html


def test_a_drawing_of_the_repository_is_put_in():
    html = compose.place_drawings('<figure class="drawing"><span data-drawing="tight-spot"></span></figure>')

    assert "<svg" in html
    assert "A tight spot sits inside the muscle" in html


def test_an_unknown_drawing_leaves_no_trace():
    assert compose.place_drawings('<span data-drawing="no-such"></span>') == ""


def test_everything_is_placed_in_one_body():
    html = (
        '<p><a href="/1234" data-page="1234">there</a> <span data-fill="emergency_number"></span></p>'
        '<div data-card="emergency"></div>'
    )
    parts = compose.Parts(cards={"emergency": CARD})

    body = compose.body(html, parts, Shared(PROFILE), located("1234"))

    assert "data-page" not in body
    assert "data-fill" not in body
    assert "data-card" not in body


def test_the_card_of_a_risky_page_goes_to_the_top_with_a_way_to_it():
    html = '<h2>Help</h2><div data-card="same-day"></div><div data-card="emergency"><ul><li>you faint</li></ul></div>'

    card, text = compose.hoisted(html, {"emergency": CARD})

    assert 'data-part="emergency"' in card.html
    assert "you faint" in card.html
    assert '<a href="#care-emergency">' in text
    assert 'data-card="same-day"' in text
    assert "you faint" not in text


def test_a_card_that_already_stands_first_leaves_nothing_behind():
    _card, text = compose.hoisted('<div data-card="emergency"></div><p>Words.</p>', {"emergency": CARD})

    assert text == "<p>Words.</p>"


def test_without_a_card_nothing_moves():
    assert compose.hoisted("<p>Words.</p>", {}) == (None, "<p>Words.</p>")
