import re

from .kept import kept

PLACEHOLDER = re.compile(r"\{\{[^{}\n]{1,100}\}\}")
LONGEST_ADDRESS = 200
TOKEN = re.compile(r"\{\{[^{}\n]{1,100}\}\}|[^\s—–…]+")
ADDRESS = re.compile(r"https?://|www\.|\S+@\S+\.\S+|\S+\.\w+/", re.IGNORECASE)


def words(text: str) -> list[str]:
    """The words as written, without the marks around them.

    A word is what white space or a dash parts and has a letter or a digit: "follow-up", "don't", "10.30" and a
    {{placeholder}} are one each.
    """
    return list(_words(text))


@kept
def _words(text: str) -> tuple[str, ...]:
    return tuple(word for token in TOKEN.findall(text) if (word := _bare(token)))


def _bare(token: str) -> str:
    if PLACEHOLDER.fullmatch(token):
        return token
    sounded = [place for place, letter in enumerate(token) if letter.isalnum()]
    return token[sounded[0] : sounded[-1] + 1] if sounded else ""


def is_said_whole(word: str) -> bool:
    """Placeholders, addresses and figures: one word of one syllable, and none that a writer could make easier."""
    is_name = PLACEHOLDER.search(word) or ADDRESS.match(word[:LONGEST_ADDRESS])
    return bool(is_name) or not any(letter.isalpha() for letter in word)
