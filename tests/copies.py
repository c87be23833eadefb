"""What most tests begin with, made once by the verbs and then copied row by row: the same start in a tenth of the time.

A copy is the rows of every table the making changed, and the pictures it wrote. It is made anew when the rows below it
(the permissions) are not those it was made on, and never taken in a test that commits: there the tables are emptied
between tests. The processes of a run share what one of them made.
"""

import sqlite3
import sys
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

from django.apps import apps
from django.conf import settings
from django.contrib.auth.models import Permission
from django.contrib.contenttypes.models import ContentType
from django.core.cache import cache
from django.core.management.color import no_style
from django.db import connection
from django.db.models import Max, Min
from django.utils import timezone

from clinic_site.accounts.models import User
from tests import once

ROOT = Path(__file__).parent
People = dict[str, User]
_kept: dict[tuple, tuple[dict[str, int], dict, dict[str, bytes]]] = {}


def of(make: Callable[[], People]) -> People:
    """The people `make` returns, beside everything it made today: some tests move the clock before they begin."""
    if not connection.in_atomic_block:
        return make()
    below = Permission.objects.aggregate(Min("pk"), Max("pk"))
    # Not by its module: a file of tests has one name for pytest and another for a file that imports it.
    file = Path(sys.modules[make.__module__].__file__).relative_to(ROOT)
    key = (*file.parts, make.__qualname__, timezone.now().date(), *below.values())
    if key not in _kept:
        made = []
        _kept[key] = once.kept("-".join(map(str, key)), lambda: changed_by(make, made))
        if made:
            return made[0]
    people, changed, pictures = _kept[key]
    lay(changed)
    for name, written in pictures.items():
        file = Path(settings.MEDIA_ROOT, name)
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(written)
    cache.clear()
    users = User.objects.in_bulk(people.values())
    return {name: users[pk] for name, pk in people.items()}


def changed_by(make: Callable[[], People], made: list[People]) -> tuple[dict[str, int], dict, dict[str, bytes]]:
    """The keys of the people, the rows of each table that was changed, and the pictures; the people themselves are
    added to `made`."""
    before = rows_by_table()
    made.append(make())
    after = rows_by_table()
    changed = {table: rows for table, rows in after.items() if rows != before[table]}
    media = Path(settings.MEDIA_ROOT)
    pictures = {str(file.relative_to(media)): file.read_bytes() for file in media.rglob("*") if file.is_file()}
    return {name: user.pk for name, user in made[0].items()}, changed, pictures


def demonstration(original: Path) -> People:
    """The people of the demonstration beside its pages, from its data folder (SQLite), as they were made there."""
    # Immutable, because a reader of a log of writes leaves two files beside it for as long as it reads, and another
    # process may be copying the folder meanwhile.
    with closing(sqlite3.connect(f"{(original / 'site.sqlite3').as_uri()}?immutable=1", uri=True)) as kept:
        changed = {}
        for table in tables():
            rows = kept.execute(f'SELECT * FROM "{table}"')
            changed[table] = [column[0] for column in rows.description], rows.fetchall()
    lay(changed)
    ContentType.objects.clear_cache()
    cache.clear()
    return {user.email: user for user in User.objects.all()}


def tables() -> dict[str, type]:
    return {model._meta.db_table: model for model in apps.get_models(include_auto_created=True) if model._meta.managed}


def rows_by_table() -> dict[str, tuple[list[str], list[tuple]]]:
    found = {}
    with connection.cursor() as cursor:
        for table in tables():
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")
            found[table] = [column[0] for column in cursor.description], sorted(cursor.fetchall(), key=str)
    return found


def lay(changed: dict[str, tuple[list[str], list[tuple]]]) -> None:
    """Puts the kept rows in place of whatever the tables hold."""
    quote = connection.ops.quote_name
    with connection.cursor() as cursor:
        for table, (columns, rows) in changed.items():
            names, places = ", ".join(map(quote, columns)), ", ".join(["%s"] * len(columns))
            cursor.execute(f"DELETE FROM {quote(table)}")
            cursor.executemany(f"INSERT INTO {quote(table)} ({names}) VALUES ({places})", rows)
        models = [tables()[table] for table in changed]
        for statement in connection.ops.sequence_reset_sql(no_style(), models):
            cursor.execute(statement)
