"""Test runs that begin with every library loaded: what is ours is read anew in each, from the copy it is given."""

import gc
import os
import sys
import traceback
import warnings
from collections import deque
from collections.abc import Callable, Iterable
from importlib import import_module
from pathlib import Path

import pytest

OURS = {"articles", "benchmarks", "clinic_site", "faq", "tests"}
LIBRARIES = (
    "PIL.Image", "PIL.ImageCms", "PIL.ImageFont", "argon2", "brotli", "bs4", "cryptography.fernet",
    "django.contrib.admin", "django.contrib.auth.hashers", "django.contrib.postgres.search", "django.contrib.sitemaps",
    "django.contrib.staticfiles.finders", "django.contrib.syndication.views", "django.core.management",
    "django.core.mail", "django.db.backends.sqlite3.base", "django.db.migrations.executor",
    "django.template.backends.django", "django.template.defaulttags", "django.template.loader_tags",
    "django.test.client", "django.test.testcases", "django.views.generic", "fido2.server", "hypothesis.strategies",
    "jsonschema", "markdown_it", "markdownify", "markdownx", "nh3", "playwright.sync_api", "psycopg",
    "pytest_django.plugin", "segno", "whitenoise.middleware", "yaml",
)  # fmt: skip
# Looks for what a failed test left open: a second for each run, and nothing any of them asks.
QUICKER = ("-p", "no:unraisableexception", "-p", "no:threadexception", "-p", "no:xdist")
# pytest would rather have read its plugins first.
LOADED = ("-W", "ignore:Module already imported:pytest.PytestAssertRewriteWarning")


def load_libraries() -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        for name in LIBRARIES:
            import_module(name)
    gc.collect()
    gc.freeze()


def start(folder: Path, environment: dict[str, str], *arguments: str) -> int:
    """The process in which pytest runs there; what it says goes to `said` in that folder."""
    sys.stdout.flush()
    process = os.fork()
    if process:
        return process
    status = 70
    try:
        become(folder, environment)
        status = int(pytest.main(["-x", "-q", "--no-header", "-p", "no:cacheprovider", *LOADED, *arguments]))
    except BaseException:
        traceback.print_exc()
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(status)


def become(folder: Path, environment: dict[str, str]) -> None:
    said = os.open(folder / "said", os.O_WRONLY | os.O_CREAT | os.O_TRUNC)
    for stream in (1, 2):
        os.dup2(said, stream)
    os.chdir(folder)
    os.environ.clear()
    os.environ.update(environment)
    for name in [name for name in sys.modules if name.partition(".")[0] in OURS]:
        del sys.modules[name]
    sys.path[0] = str(folder)
    sys.dont_write_bytecode = bool(os.environ.get("PYTHONDONTWRITEBYTECODE"))


def last_line(folder: Path) -> str:
    lines = (folder / "said").read_text(encoding="utf-8", errors="replace").strip().splitlines()
    return lines[-1] if lines else "no answer"


def in_turn(jobs: Iterable, places: list[Path], begin: Callable, finish: Callable) -> None:
    """As many at a time as there are places. `begin(job, place)` starts a process, or finds none to start (0);
    `finish(job, place, status)` may give back a job to do after all."""
    waiting, running, free = deque(jobs), {}, list(places)
    while waiting or running:
        while waiting and free:
            job, place = waiting.popleft(), free.pop()
            if process := begin(job, place):
                running[process] = job, place
            else:
                free.append(place)
        if running:
            process, status = os.wait()
            job, place = running.pop(process)
            if again := finish(job, place, os.waitstatus_to_exitcode(status)):
                waiting.append(again)
            free.append(place)
