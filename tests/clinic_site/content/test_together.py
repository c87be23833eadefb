"""Texts that link to each other and have one time: out together, or not at all."""

from datetime import timedelta

import pytest
from django.utils import timezone

from clinic_site.content import desk, publishing, schedule, scheduling, together, workflow
from clinic_site.content.event import Event
from clinic_site.content.revision import State
from clinic_site.content.schedule import Scheduled
from clinic_site.references.models import ReferenceStatus, Standing
from tests import builders
from tests.clinic_site.content.lives import edited, refused, submitted
from tests.clinic_site.content.test_scheduling import later, told_why

__all__ = ["later"]


def linking(page, *targets, staff, more: str = ""):
    """The page's approved text with a link to each target."""
    body = more + "".join(f"Read [about {target.slug}](page:{target.number_id}).\n\n" for target in targets)
    page = edited(page, staff["editor"], body=f"{body}Words.\n")
    return workflow.approve(submitted(page, staff), by=staff["reviewer"])


def approved(page, staff):
    return workflow.approve(submitted(page, staff), by=staff["reviewer"])


def tomorrow():
    return (timezone.now() + timedelta(days=1)).replace(microsecond=0)


@pytest.fixture
def pair(clinic):
    """Two approved texts, each with a link to the other; neither page is public."""
    one, other = builders.article(clinic["editor"], "one"), builders.article(clinic["editor"], "other")
    return [linking(one, other, staff=clinic), linking(other, one, staff=clinic, more="It aches [@Brady2014].\n\n")]


@pytest.fixture(autouse=True)
def source(clinic):
    return builders.reference()


def chosen_together(pair, clinic):
    return scheduling.choose_all(pair, by=clinic["publisher"], at=tomorrow())


def states(pair) -> list[str]:
    return [revision.page.revisions.get().state for revision in pair]


def test_texts_that_link_to_each_other_go_out_together(pair, clinic, later):
    chosen_together(pair, clinic)

    later(days=2)
    rows = scheduling.run_due()

    assert states(pair) == [State.PUBLISHED, State.PUBLISHED]
    assert [(row.done_at is not None, row.refusal) for row in rows] == [(True, ""), (True, "")]
    assert scheduling.run_due() == []


def test_each_is_published_by_an_event_of_its_own_in_the_name_of_who_chose(pair, clinic, later):
    chosen_together(pair, clinic)

    later(days=2)
    scheduling.run_due()

    found = Event.objects.filter(verb="publish", number_id__in=[one.page.number_id for one in pair])
    assert [event.by for event in found] == [clinic["publisher"]] * 2


def test_when_another_stop_holds_one_back_neither_goes_out_and_both_say_why(pair, clinic, source, later):
    one, other = chosen_together(pair, clinic)
    ReferenceStatus.objects.create(reference=source, standing=Standing.RETRACTED, made_by=clinic["editor"])

    later(days=2)
    scheduling.run_due()

    assert states(pair) == [State.APPROVED, State.APPROVED]
    assert "Brady2014 has been retracted" in told_why(other)
    said = told_why(one)
    assert f"It goes out only together with page {other.number_id}, which was stopped:" in said
    assert "Brady2014 has been retracted" in said
    assert "leads nowhere" not in said + told_why(other)


def test_when_who_chose_lost_the_role_neither_goes_out(pair, clinic, later):
    rows = chosen_together(pair, clinic)
    clinic["publisher"].groups.clear()

    later(days=2)
    scheduling.run_due()

    assert states(pair) == [State.APPROVED, State.APPROVED]
    assert all("Your roles don't include" in told_why(row) for row in rows)


def test_texts_that_need_each_other_are_one_persons_act(pair, clinic, later):
    at = tomorrow()
    scheduling.choose_all(pair, by=clinic["publisher"], at=at)
    scheduling.choose(pair[0], by=clinic["owner"], at=at)

    later(days=2)
    rows = scheduling.run_due()

    assert states(pair) == [State.APPROVED, State.APPROVED]
    assert all("whose time somebody else chose" in row.refusal for row in rows)


def test_one_that_only_links_to_another_is_no_burden_to_it(clinic, source, later):
    first, target = builders.article(clinic["editor"], "first"), builders.article(clinic["editor"], "target")
    at = tomorrow()
    goal = scheduling.choose(approved(target, clinic), by=clinic["publisher"], at=at)
    link = linking(first, target, staff=clinic, more="It aches [@Brady2014].\n\n")
    row = scheduling.choose(link, by=clinic["owner"], at=at)
    ReferenceStatus.objects.create(reference=source, standing=Standing.RETRACTED, made_by=clinic["editor"])

    later(days=2)
    scheduling.run_due()

    goal.refresh_from_db()
    assert goal.done_at is not None
    assert "Brady2014" in told_why(row)


def test_a_lower_number_may_link_to_a_higher_one(clinic, later):
    first, target = builders.article(clinic["editor"], "first"), builders.article(clinic["editor"], "target")
    assert first.number_id < target.number_id
    at = tomorrow()
    scheduling.choose(approved(target, clinic), by=clinic["publisher"], at=at)
    scheduling.choose(linking(first, target, staff=clinic), by=clinic["owner"], at=at)

    later(days=2)
    rows = scheduling.run_due()

    assert [row.refusal for row in rows] == ["", ""]


