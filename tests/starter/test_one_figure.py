"""One fact, one figure: what the starter texts say of it is the same everywhere.

The figures are those of the studies, out of 100 or 10,000 treatments: Brady2014 counted 7,629 in Ireland, Boyce2020
20,494 in the United States; NavarroSantana2020 sums up three trials that asked everybody about soreness.
"""

import re
from dataclasses import dataclass

import pytest

from tests.starter.texts import everything_said

NUMBER = re.compile(r"(?<![\w.])(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?")
BASE = {"100", "10,000"}


@dataclass(frozen=True)
class Fact:
    """`told` finds the part of a sentence that tells it with a figure; every number there is one of `figures`."""

    told: str
    figures: frozenset[str]

    def wrong_in(self, words: str) -> list[str]:
        parts = re.finditer(self.told, words, re.IGNORECASE)
        return sorted({number for part in parts for number in NUMBER.findall(part[0])} - self.figures - BASE)


def fact(told: str, *figures: int | str) -> Fact:
    return Fact(told, frozenset(map(str, figures)))


# Within one part of a sentence: not across a comma, a semicolon or an “and” that begins another figure.
NEAR = r"(?:(?!, | and (?:about |in )?(?:\d|none))[^.;|])*?"
RATE = r"\b\d[\d,]*(?: out)? of (?:every )?(?:100|10,000)\b"
SERIOUS = r"(?:serious|major|significant)"
FACTS = {
    "a bruise, in both surveys": fact(
        rf"(?:{RATE}{NEAR}\bbruis\w*|\bbruis\w*{NEAR}{RATE}|\b\d+ left a bruise)", 8, 92
    ),
    "bleeding, in both surveys or on blood thinners": fact(
        rf"(?:{RATE}{NEAR}\b(?:bled|bleeding|blood)\b|\b(?:bled|bleeding|spots? of blood){NEAR}{RATE}"
        r"|\b\d+ led to bleeding)",
        5, 16, 15, 84, 85, 95,
    ),
    "soreness, when trials asked everybody": fact(r"\d+, \d+ and \d+ of 100 people were sore", 55, 88, 91),
    "soreness, trial by trial": fact(r"\btrial: \d+ of 100 people were sore", 55, 88, 91),
    "no soreness, in the same trials": fact(r"\bother \d+, \d+ and \d+ were not", 45, 12, 9),
    "pain during needling, in the two surveys": fact(
        r"\bpain during about \d+(?: and \d+)? of 100|\b\d+ of 100 treatments hurt during", 3, 6
    ),
    "a major event, in the United States": fact(
        rf"(?:{RATE}{NEAR}\b{SERIOUS}\b|\b{SERIOUS}\b{NEAR}{RATE}|\b\d[\d,]* had a {SERIOUS} event)",
        4, 10, "9,990", "9,996",
    ),
    "the days a collapsed lung can take to show": fact(r"\blung\b[^.;|]*?(?:over|up to) \d+ days?", 2),
    "the days to watch for signs of a collapsed lung": fact(r"\bwatch for[^.;|]* \d+ days?", 3),
    "how many visits therapists use": fact(r"\b\d+\b[^.,;|]*\b\d+ to \d+ visits", 82, 3, 6),
    "how long the needling takes": fact(r"\b\d+ of 100\b[^.,;|]*\bless than \d+ minutes", 67, 15),
}  # fmt: skip


@pytest.mark.parametrize("name", FACTS)
def test_the_same_fact_has_the_same_figure_everywhere(name: str):
    wrong = [f"{said.where}: {said.words}" for said in everything_said() if FACTS[name].wrong_in(said.words)]

    assert wrong == []


@pytest.mark.parametrize("name", FACTS)
def test_each_fact_is_told_somewhere(name: str):
    told = re.compile(FACTS[name].told, re.IGNORECASE)

    assert [said.where for said in everything_said() if told.search(said.words)]


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("a bruise, in both surveys", "A bruise: after about 9 of 100 treatments, and not after about 91."),
        ("a bruise, in both surveys", "About 7 of 100 treatments left a bruise."),
        ("bleeding, in both surveys or on blood thinners", "About 20 of 100 treatments led to bleeding."),
        ("soreness, when trials asked everybody", "When asked, 55, 80 and 91 of 100 people were sore."),
        ("the days a collapsed lung can take to show", "A collapsed lung can build up over 3 days."),
        ("how many visits therapists use", "In a survey 82 of 100 use 4 to 6 visits."),
    ],
)  # fmt: skip
def test_another_figure_is_noticed(name: str, words: str):
    assert FACTS[name].wrong_in(words)


# What NICE says, by what it is about, in the word that carries it.
ADVICE = {
    r"osteoarthritis": r"not to offer|against|not advise",
    r"low back pain|sciatica": r"not to offer|against|not advise",
    r"chronic primary pain": r"consider",
    r"headache|migraine": r"consider|not recommend",
}
SAYS = re.compile(r"\bNICE\b[^.]*\b(?:offer|consider\w*|recommend\w*|against)\b")


@pytest.mark.parametrize("about", ADVICE)
def test_nice_says_the_same_of_a_problem_everywhere(about: str):
    told = [said for said in everything_said() if SAYS.search(said.words) and re.search(about, said.words, re.I)]

    assert told
    assert [f"{one.where}: {one.words}" for one in told if not re.search(ADVICE[about], one.words)] == []
