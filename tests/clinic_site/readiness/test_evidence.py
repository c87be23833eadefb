"""What a text claims, and what stands behind it."""

from dataclasses import dataclass, field

import pytest

from clinic_site.claims.matching import Match
from tests.clinic_site.readiness.drafts import Site, draft, excerpts, found


@dataclass
class Rules(Site):
    words: tuple[str, ...] = ()
    asked: list[str] = field(default_factory=list)

    def claims(self, text: str) -> list[Match]:
        self.asked.append(text)
        starts = [(word, text.casefold().find(word)) for word in self.words]
        return [
            Match(f"rule-{word}", text[at : at + len(word)], at, at + len(word), "It was not shown.", "Say less.", "")
            for word, at in starts
            if at >= 0
        ]


@pytest.mark.parametrize(
    "body",
    [
        "About 8 of 100 people had a bruise.",
        "About 8 **of**\n100 people had a bruise.",
        "One in\nfive had it.",
        "A 1-in-10 chance.",
        "Pain fell by 30 %.",
        "Pain fell by thirty per cent.",
        "It is twice as good.",
        "That doubles the risk.",
        "Two thirds of those treated were sore.",
        "We treated over 3,000 patients.",
        "Four trials looked at it.",
        "In *62* runners it hurt.",
        "- one\n- 8 of 100",
        "| a | b |\n|---|---|\n| Bruise | 8 of 100 |\n| Sore | [@A] |",
        "> 8 out of 10 people",
        "::: note Sore\n20 % were sore.\n:::",
        "::: numbers 100 treatments\n- 8: had a bruise | did not\n:::",
        "::: numbers 100 treatments\n- 8: had a bruise | did not\n- 9: were sore | were not [@A]\n:::",
        "8 of 100 were sore.\n\nThe trial was small [@A].",
    ],
)
def test_a_figure_without_a_source_stops(body):
    assert [one.level for one in found("uncited-number", body)] == ["stop"]


@pytest.mark.parametrize(
    "body",
    [
        "About 8 of 100 people had a bruise [@A].",
        "8 of 100 were sore. The trial was small [@A].",
        "In a survey [@A]:\n\n- 8 of 100 were sore\n- 3 of 100 were tired",
        "- 8 of 100 were sore\n- 3 of 100 were tired [@A]",
        "8 of 100 were one of these:\n\n- sore [@A]\n- tired",
        "| a | b |\n|---|---|\n| 8 of 100 | [@A] |",
        "::: numbers 100 treatments\n- 8: had a bruise | did not [@A]\n:::",
        "## What 8 of 100 people feel",
        "Rest for 10 minutes, or wait 24 hours. It takes 2 or 3 days, for some half an hour.",
        "You are 16 or over. On 3 May 2024 we open at 10:30. In 2014 there were 63 more than in 2009.",
        "Take 1 tablet 3 times a day, no more than 8 in 24 hours. Do 3 sets of 10.",
        "1. Sit\n2. Lie\n\nStep 2 of 5 is on page 1055.",
        "Write down your pain from 0 to 10. If your pain is 7 out of 10, tell us. It may be 7 out of 10 on the scale.",
        "Take out one of the two needles. Two people check each page. When two studies differ, we show both.",
        "The clinic has 12 physiotherapists. Wipe it with 70% alcohol. Call {{phone}}, day and night, 24/7.",
    ],
)
def test_what_is_backed_or_claims_nothing_is_left_alone(body):
    assert found("uncited-number", body) == []


def test_a_figure_of_a_field_stands_in_the_text_with_its_source():
    backed = found("uncited-number", "8 out of 100 had it [@A].", lede="About 8 of 100 have it.")
    bare = found("uncited-number", "Some had it.", lede="About 8 of 100 have it.")

    assert backed == []
    assert [(one.field, one.excerpt) for one in bare] == [("lede", "About 8 of 100 have it.")]


def test_a_finding_names_the_figures_their_sentence_and_line():
    [one] = found("uncited-number", "Plain.\n\nSit down. Of these, 8 of\n100 and 20 % were sore.")

    assert "“8 of 100”, “20 %”" in one.why
    assert one.excerpt == "Of these, 8 of 100 and 20 % were sore."
    assert one.line == 3


@pytest.mark.parametrize(
    "body",
    [
        "Dry needling helps with neck pain.",
        "It doesn’t work for this.",
        "It’s more effective than exercise.",
        "Studies show that it is safe.",
        "There is a small risk of infection.",
        "- Needling relieves pain",
        "Side effects are mild.",
    ],
)
def test_an_effect_without_a_source_asks_for_a_reason(body):
    assert [one.level for one in found("uncited-claim", body)] == ["look"]


