"""The browser of this machine, kept from asking anybody for anything."""

import shutil
import sys

NAMES = ("chromium", "chromium-browser", "google-chrome")
FLAGS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
]  # fmt: skip


def program() -> str:
    """Leaves with a message that says what to install when there is none."""
    found = next(filter(None, map(shutil.which, NAMES)), None)
    return found or sys.exit("Chromium is missing. As root: apt-get install chromium libatomic1")
