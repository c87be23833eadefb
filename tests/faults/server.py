"""The production server in a process of its own, killed and started as a test likes, and somebody who edits there."""

import http.client
import os
import random
import signal
import subprocess
import sys
import time
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from threading import Thread
from urllib.parse import urlencode

from bs4 import BeautifulSoup

from tests.journeys import serving

STARTS_WITHIN = 60  # seconds
HEADERS = {"Content-Type": "application/x-www-form-urlencoded"}


@dataclass
class Server:
    folder: Path
    port: int = field(default_factory=serving.free_port)
    more: dict[str, str] = field(default_factory=dict)
    process: subprocess.Popen | None = None

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def start(self, **options) -> None:
        environment = serving.environment(self.folder, self.address) | self.more
        with (self.folder / "server.log").open("ab") as log:
            self.process = subprocess.Popen(
                [sys.executable, "-W", "ignore", "manage.py", "serve", "--port", str(self.port)], cwd=serving.ROOT,
                env=environment, stdout=log, stderr=log, start_new_session=True, **options,
            )  # fmt: skip
        until = time.monotonic() + STARTS_WITHIN
        while not self.answers():
            assert self.process.poll() is None, self.log()
            assert time.monotonic() < until, self.log()
            time.sleep(0.05)

    def answers(self) -> bool:
        try:
            return self.ask("GET", "/healthz")[0] == 200
        except (OSError, http.client.HTTPException):
            return False

    def ask(self, method: str, path: str, body: str | bytes | None = None, **headers) -> tuple[int, bytes, dict]:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        try:
            connection.request(method, path, body, {name.replace("_", "-"): value for name, value in headers.items()})
            answer = connection.getresponse()
            return answer.status, answer.read(), {"set-cookie": ";".join(answer.headers.get_all("Set-Cookie", []))}
        finally:
            connection.close()

    def kill(self) -> None:
        """With all its processes, at whatever they are."""
        os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait(20)

    def end(self) -> None:
        if self.process and self.process.poll() is None:
            self.process.terminate()
            self.process.wait(30)

    def log(self) -> str:
        return (self.folder / "server.log").read_text(encoding="utf-8", errors="replace")


@contextmanager
def served(folder: Path, **more: str):
    server = Server(folder, more=more)
    try:
        server.start()
        yield server
    finally:
        server.end()


@dataclass
class Editor:
    """Signed in, at the desk of one page; what the form showed last is what is sent."""

    server: Server
    key: str
    path: str
    token: str = ""
    fields: dict[str, list[str]] = field(default_factory=dict)

    @property
    def cookies(self) -> str:
        return f"sessionid={self.key}" + (f"; csrftoken={self.token}" if self.token else "")

    def look(self) -> str:
        """The words on the desk."""
        status, body, headers = self.server.ask("GET", self.path, Cookie=self.cookies)
        assert status == 200, (status, body[:500])
        self.token = headers["set-cookie"].partition("csrftoken=")[2].partition(";")[0] or self.token
        self.fields = filled(BeautifulSoup(body, "html.parser").find("form", id="page_form"))
        return self.fields["body"][0].strip()

    def save(self, words: str) -> tuple[int, str]:
        """302 says that it was saved."""
        sent = self.fields | {"body": [words], "_continue": ["1"]}
        return self.send(self.path, urlencode(sent, doseq=True))

    def send(self, path: str, body: str) -> tuple[int, str]:
        cookie = f"sessionid={self.key}; csrftoken={self.token}"
        status, said, _headers = self.server.ask(
            "POST", path, body, Cookie=cookie, Referer=self.server.address, **HEADERS
        )
        return status, said.decode()


def filled(form) -> dict[str, list[str]]:
    """What a browser would send if nothing were typed."""
    sent: dict[str, list[str]] = {}
    for one in form.find_all(("input", "textarea", "select")):
        kind, name = one.get("type", ""), one.get("name", "")
        is_unticked = kind in ("checkbox", "radio") and not one.has_attr("checked")
        if not name or kind in ("submit", "file", "button") or one.has_attr("disabled") or is_unticked:
            continue
        if one.name == "select":
            values = [choice.get("value", "") for choice in one.find_all("option", selected=True)]
        else:
            values = [one.text.removeprefix("\n") if one.name == "textarea" else one.get("value", "")]
        sent.setdefault(name, []).extend(values)
    return sent


@dataclass
class Killed:
    acknowledged: int = 0
    lost: list[str] = field(default_factory=list)
    kills: int = 0


def killed_while_saving(server: Server, editor: Editor, saves: int, kills: int) -> Killed:
    """Saves until so many were acknowledged, and kills the server so often while a save is on its way."""
    found, last = Killed(), editor.look()
    rolls = random.Random(1)  # noqa: S311, the same moments each time
    while found.acknowledged < saves:
        words = f"Words number {found.acknowledged} after {found.kills} kills, {'long ' * 200}."
        is_fatal = found.kills * saves < found.acknowledged * kills and found.kills < kills
        killer = kill_soon(server, rolls.random() * 0.12) if is_fatal else None
        try:
            status, _said = editor.save(words)
        except (OSError, http.client.HTTPException):
            status = 0
        if status == 302:
            found.acknowledged, last = found.acknowledged + 1, words
        if killer:
            killer.join()
            found.kills += 1
            server.start()
        shown = editor.look()
        if shown != last and not (status == 0 and shown == words):
            found.lost.append(last[:60])
        last = shown
    return found


def kill_soon(server: Server, seconds: float):
    thread = Thread(target=lambda: (time.sleep(seconds), server.kill()))
    thread.start()
    return thread
