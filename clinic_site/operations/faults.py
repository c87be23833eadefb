from dataclasses import dataclass


@dataclass(frozen=True, order=True)
class Fault:
    """What is wrong in a content file and what to do, at a line that counts from 1."""

    path: str
    line: int
    message: str

    def __str__(self) -> str:
        return f"{self.path}:{self.line}: {self.message}"


class NotLoaded(Exception):
    """The folder was refused as a whole: every fault found is in it, and nothing has changed."""

    def __init__(self, faults: list[Fault]):
        super().__init__("\n".join(map(str, faults)))
        self.faults = faults
