import os
from urllib.parse import urlsplit

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.utils.translation import gettext as _
from granian import Granian

from clinic_site.operations.ports import not_served, refuse_port_in_use

APPLICATION = "clinic_site.wsgi:application"
# Ready bytes take microseconds; what is made anew mostly waits for one database. More threads only queue there.
THREADS = 4
QUEUE = 1024


class Command(BaseCommand):
    help = _("Serves the site on this machine: one process, ready pages in memory, the tick included. Ctrl-C ends it.")

    def add_arguments(self, parser):
        here = urlsplit(settings.SITE_ADDRESS)
        parser.add_argument("--host", default="127.0.0.1")
        parser.add_argument("--port", type=int, default=here.port or 8000)

    def handle(self, *, host: str, port: int, **options):
        refuse_old_tables()
        refuse_port_in_use(host, port, "serve")
        connection.close()
        # Read by the process that serves; a clinic that ticks from outside says so with CLINIC_TICK= (empty).
        os.environ.setdefault("CLINIC_TICK", "thread")
        self.stdout.write(_("Serving %(address)s on %(host)s:%(port)d. Stop with Ctrl-C.")
                          % {"address": settings.SITE_ADDRESS, "host": host, "port": port})  # fmt: skip
        self.stdout.flush()
        try:
            server(host, port).serve()
        except OSError as error:
            raise CommandError(not_served(host, port, error, "serve")) from error


def server(host: str, port: int) -> Granian:
    # No access log: whoever wants one has it in front, where query strings are cut off.
    return Granian(APPLICATION, address=host, port=port, interface="wsgi", workers=1, blocking_threads=THREADS,
                   backlog=QUEUE, websockets=False, http="1", respawn_failed_workers=True,
                   workers_kill_timeout=10, log_level="warning")  # fmt: skip


def refuse_old_tables() -> None:
    executor = MigrationExecutor(connection)
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        raise CommandError(_("The database is older than the program. Run manage.py migrate, then serve again."))
