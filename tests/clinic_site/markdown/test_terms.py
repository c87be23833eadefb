import pytest

from tests.clinic_site.markdown.allowed import faults
from tests.clinic_site.markdown.shelf import html, messages, places, shown

EXPLAINED = "tight, sore spot in the muscle (<dfn>trigger point</dfn>)"


def test_the_first_use_says_the_plain_words_first():
    assert html("It is a [[trigger point]].") == f"<p>It is a {EXPLAINED}.</p>"
    assert shown("It is a [[trigger point]].").terms == ("trigger-point",)


def test_later_uses_in_any_form_are_the_words_alone():
    page = html("A [[trigger point]], two [[trigger points]], one [[Trigger point]].")

    assert page == f"<p>A {EXPLAINED}, two trigger points, one Trigger point.</p>"


def test_a_form_brings_its_own_plain_words():
    assert html("Two [[trigger points]].") == (
        "<p>Two tight, sore spots in the muscle (<dfn>trigger points</dfn>).</p>"
    )


def test_spaces_inside_the_brackets_mean_nothing():
    assert html("A [[ trigger point ]].") == f"<p>A {EXPLAINED}.</p>"


@pytest.mark.parametrize("before", ["", "It aches. ", "Does it? ", "“It does.” ", "**It aches.** ", "It aches.\n", "("])
def test_at_the_start_of_a_sentence_the_plain_words_take_the_capital(before):
    page = html(f"{before}[[Trigger point]] is a name.")

    assert "Tight, sore spot in the muscle (<dfn>trigger point</dfn>) is a name." in page


def test_a_source_between_two_sentences_hides_no_start():
    assert "Tight, sore" in html("It aches [@Smith2020]. [[Trigger points]] ache.")
    assert "Tight, sore" in html("It aches. [@Smith2020] [[Trigger points]] ache.")


def test_a_name_in_capitals_stays_as_it_is():
    assert html("Ask [[NICE]].") == "<p>Ask a national body that advises on treatment (<dfn>NICE</dfn>).</p>"
    assert html("[[NICE]] says.") == "<p>A national body that advises on treatment (<dfn>NICE</dfn>) says.</p>"


def test_a_capital_inside_a_sentence_changes_nothing():
    assert html("The [[Trigger point]] it is.") == (
        "<p>The tight, sore spot in the muscle (<dfn>Trigger point</dfn>) it is.</p>"
    )


@pytest.mark.parametrize(
    ("source", "alone"),
    [
        ("## About a [[trigger point]]", '<h2 id="h-about-a-trigger-point">About a trigger point</h2>'),
        ("[a [[trigger point]] here](page:1234)", ">a trigger point here</a>"),
        ("| A [[trigger point]] |\n|---|\n| x |", '<th scope="col">A trigger point</th>'),
        ("::: note A [[trigger point]]\nWords\n:::", '<h2 id="box-1">A trigger point</h2>'),
        ("## Part\n\n::: note A [[trigger point]]\nWords\n:::", '<h3 id="box-1">A trigger point</h3>'),
        ("![A [[trigger point]] shown](image:arm)", 'alt="A trigger point shown"'),
        ("![A [[trigger point]]](drawing:trunk)", "<figcaption>A trigger point</figcaption>"),
    ],
)
def test_where_the_words_stand_alone_the_first_use_is_still_to_come(source, alone):
    page = shown(f"{source}\n\nA [[trigger point]].")

    assert alone in page.html
    assert f"<p>A {EXPLAINED}.</p>" in page.html
    assert page.problems == ()


@pytest.mark.parametrize(
    "source",
    [
        "- a [[trigger point]]",
        "| a |\n|---|\n| a [[trigger point]] |",
        "**a [[trigger point]]**",
        "> a [[trigger point]]",
        "::: note Title\na [[trigger point]]\n:::",
        "::: numbers 100 people\n- 8: had a [[trigger point]] | had none\n:::",
        "::: emergency\n- you have a [[trigger point]]\n:::",
    ],
)
def test_it_is_explained_wherever_sentences_stand(source):
    assert f"a {EXPLAINED}" in html(source)
    assert messages(source) == []


def test_an_explanation_comes_once_although_the_page_has_many_parts():
    page = html("- a [[trigger point]]\n- a [[trigger point]]\n\n::: note Title\na [[trigger points]]\n:::")

    assert page.count("<dfn>") == 1


def test_terms_are_named_in_the_order_of_their_first_explanation():
    assert shown("## [[NICE]]\n\n[[trigger point]], [[NICE]], [[trigger points]]").terms == ("trigger-point", "nice")


def test_an_unknown_term_stays_as_words_and_is_reported_with_its_line():
    source = "One\n[[myofascial pain]]\n\n## [[fascia]]\n\n![[[tendon]]](image:arm)"

    assert "One\nmyofascial pain" in html(source)
    assert places(source) == [2, 4, 6]
    assert messages(source)[0] == (
        "There is no term “myofascial pain” in the glossary. Add it there, or take the [[ ]] away."
    )


@pytest.mark.parametrize(
    "typed",
    [
        r"\[[trigger point]]",
        r"[\[trigger point]]",
        "`[[trigger point]]`",
        "    [[trigger point]]",
        "[[trigger\npoint]]",
        "[[]]",
        "[[ ]]",
        "[[trigger point]",
        "[[trigger [point]]]]",
        f"[[{'x' * 81}]]",
    ],
)
def test_escapes_code_and_half_marks_are_text(typed):
    assert "<dfn>" not in html(typed)
    assert messages(typed) == []


def test_a_citation_in_brackets_is_no_term():
    assert '<span class="cites">' in html("[[@Smith2020]]")
    assert messages("[[@Smith2020]]") == []


def test_a_mark_that_was_meant_to_be_a_link_is_reported():
    assert messages("A [[trigger point]](page:1234).") == [
        "A link takes one pair of brackets. Write [trigger point](…), and mark the term somewhere else."
    ]


def test_words_are_shown_as_text_and_never_read_as_marks():
    page = html("An [[l'ache]] and [[<b>*x*</b>]]")

    assert "a &lt;dull&gt; &amp; long pain (<dfn>l'ache</dfn>)" in page
    assert "&lt;b&gt;*x*&lt;/b&gt;" in page
    assert faults(page) == []
