"""Imports run one way: the contract in pyproject.toml, asked of the code."""

import re
import subprocess
import sys
import tomllib
from pathlib import Path

from django.apps import apps

ROOT = Path(__file__).resolve().parents[2]


def test_every_import_runs_downwards():
    checker = Path(sys.executable).with_name("lint-imports")

    checked = subprocess.run([checker, "--no-cache"], cwd=ROOT, capture_output=True, text=True)

    assert checked.returncode == 0, checked.stdout + checked.stderr


def test_every_module_has_its_line():
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]
    placed = {name.strip() for line in settings["contracts"][0]["layers"] for name in line.split("|")}
    there = {f"clinic_site.{path.stem}" for path in (ROOT / "clinic_site").iterdir() if path.suffix in {"", ".py"}}

    assert there - {"clinic_site.__init__", "clinic_site.__pycache__"} <= placed
    assert {"articles", "faq"} <= placed


def test_no_lower_app_names_a_page_type():
    """Page types are found through the registry; nothing below them knows how many there are."""
    upper = {"articles", "faq", "disclaimers"}
    for model in apps.get_models():
        below = model._meta.app_label not in upper and model.__module__.startswith("clinic_site.")
        related = {field.related_model._meta.app_label for field in model._meta.concrete_fields if field.is_relation}

        assert not (below and related & upper), model


def test_what_has_no_models_asks_no_database():
    pure = [ROOT / "clinic_site" / name for name in ("markdown", "env.py", "middleware.py")]
    files = [path for place in pure for path in (place.rglob("*.py") if place.is_dir() else [place])]

    assert files
    assert [str(path) for path in files if re.search(r"^(?:from|import) django\.db", path.read_text(), re.M)] == []
