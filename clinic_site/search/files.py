"""What staff teach the search as content files: TOML in one fixed form, so that the same rows give the same bytes."""

import re
import tomllib
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from clinic_site.search.flags import ways
from clinic_site.search.vocabulary import BestAnswer, RedFlag, Synonym, Taught

LONGEST_LINE = 110
CONTROL = re.compile(r"[\x00-\x1f\x7f]")


@dataclass(frozen=True)
class Kind:
    """`fields` stand in the order of the file; those in `lists` are lists there."""

    table: str
    model: type[Taught]
    fields: tuple[str, ...]
    lists: tuple[str, ...] = ()

    @property
    def file_name(self) -> str:
        return f"{self.table.replace('_', '-')}.toml"


KINDS = (
    Kind("best_answers", BestAnswer, ("words", "number")),
    Kind("red_flags", RedFlag, ("name", "level", "words", "keeps_off"), ("words", "keeps_off")),
    Kind("synonyms", Synonym, ("words",), ("words",)),
)
BY_FILE = {kind.file_name: kind for kind in KINDS}


def row_text(kind: Kind, row: Taught) -> str:
    """The lines of one row in the one way to write them; what is empty is left out."""
    lines = [f"[[{kind.table}]]"]
    for field in kind.fields:
        value = getattr(row, field)
        if value:
            lines.append(f"{field} = {_list(ways(value)) if field in kind.lists else _quoted(value)}")
    return "\n".join(lines) + "\n"


def _list(items: list[str]) -> str:
    written = [_quoted(item) for item in items]
    line = f"[{', '.join(written)}]"
    return line if len(line) <= LONGEST_LINE else "[\n" + "".join(f"  {item},\n" for item in written) + "]"


def _quoted(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return '"' + CONTROL.sub(lambda found: f"\\u{ord(found[0]):04x}", escaped) + '"'


def parse(name: str, content: bytes) -> tuple[list[dict[str, str]], list[str]]:
    """The rows of the file named so, each with a text for every field, or every fault that keeps it from being read."""
    kind = BY_FILE[name]
    try:
        data = tomllib.loads(content.decode("utf-8"))
    except UnicodeDecodeError:
        return [], [_("It is not UTF-8 text. Save it as UTF-8.")]
    except tomllib.TOMLDecodeError as error:
        return [], [_("It is not TOML: %(error)s.") % {"error": error}]
    rows = data.pop(kind.table, [])
    if data or not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
        return [], [_("Write each row below a line of its own that says [[%(table)s]].") % {"table": kind.table}]
    faults = [fault for place, row in enumerate(rows, 1) for fault in _faults(kind, row, place)]
    return ([] if faults else [_filled(kind, row) for row in rows]), faults


def _faults(kind: Kind, row: dict[str, Any], place: int) -> list[str]:
    said = []
    for key, value in row.items():
        about = {"place": place, "key": key, "known": ", ".join(kind.fields)}
        if key not in kind.fields:
            said.append(_("row %(place)d: “%(key)s” means nothing here. The words are: %(known)s.") % about)
        elif key in kind.lists and not (isinstance(value, list) and all(map(_is_one_way, value))):
            said.append(_("row %(place)d: %(key)s needs a list of texts without commas.") % about)
        elif key not in kind.lists and not isinstance(value, str):
            said.append(_("row %(place)d: %(key)s needs text in quotation marks.") % about)
    return said


def _is_one_way(item: Any) -> bool:
    return isinstance(item, str) and "," not in item


def _filled(kind: Kind, row: dict[str, Any]) -> dict[str, str]:
    return {
        field: ", ".join(row.get(field, [])) if field in kind.lists else row.get(field, "") for field in kind.fields
    }
