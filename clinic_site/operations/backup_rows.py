"""The rows of every table as text that belongs to no database: written by one, read by another."""

import json
from base64 import b64encode
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import date, datetime, time, timedelta
from itertools import islice

from django.apps import apps
from django.contrib.sessions.base_session import AbstractBaseSession as Sessions
from django.core.management.color import no_style
from django.db import connection, models, transaction
from django.utils.duration import duration_string

# Made anew by a restore, or meant for one machine only. Whoever has a session could act as its person.
LEFT_OUT = frozenset({"generation.backup", "search.indexed", "search.word"})
AT_ONCE = 500
Row = list


def tables(known=apps) -> dict[str, type[models.Model]]:
    """Label -> model, of all that is kept, with those tables that Django makes by itself."""
    found = {model._meta.label_lower: model for model in known.get_models(include_auto_created=True)}
    left_out = LEFT_OUT | {model._meta.label_lower for model in apps.get_models() if issubclass(model, Sessions)}
    return {label: model for label, model in sorted(found.items()) if label not in left_out and is_table(model)}


def is_table(model: type[models.Model]) -> bool:
    return model._meta.managed and not model._meta.proxy and not model._meta.swapped


def columns(model: type[models.Model]) -> list[models.Field]:
    return [field for field in model._meta.concrete_fields if not field.generated]


@contextmanager
def snapshot():
    """The database as it is at one moment, for as long as it takes. Writers don't wait for it."""
    if connection.vendor == "sqlite":
        connection.ensure_connection()
        usual, connection.transaction_mode = connection.transaction_mode, None
        try:
            with transaction.atomic(durable=True):
                yield
        finally:
            connection.transaction_mode = usual
        return
    with transaction.atomic(durable=True):
        with connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
        yield


def rows_of(model: type[models.Model]) -> Iterator[str]:
    """One line of JSON for each row, in the order of their keys."""
    names = [field.attname for field in columns(model)]
    found = model._base_manager.order_by("pk").values_list(*names)
    for row in found.iterator(chunk_size=2000):
        yield json.dumps(row, default=_plain, ensure_ascii=False, separators=(",", ":"))


def _plain(value) -> str:
    if isinstance(value, datetime | date | time):
        return value.isoformat()
    if isinstance(value, timedelta):
        return duration_string(value)
    if isinstance(value, bytes | memoryview):
        return b64encode(bytes(value)).decode("ascii")
    return str(value)


def put(model: type[models.Model], names: list[str], rows: Iterable[Row]) -> int:
    """How many were written. Raises KeyError with a column that the table doesn't have."""
    by_name = {field.attname: field for field in columns(model)}
    fields = [by_name[name] for name in names]
    quote = connection.ops.quote_name
    listed = ", ".join(quote(field.column) for field in fields)
    places = ", ".join(["%s"] * len(fields))
    statement = f"INSERT INTO {quote(model._meta.db_table)} ({listed}) VALUES ({places})"  # noqa: S608, own names
    rows, written = iter(rows), 0
    with connection.cursor() as cursor:
        while some := list(islice(rows, AT_ONCE)):
            cursor.executemany(statement, [_values(fields, row) for row in some])
            written += len(some)
    return written


def _values(fields: list[models.Field], row: Row) -> list:
    pairs = zip(fields, row, strict=True)
    return [field.get_db_prep_save(field.to_python(value), connection) for field, value in pairs]


def count_on(known: list[type[models.Model]]) -> None:
    """The next row of each table gets a key of its own."""
    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(no_style(), known):
            cursor.execute(statement)
