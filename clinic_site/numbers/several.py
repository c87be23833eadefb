"""Several numbers in one address, in the order somebody chose: `4716-0528-3303`. Nothing about them is kept."""

import re
from dataclasses import dataclass

from clinic_site.numbers.damm import is_valid

MOST = 5
# In characters: what comes after is not looked at.
LONGEST = 400


@dataclass(frozen=True)
class Several:
    """`numbers` are the first ones that can be numbers of ours, each once, in their order; `beyond` is how many more
    there were; `wrong` is what can't be a number, such as one with a slip of a digit."""

    numbers: tuple[str, ...]
    wrong: tuple[str, ...]
    beyond: int

    @property
    def address(self) -> str:
        """The one way to write them."""
        return "-".join(self.numbers)


def read(typed: str, most: int = MOST) -> Several:
    words = dict.fromkeys(re.findall(r"[^\s.,\-\u2010-\u2015]+", typed[:LONGEST]))
    valid = [word for word in words if is_valid(word)]
    wrong = [word for word in words if word not in valid]
    return Several(tuple(valid[:most]), tuple(wrong), len(valid[most:]))
