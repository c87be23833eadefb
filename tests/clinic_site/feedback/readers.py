"""A reader who goes through the form as a browser does, with a clock that a test can move."""

import re
from html import unescape

from clinic_site.feedback import seals

HERE = "http://testserver"


class Clock:
    def __init__(self, monkeypatch):
        self.now = 1_800_000_000.0
        monkeypatch.setattr(seals.time, "time", lambda: self.now)

    def later(self, seconds: float) -> None:
        self.now += seconds


class Reader:
    def __init__(self, client, clock: Clock, sender: str = "192.0.2.1"):
        self.client, self.clock, self.sender, self.address, self.html = client, clock, sender, "", ""

    def read(self, address: str):
        self.address = address
        return self.seen(self.client.get(address))

    def seen(self, response):
        self.html = response.content.decode()
        return response

    def hidden(self, name: str) -> str:
        return unescape(re.search(rf'name="{name}" value="([^"]*)"', self.html)[1])

    def post(self, address: str, fields: dict, **headers):
        headers = {"Origin": HERE} | headers
        response = self.client.post(address, fields, headers=headers, REMOTE_ADDR=self.sender)
        if response.status_code != 303:
            return self.seen(response)
        self.address = response["Location"]
        return self.seen(self.client.get(self.address))

    def answer(self, number: str, helpful: str, path: str = "", **headers):
        self.read(path or f"/feedback/{number}/")
        return self.post(f"/feedback/{number}/", {"page": self.hidden("page"), "helpful": helpful}, **headers)

    def explain(self, number: str, wait: float = 10, **fields):
        self.clock.later(wait)
        return self.post(f"/feedback/{number}/", {"given": self.hidden("given")} | fields)
