"""Damm's check digit: every single wrong digit and every swap of neighbours is caught.

The table is the totally anti-symmetric quasigroup of order 10 in H. Michael Damm's thesis (Marburg, 2004).
"""

import re

TABLE = (
    (0, 3, 1, 7, 5, 9, 8, 6, 4, 2),
    (7, 0, 9, 2, 1, 5, 4, 8, 6, 3),
    (4, 2, 0, 6, 8, 7, 1, 3, 5, 9),
    (1, 7, 5, 0, 9, 8, 3, 4, 2, 6),
    (6, 1, 2, 3, 0, 4, 5, 9, 7, 8),
    (3, 6, 7, 4, 2, 0, 9, 5, 8, 1),
    (5, 8, 6, 9, 7, 2, 0, 1, 3, 4),
    (8, 9, 4, 5, 3, 6, 2, 0, 1, 7),
    (9, 4, 3, 8, 6, 1, 7, 2, 0, 5),
    (2, 5, 8, 1, 4, 3, 6, 7, 9, 0),
)


def check_digit(series: str) -> str:
    interim = 0
    for digit in series:
        interim = TABLE[interim][int(digit)]
    return str(interim)


def is_valid(digits: str) -> bool:
    return bool(re.fullmatch(r"[0-9]{4,5}", digits)) and check_digit(digits) == "0"


def normalise(typed: str) -> str:
    """What a person typed or said, without the spaces, dots and dashes between the digits."""
    return re.sub(r"[\s.\-\u2010-\u2015]+", "", typed)[:20]
