"""Finding explained terms in a text, however they are inflected."""

from collections.abc import Iterable
from functools import lru_cache

from .kept import kept

LATIN_PLURALS = (("sis", "ses"), ("ax", "aces"), ("ex", "ices"), ("ix", "ices"), ("um", "a"), ("us", "i"), ("a", "ae"))
VOWEL_LETTERS = "aeiou"

Term = tuple[frozenset[str], ...]
Terms = dict[str, list[Term]]


def terms(explained: Iterable[str]) -> Terms:
    """Each term as the forms its words may take, found by any form of its first word."""
    return _terms(tuple(explained))


@lru_cache(maxsize=8)
def _terms(explained: tuple[str, ...]) -> Terms:
    by_first: Terms = {}
    for text in explained:
        if term := tuple(_forms(word) for word in key(text).split()):
            for form in term[0]:
                by_first.setdefault(form, []).append(term)
    return by_first


@kept
def key(text: str) -> str:
    """What is compared: small letters, one kind of apostrophe, a hyphen equal to a space."""
    return " ".join(text.casefold().replace("’", "'").replace("-", " ").split())


def covered(words: list[str], explained: Terms) -> set[int]:
    """The places in `words` that belong to an explained term."""
    keys = [key(word).split() for word in words]
    return {
        place
        for start, parts in enumerate(keys)
        for term in (explained.get(parts[0], ()) if parts else ())
        for place in range(start, start + _length_at(keys, start, term))
    }


def _length_at(keys: list[list[str]], start: int, term: Term) -> int:
    """How many words the term takes from `start`, or 0; a hyphenated word may hold several of the term."""
    left, place = list(term), start
    while left and place < len(keys):
        parts = keys[place]
        if not parts or len(parts) > len(left) or any(part not in left[i] for i, part in enumerate(parts)):
            return 0
        del left[: len(parts)]
        place += 1
    return 0 if left else place - start


def _forms(word: str) -> frozenset[str]:
    """A noun's plurals and possessives, and a verb's endings, British and American."""
    forms = {word, word + "s", word + "es", word + "ed", word + "ing"}
    if word.endswith("e"):
        forms |= {word + "d", word[:-1] + "ing"}
    if word.endswith("y"):
        forms |= {word[:-1] + "ies", word[:-1] + "ied"}
    if len(word) > 2 and word[-1] not in VOWEL_LETTERS and word[-2] in VOWEL_LETTERS:
        forms |= {word + word[-1] + "ed", word + word[-1] + "ing"}
    forms |= {word[: -len(one)] + many for one, many in LATIN_PLURALS if word.endswith(one)}
    return frozenset(forms | {form + "'s" for form in forms} | {form + "'" for form in forms})
