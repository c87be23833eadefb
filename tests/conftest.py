"""What every test shares: the groups that need another program, and triggers that step aside for the test runner."""

import os
import shutil
from ctypes.util import find_library
from pathlib import Path

import hypothesis
import pytest
from django.contrib.contenttypes.models import ContentType
from django.core.cache import cache
from django.db import connection
from whitenoise.middleware import WhiteNoiseMiddleware

from clinic_site import freezing, rates
from clinic_site.accounts.models import User
from clinic_site.content import remembered
from clinic_site.content.checks import frozen_tables
from clinic_site.counts import batch
from clinic_site.handouts import pdf_making
from clinic_site.operations.demonstration import prepare
from clinic_site.readiness import remembered as readiness_remembered
from tests import builders, copies, once
from tests.journeys.browsing import demonstration

__all__ = ["demonstration"]

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
NODE_MODULES = Path(__file__).parent / "node_modules"
BROTLI_OF_NGINX = Path("/usr/lib/nginx/modules/ngx_http_brotli_static_module.so")
REQUIRE_ALL = os.environ.get("REQUIRE_ALL") == "1"
# What takes longest begins first, so that short files fill up the end.
LONG = (
    "tests/architecture/", "tests/clinic_site/operations/", "tests/clinic_site/test_html_validity", "tests/deploy/",
    "tests/faults/", "tests/hostile/", "tests/journeys/",
)  # fmt: skip
left_out: dict[str, str] = {}
# A busy machine is no fault of the code; what must be quick is measured in benchmarks/.
hypothesis.settings.register_profile("patient", deadline=None)
hypothesis.settings.load_profile("patient")


def absent_groups(vendor: str) -> dict[str, str]:
    """Marker -> how to run that group, for each group whose program is not on this machine."""
    absent = {}
    # Playwright brings a Node of its own, which needs libatomic.
    if not CHROMIUM or not find_library("atomic"):
        absent["browser"] = "browser tests: apt-get install chromium libatomic1"
    if not (NODE_MODULES / "commonmark-spec").exists():
        absent["node"] = "tests of npm packages: npm ci --ignore-scripts --prefix tests"
    if not shutil.which("java") or not (NODE_MODULES / "vnu-jar").exists():
        absent["java"] = (
            "tests of valid HTML: apt-get install default-jre-headless; npm ci --ignore-scripts --prefix tests"
        )
    if pdf_making.missing():
        absent["pdf"] = f"PDF tests: manage.py check --deploy says what is missing ({', '.join(pdf_making.missing())})"
    if not shutil.which("nginx") or not shutil.which("openssl") or not BROTLI_OF_NGINX.exists():
        absent["nginx"] = "tests of nginx in front: apt-get install nginx-light libnginx-mod-http-brotli-static openssl"
    if not shutil.which("systemd-analyze"):
        absent["systemd"] = "tests of the units: apt-get install systemd"
    if vendor != "postgresql":
        absent["postgres"] = "PostgreSQL tests: DATABASE_URL=postgres://user@127.0.0.1/name make test"
    return absent


def asks_database(item) -> bool:
    """A browser asks the database of the site it looks at."""
    fixtures = {"db", "transactional_db"} & set(item.fixturenames)
    return bool(fixtures or item.get_closest_marker("django_db") or item.get_closest_marker("browser"))


def is_a_worker(config) -> bool:
    return hasattr(config, "workerinput")


def pytest_configure(config):
    """Workers take the files in our order. The other one, most tests first, ends with a browser's few long ones: one
    worker is busy then, and the others wait for it."""
    if hasattr(config.option, "loadscopereorder"):
        config.option.loadscopereorder = False


