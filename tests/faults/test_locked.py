"""Somebody else holds the database: staff wait a little, and are told when it is too long. Nothing is half done."""

import sys
import time
from contextlib import contextmanager
from subprocess import PIPE, Popen

import pytest

from tests.deploy.clerk import at_work
from tests.faults.server import Editor, served
from tests.journeys import serving

pytestmark = pytest.mark.django_db
HOLD = """
import sys, time
import django
django.setup()
from django.db import connection, transaction
from faq.models import Question
with transaction.atomic():
    list(Question.objects.select_for_update())
    if connection.vendor == "sqlite":
        Question.objects.update(edit=django.db.models.F("edit"))
    print("held", flush=True)
    time.sleep(float(sys.argv[1]))
"""


@contextmanager
def held(folder, seconds: float):
    process = Popen([sys.executable, "-c", HOLD, str(seconds)], cwd=serving.ROOT, text=True, stdout=PIPE,
                    env=serving.environment(folder))  # fmt: skip
    assert process.stdout.readline() == "held\n"
    try:
        yield
    finally:
        process.wait(60)
        process.stdout.close()


def test_a_save_waits_for_its_turn_and_readers_do_not(tmp_path):
    with serving.empty(tmp_path / "site") as folder, at_work(serving.environment(folder)) as clerk:
        clerk.does("begin")
        page = clerk.does("draft", words="Words at first.")["pk"]
        key = clerk.does("session")["key"]
        with served(folder) as server:
            editor = Editor(server, key, f"/admin/faq/question/{page}/change/")
            editor.look()
            with held(folder, seconds=3):
                begun = time.monotonic()
                read = server.ask("GET", "/faq/does-it-hurt/")[0], server.ask("GET", "/search/?q=hurt")[0]
                readers_took = time.monotonic() - begun
                saved, _said = editor.save("Words that wait.")
                took = time.monotonic() - begun
            words = editor.look()

    assert read == (200, 200)
    assert readers_took < took
    assert (saved, words) == (302, "Words that wait.")
