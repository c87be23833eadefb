"""Servers that are measured: started on loopback, asked by wrk, and what they cost the machine."""

import os
import re
import shutil
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.journeys import serving

LATENCY = re.compile(r"^\s+(50|99)%\s+([\d.]+)(us|ms|s) *$", re.MULTILINE)
RATE = re.compile(r"^Requests/sec:\s+([\d.]+)$", re.MULTILINE)
DONE = re.compile(r"^\s+(\d+) requests in", re.MULTILINE)
ENTER = (
    "import sys, django; django.setup(); from importlib import import_module as of; of(sys.argv[1]).main(*sys.argv[2:])"
)
WAITS = 600  # seconds for an edition that is written while the server answers
MILLISECONDS = {"us": 0.001, "ms": 1, "s": 1000}
# Asks for the paths of a file in turn; each request is written once, so that wrk itself stays cheap.
IN_TURN = """
local requests, at = {}, 0
function init(args)
  for path in io.lines(args[1]) do requests[#requests + 1] = wrk.format("GET", path) end
end
function request()
  at = at % #requests + 1
  return requests[at]
end
"""


@dataclass(frozen=True)
class Asked:
    """What wrk says of one round."""

    requests: int
    rate: float  # a second
    p50: float  # milliseconds
    p99: float


def need(*programs: str) -> None:
    """Leaves with a message that says what to install."""
    missing = [name for name in programs if shutil.which(name) is None]
    if missing:
        packages = " ".join({"nginx": "nginx-light"}.get(name, name) for name in missing)
        sys.exit(f"Not on this machine: {', '.join(missing)}. As root: apt-get install {packages}")


def asked(address: str, connections: int, seconds: int, paths: Path | None = None, coding: str = "identity") -> Asked:
    """Leaves when one answer is not a good one: a fast wrong answer is no figure."""
    command = ["wrk", "-t1", f"-c{connections}", f"-d{seconds}s", "--timeout", "30s", "--latency"]
    command += ["-H", f"Accept-Encoding: {coding}"]
    if paths:
        script = paths.with_suffix(".lua")
        script.write_text(IN_TURN)
        command += ["-s", str(script), address, "--", str(paths)]
    else:
        command.append(address)
    said = subprocess.run(command, capture_output=True, text=True, check=True).stdout  # noqa: S603
    if "Non-2xx" in said or re.search(r"Socket errors: connect [1-9]|timeout [1-9]", said):
        sys.exit(f"{address} did not answer every request:\n{said}")
    found = read(said)
    return found if found.requests else sys.exit(f"{address} answered nothing within {seconds} s: is the machine busy?")


def read(said: str) -> Asked:
    late = {share: float(value) * MILLISECONDS[unit] for share, value, unit in LATENCY.findall(said)}
    return Asked(int(DONE.search(said)[1]), float(RATE.search(said)[1]), late["50"], late["99"])


def family(pid: int) -> Iterator[int]:
    """The process and everything it started, while it lives."""
    yield pid
    for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split():
        yield from family(int(child))


def cpu_of(pid: int) -> float:
    """Seconds of all cores that the process and its children have used."""
    ticks = 0
    for one in family(pid):
        parts = Path(f"/proc/{one}/stat").read_text().rpartition(")")[2].split()
        ticks += int(parts[11]) + int(parts[12])
    return ticks / os.sysconf("SC_CLK_TCK")


def wait_until_idle(pid: int) -> None:
    before = -1.0
    while cpu_of(pid) - before > 0.02:
        before = cpu_of(pid)
        time.sleep(0.2)


def wait_for_edition(site: Path) -> None:
    until = time.monotonic() + WAITS
    while not (site / "published" / "current").exists():
        if time.monotonic() > until:
            sys.exit(f"No edition stood after {WAITS} s.")
        time.sleep(0.5)


def memory_of(pid: int) -> float:
    """Proportional megabytes of the process and its children: what is shared counts once among those who share it."""
    lines = "".join(Path(f"/proc/{one}/smaps_rollup").read_text() for one in family(pid))
    return sum(int(size) for size in re.findall(r"^Pss:\s+(\d+) kB$", lines, re.MULTILINE)) / 1024


