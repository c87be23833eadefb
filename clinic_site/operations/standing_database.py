"""For a process that serves: the database is there or it is not, and nobody makes another in its place."""

from pathlib import Path

from django.db import Error, connection, connections


def never_make_one() -> None:
    """SQLite would put an empty file where the real one is missing, and be in its way when that comes back."""
    known = connections.settings["default"]
    if known["ENGINE"].endswith("sqlite3") and isinstance(known["NAME"], Path):
        known["NAME"] = f"{known['NAME'].absolute().as_uri()}?mode=rw"


def does_not_answer() -> bool:
    try:
        connection.ensure_connection()
        connection.introspection.table_names()
    except Error:
        return True
    return False
