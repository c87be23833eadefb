"""How fast a page is read: python -m benchmarks.reading [SECONDS]. Needs nginx and wrk; nothing else may run beside it.

The same page from nginx as a file (one worker), from `manage.py serve`, and from Django under the same server without
ready pages; in interleaved rounds, so that what else the machine does falls on all of them alike.
"""

import os
import re
import shutil
import statistics
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.journeys import serving

ROUNDS = 5
SECONDS = 3
PAGE = "/faq/does-it-hurt/"
LATENCY = re.compile(r"^\s+(50|99)%\s+([\d.]+)(us|ms|s) *$", re.MULTILINE)
RATE = re.compile(r"^Requests/sec:\s+([\d.]+)$", re.MULTILINE)
DONE = re.compile(r"^\s+(\d+) requests in", re.MULTILINE)
MILLISECONDS = {"us": 0.001, "ms": 1, "s": 1000}
NGINX = """
worker_processes 1; daemon off; pid {folder}/nginx.pid; error_log {folder}/error.log;
events {{ worker_connections 1024; }}
http {{ access_log off; client_body_temp_path {folder}; proxy_temp_path {folder}; fastcgi_temp_path {folder};
  uwsgi_temp_path {folder}; scgi_temp_path {folder}; keepalive_requests 1000000; default_type text/html;
  server {{ listen 127.0.0.1:{port}; root {folder}/files; index page.html; }} }}
"""


@dataclass
class Reader:
    """One who is measured: its address, the process that serves, and the figures of each round."""

    name: str
    address: str
    process: subprocess.Popen
    rates: list[float] = field(default_factory=list)
    cpu: list[float] = field(default_factory=list)  # microseconds a request
    p50: list[float] = field(default_factory=list)  # milliseconds, one connection
    p99: list[float] = field(default_factory=list)  # milliseconds, 64 connections

    def round(self, seconds: int) -> None:
        self.p50.append(latency(asked(self.address, 1, seconds), "50"))
        before = cpu_of(self.process.pid)
        said = asked(self.address, 64, seconds)
        self.cpu.append((cpu_of(self.process.pid) - before) * 1_000_000 / int(DONE.search(said)[1]))
        self.rates.append(float(RATE.search(said)[1]))
        self.p99.append(latency(said, "99"))


def asked(address: str, connections: int, seconds: int) -> str:
    command = ["wrk", "-t1", f"-c{connections}", f"-d{seconds}s", "--latency", address]
    said = subprocess.run(command, capture_output=True, text=True, check=True).stdout  # noqa: S603
    if "Non-2xx" in said or "Socket errors" in said:
        sys.exit(f"{address} did not answer every request:\n{said}")
    return said


def latency(said: str, share: str) -> float:
    return next(float(value) * MILLISECONDS[unit] for named, value, unit in LATENCY.findall(said) if named == share)


def family(pid: int) -> Iterator[int]:
    yield pid
    for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split():
        yield from family(int(child))


def cpu_of(pid: int) -> float:
    """Seconds of both cores that the process and its children have used."""
    ticks = 0
    for one in family(pid):
        parts = Path(f"/proc/{one}/stat").read_text().rpartition(")")[2].split()
        ticks += int(parts[11]) + int(parts[12])
    return ticks / os.sysconf("SC_CLK_TCK")


def memory_of(pid: int) -> float:
    """Proportional megabytes of the process and its children."""
    lines = "".join(Path(f"/proc/{one}/smaps_rollup").read_text() for one in family(pid))
    return sum(int(size) for size in re.findall(r"^Pss:\s+(\d+) kB$", lines, re.MULTILINE)) / 1024


@contextmanager
def running(name: str, address: str, command: list[str], **options):
    process = subprocess.Popen(command, cwd=serving.ROOT, stdout=subprocess.DEVNULL, **options)  # noqa: S603
    try:
        until = time.monotonic() + 30
        while not answers(address):
            if process.poll() is not None or time.monotonic() > until:
                sys.exit(f"{name} did not start.")
            time.sleep(0.1)
        yield Reader(name, address, process)
    finally:
        process.terminate()
        process.wait(20)


def answers(address: str) -> bool:
    try:
        return urllib.request.urlopen(address, timeout=5).status == 200  # noqa: S310
    except OSError:
        return False


def nginx(folder: Path, page: bytes):
    port = serving.free_port()
    (folder / "files").mkdir()
    (folder / "files" / "page.html").write_bytes(page)
    for above in (folder, folder.parent):
        above.chmod(0o755)  # its worker is another user
    (folder / "nginx.conf").write_text(NGINX.format(folder=folder, port=port))
    return running("nginx, a file", f"http://127.0.0.1:{port}/", ["nginx", "-c", str(folder / "nginx.conf")])


def serve(site: Path):
    port = serving.free_port()
    command = [sys.executable, "manage.py", "serve", "--port", str(port)]
    address = f"http://127.0.0.1:{port}"
    return running("serve", address + PAGE, command, env=serving.environment(site, address))


def django_alone(site: Path):
    port = serving.free_port()
    command = [sys.executable, "-m", "granian", "--interface", "wsgi", "--workers", "1", "--blocking-threads", "4",
               "--port", str(port), "--no-ws", "clinic_site.wsgi:django_application"]  # fmt: skip
    address = f"http://127.0.0.1:{port}"
    return running("Django alone", address + PAGE, command, env=serving.environment(site, address))


def row(reader: Reader, first: Reader) -> str:
    share = statistics.median(rate / other for rate, other in zip(reader.rates, first.rates, strict=True))
    rate, cpu, p50, p99 = map(statistics.median, (reader.rates, reader.cpu, reader.p50, reader.p99))
    memory = memory_of(reader.process.pid)
    return f"| {reader.name} | {rate:,.0f} | {100 * share:.1f} % | {cpu:.0f} | {p50:.2f} | {p99:.1f} | {memory:.0f} |"


def main() -> None:
    seconds = int(sys.argv[1]) if len(sys.argv) > 1 else SECONDS
    missing = [name for name in ("nginx", "wrk") if shutil.which(name) is None]
    if missing:
        sys.exit(f"Not on this machine: {', '.join(missing)}. apt-get install nginx-light wrk")
    with TemporaryDirectory() as temporary, ExitStack() as stack:
        folder = Path(temporary)
        site = stack.enter_context(serving.prepared(folder / "site"))
        ours = stack.enter_context(serve(site))
        page = urllib.request.urlopen(ours.address).read()  # noqa: S310
        (folder / "nginx").mkdir()
        first = stack.enter_context(nginx(folder / "nginx", page))
        readers = [first, ours, stack.enter_context(django_alone(site))]
        for _round in range(ROUNDS):
            for reader in readers:
                reader.round(seconds)
        print(f"{PAGE}, {len(page):,} bytes; {ROUNDS} rounds of {seconds} s\n")
        print("| | requests/s | of nginx | CPU a request, µs | p50, 1 connection, ms | p99, 64, ms | memory, MB |")
        print("|:--|--:|--:|--:|--:|--:|--:|")
        for reader in readers:
            print(row(reader, first))


if __name__ == "__main__":
    main()
