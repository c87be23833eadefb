import pytest
from django.utils import timezone

from clinic_site.content import publishing, workflow
from clinic_site.content.refused import NotAllowed
from clinic_site.content.revision import State
from clinic_site.content.topic import write
from clinic_site.generation.models import current
from tests import builders
from tests.clinic_site.content.lives import edited, refused, submitted, withdrawn


def approved(page, staff):
    return workflow.approve(submitted(page, staff), by=staff["reviewer"])


def publish(revision, staff):
    return publishing.publish(revision, by=staff["publisher"])


def link(words: str, page) -> str:
    return f"See [{words}](page:{page.number_id}).\n"


@pytest.mark.parametrize("kind", ["article", "question"])
def test_publishing_supersedes_the_earlier_text_and_moves_the_generation(clinic, kind: str):
    page = getattr(builders, kind)(clinic["editor"])
    first = builders.published(page, clinic)
    before = current()

    second = builders.published(edited(page, clinic["editor"]), clinic)

    first.refresh_from_db()
    assert (first.state, second.state) == (State.SUPERSEDED, State.PUBLISHED)
    assert page.revisions.published().count() == 1
    assert current() > before


def test_an_unapproved_text_is_not_published(clinic):
    assert "is not possible" in refused(lambda: publish(submitted(builders.article(clinic["editor"]), clinic), clinic))


def test_a_text_that_was_replaced_or_withdrawn_is_not_published_again(clinic):
    other = builders.question(clinic["editor"])
    builders.published(other, clinic)
    page = builders.article(clinic["editor"])
    old = builders.published(page, clinic)
    new = builders.published(edited(page, clinic["editor"]), clinic)

    assert "replaced by a newer revision" in refused(lambda: publish(old, clinic))
    assert "public" in refused(lambda: publish(new, clinic))
    withdrawn(new, clinic, other)
    assert "withdrawn" in refused(lambda: publish(new, clinic))


@pytest.mark.parametrize("role", ["editor", "reviewer", "clinician"])
def test_only_a_publisher_publishes(clinic, role: str):
    revision = approved(builders.article(clinic["editor"]), clinic)

    with pytest.raises(NotAllowed):
        publishing.publish(revision, by=clinic[role])


def test_the_first_publication_sets_the_dates(clinic):
    page = builders.article(clinic["editor"], interval_months=12)
    revision = builders.published(page, clinic)

    page.refresh_from_db()
    assert revision.reviewed_on == timezone.localdate()
    assert revision.reviewer_role == "a physiotherapist"
    assert page.review_due == workflow.months_later(timezone.localdate(), 12)


def test_a_link_to_a_page_that_is_not_public_is_refused(clinic):
    target = builders.question(clinic["editor"])
    revision = approved(builders.article(clinic["editor"], body=link("how much it hurts", target)), clinic)

    assert f"page {target.number_id} leads nowhere" in refused(lambda: publish(revision, clinic))
    builders.published(target, clinic)
    assert publish(revision, clinic).state == State.PUBLISHED


def test_pages_that_link_to_each_other_are_published_together_or_not_at_all(clinic):
    article, question = builders.article(clinic["editor"]), builders.question(clinic["editor"])
    revisions = [
        approved(edited(article, clinic["editor"], body=link("how much it hurts", question)), clinic),
        approved(edited(question, clinic["editor"], body=link("soreness after treatment", article)), clinic),
    ]

    assert [bool(refused(lambda one=one: publish(one, clinic))) for one in revisions] == [True, True]
    done = publishing.publish_all(revisions, by=clinic["publisher"])

    assert [one.state for one in done] == [State.PUBLISHED, State.PUBLISHED]


def test_a_link_into_a_page_of_the_same_batch_is_held_against_what_was_sent(clinic):
    target = builders.article(clinic["editor"])
    body = f"Read [the first part](page:{target.number_id}#h-first-part).\n"
    linking = builders.question(clinic["editor"], body=body)
    revisions = [approved(target, clinic), approved(linking, clinic)]
    edited(target, clinic["editor"], body="## Other part\n\nSome plain words.\n")

    done = publishing.publish_all(revisions, by=clinic["publisher"])

    assert [one.state for one in done] == [State.PUBLISHED, State.PUBLISHED]


def test_a_batch_with_one_bad_page_publishes_none(clinic):
    good = approved(builders.article(clinic["editor"]), clinic)
    bad = submitted(builders.question(clinic["editor"]), clinic)

    assert refused(lambda: publishing.publish_all([good, bad], by=clinic["publisher"]))

    good.refresh_from_db()
    assert (good.state, good.published_at) == (State.APPROVED, None)


def test_a_link_or_related_page_that_does_not_exist_is_refused_at_once(clinic):
    unknown = builders.article(clinic["editor"], body="Read [how sore you may be](page:2024).\n")
    related = builders.question(clinic["editor"], related=["2024"])

    assert "page 2024" in refused(lambda: submitted(unknown, clinic))
    assert "Page 2024" in refused(lambda: submitted(related, clinic))


def test_a_link_to_a_withdrawn_page_is_refused(clinic):
    other, page = builders.question(clinic["editor"]), builders.question(clinic["editor"], "another")
    builders.published(other, clinic)
    withdrawn(builders.published(page, clinic), clinic, other)

    linking = builders.article(clinic["editor"], body=link("more", page))

    assert f"page {page.number_id} leads nowhere" in refused(lambda: submitted(linking, clinic))


def test_a_link_to_a_heading_that_is_not_there_is_refused(clinic):
    target = builders.article(clinic["editor"], "target", body="## First part\n\nWords.\n")
    builders.published(target, clinic)
    page = builders.question(
        clinic["editor"], body=f"Read [how sore you may be](page:{target.number_id}#h-second-part).\n"
    )

    assert "no heading “h-second-part”" in refused(lambda: submitted(page, clinic))
    page = edited(page, clinic["editor"], body=f"Read [how sore you may be](page:{target.number_id}#h-first-part).\n")
    assert builders.published(page, clinic).links


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"body": "It helps [@Nobody1999].\n"}, "Nobody1999"),
        ({"body": ""}, "Text: It is empty"),
        ({"short_answer": "word " * 51}, "51 words"),
        ({"topics": []}, "No topic is chosen"),
        ({"topics": ["knitting"]}, "no topic “knitting”"),
        ({"risk": "high"}, "no emergency card"),
        ({"body": "Call {{telefone}}.\n"}, "telefone"),
        ({"short_answer": "Call {{telefone}}."}, "telefone"),
    ],
)
def test_a_stop_names_what_to_mend(clinic, changes: dict, said: str):
    page = builders.question(clinic["editor"], **{"body": "Words.\n"} | changes)

    assert said in refused(lambda: submitted(page, clinic))
    assert page.revisions.count() == 0


def test_a_topic_nobody_confirmed_yet_holds_the_page_back(clinic):
    write(by=clinic["owner"], slug="new-topic", title="New", summary="New.", position=9)
    revision = approved(builders.article(clinic["editor"], topics=["new-topic"]), clinic)

    assert "no topic “new-topic” that readers can see" in refused(lambda: publish(revision, clinic))


def test_the_frozen_copy_keeps_its_sources_as_they_were_printed(clinic):
    reference = builders.reference("Brady2014")
    page = builders.article(clinic["editor"], body="It can ache [@Brady2014].\n")
    revision = builders.published(page, clinic)

    type(reference).objects.update(title="A title typed since", finding="Nothing.")

    revision.refresh_from_db()
    assert revision.printed[0]["title"] == "Title of Brady2014"
    assert revision.printed[0]["finding"] == "Finding of Brady2014."
