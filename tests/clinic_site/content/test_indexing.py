"""The search knows the public pages and nothing else, whatever was done to them."""

import random
from datetime import timedelta

from django.core.management import call_command
from django.db import transaction
from django.utils import timezone

from articles.models import Article
from clinic_site.content import desk, indexing, publishing, registry, scheduling, withdrawing, workflow
from clinic_site.content.refused import Refused
from clinic_site.content.revision import OPEN, State
from clinic_site.profile.models import amend, confirm
from clinic_site.search.index import size
from clinic_site.search.indexed import Indexed, Word
from clinic_site.search.query import ask
from faq.models import Question
from tests import builders
from tests.clinic_site.content.lives import edited, submitted, withdrawn

FOUND = frozenset({"article", "question"})


def found(text: str) -> list[str]:
    return [hit.number for hit in ask(text).hits]


def rows() -> tuple[list, list]:
    return list(Indexed.objects.order_by("id").values_list()), list(Word.objects.order_by("word").values_list())


def public_numbers() -> list[str]:
    return sorted(number for (number,) in registry.public_rows({"number": registry.LOCATION["number"]}, kinds=FOUND))


def is_true() -> bool:
    """The rows are those that a rebuild would make; it is taken back."""
    before = rows()
    with transaction.atomic():
        indexing.rebuild()
        after = rows()
        transaction.set_rollback(True)
    return before == after and sorted(Indexed.objects.values_list("number", flat=True)) == public_numbers()


def question(clinic, slug="one", **fields):
    return builders.question(clinic["editor"], slug, **{"question": f"About zebras {slug}?"} | fields)


def test_a_page_is_found_as_soon_as_it_is_published_and_not_before(clinic):
    page = question(clinic)
    assert found("zebra") == []
    revision = workflow.approve(submitted(page, clinic), by=clinic["reviewer"])
    assert found("zebra") == []

    publishing.publish(revision, by=clinic["publisher"])

    assert found("zebra") == [page.number_id]


def test_words_of_the_desk_are_not_found_before_they_are_public(clinic):
    page = question(clinic, body="Old quagga.\n")
    builders.published(page, clinic)
    page = edited(page, clinic["editor"], body="New okapi.\n", search_words=["secret gnu"])
    submitted(page, clinic)
    assert (found("quagga"), found("okapi"), found("gnu")) == ([page.number_id], [], [])


def test_a_new_revision_takes_the_place_of_the_old_one(clinic):
    page = question(clinic, body="Old quagga.\n")
    builders.published(page, clinic)

    builders.published(edited(page, clinic["editor"], body="New okapi.\n"), clinic)

    assert (found("quagga"), found("okapi"), size()) == ([], [page.number_id], 1)


def test_search_words_answers_and_text_are_found_and_values_of_the_profile_are_not(clinic):
    page = question(clinic, short_answer="An okapi.", search_words=["gnu"], body="Call {{phone}} about a quagga.\n")
    builders.published(page, clinic)

    assert [found(word) for word in ("okapi", "gnu", "quagga")] == [[page.number_id]] * 3
    assert [found(word) for word in ("phone", "01632 960001")] == [[], []]


def test_a_withdrawn_page_is_gone_at_once_and_back_at_once_by_undo(clinic):
    page, other = question(clinic), question(clinic, "two", question="Something else?")
    revision, _other = builders.published(page, clinic), builders.published(other, clinic)

    withdrawn(revision, clinic, other)
    assert found("zebra") == []
    publishing.undo(page, by=clinic["publisher"])

    assert found("zebra") == [page.number_id]


def test_undo_of_a_new_text_brings_the_old_words_back(clinic):
    page = question(clinic, body="Old quagga.\n")
    builders.published(page, clinic)
    builders.published(edited(page, clinic["editor"], body="New okapi.\n"), clinic)

    publishing.undo(page, by=clinic["publisher"])

    assert (found("quagga"), found("okapi")) == ([page.number_id], [])


def test_a_merged_page_leaves_the_one_it_was_merged_into(clinic):
    page, other = question(clinic), question(clinic, "two")
    revision, _other = builders.published(page, clinic), builders.published(other, clinic)

    withdrawing.merge(revision, by=clinic["publisher"], into=other.number_id)

    assert found("zebra") == [other.number_id]


