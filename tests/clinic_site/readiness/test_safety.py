"""What a reader could come to harm by."""

from dataclasses import dataclass, field, replace
from datetime import date

import pytest

from clinic_site.glossary.models import TermForm
from clinic_site.markdown import Term
from clinic_site.readiness.registry import findings
from tests.clinic_site.readiness.drafts import Site, draft, found

CARD = "::: emergency\n:::\n\n"
TWITCH = Term("trigger-point", "tight, sore spot")
WORDS = Site(terms=[TermForm("trigger-point", "trigger point", "tight, sore spot")])


@dataclass
class Links(Site):
    failing_links: dict = field(default_factory=dict)

    def failing(self, addresses: tuple[str, ...]) -> dict:
        return {one: self.failing_links[one] for one in addresses if one in self.failing_links}


@pytest.mark.parametrize(
    "body",
    [
        "You may have chest pain after treatment.",
        "- a pain in your\n  chest",
        "If you are short of breath, call us.",
        "Some people can’t breathe well.",
        "::: note Later\nBreathlessness can come later.\n:::",
        "You may cough up blood.",
        "Lie down if you collapse and don’t come round.",
        "A numb arm passes.",
        "There can be weakness in your leg.",
        "You can’t pass urine.",
        "Bleeding that won’t stop is unusual.",
        "Your face or tongue swells.",
        "Signs of a stroke can follow.",
        "If you feel suicidal, rest.",
        "You may see pus, with a fever.",
    ],
)
def test_a_danger_sign_without_help_stops_and_can_be_explained(body):
    [one] = found("red-flag", body)

    assert (one.level, one.can_override, one.field) == ("stop", True, "body")


@pytest.mark.parametrize(
    "body",
    [
        "You may feel a dull ache and be sore. How fit you are is no bar.",
        "Nobody in the trial had chest pain? There was no chest pain [@A].",
        "Have you ever had chest pain? Tell us before treatment if you are short of breath.",
        "The needle goes near the chest. Stroke the skin gently.",
        "Call us today if you see pus.",
        f"{CARD}You may have chest pain after treatment.",
    ],
)
def test_other_words_and_signs_below_the_card_are_fine(body):
    assert found("red-flag", body) == []


def test_a_sign_in_a_field_counts_and_the_text_can_answer_it():
    body = "If you have chest pain, call {{emergency_number}}."

    assert [one.field for one in found("red-flag", "Rest.", lede="Chest pain can follow.")] == ["lede"]
    assert found("red-flag", body, lede="Chest pain can follow.") == []


def test_a_sign_that_is_answered_without_the_card_asks_for_a_reason():
    body = "If you have chest pain, follow [I feel unwell](page:1055)."

    assert [one.level for one in found("danger-sign", body)] == ["look"]
    assert found("danger-sign", CARD + body) == []


@pytest.mark.parametrize(
    "body",
    [
        f"## One\n\nx\n\n## Two\n\nYou may have chest pain.\n\n{CARD}",
        f"## One\n\nYou may have chest pain.\n\n## Two\n\n{CARD}",
    ],
)
def test_a_card_that_stands_too_low_stops(body):
    assert [one.id.split("-")[2] for one in found("red-flag", body)] == ["low"]


def test_a_page_of_high_risk_has_its_card_at_the_top():
    body = f"## One\n\nChest pain.\n\n## Two\n\nx\n\n{CARD}"

    assert found("red-flag", body, risk="high") == []


def test_a_card_beside_the_first_sign_stands_well():
    assert found("red-flag", f"You may have chest pain.\n\n{CARD}## One\n\nChest pain.") == []


@pytest.mark.parametrize(
    "body",
    [
        "Call 01632 960001.",
        "(01632) 960 001",
        "+44 1632 960001",
        "01632‑960‑001",
        "555-0123",
        "Dial 999.",
        "Ring NHS 111.",
        "Call 911 or 112.",
        "In an emergency, 999 is the number.",
        "Call nine nine nine.",
        "- call us on\n  01632 960001",
        "| Phone |\n|---|\n| 01632 960001 |",
    ],
)
def test_a_typed_number_stops(body):
    assert {one.level for one in found("typed-phone", body)} == {"stop"}


@pytest.mark.parametrize(
    "body",
    [
        "Call {{phone}} or {{emergency_number}}.",
        "From 2014-2019, on 12/05/2024 and 2024-11-21, at 10.30-12.30.",
        "7,629 treatments, 10,000 steps, 9 000 000 people, 0.2-0.35 mm.",
        "doi 10.1179/2042618613Y.0000000044, PMID 25125935",
        "[A page](https://example.org/01632960001), page 1055, 999 treatments.",
        "Call us after 10 days or within 48 hours. We call 100 people.",
    ],
)
def test_years_sums_and_addresses_are_no_phones(body):
    assert found("typed-phone", body) == []


def test_a_phone_is_found_in_every_field():
    named = found("typed-phone", "Plain.", lede="Call 999.", title="Ring 01632 960001", search_words=["01632 960001"])

    assert {one.field for one in named} == {"lede", "title", "search_words"}
    assert "01632 960001" in {one.excerpt for one in named}


@pytest.mark.parametrize("body", ["Trigger points hurt.", "It is a\ntrigger point (tight, sore spot)."])
def test_a_term_before_its_plain_words_asks_for_a_reason(body):
    assert [one.id.startswith("medical-term-trigger-point-") for one in found("medical-term", body, site=WORDS)] == [
        True
    ]


@pytest.mark.parametrize(
    "body",
    [
        "A [[trigger point]] hurts. A trigger point is sore.",
        "A tight, sore spot (trigger point) hurts.",
        "## Trigger points\n\nThey hurt.",
    ],
)
def test_a_term_after_its_plain_words_is_fine(body):
    assert found("medical-term", body, site=WORDS, terms={"trigger point": TWITCH}) == []


def test_a_term_of_the_patients_own_question_is_known():
    words = {"question": "What is a trigger point?", "short_answer": "A trigger point is sore."}

    assert found("medical-term", "Plain.", site=WORDS, kind="question", **words) == []


@pytest.mark.parametrize("body", ["An MRI can help.", "You may need MRIs.", "TENS is a choice.", "An R.C.T. was done."])
def test_an_abbreviation_that_nobody_spells_out_asks_for_a_reason(body):
    assert [one.level for one in found("abbreviation", body)] == ["look"]


@pytest.mark.parametrize(
    "body",
    [
        "The NHS, your GP and A&E, in the UK. An X-ray and vitamin B12.",
        "A scan with magnets (MRI). A second MRI.",
        "MRI (a scan with magnets). NICE, a national body, says so.",
        "STOP and do NOT drive.",
        "CALL THE MRI TEAM NOW",
    ],
)
def test_what_is_known_or_spelt_out_is_fine(body):
    assert found("abbreviation", body) == []


def test_a_link_that_fails_is_named_with_its_day():
    address = "https://example.org/a?b=1&c=2"
    page = replace(
        draft("See [a study](https://example.org/a?b=1&c=2)."), outside=("https://example.org/a?b=1&amp;c=2",)
    )

    [one] = [
        finding
        for finding in findings(page, Links(failing_links={address: date(2026, 11, 3)}))
        if finding.code == "outside-link"
    ]

    assert (one.level, one.excerpt, one.line) == ("look", address, 1)
    assert "3 Nov 2026" in one.why
