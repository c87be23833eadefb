"""A copy of the test's database in a file, on SQLite: in memory connections can't wait for one another."""

import sqlite3
from pathlib import Path

import pytest
from django.db import connection, connections

from clinic_site import env


def moved_to_a_file(monkeypatch: pytest.MonkeyPatch, folder: Path) -> None:
    """For the connections that are opened from now on."""
    if connection.vendor == "sqlite":
        in_file = env.database("DATABASE_URL", folder, {})
        copy = sqlite3.connect(in_file["NAME"])
        connection.connection.backup(copy)
        copy.close()
        monkeypatch.setitem(connections.settings, "default", connections.settings["default"] | in_file)
