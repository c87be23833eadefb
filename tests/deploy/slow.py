"""Somebody who holds many connections and lets none of them end: four kinds, from many addresses of this machine."""

import http.client
import multiprocessing
import random
import resource
import selectors
import socket
import ssl
import time
from collections import Counter
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field

from tests.deploy.nodes import HOST

KINDS = ("silent", "headers", "body", "reader")
SILENT = "\x16\x03\x01"  # where a handshake would begin; else a connection may stand that nobody accepted
HEADERS = f"GET /faq/ HTTP/1.1\r\nHost: {HOST}\r\nX-Slow: a"
BODY = (
    f"POST /feedback/ HTTP/1.1\r\nHost: {HOST}\r\nContent-Length: 60000\r\n"
    "Content-Type: application/x-www-form-urlencoded\r\n\r\nwords=a"
)
ASKED_AT_ONCE = 40  # pages of one slow reader, more than the buffers between two programs hold
NEXT_BYTE = 4  # seconds; a reader takes one record of TLS then
FROM_ONE_ADDRESS = 90  # of the hundred that nginx allows one to ask with
GIVES_UP = 20  # seconds for a handshake
SWEEP = 0.1  # seconds


@dataclass
class Slow:
    kind: str
    source: str
    page: str
    sock: socket.socket | ssl.SSLSocket | None = None
    state: str = "closed"
    again: float = 0.0
    begun: float = 0.0

    def first_words(self) -> bytes:
        asks = f"GET {self.page} HTTP/1.1\r\nHost: {HOST}\r\n\r\n" * ASKED_AT_ONCE
        return {"silent": SILENT, "headers": HEADERS, "body": BODY, "reader": asks}[self.kind].encode()


def trusting() -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
    return context


