"""The head of a content file: YAML between two lines of dashes, plain scalars and lists of scalars only.

Every value is text; what it means is decided by the field it is for. Writing is deterministic, and reading what was
written gives it back letter for letter.
"""

import re
from collections.abc import Iterable
from typing import NamedTuple

import yaml
from django.utils.translation import gettext as _
from yaml import tokens

from clinic_site.markdown import Problem

FENCE = "---"
MOST_CHARACTERS = 20_000
DEEPEST = 4
# Line breaks of YAML, and what its reader refuses.
ESCAPED = re.compile("[^\x20-\x7e\xa0-\u2027\u202a-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]")
OPENS = (
    tokens.BlockMappingStartToken,
    tokens.BlockSequenceStartToken,
    tokens.FlowMappingStartToken,
    tokens.FlowSequenceStartToken,
)
CLOSES = (tokens.BlockEndToken, tokens.FlowMappingEndToken, tokens.FlowSequenceEndToken)
REFUSED = (tokens.AnchorToken, tokens.AliasToken, tokens.TagToken, tokens.DirectiveToken, tokens.DocumentEndToken)

Value = str | list[str]


class Written(NamedTuple):
    """A value as the file has it, the line of its key, and the lines of its items if it is a list."""

    value: Value
    line: int
    item_lines: tuple[int, ...] = ()


class FrontMatter(NamedTuple):
    """`is_readable` is false when the head could not be taken apart, so that missing keys mean nothing."""

    fields: dict[str, Written]
    body: str
    body_line: int
    problems: list[Problem]
    is_readable: bool = True


def decode(data: bytes) -> str:
    """The text with one kind of line end. Raises ValueError with a message for the writer and the line."""
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise ValueError(_("This is not UTF-8. Save the file again with the encoding UTF-8."), line) from error
    if text.startswith("\ufeff"):
        raise ValueError(_("The file starts with an invisible mark. Save it again as UTF-8 without BOM."), 1)
    if "\0" in text:
        line = text.count("\n", 0, text.index("\0")) + 1
        raise ValueError(_("There is a zero byte here. Save the file again as plain text."), line)
    return text.replace("\r\n", "\n").replace("\r", "\n")


def parse(text: str) -> FrontMatter:
    """Takes a file apart and collects every problem, with lines of the whole file."""
    lines = text.split("\n")
    end = next((place for place, line in enumerate(lines) if place and line.rstrip() == FENCE), 0)
    if lines[0].rstrip() != FENCE or not end:
        message = _("The keys are missing. Start the file with a line “---”, then “key: value” lines, then “---”.")
        return FrontMatter({}, "", 1, [Problem(1, message)], is_readable=False)
    first = next((place for place in range(end + 1, len(lines)) if lines[place].strip()), end)
    body = "\n".join(lines[first:] if first > end else [])
    fields, problems, is_readable = _fields("\n".join(lines[1:end]))
    return FrontMatter(fields, body, first + 1, problems, is_readable)


def _fields(source: str) -> tuple[dict[str, Written], list[Problem], bool]:
    """Lines are those of the file: YAML counts from 0 and the file has one line of dashes before it."""
    if len(source) > MOST_CHARACTERS:
        return (
            {},
            [Problem(1, _("The keys are longer than 20,000 characters. Move text below the second “---”."))],
            False,
        )
    try:
        problems, is_deep = _scan(source)
        if is_deep:
            return {}, problems, False
        root = yaml.compose(source, Loader=yaml.BaseLoader)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        return {}, [Problem(mark.line + 2 if mark else 1, _unreadable(error.problem))], False
    except yaml.reader.ReaderError as error:
        line = source.count("\n", 0, error.position) + 2
        return {}, [Problem(line, _("There is a character here that can't be read. Delete it."))], False
    if root is not None and not isinstance(root, yaml.MappingNode):
        return {}, [*problems, Problem(2, _unreadable(_("no keys were found")))], False
    fields: dict[str, Written] = {}
    for key, value in root.value if root else []:
        problems += _take(fields, key, value)
    return fields, problems, True


def _unreadable(why: str) -> str:
    return _("This can't be read: %(why)s. Write “key: value”, and put 'single quotes' around the value.") % {
        "why": why
    }


def _nested() -> str:
    return _("A value is one line of text or a list with “- ” before each item. Take the inner list or keys out.")


def _scan(source: str) -> tuple[list[Problem], bool]:
    """Marks that could mean something else, and whether values lie so deep that reading on would take long."""
    problems, depth = [], 0
    for token in yaml.scan(source, Loader=yaml.BaseLoader):
        depth += isinstance(token, OPENS) - isinstance(token, CLOSES)
        if depth > DEEPEST:
            return [*problems, Problem(token.start_mark.line + 2, _nested())], True
        if isinstance(token, REFUSED):
            message = _("The marks &, *, !, % and … mean something special here. Put 'single quotes' around the value.")
            problems.append(Problem(token.start_mark.line + 2, message))
    return problems, False


def _take(fields: dict[str, Written], key: yaml.Node, node: yaml.Node) -> list[Problem]:
    line = key.start_mark.line + 2
    items = node.value if isinstance(node, yaml.SequenceNode) else [node]
    if not all(isinstance(part, yaml.ScalarNode) for part in [key, *items]):
        return [Problem(line, _nested())]
    if key.value in fields:
        return [Problem(line, _("The key “%(key)s” stands here a second time. Keep one.") % {"key": key.value})]
    if node is items[0]:
        fields[key.value] = Written(node.value.strip(), line)
        return []
    found = {item.start_mark.line + 2: item.value.strip() for item in items}
    if len(found) < len(items) or any("\n" in text for text in found.values()):
        return [Problem(line, _("Each item of a list stands on one line of its own."))]
    texts = {at: text for at, text in found.items() if text}
    fields[key.value] = Written(list(texts.values()), line, tuple(texts))
    return []


def write(pairs: Iterable[tuple[str, Value]], body: str) -> str:
    """A whole file; the same pairs and body always give the same text."""
    lines = [FENCE]
    for key, value in pairs:
        if isinstance(value, str):
            lines.append(f"{key}: {_scalar(value)}")
        else:
            lines += [f"{key}:", *(f"- {_scalar(item)}" for item in value)]
    return "\n".join([*lines, FENCE, *([body] if body else [])]) + "\n"


def _scalar(value: str) -> str:
    if ESCAPED.search(value):
        escaped = value.replace("\\", "\\\\").replace('"', '\\"')
        return '"' + ESCAPED.sub(lambda found: f"\\U{ord(found[0]):08x}", escaped) + '"'
    return value if _reads_as_itself(value) else "'" + value.replace("'", "''") + "'"


def _reads_as_itself(value: str) -> bool:
    """Whether YAML takes the bare words for this very text, and not for a number, a date, yes or no."""
    try:
        root = yaml.compose(f"k: {value}", Loader=yaml.SafeLoader)
    except yaml.YAMLError:
        return False
    node = root.value[0][1] if isinstance(root, yaml.MappingNode) and len(root.value) == 1 else root
    return isinstance(node, yaml.ScalarNode) and node.tag == "tag:yaml.org,2002:str" and node.value == value
