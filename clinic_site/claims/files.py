"""Packs as content files: TOML in one fixed form, so that the same rules always give the same bytes."""

import re
import tomllib
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from clinic_site.claims.matching import lines_of

Value = str | bool | date | list[str]

# Key -> its kind, in the order of the file. What is empty, or as usual, is left out.
PACK = {
    "key": str, "title": str, "country": str, "note": str, "needs_legal_review": bool, "reviewed_on": date,
    "reviewed_by": str,
}  # fmt: skip
RULE = {
    "key": str, "term": str, "pattern": str, "allowed_after": list, "reason": str, "suggestion": str, "source": str,
    "source_address": str, "review_by": date, "is_active": bool,
}  # fmt: skip
# What needs no saying. That a pack waits for its legal review is always said.
USUAL = {"is_active": True}
RULES = "rules"
CONTROL = re.compile(r"[\x00-\x1f\x7f]")
IN_WORDS = {
    str: gettext_noop("text in quotation marks"),
    bool: gettext_noop("true or false"),
    date: gettext_noop("a date such as 2027-01-31, without quotation marks"),
    list: gettext_noop("a list of texts, each of one line"),
}


@dataclass(frozen=True)
class PackFile:
    """`values` and each of `rules` have every key, an absent one with its empty or usual value."""

    name: str
    values: dict[str, Any]
    rules: tuple[dict[str, Any], ...]


def file_name(key: str) -> str:
    return f"{key.lower()}.toml"


def table_text(kinds: dict[str, type], values: dict[str, Any]) -> str:
    """The lines of one table in the one way to write them."""
    lines = []
    for key in kinds:
        value = values[key]
        if value not in ("", None, []) and value != USUAL.get(key):
            lines.append(f"{key} = {_written(value)}\n")
    return "".join(lines)


def file_text(values: dict[str, Any], rules: list[dict[str, Any]]) -> str:
    tables = [table_text(PACK, values)]
    tables += [f"[[{RULES}]]\n{table_text(RULE, rule)}" for rule in sorted(rules, key=lambda rule: rule["key"])]
    return "\n".join(tables)


def _written(value: Value) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, list):
        return "[" + ", ".join(map(_written, value)) + "]"
    escaped = value.replace("\\", "\\\\").replace('"', '\\"')
    return '"' + CONTROL.sub(lambda found: f"\\u{ord(found[0]):04x}", escaped) + '"'


def parse(name: str, content: bytes) -> tuple[PackFile | None, list[str]]:
    """The file, or every fault that keeps it from being read."""
    try:
        data = tomllib.loads(content.decode("utf-8"))
    except UnicodeDecodeError:
        return None, [_("It is not UTF-8 text. Save it as UTF-8.")]
    except tomllib.TOMLDecodeError as error:
        return None, [_("It is not TOML: %(error)s.") % {"error": error}]
    rules = data.pop(RULES, [])
    if not isinstance(rules, list) or not all(isinstance(rule, dict) for rule in rules):
        return None, [_("Write each rule below a line of its own that says [[rules]].")]
    faults = _faults(PACK, data, "")
    for place, rule in enumerate(rules, 1):
        faults += _faults(RULE, rule, _("rule %(place)d: ") % {"place": place})
    if not faults and file_name(data["key"]) != name:
        faults.append(_("The pack %(key)s belongs into a file named %(name)s.") % _named(data["key"]))
    if faults:
        return None, faults
    return PackFile(name, _filled(PACK, data), tuple(_filled(RULE, rule) for rule in rules)), []


def _named(key: str) -> dict[str, str]:
    return {"key": key, "name": file_name(key)}


def _faults(kinds: dict[str, type], table: dict[str, Any], where: str) -> list[str]:
    faults = [] if isinstance(table.get("key"), str) else [where + _("The key is missing.")]
    for key, value in table.items():
        kind = kinds.get(key)
        if kind is None:
            known = {"key": key, "known": ", ".join(kinds)}
            faults.append(where + _("“%(key)s” means nothing here. The words are: %(known)s.") % known)
        elif type(value) is not kind or (kind is list and not all(map(_is_a_line, value))):
            faults.append(where + _("%(key)s needs %(kind)s.") % {"key": key, "kind": _(IN_WORDS[kind])})
    return faults


def _is_a_line(item: Any) -> bool:
    return isinstance(item, str) and lines_of(item) == [item]


def _filled(kinds: dict[str, type], table: dict[str, Any]) -> dict[str, Any]:
    empty = {str: "", list: [], date: None, bool: True}
    return {key: table.get(key, empty[kind]) for key, kind in kinds.items()}
