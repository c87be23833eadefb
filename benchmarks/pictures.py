"""Pictures of every kind of public page, for people who judge the look: python -m benchmarks.pictures [FOLDER]

Each kind gets a folder: three widths in light, dark and forced colours, the first window of a phone, the page with
script off, and paper. Nothing is compared; it is for eyes.
"""

import shutil
import subprocess
import sys
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from playwright.sync_api import sync_playwright

from benchmarks import chromium
from tests.journeys import serving
from tests.journeys.measuring import KINDS

USUAL_FOLDER = serving.ROOT / "data" / "pictures"
SIZES = {360: 740, 768: 1024, 1280: 900}
LOOKS = {
    "light": {"color_scheme": "light"},
    "dark": {"color_scheme": "dark"},
    "forced": {"color_scheme": "light", "forced_colors": "active"},
}
WITHDRAWN = "/faq/toxins-and-emotions/"
WITHDRAW = """import django; django.setup()
from clinic_site.accounts.models import User
from clinic_site.content import publishing
from faq.models import Question
question = Question.objects.get(slug="toxins-and-emotions")
publisher = User.objects.get(email="publisher@clinic.example")
publishing.withdraw(question.revisions.published().get(), by=publisher, reason="not-needed", read_instead=["2035"])
"""


@contextmanager
def site():
    """The demonstration with one page withdrawn, on loopback."""
    with TemporaryDirectory() as folder, serving.prepared(Path(folder) / "demonstration") as prepared:
        serving.run(prepared, "-c", WITHDRAW)
        with serving.served(prepared) as running:
            yield running


def addresses(running: serving.Site) -> dict[str, str]:
    closed = {f"{name} page": (running.folder / "published" / f"{name}.html").as_uri() for name in ("500", "503")}
    return {kind: running.address + path for kind, path in KINDS.items()} | {
        "withdrawn": running.address + WITHDRAWN,
        **closed,
    }


def photographed(browser, pages: dict[str, str], into: Path, name: str, whole: bool = True, **options) -> None:
    """One window goes through all pages; each leaves `name`.png in the folder of its kind."""
    context = browser.new_context(locale="en-GB", **options)
    window = context.new_page()
    for kind, address in pages.items():
        window.goto(address)
        window.screenshot(path=folder_of(into, kind) / f"{name}.png", full_page=whole)
    context.close()


def folder_of(into: Path, kind: str) -> Path:
    return into / kind.replace(" ", "-")


def on_screens(browser, pages: dict[str, str], into: Path) -> None:
    for width, height in SIZES.items():
        for look, options in LOOKS.items():
            window = {"viewport": {"width": width, "height": height}}
            photographed(browser, pages, into, f"{width}-{look}", **window, **options)
            print(f"{width} px, {look}: {len(pages)} pages", flush=True)
    phone = {"viewport": {"width": 360, "height": SIZES[360]}}
    photographed(browser, pages, into, "360-first-window", whole=False, **phone)
    photographed(browser, pages, into, "360-script-off", java_script_enabled=False, **phone)
    print(f"first window, script off: {len(pages)} pages each", flush=True)


def on_paper(browser, pages: dict[str, str], into: Path) -> None:
    drawer = shutil.which("pdftoppm")
    context = browser.new_context(locale="en-GB")
    window = context.new_page()
    for kind, address in pages.items():
        window.goto(address)
        paper = folder_of(into, kind) / "paper.pdf"
        window.pdf(path=paper, format="A4", prefer_css_page_size=True)
        if drawer:
            subprocess.run([drawer, "-png", "-r", "80", paper, paper.with_suffix("")], check=True)  # noqa: S603
    context.close()
    print(f"paper: {len(pages)} pages", flush=True)
    if not drawer:
        print("Paper stays in PDF files, because pdftoppm is missing. As root: apt-get install poppler-utils")


def main(into: Path) -> None:
    with site() as running, sync_playwright() as driver:
        pages = addresses(running)
        for kind in pages:
            folder_of(into, kind).mkdir(parents=True, exist_ok=True)
        browser = driver.chromium.launch(executable_path=chromium.program(), args=chromium.FLAGS)
        on_screens(browser, pages, into)
        on_paper(browser, pages, into)
        browser.close()
    print(f"The pictures are in {into}")


if __name__ == "__main__":
    main(Path(sys.argv[1]).resolve() if len(sys.argv) > 1 else USUAL_FOLDER)
