"""What staff teach the search, from content files and back. A load takes all or nothing, and never overwrites what
staff wrote since."""

import hashlib
from collections import Counter
from pathlib import Path

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from clinic_site.search.files import BY_FILE, KINDS, Kind, parse, row_text
from clinic_site.search.vocabulary import Taught
from clinic_site.taught.loading import SAME, NotLoaded, Wanted, faults_of


def load(folder: Path) -> Counter:
    """How many rows were new, changed and the same. Rows that no file has stay as they are. Raises NotLoaded."""
    with transaction.atomic():
        wanted, faults = [], []
        for path in sorted(folder.iterdir()):
            if path.name in BY_FILE:
                rows, said = _read(BY_FILE[path.name], path)
                wanted += rows
                faults += [(path.name, message) for message in said]
            elif not path.name.startswith("."):
                known = {"known": ", ".join(BY_FILE)}
                faults.append((path.name, _("Only these files belong here: %(known)s. Move it out.") % known))
        if faults:
            raise NotLoaded(faults)
    return Counter(one.standing for one in wanted)


def texts() -> dict[str, str]:
    """File name -> text, for every kind that has rows."""
    files = {kind.file_name: _written(kind) for kind in KINDS}
    return {name: text for name, text in files.items() if text}


def _written(kind: Kind) -> str:
    return "\n".join(row_text(kind, row) for row in sorted(kind.model.objects.all(), key=lambda row: row.key))


def _read(kind: Kind, path: Path) -> tuple[list[Wanted], list[str]]:
    """Writes row after row, so that each is checked against those before it; a fault takes all of it back."""
    rows, faults = parse(path.name, path.read_bytes())
    held = {row.key: row for row in kind.model.objects.select_for_update(of=("self",))}
    wanted, seen = [], set()
    for values in rows:
        one, said = _wanted(path.name, kind, values, held)
        faults += said
        if one.row.key in seen:
            faults.append(_("%(key)s stands here twice. Keep one.") % {"key": one.row.key})
        elif not said:
            _write(one)
        seen.add(one.row.key)
        wanted.append(one)
    return wanted, faults


def _wanted(name: str, kind: Kind, values: dict[str, str], held: dict[str, Taught]) -> tuple[Wanted, list[str]]:
    row = held.get(kind.model(**values).key) or kind.model()
    before = digest_of(kind, row) if row.pk else ""
    for field, value in values.items():
        setattr(row, field, value)
    said = faults_of(row)
    after = digest_of(kind, row)
    if before and before not in {after, row.loaded_digest}:
        edited = _("Staff changed it since it was last loaded. Export the site's rows and make your change there.")
        said.append(f"{row.key}: {edited}")
    return Wanted.compared(name, row, before, after), said


def digest_of(kind: Kind, row: Taught) -> str:
    return hashlib.sha256(row_text(kind, row).encode()).hexdigest()


def _write(one: Wanted) -> None:
    if one.written_before:
        return
    one.row.loaded_digest = one.digest
    if one.standing != SAME:
        one.row.changed_by, one.row.changed_at = None, timezone.now()
    one.row.save()
