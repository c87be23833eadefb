"""Who is measured while they give out pages, and the figures of each of them."""

import urllib.request
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from subprocess import Popen

from benchmarks import fronting, processes, wagtail_site
from benchmarks.telling import middle
from tests.journeys import serving

PAGE = "/faq/does-it-hurt/"
PAGES = 1000
BROWSER = "gzip, deflate, br, zstd"


@dataclass
class Reader:
    """One who is measured: its address, the process that serves, and the figures of each round."""

    name: str
    address: str
    process: Popen
    paths: Path | None = None  # asked in turn; otherwise the address alone
    size: int = 0
    coding: str = "identity"
    rates: list[float] = field(default_factory=list)
    cpu: list[float] = field(default_factory=list)  # microseconds a request
    p50: list[float] = field(default_factory=list)  # milliseconds, one connection
    p99: list[float] = field(default_factory=list)  # milliseconds, 64 connections

    def round(self, seconds: int) -> None:
        self.p50.append(processes.asked(self.address, 1, 1, self.paths, self.coding).p50)
        before = processes.cpu_of(self.process.pid)
        said = processes.asked(self.address, 64, seconds, self.paths, self.coding)
        self.cpu.append((processes.cpu_of(self.process.pid) - before) * 1_000_000 / said.requests)
        self.rates.append(said.rate)
        self.p99.append(said.p99)
        # A slow server still works for readers who have gone; the next one is not to pay for it.
        processes.wait_until_idle(self.process.pid)

    @property
    def rate(self) -> float:
        return middle(self.rates)

    def against(self, other: "Reader") -> float:
        """How many times its rate, round by round."""
        return middle([mine / theirs for mine, theirs in zip(self.rates, other.rates, strict=True)])


def fetched(address: str, coding: str = "identity") -> bytes:
    """As it comes: what is packed stays packed."""
    asked = urllib.request.Request(address, headers={"Accept-Encoding": coding})  # noqa: S310
    return urllib.request.urlopen(asked).read()  # noqa: S310


class Setting:
    """Everybody who is measured, started; `stack` ends them."""

    def __init__(self, folder: Path, stack: ExitStack):
        self.folder, self.stack, self.readers = folder, stack, []
        self.site = stack.enter_context(processes.demonstration(folder / "site"))
        paths = processes.laid(self.site, PAGES)
        address = f"http://127.0.0.1:{serving.free_port()}"
        # As it is served: then nothing of the edition has to be written while others are measured. The first tick of a
        # day makes another one of it, because a date that pages show may have come.
        serving.run(self.site, "manage.py", "tick", address=address)
        serving.run(self.site, "manage.py", "publish_files", address=address)
        self.ours = self.add("serve", at(address, processes.serve_at(self.site, address, PAGE)), PAGE)
        files = {"": fetched(self.ours.address), ".br": fetched(self.ours.address, BROWSER)}
        self.nginx = self.add("nginx, a file", fronting.one_file(folder / "nginx", files), "/")
        self.packed = self.add_packed(self.ours), self.add_packed(self.nginx)
        packed = folder / "nginx" / "files" / "page.html.br"
        self.add("serve's server without a site, these bytes", processes.nothing_to_do(packed), "/")
        self.many = self.add_many(self.ours, f"serve, {PAGES:,} pages in turn", paths)
        self.many_packed = self.add_packed(self.many)
        self.alone = self.add("Django alone", processes.django_alone(self.site, PAGE), PAGE)
        self.add_edition()
        self.wagtail = [self.add_wagtail(site) for site in wagtail_site.sites()]

    def add(self, name: str, started, page: str) -> Reader:
        process, address = self.stack.enter_context(started)
        address = processes.host_of(address) + page
        self.readers.append(Reader(name, address, process, size=len(fetched(address))))
        return self.readers[-1]

    def add_packed(self, like: Reader) -> Reader:
        """The same as browsers ask for it."""
        first = like.paths.read_text().split()[0] if like.paths else ""
        size = len(fetched(like.address + first, BROWSER))
        self.readers.append(
            Reader(f"{like.name}, with brotli", like.address, like.process, like.paths, size, coding=BROWSER)
        )
        return self.readers[-1]

    def add_many(self, like: Reader, name: str, paths: list[str]) -> Reader:
        listed = self.folder / f"{len(self.readers)}.paths"
        listed.write_text("\n".join(paths) + "\n")
        base = processes.host_of(like.address)
        reader = Reader(name, base, like.process, listed, len(fetched(base + paths[0])))
        self.readers.append(reader)
        return reader

    def add_wagtail(self, site) -> tuple[Reader, Reader]:
        one = self.add(site.name, site.served(), site.article)
        return one, self.add_many(one, f"{site.name}, {PAGES:,} pages in turn", site.paths)

    def add_edition(self) -> None:
        behind = processes.host_of(self.ours.address)
        for name, logs in (("nginx with our file", True), ("… without its logs", False)):
            front = fronting.edition(self.folder / f"front{logs}", self.site, behind, PAGE, logs=logs)
            self.files = self.add(name, front, PAGE)

    def warm(self) -> None:
        """Each of the many pages is asked for once before the first round, and the edition is whole: ready pages are
        measured, and nginx has a file of each."""
        base = processes.host_of(self.ours.address)
        for path in self.many.paths.read_text().split():
            fetched(base + path)
            fetched(base + path, BROWSER)
        processes.wait_for_edition(self.site)


@contextmanager
def at(address: str, running):
    with running as process:
        yield process, address
