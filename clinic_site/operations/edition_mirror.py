"""The published edition as a plain folder, for a web server or a bucket that knows nothing of this program."""

import hashlib
import os
from collections.abc import Iterator
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.template.loader import render_to_string

from clinic_site.content.reading import frame_of, read_shared
from clinic_site.operations import closed_pages
from clinic_site.operations.manifest import read_manifest, write_manifest
from clinic_site.pagecache.edition_index import SUFFIXES, Entry, Written

HTML = "text/html"
STAFF_FILES = ("admin", "markdownx")


class NotEmpty(Exception):
    """The folder holds files that no mirror of ours wrote."""


def write_mirror(edition: Written, root: Path, *, packed: bool = True) -> dict[str, int]:
    """How many files were written, were there already and went. What an earlier mirror wrote and this one has not
    goes; anything else in the folder stays. Raises NotEmpty before anything is written."""
    root.mkdir(parents=True, exist_ok=True)
    before = read_manifest(root)
    if not before and any(root.iterdir()):
        raise NotEmpty(root)
    digests, counts = {}, {"written": 0, "same": 0, "removed": 0}
    for name, body in files(edition, packed=packed):
        digests[name] = hashlib.sha256(body).hexdigest()
        is_same = before.get(name) == digests[name] and (root / name).is_file()
        counts["same" if is_same else "written"] += 1
        if not is_same:
            put(root / name, body)
    for name in set(before) - set(digests):
        (root / name).unlink(missing_ok=True)
        counts["removed"] += 1
    write_manifest(root, digests)
    return counts


def put(path: Path, body: bytes) -> None:
    """A web server may be giving the file out: it sees the earlier one or this one, whole."""
    path.parent.mkdir(parents=True, exist_ok=True)
    new = path.with_name(f".{path.name}.new")
    new.write_bytes(body)
    os.replace(new, path)


def files(edition: Written, *, packed: bool) -> Iterator[tuple[str, bytes]]:
    """Name below the folder, and body. Queries are left out: no bucket knows them."""
    around = {"frame": frame_of(read_shared()), "style": closed_pages.style()}
    for (path, query), entry in edition.entries.items():
        if query:
            continue
        name = name_of(path, entry)
        if entry.status.startswith("3"):
            where = dict(entry.shared)["Location"]
            page = render_to_string("mirror/leads_on.html", around | {"where": where})
            yield name, page.encode()
            continue
        for coding, file in entry.files().items():
            if packed or not coding:
                yield name + SUFFIXES[coding], (edition.folder / file).read_bytes()
    for name, path in style_files():
        if packed or not name.endswith((".br", ".gz")):
            yield f"static/{name}", path.read_bytes()


def style_files() -> Iterator[tuple[str, Path]]:
    """What pages of readers may name, without what only staff need."""
    root = Path(settings.STATIC_ROOT)
    if settings.HASHED_FILES:
        found = [(str(path.relative_to(root)), path) for path in sorted(root.rglob("*")) if path.is_file()]
    else:
        found = [(name, Path(storage.path(name))) for finder in get_finders() for name, storage in finder.list([])]
    return (one for one in found if not one[0].startswith(STAFF_FILES))


def name_of(path: str, entry: Entry) -> str:
    """A page that has no ending in its address is the index of a folder: by its name nobody could tell what it is."""
    name = os.fsdecode(path.encode("latin-1")).strip("/")
    is_page = dict(entry.shared).get("Content-Type", HTML).startswith(HTML)
    return f"{name}/index.html".lstrip("/") if path.endswith("/") or is_page else name