def test_three_in_a_ring_go_out_together(clinic, later):
    pages = [builders.article(clinic["editor"], slug) for slug in ("one", "two", "three")]
    ring = [linking(page, after, staff=clinic) for page, after in zip(pages, pages[1:] + pages[:1], strict=True)]
    chosen_together(ring, clinic)

    later(days=2)
    scheduling.run_due()

    assert states(ring) == [State.PUBLISHED] * 3


def test_public_pages_that_link_to_each_other_hold_each_other_up_in_nothing(clinic, source, later):
    one, other = builders.article(clinic["editor"], "one"), builders.article(clinic["editor"], "other")
    for page in (one, other):
        builders.published(page, clinic)
    at = tomorrow()
    good = scheduling.choose(linking(one, other, staff=clinic), by=clinic["publisher"], at=at)
    bad = linking(other, one, staff=clinic, more="It aches [@Brady2014].\n\n")
    bad = scheduling.choose(bad, by=clinic["publisher"], at=at)
    ReferenceStatus.objects.create(reference=source, standing=Standing.RETRACTED, made_by=clinic["editor"])

    later(days=2)
    scheduling.run_due()

    good.refresh_from_db()
    assert good.done_at is not None
    assert "Brady2014" in told_why(bad)


def test_a_fault_in_one_leaves_what_needs_it_due(clinic, later, monkeypatch):
    first, target = builders.article(clinic["editor"], "first"), builders.article(clinic["editor"], "target")
    at = tomorrow()
    scheduling.choose(approved(target, clinic), by=clinic["publisher"], at=at)
    scheduling.choose(linking(first, target, staff=clinic), by=clinic["publisher"], at=at)
    publish = publishing.publish

    def breaks(revision, *, by):
        if revision.page.number_id == target.number_id:
            raise ZeroDivisionError
        return publish(revision, by=by)

    monkeypatch.setattr(publishing, "publish", breaks)
    later(days=2)
    with pytest.raises(ExceptionGroup):
        scheduling.run_due()
    assert Scheduled.objects.due().count() == 2

    monkeypatch.setattr(publishing, "publish", publish)
    scheduling.run_due()
    assert not Scheduled.objects.due().exists()
    assert Scheduled.objects.filter(done_at__isnull=False).count() == 2


def test_a_link_may_lead_to_what_is_public_by_then_and_to_nothing_later(clinic):
    first, target = builders.article(clinic["editor"], "first"), builders.article(clinic["editor"], "target")
    revision, at = linking(first, target, staff=clinic), tomorrow()
    row = scheduling.choose(approved(target, clinic), by=clinic["publisher"], at=at)

    early = refused(lambda: scheduling.choose(revision, by=clinic["publisher"], at=at - timedelta(hours=1)))
    scheduling.choose(revision, by=clinic["publisher"], at=at)
    scheduling.choose(revision, by=clinic["publisher"], at=at + timedelta(hours=1))

    assert f"The link to page {target.number_id} leads nowhere" in early
    Scheduled.objects.filter(pk=row.pk).update(refused_at=timezone.now(), refusal="A stop.")
    stopped = refused(lambda: scheduling.choose(revision, by=clinic["publisher"], at=at + timedelta(hours=2)))
    assert "leads nowhere" in stopped


def test_one_time_for_several_is_chosen_for_all_or_none(pair, clinic):
    outsider = builders.person("reviewer")
    pages = [revision.page for revision in pair]
    assert "leads nowhere" in refused(lambda: scheduling.choose(pair[0], by=clinic["publisher"], at=tomorrow()))
    workflow.return_(pair[1], by=outsider, note="Shorter.")

    assert "Only an approved text" in refused(lambda: chosen_together(pair, clinic))

    assert [schedule.of(page) for page in pages] == [None, None]


def test_what_has_to_go_out_with_a_text_is_found(pair, clinic):
    alone = builders.article(clinic["editor"], "alone")

    assert [one.page.number_id for one in together.partners(pair[0])] == [pair[1].page.number_id]
    assert together.partners(approved(alone, clinic)) == []
    scheduling.choose_all(pair, by=clinic["publisher"], at=tomorrow())
    assert together.partners(pair[0]) == []


def test_a_page_that_will_be_missing_when_the_time_comes_is_named(pair, clinic):
    one, other = chosen_together(pair, clinic)
    assert together.missing(one) == []

    scheduling.unschedule(pair[1].page, by=clinic["publisher"])

    assert together.missing(one) == [other.number_id]


def test_a_desk_that_nobody_approved_is_no_partner(clinic):
    target = builders.article(clinic["editor"], "target")
    revision = linking(builders.article(clinic["editor"], "first"), target, staff=clinic)

    assert together.partners(revision) == []
    desk.save(target, by=clinic["editor"], base_edit=target.edit, body="Other words.\n")
    assert together.partners(revision) == []
