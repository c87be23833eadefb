import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError

from clinic_site import markdown
from clinic_site.glossary.models import Term, forms, printed, terms_in
from clinic_site.glossary.words import TermForm
from tests.clinic_site.glossary.shelf import PLAIN, PLURAL, term

pytestmark = pytest.mark.django_db


def refusal(row: Term) -> dict:
    with pytest.raises(ValidationError) as found:
        row.full_clean()
    return found.value.message_dict


def test_words_are_found_in_any_case_each_with_its_own_plain_words():
    term()

    found = terms_in({"trigger point", "Trigger  Points", "fascia"})

    assert found == {
        "trigger point": markdown.Term("trigger-point", PLAIN),
        "Trigger  Points": markdown.Term("trigger-point", "tight, sore spots in the muscle"),
    }


@pytest.mark.parametrize("count", [1, 3])
def test_however_many_terms_there_are_they_are_read_at_once(django_assert_num_queries, count: int):
    keys = [f"term-{number}" for number in range(count)]
    for key in keys:
        term(key)

    with django_assert_num_queries(1):
        assert len(terms_in({key.replace("-", " ") for key in keys})) == count
    with django_assert_num_queries(1):
        assert len(printed(tuple(keys))) == count
    with django_assert_num_queries(1):
        assert len(forms()) == count


def test_a_term_that_was_changed_counts_at_once():
    row = term()
    assert terms_in({"trigger point"})["trigger point"].plain == forms()[0].plain == PLAIN

    Term.objects.filter(pk=row.pk).update(plain="sore spot")

    assert terms_in({"trigger point"})["trigger point"].plain == forms()[0].plain == "sore spot"


def test_without_words_or_keys_nothing_is_asked(django_assert_num_queries):
    with django_assert_num_queries(0):
        assert terms_in(set()) == {}
        assert printed(()) == []


def test_the_frozen_copy_keeps_the_order_of_the_keys():
    term("fascia")
    term()

    assert printed(("trigger-point", "gone", "fascia"))[0] == {
        "key": "trigger-point",
        "term": "trigger point",
        "plain": PLAIN,
        "explanation": "What trigger point means.",
    }
    assert [row["key"] for row in printed(("trigger-point", "gone", "fascia"))] == ["trigger-point", "fascia"]


def test_every_term_and_every_form_is_listed():
    term()

    assert forms() == [
        TermForm("trigger-point", "trigger point", PLAIN),
        TermForm("trigger-point", "trigger points", "tight, sore spots in the muscle"),
    ]


@pytest.mark.parametrize("words", ["trigger point", "Trigger Points", "TRIGGER  POINT"])
def test_words_of_another_term_are_refused_and_the_term_is_named(words):
    term()

    found = refusal(Term(key="knot", term=words, plain="knot", explanation="A knot."))

    assert set(found) == {"term"}
    assert "The term “trigger-point” has the words" in found["term"][0]


def test_a_form_that_is_another_term_is_refused():
    term()

    found = refusal(Term(key="knot", term="knot", plain="knot", explanation="A knot.", forms="Trigger point: knot"))

    assert "The term “trigger-point” has the words “trigger point” already" in found["forms"][0]


def test_a_term_has_its_words_once():
    found = refusal(Term(key="knot", term="knot", plain="lump", explanation="A lump.", forms="Knot: lump"))

    assert "“Knot” stands here twice" in found["forms"][0]


def test_a_term_does_not_stand_in_its_own_way():
    row = term()
    row.forms = PLURAL + "\nTrP: sore spot"

    row.full_clean()


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("key", "Two words"),
        ("key", "a_b"),
        ("term", "a [b]"),
        ("term", "x" * 81),
        ("plain", "x" * 121),
        ("plain", "a [[b]]"),
        ("plain", ""),
        ("explanation", ""),
        ("forms", "only words"),
        ("source", "[@Brady2014]"),
    ],
)
def test_what_would_not_fit_a_text_is_refused(field: str, value: str):
    values = {"key": "knot", "term": "knot", "plain": "lump", "explanation": "A lump.", field: value}

    assert set(refusal(Term(**values))) == {field}


def test_a_key_is_given_once():
    term()

    with pytest.raises(IntegrityError):
        term()
