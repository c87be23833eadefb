"""A named handout is made of other pages as they were, so its past is theirs as well."""

from clinic_site.content import workflow
from clinic_site.review import as_of
from tests import builders
from tests.clinic_site.content.lives import edited, withdrawn
from tests.clinic_site.review.as_of.past import as_it_read, untrue


def test_a_handout_reads_as_it_was_served_whatever_became_of_its_pages(reader, clinic):
    editor = clinic["editor"]
    first, second, third = (builders.question(editor, slug) for slug in ("first", "second", "third"))
    revisions = [builders.published(page, clinic) for page in (first, second, third)]
    page = builders.handout(editor, items=[first.number_id, second.number_id])
    builders.published(page, clinic)
    reader.read(page, "published")
    builders.published(edited(first, editor, short_answer="Other words."), clinic, note="It was wrong.")
    reader.read(page, "an item changed")
    reader.clock.move(days=40)
    workflow.confirm(revisions[1], by=clinic["reviewer"], note="Nothing new.")
    reader.read(page, "an item confirmed")
    withdrawn(second.revisions.published().get(), clinic, third)
    reader.read(page, "an item withdrawn")
    items = [first.number_id, third.number_id]
    builders.published(edited(page, editor, points=["Rest well."], items=items), clinic, note="Other pages.")
    reader.read(page, "other items")
    builders.published(edited(second, editor, body="Back.\n"), clinic, note="Back.")
    reader.read(page, "an old item is back")
    reader.clock.move(days=800)
    reader.read(page, "long after its check was due")
    withdrawn(page.revisions.published().get(), clinic, third)
    reader.read(page, "withdrawn")
    reader.clock.move(days=1)

    assert [one.status for one in reader.kept] == [200] * 7 + [410]
    assert untrue(reader.kept) == []


def test_a_handout_whose_pages_were_all_gone_reads_as_the_notice_that_readers_got(reader, clinic):
    editor = clinic["editor"]
    first, second, third = (builders.question(editor, slug) for slug in ("first", "second", "third"))
    revisions = [builders.published(page, clinic) for page in (first, second, third)]
    page = builders.handout(editor, items=[first.number_id, second.number_id])
    builders.published(page, clinic)
    reader.read(page, "whole")
    withdrawn(revisions[0], clinic, third)
    withdrawn(revisions[1], clinic, third)
    reader.read(page, "nothing left")
    gone = reader.kept[-1]
    builders.published(edited(first, editor, body="Back.\n"), clinic, note="Back.")
    reader.read(page, "a page is back")

    assert [one.status for one in reader.kept] == [200, 410, 200]
    assert untrue(reader.kept) == []
    assert as_it_read(gone.number, gone.at).template == as_of.HANDOUT_GONE
