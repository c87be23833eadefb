"""The environment file line by line: what systemd passes over, or reads otherwise than a shell does."""

import os
import re
from collections.abc import Iterator
from difflib import get_close_matches
from pathlib import Path

from django.conf import settings
from django.utils.translation import gettext as _

from clinic_site import first_look
from clinic_site.operations import doctor_settings
from clinic_site.operations.doctor_finding import Finding

# A value between quotes may go on over several lines.
WHOLE = re.compile(r"""^[ \t]*\w+=(?:'[^']*'|"[^"\\]*")[ \t]*$|^.*$""", re.MULTILINE)
LINE = re.compile(r"\s*(CLINIC_[A-Z_]+|DATABASE_URL)=(.*?)\s*", re.DOTALL)
ASSIGNMENT = re.compile(r"\s*([A-Za-z_][A-Za-z0-9_]*)=.*", re.DOTALL)
ALIKE = re.compile(r"""[^\s'"\\$`&<>;()|]*|'[^']*'|"[^"\\$`]*\"""")
OURS = re.compile(r"\b(?:CLINIC_\w+|DATABASE_URL)\b", re.IGNORECASE)
EXPORT, BLANKS = re.compile(r"\s*export\b"), re.compile(r"\s*\w+(\s+=|=[ \t]+(?=[^\s#]))")
# A shell puts the home folder there, also behind a colon.
TILDE, CURLY = re.compile(r"~|[^'\"]*:~(/|$)"), re.compile(r"[“”„‘’‚]|.*[“”‘’]$")
MARK = "\ufeff"


def lines() -> Iterator[Finding]:
    """The file itself: the shell that calls this may have read another value than the service. No value is repeated."""
    text = written()
    if text.startswith(MARK):
        yield fault(
            1,
            text.partition("\n")[0],
            _("begins with a mark that can't be seen (BOM)"),
            _("take it away, or what stands on this line is not set: sed -i '1s/^\\xEF\\xBB\\xBF//' %(file)s")
            % {"file": doctor_settings.ENVIRONMENT},
        )
    for number, line in numbered(text.removeprefix(MARK)):
        what, do = wrong(line)
        if what:
            yield fault(number, line, what, do)
        elif (found := LINE.fullmatch(line)) and not ALIKE.fullmatch(found[2]):
            yield read_differently(found[1])


def written() -> str:
    """Empty where the file is not to be read: another machine has its environment elsewhere."""
    try:
        return Path(doctor_settings.ENVIRONMENT).read_text(encoding="utf-8", errors="replace")
    except OSError:
        return ""


def numbered(text: str) -> Iterator[tuple[int, str]]:
    for found in WHOLE.finditer(text):
        yield text.count("\n", 0, found.start()) + 1, found[0]


def fault(number: int, line: str, what: str, do: str) -> Finding:
    name = OURS.search(line.partition("=")[0])
    return Finding(
        _("Line %(number)d of %(file)s%(name)s %(what)s.")
        % {
            "number": number,
            "file": doctor_settings.ENVIRONMENT,
            "name": f" ({name[0]})" if name else "",
            "what": what,
        },
        _("The service may run without it, or with another value than you see."),
        do,
    )


def wrong(line: str) -> tuple[str, str]:
    """What is wrong and what to do; both empty for a line that sets something, a comment and a blank one."""
    bare = line.strip()
    if not bare or bare.startswith("#"):
        return broken_comment(bare)
    if bare.startswith(";"):
        return _("begins with “;”, where a shell stops reading"), _("begin a comment with #.")
    if EXPORT.match(line):
        return _("begins with “export”, and systemd passes over it"), _("take the word “export” away.")
    if BLANKS.match(line):
        return _("has blanks beside the “=”"), _("take them away: NAME=value, with nothing between.")
    found = ASSIGNMENT.fullmatch(line)
    if not found:
        return _("is neither a comment nor NAME=value"), _("write it as NAME=value, or # before it.")
    if OURS.fullmatch(found[1]) and found[1] != found[1].upper():
        return _("has small letters in its name"), _("write the name in capitals: %(name)s=") % {
            "name": found[1].upper()
        }
    return wrong_value(line)


def broken_comment(bare: str) -> tuple[str, str]:
    if bare.endswith("\\"):
        return _("is a comment that ends in “\\”, and systemd takes the next line for a part of it"), _(
            "take the “\\” at its end away."
        )
    return "", ""


def wrong_value(line: str) -> tuple[str, str]:
    found = LINE.fullmatch(line)
    if found and TILDE.match(found[2]):
        return _("has a “~”, which systemd does not take for the home folder"), _(
            "write the whole path, such as /var/lib/clinic-guide/data; put what is no path into single quotes."
        )
    if found and CURLY.match(found[2]):
        return _("has curly quotes around its value, and they become part of it"), _(
            "write straight ones: %(name)s='…'"
        ) % {"name": found[1]}
    return "", ""


def read_differently(name: str) -> Finding:
    return Finding(
        _("systemd and the shell read %(name)s in %(file)s differently.")
        % {"name": name, "file": doctor_settings.ENVIRONMENT},
        _("The service may have another value than you see: it keeps a comment, and runs no command."),
        _("put a comment on a line of its own, and the value between single quotes: %(name)s='…'") % {"name": name},
    )


def names() -> Iterator[Finding]:
    """Names that nothing reads, of lines that the shell which runs this may never have seen."""
    known = first_look.known((Path(settings.BASE_DIR) / "clinic_site" / "settings.py").read_text(encoding="utf-8"))
    for _number, line in numbered(written().removeprefix(MARK)):
        found = ASSIGNMENT.fullmatch(line)
        name = found[1] if found else ""
        like = get_close_matches(name.upper(), sorted(known), n=1, cutoff=0.8)
        is_told = name.startswith("CLINIC_") and name in os.environ  # by who looks at what this shell has
        if name.upper() not in known and not is_told and (like or name.startswith("CLINIC_")):
            yield doctor_settings.no_setting(name, like[0] if like else "")


LOOKS = (lines, names)
