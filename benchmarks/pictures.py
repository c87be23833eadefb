"""Pictures of every kind of public page, for people who judge the look: python -m benchmarks.pictures [FOLDER]

Each kind gets a folder; each file says the page, the width and the look. Nothing is compared; it is for eyes.
"""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from playwright.sync_api import Browser, Page, sync_playwright

from benchmarks import chromium, paper
from tests.journeys import measuring, serving

USUAL_FOLDER = serving.ROOT / "data" / "pictures"
HEIGHTS = {320: 640, 360: 740, 768: 1024, 1280: 900}
WITHDRAWN = "/faq/toxins-and-emotions/"
WITHDRAW = """import django; django.setup()
from clinic_site.accounts.models import User
from clinic_site.content import withdrawing
from faq.models import Question
question = Question.objects.get(slug="toxins-and-emotions")
publisher = User.objects.get(email="publisher@clinic.example")
withdrawing.withdraw(question.revisions.published().get(), by=publisher, reason="not-needed", read_instead=["2024"])
"""
# As if a clinic had signed the pages, and then let two of them wait too long.
CHECKED = """import django; django.setup()
from datetime import timedelta
from django.utils import timezone
from articles.models import Article
from clinic_site.accounts.models import User
from clinic_site.profile.models import amend, confirm
from faq.models import Question
owner, reviewer = (User.objects.get(email=f"{role}@clinic.example") for role in ("owner", "reviewer"))
profile = amend(by=owner, is_example=False)
if not profile.in_force_at:
    confirm(profile, by=reviewer)
late = timezone.localdate() - timedelta(days=20)
checked = late - timedelta(days=730)
for page in (Question.objects.get(slug="how-deep"), Article.objects.get(slug="after-treatment")):
    type(page).objects.filter(pk=page.pk).update(review_due=late)
    page.revisions.filter(pk=page.revisions.published().get().pk).update(reviewed_on=checked)
"""
CHECKED_KINDS = {
    "checked question": "/faq/does-it-hurt/",
    "checked article": "/articles/what-happens-in-a-visit/",
    "overdue question": "/faq/how-deep/",
    "overdue article": "/articles/after-treatment/",
    "checked questions": "/faq/?answers=1",
    "checked articles": "/articles/",
    "checked disclaimers": "/disclaimers/",
}
LONGEST = """places => places.map(one => [one.textContent.length, one.closest('details').querySelector('.full').href])
  .sort(([one], [other]) => other - one)[0][1]"""


@dataclass(frozen=True)
class View:
    """A page to look at. `fold` is the place of a fold to open first."""

    address: str
    fold: str = ""


@dataclass(frozen=True)
class Look:
    """How one window shows the pages. `style` is what a reader adds for themselves."""

    name: str
    width: int
    options: dict
    style: str = ""
    whole: bool = True


def looks() -> Iterator[Look]:
    for width in HEIGHTS:
        yield Look("light", width, {"color_scheme": "light"})
    for width in (360, 768, 1280):
        yield Look("dark", width, {"color_scheme": "dark"})
        yield Look("forced-colours", width, {"color_scheme": "light", "forced_colors": "active"})
    for scheme in ("light", "dark"):
        yield Look(f"more-contrast-{scheme}", 360, {"color_scheme": scheme, "contrast": "more"})
    yield Look("first-window", 360, {}, whole=False)
    yield Look("script-off", 360, {"java_script_enabled": False})
    # The policy of the site would refuse the style that stands for the reader's own.
    yield Look("text-200-percent", 360, {"bypass_csp": True}, style=measuring.TWICE)
    yield Look("text-200-percent", 1280, {"bypass_csp": True}, style=measuring.TWICE)


@contextmanager
def sites():
    """The demonstration with one page withdrawn, and the same site as if it had been checked; both on loopback."""
    with (
        TemporaryDirectory() as folder,
        serving.prepared(Path(folder) / "demonstration") as example,
        serving.copied(example, Path(folder) / "checked") as checked,
    ):
        serving.run(checked, "-c", CHECKED)
        serving.run(example, "-c", WITHDRAW)
        with serving.served(example) as first, serving.served(checked, "runserver") as second:
            yield first, second


def views(example: serving.Site, checked: serving.Site) -> dict[str, View]:
    pages = measuring.KINDS | {"withdrawn": WITHDRAWN, "article with a drawing": "/articles/what-dry-needling-is/"}
    return (
        {kind: View(example.address + path) for kind, path in pages.items()}
        | {kind: View(checked.address + path) for kind, path in CHECKED_KINDS.items()}
        | {f"{name} page": View((example.folder / "published" / f"{name}.html").as_uri()) for name in ("500", "503")}
        | {
            "gated drawing open": View(f"{example.address}/faq/how-deep/", fold=".needle > summary"),
            "sources open": View(f"{example.address}/faq/does-it-work/", fold=".sources > summary"),
        }
    )


def longest(browser: Browser, example: serving.Site) -> dict[str, View]:
    window = browser.new_page()
    window.goto(f"{example.address}/faq/?answers=1")
    places = {"longest title": "summary h3", "longest short answer": "details > div > p:first-child"}
    found = {kind: View(window.locator(place).evaluate_all(LONGEST)) for kind, place in places.items()}
    window.close()
    return found


def show(window: Page, view: View, style: str = "") -> None:
    window.goto(view.address)
    if style:
        window.add_style_tag(content=style)
    if view.fold:
        window.locator(view.fold).click()


def file_of(into: Path, kind: str, ending: str) -> Path:
    name = kind.replace(" ", "-")
    folder = into / name
    folder.mkdir(parents=True, exist_ok=True)
    return folder / f"{name}-{ending}"


def photographed(browser: Browser, pages: dict[str, View], into: Path, look: Look) -> None:
    """One window goes through all pages."""
    size = {"width": look.width, "height": HEIGHTS[look.width]}
    context = browser.new_context(locale="en-GB", viewport=size, **look.options)
    window = context.new_page()
    for kind, view in pages.items():
        show(window, view, look.style)
        window.screenshot(path=file_of(into, kind, f"{look.width}-{look.name}.png"), full_page=look.whole)
    context.close()
    print(f"{look.width} px, {look.name}: {len(pages)} pages", flush=True)


def main(into: Path) -> None:
    with sites() as (example, checked), sync_playwright() as driver:
        program = {"executable_path": chromium.program(), "args": chromium.FLAGS}
        with driver.chromium.launch(**program) as browser:
            pages = views(example, checked) | longest(browser, example)
        for look in looks():
            # A browser of its own for each: one that goes through them all runs out of room for pictures.
            with driver.chromium.launch(**program) as browser:
                photographed(browser, pages, into, look)
        with driver.chromium.launch(**program) as browser:
            context = browser.new_context(locale="en-GB")
            window = context.new_page()
            for kind, view in pages.items():
                show(window, view)
                paper.printed(window, file_of(into, kind, "paper.pdf"))
    print(f"The pictures are in {into}")


if __name__ == "__main__":
    main(Path(sys.argv[1]).resolve() if len(sys.argv) > 1 else USUAL_FOLDER)
