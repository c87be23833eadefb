"""The ordinary forms of an English word: cure, cures, cured, curing. Irregular ones are written out in a rule."""

import re

# Small words whose "forms" are other words ("not", "noted"; "new", "news") or none at all.
FIXED = frozenset(
    {
        "all", "also", "and", "any", "anything", "are", "because", "best", "better", "but", "can", "cannot",
        "did", "does", "each", "every", "everyone", "everything", "for", "from", "had", "has", "have", "her",
        "him", "his", "how", "into", "its", "just", "less", "may", "might", "more", "most", "must", "never",
        "new", "nobody", "none", "not", "nothing", "one", "only", "other", "others", "our", "out", "over",
        "should", "some", "such", "than", "that", "the", "their", "them", "then", "there", "these", "they",
        "this", "those", "too", "very", "was", "were", "what", "when", "where", "which", "who", "whole",
        "whose", "why", "will", "with", "without", "would", "you", "your",
    }
)  # fmt: skip
INFLECTED = re.compile(r"[a-z]{3,}")
HISSING = ("s", "x", "z", "ch", "sh")
VOWELS = "aeiou"


def forms_of(word: str) -> frozenset[str]:
    """The word with its forms in -s, -ed and -ing. Some are no words, and harmless: nobody writes them."""
    if not INFLECTED.fullmatch(word) or word in FIXED:
        return frozenset({word})
    return frozenset({word, *_with_s(word), *_past_and_ing(word)})


def _with_s(word: str) -> set[str]:
    if word.endswith("y") and word[-2] not in VOWELS:
        return {word[:-1] + "ies"}
    return (
        {word + "es"} if word.endswith(HISSING) else {word + "s", word + "es"} if word.endswith("o") else {word + "s"}
    )


def _past_and_ing(word: str) -> set[str]:
    if word.endswith("ie"):
        return {word + "d", word[:-2] + "ying"}
    if word.endswith("e"):
        dropped = word if word.endswith(("ee", "oe", "ye")) else word[:-1]
        return {word + "d", dropped + "ing"}
    if word.endswith("y") and word[-2] not in VOWELS:
        return {word[:-1] + "ied", word + "ing"}
    forms = {word + "ed", word + "ing"}
    if word[-1] not in VOWELS + "wxy" and word[-2] in VOWELS and word[-3] not in VOWELS:
        forms |= {word + word[-1] + "ed", word + word[-1] + "ing"}
    return forms
