"""A published edition as files, laid by hand: what nginx looks for, and nothing else."""

import gzip
from pathlib import Path

import brotli


def lay(data: Path, pages: dict[str, bytes], tree: str = "pages") -> None:
    """Path, ending in /, -> bytes; with their packed twins, in the edition that is `current`."""
    edition = data / "published" / "editions" / "first"
    for path, body in pages.items():
        file = edition / tree / path.strip("/") / "index.html"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(body)
        file.with_name("index.html.br").write_bytes(brotli.compress(body))
        file.with_name("index.html.gz").write_bytes(gzip.compress(body, mtime=0))
    current = data / "published" / "current"
    if not current.is_symlink():
        current.symlink_to(edition)


def take_away(data: Path, path: str) -> None:
    for file in (data / "published" / "current" / "pages" / path.strip("/")).glob("index.html*"):
        file.unlink()
