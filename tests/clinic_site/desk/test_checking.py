from datetime import timedelta

from django.utils import timezone

from clinic_site.content import comments, looking_after, scheduling, workflow
from tests import builders
from tests.clinic_site.desk.lists import approved, edited, public, rows, says, waiting


def test_a_text_waits_for_everybody_who_may_check_it(clinic):
    page = waiting(clinic).page

    assert says(clinic["reviewer"], "check") == [("Review", page.number_id)]
    assert says(clinic["editor"], "check", "all") == []
    assert says(clinic["publisher"], "check", "all") == []


def test_nobody_is_asked_to_check_what_they_wrote(clinic):
    both = builders.person("editor", "reviewer", name="Both")
    page = builders.article(both)
    workflow.submit(page, by=both, note="For a check.")

    assert says(both, "check") == []
    assert says(clinic["reviewer"], "check") == [("Review", page.number_id)]


def test_what_was_asked_of_you_comes_first_with_its_day(clinic):
    older = waiting(clinic, "older").page
    asked = waiting(clinic, "asked")
    day = timezone.localdate() + timedelta(days=3)
    looking_after.ask(asked, by=clinic["editor"], reviewer=clinic["reviewer"], deadline=day)
    other = builders.person("reviewer", name="Other")

    found = rows(clinic["reviewer"], "check")

    assert [row.number for row in found] == [asked.page.number_id, older.number_id]
    assert found[0].why.startswith(f"Asked of you. Due by {day.day} ")
    assert found[0].why.endswith("Editor: For a check.")
    assert rows(other, "check")[1].why.startswith("Asked of Reviewer. Due by ")


def test_a_deadline_that_passed_is_urgent_for_who_was_asked(clinic):
    revision = waiting(clinic)
    looking_after.ask(revision, by=clinic["editor"], reviewer=clinic["reviewer"], deadline=timezone.localdate())
    type(revision).objects.filter(pk=revision.pk).update(deadline=timezone.localdate() - timedelta(days=1))
    other = builders.person("reviewer", name="Other")

    assert [row.is_urgent for row in rows(clinic["reviewer"], "check")] == [True]
    assert "Was due by" in rows(clinic["reviewer"], "check")[0].why
    assert [row.is_urgent for row in rows(other, "check")] == [False]


def test_the_size_of_a_job_is_the_words_that_changed(clinic):
    page = public(clinic, body="Rest for 24 hours. Then walk.\n")
    workflow.submit(edited(page, clinic["editor"], body="Rest for 48 hours. Then walk slowly.\n"), by=clinic["editor"],
                    note="Longer.")  # fmt: skip
    first = waiting(clinic, "first", body="Three short words.\n")

    sizes = {row.number: row.size for row in rows(clinic["reviewer"], "check")}

    assert sizes[page.number_id] == "2 words changed"
    assert sizes[first.page.number_id] == "6 words, first text"


def test_an_approved_text_waits_for_a_publisher(clinic):
    page = approved(clinic).page

    assert says(clinic["publisher"], "publish") == [("Publish", page.number_id)]
    assert says(clinic["reviewer"], "check") == []
    assert says(clinic["reviewer"], "publish", "all") == []


def test_an_approved_text_with_a_time_waits_for_nobody(clinic):
    revision = approved(clinic)

    scheduling.schedule_act(revision, by=clinic["publisher"], at=timezone.now() + timedelta(days=20))

    assert says(clinic["publisher"], "publish") == []


def test_changes_are_asked_of_those_who_wrote_the_text(clinic):
    revision = waiting(clinic)
    other = builders.person("editor", name="Other")

    workflow.return_(revision, by=clinic["reviewer"], note="Shorter.")

    assert says(clinic["editor"], "asked") == [("Fix", revision.page.number_id)]
    assert rows(clinic["editor"], "asked")[0].why == "Reviewer asked for changes in revision 1."
    assert says(other, "asked") == []
    assert says(clinic["editor"], "drafts") == []


def test_changes_are_asked_of_who_looks_after_the_page(clinic):
    owner = builders.person("editor", name="Other")
    revision = waiting(clinic, owner=owner)

    workflow.return_(revision, by=clinic["reviewer"], note="Shorter.")

    assert says(owner, "asked") == [("Fix", revision.page.number_id)]


def test_a_text_sent_again_is_asked_of_nobody(clinic):
    revision = waiting(clinic)
    workflow.return_(revision, by=clinic["reviewer"], note="Shorter.")

    workflow.submit(edited(revision.page, clinic["editor"]), by=clinic["editor"], note="Shorter now.")

    assert says(clinic["editor"], "asked") == []


def test_open_comments_are_told_to_the_writer_once_a_page(clinic):
    page = waiting(clinic).page
    comments.say(page, by=clinic["reviewer"], field="body", text="Why?")
    comments.say(page, by=clinic["reviewer"], field="title", text="Longer?")
    other = builders.person("editor", name="Other")

    assert says(clinic["editor"], "asked") == [("Answer", page.number_id)]
    assert rows(clinic["editor"], "asked")[0].why == "2 comments by Reviewer are not settled."
    assert says(other, "asked") == []


def test_settled_comments_and_your_own_are_not_told(clinic):
    page = waiting(clinic).page
    comments.say(page, by=clinic["editor"], field="body", text="I am not sure.")
    settled = comments.say(page, by=clinic["reviewer"], field="body", text="Why?")

    comments.settle(settled, by=clinic["reviewer"], page=page)

    assert says(clinic["editor"], "asked") == []


def test_a_saved_desk_is_the_draft_of_who_saved_it(clinic):
    page = public(clinic)
    other = builders.person("editor", name="Other")

    edited(page, other)

    assert says(other, "drafts") == [("Continue", page.number_id)]
    assert rows(other, "drafts")[0].why == "Saved and not sent. Readers see the earlier text."
    assert says(clinic["editor"], "drafts") == []


def test_a_new_page_is_a_draft_until_it_is_sent(clinic):
    page = builders.article(clinic["editor"])
    assert says(clinic["editor"], "drafts") == [("Continue", page.number_id)]
    assert rows(clinic["editor"], "drafts")[0].why == "Not sent yet."

    workflow.submit(page, by=clinic["editor"], note="For a check.")

    assert says(clinic["editor"], "drafts") == []
