"""A first visit on a phone: LIGHTHOUSE=FOLDER python -m benchmarks.first_view [--runs 3] [--json FILE].

A question under `serve`, and articles of Wagtail behind nginx, which gives out their files and compresses. Lighthouse
slows the network and the processor of a phone down itself (devtools throttling), so what is on the way counts.
"""

import json
import os
import subprocess
import sys
import urllib.request
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory

from bs4 import BeautifulSoup

from benchmarks import chromium, fronting, lighthouse, processes, telling, wagtail_site
from benchmarks.telling import Found, Goal, Plot, middle, times

PAGE = "/faq/does-it-hurt/"
RUNS = 3
# What no page can be faster than here; the last one measured.
LEAST = b"""<!doctype html><html lang="en"><head><meta charset="utf-8">
<meta name="viewport" content="width=device-width"><title>Least</title></head>
<body><p>One sentence that a phone can show."""
COLUMNS = [
    "", "before readable: requests", "all requests", "kB on the way", "first words, s", "largest content, s",
    "blocked, ms", "layout shift",
]  # fmt: skip
MEASURES = {
    "first": "first-contentful-paint", "largest": "largest-contentful-paint", "blocked": "total-blocking-time",
    "shift": "cumulative-layout-shift",
}  # fmt: skip


@dataclass
class Visit:
    name: str
    address: str
    blocking: int
    figures: dict[str, list[float]] = field(default_factory=dict)

    def add(self, audits: dict) -> None:
        sent = audits["network-requests"]["details"]["items"]
        found = {name: audits[audit]["numericValue"] for name, audit in MEASURES.items()}
        found |= {"requests": len(sent), "bytes": sum(one.get("transferSize", 0) for one in sent)}
        for name, value in found.items():
            self.figures.setdefault(name, []).append(value)

    def __getitem__(self, name: str) -> float:
        return middle(self.figures[name])


def blocking(address: str) -> int:
    """The page and what its head makes a browser wait for before it draws anything."""
    head = BeautifulSoup(urllib.request.urlopen(address).read(), "html.parser").head  # noqa: S310
    sheets = [one for one in head.find_all("link", rel="stylesheet") if one.get("media", "all") in ("all", "screen")]
    scripts = [one for one in head.find_all("script", src=True) if not {"async", "defer"} & set(one.attrs)]
    return 1 + len(sheets) + len([one for one in scripts if one.get("type") != "module"])


def audits(installed: Path, address: str) -> dict:
    flags = " ".join(["--headless=new", *chromium.FLAGS])
    command = ["npx", "--no-install", "lighthouse", address, "--quiet", "--output=json", f"--chrome-flags={flags}",
               "--only-categories=performance", "--throttling-method=devtools"]  # fmt: skip
    environment = os.environ | {"CHROME_PATH": chromium.program()}
    done = subprocess.run(command, cwd=installed, env=environment, capture_output=True, text=True, check=False)  # noqa: S603
    return json.loads(done.stdout)["audits"] if done.returncode == 0 else sys.exit(done.stderr)


def visits(folder: Path, stack: ExitStack) -> list[Visit]:
    site = stack.enter_context(processes.demonstration(folder / "site"))
    _process, address = stack.enter_context(processes.serve(site, PAGE))
    addresses = {"serve, a question": address + PAGE}
    for number, other in enumerate(wagtail_site.sites()):
        _process, behind = stack.enter_context(other.served())
        front = fronting.before(folder / f"nginx{number}", behind, other.static, other.media)
        _process, address = stack.enter_context(front)
        addresses[other.name] = processes.host_of(address) + other.article
    least = fronting.one_file(folder / "least", {"": LEAST})
    _process, addresses["one sentence from nginx, nothing else"] = stack.enter_context(least)
    return [Visit(name, address, blocking(address)) for name, address in addresses.items()]


def row(visit: Visit) -> list[str]:
    return [
        visit.name, str(visit.blocking), f"{visit['requests']:.0f}", f"{visit['bytes'] / 1000:.1f}",
        f"{visit['first'] / 1000:.2f}", f"{visit['largest'] / 1000:.2f}", f"{visit['blocked']:.0f}",
        f"{visit['shift']:.3f}",
    ]  # fmt: skip


def goals(ours: Visit, others: list[Visit]) -> list[Goal]:
    largest = ours["largest"] / 1000
    found = [Goal("largest content of a question", "≤ 1.0 s", f"{largest:.2f} s", largest <= 1)]
    for other in others:
        ratio = ours["largest"] / other["largest"]
        found.append(Goal(f"… against {other.name}", "≤ 0.45 ×", times(ratio), ratio <= 0.45))
    blocked, shift = ours["blocked"], ours["shift"]
    return [
        *found,
        Goal("total blocking time", "0 ms", f"{blocked:.0f} ms", blocked == 0),
        Goal("layout shift", "0", f"{shift:.3f}", shift == 0),
        Goal("requests before readable", "≤ 2", str(ours.blocking), ours.blocking <= 2),
    ]


def main() -> None:
    parser = telling.arguments(__doc__)
    parser.add_argument("--runs", type=int, default=RUNS)
    given, installed = parser.parse_args(), lighthouse.folder()
    with TemporaryDirectory() as temporary, ExitStack() as stack:
        Path(temporary).chmod(0o755)  # the worker of nginx is another user
        found = visits(Path(temporary), stack)
        for _run in range(given.runs):
            for visit in found:
                visit.add(audits(installed, visit.address))
    about = f"Medians of {given.runs} runs of Lighthouse for a phone, devtools throttling, an empty cache each time."
    bars = [(visit.name, visit["largest"] / 1000) for visit in found]
    plot = Plot("first-view", "Until the largest content is there, first visit on a phone", "s", bars)
    told = Found(about, COLUMNS, [row(visit) for visit in found], goals(found[0], found[1:-1]), [plot])
    telling.tell(told, given.json)


if __name__ == "__main__":
    main()
