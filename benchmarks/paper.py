"""A page as it comes out of a printer."""

import shutil
import subprocess
from pathlib import Path

from playwright.sync_api import Page


def printed(window: Page, path: Path) -> None:
    """Leaves a PDF and, where poppler is there to draw them, a picture of each sheet."""
    window.pdf(path=path, format="A4", prefer_css_page_size=True)
    drawer = shutil.which("pdftoppm")
    if drawer:
        subprocess.run([drawer, "-png", "-r", "80", path, path.with_suffix("")], check=True)  # noqa: S603
    else:
        print(f"{path.name} is not drawn, because pdftoppm is missing. As root: apt-get install poppler-utils")
