"""A process that answers whatever a test says, where what nginx does with an answer is what counts."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from itertools import count
from threading import Thread

FOR_EVERYBODY = {
    "Content-Type": "text/html; charset=utf-8",
    "Cache-Control": "max-age=0, must-revalidate, stale-if-error=86400",
    "Vary": "Accept-Encoding",
}


@dataclass
class Origin:
    """`says` is the status and the headers of every answer; its body is another each time."""

    port: int = 0
    says: tuple[int, dict[str, str]] = (200, FOR_EVERYBODY)
    asked: list[dict[str, str]] = field(default_factory=list)
    numbers: Iterator[int] = field(default_factory=count)
    drops: bool = False  # hangs up without an answer

    def answer(self, handler: BaseHTTPRequestHandler) -> None:
        self.asked.append({"path": handler.path, "method": handler.command} | {
            name.lower(): value for name, value in handler.headers.items()
        })  # fmt: skip
        handler.rfile.read(int(handler.headers.get("Content-Length", 0)))
        if self.drops:
            handler.close_connection = True
            return
        status, headers = self.says
        body = f"answer {next(self.numbers)} of {self.port}".encode()
        handler.send_response_only(status)
        for name, value in headers.items():
            handler.send_header(name, value)
        handler.send_header("Content-Length", str(len(body)))
        handler.end_headers()
        handler.wfile.write(b"" if handler.command == "HEAD" else body)


@contextmanager
def answering():
    origin = Origin()

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        wbufsize = -1  # head and body leave together

        def answered(self):
            origin.answer(self)

        do_GET = do_HEAD = do_POST = answered

        def log_message(self, *args):
            """Says nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    origin.port = server.server_port
    thread = Thread(target=server.serve_forever, args=[0.05])
    thread.start()
    try:
        yield origin
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
