import pytest

from clinic_site.markdown import Source
from tests.clinic_site.markdown.shelf import figure, html, messages, shown

PICTURE = (
    '<picture><source type="image/webp" srcset="/media/arm-480.webp 480w, /media/arm-800.webp 800w"'
    ' sizes="(min-width: 40em) 36rem, 100vw"><img src="/media/arm-800.jpg" alt="A forearm" width="800" height="600"'
    ' loading="lazy" decoding="async"></picture>'
)
DRAWING = '<span data-drawing="trunk"></span>'
ALONE = "Put the picture on a line of its own, with an empty line before and after it."


def test_a_picture_alone_is_a_figure():
    page = shown("![](image:arm)")

    assert page.html.strip() == f"<figure>{PICTURE}</figure>"
    assert page.images == ("arm",)
    assert page.problems == ()


def test_caption_and_credit_stand_under_the_picture():
    captioned = html("![](image:arm)", arm=figure(caption="Where <it> goes", credit="A. Clinic"))

    assert (
        '<figcaption>Where &lt;it&gt; goes <span class="credit">A. Clinic</span></figcaption></figure>'
    ) in captioned


def test_a_picture_with_a_needle_is_folded_away():
    assert html("![](image:arm)", arm=figure(shows_needle=True)) == (
        f'<details class="needle"><summary>Show a picture with the needle</summary><figure>{PICTURE}</figure></details>'
    )


def test_words_in_brackets_describe_the_picture_in_this_place():
    assert 'alt="The &quot;inner&quot; side"' in html('![The "inner" *side*](image:arm)')


def test_a_decoration_is_never_described():
    assert 'alt=""' in html("![Words](image:arm)", arm=figure(decoration=True))
    assert messages("![](image:arm)", arm=figure(alt="", decoration=True)) == []


@pytest.mark.parametrize("words", ["", "Words for this place"])
def test_a_picture_nobody_has_described_is_reported(words):
    assert messages(f"![{words}](image:arm)", arm=figure(alt="")) == [
        "Say what the picture “arm” shows, or mark it as decoration, in the image library."
    ]


def test_renditions_are_grouped_by_type():
    sources = (Source("/media/a.avif", 480, "image/avif"), Source("/media/a.webp", 480, "image/webp"))

    typed = html("![](image:arm)", arm=figure(sources=sources))

    assert typed.index('<source type="image/avif" srcset="/media/a.avif 480w"') < typed.index(
        '<source type="image/webp" srcset="/media/a.webp 480w"'
    )


def test_two_pictures_on_lines_of_their_own_are_two_figures():
    page = shown("![](image:arm)\n![](drawing:trunk)")

    assert page.html.strip() == f'<figure>{PICTURE}</figure><figure class="drawing">{DRAWING}</figure>'
    assert page.problems == ()


@pytest.mark.parametrize(
    "typed",
    [
        "See ![](image:arm) here",
        "*![](image:arm)*",
        "## Arm ![](image:arm)",
        "|![](image:arm)|\n|-|",
        "- a\n  ![](image:arm)",
    ],
)
def test_a_picture_among_words_is_shown_and_reported(typed):
    assert PICTURE in html(typed)
    assert "<figure" not in html(typed)
    assert messages(typed) == [ALONE]


def test_a_picture_as_the_words_of_a_link_is_reported():
    assert html("[![An arm](image:arm)](page:1234)").startswith('<p><a href="/1234" data-page="1234"><picture>')
    assert messages("[![An arm](image:arm)](page:1234)") == [ALONE]


def test_a_needle_among_words_is_not_shown():
    typed = html("See ![](image:arm) here", arm=figure(shows_needle=True))

    assert typed == "<p>See A forearm here</p>"


def test_a_picture_alone_in_a_list_item_is_a_figure():
    assert f"<li><figure>{PICTURE}</figure></li>" in html("- ![](image:arm)").replace("\n", "")


def test_a_drawing_is_a_place_to_fill():
    page = shown("![](drawing:trunk)")

    assert page.html.strip() == f'<figure class="drawing">{DRAWING}</figure>'
    assert page.drawings == ("trunk",)


def test_words_in_brackets_are_the_caption_of_a_drawing():
    assert html("![Where *we* look](drawing:trunk)") == (
        f'<figure class="drawing">{DRAWING}<figcaption>Where we look</figcaption></figure>'
    )


def test_numbered_words_are_a_list_that_counts_as_the_drawing_does():
    assert html("![1 skin, 2 fat & air, not 3 mm, 3 bone. 4 spot. Seen from *the* side. So!](drawing:trunk)") == (
        f'<figure class="drawing">{DRAWING}<figcaption><ol><li>skin</li><li>fat &amp; air, not 3 mm</li><li>bone</li>'
        "<li>spot</li></ol><p>Seen from the side. So!</p></figcaption></figure>"
    )
    assert "<ol><li>skin</li><li>fat</li></ol></figcaption>" in html("![1 skin, 2 fat.](drawing:trunk)")


@pytest.mark.parametrize(
    "typed", ["1 skin", "1 skin, 3 fat", "2 skin, 3 fat", "Here: 1 skin, 2 fat", "1 skin and 2 fat"]
)
def test_words_that_do_not_count_from_one_stay_as_typed(typed):
    assert f"<figcaption>{typed}</figcaption>" in html(f"![{typed}](drawing:trunk)")


def test_a_drawing_among_words_has_no_figure():
    assert html("See ![](drawing:trunk).") == f"<p>See {DRAWING}.</p>"


def test_a_drawing_with_a_needle_is_folded_away():
    page = shown("![1 skin, 2 fat](drawing:depth)")

    assert page.html.strip() == (
        '<details class="needle"><summary>Show a drawing with the needle</summary><figure class="drawing">'
        '<span data-drawing="depth"></span><figcaption>1 skin, 2 fat</figcaption></figure></details>'
    )
    assert page.problems == ()


def test_a_drawing_with_a_needle_among_words_is_not_shown():
    assert html("See ![Caption](drawing:depth).") == "<p>See A line into &lt;muscle&gt;.</p>"


@pytest.mark.parametrize("address", ["image:leg", "drawing:leg", "image:", "drawing:"])
def test_an_unknown_picture_leaves_its_words_and_is_reported(address):
    page = shown(f"![A leg]({address})")

    assert page.html.strip() == "A leg"
    assert (page.images, page.drawings) == ((), ())
    assert "There is no" in page.problems[0].message


@pytest.mark.parametrize(
    "address",
    ["https://example.org/a.png", "/media/a.png", "a.png", "//host/a.png", "data:image/png;base64,x", "page:1234"],
)
def test_no_other_source_of_pictures_is_used(address):
    assert html(f"![A leg](<{address}>)") == "A leg"
    assert "image library" in messages(f"![A leg](<{address}>)")[0]


def test_the_words_of_a_missing_picture_are_shown_as_typed():
    assert html("![a <b>leg</b>](image:leg)") == "a &lt;b&gt;leg&lt;/b&gt;"


def test_a_caption_typed_in_place_is_reported():
    assert "caption" in messages('![](image:arm "Typed here")')[0]
