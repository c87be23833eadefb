"""What the repository promises about itself, read from its own files."""

import ast
import json
import re
import subprocess
from functools import cache
from pathlib import Path

import pytest
from django.apps import apps
from django.db.migrations.loader import MigrationLoader

ROOT = Path(__file__).resolve().parents[2]
OWN_APPS = [app.label for app in apps.get_app_configs() if "site-packages" not in Path(app.path).parts]
NOT_OURS = {"data", "node_modules", "__pycache__"}


def walked() -> list[Path]:
    """Stands in for git where a checkout came without it."""
    found = (path.relative_to(ROOT) for path in ROOT.rglob("*") if path.is_file())
    hidden = {".ci", ".editorconfig", ".gitignore", ".pre-commit-config.yaml"}
    return [
        path
        for path in found
        if not any(part in NOT_OURS or part[0] == "." and part not in hidden for part in path.parts)
    ]


@cache
def tracked() -> list[Path]:
    try:
        listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=True, text=True)
    except (OSError, subprocess.CalledProcessError):
        return sorted(walked())
    return [Path(name) for name in listed.stdout.split("\0") if name and (ROOT / name).is_file()]


def read(path: Path) -> str:
    """The text of a file; empty for one that holds no text."""
    try:
        return (ROOT / path).read_text(encoding="utf-8")
    except UnicodeDecodeError:
        return ""


def python_files() -> list[Path]:
    return [path for path in tracked() if path.suffix == ".py" and "migrations" not in path.parts]


def source_files() -> list[Path]:
    return [path for path in python_files() if path.parts[0] != "tests"]


@cache
def tree(path: Path) -> ast.Module:
    return ast.parse(read(path))


def nodes(paths: list[Path], *kinds: type[ast.AST]):
    return [(path, node) for path in paths for node in ast.walk(tree(path)) if isinstance(node, kinds)]


def places(pattern: str, paths: list[Path], flags: int = 0) -> list[str]:
    """`file:line` of every match."""
    found = re.compile(pattern, flags)
    return [
        f"{path}:{number}"
        for path in paths
        for number, line in enumerate(read(path).splitlines(), 1)
        if found.search(line)
    ]


def test_git_and_a_walk_agree_on_what_is_ours():
    assert set(python_files()) <= set(walked())
    assert Path("manage.py") in python_files()


def test_no_python_file_is_longer_than_300_lines():
    lengths = {str(path): len(read(path).splitlines()) for path in python_files()}

    assert {path: length for path, length in lengths.items() if length > 300} == {}


def test_no_function_is_longer_than_40_lines():
    functions = nodes(python_files(), ast.FunctionDef, ast.AsyncFunctionDef)

    assert [
        f"{path}:{node.name}: {length} lines"
        for path, node in functions
        if (length := node.end_lineno - node.lineno + 1) > 40
    ] == []


def test_imports_stand_at_the_top():
    places_of_their_own = [path for path in python_files() if path.name != "apps.py"]

    assert [
        f"{path}:{inner.lineno}"
        for path, node in nodes(places_of_their_own, ast.FunctionDef, ast.AsyncFunctionDef)
        for inner in ast.walk(node)
        if isinstance(inner, ast.Import | ast.ImportFrom)
    ] == []


def test_nothing_happens_by_signal():
    modules = [(path, node.module or "") for path, node in nodes(source_files(), ast.ImportFrom)]
    modules += [(path, name.name) for path, node in nodes(source_files(), ast.Import) for name in node.names]

    assert [f"{path}: {module}" for path, module in modules if {"signals", "dispatch"} & set(module.split("."))] == []


def test_no_python_code_declares_a_text_safe():
    names = [(path, node.id) for path, node in nodes(source_files(), ast.Name)]
    names += [(path, node.attr) for path, node in nodes(source_files(), ast.Attribute)]
    names += [(path, name.name) for path, node in nodes(source_files(), ast.ImportFrom) for name in node.names]

    assert [f"{path}: {name}" for path, name in names if name in {"mark_safe", "SafeString", "SafeText"}] == []


def test_no_template_holds_a_style_a_handler_or_a_script():
    templates = [path for path in tracked() if path.suffix == ".html" and path.parts[0] == "templates"]
    inline_script = r"<script(?![^>]*\ssrc=)"

    # The pages for when everything is down carry their style with them.
    templates.remove(Path("templates/closed/base.html"))
    assert places(rf"<style\b|\s(?:style|on[a-z]+)\s*=\s*[\"']|{inline_script}", templates, re.IGNORECASE) == []


