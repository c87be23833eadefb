"""Every public page, in every state, passes the Nu HTML checker. One Java process looks at all pages of a test."""

import json
import subprocess
from collections.abc import Iterable
from pathlib import Path

import pytest

from tests import builders
from tests.architecture.at_rest import at_rest
from tests.clinic_site import every_state
from tests.conftest import NODE_MODULES

pytestmark = pytest.mark.java

CHECKER = NODE_MODULES / "vnu-jar" / "build" / "dist" / "vnu.jar"
# Compiled quickly rather than well: it is done before better code would pay. The checker asks for the deeper stack.
JAVA = ("java", "-Xss4m", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC")
# So that a state that was meant and not reached is noticed.
SAYS = {
    "empty /": "We are writing this guide",
    "within date /faq/in-time/": "Next check due by",
    "due /faq/in-time/": "Next check due by",
    "overdue /faq/in-time/": "This page was due for a check on",
    "changed": "The hours were wrong.",
    "second reading owed": "A second person has still to check it.",
    "withdrawn": "It contained a mistake.",
    "draft": "Draft, not public",
    "429": "Too many",
}
# What the checker has still to learn of CSS; every browser has known it since 2023.
NEWER_THAN_THE_CHECKER = {
    "CSS: “container-type”: Property “container-type” doesn't exist.",
    "CSS: Unrecognized at-rule “@container”",
}
BROKEN = "<!doctype html><html lang=en-GB><title>Broken</title><p><img src=x.png></section>"


def kept(folder: Path, pages: Iterable[tuple[str, str]]) -> dict[str, str]:
    """Writes each page into a file of its own. Returns file name -> which page it is."""
    folder.mkdir()
    names = {}
    for place, (state, html) in enumerate(pages):
        names[f"{place}.html"] = state
        (folder / f"{place}.html").write_text(html, encoding="utf-8")
    return names


def complaints(folder: Path, names: dict[str, str]) -> list[str]:
    command = [*JAVA, "-jar", CHECKER, "--errors-only", "--stdout", "--exit-zero-always", "--format", "json", folder]
    answer = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    return [
        f"{names[message['url'].rpartition('/')[2]]}, line {message.get('lastLine')}: {message['message']}"
        for message in json.loads(answer)["messages"]
        if message["message"] not in NEWER_THAN_THE_CHECKER
    ]


def every_page(client, rf) -> every_state.Pages:
    yield "broken on purpose", BROKEN
    yield from every_state.empty_site(client)
    yield from every_state.faults(rf.get("/"))
    staff = builders.clinic()
    yield from every_state.states_of_a_page(client, staff)
    yield from every_state.staff_views(client, staff)


def test_every_state_of_a_page_is_valid_html(db, client, rf, tmp_path):
    pages = dict(every_page(client, rf))
    names = kept(tmp_path / "pages", pages.items())
    assert [state for state, words in SAYS.items() if words not in pages[state]] == []

    found = complaints(tmp_path / "pages", names)

    assert {message for message in found if message.startswith("broken on purpose")}
    assert [message for message in found if not message.startswith("broken on purpose")] == []


def test_every_page_of_the_demonstration_is_valid_html(starter_site, client, tmp_path):
    with at_rest():
        names = kept(tmp_path / "pages", every_state.example_site(client))

    assert complaints(tmp_path / "pages", names) == []
