import pytest
from hypothesis import given
from hypothesis import strategies as st

from clinic_site.claims.words import words_of


def forms(text: str) -> list[str]:
    return [word.form for word in words_of(text)]


@pytest.mark.parametrize(
    "written",
    [
        "CURE",
        "c\u00adure",
        "cu\u200bre",
        "cu\u2060re",
        "\ufeffcure",
        "c\u034fure",
        "cu\u3164re",
        "ｃｕｒｅ",
        "𝐜𝐮𝐫𝐞",
        "cúre",
        "cu\u0301re",
        "c\u0332u\u0332r\u0332e\u0332",
        "\u0441ure",
        "cur\u0435",
        "ⓒure",
    ],
)
def test_a_word_in_disguise_is_still_the_word(written: str):
    assert forms(written) == ["cure"]


def test_a_ligature_counts_as_its_letters():
    assert forms("ﬁx") == ["fix"]


@pytest.mark.parametrize("apostrophe", ["'", "’", "‘", "ʼ", "＇", "′", "`", "´"])
def test_every_apostrophe_inside_a_word_is_left_out(apostrophe: str):
    assert forms(f"can{apostrophe}t") == ["cant"]


def test_quotation_marks_around_a_word_do_not_belong_to_it():
    assert forms("a 'cure' and ‘cures’") == ["a", "cure", "and", "cures"]


@pytest.mark.parametrize("between", ["-", "\u2010", "\u2011", " ", "\u00a0", "\n", "\r\n", " \t", "_", "**", "/"])
def test_a_hyphen_or_any_space_parts_two_words_of_one_phrase(between: str):
    assert [(word.form, word.opens) for word in words_of(f"side{between}effects")] == [
        ("side", True),
        ("effects", False),
    ]


@pytest.mark.parametrize(
    "between",
    [
        ". ",
        ", ",
        "? ",
        "! ",
        ": ",
        "; ",
        "… ",
        " – ",
        " - ",
        "—",
        " (",
        ") ",
        " | ",
        "\n\n",
        "\r\n\r\n",
        "\n- ",
        "\n> ",
    ],
)
def test_no_phrase_reaches_over_a_mark_or_a_new_paragraph(between: str):
    assert [word.opens for word in words_of(f"no{between}effects")] == [True, True]


def test_a_number_keeps_its_phrase_together():
    assert [(word.form, word.opens) for word in words_of("7,629 and 100% safe")] == [
        ("7", True),
        ("629", False),
        ("and", False),
        ("100", False),
        ("%", False),
        ("safe", False),
    ]


@given(st.text(max_size=200))
def test_places_stand_in_order_inside_the_text(text: str):
    words = words_of(text)

    ends = [0, *(word.end for word in words)]
    assert all(end <= word.start or word.start < word.end for end, word in zip(ends, words, strict=False))
    assert all(0 <= word.start < word.end <= len(text) for word in words)
    assert [word.start for word in words] == sorted(word.start for word in words)


@given(st.text(max_size=60), st.sampled_from("\u00ad\u200b\u200d\u2060\ufeff\u0332"), st.data())
def test_what_shows_nothing_changes_no_word(text: str, hidden: str, data):
    at = data.draw(st.integers(0, len(text)))

    assert forms(text[:at] + hidden + text[at:]) == forms(text)
