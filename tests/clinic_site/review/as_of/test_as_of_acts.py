"""Every act that changes what readers see, and each that only seems to."""

from datetime import timedelta

import pytest
from django.utils import timezone

from clinic_site.content import looking_after, publishing, withdrawing, workflow
from clinic_site.disclaimers.models import Disclaimer
from clinic_site.profile import models as profiles
from tests import builders
from tests.clinic_site.content.lives import edited, submitted, withdrawn
from tests.clinic_site.content.test_undo import new_renderer
from tests.clinic_site.review.as_of.past import as_it_read, untrue

__all__ = ["new_renderer"]


def linking(staff, target, slug: str = "linking"):
    """An article with the target in its text and among its related pages."""
    body = f"## First part\n\nRead [what it feels like](page:{target.number_id}).\n"
    page = builders.article(staff["editor"], slug, body=body, related=[target.number_id])
    builders.published(page, staff)
    return page


def test_a_page_keeps_the_address_it_had(reader, clinic):
    page = builders.article(clinic["editor"])
    builders.published(page, clinic)
    reader.read(page, "at its first address")
    publishing.move(page, by=clinic["publisher"], slug="aching")
    reader.read(page, "at its second")
    publishing.move(page, by=clinic["publisher"], slug="sore-muscles")
    reader.read(page, "at its third")

    paths = [as_it_read(one.number, one.at).revision.page.path for one in reader.kept]

    assert paths == ["/articles/soreness/", "/articles/aching/", "/articles/sore-muscles/"]
    assert untrue(reader.kept) == []


def test_undo_of_a_text_and_of_a_withdrawal(reader, clinic):
    other = builders.article(clinic["editor"], "other")
    builders.published(other, clinic)
    page = builders.article(clinic["editor"])
    builders.published(page, clinic)
    reader.read(page, "first")
    reader.clock.move(hours=1)
    second = builders.published(edited(page, clinic["editor"]), clinic)
    reader.clock.move(minutes=5)
    publishing.undo(page, by=clinic["publisher"])
    reader.read(page, "back at the first")
    third = withdrawn(page.revisions.published().get(), clinic, other)
    reader.clock.move(minutes=5)
    publishing.undo(page, by=clinic["publisher"])
    reader.read(page, "public again")

    in_between = as_it_read(page.number_id, second.published_at + timedelta(minutes=1))
    taken_down = as_it_read(page.number_id, third.withdrawn_at + timedelta(minutes=1))

    assert untrue(reader.kept) == []
    assert (in_between.revision.revision, in_between.is_public) == (2, True)
    assert (taken_down.template, taken_down.is_public) == ("410.html", False)


def test_a_new_rendering_counts_from_the_moment_it_was_made(reader, clinic, new_renderer):
    page = builders.article(clinic["editor"], body="The first text.\n")
    builders.published(page, clinic)
    builders.published(edited(page, clinic["editor"], body="The second text.\n"), clinic, note="Why.")
    reader.read(page, "as first rendered")
    new_renderer("en-x-anew")
    again = publishing.recut(page, by=clinic["publisher"])
    reader.read(page, "as rendered again")

    revisions = [as_it_read(one.number, one.at).revision.revision for one in reader.kept]

    assert again.published_at < reader.kept[0].at
    assert revisions == [2, 3]
    assert untrue(reader.kept) == []


def test_dates_of_checks_are_those_of_that_moment(reader, clinic):
    page = builders.article(clinic["editor"])
    revision = builders.published(page, clinic)
    reader.read(page, "checked")
    day = timezone.localdate() + timedelta(days=20)
    looking_after.assign(page, by=clinic["editor"], review_due=day)
    reader.read(page, "to be checked earlier")
    reader.clock.move(days=30)
    reader.read(page, "overdue")
    workflow.confirm(revision, by=clinic["owner"], note="Looked at the guideline.")
    reader.read(page, "checked again")

    assert "This page was due for a check" in reader.kept[2].html
    assert untrue(reader.kept) == []


def test_a_second_reading_counts_from_its_day(reader, clinic):
    row = profiles.amend(by=clinic["owner"], allows_single_signature=True)
    profiles.confirm(row, by=clinic["reviewer"])
    page = builders.article(clinic["owner"])
    revision = workflow.submit(page, by=clinic["owner"], note="Alone.")
    workflow.approve(revision, by=clinic["owner"])
    revision = publishing.publish(revision, by=clinic["owner"])
    reader.read(page, "owed")
    workflow.confirm(revision, by=clinic["reviewer"], note="Read it all.")
    reader.read(page, "done")

    assert "A second person has still to check it." in reader.kept[0].html
    assert untrue(reader.kept) == []


