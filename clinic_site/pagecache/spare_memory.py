"""What the C library holds and nobody uses goes back to the machine."""

import ctypes
from collections.abc import Callable

# Not in every C library; without it nothing is given back.
_trim: Callable[[int], int] | None = getattr(ctypes.CDLL(None), "malloc_trim", None)


def give_back() -> None:
    if _trim:
        _trim(0)