@pytest.mark.parametrize(
    "body",
    [
        "Needling may help [@A].",
        "Does it work? Ask us what helps. Can you work afterwards?",
        "We do not know if it helps. Nobody knows how it works.",
        "We found no trial of it. Read [what the research says](page:1029).",
        "Call for help. This guide helps you to understand.",
        "::: do\n- use what relieves pain\n:::",
    ],
)
def test_questions_advice_and_open_points_claim_nothing(body):
    assert found("uncited-claim", body) == []


def test_a_claim_is_found_in_every_field_and_every_part_of_the_text():
    site = Rules(words=("cure",))
    body = "## A cure\n\nPlain.\n\n::: note Cure\n- Needles\n  cure it.\n:::\n\n| Cured |\n|---|\n| x |\n"

    fields = {one.field for one in found("claim", body, site=site, title="A cure", lede="It cures.", kind="article")}
    places = excerpts("claim", body, site=site)

    assert fields == {"title", "lede", "body"}
    assert places == ["A cure", "Cure", "Needles cure it.", "Cured"]


def test_a_claim_brings_its_rule_its_reason_and_what_to_write():
    [one] = found("claim", "Rest. Needles cure pain [@A]. Rest.", site=Rules(words=("cure",)))

    assert (one.level, one.can_override, one.fix) == ("stop", True, "Say less.")
    assert one.id.startswith("claim-rule-cure-")
    assert one.excerpt == "Needles cure pain."
    assert "“cure”" in one.why
    assert "It was not shown." in one.why


def test_a_patient_may_ask_for_a_cure_and_nobody_may_promise_one():
    site = Rules(words=("cure",))

    assert found("claim", "Plain.", site=site, kind="question", question="Does dry needling cure migraine?") == []
    assert found("claim", "Plain.", site=site, kind="question", question="What cures migraine?")


@pytest.mark.parametrize(
    ("body", "excerpt"),
    [
        ("1 in 7 had it [@A].", "1 in 7 had it."),
        ("8 of 100 [@A].\n\nAlso 20 % [@A].", "Also 20 %."),
        ("8 of 100 [@A].\n\nAlso 3 of 10,000 [@A].", "Also 3 of 10,000."),
    ],
)
def test_shares_that_cannot_be_compared_ask_for_a_reason(body, excerpt):
    assert excerpts("denominator", body) == [excerpt]


def test_one_denominator_is_fine_and_so_is_the_one_of_a_box():
    box = "::: numbers 10,000 treatments\n- 4: were tired | were not [@A]\n:::\n\n"

    assert found("denominator", "8 of 100 [@A]. 5 in 100 [@A]. One trial of 40 people [@A].") == []
    assert found("denominator", f"{box}8 of 100 were sore [@A].\n\n4 of 10,000 were tired [@A].") == []


@pytest.mark.parametrize(
    "body", ["Bruises are\ncommon.", "A collapsed lung is very rare.", "Rarely, it bleeds.", "Most people feel sore."]
)
def test_a_frequency_without_a_figure_asks_for_a_reason(body):
    assert [one.level for one in found("bare-frequency", body)] == ["look"]


@pytest.mark.parametrize(
    "body",
    [
        "It is common: 8 of 100 people had it [@A].",
        "Bruises are common. About 8 of 100 people had one [@A].",
        "Use common sense. What we have in common is a common cold.",
        "Nobody knows how often or how rare it is.",
        "Most people come by bus.",
    ],
)
def test_a_figure_beside_it_or_another_meaning_is_fine(body):
    assert found("bare-frequency", body) == []


@pytest.mark.parametrize(
    "body",
    [
        "“I felt better after one visit,” said Anna.",
        "‘I could walk again,’ she said.",
        "> My pain went away in a week.",
        "One of our patients ran a marathon.",
        "It changed my life!",
        "★★★★★",
        "Our five-star reviews say it all.",
        "– Anna, 45",
    ],
)
def test_a_story_asks_for_a_reason(body):
    assert [one.level for one in found("testimonial", body)] == ["look"]


@pytest.mark.parametrize(
    "body",
    [
        "Say “I had a needle near my chest”.",
        "Ask “Can I have it?”",
        "We print no patient stories.",
        "A summary of 36 reviews [@A].",
        "[I feel unwell after treatment](page:1055)",
    ],
)
def test_words_for_the_reader_to_say_are_no_story(body):
    assert found("testimonial", body) == []


def test_each_missing_section_of_a_treatment_page_is_named():
    body = "## Gain {benefits}\n\nx\n\n## Harm {risks}\n\nx\n"

    named = [one.id for one in found("sections", body, flags=["describes-treatment"])]

    assert named == ["sections-alternatives", "sections-no-treatment", "sections-next"]
    assert found("sections", body, flags=[]) == []


def test_a_question_may_link_to_a_page_that_has_the_sections():
    body = "Read [what dry needling is](page:1008).\n"

    named = [one.id for one in found("sections", body, kind="question", flags=["describes-treatment"])]

    assert named == ["sections-next"]
    assert draft(body).links == ("1008",)
