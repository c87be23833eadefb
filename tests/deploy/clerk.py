"""Somebody at work beside the serving processes: what is committed here, they hear of from the database alone."""

import json
import subprocess
import sys
from contextlib import contextmanager
from dataclasses import dataclass

from tests.journeys import serving

# Reads a line of JSON, acts, and answers with one: the moment of its commit among other things.
WORK = """
import json, sys, time
import django
django.setup()
from importlib import import_module
acts = import_module("tests.deploy.acts")
for line in sys.stdin:
    name, values = json.loads(line)
    found = getattr(acts, name)(**values) or {}
    print(json.dumps({"at": time.time()} | found), flush=True)
"""


@dataclass
class Clerk:
    process: subprocess.Popen

    def does(self, act: str, **values) -> dict:
        """A function of acts.py, by name. `at` is the moment after its commit."""
        self.process.stdin.write(json.dumps([act, values]) + "\n")
        self.process.stdin.flush()
        said = self.process.stdout.readline()
        assert said, f"{act} failed; see the lines above"
        return json.loads(said)


@contextmanager
def at_work(environment: dict[str, str]):
    process = subprocess.Popen([sys.executable, "-c", WORK], cwd=serving.ROOT, env=environment, text=True,
                               stdin=subprocess.PIPE, stdout=subprocess.PIPE)  # fmt: skip
    try:
        yield Clerk(process)
    finally:
        process.stdin.close()
        process.wait(20)
        process.stdout.close()
