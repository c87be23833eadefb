"""The verbs of comments: who may say and settle something, what is refused, and what the record keeps of it."""

import pytest

from clinic_site.content import comments, workflow
from clinic_site.content.comments import Comment
from clinic_site.content.event import Event, Verb
from clinic_site.content.refused import NotAllowed, Refused
from tests import builders
from tests.clinic_site.content.lives import refused, submitted

EVERY_ROLE = ("owner", "editor", "reviewer", "publisher", "clinician")


@pytest.fixture
def page(clinic):
    return builders.article(clinic["editor"])


def say(page, by, text: str = "Which study?", **fields) -> Comment:
    return comments.say(page, by=by, **{"field": "body"} | fields, text=text)


def newest_event() -> Event:
    return Event.objects.order_by("-sequence").first()


def outsiders() -> list:
    inactive = builders.person("editor", name="Left")
    inactive.is_active = False
    return [None, builders.person(name="No role"), inactive]


@pytest.mark.parametrize("role", EVERY_ROLE)
def test_everybody_who_may_read_the_page_may_say_and_settle(clinic, page, role: str):
    said = say(page, clinic[role])

    settled = comments.settle(said, by=clinic[role], page=page)

    assert (settled.by, settled.settled_by) == (clinic[role], clinic[role])
    assert settled.settled_at >= settled.at


def test_nobody_else_may(clinic, page):
    said = say(page, clinic["editor"])
    before = Event.objects.count()

    for person in outsiders():
        with pytest.raises(NotAllowed):
            say(page, person)
        with pytest.raises(NotAllowed):
            comments.settle(said, by=person, page=page)

    assert Comment.objects.filter(settled_at__isnull=True).get() == said
    assert Event.objects.count() == before


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"text": ""}, "Write what you want to say"),
        ({"text": " \n\t"}, "Write what you want to say"),
        ({"text": "x" * 1001}, "1,000 characters at most"),
        ({"field": "html"}, "Choose the field"),
        ({"field": ""}, "Choose the field"),
        ({"field": "owner"}, "Choose the field"),
    ],
)
def test_a_comment_that_says_nothing_or_too_much_or_nowhere_is_refused(clinic, page, changes: dict, words: str):
    before = Event.objects.count()

    assert words in refused(lambda: say(page, clinic["editor"], **changes))

    assert (Comment.objects.count(), Event.objects.count()) == (0, before)


def test_a_comment_keeps_its_words_without_the_space_around_them(clinic, page):
    said = say(page, clinic["editor"], f"  {'x' * 1000}\n", excerpt=f" {'y' * 300} ")

    assert (said.text, said.excerpt) == ("x" * 1000, "y" * 200)


def test_what_is_said_is_one_line_of_the_record(clinic, page):
    revision = submitted(page, clinic)
    before = Event.objects.count()

    said = say(page, clinic["reviewer"])

    event = newest_event()
    assert Event.objects.count() == before + 1
    assert (event.verb, event.by, event.number_id, event.revision, event.note) == (
        Verb.COMMENT, clinic["reviewer"], page.number_id, revision.revision, "Which study?",
    )  # fmt: skip
    assert event.data == {"comment": said.pk, "field": "body", "answers": None}


def test_a_comment_belongs_to_no_revision_while_none_waits(clinic, page):
    assert say(page, clinic["editor"]).revision is None
    builders.published(builders.article(clinic["editor"], "other"), clinic)
    assert newest_event().verb == Verb.PUBLISH


def test_an_answer_stands_in_its_thread_and_on_its_field(clinic, page):
    thread = say(page, clinic["reviewer"])

    answer = say(page, clinic["editor"], "Brady.", field="title", answers=thread)

    assert (answer.field, answer.answers) == ("body", thread)
    assert [list(one.thread.all()) for one in comments.on(page)] == [[answer]]
    assert newest_event().data == {"comment": answer.pk, "field": "body", "answers": thread.pk}


@pytest.mark.parametrize("kind", ["settled", "an answer", "of another page"])
def test_only_an_open_thread_of_this_page_is_answered(clinic, page, kind: str):
    other = builders.article(clinic["editor"], "other")
    thread = say(other if kind == "of another page" else page, clinic["reviewer"])
    if kind == "settled":
        comments.settle(thread, by=clinic["editor"], page=page)
        thread.refresh_from_db()
    target = say(page, clinic["editor"], "Brady.", answers=thread) if kind == "an answer" else thread
    before = Comment.objects.count()

    words = refused(lambda: say(page, clinic["editor"], "Late.", answers=target))

    assert "can't be answered" in words
    assert Comment.objects.count() == before


def test_settling_is_one_line_of_the_record_and_done_once(clinic, page):
    submitted(page, clinic)
    said = say(page, clinic["reviewer"])
    before = Event.objects.count()

    comments.settle(said, by=clinic["editor"], page=page)

    event = newest_event()
    assert Event.objects.count() == before + 1
    assert (event.verb, event.by, event.number_id, event.revision) == (
        Verb.RESOLVE, clinic["editor"], page.number_id, 1,
    )  # fmt: skip
    assert event.data == {"comment": said.pk}
    assert "settled before" in refused(lambda: comments.settle(said, by=clinic["reviewer"], page=page))
    assert Comment.objects.get().settled_by == clinic["editor"]
    assert Event.objects.count() == before + 1


def test_an_answer_is_not_settled_by_itself(clinic, page):
    answer = say(page, clinic["editor"], "Brady.", answers=say(page, clinic["reviewer"]))

    assert "settled before" in refused(lambda: comments.settle(answer, by=clinic["editor"], page=page))
    assert not Comment.objects.filter(settled_at__isnull=False).exists()


def test_a_comment_is_not_settled_from_another_page(clinic, page):
    said = say(page, clinic["editor"])

    with pytest.raises(NotAllowed):
        comments.settle(said, by=clinic["editor"], page=builders.article(clinic["editor"], "other"))


def test_the_threads_of_a_page_are_its_own_oldest_first(clinic, page):
    first, second = say(page, clinic["editor"], "First."), say(page, clinic["reviewer"], "Second.", field="title")
    say(builders.article(clinic["editor"], "other"), clinic["editor"], "Elsewhere.")
    comments.settle(first, by=clinic["editor"], page=page)

    assert list(comments.on(page)) == [first, second]
    assert list(Comment.objects.open().filter(number_id=page.number_id)) == [second]


def test_open_comments_are_counted_when_they_hold_approval_back(clinic, page):
    comments.refuse_open(page)
    one, two = say(page, clinic["reviewer"]), say(page, clinic["reviewer"], "And this?")
    say(page, clinic["editor"], "Brady.", answers=one)
    say(builders.article(clinic["editor"], "other"), clinic["editor"], "Elsewhere.")

    assert refused(lambda: comments.refuse_open(page)).startswith("2 comments on this page are not settled.")
    comments.settle(one, by=clinic["editor"], page=page)
    assert refused(lambda: comments.refuse_open(page)).startswith("1 comment on this page is not settled.")
    comments.settle(two, by=clinic["editor"], page=page)
    comments.refuse_open(page)


def test_an_open_comment_holds_the_verb_back_and_changes_nothing(clinic, page):
    revision = submitted(page, clinic)
    said = say(page, clinic["clinician"])
    before = Event.objects.count()

    with pytest.raises(Refused, match="not settled"):
        workflow.approve(revision, by=clinic["reviewer"])

    assert (page.revisions.get().state, Event.objects.count()) == ("submitted", before)
    comments.settle(said, by=clinic["reviewer"], page=page)
    assert workflow.approve(revision, by=clinic["reviewer"]).state == "approved"
