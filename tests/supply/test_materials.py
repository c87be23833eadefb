"""The list of all parts says every pinned package, the same each time, as its schema wants it."""

import json
import re
import shutil
from importlib.resources import files

import pytest
from jsonschema import Draft7Validator
from referencing import Registry, Resource

from supply.locked import FILES, ROOT, packages, pinned
from supply.materials import bill, text


def schema(name: str) -> dict:
    return json.loads((files("cyclonedx") / "schema" / "_res" / f"{name}.SNAPSHOT.schema.json").read_text())


def test_it_is_valid_as_its_schema_says():
    others = {f"{name}.SNAPSHOT.schema.json": schema(name) for name in ("spdx", "jsf-0.82")}
    main = schema("bom-1.6")
    known = Registry().with_resources((one["$id"], Resource.from_contents(one)) for one in (main, *others.values()))

    assert [fault.message for fault in Draft7Validator(main, registry=known).iter_errors(bill())] == []


def test_every_pin_is_a_part_and_every_part_a_pin():
    lines = "".join((ROOT / name).read_text() for name in FILES)

    parts = {f"{part['name']}=={part['version']}" for part in bill()["components"]}

    assert parts == set(re.findall(r"^([a-z0-9][^\s;]*)", lines, re.MULTILINE))
    assert len(parts) == len(packages()) > 20


def test_what_every_site_has_is_required_and_what_an_extra_adds_is_not():
    scopes = {part["name"]: part["scope"] for part in bill()["components"]}

    assert (scopes["django"], scopes["weasyprint"], scopes["django-storages"]) == ("required", "optional", "optional")


def test_the_same_requirements_make_the_same_bytes_and_others_do_not(tmp_path):
    for name in ("pyproject.toml", *FILES):
        shutil.copy(ROOT / name, tmp_path / name)

    assert text(tmp_path) == text()

    pins = (tmp_path / "requirements.txt").read_text()
    (tmp_path / "requirements.txt").write_text(re.sub(r"^brotli==\S+", "brotli==0.0.1", pins, flags=re.MULTILINE))
    assert bill(tmp_path)["serialNumber"] != bill()["serialNumber"]


@pytest.mark.parametrize("line", ["django>=5\n", "-e .\n", "django==5.2.1\n", "https://example.org/a.whl\n"])
def test_a_line_that_pins_nothing_by_digest_is_no_part_of_a_list(line):
    with pytest.raises(ValueError, match="no pinned package"):
        pinned(line, "required")
