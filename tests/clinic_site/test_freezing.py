import pytest
from django.db import IntegrityError, connection, transaction
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.operations.base import Operation

from clinic_site import freezing
from clinic_site.content.checks import frozen_tables, signed_rows_are_frozen
from clinic_site.freezing import Freeze, Frozen
from clinic_site.numbers.models import Number, take

TABLE = "numbers_number"
CHANGED, KEPT = f"{TABLE}_stays_as_signed", f"{TABLE}_is_kept"
FROZEN = Number.frozen
# Tried on a table of its own, so that every rule meets every kind of step.
LETTERS = "letters"
RULES = Frozen(
    never=("title",),
    once=("signed_at",),
    after=(("signed_at", ("note",)),),
    moves=(("state", (("open", "closed"), ("closed", "open"), ("closed", "gone"))),),
)


def drop(name: str) -> None:
    on = "" if connection.vendor == "sqlite" else f' ON "{TABLE}"'
    with connection.cursor() as cursor:
        cursor.execute(f'DROP TRIGGER "{name}"{on}')


@pytest.fixture
def letters(db):
    with connection.cursor() as cursor:
        cursor.execute(f"CREATE TABLE {LETTERS} (title text, signed_at text, note text, state text)")
        cursor.execute(f"INSERT INTO {LETTERS} VALUES ('Hello', NULL, 'first', 'open')")
    freezing.install(connection, LETTERS, RULES)


def run(statement: str) -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)


def state() -> tuple:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT title, signed_at, note, state FROM {LETTERS}")
        return cursor.fetchone()


@pytest.mark.django_db
def test_every_signed_table_has_its_triggers():
    tables = frozen_tables()

    assert {"numbers_number", "profile_profile", "content_event", "content_topictext"} < set(tables)
    assert {table: freezing.missing(connection, table, asks) for table, asks in tables.items()} == {
        table: [] for table in tables
    }
    assert signed_rows_are_frozen(None, databases=["default"]) == []


@pytest.mark.django_db
@pytest.mark.parametrize("name", [CHANGED, KEPT])
def test_a_dropped_trigger_is_missed_by_name(name: str):
    drop(name)

    assert freezing.missing(connection, TABLE, FROZEN) == [name]
    assert [(error.id, name in error.msg) for error in signed_rows_are_frozen(None, databases=["default"])] == [
        ("content.E002", True)
    ]


@pytest.mark.django_db
def test_a_trigger_that_guards_other_columns_is_missed():
    freezing.install(connection, "profile_profile", Frozen(never=("clinic_name",)))

    missing = freezing.missing(connection, "profile_profile", frozen_tables()["profile_profile"])

    assert missing == ["profile_profile_stays_as_signed"]


@pytest.mark.django_db
@pytest.mark.postgres
def test_a_trigger_that_was_switched_off_is_missed():
    run(f'ALTER TABLE "{TABLE}" DISABLE TRIGGER "{CHANGED}"')

    assert freezing.missing(connection, TABLE, FROZEN) == [CHANGED]


@pytest.mark.django_db
def test_installing_again_puts_things_right():
    drop(KEPT)

    freezing.install(connection, TABLE, FROZEN)

    assert freezing.missing(connection, TABLE, FROZEN) == []


@pytest.mark.parametrize(
    "change",
    [
        "title = 'Changed'",
        "title = NULL",
        "state = 'gone'",
        "state = 'unheard of'",
        "title = 'Changed', signed_at = 'today'",
    ],
)
def test_what_may_never_change_is_refused(letters, change: str):
    with pytest.raises(IntegrityError, match="letters_stays_as_signed"):
        run(f"UPDATE {LETTERS} SET {change}")

    assert state() == ("Hello", None, "first", "open")


@pytest.mark.parametrize("change", ["note = 'second'", "signed_at = 'today'", "state = 'closed'", "title = title"])
def test_what_is_left_open_may_change(letters, change: str):
    run(f"UPDATE {LETTERS} SET {change}")

    assert freezing.missing(connection, LETTERS, RULES) == []


@pytest.mark.parametrize("change", ["signed_at = 'tomorrow'", "signed_at = NULL", "note = 'second'", "note = NULL"])
def test_after_the_signature_it_and_what_hangs_on_it_stay(letters, change: str):
    run(f"UPDATE {LETTERS} SET signed_at = 'today'")

    with pytest.raises(IntegrityError, match="letters_stays_as_signed"):
        run(f"UPDATE {LETTERS} SET {change}")

    assert state() == ("Hello", "today", "first", "open")


def test_a_state_moves_along_its_steps_and_from_the_last_nowhere(letters):
    for step in ("closed", "open", "closed", "gone"):
        run(f"UPDATE {LETTERS} SET state = '{step}'")

    with pytest.raises(IntegrityError):
        run(f"UPDATE {LETTERS} SET state = 'open'")

    assert state()[3] == "gone"


def test_a_row_is_never_deleted(letters):
    with pytest.raises(IntegrityError, match="letters_is_kept"):
        run(f"DELETE FROM {LETTERS}")

    assert state()[0] == "Hello"


def migrate(operation: Operation, *, forwards: bool) -> None:
    states = MigrationLoader(None).project_state()
    with connection.schema_editor() as editor:
        move = operation.database_forwards if forwards else operation.database_backwards
        move("numbers", editor, states, states)


@pytest.mark.django_db(transaction=True)
def test_a_migration_freezes_and_can_be_taken_back():
    take("5724")
    freeze = Freeze("number", never=("digits",))

    migrate(freeze, forwards=False)
    taken_back = freezing.missing(connection, TABLE, FROZEN)
    migrate(freeze, forwards=True)

    assert taken_back == [CHANGED, KEPT]
    assert freezing.missing(connection, TABLE, FROZEN) == []
    with pytest.raises(IntegrityError):
        Number.objects.all().delete()


def test_a_migration_writes_what_the_model_asks():
    loader = MigrationLoader(None)
    written = {}
    for (label, _), migration in sorted(loader.disk_migrations.items()):
        for operation in migration.operations:
            if isinstance(operation, Freeze):
                written[f"{label}_{operation.model_name}"] = Frozen(**operation.frozen)

    assert written == frozen_tables()
