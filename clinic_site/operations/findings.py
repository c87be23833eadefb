"""What the checks say about the pages of a folder of content files, as the editor and the verbs would say it."""

from collections.abc import Iterator
from pathlib import Path

from clinic_site.content.facts import check
from clinic_site.content.registry import page_numbered
from clinic_site.operations.reading import ContentFile, read
from clinic_site.readiness.registry import NOTE, Finding


def found_in(root: Path) -> Iterator[tuple[ContentFile, Finding]]:
    """Each stop and look of each page that the folder holds and the site has loaded, explained ones included."""
    for file in read(root).files:
        number = file.front.fields.get("number") if file.folder.holds_pages else None
        page = page_numbered(number.value) if number else None
        if page is not None:
            yield from ((file, one) for one in check(page) if one.level != NOTE)


def line(file: ContentFile, one: Finding) -> str:
    """One finding as a line of text; it ends with its name, for the `reasons` of the file."""
    said = f"{file.shown}: {one.level}: {one.place}: {one.why} {one.fix}".strip()
    return f"{said} ({one.id})" + (f" – {one.reason}" if one.reason else "")