def test_pages_published_together_are_found_together_or_not_at_all(clinic):
    pages = [question(clinic, slug) for slug in ("one", "two")]
    revisions = [workflow.approve(submitted(page, clinic), by=clinic["reviewer"]) for page in pages]

    with transaction.atomic():
        publishing.publish_all(revisions, by=clinic["publisher"])
        transaction.set_rollback(True)
    assert (found("zebra"), size()) == ([], 0)
    publishing.publish_all(revisions, by=clinic["publisher"])

    assert sorted(found("zebra")) == sorted(page.number_id for page in pages)


def test_disclaimers_are_read_with_other_pages_and_not_found(clinic):
    assert (size(), found("emergency")) == (0, [])


def test_what_expires_is_gone(clinic):
    confirm(amend(by=clinic["owner"], withdraw_after_days=30), by=clinic["reviewer"])
    builders.published(builders.article(clinic["editor"], "other"), clinic)
    body = f"::: emergency\n:::\n\n{builders.SECTIONS}"
    page = builders.article(clinic["editor"], "late", title="Zebras", risk="high", body=body)
    revision = builders.published(page, clinic)
    Article.objects.filter(pk=page.pk).update(review_due=timezone.localdate() - timedelta(days=31))

    withdrawing.expire(revision)

    assert found("zebras") == []


def test_a_move_changes_nothing_about_what_is_found(clinic):
    page = question(clinic)
    builders.published(page, clinic)

    publishing.move(page, by=clinic["publisher"], slug="elsewhere")

    assert found("zebra") == [page.number_id]


def test_a_rebuild_gives_the_same_index(clinic, capsys):
    for slug in ("one", "two"):
        builders.published(question(clinic, slug, body=f"Words of {slug} and quagga.\n"), clinic)
    before = rows()
    Indexed.objects.filter(number=before[0][0][1]).delete()
    Word.objects.update(pages=99)

    call_command("rebuild_search")

    assert rows() == before
    assert capsys.readouterr().out == "2 pages can be found.\n"


def newest(page, *states):
    revision = page.revisions.filter(state__in=states).first()
    if revision is None:
        raise Refused("Nothing to act on.")
    return revision


ACTS = {
    "save": lambda page, staff, one: desk.save(
        page, by=staff["editor"], base_edit=page.edit, body=f"Word{one.randrange(9)} and word{one.randrange(9)}.\n"
    ),
    "submit": lambda page, staff, one: submitted(page, staff),
    "return": lambda page, staff, one: workflow.return_(newest(page, *OPEN), by=staff["reviewer"], note="Shorter."),
    "approve": lambda page, staff, one: workflow.approve(newest(page, State.SUBMITTED), by=staff["reviewer"]),
    "publish": lambda page, staff, one: publishing.publish(newest(page, State.APPROVED), by=staff["publisher"]),
    "undo": lambda page, staff, one: publishing.undo(page, by=staff["publisher"]),
    "recut": lambda page, staff, one: publishing.recut(page, by=staff["publisher"]),
    "move": lambda page, staff, one: publishing.move(page, by=staff["publisher"], slug=f"at-{one.randrange(99)}"),
    "withdraw": lambda page, staff, one: withdrawn(newest(page, State.PUBLISHED), staff, staff["instead"]),
    "schedule": lambda page, staff, one: scheduling.schedule_act(
        newest(page, State.APPROVED), by=staff["publisher"], at=timezone.now() + timedelta(days=1)
    ),
}
LIKELY = ("save", "submit", "approve", "publish") * 3 + tuple(ACTS)


def test_whatever_is_pressed_the_index_is_the_public_pages(clinic):
    one, done = random.Random(6), set()  # noqa: S311 (nothing secret)
    staff = clinic | {"instead": builders.question(clinic["editor"], "instead")}
    builders.published(staff["instead"], staff)
    pages = [question(clinic, slug) for slug in ("one", "two")]

    for _press in range(200):
        name, page = one.choice(LIKELY), Question.objects.get(pk=one.choice(pages).pk)
        try:
            ACTS[name](page, staff, one)
        except Refused:
            continue
        done.add(name)
        assert is_true(), name

    assert set(ACTS) - done <= {"recut"}
