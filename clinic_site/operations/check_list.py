"""docs/checks.md, made from the checks themselves."""

from django.utils.translation import override

from clinic_site.readiness.registry import LOOK, NOTE, STOP, Check, registered

LANGUAGE = "en-gb"
HEAD = """# What is checked before a text goes on

Made from the code by `manage.py list_checks`. The same checks run while somebody writes, at submit, inside every verb,
in `load_content` and from the shell.

| level | what it means |
|---|---|
| stop | The text can't go on until it is mended. |
| stop, unless explained | A written reason lets it go on, and a second person has to approve it. |
| look | The text goes on when it is mended, or when a reason says why it stays. |
| note | Good to know. It asks for nothing. |

A reason stands in the text's `reasons`, one line each: the finding's name, a colon, and why. It counts for the words it
was given for, and no longer once they change. It is signed with the text.
"""
TITLES = {STOP: "Stop", LOOK: "Look", NOTE: "Note"}
COLUMNS = "| check | level | how it sees | fix |\n|---|---|---|---|\n"


def check_list() -> str:
    with override(LANGUAGE):
        return HEAD + "".join(_part(level, title) for level, title in TITLES.items())


def _part(level: str, title: str) -> str:
    rows = "".join(_row(known) for known in registered() if known.level == level)
    return f"\n## {title}\n\n{COLUMNS}{rows}" if rows else ""


def _row(known: Check) -> str:
    level = f"{known.level}, unless explained" if known.can_override else known.level
    only = f" Only for: {', '.join(sorted(known.kinds))}." if known.kinds else ""
    cells = (f"`{known.code}`", level, f"{known.sees}{only}", str(known.fix))
    return "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |\n"
