"""Invariant 10: two editors can't overwrite each other unseen; what was never sent can be thrown away."""

import pytest
from django.core.exceptions import ValidationError
from django.db import transaction

from articles.models import Article
from clinic_site.content import desk
from clinic_site.content.event import Event
from clinic_site.content.page import DeskEdit
from clinic_site.content.refused import NotAllowed, Refused, StaleDesk
from clinic_site.numbers.models import Number, NumberTaken
from faq.models import Question
from tests import builders
from tests.clinic_site.content.lives import edited, refused, submitted


def test_a_save_over_somebody_elses_is_refused_and_keeps_both_texts(clinic):
    page = builders.article(clinic["editor"])
    edited(page, clinic["owner"], body="Theirs.\n")

    with pytest.raises(StaleDesk) as stale:
        desk.save(page, by=clinic["editor"], base_edit=page.edit, body="Mine.\n")

    assert stale.value.page.body == "Theirs.\n"
    assert stale.value.typed == {"body": "Mine.\n"}
    assert Article.objects.get(pk=page.pk).body == "Theirs.\n"


def test_a_save_from_the_future_is_refused_too(clinic):
    page = builders.article(clinic["editor"])

    with pytest.raises(StaleDesk):
        desk.save(page, by=clinic["editor"], base_edit=page.edit + 1, body="Mine.\n")


def test_every_save_is_one_edit_by_one_person(clinic):
    page = builders.article(clinic["editor"])
    page = edited(page, clinic["owner"])

    edits = DeskEdit.objects.filter(number_id=page.number_id).order_by("edit").values_list("edit", "by__name")

    assert list(edits) == [(1, "Editor"), (2, "Owner")]
    assert page.edit == 2


def test_a_refused_save_counts_as_no_edit(clinic):
    page = builders.article(clinic["editor"])

    with pytest.raises(ValidationError):
        desk.save(page, by=clinic["editor"], base_edit=page.edit, title="x" * 66)

    assert Article.objects.get(pk=page.pk).edit == 1
    assert DeskEdit.objects.filter(number_id=page.number_id).count() == 1


@pytest.mark.parametrize("name", ["slug", "number", "edit", "last_revision", "review_due", "html", "state"])
def test_the_desk_takes_wording_and_housekeeping_only(clinic, name: str):
    page = builders.article(clinic["editor"])

    with pytest.raises(TypeError):
        desk.save(page, by=clinic["editor"], base_edit=page.edit, **{name: "x"})


@pytest.mark.parametrize("role", ["reviewer", "publisher", "clinician"])
def test_only_writers_write(clinic, role: str):
    page = builders.article(clinic["editor"])

    with pytest.raises(NotAllowed):
        builders.article(clinic[role], "another")
    with pytest.raises(NotAllowed):
        desk.save(page, by=clinic[role], base_edit=page.edit, body="Mine.\n")
    with pytest.raises(NotAllowed):
        desk.discard(page, by=clinic[role])


def test_every_page_gets_a_number_of_its_own(clinic):
    pages = [builders.article(clinic["editor"]), builders.question(clinic["editor"])]

    assert len({page.number_id for page in pages}) == 2
    with pytest.raises(NumberTaken):
        desk.create(
            Question, by=clinic["editor"], slug="x", number=pages[0].number_id, question="Q?", short_answer="A."
        )


def test_a_refused_page_uses_up_no_number(clinic):
    before = Number.objects.count()

    with pytest.raises(ValidationError), transaction.atomic():
        builders.article(clinic["editor"], title="x" * 66)
    with pytest.raises(Refused):
        builders.article(clinic["editor"], "index")

    assert Number.objects.count() == before


def test_a_draft_that_was_never_sent_is_discarded_and_its_number_stays_taken(clinic):
    page = builders.article(clinic["editor"])
    number = page.number_id

    desk.discard(page, by=clinic["editor"])

    assert not Article.objects.exists()
    assert Number.objects.filter(digits=number).exists()
    assert builders.article(clinic["editor"]).number_id != number
    assert Event.objects.filter(number_id=number, verb="discard").count() == 1


def test_a_page_that_was_sent_once_is_kept(clinic):
    page = builders.article(clinic["editor"])
    submitted(page, clinic)

    assert "sent for a check before" in refused(lambda: desk.discard(page, by=clinic["editor"]))
    assert Article.objects.count() == 1


def test_every_field_that_composition_depends_on_is_wording():
    shared = {"topics", "flags", "risk", "related", "search_words", "language", "body"}

    assert shared < set(Article.wording_fields())
    assert shared < set(Question.wording_fields())
    for model in (Article, Question):
        assert set(model.wording_fields()) == set(model.revision_class.wording_fields())
