"""What readers were served is what the record shows later, byte for byte."""

from datetime import timedelta

import pytest
from django.urls import reverse

from clinic_site.content import evidence, topic
from clinic_site.profile import models as profiles
from clinic_site.review.as_of import main_of
from clinic_site.review.as_of_forms import as_link
from tests import builders
from tests.clinic_site.content.lives import edited, withdrawn
from tests.clinic_site.review.as_of.past import Reader, as_it_read, untrue

SENTINEL = "zqxdesk"
BODY = "## First part\n\nCall {{phone}}. It can ache [@Brady2014].\n"


def disclaimer_everywhere(staff):
    page = builders.disclaimer(
        staff["editor"], "house-rule", applies_to="everywhere", position="after", body="House rule, first words.\n"
    )
    builders.published(page, staff)
    return page


def story(reader: Reader, staff: dict):
    """The page of the acceptance test, read at twelve moments."""
    editor, owner, reviewer = staff["editor"], staff["owner"], staff["reviewer"]
    source, other = builders.reference(), builders.article(editor, "other")
    builders.published(other, staff)
    rule = disclaimer_everywhere(staff)
    page = builders.article(editor, body=BODY, related=[other.number_id])
    builders.published(page, staff)
    reader.read(page, "published")
    builders.published(edited(page, editor, body=BODY + "\nSecond words.\n"), staff, note="Second.")
    reader.read(page, "changed")
    builders.published(edited(rule, editor, body="House rule, second words.\n"), staff)
    reader.read(page, "disclaimer changed")
    profiles.confirm(profiles.amend(by=owner, phone="01632 960077"), by=reviewer)
    reader.read(page, "profile changed")
    row = topic.Topic.objects.get(slug="after-treatment")
    text = topic.write(by=owner, slug=row.slug, topic=row, title="The days after", summary="What to do.", position=3)
    topic.confirm(text, by=reviewer)
    reader.read(page, "topic renamed")
    builders.published(edited(page, editor, title="A better title"), staff, kind="clinical", note="Third.")
    reader.read(page, "changed again")
    evidence.mark(source, by=editor, standing="retracted", note="In the journal.")
    reader.read(page, "reference retracted")
    builders.published(edited(rule, editor, body="House rule, third words.\n"), staff)
    reader.read(page, "disclaimer changed again")
    builders.published(edited(page, editor, body="## First part\n\nNo source, {{phone}}.\n"), staff, note="Fourth.")
    reader.read(page, "changed a third time")
    withdrawn(page.revisions.published().get(), staff, other)
    reader.read(page, "withdrawn")
    builders.published(edited(page, editor, lede="Back again."), staff, note="Fifth.")
    reader.read(page, "published again")
    reader.clock.move(days=800)
    reader.read(page, "long after its check was due")
    edited(page, editor, title=SENTINEL, lede=SENTINEL, body=f"{SENTINEL}\n", search_words=[SENTINEL])
    return page


@pytest.fixture
def page(reader, clinic):
    return story(reader, clinic)


def test_at_twelve_moments_the_page_is_what_was_served(reader, page):
    served = [main_of(one.html) for one in reader.kept]

    found = [as_it_read(page.number_id, one.at).main() for one in reader.kept]

    assert found == served
    assert len(set(served)) == len(served) == 12
    assert untrue(reader.kept) == []


def test_the_copy_for_the_file_holds_what_was_served(reader, page, client, clinic):
    client.force_login(clinic["publisher"])

    for one in reader.kept:
        copy = client.get(reverse("as_of_copy", args=[one.number]), {"at": as_link(one.at)}).content.decode()

        assert main_of(copy) == main_of(one.html), one.what


def test_between_two_acts_the_earlier_one_counts_up_to_the_last_microsecond(reader, page):
    second = page.revisions.get(revision=2)

    before = as_it_read(page.number_id, second.published_at - timedelta(microseconds=1))
    after = as_it_read(page.number_id, second.published_at)

    assert (before.revision.revision, after.revision.revision) == (1, 2)


def test_no_desk_is_read(reader, page, client, clinic):
    client.force_login(clinic["publisher"])
    moment = {"at": as_link(reader.kept[-1].at)}
    addresses = [reverse("as_of")] + [reverse(name, args=[page.number_id]) for name in ("as_of_page", "as_of_copy")]

    answers = [client.get(address, moment).content.decode() for address in addresses]

    assert all("Back again." in answer or "A better title" in answer for answer in answers)
    assert not any(SENTINEL in answer for answer in answers)
