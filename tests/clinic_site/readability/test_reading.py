import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from clinic_site.readability import CAVEAT, NOT_ENGLISH, SENTENCE_WORDS, Block, prose, read, words
from clinic_site.readability.reading import MEASURED_WORDS

EASY = "Wash your hands. Dry them well. Put on a clean plaster. Tell us if it hurts."
HARD = (
    "Systematic reviews report heterogeneous outcomes, considerable risk of bias and imprecise estimates, so that"
    " confident recommendations concerning musculoskeletal interventions are not currently warranted."
)


def hard(text: str, *explained: str) -> list[tuple[str, int]]:
    return [(word.word, word.count) for word in read(text, explained=frozenset(explained)).hard_words]


def test_the_formulas_give_what_their_authors_printed():
    reading = read("The cat sat on the mat. The hospital is near.")

    assert (reading.sentences, reading.words) == (2, 10)
    assert reading.grade == pytest.approx(0.39 * 5 + 11.8 * 1.2 - 15.59)
    assert reading.smog == pytest.approx(1.0430 * 15**0.5 + 3.1291)


def test_a_hard_text_is_for_older_readers_than_an_easy_one():
    assert read(EASY).band == "about age 5 to 8"
    assert read(HARD).band == "about age 18 or over"
    assert read(EASY).age < 9 < read(HARD).age == 18


def test_sentences_over_the_limit_are_named_with_their_length_and_place():
    long = "Long" + " word" * SENTENCE_WORDS + "."
    just_right = " ".join(["word"] * SENTENCE_WORDS) + "."

    (found,) = read(f"{just_right}\n\nShort. {long}").long_sentences

    assert (found.text, found.words, found.block.order) == (long, SENTENCE_WORDS + 1, 1)


def test_paragraphs_over_three_sentences_are_named():
    (found,) = read("One. Two. Three.\n\nOne. Two. Three. Four.").long_paragraphs

    assert (found.sentences, found.block.order) == (4, 1)


def test_hard_words_are_counted_longest_then_most_used_first():
    text = "Coagulation matters. Contraindications matter. Coagulation again. A needle. Everyone."

    assert hard(text) == [("Coagulation", 2), ("Contraindications", 1)]


def test_explained_terms_are_not_hard_whatever_their_form():
    text = "An anticoagulant, Anticoagulants, the anticoagulant's use; vertebrae; trigger-point release; lymphoedema."

    assert hard(text, "anticoagulant", "Vertebra", "trigger point release") == [("lymphoedema", 1)]


def test_explaining_a_term_lowers_both_grades():
    text = "A pneumothorax is a collapsed lung. Tell us if you had a pneumothorax before."
    before, after = read(text), read(text, explained={"pneumothorax"})

    assert after.grade < before.grade
    assert after.smog < before.smog
    assert after.words == before.words


def test_names_of_the_house_addresses_and_figures_are_not_hard():
    text = "Call {{emergency_number}} or {{clinic_name}}, see https://guidance.example.org/information or 100,000."

    assert hard(text) == []


def test_headings_and_cells_do_not_make_a_page_easier():
    body = [Block("paragraph", HARD, 1)]

    assert read([Block("heading", "Why?", 0), *body, Block("cell", "No", 2)]).grade == read(body).grade


def test_a_text_of_headings_alone_is_still_measured():
    assert read([Block("heading", "What happens afterwards", 0)]).is_measured


def test_a_long_text_is_measured_by_its_first_words():
    easy = "Go to bed and rest. " * (MEASURED_WORDS // 5)

    longer = read(easy + "Physiotherapeutic considerations necessitate individualisation. " * 500)

    assert (longer.age, longer.hard_words) == (read(easy).age, ())
    assert longer.sentences == MEASURED_WORDS // 5 + 500


def test_list_items_are_sentences_of_their_own():
    assert read(prose("<p>Call us if you have:</p><ul><li>a fever</li><li>chest pain</li></ul>")).sentences == 3


@pytest.mark.parametrize("language", ["es", "cy", "fr-FR", "", "english"])
def test_other_languages_get_lengths_only(language):
    reading = read(f"{HARD} {EASY}", language=language)

    assert not reading.is_measured
    assert (reading.band, reading.grade, reading.smog, reading.age, reading.hard_words) == ("", 0, 0, 0, ())
    assert reading.words == len(words(f"{HARD} {EASY}"))
    assert len(reading.long_sentences) == len(reading.long_paragraphs) == 1


@pytest.mark.parametrize("language", ["en", "en-GB", "en_US", "EN-au"])
def test_every_english_is_measured(language):
    assert read(EASY, language=language).is_measured


@pytest.mark.parametrize("text", ["", " \n", "?!", []])
def test_nothing_is_not_measured(text):
    assert read(text) == read("")
    assert not read(text).is_measured


def test_the_screen_can_say_what_the_numbers_are_not():
    with translation.override("en-gb"):
        assert "hint" in str(CAVEAT)
        assert "length" in str(NOT_ENGLISH)


def test_a_word_is_what_spaces_or_dashes_part():
    assert words("Follow-up – don't wait—see “NHS” at 10.30, {{phone}}. 5 % & more…") == [
        "Follow-up", "don't", "wait", "see", "NHS", "at", "10.30", "{{phone}}", "5", "more",
    ]  # fmt: skip


@given(st.text(max_size=300))
def test_no_text_breaks_it(text):
    reading = read(text, explained={text[:20], "needle"})

    assert reading.is_measured == bool(reading.words)
    assert 5 <= reading.age <= 18 or not reading.is_measured


@given(st.lists(st.sampled_from(EASY.split(". ")), min_size=1, max_size=5))
def test_more_text_never_has_fewer_words(parts):
    counts = [read(". ".join(parts[:end])).words for end in range(1, len(parts) + 1)]

    assert counts == sorted(counts)