def test_a_small_fix_and_what_changed_lately(reader, clinic):
    page = builders.article(clinic["editor"], body="Words with a mistaek.\n")
    builders.published(page, clinic)
    reader.clock.move(days=40)
    builders.published(edited(page, clinic["editor"], body="Words with a mistake.\n"), clinic, kind="minor")
    reader.read(page, "small fix")
    builders.published(edited(page, clinic["editor"], body="Other words.\n"), clinic, note="They were wrong.")
    reader.read(page, "changed lately")
    reader.clock.move(days=31)
    reader.read(page, "no news any more")

    assert ["They were wrong." in one.html for one in reader.kept] == [False, True, False]
    assert untrue(reader.kept) == []


def test_links_lead_where_they_led(reader, clinic):
    target, other = builders.question(clinic["editor"]), builders.question(clinic["editor"], "other")
    for page in (target, other):
        builders.published(page, clinic)
    page = linking(clinic, target)
    reader.read(page, "linked")
    publishing.move(target, by=clinic["publisher"], slug="will-it-hurt")
    reader.read(page, "target moved")
    builders.published(edited(target, clinic["editor"], list_title="Pain: how much?"), clinic)
    reader.read(page, "target renamed")
    withdrawn(target.revisions.published().get(), clinic, other)
    reader.read(page, "target gone")

    assert ['href="/faq/does-it-hurt/"' in one.html for one in reader.kept] == [True, False, False, False]
    assert "Pain: how much?" in reader.kept[2].html
    assert untrue(reader.kept) == []


def test_a_page_that_is_gone_names_what_it_named(reader, clinic):
    gone, target, last = (builders.article(clinic["editor"], slug) for slug in ("gone", "target", "last"))
    for page in (gone, target, last):
        builders.published(page, clinic)
    withdrawn(gone.revisions.published().get(), clinic, target)
    reader.read(gone, "gone")
    publishing.move(target, by=clinic["publisher"], slug="target-moved")
    reader.read(gone, "what to read has moved")
    withdrawn(target.revisions.published().get(), clinic, last)
    reader.read(gone, "what to read is gone as well")

    assert [one.status for one in reader.kept] == [410] * 3
    assert untrue(reader.kept) == []


def test_a_page_that_led_to_another_is_said_to(reader, clinic):
    gone, target, last = (builders.question(clinic["editor"], slug) for slug in ("gone", "target", "last"))
    for page in (gone, target, last):
        builders.published(page, clinic)
    withdrawing.merge(gone.revisions.published().get(), by=clinic["publisher"], into=target.number_id)
    reader.read(gone, "merged")
    withdrawn(target.revisions.published().get(), clinic, last)
    reader.read(gone, "the other one is gone as well")

    led = [as_it_read(one.number, one.at).to.number for one in reader.kept]

    assert [one.status for one in reader.kept] == [301, 301]
    assert led == [target.number_id, last.number_id]


@pytest.mark.parametrize("slug", ["unwell", "about", "privacy"])
def test_standing_pages_are_read_as_they_were(reader, clinic, slug: str):
    page = builders.article(clinic["editor"], slug, topics=[], risk="high", body="::: emergency\n:::\n\nWords.\n")
    builders.published(page, clinic)
    reader.read(page, "first")
    card = page_of_disclaimer("emergency")
    builders.published(edited(card, clinic["editor"], body="- other signs\n"), clinic)
    reader.read(page, "another card")

    assert "other signs" in reader.kept[1].html
    assert untrue(reader.kept) == []


def page_of_disclaimer(slug: str):
    return Disclaimer.objects.get(slug=slug)


@pytest.mark.parametrize("slug", ["emergency", "general-information", "house-rule"])
def test_disclaimers_are_read_as_they_were(reader, clinic, slug: str):
    if slug == "house-rule":
        builders.published(builders.disclaimer(clinic["editor"], slug), clinic)
    page = page_of_disclaimer(slug)
    reader.read(page, "first")
    builders.published(edited(page, clinic["editor"], body="- changed\n", short_form="Changed."), clinic)
    reader.read(page, "changed")

    assert untrue(reader.kept) == []


def test_a_safety_text_that_moved_is_linked_where_it_was(reader, clinic):
    rule = builders.disclaimer(clinic["editor"], "house-rule", applies_to="everywhere", look="plain")
    builders.published(rule, clinic)
    page = builders.article(clinic["editor"])
    builders.published(page, clinic)
    reader.read(page, "first")
    publishing.move(rule, by=clinic["publisher"], slug="rule-of-the-house")
    reader.read(page, "moved")

    assert ['href="/disclaimers/house-rule/"' in one.html for one in reader.kept] == [True, False]
    assert untrue(reader.kept) == []


def test_a_page_that_only_waits_is_not_there(reader, clinic):
    page = builders.article(clinic["editor"])
    workflow.approve(submitted(page, clinic), by=clinic["reviewer"])

    assert as_it_read(page.number_id, reader.clock.now) is None
