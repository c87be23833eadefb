"""Whether anything has changed: a mark of every table's content. It asks the rows themselves, so no way of writing them
goes unseen."""

import marshal
import sqlite3
from collections.abc import Iterable
from contextlib import closing
from dataclasses import dataclass
from hashlib import sha256

from django.db import connection, models

from clinic_site.operations import backup_rows

# What changes while nobody works: kept with the next backup, and within a day by itself.
LESSER = frozenset({
    "generation.tick", "generation.tickjob", "generation.generation", "counts.reading", "counts.opening",
    "counts.countedlog", "search.term", "search.searchday", "content.opened", "accounts.tries", "accounts.device",
})  # fmt: skip


@dataclass(frozen=True)
class Marks:
    """Of what people do, and of what happens by itself."""

    work: str
    lesser: str


def now() -> Marks:
    known = backup_rows.tables()
    found = _of_sqlite(known) if connection.vendor == "sqlite" else _of_postgres(known)
    return Marks(
        digest(value for label, value in found.items() if label not in LESSER),
        digest(value for label, value in found.items() if label in LESSER),
    )


def digest(values: Iterable[str]) -> str:
    return sha256("\n".join(values).encode()).hexdigest()


def _of_sqlite(known: dict[str, type[models.Model]]) -> dict[str, str]:
    """By every byte of every row, on a connection of its own that turns no text into dates."""
    how = connection.get_connection_params() | {"detect_types": 0}
    how = {name: value for name, value in how.items() if name not in {"init_command", "transaction_mode"}}
    with closing(sqlite3.connect(**how)) as raw:
        raw.execute("BEGIN")
        return {label: f"{label} {_digest_of_rows(raw, model)}" for label, model in known.items()}


def _digest_of_rows(raw: sqlite3.Connection, model: type[models.Model]) -> str:
    found = sha256()
    for row in raw.execute(f'SELECT * FROM "{model._meta.db_table}" ORDER BY rowid'):  # noqa: S608, own names
        found.update(marshal.dumps(row, 2))
    return found.hexdigest()


def _of_postgres(known: dict[str, type[models.Model]]) -> dict[str, str]:
    """By the transactions that wrote the rows there are: whoever changes one, adds one or takes one away changes how
    many they are or the sum, for transactions are numbered upwards."""
    query = "SELECT '{0}', count(*), coalesce(sum(xmin::text::bigint), 0) FROM \"{1}\""
    parts = [query.format(label, model._meta.db_table) for label, model in known.items()]
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join(parts))
        return {label: f"{label} {count} {total}" for label, count, total in cursor.fetchall()}
