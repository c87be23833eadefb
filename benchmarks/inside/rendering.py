"""Runs inside a site, ours or another Django: makes pages through its WSGI handler and counts queries and CPU.

Paths come on standard input, the figures go to standard output: {"queries": …, "cpu": [ms a page], "bytes": …}.
"""

import json
import sys
from io import BytesIO
from time import process_time

import django

django.setup()

from django.core.wsgi import get_wsgi_application  # noqa: E402
from django.db import connection  # noqa: E402

WARM = 20  # pages: what a process reads and compiles once is no part of a page


def made(application, path: str) -> int:
    """Bytes of the body. Leaves when the answer isn't 200."""
    environ = {
        "REQUEST_METHOD": "GET", "PATH_INFO": path, "QUERY_STRING": "", "SERVER_NAME": "127.0.0.1",
        "SERVER_PORT": "8000", "HTTP_HOST": "127.0.0.1", "wsgi.url_scheme": "http", "wsgi.input": BytesIO(),
        "wsgi.errors": sys.stderr, "SERVER_PROTOCOL": "HTTP/1.1", "SCRIPT_NAME": "",
    }  # fmt: skip
    said = []
    answer = application(environ, lambda status, headers, _fault=None: said.append(status))
    size = len(b"".join(answer))
    answer.close()
    return size if said[0].startswith("200") else sys.exit(f"{path} answered {said[0]}")


def main() -> None:
    paths = sys.stdin.read().split()
    application = get_wsgi_application()
    for path in paths[:WARM]:
        size = made(application, path)
    # Django forgets the queries of the request before; what is left are those of the last one.
    connection.force_debug_cursor = True
    made(application, paths[WARM])
    queries = len(connection.queries_log)
    connection.force_debug_cursor = False
    cpu = []
    for path in paths[WARM + 1 :]:
        start = process_time()
        made(application, path)
        cpu.append(1000 * (process_time() - start))
    print(json.dumps({"queries": queries, "cpu": cpu, "bytes": size}))


if __name__ == "__main__":
    main()
