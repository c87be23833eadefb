"""Reading help: offline, for English; a hint and never a gate."""

from .passive import passive
from .prose import CAPTION, CELL, HEADING, ITEM, PARAGRAPH, Block, plain, prose
from .reading import (
    CAVEAT,
    NOT_ENGLISH,
    PARAGRAPH_SENTENCES,
    SENTENCE_WORDS,
    HardWord,
    LongParagraph,
    LongSentence,
    Reading,
    is_english,
    read,
)
from .sentences import Sentence, sentences
from .syllables import syllables
from .words import words

__all__ = [
    "CAPTION",
    "CAVEAT",
    "CELL",
    "HEADING",
    "ITEM",
    "NOT_ENGLISH",
    "PARAGRAPH",
    "PARAGRAPH_SENTENCES",
    "SENTENCE_WORDS",
    "Block",
    "HardWord",
    "LongParagraph",
    "LongSentence",
    "Reading",
    "Sentence",
    "is_english",
    "passive",
    "plain",
    "prose",
    "read",
    "sentences",
    "syllables",
    "words",
]
