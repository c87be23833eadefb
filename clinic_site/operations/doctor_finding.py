from dataclasses import dataclass


@dataclass(frozen=True)
class Finding:
    """`do` names a command, or a file and the line in it. A note is good to know and no fault."""

    what: str
    why: str
    do: str
    is_note: bool = False

    def __str__(self) -> str:
        """On one line, whatever a library had to say."""
        return " ".join(f"{self.what.strip().rstrip('.')}. {self.why} Do: {self.do}".split())
