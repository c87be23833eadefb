"""Packs from content files and back. A load takes all or nothing, and never overwrites what staff wrote since."""

import hashlib
from collections import Counter
from pathlib import Path
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from clinic_site.claims.files import PACK, RULE, PackFile, file_name, file_text, parse, table_text
from clinic_site.claims.matching import lines_of
from clinic_site.claims.models import Pack, Rule
from clinic_site.taught.loading import SAME, NotLoaded, Wanted, faults_of


def load(folder: Path) -> Counter:
    """How many packs and rules were new, changed and the same. Raises NotLoaded.

    Rules that no file names stay as they are: put one out of use with is_active = false.
    """
    files = read(folder)
    with transaction.atomic():
        wanted = compared(files)
        faults = [(one.file, message) for one in wanted for message in faults_of(one.row, exclude={"pack"})]
        if faults:
            raise NotLoaded(faults)
        for one in wanted:
            _write(one)
    return Counter(one.standing for one in wanted)


def texts() -> dict[str, str]:
    """File name -> text, for every pack there is, one without rules too."""
    rules: dict[int, list[dict]] = {}
    for rule in Rule.objects.all():
        rules.setdefault(rule.pack_id, []).append(rule_values(rule))
    packs = Pack.objects.order_by("key")
    return {file_name(pack.key): file_text(pack_values(pack), rules.get(pack.pk, [])) for pack in packs}


def dump(folder: Path) -> list[Path]:
    """Writes every pack into the folder, over files of the same names."""
    folder.mkdir(parents=True, exist_ok=True)
    written = []
    for name, text in texts().items():
        written.append(folder / name)
        written[-1].write_bytes(text.encode())
    return written


def read(folder: Path) -> list[PackFile]:
    """The files of the folder. Nothing is looked up. Raises NotLoaded."""
    if not folder.is_dir():
        raise NotLoaded([(str(folder), _("There is no such folder. Check the name."))])
    files, faults = [], []
    for path in sorted(folder.iterdir()):
        if path.suffix == ".toml" and path.is_file():
            file, said = parse(path.name, path.read_bytes())
            files += [file] if file else []
            faults += [(path.name, message) for message in said]
        elif not path.name.startswith("."):
            faults.append((path.name, _("Only files that end in .toml belong here. Move it out.")))
    faults += _twice(files)
    if faults:
        raise NotLoaded(faults)
    return files


def _twice(files: list[PackFile]) -> list[tuple[str, str]]:
    seen: dict[str, str] = {}
    faults = []
    for file in files:
        for rule in file.rules:
            if rule["key"] in seen:
                said = {"key": rule["key"], "file": seen[rule["key"]]}
                faults.append((file.name, _("The rule %(key)s stands in %(file)s already. Keep one.") % said))
            seen.setdefault(rule["key"], file.name)
    return faults


def pack_values(pack: Pack) -> dict[str, Any]:
    values = {key: getattr(pack, key) for key in PACK}
    return values | {"note": "\n".join(pack.note.splitlines())}


def rule_values(rule: Rule) -> dict[str, Any]:
    values = {key: getattr(rule, key) for key in RULE}
    return values | {"allowed_after": lines_of(rule.allowed_after)}


def digest_of(row: Pack | Rule) -> str:
    if isinstance(row, Pack):
        text = table_text(PACK, pack_values(row))
    else:
        text = f"{row.pack.key}\n{table_text(RULE, rule_values(row))}"
    return hashlib.sha256(text.encode()).hexdigest()


def compared(files: list[PackFile]) -> list[Wanted]:
    """Each row that the files want, packs before their rules. Raises NotLoaded for rows that staff changed since."""
    packs = {pack.key: pack for pack in Pack.objects.select_for_update()}
    rules = {rule.key: rule for rule in Rule.objects.select_for_update(of=("self",)).select_related("pack")}
    wanted, faults = [], []
    for file in files:
        pack = packs.get(file.values["key"]) or Pack()
        pairs = [(pack, file.values)]
        for values in file.rules:
            lines = {"allowed_after": "\n".join(values["allowed_after"]), "pack": pack}
            pairs.append((rules.get(values["key"]) or Rule(pack=pack), values | lines))
        for row, values in pairs:
            one = _wanted(file.name, row, values)
            wanted += [one] if one else []
            faults += [] if one else [(file.name, _edited(row))]
    if faults:
        raise NotLoaded(faults)
    return wanted


def _wanted(name: str, row: Pack | Rule, values: dict[str, Any]) -> Wanted | None:
    """None where the file would overwrite what was written on the site."""
    held = digest_of(row) if row.pk else ""
    for key, value in values.items():
        setattr(row, key, value)
    new = digest_of(row)
    if held and held not in {new, row.loaded_digest}:
        return None
    return Wanted.compared(name, row, held, new)


def _edited(row: Pack | Rule) -> str:
    message = _(
        "%(key)s was written or changed on the site since it was last loaded. Export the site's rules, load them "
        "once as they are, make your changes in those files, and load again."
    )
    return message % {"key": row.key}


def _write(one: Wanted) -> None:
    row = one.row
    if one.written_before:
        return
    row.loaded_digest = one.digest
    if isinstance(row, Rule) and one.standing != SAME:
        row.changed_by, row.changed_at = None, timezone.now()
    row.save()
