"""The list an export leaves in its folder: which files it wrote, and their digests, so that it replaces no others.

The lines are those of `sha256sum`, so anyone can check a folder with it.
"""

from pathlib import Path

MANIFEST = "exported.txt"
# Files that may lie beside the folders of content.
BESIDE = (MANIFEST, "recalls.txt", "redirects.txt", "tombstones.txt", "README.md")


def read_manifest(root: Path) -> dict[str, str]:
    """Path below the folder -> digest; empty when no export wrote there."""
    path = root / MANIFEST
    lines = path.read_text(encoding="utf-8").splitlines() if path.is_file() else []
    named = {name: digest for digest, _space, name in (line.partition("  ") for line in lines) if name}
    return {name: digest for name, digest in named.items() if (root / name).resolve().is_relative_to(root.resolve())}


def write_manifest(root: Path, digests: dict[str, str]) -> None:
    lines = [f"{digest}  {name}\n" for name, digest in sorted(digests.items())]
    (root / MANIFEST).write_text("".join(lines), encoding="utf-8")
