"""A clock that a test can move."""

import pytest


class Clock:
    def __init__(self):
        self.at = 1_800_000_000.0

    def __call__(self) -> float:
        return self.at

    def forward(self, *, minutes: float) -> None:
        self.at += minutes * 60


def moved_by_hand(monkeypatch: pytest.MonkeyPatch, *modules) -> Clock:
    clock = Clock()
    for module in modules:
        monkeypatch.setattr(module, "now", clock)
    return clock
