"""The systemd units of deploy/, read as systemd reads them: names may come several times."""

import shlex
from collections import defaultdict

from tests.journeys import serving

FOLDER = serving.ROOT / "deploy"
CODE = "/opt/clinic-guide"


def setting(unit: str) -> dict[str, list[str]]:
    """Section and name, as in Service.User -> what it is set to, in order."""
    found, section = defaultdict(list), ""
    for line in (FOLDER / unit).read_text(encoding="utf-8").splitlines():
        if line.startswith("["):
            section = line.strip("[]")
        elif line and not line.startswith("#"):
            name, _equals, value = line.partition("=")
            found[f"{section}.{name}"].append(value)
    return dict(found)


def command(unit: str, port: int = 0) -> list[str]:
    """What the unit starts, with this checkout in the place of the installed one."""
    (line,) = setting(unit)["Service.ExecStart"]
    return shlex.split(line.replace("%i", str(port)).replace(f"{CODE}/", f"{serving.ROOT}/"))
