"""Two formulas that estimate the school year (United States grade) whose pupils can read a text."""

from math import sqrt

PUPILS_ARE_OLDER_BY = 5
YOUNGEST, ADULT = 5, 18


def flesch_kincaid(words: int, sentences: int, syllables: int) -> float:
    """Kincaid, Fishburne, Rogers and Chissom 1975, Research Branch Report 8-75. All three counts are at least 1."""
    return 0.39 * words / sentences + 11.8 * syllables / words - 15.59


def reading_ease(words: int, sentences: int, syllables: int) -> float:
    """Flesch 1948, Journal of Applied Psychology 32: 221-233. 100 is very easy; 0 is very hard."""
    return 206.835 - 1.015 * words / sentences - 84.6 * syllables / words


def smog(sentences: int, long_words: int) -> float:
    """McLaughlin 1969, Journal of Reading 12: 639-646; long words have three syllables or more.

    Made for 30 sentences; a shorter text is scaled up to 30 and its grade is the less sure.
    """
    return 1.0430 * sqrt(long_words * 30 / sentences) + 3.1291


def age_of(grade: float) -> int:
    return min(ADULT, max(YOUNGEST, round(grade) + PUPILS_ARE_OLDER_BY))
