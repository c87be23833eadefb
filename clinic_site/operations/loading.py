"""Loads a folder of content files: all of it or nothing, as drafts, through the same doors that staff use."""

from collections import Counter
from pathlib import Path
from types import ModuleType

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from clinic_site.accounts.models import User
from clinic_site.claims import loading as claims
from clinic_site.content import desk, topic
from clinic_site.content.refused import Refused
from clinic_site.content.topic import Topic
from clinic_site.generation.models import move
from clinic_site.glossary.models import Term
from clinic_site.images import models as images
from clinic_site.images.refusals import Refused as PictureRefused
from clinic_site.operations import beside, standings
from clinic_site.operations.checking import Ready, check
from clinic_site.operations.faults import Fault, NotLoaded
from clinic_site.operations.holdings import desks, digest
from clinic_site.operations.kinds import FOLDERS, GLOSSARY, IMAGES, REFERENCES, TOPICS
from clinic_site.operations.models import remember
from clinic_site.operations.reading import CLAIMS, SEARCH, read
from clinic_site.references.models import Reference
from clinic_site.search import loading as search

NEEDS_ACTOR = (TOPICS, IMAGES)
NEW, CHANGED, SAME = "new", "changed", "same"


def load(root: Path, *, by: User | None = None) -> Counter:
    """How many files were new, changed and the same. Raises NotLoaded with every fault, having changed nothing.

    Pages are written by nobody, so whoever approves them later has not written them. Topics, pictures and how a
    source stands need a person: `by`, or the first active owner.
    """
    if not root.is_dir():
        raise NotLoaded([Fault(str(root), 1, _("There is no such folder. Check the name."))])
    batch = read(root)
    if not batch.files and not batch.faults:
        raise NotLoaded([Fault(str(root), 1, _("There are no content files here. Name the folder that holds them."))])
    ready, faults = check(batch, desks())
    by = by or first_owner()
    faults += _actor_faults(ready, by)
    if faults:
        raise NotLoaded(faults)
    order = {folder.name: place for place, folder in enumerate(FOLDERS)}
    ready.sort(key=lambda one: order[one.file.folder.name])
    with transaction.atomic():
        counts = Counter(_load_one(one, by) for one in ready)
        _say_how_sources_stand(ready, by)
        beside.load(root)
        counts += _load_rows(claims, root / CLAIMS) + _load_rows(search, root / SEARCH)
        if set(counts) - {SAME}:  # old addresses and words that mean the same reach readers without a verb
            move()
        return counts


def _load_rows(kept_in: ModuleType, folder: Path) -> Counter:
    """Rows that have files of their own form: `kept_in` loads them."""
    if not folder.is_dir():
        return Counter()
    try:
        return kept_in.load(folder)
    except kept_in.NotLoaded as refusal:
        raise NotLoaded([Fault(str(folder / name), 1, message) for name, message in refusal.faults]) from refusal


def first_owner() -> User | None:
    return User.objects.filter(groups__name="owner", is_active=True).order_by("pk").first()


def _actor_faults(ready: list[Ready], by: User | None) -> list[Fault]:
    waiting = [one for one in ready if needs_actor(one)]
    if by or not waiting:
        return []
    message = _(
        "Topics, pictures and how a source stands need a person who says so, and the site has no owner yet. Run this "
        "first: manage.py invite you@example.org --role owner"
    )
    return [waiting[0].file.fault(1, message)]


def needs_actor(one: Ready) -> bool:
    if one.file.folder is REFERENCES:
        return standings.differs(one)
    return one.file.folder in NEEDS_ACTOR and (one.is_new or one.is_changed)


def _say_how_sources_stand(ready: list[Ready], by: User | None) -> None:
    """Once every source is there: the newer one may stand in a later file."""
    for one in ready:
        if one.file.folder is REFERENCES:
            try:
                standings.say(one, by=by)
            except Refused as refusal:
                raise NotLoaded([one.file.fault(one.file.line("standing"), str(refusal))]) from refusal


def _load_one(one: Ready, by: User | None) -> str:
    """Writes what differs. A refusal at this late point means that somebody wrote meanwhile: nothing is kept."""
    edit = one.held.edit if one.held else 0
    try:
        if one.is_new or one.is_changed:
            edit = _write(one, by)
    except (Refused, PictureRefused, PermissionDenied) as refusal:
        raise NotLoaded([one.file.fault(1, str(refusal))]) from refusal
    except ValidationError as error:
        raise NotLoaded([one.file.fault(1, message) for message in error.messages]) from error
    remember(one.name, digest(one.text), edit)
    if one.is_new:
        return NEW
    return CHANGED if one.is_changed else SAME


def _write(one: Ready, by: User | None) -> int:
    """The number of the desk's edit that holds the file's words; 0 where there is no desk."""
    folder = one.file.folder
    if folder is REFERENCES:
        return _write_row(one, one.held.row if one.held else Reference(key=one.key))
    if folder is GLOSSARY:
        return _write_term(one)
    if folder is IMAGES:
        return _write_picture(one, by)
    if folder is TOPICS:
        return _write_topic(one, by)
    values = {key: one.values[key] for key in folder.fields}
    if one.held:
        return desk.save(one.held.row, by=None, base_edit=one.held.edit, **values).edit
    return desk.create(folder.model, by=None, slug=one.file.slug, number=one.key, **values).edit


def _write_term(one: Ready) -> int:
    row = one.held.row if one.held else Term(key=one.key)
    row.changed_by, row.changed_at = None, timezone.now()
    return _write_row(one, row)


def _write_row(one: Ready, row: Reference | Term) -> int:
    for name in one.file.folder.fields:
        setattr(row, name, one.values[name])
    row.full_clean()
    row.save()
    return 0


def _write_topic(one: Ready, by: User) -> int:
    held: Topic | None = one.held.row if one.held else None
    values = {name: one.values[name] for name in TOPICS.fields}
    topic.write(by=by, slug=one.file.slug, number=one.key, topic=held, **values)
    return 0


def _write_picture(one: Ready, by: User) -> int:
    if one.held is None:
        content = one.file.picture.read_bytes()
        images.add(content, by=by, key=one.key, **one.values)
        remember(f"{one.name}.picture", digest(content))
        return 0
    row = one.held.row
    for name in IMAGES.fields:
        setattr(row, name, one.values[name])
    row.full_clean()
    row.save(update_fields=IMAGES.fields)
    return 0
