"""What the forms carry instead of a cookie: signed, and about a page, never about a reader.

A public page is the same for everybody at any time, so its seal holds the page and the revision alone. The page behind
its two buttons is made for one answer: its seal holds that answer and the moment.
"""

import time
from dataclasses import astuple, dataclass, replace

from django.core import signing

PAGE, ANSWER = "feedback.page", "feedback.answer"
LASTS = 3 * 24 * 3600  # seconds
SOONEST = 2  # seconds


def page_seal(number: str, revision: int | None) -> str:
    return signing.Signer(salt=PAGE).signature(f"{number}:{revision or ''}") + f":{revision or ''}"


def revision_of(seal: str, number: str) -> int | None:
    """The revision that was read: None about the guide as a whole. Raises BadSignature unless we sealed it for this
    page."""
    revision = seal.rpartition(":")[2]
    if not seal.isascii() or not (revision.isdecimal() if number else not revision):
        raise signing.BadSignature
    signing.Signer(salt=PAGE).unsign(f"{number}:{revision}:{seal.rpartition(':')[0]}")
    return int(revision) if number else None


@dataclass(frozen=True)
class Claim:
    """An answer that was given: what may still be added to it, or, once sent, what to thank for."""

    answer: int
    number: str
    revision: int | None
    helpful: bool
    sent: bool = False
    reason: str = ""
    left_out: bool = False
    at: float = 0

    @property
    def seal(self) -> str:
        return signing.dumps(astuple(replace(self, at=round(time.time(), 1))), salt=ANSWER)

    @property
    def age(self) -> float:
        return time.time() - self.at

    @property
    def is_too_fresh(self) -> bool:
        return self.age < SOONEST

    @property
    def is_too_old(self) -> bool:
        return self.age > LASTS


def claim_of(seal: str, number: str) -> Claim | None:
    """None unless we sealed it for an answer about this page, however long ago."""
    if not seal.isascii():
        return None
    try:
        claim = Claim(*signing.loads(seal, salt=ANSWER))
    except signing.BadSignature:
        return None
    return claim if claim.number == number else None
