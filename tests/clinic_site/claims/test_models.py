import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from clinic_site.claims.models import Pack, Rule
from tests.clinic_site.claims.packs import DUE, pack, rule

pytestmark = pytest.mark.django_db


def faults(**fields) -> dict[str, list[str]]:
    with pytest.raises(ValidationError) as refusal:
        rule(pack(), **fields)
    return refusal.value.message_dict


@pytest.mark.parametrize("both", [{"term": "", "pattern": ""}, {"term": "cure", "pattern": "no * cure"}])
def test_a_rule_has_a_term_or_a_pattern(both: dict):
    assert faults(**both) == {"__all__": ["Write either a term or a pattern, not both."]}


def test_the_database_refuses_a_rule_with_both_or_none():
    row = rule(pack())

    for term, pattern in [("", ""), ("cure", "no * cure")]:
        with pytest.raises(IntegrityError), transaction.atomic():
            Rule.objects.filter(pk=row.pk).update(term=term, pattern=pattern)


@pytest.mark.parametrize("term", ["no * cure", "no … cure", "no ... cure", "(cure|heal)", "cure)"])
def test_a_term_has_words_only(term: str):
    assert faults(term=term) == {"term": ["A term has words only. Put *, … and (one|other) into the pattern instead."]}


def test_a_fault_in_a_pattern_stands_at_its_field():
    assert faults(pattern="(cure") == {"pattern": ["A closing bracket is missing: write (one|other)."]}


def test_a_fault_in_one_of_several_lines_names_the_line():
    assert faults(allowed_after="not\n* a") == {
        "allowed_after": ["“* a”: Start with a word: a gap at the start would fit everything."]
    }


def test_too_many_lines_are_refused():
    assert faults(allowed_after="not\n" * 31) == {"allowed_after": ["Keep at most 30 lines."]}


def test_a_pack_waits_for_its_legal_review_until_somebody_did_it():
    row = pack()

    assert row.needs_legal_review
    with pytest.raises(IntegrityError), transaction.atomic():
        Pack.objects.filter(pk=row.pk).update(needs_legal_review=False)


@pytest.mark.parametrize("half", [{"reviewed_on": DUE}, {"reviewed_by": "A. Lawyer"}])
def test_who_reviewed_and_when_are_said_together(half: dict):
    with pytest.raises(ValidationError, match="Say both who reviewed it and on which day"):
        pack(**half)
    with pytest.raises(IntegrityError), transaction.atomic():
        Pack.objects.filter(pk=pack("IE").pk).update(**half)


@pytest.mark.parametrize("key", ["gb", "GBR", "G", "General", "GB\n", "G1"])
def test_a_pack_is_named_by_two_capitals(key: str):
    with pytest.raises(ValidationError, match="Use the two capitals of a country: IE."):
        pack(key)


@pytest.mark.parametrize("country", ["GB", "gb", "United Kingdom", " united kingdom ", "Wales"])
def test_a_country_is_known_by_its_key_and_its_names(country: str):
    assert pack("GB", country="United Kingdom, Wales").is_for(country)


@pytest.mark.parametrize("country", ["", " ", "IE", "Kingdom", "United Kingdom, Wales", ","])
def test_another_country_is_not_taken_for_it(country: str):
    assert not pack("GB", country="United Kingdom, Wales,").is_for(country)