@dataclass
class Crowd:
    """Connections that are opened again whenever the server ends them, at most `pace` a second."""

    port: int
    count: int
    page: str
    pace: int = 1_000
    selector: selectors.BaseSelector = field(default_factory=selectors.DefaultSelector)
    ended: Counter = field(default_factory=Counter)
    context: ssl.SSLContext = field(default_factory=trusting)

    def __post_init__(self) -> None:
        self.allowance, self.looked = 0.0, time.monotonic()
        addresses = [f"127.0.{1 + n // 200}.{2 + n % 200}" for n in range(1 + self.count // FROM_ONE_ADDRESS)]
        # Two of three have not ended their headers, which is what costs a server most and an attacker least.
        kinds = ("silent", "headers", "headers", "body", "headers", "reader")
        self.all = [Slow(kinds[n % 6], addresses[n % len(addresses)], self.page) for n in range(self.count)]
        random.Random(1).shuffle(self.all)  # noqa: S311 - an order, no secret

    def held(self) -> Counter:
        """Kind -> connections that stand and, but for the silent, have sent their first words."""
        return Counter(slow.kind for slow in self.all if slow.state == "held")

    def act(self, seconds: float) -> None:
        """One round: what was ended is opened again, what is due sends or takes a little more."""
        if time.monotonic() - self.looked >= SWEEP:
            self.sweep(time.monotonic())
        for key, _events in self.selector.select(seconds):
            self.look(key.data)

    def sweep(self, now: float) -> None:
        self.allowance = min(self.pace, self.allowance + self.pace * (now - self.looked))
        self.looked = now
        for slow in self.all:
            if slow.state == "closed" and self.allowance >= 1:
                self.allowance -= 1
                self.open(slow, now)
            elif slow.state == "held" and now >= slow.again:
                self.drip(slow, now)
            elif slow.state == "greeting" and now - slow.begun > GIVES_UP:
                self.close(slow, "no handshake")

    def open(self, slow: Slow, now: float) -> None:
        bare = socket.socket()
        bare.setblocking(False)
        if slow.kind == "reader":
            bare.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 2048)
        bare.bind((slow.source, 0))
        bare.connect_ex(("127.0.0.1", self.port))
        slow.sock, slow.begun = bare, now
        slow.state = "connecting"
        self.selector.register(bare, selectors.EVENT_WRITE, slow)

    def look(self, slow: Slow) -> None:
        try:
            if slow.state == "connecting":
                self.connected(slow)
            elif slow.state == "greeting":
                self.greet(slow)
            elif not slow.sock.recv(512):
                self.close(slow, "ended")
        except (ssl.SSLWantReadError, ssl.SSLWantWriteError, BlockingIOError):
            return
        except OSError as fault:
            self.close(slow, type(fault).__name__)

    def connected(self, slow: Slow) -> None:
        if fault := slow.sock.getsockopt(socket.SOL_SOCKET, socket.SO_ERROR):
            raise OSError(fault, "refused")
        if slow.kind == "silent":
            slow.sock.send(slow.first_words())
            return self.hold(slow)
        self.selector.unregister(slow.sock)
        slow.sock = self.context.wrap_socket(slow.sock, server_hostname=HOST, do_handshake_on_connect=False)
        slow.state = "greeting"
        self.selector.register(slow.sock, selectors.EVENT_READ, slow)
        return self.greet(slow)

    def greet(self, slow: Slow) -> None:
        slow.sock.do_handshake()
        slow.sock.send(slow.first_words())
        self.hold(slow)

    def hold(self, slow: Slow) -> None:
        """A slow reader is not asked whether there is something to read: there always is."""
        slow.state, slow.again = "held", time.monotonic() + random.uniform(0, NEXT_BYTE)  # noqa: S311 - a pause
        self.selector.unregister(slow.sock)
        if slow.kind != "reader":
            self.selector.register(slow.sock, selectors.EVENT_READ, slow)

    def drip(self, slow: Slow, now: float) -> None:
        slow.again = now + NEXT_BYTE
        try:
            if slow.kind == "reader" and not slow.sock.recv(16_384):
                self.close(slow, "ended")
            elif slow.kind in {"headers", "body"}:
                slow.sock.send(b"a")
        except (ssl.SSLWantReadError, ssl.SSLWantWriteError, BlockingIOError):
            return
        except OSError as fault:
            self.close(slow, type(fault).__name__)

    def close(self, slow: Slow, why: str) -> None:
        self.ended[f"{slow.kind} {why}"] += 1
        with suppress(KeyError):
            self.selector.unregister(slow.sock)
        slow.sock.close()
        slow.state, slow.sock = "closed", None

    def leave(self) -> None:
        for slow in self.all:
            if slow.sock:
                slow.sock.close()
        self.selector.close()


def stand(port: int, count: int, page: str, ready, stop, said) -> None:
    """In a process of its own: sets `ready` when nine of ten stand, and says at the end how many stood each second."""
    most = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
    resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))
    crowd, stood, counted = Crowd(port, count, page), [], 0.0
    while not stop.is_set():
        crowd.act(0.02)
        if time.monotonic() - counted >= 1:
            counted, held = time.monotonic(), crowd.held().total()
            if held >= 0.9 * count:
                ready.set()
            if ready.is_set():
                stood.append(held)
    said.put((stood, dict(crowd.ended)))
    crowd.leave()


@contextmanager
def crowded(port: int, count: int, page: str, patience: float = 120):
    """Gives a function that ends the crowd and says how many stood each second, and how often what was ended."""
    making = multiprocessing.get_context("spawn")
    ready, stop, said = making.Event(), making.Event(), making.Queue()
    process = making.Process(target=stand, args=(port, count, page, ready, stop, said), daemon=True)
    process.start()

    def ended() -> tuple[list[int], dict[str, int]]:
        stop.set()
        return said.get(timeout=30)

    try:
        assert ready.wait(patience), f"{count} connections did not come to stand: {ended()}"
        yield ended
    finally:
        process.kill()
        process.join()


@dataclass
class Asked:
    took: list[float] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)


def read_meanwhile(front, paths: list[str], asks: int, each: float = 0.2) -> Asked:
    """Asks one path after another, each on a connection of its own. Anything but 200 within ten seconds is a fault."""
    asked = Asked()
    for number in range(asks):
        path, start = paths[number % len(paths)], time.monotonic()
        try:
            status = front.ask(path).status
        except (http.client.HTTPException, OSError) as fault:
            status = repr(fault)
        asked.took.append(time.monotonic() - start)
        if status != 200:
            asked.faults.append(f"{path} {status} after {asked.took[-1]:.1f} s")
        time.sleep(max(0, each - asked.took[-1]))
    return asked
