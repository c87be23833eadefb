from collections.abc import Callable
from functools import lru_cache, wraps

MOST, LONGEST = 2048, 2000


def kept(work: Callable) -> Callable:
    """For what follows from a sentence or a paragraph alone: of a text that somebody writes on, most stay as they are.

    Of longer ones, in characters, only the last is remembered, so that a few can't fill the memory. What comes out is
    shared: it may not be changed.
    """
    remembered = lru_cache(maxsize=MOST)(work)
    last_long = lru_cache(maxsize=1)(work)

    @wraps(work)
    def of(text: str, *rest):
        return remembered(text, *rest) if len(text) <= LONGEST else last_long(text, *rest)

    of.cache_info = remembered.cache_info
    return of
