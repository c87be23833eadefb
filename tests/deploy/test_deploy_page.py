"""docs/deploy.md and docs/backup.md: their commands are sound, and what they name is there."""

import re
import subprocess

import pytest
from django.core.management import get_commands

from tests.deploy.test_environment import asked_for
from tests.journeys import serving

PAGES = ["deploy.md", "backup.md", "growing.md"]


def text_of(page: str) -> str:
    return (serving.ROOT / "docs" / page).read_text(encoding="utf-8")


def commands(page: str) -> list[str]:
    return re.findall(r"^ *```sh\n(.*?)^ *```", text_of(page), flags=re.MULTILINE | re.DOTALL)


@pytest.mark.parametrize("page", PAGES)
def test_every_block_of_commands_can_be_read_by_a_shell(page):
    for block in commands(page):
        done = subprocess.run(["sh", "-n"], input=block, text=True, capture_output=True, check=False)
        assert done.returncode == 0, (block, done.stderr)


@pytest.mark.parametrize("script", ["update", "rollback", "release.sh"])
def test_each_script_can_be_read_by_a_shell(script):
    subprocess.run(["sh", "-n", str(serving.ROOT / "deploy" / script)], check=True)


@pytest.mark.parametrize("page", PAGES)
def test_what_is_named_is_there(page):
    text = text_of(page)

    for path in re.findall(r"\b(?:deploy|docs)/[\w.@*-]+[\w*]", text):
        assert list(serving.ROOT.glob(path)), path
    for path in re.findall(r"\]\(([\w.-]+\.md)", text):
        assert (serving.ROOT / "docs" / path).is_file(), path
    for name in re.findall(r"manage\.py ([a-z_]+)", text):
        assert name in get_commands(), name
    for name in re.findall(r"\bCLINIC_[A-Z_]*[A-Z]\b(?!_…)", text):
        assert name in asked_for() | {"CLINIC_REQUIREMENTS"}, name


def test_the_site_file_of_nginx_is_made_as_the_page_says(tmp_path):
    (line,) = re.findall(r"^sed 's.*?> ", text_of("deploy.md"), flags=re.MULTILINE | re.DOTALL)
    made = subprocess.run(["sh", "-c", line.removesuffix("> ")], cwd=serving.ROOT, text=True, capture_output=True,
                          check=True).stdout  # fmt: skip

    assert "example.org" not in made
    assert made.count("server_name guide.yourclinic.org;") == 2
    assert re.findall(r"^    server (\S+)", made, flags=re.MULTILINE) == ["127.0.0.1:8000"]