def test_every_module_has_a_name_that_says_what_is_in_it():
    empty_names = {"utils", "util", "helpers", "helper", "services", "common", "core", "misc"}

    assert [str(path) for path in python_files() if empty_names & {*path.parts[:-1], path.stem}] == []


def test_nothing_is_left_for_later():
    marks = "|".join(["TO" + "DO", "FIX" + "ME", "NotImplemented" + "Error"])
    passed_over = "|".join([r"mark\.sk" + "ip", "x" + "fail", r"pytest\.sk" + "ip", "unittest" + r"\.skip"])

    assert places(rf"\b(?:{marks})\b|{passed_over}", python_files()) == []


def test_no_file_names_a_folder_of_one_machine():
    folders = "|".join(["work", "tmp", "root", "home"])

    assert places(rf"(?<![\w.>}})-])/(?:{folders})/\w", tracked()) == []


def test_no_file_names_the_host_of_a_package_registry():
    hosts = [("py" + "pi", "org"), ("python" + "hosted", "org"), ("npm" + "js", "org"), ("npm" + "js", "com")]
    pattern = "|".join(rf"\b{name}\.{ending}\b" for name, ending in hosts)

    assert places(pattern, tracked(), re.IGNORECASE) == []


def test_the_requirements_name_no_address_and_pin_everything_by_its_digest():
    for name in ("requirements.txt", "requirements-pdf.txt", "requirements-s3.txt", "requirements-dev.txt"):
        text = (ROOT / name).read_text()
        pins = re.findall(r"^[a-z0-9][^\n]*==[^\n]*(?:\n +--hash=sha256:[0-9a-f]{64}(?: \\)?)+", text, re.MULTILINE)

        assert "://" not in text
        assert len(pins) == len(re.findall(r"^\S", text, re.MULTILINE)) > 0


def test_the_development_requirements_hold_the_others():
    runtime, with_pdf, with_s3, development = (
        set(re.findall(r"^(\S+==\S+)", (ROOT / name).read_text(), re.MULTILINE))
        for name in ("requirements.txt", "requirements-pdf.txt", "requirements-s3.txt", "requirements-dev.txt")
    )

    assert runtime < with_pdf < development
    assert runtime < with_s3 < development


def test_the_lock_of_the_test_packages_names_no_address():
    packages = json.loads((ROOT / "tests" / "package-lock.json").read_text())["packages"]

    assert [name for name, package in packages.items() if "://" in package.get("resolved", "")] == []


def test_every_dependency_says_why_it_is_there():
    lines = [line.strip() for line in (ROOT / "pyproject.toml").read_text().splitlines()]
    names = {at: found[1] for at, line in enumerate(lines) if (found := re.match(r'"([a-z][\w.\[\]-]*)==', line))}

    # A plug-in may stand right under what it plugs into.
    plugged = {at for at, name in names.items() if name.startswith(names.get(at - 1, "-") + "-")}
    assert names
    assert [name for at, name in names.items() if at not in plugged and not lines[at - 1].startswith("# ")] == []


@pytest.mark.parametrize("label", OWN_APPS)
def test_the_migrations_of_an_app_have_names_and_one_end(label: str):
    graph = MigrationLoader(None).graph
    names = [name for app, name in graph.nodes if app == label]

    assert [name for name in names if "_auto_" in name] == []
    assert len(graph.leaf_nodes(label)) == min(1, len(names))


def test_the_readme_prints_commands_that_exist():
    printed = set(re.findall(r"\bmake ([a-z]+)\b", (ROOT / "README.md").read_text()))
    targets = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(), re.MULTILINE))

    assert {"demo", "test"} <= printed <= targets


@pytest.mark.parametrize("script", ["run", "python", "environment"])
def test_a_script_of_the_gate_is_sound_shell(script: str):
    path = ROOT / ".ci" / script
    shell = path.read_text().splitlines()[0].rsplit("/", 1)[-1].removeprefix("env ")

    checked = subprocess.run([shell, "-n", path], capture_output=True, text=True)

    assert (checked.returncode, checked.stderr) == (0, "")
