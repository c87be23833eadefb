"""The full-text index beside the table: FTS5 on SQLite, GIN on PostgreSQL, over the same words.

Triggers keep SQLite's in step with the rows in the same transaction, whoever writes them; PostgreSQL's are indexes of
the table itself, read through two functions. `missing()` tells what is not there, as Django drops triggers silently
when it rebuilds a table.
"""

from django.db.migrations.operations.base import Operation

from clinic_site.search.indexed import HEAD, REST

TABLE, FOUND = "search_indexed", "search_found"


def _joined(names: tuple[str, ...], row: str = "") -> str:
    return " || ' ' || ".join(f"{row}{name}" for name in names)


# A word of all texts may be in few titles: among those it is found at once, however many pages mention it.
FTS5 = {f"{FOUND}_heads": HEAD, f"{FOUND}_pages": (*HEAD, *REST)}


def _forget(table: str) -> str:
    words = _joined(FTS5[table], "OLD.")
    return f"INSERT INTO {table}({table}, rowid, words) VALUES ('delete', OLD.id, {words})"  # noqa: S608 (names of our own)


def _learn(table: str) -> str:
    return f"INSERT INTO {table}(rowid, words) VALUES (NEW.id, {_joined(FTS5[table], 'NEW.')})"  # noqa: S608 (as above)


FORGET, LEARN = "; ".join(map(_forget, FTS5)), "; ".join(map(_learn, FTS5))


def _vector(names: tuple[str, ...]) -> str:
    return f"{FOUND}_vector({_joined(names)})"


# Whole words as they are: PostgreSQL's own parser would read "1e5" in its own way. The planner is told that this is
# dear, or it would rather work it out for each row of the table than ask the index for a common word.
VECTOR = (
    f"CREATE FUNCTION {FOUND}_vector(words text) RETURNS tsvector LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE "
    "COST 1000000 AS $$ BEGIN RETURN array_to_tsvector(array_remove(string_to_array(words, ' '), '')); END $$"
)
# A page's own key in one index with its words.
EXTENSION = "CREATE EXTENSION IF NOT EXISTS btree_gin"
# Hundreds of texts are opened for one search. PostgreSQL's older way to store them takes three times as long to open; a
# server that was built without this one keeps to it.
QUICKER = f"""
DO $$ BEGIN
  ALTER TABLE {TABLE} {", ".join(f"ALTER COLUMN {name} SET COMPRESSION lz4" for name in (*HEAD, *REST))};
EXCEPTION WHEN feature_not_supported THEN NULL;
END $$"""
OPTIONS = "content='', columnsize=0, detail=none, tokenize='unicode61'"


def _gin(name: str, vector: str) -> str:
    return f"CREATE INDEX {name} ON {TABLE} USING gin (({vector}), id) WITH (fastupdate = off)"


def _function(name: str, vector: str) -> str:
    """The first pages that hold what is asked for. A common word is on nearly all: it is looked for among the pages
    before `before`, whose keys stand in the same index, and among all when those are not enough or it is 0. Each time
    planned for the words that are asked for."""
    found = f"SELECT id FROM {TABLE} WHERE {vector} @@ asked"  # noqa: S608 (names of our own)
    return f"""
CREATE FUNCTION {name}(asked tsquery, most integer, before integer) RETURNS SETOF integer
LANGUAGE plpgsql STABLE ROWS 100
SET plan_cache_mode = force_custom_plan SET enable_indexscan = off SET enable_seqscan = off
SET jit = off SET max_parallel_workers_per_gather = 0 AS $$
DECLARE there integer[];
BEGIN
  IF before > 0 THEN
    there := ARRAY({found} AND id < before ORDER BY id LIMIT most);
    IF cardinality(there) = most THEN RETURN QUERY SELECT unnest(there); RETURN; END IF;
  END IF;
  RETURN QUERY {found} ORDER BY id LIMIT most;
END $$"""


MADE = {
    "sqlite": {
        **{table: f"CREATE VIRTUAL TABLE {table} USING fts5(words, {OPTIONS})" for table in FTS5},
        f"{FOUND}_insert": f"CREATE TRIGGER {FOUND}_insert AFTER INSERT ON {TABLE} BEGIN {LEARN}; END",
        f"{FOUND}_delete": f"CREATE TRIGGER {FOUND}_delete AFTER DELETE ON {TABLE} BEGIN {FORGET}; END",
        f"{FOUND}_update": f"CREATE TRIGGER {FOUND}_update AFTER UPDATE ON {TABLE} BEGIN {FORGET}; {LEARN}; END",
    },
    "postgresql": {
        f"{FOUND}_vector": VECTOR,
        f"{FOUND}_heads": _gin(f"{FOUND}_heads", _vector(HEAD)),
        f"{FOUND}_pages": _gin(f"{FOUND}_pages", _vector((*HEAD, *REST))),
        f"{FOUND}_head": _function(f"{FOUND}_head", _vector(HEAD)),
        f"{FOUND}_page": _function(f"{FOUND}_page", _vector((*HEAD, *REST))),
    },
}


def missing(connection) -> list[str]:
    present = {
        "sqlite": "SELECT name FROM sqlite_master WHERE name LIKE %s",
        "postgresql": "SELECT indexname FROM pg_indexes WHERE indexname LIKE %s"
        " UNION SELECT proname FROM pg_proc WHERE proname LIKE %s",
    }
    with connection.cursor() as cursor:
        query = present[connection.vendor]
        cursor.execute(query, [f"{FOUND}%"] * query.count("%s"))
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
        if schema_editor.connection.vendor == "postgresql":
            schema_editor.execute(EXTENSION)
            schema_editor.execute(QUICKER, params=None)
        for statement in MADE[schema_editor.connection.vendor].values():
            schema_editor.execute(statement, params=None)

    def database_backwards(self, app_label, schema_editor, from_state, to_state):
        for name, statement in reversed(MADE[schema_editor.connection.vendor].items()):
            kind = next(kind for kind in ("TABLE", "TRIGGER", "INDEX", "FUNCTION") if f"{kind} {name}" in statement)
            schema_editor.execute(f"DROP {kind} IF EXISTS {name}", params=None)

    def describe(self):
        return "Make the full-text index"
