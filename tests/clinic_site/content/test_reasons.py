"""What the checks find needs a reason that is signed; a rule of claims needs a second person as well."""

import pytest

from articles.models import Article
from clinic_site.claims.models import Pack, Rule
from clinic_site.content import publishing, withdrawing, workflow
from clinic_site.content.facts import check
from clinic_site.content.refused import Refused
from clinic_site.profile.models import amend, confirm
from clinic_site.readiness.registry import unexplained
from tests import builders

WEAK = "You should rest.\n"
CLAIMS = "This heals the muscle.\n"


@pytest.fixture
def rule(db):
    pack = Pack.objects.create(key="general", title="Everywhere")
    return Rule.objects.create(
        pack=pack, key="heals", term="heal", reason="No study shows it.", suggestion="may help", source="EVIDENCE",
        review_by="2030-01-01",
    )  # fmt: skip


def why(page) -> dict[str, str]:
    return {one.id: f"Kept on purpose: {one.code}." for one in unexplained(check(page))}


def alone(staff) -> None:
    confirm(amend(by=staff["owner"], allows_single_signature=True), by=staff["reviewer"])


def test_a_look_without_a_reason_is_not_sent(clinic):
    page = builders.article(clinic["editor"], body=WEAK)

    with pytest.raises(Refused) as refused:
        workflow.submit(page, by=clinic["editor"], note="First.")

    assert [one.code for one in refused.value.findings] == ["weak-words"]
    assert page.revisions.count() == 0


def test_a_reason_is_signed_with_the_text_and_kept_beside_the_finding(clinic):
    page = builders.article(clinic["editor"], body=WEAK)

    revision = workflow.submit(page, by=clinic["editor"], note="First.", why=why(page))

    [finding] = [row for row in revision.findings if row["code"] == "weak-words"]
    assert finding["reason"] == "Kept on purpose: weak-words."
    assert revision.reasons == [f"{finding['id']}: Kept on purpose: weak-words."]
    assert Article.objects.get().reasons == revision.reasons


def test_a_reason_counts_for_the_words_it_was_given_for_and_no_others(clinic):
    page = builders.article(clinic["editor"], body=WEAK)
    given = why(page)
    other = builders.article(clinic["editor"], "other", body="You should go to work.\n")

    with pytest.raises(Refused):
        workflow.submit(other, by=clinic["editor"], note="First.", why=given)


def test_giving_a_reason_makes_one_a_writer_of_the_text(clinic):
    both = builders.person("editor", "reviewer", name="Both")
    page = builders.article(clinic["editor"], body=WEAK)

    revision = workflow.submit(page, by=both, note="First.", why=why(page))

    assert both.pk in revision.contributors


def test_a_claim_without_a_reason_stops_everywhere(clinic, rule):
    page = builders.article(clinic["editor"], body=CLAIMS)

    with pytest.raises(Refused, match="(?s)heal"):
        workflow.submit(page, by=clinic["editor"], note="First.")


def test_a_claim_with_a_reason_and_a_second_person_goes_public(clinic, rule):
    page = builders.article(clinic["editor"], body=CLAIMS)
    revision = workflow.submit(page, by=clinic["editor"], note="First.", why=why(page))

    workflow.approve(revision, by=clinic["reviewer"])
    publishing.publish(revision, by=clinic["publisher"])

    assert page.revisions.published().exists()


def test_a_claim_is_never_kept_by_one_person_alone(clinic, rule):
    alone(clinic)
    page = builders.article(clinic["owner"], body=CLAIMS)
    revision = workflow.submit(page, by=clinic["owner"], note="First.", why=why(page))

    with pytest.raises(Refused, match="second person"):
        workflow.approve(revision, by=clinic["owner"])

    workflow.approve(revision, by=clinic["reviewer"])


def test_a_rule_that_came_later_stops_an_approval_and_a_publication(clinic):
    pages = [builders.article(clinic["editor"], slug, body=CLAIMS) for slug in ("one", "two")]
    sent = [workflow.submit(page, by=clinic["editor"], note="First.", why=why(page)) for page in pages]
    workflow.approve(sent[1], by=clinic["reviewer"])
    pack = Pack.objects.create(key="general", title="Everywhere")
    words = {"reason": "No study shows it.", "suggestion": "may help", "source": "EVIDENCE", "review_by": "2030-01-01"}
    Rule.objects.create(pack=pack, key="heals", term="heal", **words)

    with pytest.raises(Refused):
        workflow.approve(sent[0], by=clinic["reviewer"])
    with pytest.raises(Refused):
        publishing.publish(sent[1], by=clinic["publisher"])


def test_what_is_public_can_be_withdrawn_confirmed_and_undone_whatever_the_checks_say(clinic):
    instead = builders.article(clinic["editor"], "instead")
    builders.published(instead, clinic)
    page = builders.article(clinic["editor"], body=CLAIMS)
    revision = workflow.submit(page, by=clinic["editor"], note="First.", why=why(page))
    workflow.approve(revision, by=clinic["reviewer"])
    publishing.publish(revision, by=clinic["publisher"])
    words = {"reason": "No study shows it.", "suggestion": "may help", "source": "EVIDENCE", "review_by": "2030-01-01"}
    Rule.objects.create(pack=Pack.objects.create(key="general", title="Everywhere"), key="heals", term="heal", **words)
    public = page.revisions.published().get()

    workflow.confirm(public, by=clinic["reviewer"], note="Looked at it.")
    gone = withdrawing.withdraw(public, by=clinic["publisher"], reason="mistake", read_instead=[instead.number_id])

    assert publishing.undo(page, by=clinic["publisher"], note="Too soon.").wording() == gone.wording()
