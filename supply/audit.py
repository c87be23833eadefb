"""`make audit`: is anything known against a package that we pin? Asks the database of open source vulnerabilities.

0: every package was looked up and nothing is known. 1: something is. 2: could not audit, because even one package was
not looked up. A silent service is no all-clear, so each question holds a package with a hole known for years: who finds
nothing there looks nothing up.
"""

import json
import os
import sys
from collections.abc import Sequence
from http.client import HTTPException
from urllib.error import URLError
from urllib.request import Request, urlopen

from supply.locked import Package, packages

SERVICE = "https://api.osv.dev/v1/querybatch"
ADDRESS = "AUDIT_ADDRESS"  # of another service that answers alike: a mirror within the house, say
AT_ONCE = 50
PATIENCE = 30  # seconds
KNOWN_TO_HAVE_HOLES = ("django", "3.2.0")
CLEAN, FOUND, COULD_NOT = 0, 1, 2


class NotLookedUp(Exception):
    """The service did not say what it knows; why stands in the words."""


def answer(address: str, question: bytes) -> object:
    request = Request(address, question, {"Content-Type": "application/json"})  # noqa: S310 - the web alone, see main
    try:
        with urlopen(request, timeout=PATIENCE) as said:  # noqa: S310 - the web alone, see main # nosec B310
            return json.loads(said.read())
    except (URLError, HTTPException, OSError, ValueError) as fault:
        raise NotLookedUp(f"{type(fault).__name__}: {fault}") from fault


def look_up(address: str, asked: Sequence[Package]) -> list[list[str]]:
    """What is known against each. Raises NotLookedUp unless all were looked up."""
    pins = [KNOWN_TO_HAVE_HOLES, *((package.name, package.version) for package in asked)]
    queries = [{"package": {"ecosystem": "PyPI", "name": name}, "version": version} for name, version in pins]
    said = answer(address, json.dumps({"queries": queries}).encode())
    results = said.get("results") if isinstance(said, dict) else None
    if not isinstance(results, list) or len(results) != len(pins) or not all(isinstance(one, dict) for one in results):
        raise NotLookedUp("the answer does not hold a result for every package")
    first, *rest = [[hole["id"] for hole in one.get("vulns") or []] for one in results]
    if not first:
        raise NotLookedUp("the service knows nothing of a hole that is known for years")
    return rest


def audit(address: str, pinned: Sequence[Package]) -> int:
    """Says what it found; the number is how the program ends."""
    holes, missed = [], []
    for start in range(0, len(pinned), AT_ONCE):
        asked = pinned[start : start + AT_ONCE]
        try:
            known = look_up(address, asked)
        except NotLookedUp as why:
            missed += [package.name for package in asked]
            print(f"Not looked up: {why}", file=sys.stderr)
        else:
            holes += [(package, names) for package, names in zip(asked, known, strict=True) if names]
    for package, names in holes:
        print(f"{package.name} {package.version}: {', '.join(names)}")
    if missed or not pinned:
        names = ", ".join(missed) or "no package is pinned"
        print(f"could not audit: {len(missed)} of {len(pinned)} packages were not looked up ({names})", file=sys.stderr)
        return COULD_NOT
    print(f"{len(pinned)} packages looked up; something is known against {len(holes)}.")
    return FOUND if holes else CLEAN


def main() -> int:
    address = os.environ.get(ADDRESS, SERVICE)
    if not address.startswith(("https://", "http://")):
        print(f"could not audit: {ADDRESS} is no address", file=sys.stderr)
        return COULD_NOT
    return audit(address, packages())


if __name__ == "__main__":
    sys.exit(main())
