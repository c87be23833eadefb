from hypothesis import given
from hypothesis import strategies as st

from clinic_site.readability import Block, plain, prose


def kinds(blocks: list[Block]) -> list[tuple[str, str]]:
    return [(block.kind, block.text) for block in blocks]


def test_each_element_is_a_block_of_its_own_kind():
    html = (
        '<h2 id="h-a">Sore?</h2><p>Rest <strong>well</strong>.</p><ul><li>Walk</li><li><p>Drink</p></li></ul>'
        "<table><thead><tr><th>Day</th></tr></thead><tbody><tr><td>One</td></tr></tbody></table>"
        '<figure><img src="/media/a.jpg" alt="Arm"><figcaption>An arm</figcaption></figure>'
    )

    assert kinds(prose(html)) == [
        ("heading", "Sore?"),
        ("paragraph", "Rest well."),
        ("item", "Walk"),
        ("item", "Drink"),
        ("cell", "Day"),
        ("cell", "One"),
        ("caption", "An arm"),
    ]


def test_blocks_are_numbered_in_reading_order():
    assert [block.order for block in prose("<p>a</p><p></p><p>b</p>")] == [0, 1]


def test_an_item_goes_on_after_the_list_inside_it():
    assert kinds(prose("<ul><li>a<ul><li>b</li></ul>c</li></ul>")) == [("item", "a"), ("item", "b"), ("item", "c")]


def test_marks_of_sources_credits_and_code_are_not_read():
    html = (
        '<p>It helps <span class="cites">[<a class="cite" href="#source-1">source 1</a>]</span>.</p><pre>x = 1</pre>'
        '<figure><figcaption>An arm <span class="credit">By Ann</span></figcaption></figure>'
    )

    assert kinds(prose(html)) == [("paragraph", "It helps."), ("caption", "An arm")]


def test_a_value_of_the_clinic_profile_keeps_its_name():
    assert kinds(prose('<p>Call <span data-fill="phone"></span>.</p>')) == [("paragraph", "Call {{phone}}.")]


def test_a_plain_field_has_paragraphs_items_and_headings():
    text = "## Before\nEat\nfirst.\n\nBring:\n- water\n2. a hat\n  that fits\n\n\nGo."

    assert kinds(plain(text)) == [
        ("heading", "Before"),
        ("paragraph", "Eat first."),
        ("paragraph", "Bring:"),
        ("item", "water"),
        ("item", "a hat that fits"),
        ("paragraph", "Go."),
    ]


@given(st.text(max_size=200) | st.text(st.sampled_from("<>/pliu =\"'a&;-#\n"), max_size=200))
def test_no_string_breaks_it_or_makes_an_empty_block(text):
    assert all(block.text.strip() for block in [*prose(text), *plain(text)])
