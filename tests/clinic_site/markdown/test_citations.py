import pytest

from tests.clinic_site.markdown.shelf import html, messages, places, shown

FIRST = '<a class="cite" href="#source-1">source 1</a>'
SECOND = '<a class="cite" href="#source-2">source 2</a>'


def test_a_citation_points_to_its_source():
    assert html("Sore [@Smith2020].") == f'<p>Sore <span class="cites">[{FIRST}]</span>.</p>'


@pytest.mark.parametrize("typed", ["[@Smith2020; @Jones-2021]", "[@Smith2020;@Jones-2021]"])
def test_several_citations_share_one_bracket(typed):
    assert html(typed) == f'<p><span class="cites">[{FIRST}, {SECOND}]</span></p>'


def test_sources_are_numbered_by_first_use():
    page = shown("[@WHO.2019] [@Smith2020] [@WHO.2019]")

    assert page.citations == ("WHO.2019", "Smith2020")
    assert page.html.count("source 1") == 2


def test_a_malformed_citation_that_looks_like_a_tag_is_shown_as_typed():
    assert html("[@<b>x</b>]") == "<p>[@&lt;b&gt;x&lt;/b&gt;]</p>"


def test_the_same_key_twice_in_one_bracket_is_printed_once():
    assert html("[@Smith2020; @Smith2020]") == f'<p><span class="cites">[{FIRST}]</span></p>'


def test_an_unknown_key_is_reported_and_gets_no_number():
    page = shown("One.\nTwo [@Nobody1999; @Smith2020].")

    assert page.citations == ("Smith2020",)
    assert "source 2" not in page.html
    assert [problem.line for problem in page.problems] == [2]
    assert "“Nobody1999”" in page.problems[0].message


def test_a_citation_without_any_known_key_stays_as_typed():
    assert html("Sore [@Nobody1999].") == "<p>Sore [@Nobody1999].</p>"


@pytest.mark.parametrize("typed", ["[@]", "[@ Smith2020]", "[@Smith2020, Jones-2021]", "[@Smith2020; p. 4]"])
def test_a_malformed_citation_stays_as_typed_and_is_reported(typed):
    assert html(typed) == f"<p>{typed}</p>"
    assert messages(typed) == ["Write a citation as [@Key], or several as [@Key1; @Key2]."]


@pytest.mark.parametrize("typed", ["`[@Smith2020]`", "    [@Smith2020]", "\\[@Smith2020]"])
def test_a_citation_in_code_or_escaped_is_text(typed):
    assert shown(typed).citations == ()
    assert "[@Smith2020]" in html(typed)


def test_a_citation_inside_a_link_is_no_link_of_its_own():
    assert html("[see this [@Smith2020]](page:1234)") == (
        '<p><a href="/1234" data-page="1234">see this <span class="cites">[source 1]</span></a></p>'
    )


def test_a_citation_in_a_heading_is_a_link():
    assert html("## Risks [@Smith2020]") == f'<h2 id="h-risks">Risks <span class="cites">[{FIRST}]</span></h2>'


def test_a_citation_in_the_description_of_a_picture_is_reported():
    assert places("Text\n\n![An arm [@Smith2020]](image:arm)") == [3]
