"""Database triggers that keep signed rows as they were signed, on SQLite and PostgreSQL alike.

Whoever writes raw SQL or `.update()` meets them too. Django's SQLite table rebuild drops triggers silently, so
`missing()` compares what the database holds with what each model asks for; a system check and a test call it.
"""

from dataclasses import dataclass

from django.db.migrations.operations.base import Operation


@dataclass(frozen=True)
class Frozen:
    """What the database refuses for one table. Every name is a column.

    never: may not change at all. once: may go from NULL to a value and no further. after: pairs of a column and
    those that may not change once it has a value. moves: column -> the allowed (old, new) pairs. Rows are never
    deleted.
    """

    never: tuple[str, ...]
    once: tuple[str, ...] = ()
    after: tuple[tuple[str, tuple[str, ...]], ...] = ()
    moves: tuple[tuple[str, tuple[tuple[str, str], ...]], ...] = ()

    def conditions(self, differs: str) -> str:
        found = [f'OLD."{name}" {differs} NEW."{name}"' for name in self.never]
        found += [f'(OLD."{name}" IS NOT NULL AND OLD."{name}" {differs} NEW."{name}")' for name in self.once]
        for set_at, names in self.after:
            found += [f'(OLD."{set_at}" IS NOT NULL AND OLD."{name}" {differs} NEW."{name}")' for name in names]
        for name, pairs in self.moves:
            allowed = ", ".join(f"'{old}>{new}'" for old, new in pairs)
            step = f"""OLD."{name}" || '>' || NEW."{name}\""""
            found.append(f'(OLD."{name}" {differs} NEW."{name}" AND {step} NOT IN ({allowed}))')
        return " OR ".join(found)


def statements(table: str, frozen: Frozen, vendor: str) -> dict[str, str]:
    """Trigger name -> the text that tells whether the right one is installed."""
    changed, kept = f"{table}_stays_as_signed", f"{table}_is_kept"
    if vendor == "sqlite":
        return {
            changed: f'CREATE TRIGGER "{changed}" BEFORE UPDATE ON "{table}" WHEN {frozen.conditions("IS NOT")} '
            f"BEGIN SELECT RAISE(ABORT, '{changed}'); END",
            kept: f"""CREATE TRIGGER "{kept}" BEFORE DELETE ON "{table}" BEGIN SELECT RAISE(ABORT, '{kept}'); END""",
        }
    refuse = "RAISE EXCEPTION '{}' USING ERRCODE = 'integrity_constraint_violation';"
    differs = frozen.conditions("IS DISTINCT FROM")
    return {
        changed: f" BEGIN IF {differs} THEN {refuse.format(changed)} END IF; RETURN NEW; END ",
        kept: f" BEGIN {refuse.format(kept)} END ",
    }


def install(connection, table: str, frozen: Frozen) -> None:
    remove(connection, table)
    with connection.cursor() as cursor:
        for name, text in statements(table, frozen, connection.vendor).items():
            if connection.vendor == "sqlite":
                cursor.execute(text)
                continue
            when = "UPDATE" if name.endswith("_signed") else "DELETE"
            cursor.execute(f'CREATE FUNCTION "{name}"() RETURNS trigger AS $body${text}$body$ LANGUAGE plpgsql')
            cursor.execute(
                f'CREATE TRIGGER "{name}" BEFORE {when} ON "{table}" FOR EACH ROW EXECUTE FUNCTION "{name}"()'
            )


def remove(connection, table: str) -> None:
    with connection.cursor() as cursor:
        for name in statements(table, Frozen(()), connection.vendor):
            if connection.vendor == "sqlite":
                cursor.execute(f'DROP TRIGGER IF EXISTS "{name}"')
            else:
                cursor.execute(f'DROP TRIGGER IF EXISTS "{name}" ON "{table}"')
                cursor.execute(f'DROP FUNCTION IF EXISTS "{name}"()')


def missing(connection, table: str, frozen: Frozen) -> list[str]:
    """Names of triggers that are absent, or that guard other columns than the model asks for."""
    if connection.vendor == "sqlite":
        query = "SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND tbl_name = %s"
    else:
        query = (
            "SELECT t.tgname, p.prosrc FROM pg_trigger t JOIN pg_proc p ON p.oid = t.tgfoid "
            "JOIN pg_class c ON c.oid = t.tgrelid WHERE c.relname = %s AND NOT t.tgisinternal AND t.tgenabled = 'O'"
        )
    with connection.cursor() as cursor:
        cursor.execute(query, [table])
        found = dict(cursor.fetchall())
    return [name for name, text in statements(table, frozen, connection.vendor).items() if found.get(name) != text]


class Freeze(Operation):
    """Installs the triggers of one table. A later migration that alters the table repeats it at its end."""

    reduces_to_sql = True
    reversible = True

    def __init__(self, model_name: str, **frozen):
        self.model_name, self.frozen = model_name, frozen

    def state_forwards(self, app_label, state):
        """Triggers are no part of Django's model state."""

    def database_forwards(self, app_label, schema_editor, from_state, to_state):
        table = to_state.apps.get_model(app_label, self.model_name)._meta.db_table
        # PostgreSQL can't add a trigger to a table whose deferred foreign keys are still waiting.
        for statement in schema_editor.deferred_sql:
            schema_editor.execute(statement)
        schema_editor.deferred_sql.clear()
        install(schema_editor.connection, table, Frozen(**self.frozen))

    def database_backwards(self, app_label, schema_editor, from_state, to_state):
        remove(schema_editor.connection, from_state.apps.get_model(app_label, self.model_name)._meta.db_table)

    def describe(self):
        return f"Freeze the signed columns of {self.model_name}"