@contextmanager
def running(name: str, address: str, command: list[str], **options):
    """The process, once its address answers 200. Ends it."""
    options = {"cwd": serving.ROOT, "stdout": subprocess.DEVNULL} | options
    process = subprocess.Popen(command, **options)  # noqa: S603
    try:
        until = time.monotonic() + 60
        while status(address) != 200:
            if process.poll() is not None or time.monotonic() > until:
                sys.exit(f"{name} did not start.")
            time.sleep(0.1)
        yield process
    finally:
        process.terminate()
        process.wait(30)


def status(address: str) -> int:
    """0 when nobody answers."""
    try:
        return urllib.request.urlopen(address, timeout=10).status  # noqa: S310
    except urllib.error.HTTPError as answer:
        return answer.code
    except OSError:
        return 0


@contextmanager
def demonstration(folder: Path):
    """A data folder of its own with the demonstration in it."""
    folder.mkdir(parents=True)
    serving.make_database(folder)
    try:
        serving.run(folder, "-c", serving.PREPARE)
        yield folder
    finally:
        serving.drop_database(folder)


@contextmanager
def serve(site: Path, page: str = "/healthz"):
    """Our production server over this data folder: its process and its address."""
    address = f"http://127.0.0.1:{serving.free_port()}"
    with serve_at(site, address, page) as process:
        yield process, address


def serve_at(site: Path, address: str, page: str):
    command = [sys.executable, "manage.py", "serve", "--port", address.rpartition(":")[2]]
    return running("serve", address + page, command, env=serving.environment(site, address))


def django_alone(site: Path, page: str):
    """Django under the same server, without ready pages."""
    return granian("clinic_site.wsgi:django_application", page, lambda address: serving.environment(site, address))


def nothing_to_do(answer: Path):
    """The same server with an application that gives out the bytes of a file."""
    return granian(
        "benchmarks.inside.constant:application", "/", lambda _address: os.environ | {"WITH_BYTES": str(answer)}
    )


@contextmanager
def granian(application: str, page: str, environment: Callable[[str], dict[str, str]]):
    port = serving.free_port()
    address = f"http://127.0.0.1:{port}"
    command = [sys.executable, "-m", "granian", "--interface", "wsgi", "--workers", "1", "--blocking-threads", "4",
               "--no-ws", "--log-level", "warning", "--port", str(port), application]  # fmt: skip
    with running(application, address + page, command, env=environment(address)) as process:
        yield process, address


def host_of(address: str) -> str:
    """Scheme, host and port."""
    return "/".join(address.split("/")[:3])


def laid(site: Path, pages: int) -> list[str]:
    """Puts so many copies of a question into a site of ours; their paths."""
    return inside(site, "benchmarks.inside.laying", str(pages)).split()


def inside(site: Path, module: str, *arguments: str, given: str = "") -> str:
    """What a module prints that runs inside a site of ours. Leaves with its faults."""
    command = [sys.executable, "-m", module, *arguments]
    return printed(command, serving.ROOT, serving.environment(site), given)


def printed(command: Sequence[str | Path], folder: Path, environment: dict[str, str], given: str = "") -> str:
    """What a program prints. Leaves with its faults."""
    done = subprocess.run(  # noqa: S603
        command, cwd=folder, env=environment, input=given, capture_output=True, text=True, check=False
    )
    return done.stdout if done.returncode == 0 else sys.exit(done.stderr[-3000:])


def shown_inside(site: Path, module: str, *arguments: str, **settings: str) -> int:
    """Runs main() of a module inside a site of ours, with more settings; what it prints is shown as it comes. What it
    ended with."""
    command = [sys.executable, "-W", "ignore", "-c", ENTER, module, *arguments]
    environment = serving.environment(site) | settings
    return subprocess.run(command, cwd=serving.ROOT, env=environment, check=False).returncode  # noqa: S603
