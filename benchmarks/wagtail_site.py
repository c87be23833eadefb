"""The Wagtail sites that ours is measured against: python -m benchmarks.wagtail_site makes them.

They are made once, outside the project, in the folder that WAGTAIL names (otherwise in the folder for temporary files):
a fresh `wagtail start` site with an article of our own text, and Wagtail's demo when WAGTAIL_DEMO names a checkout of
wagtail/bakerydemo (commit 8e2b625 was measured). Both run as they are shipped for production: DEBUG off, SQLite, their
own caching, gunicorn with one worker, which is how the fresh site's Dockerfile starts it.
"""

import os
import shutil
import subprocess
import sys
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import gettempdir

from benchmarks import processes
from tests.journeys import serving

VERSION = "8.0.1"  # the newest on Python 3.11
INSTALL = [f"wagtail=={VERSION}", "django==5.2.19", "gunicorn==27.0.1"]
FOR_DEMO = [
    "wagtail-font-awesome-svg==2.0", "django-extensions==4.1", "dj-database-url==3.1.2", "python-dotenv==1.2.4",
    "whitenoise==6.12.0", "django-csp==4.0", "django-debug-toolbar==4.4.6",
]  # fmt: skip
GUIDE = Path(__file__).parent / "wagtail_guide"
TEXT = serving.ROOT / "starter" / "articles" / "evidence.md"
PAGES = 1000


@dataclass(frozen=True)
class WagtailSite:
    name: str
    folder: Path
    program: Path
    settings: str
    application: str
    article: str  # the path of its article
    many: str  # how the paths of the others begin; a number from 1 to PAGES and a slash follow
    static: Path
    media: Path

    @property
    def environment(self) -> dict[str, str]:
        kept = {name: value for name, value in os.environ.items() if not name.startswith(("CLINIC_", "DATABASE_URL"))}
        return kept | {
            "DJANGO_SETTINGS_MODULE": self.settings, "DJANGO_SECRET_KEY": "for benchmarks only",
            "SECURE_SSL_REDIRECT": "false", "SECURE_HSTS_SECONDS": "0", "PYTHONPATH": f"{self.folder}:{serving.ROOT}",
        }  # fmt: skip

    @property
    def paths(self) -> list[str]:
        return [f"{self.many}{place}/" for place in range(1, PAGES + 1)]

    def run(self, *command: str, given: str = "") -> str:
        """What a Python of this site prints. Leaves with its faults."""
        return processes.printed([self.program, *command], self.folder, self.environment, given)

    @contextmanager
    def served(self):
        """The process and its address."""
        port = serving.free_port()
        command = [str(self.program), "-m", "gunicorn", "--workers", "1", "--bind", f"127.0.0.1:{port}",
                   "--log-level", "error", self.application]  # fmt: skip
        address = f"http://127.0.0.1:{port}"
        options = {"cwd": self.folder, "env": self.environment}
        with processes.running(self.name, address + self.article, command, **options) as process:
            yield process, address


def folder() -> Path:
    return Path(os.environ.get("WAGTAIL") or Path(gettempdir()) / f"wagtail-{VERSION}").resolve()


def fresh() -> WagtailSite:
    """A `wagtail start` site, made when it isn't there."""
    site = WagtailSite(
        f"Wagtail {VERSION}, fresh site", folder() / "fresh", python(INSTALL), "mysite.settings.production",
        "mysite.wsgi:application", "/guide/article/", "/guide/article-",
        folder() / "fresh" / "static", folder() / "fresh" / "media",
    )  # fmt: skip
    made = site.folder / "made"
    if not made.exists():
        shutil.rmtree(site.folder, ignore_errors=True)
        site.folder.mkdir(parents=True)
        start = [str(site.program.with_name("wagtail")), "start", "mysite", "."]
        subprocess.run(start, cwd=site.folder, check=True, stdout=subprocess.DEVNULL)  # noqa: S603
        shutil.copytree(GUIDE, site.folder / "guide")
        (site.folder / "guide" / "local.py").rename(site.folder / "mysite" / "settings" / "local.py")
        site.run("manage.py", "makemigrations", "guide")
        site.run("manage.py", "migrate", "--verbosity", "0")
        site.run("manage.py", "collectstatic", "--noinput", "--verbosity", "0")
        site.run("guide/fill.py", str(TEXT), str(PAGES))
        made.touch()
    return site


def demo() -> WagtailSite | None:
    """Wagtail's own demo, when WAGTAIL_DEMO names a checkout of it."""
    checkout = os.environ.get("WAGTAIL_DEMO", "")
    if not checkout:
        return None
    inside = folder() / "demo" / "bakerydemo"
    site = WagtailSite(
        f"Wagtail {VERSION}, its demo", folder() / "demo", python(INSTALL + FOR_DEMO),
        "bakerydemo.settings.production", "bakerydemo.wsgi:application", "/blog/wild-yeast/", "/blog/article-",
        inside / "collect_static", inside / "media",
    )  # fmt: skip
    made = site.folder / "made"
    if not made.exists():
        shutil.rmtree(site.folder, ignore_errors=True)
        shutil.copytree(checkout, site.folder)
        site.run("manage.py", "migrate", "--verbosity", "0")
        site.run("manage.py", "load_initial_data")
        site.run("manage.py", "collectstatic", "--noinput", "--verbosity", "0")
        site.run(str(GUIDE / "fill_demo.py"), str(PAGES))
        made.touch()
    return site


def sites() -> list[WagtailSite]:
    return [site for site in (fresh(), demo()) if site]


def python(packages: list[str]) -> Path:
    """The Python of an environment of its own that has these packages."""
    program = folder() / "venv" / "bin" / "python"
    if not program.exists():
        subprocess.run([sys.executable, "-m", "venv", folder() / "venv"], check=True)  # noqa: S603
    has = subprocess.run([program, "-m", "pip", "freeze"], capture_output=True, text=True, check=True).stdout  # noqa: S603
    if not {name.lower() for name in packages} <= set(has.lower().split()):
        subprocess.run([program, "-m", "pip", "install", "--quiet", *packages], check=True)  # noqa: S603
    return program


if __name__ == "__main__":
    for ready in sites():
        print(f"{ready.name}: {ready.folder}")
