"""What something costs inside a Django process; knows no site."""

import sys
from contextlib import contextmanager
from time import process_time
from urllib.parse import urlencode, urlsplit

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils.html import strip_tags

IN_PARTS = "multipart/form-data"
Costs = dict[str, dict[str, list[float]]]  # act -> queries, cpu (milliseconds) and both of the next screen


def sent(fields: dict, enctype: str = "") -> dict:
    """What a browser sends of a form: in parts only where the form says so, which takes longer to read."""
    if enctype == IN_PARTS:
        return {"data": fields}
    return {"data": urlencode(fields, doseq=True), "content_type": "application/x-www-form-urlencoded"}


@contextmanager
def costs(found: Costs, act: str, *, count: bool, prefix: str = ""):
    """Queries are counted in one run and CPU in another: writing queries down costs time."""
    lists = found.setdefault(act, {})
    if count:
        with CaptureQueriesContext(connection) as captured:
            yield
        lists.setdefault(f"{prefix}queries", []).append(len(captured))
    else:
        start = process_time()
        yield
        lists.setdefault(f"{prefix}cpu", []).append(1000 * (process_time() - start))


def press(client: Client, found: Costs, act: str, address: str, given: dict, count: bool) -> None:
    """What the button does, and the screen that is shown next. Leaves with what the screen says when it refuses."""
    with costs(found, act, count=count):
        answer = client.post(address, **given)
    if answer.status_code != 302:
        words = " ".join(strip_tags(answer.content.decode()).split())
        sys.exit(f"{act} answered {answer.status_code}: {words[:3000]}")
    with costs(found, act, count=count, prefix="next_"):
        client.get(urlsplit(answer.url)._replace(scheme="", netloc="").geturl())
