"""Folders that may not be entered or listed, for whoever runs the tests: root may enter any."""

import errno
import os
from pathlib import Path


def shut(patch, folder: Path) -> None:
    for name in ("stat", "listdir", "scandir", "statvfs"):
        patch.setattr(os, name, refusing(getattr(os, name), folder, itself=name in {"listdir", "scandir"}))


def refusing(function, folder: Path, *, itself: bool):
    def refuse(place=".", *args, **how):
        name = place if isinstance(place, int) else os.fspath(place)
        if isinstance(name, str) and (name.startswith(f"{folder}/") or (itself and name == str(folder))):
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), name)
        return function(place, *args, **how)

    return refuse
