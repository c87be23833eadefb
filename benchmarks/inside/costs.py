"""What something costs inside a Django process; knows no site."""

from contextlib import contextmanager
from time import process_time
from urllib.parse import urlencode

from django.db import connection
from django.test.utils import CaptureQueriesContext

IN_PARTS = "multipart/form-data"
Costs = dict[str, dict[str, list[float]]]  # act -> queries, cpu (milliseconds) and both of the next screen


def sent(fields: dict, enctype: str) -> dict:
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
