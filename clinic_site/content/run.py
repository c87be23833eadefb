"""A run of reviews: after each decision the next text that waits opens. The list of what waits knows the order; the
address carries only the numbers of the texts that were left for later."""

import re
from urllib.parse import urlencode

from django.urls import reverse

RUN = "run"
NUMBER = re.compile(r"(?<!\d)\d{4,5}(?!\d)")
MOST_LEFT = 200


def left_for_later(request) -> list[str] | None:
    """None outside a run. Nothing but numbers is taken from the address, so it can lead nowhere else."""
    sent = request.POST if request.method == "POST" else request.GET
    return NUMBER.findall(sent[RUN])[:MOST_LEFT] if RUN in sent else None


def carried(left: list[str]) -> str:
    """The end of an address that goes on with the run."""
    return "?" + (urlencode({RUN: ".".join(left)}) if left else RUN)


def onward(left: list[str]) -> str:
    """To the list, which leads on to the next text."""
    return reverse("admin:index") + carried(left)
