"""How well and how fast near-duplicate questions are found: python -m benchmarks.similar"""

import sys
from collections.abc import Iterator
from itertools import product
from time import process_time

from clinic_site.search.similar import LIKELY_SAME, closest, similarity
from tests.clinic_site.search.pairs import ASKED, DIFFERENT

RUNS = 20
PLACES = ("neck", "back", "shoulder", "elbow", "wrist", "hand", "hip", "knee", "ankle", "foot", "jaw", "calf", "thigh")
DOINGS = ("run", "swim", "drive", "sleep", "eat", "shower", "travel", "lift", "dance", "cycle", "garden", "knit", "ski")
WHENS = ("before", "afterwards", "the next day", "on the day", "with a cold", "at night")


def halves() -> dict[str, list[str]]:
    questions = list(ASKED)
    return {"tuned on": questions[::2], "held out": questions[1::2]}


def same_and_different(half: str) -> tuple[list[tuple[str, str]], list[tuple[str, str]]]:
    """Duplicates within each question of the half; every other pairing of what is asked in it is different."""
    questions = halves()[half]
    same = [(question, asked) for question in questions for asked in ASKED[question]]
    different = [
        (asked, other)
        for question, other in product(questions, questions)
        if question != other
        for asked in (question, *ASKED[question])
    ]
    half_of_written = len(DIFFERENT) // 2
    written = DIFFERENT[:half_of_written] if half == "tuned on" else DIFFERENT[half_of_written:]
    return same, different + written


def report(half: str, show: bool) -> str:
    same, different = same_and_different(half)
    missed = [pair for pair in same if similarity(*pair) < LIKELY_SAME]
    wrong = [pair for pair in different if similarity(*pair) >= LIKELY_SAME]
    if show:
        print(*(f"  missed {similarity(*pair):.2f} {pair}" for pair in missed), sep="\n")
        print(*(f"  wrong  {similarity(*pair):.2f} {pair}" for pair in wrong), sep="\n")
    found = len(same) - len(missed)
    return (
        f"{half}: {len(same)} same, {len(different)} different; precision {found / (found + len(wrong)):.2f},"
        f" recall {found / len(same):.2f}, taken for the same {len(wrong)} ({len(wrong) / len(different):.1%})"
    )


def ranked(half: str) -> str:
    """How often the right question is first, or among the first three, when asked in other words."""
    others = [(question, question) for question in ASKED]
    asked = [(question, words) for question in halves()[half] for words in ASKED[question]]
    keys = [[key for key, _score in closest(words, others)] for _question, words in asked]
    first = sum(found[:1] == [question] for found, (question, _words) in zip(keys, asked, strict=True))
    three = sum(question in found for found, (question, _words) in zip(keys, asked, strict=True))
    extra = sum(len(found) for found in keys) - three
    return f"{half}: of {len(asked)} asked, first {first}, among three {three}, others offered {extra}"


def thousand() -> Iterator[tuple[str, str]]:
    for number, (doing, place, when) in enumerate(product(DOINGS, PLACES, WHENS)):
        yield str(number), f"Can I {doing} {when} if my {place} was needled and hurts?"


def main() -> None:
    for half in ("tuned on", "held out"):
        # Whoever sees what the held-out half missed can't tune on it any more.
        print(report(half, show=half == "tuned on" and "--show" in sys.argv))
        print(ranked(half))
    others = list(thousand())[:1_000]
    start = process_time()
    closest("Will my sholder hurt when I drive?", others)
    filled = process_time()
    for _run in range(RUNS):
        closest("Will my sholder hurt when I drive?", others)
    each = (process_time() - filled) / RUNS
    print(f"{len(others)} questions: first call {1000 * (filled - start):.0f} ms CPU, then {1000 * each:.1f} ms each")


if __name__ == "__main__":
    main()
