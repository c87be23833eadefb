from dataclasses import dataclass


@dataclass(frozen=True)
class Finding:
    """`do` names a command, or a file and the line in it. A note is good to know and no fault."""

    what: str
    why: str
    do: str
    is_note: bool = False

    def __str__(self) -> str:
        return f"{self.what.rstrip('.')}. {self.why} Do: {self.do}"
