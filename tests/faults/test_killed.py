"""A process that is killed at any moment: what somebody was told is saved is saved, and nothing is half there."""

from contextlib import closing
from sqlite3 import connect

import pytest

from tests.clinic_site.operations.backups import does
from tests.deploy.clerk import at_work
from tests.faults.server import Editor, killed_while_saving, served
from tests.journeys import serving

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def clinic(tmp_path_factory):
    """A site that nobody serves yet, with a draft."""
    with serving.empty(tmp_path_factory.mktemp("killed") / "site") as folder:
        with at_work(serving.environment(folder)) as clerk:
            clerk.does("begin")
            desk = clerk.does("draft", words="Words at first.")["pk"]
            key = clerk.does("session")["key"]
        yield folder, f"/admin/faq/question/{desk}/change/", key


def test_no_acknowledged_save_is_lost_when_the_server_is_killed(clinic):
    """`benchmarks.killed` does 200 saves with 20 kills."""
    folder, path, key = clinic
    with served(folder) as server:
        found = killed_while_saving(server, Editor(server, key, path), saves=24, kills=4)

    assert (found.acknowledged, found.kills, found.lost) == (24, 4, [])
    assert "The record is whole" in does(folder, "verify_history")
    if not serving.POSTGRES:
        with closing(connect(folder / "site.sqlite3")) as database:
            assert database.execute("PRAGMA integrity_check").fetchone() == ("ok",)
