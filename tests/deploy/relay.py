"""Stands between a program and a server, and can be taken away: the server is then gone for that program alone. Or it
can hang: whatever is sent is taken, and nothing comes back.
"""

import socket
from contextlib import suppress
from threading import Event, Thread


class Relay:
    def __init__(self, host: str, port: int):
        self.target = host or "127.0.0.1", port
        self.listener: socket.socket | None = None
        self.ends: list[socket.socket] = []
        self.threads: list[Thread] = []
        self.port = 0
        self.goes_on = Event()
        self.goes_on.set()

    def begin(self) -> None:
        self.listener = socket.create_server(("127.0.0.1", self.port))
        self.port = self.listener.getsockname()[1]
        self._run(self._accept, self.listener)

    def take_away(self) -> None:
        """Whoever is connected is hung up on, whoever comes is refused."""
        self.go_on()
        listener, self.listener = self.listener, None
        with suppress(OSError):
            listener.shutdown(socket.SHUT_RDWR)
        listener.close()
        for end in self.ends:
            with suppress(OSError):
                end.shutdown(socket.SHUT_RDWR)
        for thread in self.threads:
            thread.join()
        for end in self.ends:
            end.close()
        self.ends.clear()
        self.threads.clear()

    def hang(self) -> None:
        self.goes_on.clear()

    def go_on(self) -> None:
        self.goes_on.set()

    def _run(self, act, *what) -> None:
        thread = Thread(target=act, args=what, daemon=True)
        self.threads.append(thread)
        thread.start()

    def _accept(self, listener: socket.socket) -> None:
        with suppress(OSError):
            while True:
                near, _address = listener.accept()
                self.goes_on.wait()
                far = socket.create_connection(self.target)
                self.ends += near, far
                self._run(self._pass, near, far)
                self._run(self._pass, far, near)

    def _pass(self, one: socket.socket, other: socket.socket) -> None:
        with suppress(OSError):
            while read := one.recv(65536):
                self.goes_on.wait()
                other.sendall(read)
        with suppress(OSError):
            other.shutdown(socket.SHUT_RDWR)