def pytest_collection_modifyitems(config, items):
    """Groups that can't run are left out by name, never skipped in silence; REQUIRE_ALL=1 makes that a failure."""
    vendor = connection.vendor
    absent = absent_groups(vendor)
    other = {"sqlite"} if vendor == "postgresql" else set()
    # What asks no database can't answer differently on another one.
    elsewhere = {item for item in items if vendor == "postgresql" and not asks_database(item)}
    kept, dropped = [], list(elsewhere)
    for item in [item for item in items if item not in elsewhere]:
        groups = {mark.name for mark in item.iter_markers()}
        missing = groups & set(absent)
        left_out.update({group: absent[group] for group in missing})
        (dropped if missing or groups & other else kept).append(item)
    needed = set(left_out) - {"postgres"}
    if REQUIRE_ALL and needed:
        raise pytest.UsageError(
            "REQUIRE_ALL=1, but these groups can't run: " + "; ".join(left_out[name] for name in needed)
        )
    config.hook.pytest_deselected(items=dropped)
    items[:] = sorted(kept, key=lambda item: not item.nodeid.startswith(LONG)) if is_a_worker(config) else kept


def pytest_sessionfinish(session):
    """A worker tells the process that prints the summary what it could not run."""
    if hasattr(session.config, "workeroutput"):
        session.config.workeroutput["left_out"] = left_out


@pytest.hookimpl(optionalhook=True)
def pytest_testnodedown(node, error):
    left_out.update(getattr(node, "workeroutput", {}).get("left_out", {}))


def pytest_terminal_summary(terminalreporter):
    if left_out:
        terminalreporter.write_line("Not run here: " + "; ".join(left_out.values()) + ".")


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings, tmp_path_factory):
    once.keep_in(tmp_path_factory.getbasetemp())
    if connection.vendor == "sqlite":
        once.tables(tmp_path_factory.getbasetemp())


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup, django_db_blocker):
    """Emptying tables after a test that commits would meet the triggers: the flush takes them off, then puts them
    back."""
    if connection.vendor != "sqlite":
        return
    flush = connection.ops.sql_flush

    def without_triggers(style, tables, **kwargs):
        statements = flush(style, tables, **kwargs)
        if not statements:
            return statements
        off, on = [], []
        for table, frozen in frozen_tables().items():
            for name, text in freezing.statements(table, frozen, "sqlite").items():
                off.append(f'DROP TRIGGER IF EXISTS "{name}"')
                on.append(text)
        return [*off, *statements, *on]

    connection.ops.sql_flush = without_triggers


@pytest.fixture(scope="session", autouse=True)
def static_files_listed_once():
    """Each test client would otherwise list every static file before its first answer."""
    listed, listing = {}, WhiteNoiseMiddleware.add_files_from_finders

    def once(middleware):
        if not listed:
            listing(middleware)
            listed.update(middleware.files)
        middleware.files.update(listed)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(WhiteNoiseMiddleware, "add_files_from_finders", once)
        yield


@pytest.fixture(autouse=True)
def fresh(settings, tmp_path):
    settings.DATA_DIR, settings.MEDIA_ROOT = tmp_path, tmp_path / "media"
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    cache.clear()
    remembered.forget()
    readiness_remembered.forget()
    pdf_making.forget()
    rates.forget()


@pytest.fixture(autouse=True)
def nothing_left_counted():
    """What a test read is in no other test's batch, and in no database when the process ends."""
    yield
    batch.empty()


@pytest.fixture
def staff(db):
    return copies.of(builders.everyone)


@pytest.fixture
def clinic(db):
    return copies.of(builders.clinic)


@pytest.fixture
def starter_site(db, settings, tmp_path, request) -> copies.People:
    """The demonstration with its pages, beside nothing else."""
    settings.DATA_DIR = tmp_path
    if connection.vendor == "sqlite":
        yield copies.demonstration(request.getfixturevalue("demonstration"))
        ContentType.objects.clear_cache()
    else:
        yield copies.of(demonstrated)


def demonstrated() -> copies.People:
    prepare()
    return {user.email: user for user in User.objects.all()}
