"""`python -m supply.materials`: every part of the site as CycloneDX 1.6 JSON. The same requirements make the same
bytes, so nothing in it tells when or where it was made."""

import json
import sys
import tomllib
import uuid
from hashlib import sha256
from pathlib import Path

from supply.locked import ROOT, Package, packages

SPACE = uuid.UUID("5d1c2f2e-3f5e-5b5c-9a52-6d0b3c0a7f11")


def component(package: Package) -> dict:
    address = f"pkg:pypi/{package.name}@{package.version}"
    said = {"requirements:marker": [package.marker] if package.marker else []}
    said["requirements:sha256"] = list(package.digests)
    return {
        "type": "library",
        "bom-ref": address,
        "name": package.name,
        "version": package.version,
        "scope": package.scope,
        "purl": address,
        "properties": [{"name": name, "value": value} for name, values in said.items() for value in values],
    }


def bill(root: Path = ROOT) -> dict:
    project = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    components = [component(package) for package in packages(root)]
    digest = sha256(json.dumps([project["name"], project["version"], components]).encode()).hexdigest()
    return {
        "$schema": "http://cyclonedx.org/schema/bom-1.6.schema.json",
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "serialNumber": f"urn:uuid:{uuid.uuid5(SPACE, digest)}",
        "version": 1,
        "metadata": {
            "component": {
                "type": "application",
                "bom-ref": project["name"],
                "name": project["name"],
                "version": project["version"],
                "description": project["description"],
            }
        },
        "components": components,
    }


def text(root: Path = ROOT) -> str:
    return json.dumps(bill(root), indent=2, ensure_ascii=False) + "\n"


if __name__ == "__main__":
    sys.stdout.write(text())
