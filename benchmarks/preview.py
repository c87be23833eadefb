"""From the last key to the new preview, with a body of 10 kB: python -m benchmarks.preview

Each figure holds the pause of 400 ms after the last key. Run it on a machine that does nothing else.
"""

from pathlib import Path
from statistics import median, quantiles
from tempfile import TemporaryDirectory

from playwright.sync_api import Page, sync_playwright

from benchmarks import chromium
from tests.journeys import serving
from tests.journeys.browsing import Visitor
from tests.journeys.staff import open_page

TIMES = 40
PARAGRAPH = "Most people feel a **dull ache** that settles by itself [@Brady2014]. Rest and warmth may help.\n\n"
BODY = PARAGRAPH * (10_000 // len(PARAGRAPH))
# The clock of the page itself: from the key until the frame with the words is the one that is seen.
WATCH = """() => {
  const field = document.getElementById('id_body');
  field.addEventListener('input', () => { window.typedAt = performance.now(); });
  new MutationObserver(() => {
    const frame = document.getElementById('preview_frame');
    if (!frame || !frame.contentDocument || !frame.contentDocument.body) return;
    if (frame.contentDocument.body.innerText.includes(window.wanted)) window.took = performance.now() - window.typedAt;
    if (window.took) window.wanted = '\\u0000';
  }).observe(document.getElementById('preview'), { subtree: true, childList: true, attributes: true });
}"""

TOOK = """() => new Promise(done => {
  const look = () => window.took ? done(window.took) : setTimeout(look, 20);
  look();
})"""


def measure(page: Page) -> list[float]:
    """Milliseconds, one figure for each time."""
    page.locator("#id_body").fill(BODY)
    page.frame_locator("#preview_frame").locator("p").nth(90).wait_for(state="attached")
    page.evaluate(WATCH)
    page.locator("#id_body").focus()
    page.keyboard.press("Control+End")
    found = []
    for time in range(TIMES):
        page.evaluate("word => { window.took = 0; window.wanted = word; }", f"word{time}end")
        page.keyboard.type(f" word{time}end", delay=60)
        found.append(page.evaluate(TOOK))
        page.wait_for_timeout(300)
    return found


def main() -> None:
    with (
        TemporaryDirectory() as temporary,
        serving.prepared(Path(temporary) / "demonstration") as folder,
        serving.served(folder) as site,
        sync_playwright() as driver,
    ):
        browser = driver.chromium.launch(executable_path=chromium.program(), args=chromium.FLAGS)
        person = Visitor(browser, site)
        open_page(person)
        found = measure(person.page)
        browser.close()
    half, most = median(found), quantiles(found, n=20)[-1]
    print(f"{len(BODY)} bytes, {TIMES} times: half within {half:.0f} ms, 95 of 100 within {most:.0f} ms")


if __name__ == "__main__":
    main()
