"""Reads a folder of content files. Nothing is looked up here, only what the files themselves say."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from django.utils.translation import gettext as _

from clinic_site.operations import frontmatter
from clinic_site.operations.faults import Fault
from clinic_site.operations.kinds import FOLDERS, IMAGES, Folder
from clinic_site.operations.manifest import BESIDE, read_manifest

PICTURES = (".jpg", ".jpeg", ".png", ".webp")


@dataclass
class ContentFile:
    """One file as it was found. `shown` is the path in messages, `slug` the name without its ending."""

    folder: Folder
    path: Path
    shown: str
    slug: str
    front: frontmatter.FrontMatter
    picture: Path | None = None

    def value(self, key: str) -> frontmatter.Value | None:
        found = self.front.fields.get(key)
        return found.value if found else None

    def line(self, key: str) -> int:
        found = self.front.fields.get(key)
        return self.front.body_line if key == self.folder.body else found.line if found else 1

    def line_of(self, key: str, item: str) -> int:
        """The line of one item of a list."""
        found = self.front.fields.get(key)
        is_there = found and item in found.value and found.item_lines
        return found.item_lines[found.value.index(item)] if is_there else self.line(key)

    def fault(self, line: int, message: object) -> Fault:
        return Fault(self.shown, line, str(message))


@dataclass
class Batch:
    """Every file of the folder, the faults met on the way, and what an export wrote there (path -> digest)."""

    files: list[ContentFile] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    exported: dict[str, str] = field(default_factory=dict)


CLAIMS, SEARCH = "claims", "search"


def read(root: Path) -> Batch:
    batch = Batch(exported=read_manifest(root))
    names = {folder.name: folder for folder in FOLDERS}
    for path in _visible(root):
        if path.is_dir() and path.name in {CLAIMS, SEARCH}:
            continue  # rules and words have forms and loaders of their own
        if path.is_dir() and path.name in names:
            _read_folder(batch, root, path, names[path.name])
        elif path.is_dir() or path.name not in BESIDE:
            message = _("This belongs to no kind of content. The folders are: %(names)s. Move it out or rename it.")
            batch.faults.append(Fault(str(path), 1, message % {"names": ", ".join(names)}))
    return batch


def _visible(folder: Path) -> Iterator[Path]:
    return (path for path in sorted(folder.iterdir()) if not path.name.startswith("."))


def _read_folder(batch: Batch, root: Path, path: Path, folder: Folder) -> None:
    pictures = {found.stem: found for found in _visible(path) if found.suffix in PICTURES and folder is IMAGES}
    for found in _visible(path):
        if found.suffix == ".md" and found.is_file():
            _read_file(batch, found, folder, pictures.pop(found.stem, None))
    for found in _visible(path):
        if found.suffix != ".md" and not (folder is IMAGES and found.suffix in PICTURES):
            message = _("Only files that end in .md belong in this folder. Move it out.")
            batch.faults.append(Fault(str(found), 1, message))
    for picture in pictures.values():
        message = _("The picture has no words. Write %(name)s beside it, with alt_choice and alt.")
        batch.faults.append(Fault(str(picture), 1, message % {"name": f"{picture.stem}.md"}))


def _read_file(batch: Batch, path: Path, folder: Folder, picture: Path | None) -> None:
    try:
        front = frontmatter.parse(frontmatter.decode(path.read_bytes()))
    except ValueError as error:
        message, line = error.args
        batch.faults.append(Fault(str(path), line, message))
        front = frontmatter.FrontMatter({}, "", 1, [], is_readable=False)
    file = ContentFile(folder, path, str(path), path.stem, front, picture)
    batch.files.append(file)
    batch.faults += [file.fault(problem.line, problem.message) for problem in front.problems]
