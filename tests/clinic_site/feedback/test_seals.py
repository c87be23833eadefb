import pytest
from django.core.signing import BadSignature

from clinic_site.feedback import seals
from clinic_site.feedback.seals import Claim, claim_of, page_seal, revision_of

CLAIM = Claim(7, "4716", 3, helpful=False)


def test_the_seal_of_a_page_is_the_same_for_everybody_at_any_time(clock):
    first = page_seal("4716", 3)
    clock.later(10_000_000)

    assert page_seal("4716", 3) == first
    assert revision_of(first, "4716") == 3


def test_the_guide_as_a_whole_has_a_seal_of_its_own():
    assert revision_of(page_seal("", None), "") is None


@pytest.mark.parametrize("seal", [page_seal("4716", 3), page_seal("", None), "", "3", ":3", "x:3", "é:3", "a:b:3"])
def test_a_seal_of_another_page_or_nobody_is_refused(seal):
    with pytest.raises(BadSignature):
        revision_of(seal, "2035")


def test_a_seal_with_another_revision_is_refused():
    seal = page_seal("4716", 3)

    with pytest.raises(BadSignature):
        revision_of(seal.removesuffix("3") + "4", "4716")


def test_a_key_of_our_own_opens_no_seal_of_another_site(settings):
    seal = page_seal("4716", 3)
    settings.SECRET_KEY = "another key"

    with pytest.raises(BadSignature):
        revision_of(seal, "4716")


def test_the_seal_of_an_answer_tells_its_age(clock):
    seal = CLAIM.seal

    clock.later(seals.SOONEST - 0.5)
    fresh = claim_of(seal, "4716")
    assert (fresh.answer, fresh.revision, fresh.helpful, fresh.is_too_fresh) == (7, 3, False, True)
    clock.later(1)
    assert not claim_of(seal, "4716").is_too_fresh
    clock.later(seals.LASTS)
    assert claim_of(seal, "4716").is_too_old


@pytest.mark.parametrize("seal", ["", "x", "x:y:z", "é", page_seal("4716", 3)])
def test_a_seal_of_an_answer_that_we_did_not_make_opens_nothing(seal):
    assert claim_of(seal, "4716") is None


def test_an_answer_about_one_page_is_none_about_another():
    assert claim_of(CLAIM.seal, "2035") is None
