import pytest

from clinic_site.claims.finding import found, rules_for
from clinic_site.claims.models import Rule
from tests.clinic_site.claims.packs import pack, rule

pytestmark = pytest.mark.django_db


def keys(country: str) -> set[str]:
    return {one.key for one in rules_for(country)}


def test_a_country_keeps_the_general_rules_and_its_own():
    rule(pack(), "cure")
    rule(pack("AU", country="Australia"), "testimonial")
    rule(pack("IE", country="Ireland"), "physical-therapist")

    assert keys("Australia") == {"cure", "testimonial"}
    assert keys("ie") == {"cure", "physical-therapist"}
    assert keys("France") == keys("") == {"cure"}


def test_a_rule_out_of_use_finds_nothing():
    rule(pack(), is_active=False)

    assert found("It cures.", country="GB") == []


def test_one_query_is_enough(django_assert_num_queries):
    rule(pack(), "cure")
    rule(pack("GB"), "heal", allowed_after="not")

    with django_assert_num_queries(1):
        matches = found("It cures, and does not heal.", country="GB")

    assert [(match.rule, match.words) for match in matches] == [("cure", "cures")]


@pytest.mark.parametrize("changed", [{"reason": "It isn't known."}, {"term": "mends"}, {"allowed_after": "it"}])
def test_a_rule_that_was_changed_counts_at_once(changed: dict):
    row = rule(pack())
    first = found("It cures.", country="GB")

    Rule.objects.filter(pk=row.pk).update(**changed)

    assert found("It cures.", country="GB") != first
