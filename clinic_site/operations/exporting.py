"""Writes what the site holds as content files: exactly the form that loads, so that a round trip changes no letter."""

from pathlib import Path

from django.utils.translation import gettext as _

from clinic_site.claims import loading as claims
from clinic_site.operations import beside
from clinic_site.operations.holdings import Held, desks, digest, signed, withdrawn
from clinic_site.operations.kinds import IMAGES
from clinic_site.operations.manifest import read_manifest, write_manifest
from clinic_site.operations.pictures import stored_bytes, widest
from clinic_site.operations.reading import CLAIMS, SEARCH
from clinic_site.redirects.models import Redirect
from clinic_site.review.models import Recall
from clinic_site.search import loading as search

# Of a recall that stands; a person has to set it again on another site.
TOLD = ("number", "first", "last", "what", "do", "heading", "stands_from", "stands_until")


class NotExported(Exception):
    """Files of somebody else would have been replaced, or a picture is gone. Nothing was written."""


def export(root: Path, *, only_signed: bool = False) -> int:
    """Writes every desk, or only what was signed, and removes files of its own last time that have no place now.

    Raises NotExported unless the folder is new, empty, or as an earlier export left it. Returns the number of files.
    """
    files = _signed_files() if only_signed else _desk_files()
    own = _own_files(root, files)
    for name, content in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    for name in own - set(files):
        (root / name).unlink(missing_ok=True)
    write_manifest(root, {name: digest(content) for name, content in files.items()})
    return len(files)


def _desk_files() -> dict[str, bytes]:
    rules = {f"{CLAIMS}/{name}": text.encode() for name, text in claims.texts().items()}
    words = {f"{SEARCH}/{name}": text.encode() for name, text in search.texts().items()}
    return _content_files(desks()) | rules | words


def _signed_files() -> dict[str, bytes]:
    files = _content_files(signed())
    redirects = sorted(Redirect.objects.values_list("path", "number_id"))
    recalls = [tuple(map(str, row)) for row in Recall.objects.standing().order_by("id").values_list(*TOLD)]
    files["recalls.txt"] = beside.table(TOLD, *recalls)
    files[beside.REDIRECTS] = beside.table(beside.ADDRESSES, *redirects)
    files[beside.TOMBSTONES] = beside.table(beside.GRAVES, *sorted(beside.graves(withdrawn())))
    return files


def _content_files(held: list[Held]) -> dict[str, bytes]:
    files = {one.path: one.text.encode() for one in held}
    for one in held:
        if one.folder is IMAGES:
            try:
                files[f"{IMAGES.name}/{one.slug}{Path(widest(one.row)).suffix}"] = stored_bytes(one.row)
            except FileNotFoundError as error:
                message = _("The picture file %(file)s is gone. Restore it from a backup first; nothing was written.")
                raise NotExported(message % {"file": error.filename}) from error
    return files


def _own_files(root: Path, files: dict[str, bytes]) -> set[str]:
    """What an earlier export wrote here. A folder with anything that this export can't account for is refused."""
    if not root.exists() or (root.is_dir() and all(found.name.startswith(".") for found in root.iterdir())):
        return set()
    written = read_manifest(root) if root.is_dir() else {}
    if not written:
        message = _("%(folder)s was not written by an export. Name a new or an empty folder; nothing was written.")
        raise NotExported(message % {"folder": root})
    changed = [
        name
        for name in sorted({*written, *files})
        if (root / name).exists()
        and digest((root / name).read_bytes()) not in {written.get(name), digest(files.get(name, b""))}
    ]
    if changed:
        message = _(
            "Changed in %(folder)s since the export, or not written by it: %(names)s. Load or move these first, or "
            "name an empty folder; nothing was written."
        )
        raise NotExported(message % {"folder": root, "names": ", ".join(changed)})
    return set(written)
