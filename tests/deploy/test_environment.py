"""deploy/environment.example names every setting, and what it shows can be set."""

import ast
import re
import subprocess
import sys
from pathlib import Path

import pytest

from clinic_site.operations import doctor_lines
from tests.journeys import serving

EXAMPLE = serving.ROOT / "deploy" / "environment.example"
READERS = {
    "text",
    "boolean",
    "words",
    "whole_number",
    "one_of",
    "address",
    "database",
    "secret",
    "hook",
    "header",
    "place",
    "given",
    "time_zone",
}
SHOWN_IN = [EXAMPLE, *sorted((serving.ROOT / "docs").glob("*.md")), *sorted(serving.ROOT.glob("*.md"))]
LINE = re.compile(r"^#?([A-Z_]+)=(.*)$", re.MULTILINE)


def asked_for() -> set[str]:
    """The variables the settings read."""
    tree = ast.parse((serving.ROOT / "clinic_site" / "settings.py").read_text(encoding="utf-8"))
    calls = [node for node in ast.walk(tree) if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)]
    return {
        call.args[0].value for call in calls if call.func.attr in READERS and isinstance(call.args[0], ast.Constant)
    }


def test_every_setting_is_explained_and_no_other():
    text = EXAMPLE.read_text(encoding="utf-8")

    assert {name for name, _value in LINE.findall(text)} == asked_for()
    for block in text.strip().split("\n\n"):
        assert re.match(r"# [A-Z0-9a-z]", block), block


@pytest.mark.parametrize("page", SHOWN_IN, ids=lambda page: page.name)
def test_no_comment_stands_behind_a_value_where_systemd_would_keep_it(page: Path):
    lines = re.findall(r"^\s*#?\s*[A-Z][A-Z_]+=.*$", page.read_text(encoding="utf-8"), flags=re.MULTILINE)

    assert [line for line in lines if re.search(r"=(.*\s)?#", line)] == []


def test_systemd_and_the_shell_read_every_shown_value_alike():
    lines = [line.removeprefix("#") for line in EXAMPLE.read_text(encoding="utf-8").splitlines()]
    found = list(filter(None, map(doctor_lines.LINE.fullmatch, lines)))

    assert len(found) > 20
    assert [one[0] for one in found if not doctor_lines.ALIKE.fullmatch(one[2])] == []


def test_the_site_is_sound_with_every_line_of_it_in_use(tmp_path: Path):
    """As a shell reads it, which is as the units do."""
    text = re.sub(r"^#([A-Z_]+=.)", r"\1", EXAMPLE.read_text(encoding="utf-8"), flags=re.MULTILINE)
    text = text.replace("/var/lib/clinic-guide", str(tmp_path))
    (tmp_path / "environment").write_text(
        f"{text}CLINIC_SECRET_KEY={'long enough to guess in vain'.replace(' ', '-') * 3}\n"
    )
    check = f"set -a; . {tmp_path}/environment; exec {sys.executable} manage.py check --deploy --fail-level WARNING"

    done = subprocess.run(["sh", "-c", check], cwd=serving.ROOT, env={"PATH": "/usr/bin:/bin"}, capture_output=True,
                          text=True)  # fmt: skip

    assert done.returncode == 0, done.stderr
