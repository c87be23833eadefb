import pytest
from hypothesis import given
from hypothesis import strategies as st

from clinic_site.readability import sentences

ROUGH = st.text(st.sampled_from("aB1 .!?…\"'”)(\n-"), max_size=80) | st.text(max_size=80)


def split(text: str) -> list[str]:
    return [sentence.text for sentence in sentences(text)]


def test_marks_end_sentences():
    assert split("Sit down. Are you well? Good! Go") == ["Sit down.", "Are you well?", "Good!", "Go"]


@pytest.mark.parametrize(
    "text",
    [
        "Ask Dr. Smith or Mrs. Lee first.",
        "It is mild, i.e. it goes away.",
        "Take it with food, e.g. Bread.",
        "See Fig. 2 and No. 5 vs. No. 6.",
        "We open at 9 a.m. on Monday.",
        "It holds 2.5 ml.",
        "Ask J. Smith.",
        "Look at www.example.org for more.",
        "Wait... and then go.",
        "“Does it hurt?” he asks.",
        "1. Rest the leg.",
    ],
)
def test_a_full_stop_inside_a_sentence_ends_nothing(text):
    assert split(text) == [text]


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("We open at 9 a.m. Come early.", ["We open at 9 a.m.", "Come early."]),
        ("He said “No.” Then he left.", ["He said “No.”", "Then he left."]),
        ("Does it hurt? No. It may ache.", ["Does it hurt?", "No.", "It may ache."]),
        ("It cost 5. We paid.", ["It cost 5.", "We paid."]),
        ("1. Rest. 2. Sleep.", ["1. Rest.", "2. Sleep."]),
    ],
)
def test_a_sentence_ends_where_the_next_begins(text, parts):
    assert split(text) == parts


@pytest.mark.parametrize("text", ["", "  ", "...", "?!", "—"])
def test_marks_alone_are_no_sentence(text):
    assert split(text) == []


@given(ROUGH)
def test_places_rebuild_the_text(text):
    found = sentences(text)

    assert [text[sentence.start : sentence.end] for sentence in found] == [sentence.text for sentence in found]
    assert all(first.end <= second.start for first, second in zip(found, found[1:], strict=False))
    rest = "".join(
        text[a:b] for a, b in zip([0, *(s.end for s in found)], [*(s.start for s in found), None], strict=True)
    )
    assert not any(letter.isalnum() for letter in rest)


@given(ROUGH, ROUGH)
def test_more_text_never_has_fewer_sentences(text, more):
    assert len(sentences(f"{text}.\nAnd {more}")) >= len(sentences(text))
