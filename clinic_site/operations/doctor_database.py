"""The database: whether it answers, is recent enough, and holds the tables of this release."""

import re
import sqlite3
from collections.abc import Iterable, Iterator
from difflib import get_close_matches
from importlib import import_module

from django.conf import settings
from django.core import checks
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.db.utils import NotSupportedError
from django.utils import timezone
from django.utils.translation import gettext as _

from clinic_site.operations.doctor_finding import Finding

# What the framework of this release can use.
OLDEST_POSTGRES, OLDEST_SQLITE = 14, (3, 31)
CLOCKS_MAY_DIFFER = 30  # seconds
# Options that are for Django, and how libpq names a value that an option may not have.
OF_DJANGO = {"pool", "isolation_level", "assume_role", "server_side_binding"}
VALUE = re.compile(r"invalid \S+ value|invalid integer value|is not supported", re.IGNORECASE)


def stands() -> Iterator[Finding]:
    """Nothing when the database can be used; else the one fault that has to be mended first."""
    try:
        # SQLite would make an empty file where the database is missing.
        place = settings.DATA_DIR / "site.sqlite3"
        if connection.vendor == "sqlite" and not place.exists() and connection.settings_dict["NAME"] == place:
            yield without_tables()
            return
        connection.ensure_connection()
        executor = MigrationExecutor(connection)
        waiting = executor.migration_plan(executor.loader.graph.leaf_nodes())
        unknown = set(executor.loader.applied_migrations) - set(executor.loader.disk_migrations)
    except NotSupportedError as fault:
        yield too_old(str(fault))
    except DatabaseError as fault:
        yield broken(fault)
    except UnicodeError:  # said where the name of its host is looked up
        host = connection.settings_dict["HOST"]
        yield broken(DatabaseError(_("its host %(host)s is no name that can be looked up") % {"host": host}))
    else:
        ours = {name for app, name in sorted(unknown) if app in executor.loader.migrated_apps}
        if ours:
            yield too_new(min(ours))
        else:
            yield from (without_tables(),) if waiting else details()


def without_tables() -> Finding:
    return Finding(
        _("The tables of this release are not in the database."),
        _("The site does not start."),
        _("deploy/update takes a backup first; on a new site: manage.py migrate"),
    )


def too_new(name: str) -> Finding:
    return Finding(
        _("The database is of a newer release than this program (%(name)s).") % {"name": name},
        _("What it holds may not be understood, and saved wrongly."),
        _("run the newer release again; deploy/rollback is the way back from it."),
    )


def broken(fault: DatabaseError) -> Finding:
    said = str(fault).strip().split("\n")[0]
    what = _("The database can't be used: %(fault)s") % {"fault": said}
    if connection.vendor == "sqlite":
        do = _("look whether %(file)s is there and belongs to the user of the site; if it is damaged, docs/backup.md.")
        return Finding(
            what,
            _("Readers get the published pages only, and staff can't work."),
            do % {"file": connection.settings_dict["NAME"]},
        )
    return server_broken(what, said, connection.settings_dict["OPTIONS"])


def server_broken(what: str, said: str, options: Iterable[str]) -> Finding:
    """By its options first: a pool of connections says no more of a misspelt one than that it has waited."""
    known = {option.keyword.decode() for option in import_module("psycopg.pq").Conninfo.get_defaults()}
    strange = sorted(set(options) - known - OF_DJANGO)
    do = _("systemctl status postgresql; and compare DATABASE_URL in the environment file with it.")
    if strange:
        like = get_close_matches(strange[0], sorted(known), n=1)
        what = _("DATABASE_URL has an option that PostgreSQL does not know: %(name)s") % {"name": strange[0]}
        do = _("correct it in the environment file behind the “?”%(like)s; then restart.") % {
            "like": _(", most likely to %(name)s") % {"name": like[0]} if like else ""
        }
    elif VALUE.search(said):
        do = _("correct that value behind the “?” of DATABASE_URL in the environment file; then restart.")
    elif "password" in said:
        do = _(
            "compare DATABASE_URL in the environment file with what PostgreSQL has. Signs of the password are written"
            " in it otherwise: % as %25, @ as %40, # as %23, / as %2F, : as %3A."
        )
    return Finding(what, _("Readers get the published pages only, and staff can't work."), do)


def too_old(said: str) -> Finding:
    return Finding(
        _("The database server is too old: %(said)s") % {"said": said},
        _("This release can't use it."),
        _("install PostgreSQL %(oldest)d or newer (Debian 12 has 15), then pg_upgradecluster.")
        % {"oldest": OLDEST_POSTGRES},
    )


def details() -> Iterator[Finding]:
    if connection.vendor == "sqlite":
        if sqlite3.sqlite_version_info < OLDEST_SQLITE:
            yield too_old(f"SQLite {sqlite3.sqlite_version}")
        elif sound() != "ok":
            yield broken(DatabaseError(sound()))
    elif connection.pg_version < OLDEST_POSTGRES * 10000:
        yield too_old(f"PostgreSQL {connection.pg_version // 10000}")
    else:
        yield from same_time()
    for found in checks.run_checks(databases=["default"], tags=[checks.Tags.database]):
        yield Finding(found.msg, f"({found.id})", found.hint or _("see docs/deploy.md"))


def sound() -> str:
    """Few seconds at most on a large site: pages of the file, not every index."""
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA quick_check(1)")
        return cursor.fetchone()[0]


def same_time() -> Iterator[Finding]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT clock_timestamp()")
        seconds = abs((cursor.fetchone()[0] - timezone.now()).total_seconds())
    if seconds > CLOCKS_MAY_DIFFER:
        yield Finding(
            _("The clocks of this machine and of the database differ by %(seconds)d seconds.") % {"seconds": seconds},
            _("What happened when could not be told."),
            _("timedatectl set-ntp true, on both machines."),
        )
