"""An application that always gives out the same bytes: what a server costs that has nothing to do. WITH_BYTES names the
file they are in."""

import os
from pathlib import Path

body = Path(os.environ["WITH_BYTES"]).read_bytes()
headers = [("Content-Type", "text/html; charset=utf-8"), ("Content-Length", str(len(body)))]


def application(_environ, start_response):
    start_response("200 OK", [*headers])
    return [body]
