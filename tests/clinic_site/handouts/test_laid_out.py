"""Sets on paper: remembered without people, and told of once a page of them is not what it was."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from clinic_site.handouts import laid_out
from clinic_site.handouts.kept import LaidOut
from clinic_site.operations import ticking_pruning
from tests.clinic_site.handouts.pages import asked, changed, merged, retired

SET = "/print/cards"


@pytest.fixture
def three(clinic):
    return [asked(clinic, name) for name in ("first", "second", "third")]


def set_of(*pages) -> str:
    return "-".join(page.number_id for page in pages)


def lay_out(client, *pages, form: str = "cards", **headers):
    response = client.get(SET, {"set": set_of(*pages), "form": form}, **headers)
    assert response.status_code == 200


def told() -> list[tuple[str, str]]:
    return [(change.number, change.words) for one in laid_out.out_of_date() for change in one.changes]


def test_a_set_is_remembered_with_its_form_day_and_revisions(client, three):
    lay_out(client, *three, form="wall")

    row = LaidOut.objects.get()
    assert (row.pages, row.form, row.day) == (set_of(*three), "wall", timezone.localdate())
    assert {number: copy[0] for number, copy in row.copies.items()} == {page.number_id: 1 for page in three}
    assert {field.name for field in LaidOut._meta.fields} == {"id", "pages", "form", "day", "copies"}


def test_the_latest_layout_of_a_set_in_a_form_replaces_the_earlier_one(client, clinic, three):
    lay_out(client, *three)
    LaidOut.objects.update(day=date(2026, 1, 5))
    lay_out(client, *three, form="flip")
    changed(three[0], clinic, "New advice.", short_answer="Another answer.")

    lay_out(client, *three)

    rows = {row.form: row for row in LaidOut.objects.all()}
    assert set(rows) == {"cards", "flip"}
    assert rows["cards"].day == timezone.localdate()
    assert rows["cards"].copies[three[0].number_id][0] == 2
    assert rows["flip"].copies[three[0].number_id][0] == 1


def test_words_and_wrong_numbers_are_not_remembered(client, three):
    client.get(SET, {"set": f"{three[0].number_id} 07700 900461 Jane"})

    assert list(LaidOut.objects.values_list("pages", flat=True)) == [three[0].number_id]
    client.get(SET, {"set": "Jane"})
    client.get(SET)
    assert LaidOut.objects.count() == 1


def test_programs_are_not_remembered_and_staff_are(client, three):
    lay_out(client, *three, headers={"User-Agent": "Examplebot/1.0"})
    assert not LaidOut.objects.exists()

    lay_out(client, *three, headers={"Referer": "http://testserver/admin/"})
    assert LaidOut.objects.exists()


def test_whoever_lays_out_too_many_is_shown_them_and_they_are_not_remembered(client, three, monkeypatch):
    monkeypatch.setattr(laid_out, "FROM_ONE_SENDER", 1)

    lay_out(client, three[0])
    lay_out(client, three[1])

    assert LaidOut.objects.count() == 1


def test_a_change_of_meaning_is_told_with_its_note_and_a_small_fix_is_not(client, clinic, three):
    lay_out(client, *three)

    changed(three[0], clinic, "A word.", "minor", list_title="Another list title")
    assert told() == []
    changed(three[1], clinic, "New advice.", short_answer="Another answer.")

    [(number, words)] = told()
    assert number == three[1].number_id
    assert words.endswith(": New advice.")


def test_a_text_that_was_put_back_is_no_change(client, clinic, three):
    lay_out(client, three[0])
    before = three[0].revisions.get().short_answer

    changed(three[0], clinic, "New advice.", short_answer="Another answer.")
    assert len(told()) == 1
    changed(three[0], clinic, "As before.", short_answer=before)

    assert told() == []


def test_a_retired_page_is_told_until_the_set_is_laid_out_without_it(client, clinic, three):
    lay_out(client, *three)

    retired(three[2], clinic, three[0])

    [one] = laid_out.out_of_date()
    assert [(change.number, change.is_gone) for change in one.changes] == [(three[2].number_id, True)]
    lay_out(client, *three)
    assert told() == []
    assert LaidOut.objects.count() == 1


def test_a_merged_page_is_told_until_its_successor_stands_in_the_set(client, clinic, three):
    lay_out(client, *three[:2])

    merged(three[0], clinic, three[2])

    assert [number for number, _words in told()] == [three[0].number_id]
    lay_out(client, *three[:2])
    assert told() == []
    assert set(LaidOut.objects.get().copies) == {three[1].number_id, three[2].number_id}


def test_paper_past_its_last_day_is_told_even_when_the_page_was_checked_since(client, clinic, three):
    today = timezone.localdate()
    type(three[0]).objects.filter(pk=three[0].pk).update(review_due=today + timedelta(days=1))
    lay_out(client, three[0])
    type(three[0]).objects.filter(pk=three[0].pk).update(review_due=today + timedelta(days=700))
    assert told() == []

    LaidOut.objects.update(copies={three[0].number_id: [1, str(today - timedelta(days=1))]})

    assert [words.partition(" after ")[0] for _number, words in told()] == ["Its paper was not to be used"]


def test_the_set_of_a_topic_is_remembered_by_its_name(client, three):
    client.get(SET, {"set": "topic:after-treatment", "form": "wall"})

    row = LaidOut.objects.get()
    assert row.pages == "topic:after-treatment"
    assert set(row.copies) == {page.number_id for page in three}


def test_a_set_that_nobody_uses_is_forgotten(client, clinic, three):
    lay_out(client, *three)
    retired(three[2], clinic, three[0])

    assert laid_out.forget(LaidOut.objects.get().pk)

    assert told() == []
    assert not laid_out.forget(1)


def test_sets_go_after_two_years_and_the_oldest_of_too_many(client, three, monkeypatch):
    monkeypatch.setattr(laid_out, "MOST", 2)
    today = timezone.localdate()
    for days, page in ((1, three[0]), (2, three[1]), (3, three[2])):
        LaidOut.objects.create(pages=page.number_id, form="wall", day=today - timedelta(days=days))
    LaidOut.objects.create(pages="4716", form="wall", day=today - laid_out.LASTS)

    ticking_pruning.prune()

    assert set(LaidOut.objects.values_list("pages", flat=True)) == {three[0].number_id, three[1].number_id}


@pytest.mark.parametrize("many", [1, 3])
def test_the_list_costs_two_queries_however_many_sets_there_are(client, clinic, three, django_assert_num_queries, many):
    for page in three[:many]:
        lay_out(client, page)
        changed(page, clinic, "New advice.", short_answer=f"Another answer to {page.slug}.")

    with django_assert_num_queries(2):
        assert len(list(laid_out.out_of_date())) == many
