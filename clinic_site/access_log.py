"""What readers search for stands in query strings, so no line of a log may hold one. Nor may it hold what somebody
wrote among the numbers of pages to give out: a name, say. What a fault says of itself may quote what somebody typed, so
a line holds its kind and where it came up, and its words only where they are fixed ones."""

import json
import logging
import re
from copy import copy
from datetime import UTC, datetime
from http import HTTPStatus
from traceback import StackSummary, walk_tb

from django.db import Error
from django.http import HttpRequest

from clinic_site import request_id, silence

# In an address within a line: everything from the question mark to the next space or quotation mark.
QUERY = re.compile(r"""(/[^\s?"'<>]*)(?:\?[^\s"'<>]*)?""")
# The numbers, and the day of a handout; what follows goes to the end of a plain path, or to that of an address.
NUMBERS = r"(/(?:h|print|show)/(?:[0-9]{4,5}(?![0-9])(?:-(?=[0-9]))?)*(?:/[0-9]{8}(?![^\s?\"'<>]))?/?)"
PLAIN_PATH = re.compile(rf"(?<=: ){NUMBERS}[^\n]*", re.IGNORECASE)
GIVEN_OUT = re.compile(rf"{NUMBERS}[^\s?\"'<>]*", re.IGNORECASE)
OURS = ("clinic_site.", "articles.", "faq.")
# What databases say of themselves, and nothing of what was asked.
OF_A_DATABASE = re.compile(
    r"database is locked|database or disk is full|disk I/O error|unable to open database file|database disk image is "
    r"malformed|attempt to write a readonly database|no such table|Connection refused|timeout expired|deadlock detected"
    r"|No such file or directory|server closed the connection unexpectedly|terminating connection|too many clients"
    r"|couldn't get a connection|statement timeout|lock timeout|password authentication failed|No space left on device"
)
# The last words of a command of Django's, which are fixed ones; and the end of what Python writes when it falls.
OF_A_COMMAND = ("CommandError: ", "SystemCheckError: ")
OF_PYTHON = re.compile(r"^Traceback \(most recent call last\):\n(?:[ \t].*\n)+(?P<kind>[\w.]+)", re.MULTILINE)
PLACE_IN_CODE = re.compile(r'^  File "([^"\n]*?)([^/"\n]+)", (line \d+), in (.+)$', re.MULTILINE)
PLACE = re.compile(r"[<(\\\[$]")
NO_ADDRESS = "(an address that nobody made)"


def without_query(text: str) -> str:
    return GIVEN_OUT.sub(r"\1", PLAIN_PATH.sub(r"\1", QUERY.sub(r"\1", text)))


def place_of(request: HttpRequest) -> str:
    """The fixed beginning of the address that was asked for: what follows it was typed, by whomever."""
    match = request.resolver_match
    return "/" + PLACE.split(match.route.replace("^", ""))[0] if match else NO_ADDRESS


def told(fault: BaseException) -> str:
    """The kind of the fault, with those of its words that quote nobody."""
    kind = type(fault).__name__
    if isinstance(fault, BaseExceptionGroup):
        return f"{kind} ({'; '.join(map(told, fault.exceptions))})"
    words = ""
    if type(fault).__module__.startswith(OURS):
        words = str(fault)
    elif isinstance(fault, Error):
        found = OF_A_DATABASE.search(str(fault))
        words = found[0] if found else getattr(fault.__cause__, "sqlstate", "")
    elif isinstance(fault, OSError):
        words = fault.strerror
    return f"{kind}: {words}" if words else kind


def told_by(stderr: str) -> str:
    """The same of what ended another Python process: the words of a command, or the kind of the fault and its place."""
    words = [line for line in stderr.splitlines() if line.startswith(OF_A_COMMAND)]
    if words:
        return without_query(words[-1])
    faults = list(OF_PYTHON.finditer(stderr))
    if not faults:
        return "it said nothing that may stand here"
    found = OF_A_DATABASE.search(stderr, faults[-1].end("kind"))
    kind = f"{faults[-1]['kind']}: {found[0]}" if found else faults[-1]["kind"]
    places = PLACE_IN_CODE.findall(faults[-1][0])
    ours = [place for place in places if "/lib/" not in place[0]] or places
    return f"{kind} ({', '.join(ours[-1][1:])})" if ours else kind


def trace(fault: BaseException) -> str:
    """As Python shows it, without values; what it arose from comes first."""
    earlier = fault.__cause__ or (None if fault.__suppress_context__ else fault.__context__)
    before = f"{trace(earlier)}\n\nwhich led to:\n\n" if earlier else ""
    frames = "".join(StackSummary.extract(walk_tb(fault.__traceback__)).format())
    return f"{before}Traceback (most recent call last):\n{frames}{told(fault)}"


def harmless(argument: object) -> object:
    return told(argument) if isinstance(argument, BaseException) else argument


def fault_of(record: logging.LogRecord) -> BaseException | None:
    if record.exc_info and record.exc_info[1]:
        return record.exc_info[1]
    return getattr(getattr(record, "request", None), "fault", None)


def is_traced(record: logging.LogRecord) -> bool:
    """Not where the database is silent and that was shown before, and not where the request was at fault. Decided once,
    however many write the record."""
    if not hasattr(record, "is_traced"):
        fault = fault_of(record)
        if silence.is_one(fault):
            record.is_traced = silence.is_to_be_shown()
        else:
            record.is_traced = fault is not None and getattr(record, "status_code", 0) != HTTPStatus.BAD_REQUEST
    return record.is_traced


class WithoutQuery(logging.Formatter):
    """The whole line, with what a fault says of itself."""

    def format(self, record: logging.LogRecord) -> str:
        fault, words, record = fault_of(record) if is_traced(record) else None, self.words(record), copy(record)
        record.exc_info = (type(fault), fault, fault.__traceback__) if fault else None
        record.msg, record.args, record.exc_text = words, None, None
        return without_query(super().format(record))

    def words(self, record: logging.LogRecord) -> str:
        name = request_id.of(getattr(record, "request", None))[: request_id.SPOKEN]
        return f"[{name}] {self.said(record)}" if name else self.said(record)

    def said(self, record: logging.LogRecord) -> str:
        fault = fault_of(record)
        if silence.is_one(fault):
            return f"{self.of_the_record(record)}: {silence.WORDS} ({told(fault)})"
        return self.of_the_record(record)

    def of_the_record(self, record: logging.LogRecord) -> str:
        request = getattr(record, "request", None)
        if isinstance(request, HttpRequest):
            status = getattr(record, "status_code", 0)
            known = status in HTTPStatus._value2member_map_
            return f"{HTTPStatus(status).phrase if known else record.levelname}: {place_of(request)}"
        record = copy(record)
        if isinstance(record.args, tuple):
            record.args = tuple(map(harmless, record.args))
        return record.getMessage()

    def formatException(self, exc_info) -> str:  # noqa: N802 - the name that logging asks for
        return trace(exc_info[1])


class JsonLines(WithoutQuery):
    """One object a line, for programs that gather logs: time, level, logger, message; request and fault where there is
    one."""

    def format(self, record: logging.LogRecord) -> str:
        line = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "logger": record.name,
            "message": without_query(self.said(record)),
        }
        name = request_id.of(getattr(record, "request", None))
        if name:
            line["request"] = name
        if is_traced(record):
            line["fault"] = without_query(trace(fault_of(record)))
        return json.dumps(line, ensure_ascii=False)
