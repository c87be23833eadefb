"""Serving processes of one site, as the units start them: behind a proxy, each on a port of its own."""

import http.client
import os
import signal
import subprocess
import time
from dataclasses import dataclass, field
from pathlib import Path

from tests.deploy import units
from tests.journeys import serving

HOST = "guide.example.org"
UNIT = "clinic-guide@.service"
STARTS_WITHIN = 60  # seconds


def environment(folder: Path, **more: str) -> dict[str, str]:
    behind = {"CLINIC_BEHIND_PROXY": "1", "CLINIC_TICK": "", "CLINIC_BACKUPS": ""}
    return serving.environment(folder, f"https://{HOST}") | behind | more


@dataclass
class Node:
    """One process and its port. It is ended with its workers, the hard way if need be."""

    folder: Path
    port: int = field(default_factory=serving.free_port)
    process: subprocess.Popen | None = None
    more: dict[str, str] = field(default_factory=dict)

    def start(self) -> None:
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(
                units.command(UNIT, self.port),
                cwd=serving.ROOT,
                env=environment(self.folder, **self.more),
                stdout=log,
                stderr=log,
                start_new_session=True,
            )
        until = time.monotonic() + STARTS_WITHIN
        while not self.answers():
            assert self.process.poll() is None, self.log.read_text()
            assert time.monotonic() < until, f"it did not start: {self.log.read_text()}"
            time.sleep(0.05)

    @property
    def log(self) -> Path:
        return self.folder / f"node-{self.port}.log"

    def answers(self) -> bool:
        try:
            return self.ask("/healthz").status == 200
        except OSError:
            return False

    def ask(self, path: str) -> http.client.HTTPResponse:
        """Past nginx; read to its end, with the body as `body`."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=10)
        connection.request("GET", path, headers={"Host": HOST, "X-Forwarded-Proto": "https"})
        answer = connection.getresponse()
        answer.body = answer.read()
        connection.close()
        return answer

    def kill(self) -> None:
        os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait(20)

    def end(self) -> None:
        if self.process and self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)
            self.process.wait(20)
