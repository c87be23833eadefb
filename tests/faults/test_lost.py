"""A machine that is lost while people work on it: elsewhere everything is back that was saved a minute before."""

import shutil
import time
from pathlib import Path

import pytest

from tests.clinic_site.operations import backups
from tests.clinic_site.operations.backups import KEY, does
from tests.deploy.clerk import at_work
from tests.faults.server import Editor, served
from tests.journeys import serving
from tests.waiting import wait_until

pytestmark = pytest.mark.django_db
WITHIN = 60  # seconds
PATH = "/admin/faq/question/{}/change/"


def newest(folder: Path) -> Path | None:
    return max(folder.glob("guide-*.sealed"), default=None)


def test_what_was_saved_a_minute_before_the_loss_is_back_elsewhere(tmp_path):
    kept, words = tmp_path / "second place", "The last words before the loss."
    kept.mkdir()
    settings = {"CLINIC_BACKUPS": str(tmp_path / "backups"), "CLINIC_BACKUP_KEY": KEY, "CLINIC_BACKUP_COPY": str(kept)}
    with serving.empty(tmp_path / "site") as folder:
        with at_work(serving.environment(folder)) as clerk:
            clerk.does("begin")
            clerk.does("picture")
            page = clerk.does("draft", words="Words at first.")["pk"]
            key = clerk.does("session")["key"]
        with served(folder, **settings) as server:
            editor = Editor(server, key, PATH.format(page))
            wait_until(lambda: newest(kept), 2 * WITHIN)
            first = newest(kept)
            editor.look()
            assert editor.save(words)[0] == 302
            saved = time.monotonic()
            wait_until(lambda: newest(kept) != first, WITHIN)
            took = time.monotonic() - saved
            server.kill()
        pictures = backups.pictures_in(folder)
        shutil.rmtree(folder)
    shutil.rmtree(tmp_path / "backups")

    with backups.nothing_yet(tmp_path / "elsewhere") as folder:
        said = does(folder, "restore", str(newest(kept)), CLINIC_BACKUP_KEY=KEY)
        with at_work(serving.environment(folder)) as clerk:
            key = clerk.does("session")["key"]
        with served(folder) as server:
            back = Editor(server, key, PATH.format(page)).look()

        assert took < WITHIN
        assert back == words
        assert "The record is whole" in said
        assert backups.pictures_in(folder) == pictures != {}
