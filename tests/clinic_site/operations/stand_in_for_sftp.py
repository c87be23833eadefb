#!/usr/bin/env python3
"""Stands for the system's `sftp` and the machine behind it: does a batch in a folder, and stops at the first line that
fails, unless that line begins with "-"."""

import json
import os
import shlex
import sys
import time
from pathlib import Path

ROOT = Path(os.environ["STAND_IN"])


def there(name: str) -> Path:
    """A folder of this machine is that person's home; what is beside it they may not write."""
    if name.startswith("/"):
        raise OSError(f"{name}: Permission denied")
    return ROOT / name


def does(name: str, *words: str) -> None:
    if name == "put":
        there(words[1]).write_bytes(Path(words[0]).read_bytes())
    elif name == "rename":
        os.replace(there(words[0]), there(words[1]))
    elif name == "rm":
        there(words[0]).unlink()
    elif name == "mkdir":
        there(words[0]).mkdir()
    elif name == "chmod":
        there(words[1]).chmod(int(words[0], 8))
    elif name == "ls":
        for path in there(words[1]).iterdir():
            kind = "d" if path.is_dir() else "-"
            print(
                f"{kind}rw-------    1 1000     1000     {path.stat().st_size:8d} Nov 22 16:00 {words[1]}/{path.name}"
            )
    else:
        raise OSError(f"Invalid command: {name}")


(ROOT / "asked.jsonl").open("a").write(json.dumps(sys.argv[1:]) + "\n")
if (ROOT / "closed").exists():
    sys.exit("ssh: connect to host backup.example port 22: Connection refused")
if (ROOT / "silent").exists():
    time.sleep(60)
for line in sys.stdin.read().splitlines():
    print(f"sftp> {line}")
    try:
        does(*shlex.split(line.removeprefix("-")))
    except OSError as fault:
        print(fault, file=sys.stderr)
        if not line.startswith("-"):
            sys.exit(1)
