"""How long a clinician needs from the question to the code on the screen: python -m benchmarks.picker

The hands and the head come from the keystroke-level model of Card, Moran and Newell (1980), the answers of the site are
measured in Chromium. Nobody was timed; people may be slower. Ends with 1 when a way takes more than 5 seconds.
"""

import json
import sys
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

from playwright.sync_api import sync_playwright

from benchmarks import chromium
from tests.journeys import serving

# Seconds: a key of an average typist, a mouse brought to a target, its button pressed, a decision, a finger's tap.
K, P, B, M, TAP = 0.28, 1.10, 0.10, 1.35, 0.80
AT_MOST = 5.0
LETTERS = 4
TIMES = 5
# From the key to the frame that shows what it did.
TYPED = """async (typed) => {
  const field = document.getElementById('q');
  field.value = typed;
  const begun = performance.now();
  field.dispatchEvent(new Event('input'));
  await new Promise(requestAnimationFrame);
  return [performance.now() - begun, document.querySelector('.marked')?.dataset.pick ?? ''];
}"""
# From the press to the frame with the code.
SHOWN = "() => new Promise(done => requestAnimationFrame(() => done(performance.timeOrigin + performance.now())))"


def letters_needed(page, title: str, number: str) -> tuple[int, float]:
    """How many letters of the first word of its title make a page the first one (0: not by this word), and how long the
    slowest answer took, in seconds."""
    word, slowest = title.split()[0].strip(":,?"), 0.0
    for count in range(1, len(word) + 1):
        took, first = page.evaluate(TYPED, word[:count])
        slowest = max(slowest, took / 1000)
        if first == number:
            return count, slowest
    return 0, slowest


def until_code(page, number: str) -> float:
    """Seconds from leaving the list to the code on the screen, the median of some."""
    took = []
    for _time in range(TIMES):
        page.goto("/pick/")
        page.locator("[data-picker][data-ready]").wait_for()
        page.evaluate(TYPED, number)
        begun = page.evaluate("performance.timeOrigin + performance.now()")
        with page.expect_navigation():
            page.keyboard.press("Enter")
        page.locator(".plate svg").wait_for()
        took.append((page.evaluate(SHOWN) - begun) / 1000)
    return median(took)


def ways(letters: int, answer: float, shown: float) -> dict[str, tuple[str, float]]:
    """Way -> what is done, and seconds. The list is open already, as a pinned tab or on the home screen of a phone."""
    return {
        "word, by keys": (f"2K M {letters}K M K", (3 + letters) * K + 2 * M + answer + shown),
        "favourite, by mouse": ("P B M P B", 2 * (P + B) + M + shown),
        "favourite, on a phone": ("tap M tap", 2 * TAP + M + shown),
    }


def main() -> None:
    with (
        TemporaryDirectory() as temporary,
        serving.prepared(Path(temporary) / "demonstration") as folder,
        serving.served(folder) as site,
        sync_playwright() as driver,
    ):
        browser = driver.chromium.launch(executable_path=chromium.program(), args=chromium.FLAGS)
        page = browser.new_context(base_url=site.address, locale="en-GB").new_page()
        page.goto("/pick/")
        page.locator("[data-picker][data-ready]").wait_for()
        pages = json.loads(page.request.get("/pick/pages.json").text())["pages"]
        found = {row[0]: letters_needed(page, row[1], row[0]) for row in pages}
        shown = until_code(page, pages[0][0])
        browser.close()
    by_word = [count for count, _took in found.values() if count]
    answer = max(took for _count, took in found.values())
    print(f"{len(pages)} pages; the first word of its title makes a page the first of the list: {len(by_word)}")
    print(f"with at most {LETTERS} letters: {sum(count <= LETTERS for count in by_word)}; median {median(by_word)}")
    print(f"answer to a key, the slowest: {answer:.3f} s; from Enter to the code: {shown:.3f} s\n")
    over = False
    for way, (done, seconds) in ways(LETTERS, answer, shown).items():
        print(f"{way:24}{done:16}{seconds:6.2f} s of {AT_MOST}")
        over = over or seconds > AT_MOST
    sys.exit(1 if over else 0)


if __name__ == "__main__":
    main()
