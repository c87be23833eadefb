"""What deploy/nginx.conf costs a page that is a file: python -m benchmarks.front [SECONDS]. Needs nginx and wrk.

The same page from nginx as a file and nothing else, and through the site file with its maps, headers, limits and logs;
one worker each, without TLS, which would hide the difference; in interleaved rounds.
"""

import re
import statistics
import sys
from contextlib import ExitStack
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.reading import RATE, asked, cpu_of, nginx, running
from tests.deploy import editions
from tests.deploy.front import LATER, around, certificate, rendered
from tests.journeys import serving

ROUNDS, SECONDS = 7, 3
PATH = "/faq/does-it-hurt/"
PAGE = b"<!doctype html><title>Does it hurt?</title>" + b"<p>You may feel a short ache in the muscle.</p>" * 230


def without_tls(text: str, port: int) -> str:
    """The site file for wrk, which asks an address and no name."""
    text = text.replace(f"listen 127.0.0.1:{port} ssl default_server;", f"listen 127.0.0.1:{serving.free_port()} ssl;")
    return re.sub(rf"listen 127\.0\.0\.1:{port} ssl http2;", f"listen 127.0.0.1:{port} default_server;", text)


def through_the_site_file(folder: Path):
    port = serving.free_port()
    for name in ("tls", "log", "cache"):
        (folder / name).mkdir(parents=True)
    certificate(folder / "tls")
    editions.lay(folder / "data", {PATH: PAGE})
    site = rendered(folder, folder / "data", port, serving.free_port(), [9, 9], LATER)
    (folder / "site.conf").write_text(without_tls(site, port))
    alive = around(folder).replace("types_hash", "keepalive_requests 1000000; types_hash")
    (folder / "nginx.conf").write_text(alive)
    address = f"http://127.0.0.1:{port}{PATH}"
    return running("deploy/nginx.conf, a file", address, ["nginx", "-c", str(folder / "nginx.conf")])


def main() -> None:
    seconds = int(sys.argv[1]) if len(sys.argv) > 1 else SECONDS
    with TemporaryDirectory() as temporary, ExitStack() as stack:
        folder = Path(temporary)
        (folder / "alone").mkdir()
        readers = [stack.enter_context(nginx(folder / "alone", PAGE))]
        readers.append(stack.enter_context(through_the_site_file(folder / "front")))
        for _round in range(ROUNDS):
            for reader in readers:
                before = cpu_of(reader.process.pid)
                said = asked(reader.address, 64, seconds)
                reader.rates.append(float(RATE.search(said)[1]))
                reader.cpu.append((cpu_of(reader.process.pid) - before) * 1_000_000 / (reader.rates[-1] * seconds))
        print(f"{len(PAGE):,} bytes; {ROUNDS} rounds of {seconds} s, 64 connections\n")
        print("| | requests/s | of nginx alone | CPU a request, µs |")
        print("|:--|--:|--:|--:|")
        for reader in readers:
            pairs = zip(reader.rates, readers[0].rates, strict=True)
            share = statistics.median(rate / other for rate, other in pairs)
            rate, cpu = statistics.median(reader.rates), statistics.median(reader.cpu)
            print(f"| {reader.name} | {rate:,.0f} | {100 * share:.1f} % | {cpu:.1f} |")


if __name__ == "__main__":
    main()
