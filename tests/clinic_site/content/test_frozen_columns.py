"""Invariants 1, 3 and 4: the database itself refuses to change or drop what was signed, whoever asks."""

from functools import partial

import pytest
from django.apps import apps
from django.db import connection

from clinic_site.content.checks import frozen_tables
from clinic_site.content.registry import page_types
from clinic_site.content.revision import MOVES, State
from tests import copies
from tests.clinic_site.content.lives import another, clinic_in_every_state, refusal, run

MODELS = {model._meta.db_table: model for model in apps.get_models()}
TABLES = frozen_tables()
DATED = ("content_topictext", "profile_profile")


@pytest.fixture
def staff(db):
    return copies.of(clinic_in_every_state)


def column(model, name: str):
    return next(field for field in model._meta.concrete_fields if field.column == name)


def ways_to_change(model, row, field):
    """Raw SQL, `.update()` and `bulk_update()`: three hands at the same column."""
    value = another(field, getattr(row, field.attname))
    raw = f'UPDATE "{model._meta.db_table}" SET "{field.column}" = %s WHERE "{model._meta.pk.column}" = %s'

    def in_bulk():
        setattr(row, field.attname, value)
        model.objects.bulk_update([row], [field.name])

    yield "raw", lambda: run(raw, field.get_db_prep_save(value, connection), row.pk)
    yield "update", lambda: model.objects.filter(pk=row.pk).update(**{field.attname: value})
    if not field.primary_key:
        yield "bulk_update", in_bulk


def changed_anyway(table: str, columns, **needed) -> list[str]:
    """Names of the columns that a hand got past the trigger of the table."""
    model, through = MODELS[table], []
    for name in columns:
        field = column(model, name)
        row = model.objects.filter(**needed | {f"{field.name}__isnull": False}).first()
        row = row or model.objects.filter(**needed).first()
        for how, act in ways_to_change(model, row, field):
            if f"{table}_stays_as_signed" not in refusal(act):
                through.append(f"{name} by {how}")
    return through


def test_a_signed_column_never_changes(staff):
    assert {table: changed_anyway(table, frozen.never) for table, frozen in TABLES.items()} == dict.fromkeys(TABLES, [])


def test_who_and_when_are_set_once(staff):
    for table, frozen in TABLES.items():
        filled = [column(MODELS[table], name).name for name in frozen.once]

        assert [name for name in filled if not MODELS[table].objects.filter(**{f"{name}__isnull": False})] == []
        assert changed_anyway(table, frozen.once) == []


def test_what_was_said_with_a_signature_stays(staff):
    said = [(table, set_at, names) for table, frozen in TABLES.items() for set_at, names in frozen.after]

    assert len(said) == 10
    assert [changed_anyway(table, names, **{f"{set_at}__isnull": False}) for table, set_at, names in said] == [[]] * 10


@pytest.mark.parametrize("model", page_types())
def test_a_revision_moves_only_along_the_table_of_moves(staff, model):
    table = model.revision_class._meta.db_table
    rows = {state: model.revision_class.objects.filter(state=state).first().pk for state in State.values}
    wrong = [(old, new) for old in rows for new in rows if old != new and (old, new) not in MOVES]
    raw = f'UPDATE "{table}" SET state = %s WHERE id = %s'

    said = {(old, new): refusal(partial(run, raw, new, rows[old])) for old, new in wrong}

    assert len(wrong) == 24
    assert [move for move, words in said.items() if f"{table}_stays_as_signed" not in words] == []


def test_a_signed_row_is_never_deleted(staff):
    for table in TABLES:
        model = MODELS[table]
        row = model.objects.order_by("pk").first()
        raw = f'DELETE FROM "{table}" WHERE "{model._meta.pk.column}" = %s'

        assert f"{table}_is_kept" in refusal(partial(run, raw, row.pk))
        assert f"{table}_is_kept" in refusal(partial(model.objects.all()._raw_delete, "default"))
        assert refusal(model.objects.filter(pk=row.pk).delete)
        assert refusal(row.delete)


@pytest.mark.sqlite
def test_a_signed_row_is_never_replaced(staff):
    """SQLite's REPLACE deletes the row in the way without a word unless triggers are told of it."""
    for table in TABLES:
        replace = f'INSERT OR REPLACE INTO "{table}" SELECT * FROM "{table}"'

        assert f"{table}_is_kept" in refusal(partial(run, replace))


@pytest.mark.parametrize("table", DATED)
def test_a_dated_row_that_waits_comes_into_force_once(staff, table: str):
    row = MODELS[table].objects.get(in_force_at=None)

    row.second(by=staff["reviewer"])

    assert changed_anyway(table, ["in_force_at", "second_by_id"], pk=row.pk) == []


def test_a_page_with_revisions_is_never_deleted(staff):
    for model in page_types():
        page = model.objects.exclude(last_revision=0).first()

        assert refusal(model.objects.filter(pk=page.pk).delete)
        assert refusal(page.delete)
        assert refusal(partial(run, f'DELETE FROM "{model._meta.db_table}" WHERE id = %s', page.pk))


def test_a_person_who_signed_is_never_deleted(staff):
    assert refusal(staff["reviewer"].delete)
    assert refusal(partial(run, "DELETE FROM accounts_user WHERE id = %s", staff["publisher"].pk))


def test_every_wording_field_is_frozen():
    for model in page_types():
        frozen = TABLES[model.revision_class._meta.db_table]

        assert {
            column.column for column in model._meta.concrete_fields if column.name in model.wording_fields()
        } <= set(frozen.never)


def test_a_column_of_a_revision_is_frozen_or_moved_by_a_verb():
    """A new column has to be put on one of the lists, so that none is left open by oversight."""
    moved_by_confirm = {"confirmed_by_id", "confirmed_at", "reviewed_on", "reviewer_role"}
    moved_by_ask = {"reviewer_id", "deadline"}
    for model in page_types():
        frozen = TABLES[model.revision_class._meta.db_table]
        after = {name for _set_at, names in frozen.after for name in names}
        listed = {*frozen.never, *frozen.once, *after, *dict(frozen.moves)}

        assert {field.column for field in model.revision_class._meta.concrete_fields} - listed == {
            "id",
            *moved_by_confirm,
            *moved_by_ask,
        }
