"""The packages that the compiled requirements pin."""

import re
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
# What runs a site, and what its two extras add.
FILES = {"requirements.txt": "required", "requirements-pdf.txt": "optional", "requirements-s3.txt": "optional"}
PIN = re.compile(
    r"^([a-z0-9][a-z0-9._-]*)==([^\s;\\]+)(?: ; ([^\\\n]+?))? \\\n((?: +--hash=sha256:[0-9a-f]{64}(?: \\)?\n)+)"
)


@dataclass(frozen=True, order=True)
class Package:
    """`scope` is whether every site has it; `marker` on which machines; `digests` of the files it may come in."""

    name: str
    version: str
    scope: str
    marker: str
    digests: tuple[str, ...]


def pinned(text: str, scope: str) -> list[Package]:
    """Raises ValueError for a line that pins nothing: no part may be missing from the list."""
    found, at = [], 0
    while at < len(text):
        pin = PIN.match(text[at:])
        if pin is None:
            raise ValueError(f"no pinned package: {text[at:].partition(chr(10))[0]}")
        digests = tuple(sorted(re.findall(r"sha256:([0-9a-f]{64})", pin[4])))
        found.append(Package(pin[1], pin[2], scope, (pin[3] or "").strip(), digests))
        at += pin.end()
    return found


def packages(root: Path = ROOT) -> list[Package]:
    """Each once, as needed as any file says it is."""
    found: dict[tuple[str, str], Package] = {}
    for name, scope in FILES.items():
        for package in pinned((root / name).read_text(encoding="utf-8"), scope):
            found.setdefault((package.name, package.version), package)
    return sorted(found.values())
