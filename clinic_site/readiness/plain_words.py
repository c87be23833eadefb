"""Plain words: short sentences and paragraphs, who does what, and nothing that lectures. Hints for the writer, each
with the words to mend."""

import re
from collections.abc import Iterator

from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from clinic_site.readability import (
    PARAGRAPH_SENTENCES,
    SENTENCE_WORDS,
    is_english,
    passive,
    prose,
    read,
    sentences,
    words,
)
from clinic_site.readiness.draft import Draft, Facts
from clinic_site.readiness.levelled import levelled
from clinic_site.readiness.passages import SUMMARIES, Passage, line_of, passages
from clinic_site.readiness.registry import LOOK, Found, check

# What patients ask in their own words.
ASKED = ("question", "list_title")
OLDEST = {"short_answer": 11}
OLDEST_ELSEWHERE = 13
HARD_WORDS_NAMED = 5
# The formulas were made for pages: over a sentence or two they jump by years.
FEWEST_WORDS = 20
WEAK_WORDS = re.compile(
    r"\b(?P<should>should(?:n't)?)\b(?! (?:i|we|my)\b)"
    r"|\b(?P<just>just)\b|\b(?P<simply>simply)\b"
    r"|\b(?P<worry>(?:don't|do not|never|no need to|needn't|need not|nothing to) (?:you |be )?worr(?:y|ied))\b",
    re.IGNORECASE,
)
KNOT_OR_TERM = re.compile(r"\b(?:(?P<knot>knots?)|trigger[ -]points?)\b", re.IGNORECASE)


def running(draft: Draft, *, with_headings: bool = False) -> Iterator[Passage]:
    """What is read as sentences: no words for pictures, and no titles and headings unless they are asked for."""
    for passage in passages(draft):
        if passage.kind != "alt" and (with_headings or not passage.is_title):
            yield passage


def english(draft: Draft, *, with_headings: bool = False) -> Iterator[Passage]:
    """The same, if it is in the language whose words are known here."""
    return running(draft, with_headings=with_headings) if is_english(language_of(draft)) else iter(())


def language_of(draft: Draft) -> str:
    return draft.wording.get("language") or "en-GB"


def found_in(draft: Draft, passage: Passage, why: str, excerpt: str, key: str = "") -> Found:
    start = " ".join(excerpt.split(maxsplit=6)[:6])
    return Found(passage.field, why, line=line_of(draft, passage, excerpt, start), excerpt=excerpt, key=key)


@check(
    "long-sentence",
    LOOK,
    sees=gettext_lazy("A sentence of more than 20 words."),
    fix=gettext_lazy("Make two sentences of it, or leave out what the reader does not need."),
)
def sentences_are_short(draft: Draft, facts: Facts) -> Iterator[Found]:
    for passage in running(draft):
        for sentence in sentences(passage.text):
            count = len(words(sentence.text))
            if count > SENTENCE_WORDS:
                why = _("This sentence has %(words)d words: “%(start)s”.")
                named = {"words": count, "start": start_of(sentence.text)}
                yield found_in(draft, passage, why % named, sentence.text)


@check(
    "long-paragraph",
    LOOK,
    sees=gettext_lazy("A paragraph, list item or cell of more than three sentences."),
    fix=gettext_lazy("Begin a new paragraph where a new thought begins, or make a list of it."),
)
def paragraphs_are_short(draft: Draft, facts: Facts) -> Iterator[Found]:
    for passage in running(draft):
        count = len(sentences(passage.text))
        if count > PARAGRAPH_SENTENCES and passage.field not in SUMMARIES:
            why = _("This paragraph has %(count)d sentences: “%(start)s”.")
            named = {"count": count, "start": start_of(passage.text)}
            yield found_in(draft, passage, why % named, passage.text)


@check(
    "passive",
    LOOK,
    sees=gettext_lazy("A sentence that hides who does something, or says it last, as in “the needle is taken out”."),
    fix=gettext_lazy("Begin with who does it: “we take the needle out”."),
)
def somebody_does_it(draft: Draft, facts: Facts) -> Iterator[Found]:
    for passage in english(draft):
        for sentence in sentences(passage.text):
            if done := passive(sentence.text):
                why = _("“%(words)s” hides who does it, or says it last: “%(start)s”.")
                named = {"words": done, "start": start_of(sentence.text)}
                yield found_in(draft, passage, why % named, sentence.text)


@check(
    "weak-words",
    LOOK,
    sees=gettext_lazy("“Should”, “just”, “simply” and “don’t worry”, except in what a patient asks (“should I …”)."),
    fix=gettext_lazy("Leave it out, or say what to do, why, and how you know."),
)
def words_do_not_lecture(draft: Draft, facts: Facts) -> Iterator[Found]:
    for passage in english(draft, with_headings=True):
        if passage.field in ASKED:
            continue
        for sentence in sentences(passage.text):
            said = {match.lastgroup: match.span() for match in WEAK_WORDS.finditer(levelled(sentence.text))}
            for kind, (start, end) in said.items():
                why = _("“%(words)s” lectures or makes light of things: “%(start)s”.")
                named = {"words": sentence.text[start:end], "start": start_of(sentence.text)}
                yield found_in(draft, passage, why % named, sentence.text, kind)


# In fewer words the formulas say more about chance than about the text.
ENOUGH_WORDS = 20


@check(
    "reading-age",
    LOOK,
    sees=gettext_lazy(
        "A short answer that asks for a reading age over 11, or another text over 13. In English only, from 20 words"
        " on, and a hint: the formulas look at lengths, not at sense."
    ),
    fix=gettext_lazy("Begin with the longest sentences and the hardest words."),
)
def many_can_read_it(draft: Draft, facts: Facts) -> Iterator[Found]:
    explained = frozenset(form.words for form in facts.glossary() if form.key in draft.terms)
    for name in (*SUMMARIES, "body"):
        text = prose(draft.html) if name == "body" else draft.wording.get(name, "")
        reading = read(text, language=language_of(draft), explained=explained)
        if reading.is_measured and reading.words >= ENOUGH_WORDS and reading.age > OLDEST.get(name, OLDEST_ELSEWHERE):
            hard = ", ".join(word.word for word in reading.hard_words[:HARD_WORDS_NAMED])
            why = _("It reads like a text for people of %(band)s. The hardest words: %(words)s.")
            yield Found(name, why % {"band": reading.band, "words": hard or _("none")})


@check(
    "knot",
    LOOK,
    sees=gettext_lazy("“Knot” more than once, or after “trigger point”: it is a picture, not a thing in the muscle."),
    fix=gettext_lazy("Write “tight, sore spot in the muscle”."),
)
def a_knot_is_said_once(draft: Draft, facts: Facts) -> Iterator[Found]:
    may_say_it = True
    for passage in english(draft):
        for match in KNOT_OR_TERM.finditer(passage.plain):
            if match["knot"] and not may_say_it:
                why = _("“%(word)s” stands here again, or after the medical term.") % {"word": match[0]}
                yield found_in(draft, passage, why, passage.text)
            may_say_it = False


def start_of(text: str, most: int = 60) -> str:
    """Enough of a text to find it by."""
    return Truncator(text).chars(most)
