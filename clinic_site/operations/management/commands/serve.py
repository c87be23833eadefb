import os
import sys
from urllib.parse import urlsplit

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.utils.translation import gettext as _

from clinic_site.operations import edition, ready_server, standing_database
from clinic_site.operations.hashed_files import use_hashed_files
from clinic_site.operations.ports import refuse_port_in_use
from clinic_site.pagecache.turns import AT_ONCE

# To PostgreSQL: one a turn, and for downloads and those that watch, tick and count.
CONNECTIONS = 2 * AT_ONCE + 2
# Read by the C library and by Python when they start. Threads that share one heap leave less of it unused, large pieces
# beside it are given back, and places in lines of source, which only underline a word in a traceback, take 2 MB.
SPARING = {"MALLOC_ARENA_MAX": "1", "MALLOC_MMAP_THRESHOLD_": "262144", "PYTHONNODEBUGRANGES": "1"}


class Command(BaseCommand):
    help = _("Serves the site on this machine: one process, ready pages in memory, the tick included. Ctrl-C ends it.")

    def add_arguments(self, parser):
        here = urlsplit(settings.SITE_ADDRESS)
        parser.add_argument("--host", default="127.0.0.1")
        parser.add_argument("--port", type=int, default=here.port or 8000)

    def handle(self, *, host: str, port: int, **options):
        self.look_at_database()
        refuse_port_in_use(host, port, "serve")
        connection.close()
        use_hashed_files()
        # Read by the process that serves; a clinic that ticks from outside says so with CLINIC_TICK= (empty).
        os.environ.setdefault("CLINIC_TICK", "thread")
        os.environ.setdefault("CLINIC_EDITION", "files")
        os.environ["CLINIC_POOL"] = os.environ.get("CLINIC_POOL", "").strip() or str(CONNECTIONS)
        self.stdout.write(_("Serving %(address)s on %(host)s:%(port)d. Stop with Ctrl-C.")
                          % {"address": settings.SITE_ADDRESS, "host": host, "port": port})  # fmt: skip
        self.stdout.flush()
        # In place of this process: the one that serves then reads its settings anew, and holds nothing of this one.
        for name, value in SPARING.items():
            os.environ.setdefault(name, value)
        os.execv(sys.executable, [sys.executable, "-m", ready_server.__name__, host, str(port)])  # noqa: S606

    def look_at_database(self) -> None:
        standing_database.never_make_one()
        if not standing_database.does_not_answer():
            refuse_old_tables()
        elif os.environ.get("CLINIC_EDITION", "files") and edition.kept().mark() is not None:
            self.stderr.write(_("The database does not answer. Readers get the published edition until it does."))
        else:
            raise CommandError(
                _(
                    "The database does not answer, and no edition is published yet. Start it (with SQLite: "
                    "manage.py migrate makes it), then serve again."
                )
            )


def refuse_old_tables() -> None:
    executor = MigrationExecutor(connection)
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        raise CommandError(_("The database is older than the program. Run manage.py migrate, then serve again."))
