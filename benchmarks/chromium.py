"""The browser of this machine, kept from asking anybody for anything."""

import shutil
import sys

NAMES = ("chromium", "chromium-browser", "google-chrome")
FLAGS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
]  # fmt: skip
# The same browser without what draws a window: it takes a third less of the processor.
WINDOWLESS = "chromium-headless-shell"


def windowless() -> str:
    return shutil.which(WINDOWLESS) or program()


def program() -> str:
    """Leaves with a message that says what to install when there is none."""
    found = next(filter(None, map(shutil.which, NAMES)), None)
    return found or sys.exit("Chromium is missing. As root: apt-get install chromium libatomic1")
