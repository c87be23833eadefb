"""What loads of such rows share: how a row stands to its file, and the faults that refuse the whole load."""

from collections.abc import Collection
from dataclasses import dataclass

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db import models

NEW, CHANGED, SAME = "new", "changed", "same"


class NotLoaded(Exception):
    """Every fault found, as pairs of a file's name and what is wrong there. Nothing was changed."""

    def __init__(self, faults: list[tuple[str, str]]):
        super().__init__("\n".join(f"{name}: {message}" for name, message in faults))
        self.faults = faults


@dataclass(frozen=True)
class Wanted:
    """A row as a file wants it, with the digest of that, and how it stands to the row there is."""

    file: str
    row: models.Model
    digest: str
    standing: str

    @classmethod
    def compared(cls, file: str, row: models.Model, held: str, digest: str) -> "Wanted":
        """`held` is the digest of the row as it was, empty where there was none."""
        return cls(file, row, digest, SAME if held == digest else CHANGED if held else NEW)

    @property
    def written_before(self) -> bool:
        return self.standing == SAME and self.row.loaded_digest == self.digest


def faults_of(row: models.Model, exclude: Collection[str] = ()) -> list[str]:
    """What the row's own checks say, each with its key and field before it."""
    try:
        row.full_clean(exclude=exclude)
    except ValidationError as error:
        return [
            f"{row.key}: {message}" if field == NON_FIELD_ERRORS else f"{row.key}: {field}: {message}"
            for field, messages in error.message_dict.items()
            for message in messages
        ]
    return []
