"""What readers search for stands in query strings, so no line of a log may hold one."""

import logging
import re

# In an address within a line: everything from the question mark to the next space or quotation mark.
QUERY = re.compile(r"""(/[^\s?"'<>]*)\?[^\s"'<>]*""")


def without_query(text: str) -> str:
    return QUERY.sub(r"\1", text)


class WithoutQuery(logging.Formatter):
    """The whole line, with what a fault says of itself."""

    def format(self, record: logging.LogRecord) -> str:
        return without_query(super().format(record))
