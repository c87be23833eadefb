"""What readers search for stands in query strings, so no line of a log may hold one. Nor may it hold what somebody
wrote among the numbers of pages to give out: a name, say."""

import logging
import re

# In an address within a line: everything from the question mark to the next space or quotation mark.
QUERY = re.compile(r"""(/[^\s?"'<>]*)(?:\?[^\s"'<>]*)?""")
# The numbers, and the day of a handout; what follows goes to the end of a plain path, or to that of an address.
NUMBERS = r"(/(?:h|print|show)/(?:[0-9]{4,5}(?![0-9])(?:-(?=[0-9]))?)*(?:/[0-9]{8}(?![^\s?\"'<>]))?/?)"
PLAIN_PATH = re.compile(rf"(?<=: ){NUMBERS}[^\n]*", re.IGNORECASE)
GIVEN_OUT = re.compile(rf"{NUMBERS}[^\s?\"'<>]*", re.IGNORECASE)


def without_query(text: str) -> str:
    return GIVEN_OUT.sub(r"\1", PLAIN_PATH.sub(r"\1", QUERY.sub(r"\1", text)))


class WithoutQuery(logging.Formatter):
    """The whole line, with what a fault says of itself."""

    def format(self, record: logging.LogRecord) -> str:
        return without_query(super().format(record))
