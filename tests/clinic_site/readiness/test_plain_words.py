from dataclasses import dataclass

import pytest

from clinic_site.markdown import Term
from clinic_site.readiness.registry import LOOK
from tests.clinic_site.readiness.drafts import Site, excerpts, found

TWENTY = "We ask you to sit down for a few minutes before you walk out of the door to go home."
TWENTY_ONE = TWENTY.replace("home", "home again")
PLAIN = "You may be sore for a day. Rest if you like."
HARD = (
    "Percutaneous intramuscular stimulation demonstrates heterogeneous, methodologically questionable effectiveness"
    " regarding musculoskeletal symptomatology; consequently, individualised multidisciplinary rehabilitation"
    " necessitates comprehensive biopsychosocial reassessment. "
)


@dataclass(frozen=True)
class Form:
    key: str
    words: str
    plain: str


def test_twenty_words_are_a_sentence_and_more_are_two():
    assert excerpts("long-sentence", TWENTY) == []
    assert excerpts("long-sentence", TWENTY_ONE) == [TWENTY_ONE]


def test_a_long_sentence_is_named_with_its_length_and_can_be_explained():
    [one] = found("long-sentence", f"{PLAIN}\n\n{TWENTY_ONE}")
    [said] = found("long-sentence", f"{PLAIN}\n\n{TWENTY_ONE}", reasons=[f"{one.id}: It quotes the law."])

    assert (one.level, one.field, one.needs_reason) == (LOOK, "body", True)
    assert "21 words" in one.why
    assert said.reason == "It quotes the law."


@pytest.mark.parametrize(
    "body",
    [f"- {TWENTY_ONE}", f"| A |\n|---|\n| {TWENTY_ONE} |", f"::: note Careful\n{TWENTY_ONE}\n:::", f"> {TWENTY_ONE}",
     TWENTY_ONE.replace(" a few", "\na few"), TWENTY_ONE.replace("sit down", "**sit** [down](page:1032)")],
)  # fmt: skip
def test_long_sentences_are_found_wherever_they_stand(body):
    assert excerpts("long-sentence", body) == [TWENTY_ONE]


def test_headings_sources_and_full_stops_inside_words_make_no_long_sentence():
    body = f"## {TWENTY_ONE}\n\n{TWENTY[:-1]} [@Brady2014; @Boyce2020].\n\nTake 0.5 mg, e.g. at 9 a.m. Then rest."

    assert excerpts("long-sentence", body) == []


@pytest.mark.parametrize("name", ["short_answer", "lede", "short_form"])
def test_the_fields_above_the_text_are_read_too(name):
    assert [one.field for one in found("long-sentence", PLAIN, **{name: TWENTY_ONE})] == [name]


def test_other_languages_get_their_lengths_and_no_age():
    parts = {"language": "cy"}

    assert excerpts("long-sentence", TWENTY_ONE, **parts) == [TWENTY_ONE]
    assert found("reading-age", HARD * 5, **parts) == []
    assert found("passive", "Mae it was given just so.", **parts) + found("weak-words", "Just.", **parts) == []


def test_four_sentences_are_a_long_paragraph():
    assert excerpts("long-paragraph", "One is here. Two is here. Three is here.") == []
    assert len(excerpts("long-paragraph", "One is here. Two is here. Three is here. Four is here.")) == 1


def test_sentences_of_several_paragraphs_are_not_added_up():
    assert excerpts("long-paragraph", "One is here. Two is here.\n\nThree is here. Four is here.") == []


@pytest.mark.parametrize(
    "sentence",
    ["The needle is taken out after a minute.", "You will be given a form.", "Trials have been done.",
     "It was carefully checked by two people."],
)  # fmt: skip
def test_sentences_that_hide_who_acts_are_looked_at(sentence):
    assert excerpts("passive", sentence) == [sentence]


@pytest.mark.parametrize(
    "sentence", ["We take the needle out.", "You may be tired.", "You are worried about needles.", "The spot is sore."]
)
def test_sentences_that_say_who_acts_are_fine(sentence):
    assert excerpts("passive", sentence) == []


@pytest.mark.parametrize(
    ("sentence", "words"),
    [("You should rest.", "should"), ("You shouldn’t run.", "shouldn’t"), ("You shouldn't run.", "shouldn't"),
     ("Just rest.", "Just"), ("Simply call us.", "Simply"), ("Don’t worry.", "Don’t worry"),
     ("Please don't worry.", "don't worry"), ("There is no need to worry.", "no need to worry")],
)  # fmt: skip
def test_words_that_lecture_are_looked_at(sentence, words):
    [one] = found("weak-words", sentence)

    assert (one.level, one.excerpt) == (LOOK, sentence)
    assert f"“{words}”" in one.why


@pytest.mark.parametrize(
    "sentence", ["Your shoulder may ache.", "What should I tell you?", "Needles worry you.", "Adjust it.", "A justice."]
)
def test_other_words_and_what_a_patient_asks_are_fine(sentence):
    assert found("weak-words", sentence) == []


def test_headings_lecture_too_and_the_question_of_a_patient_does_not():
    assert excerpts("weak-words", "## What you should do\n\nRest.") == ["What you should do"]
    assert found("weak-words", "Rest.", question="Should people just rest?", list_title="Rest: should people?") == []


def test_a_word_said_twice_in_one_sentence_is_one_finding():
    assert len(found("weak-words", "You should rest and should drink.")) == 1


def test_the_short_answer_has_a_lower_age_than_the_text():
    assert found("reading-age", PLAIN * 8, short_answer=PLAIN) == []
    assert [one.field for one in found("reading-age", HARD * 5, short_answer=HARD * 2)] == ["short_answer", "body"]


def test_a_few_words_have_no_age():
    assert (
        found("reading-age", PLAIN, short_answer="Serious complications necessitate immediate hospitalisation.") == []
    )


def test_hard_words_are_named_unless_the_text_explains_them():
    body = HARD * 5 + "\n\nA [[symptomatology]] is what you feel."
    site = Site(terms=[Form("symptomatology", "symptomatology", "what you feel")])
    terms = {"symptomatology": Term("symptomatology", "what you feel")}

    assert "symptomatology" not in found("reading-age", body, site=site, terms=terms)[0].why


def test_a_knot_is_an_everyday_word_once():
    assert found("knot", "People call it a knot. Its name is trigger point.") == []
    assert len(found("knot", "A knot is tight. Knots hurt.")) == 1
    assert len(found("knot", "A trigger point is not a knot.")) == 1
