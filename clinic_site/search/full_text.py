"""The full-text index beside the table: FTS5 on SQLite, GIN on PostgreSQL, over the same words.

Triggers keep SQLite's in step with the rows in the same transaction, whoever writes them; PostgreSQL's is an index of
the table itself. `missing()` tells what is not there, as Django drops triggers silently when it rebuilds a table.
"""

from django.db.migrations.operations.base import Operation

from clinic_site.search.indexed import HEAD, REST

TABLE, FOUND = "search_indexed", "search_found"


def _joined(names: tuple[str, ...], row: str = "") -> str:
    return " || ' ' || ".join(f"{row}{name}" for name in names)


def _write(first: str, row: str, value: str) -> str:
    columns = f"{row}id, {_joined(HEAD, row)}, {_joined(REST, row)}"
    return f"INSERT INTO {FOUND}({first}rowid, head, rest) VALUES ({value}{columns})"  # noqa: S608 (names of our own)


FORGET, LEARN = _write(f"{FOUND}, ", "OLD.", "'delete', "), _write("", "NEW.", "")


def _vector(names: tuple[str, ...]) -> str:
    """Whole words as they are: PostgreSQL's own parser would read "1e5" in its own way."""
    return f"array_to_tsvector(array_remove(string_to_array({_joined(names)}, ' '), ''))"


HEAD_VECTOR, PAGE_VECTOR = _vector(HEAD), _vector((*HEAD, *REST))
OPTIONS = "content='', columnsize=0, detail=column, tokenize='unicode61'"
MADE = {
    "sqlite": {
        FOUND: f"CREATE VIRTUAL TABLE {FOUND} USING fts5(head, rest, {OPTIONS})",
        f"{FOUND}_insert": f"CREATE TRIGGER {FOUND}_insert AFTER INSERT ON {TABLE} BEGIN {LEARN}; END",
        f"{FOUND}_delete": f"CREATE TRIGGER {FOUND}_delete AFTER DELETE ON {TABLE} BEGIN {FORGET}; END",
        f"{FOUND}_update": f"CREATE TRIGGER {FOUND}_update AFTER UPDATE ON {TABLE} BEGIN {FORGET}; {LEARN}; END",
    },
    "postgresql": {
        f"{FOUND}_head": f"CREATE INDEX {FOUND}_head ON {TABLE} USING gin ({HEAD_VECTOR}) WITH (fastupdate = off)",
        f"{FOUND}_page": f"CREATE INDEX {FOUND}_page ON {TABLE} USING gin ({PAGE_VECTOR}) WITH (fastupdate = off)",
    },
}


def missing(connection) -> list[str]:
    present = {
        "sqlite": "SELECT name FROM sqlite_master WHERE name LIKE %s",
        "postgresql": "SELECT indexname FROM pg_indexes WHERE indexname LIKE %s",
    }
    with connection.cursor() as cursor:
        cursor.execute(present[connection.vendor], [f"{FOUND}%"])
        found = {row[0] for row in cursor.fetchall()}
    return [name for name in MADE[connection.vendor] if name not in found]


class FullText(Operation):
    """Makes it. A later migration that alters the table repeats it at its end and rebuilds the search."""

    reduces_to_sql = True
    reversible = True

    def state_forwards(self, app_label, state):
        """No part of Django's model state."""

    def database_forwards(self, app_label, schema_editor, from_state, to_state):
        self.database_backwards(app_label, schema_editor, from_state, to_state)
        for statement in MADE[schema_editor.connection.vendor].values():
            schema_editor.execute(statement, params=None)

    def database_backwards(self, app_label, schema_editor, from_state, to_state):
        for name, statement in reversed(MADE[schema_editor.connection.vendor].items()):
            kind = next(kind for kind in ("TABLE", "TRIGGER", "INDEX") if f"{kind} {name}" in statement)
            schema_editor.execute(f"DROP {kind} IF EXISTS {name}", params=None)

    def describe(self):
        return "Make the full-text index"
