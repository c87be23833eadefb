"""Looks for everything that is wrong in a folder of content files before anything is changed."""

import difflib
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext as _

from clinic_site.operations import frontmatter, kinds, standings
from clinic_site.operations.faults import Fault
from clinic_site.operations.holdings import Held, digest
from clinic_site.operations.kinds import GLOSSARY, IMAGES, NO, REFERENCES, TOPICS, YES, Folder
from clinic_site.operations.known import Known
from clinic_site.operations.looking import look_at_page, look_at_picture, look_at_term
from clinic_site.operations.models import LoadedFile
from clinic_site.operations.numbering import number_faults
from clinic_site.operations.reading import Batch, ContentFile

NAME = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


@dataclass
class Ready:
    """A file whose values fit the fields they are for, and what the site holds under its number or key."""

    file: ContentFile
    values: dict[str, Any] = field(default_factory=dict)
    held: Held | None = None

    @property
    def key(self) -> str:
        return str(self.values["number"]) if self.file.folder.has_numbers else self.file.slug

    @property
    def name(self) -> str:
        return f"{self.file.folder.name}/{self.key}"

    @property
    def text(self) -> str:
        return kinds.file_text(self.file.folder, self.values)

    @property
    def is_new(self) -> bool:
        return self.held is None

    @property
    def is_changed(self) -> bool:
        return self.held is not None and self.held.text != self.text


def check(batch: Batch, held: list[Held]) -> tuple[list[Ready], list[Fault]]:
    """The files ready to be loaded, and every fault found. With a fault, nothing may be loaded."""
    faults = list(batch.faults)
    ready = []
    for file in batch.files:
        one = Ready(file)
        found = [*_keys(file), *_values(one)] if file.front.is_readable else []
        faults += found
        if file.front.is_readable:
            ready.append(one)
    known = Known.of(ready, held)
    for one in ready:
        one.held = known.held.get(one.name)
        faults += _name(one.file)
        faults += number_faults(one, known)
        if one.file.folder.holds_pages:
            faults += look_at_page(one, known)
        if one.file.folder is IMAGES:
            faults += look_at_picture(one)
        if one.file.folder is GLOSSARY:
            faults += look_at_term(one, known)
        if one.file.folder is REFERENCES:
            faults += standings.look_at(one, known)
    faults += _written_since(ready, batch.exported)
    return ready, sorted(set(faults))


def _keys(file: ContentFile) -> Iterator[Fault]:
    keys = file.folder.keys
    for key in file.front.fields:
        if key not in keys:
            close = difflib.get_close_matches(key, keys, 1)
            hint = _(" Did you mean “%(key)s”?") % {"key": close[0]} if close else ""
            message = _("There is no key “%(key)s” in %(folder)s.%(hint)s The keys are: %(keys)s.")
            values = {"key": key, "folder": file.folder.name, "hint": hint, "keys": ", ".join(keys)}
            yield file.fault(file.line(key), message % values)
    for key in keys:
        if file.folder.is_required(key) and not file.value(key) and key != "number":
            message = _("The key “%(key)s” is missing. Write it between the lines of dashes.")
            yield file.fault(file.line(key), message % {"key": key})
    if not file.folder.body and file.front.body.strip():
        yield file.fault(file.front.body_line, _("Text below the keys has no place here. Write it as alt or caption."))


def _values(one: Ready) -> Iterator[Fault]:
    """Fills the file's values in, and lets the fields themselves say what doesn't fit."""
    file, folder = one.file, one.file.folder
    wrong = set()
    for key in folder.fields:
        try:
            one.values[key] = file.front.body if key == folder.body else _value(folder, key, file.value(key))
        except ValidationError as error:
            wrong.add(key)
            one.values[key] = kinds.column(folder, key).get_default()
            yield from (file.fault(file.line(key), f"{key}: {message}") for message in error.messages)
    if folder.body:
        one.values[folder.body] = kinds.one_form(file.front.body)
    if folder.holds_pages and not file.value("interval_months") and "interval_months" not in wrong:
        one.values["interval_months"] = None
    if folder.has_numbers:
        number = file.value("number")
        one.values["number"] = number if isinstance(number, str) else ""
    if folder is REFERENCES:
        yield from standings.read_into(one)
    yield from _field_faults(one, wrong)


def _value(folder: Folder, key: str, value: frontmatter.Value | None) -> Any:
    """The value of one key in the type of its field. Raises ValidationError."""
    column = kinds.column(folder, key)
    if not value:
        return column.get_default()
    if isinstance(value, list) != kinds.takes_list(folder, key):
        raise ValidationError(
            _("Write a list: one item on a line, each with “- ” before it.")
            if kinds.takes_list(folder, key)
            else _("Write one value on the line of the key, not a list.")
        )
    if key in folder.lists:
        return "\n".join(value)
    if isinstance(column, models.BooleanField):
        if value not in {YES, NO}:
            raise ValidationError(_("Write 'yes' or 'no'."))
        return value == YES
    if isinstance(value, str) and "\n" in value and not isinstance(column, models.TextField):
        raise ValidationError(_("Write it on one line."))
    return column.to_python(value)


def _field_faults(one: Ready, wrong: set[str]) -> Iterator[Fault]:
    file, folder = one.file, one.file.folder
    row = folder.model(**{key: one.values[key] for key in folder.fields})
    absent = {key for key in folder.keys if not file.value(key)}
    names = {column.name for column in folder.model._meta.fields}
    skipped = (names - set(folder.fields)) | wrong | (absent - {folder.body})
    found: dict[str, list[str]] = {}
    try:
        row.clean_fields(exclude=skipped)
    except ValidationError as error:
        found = error.message_dict
    for key, messages in found.items():
        yield from (file.fault(file.line(key), f"{key}: {message}") for message in messages)
    for key in folder.fields:
        most, text = getattr(kinds.column(folder, key), "max_length", None), one.values[key]
        if key not in found and most and isinstance(text, str) and len(text) > most:
            message = _("%(key)s: It has %(length)d characters; the most is %(most)d. Make it shorter.")
            yield file.fault(file.line(key), message % {"key": key, "length": len(text), "most": most})
    try:
        row.validate_constraints(exclude=names - set(folder.fields))
    except ValidationError as error:
        yield from (file.fault(1, message) for message in error.messages)


def _name(file: ContentFile) -> Iterator[Fault]:
    """A slug is the name of its file; a reference's key is too, and its own field says what it may look like."""
    if file.folder is kinds.REFERENCES:
        try:
            kinds.column(file.folder, "key").clean(file.slug, None)
        except ValidationError as error:
            yield from (file.fault(1, message) for message in error.messages)
    elif not NAME.fullmatch(file.slug) or len(file.slug) > (60 if file.folder in (TOPICS, GLOSSARY) else 80):
        message = _("The file's name becomes the address. Use small letters, digits and single dashes, 80 at most.")
        yield file.fault(1, message)


def _written_since(ready: list[Ready], exported: dict[str, str]) -> Iterator[Fault]:
    """Refuses to load over what somebody wrote in the admin after the last load, or after this folder's export."""
    loaded = {row.name: row for row in LoadedFile.objects.all()}
    for one in ready:
        if not one.is_changed:
            continue
        was, now = loaded.get(one.name), digest(one.held.text)
        same_edit = was is not None and one.held.edit and was.edit == one.held.edit
        if same_edit or now in {was.digest if was else "", exported.get(one.held.path)}:
            continue
        message = _(
            "%(name)s was edited in the admin since it was loaded. Export first into another folder, then bring the "
            "two texts together."
        )
        yield one.file.fault(1, message % {"name": one.held.name})
