"""What a signed export says of addresses whose pages are elsewhere now, or gone: they go on answering where it is
loaded."""

from collections.abc import Iterator
from pathlib import Path

from django.core.exceptions import ValidationError
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _

from clinic_site.content import registry
from clinic_site.content.tombstone import Tombstone
from clinic_site.numbers.damm import is_valid
from clinic_site.numbers.models import Number
from clinic_site.operations.faults import Fault, NotLoaded
from clinic_site.redirects.models import record

REDIRECTS, TOMBSTONES = "redirects.txt", "tombstones.txt"
ADDRESSES = ("path", "number")
GRAVES = ("number", "kind", "slug", "title", "state", "reason", "at", "successor", "read_instead")


def table(*rows: tuple[str, ...]) -> bytes:
    return "".join("\t".join(" ".join(cell.split()) for cell in row) + "\n" for row in rows).encode()


def graves(withdrawn) -> Iterator[tuple[str, ...]]:
    """One row for each page that is gone, with the pages that stand for it now: what they named may be gone too."""
    rows = [*withdrawn, *Tombstone.objects.all()]
    located = registry.locate_or_follow({number for row in rows for number in row.read_instead})
    for row in rows:
        own = row if isinstance(row, Tombstone) else row.page
        instead = [located[number].number for number in row.read_instead if number in located]
        successor = located[row.successor].number if row.successor in located else ""
        yield (
            own.number_id, own.kind, own.slug, row.heading, "withdrawn", row.withdrawal, row.withdrawn_at.isoformat(),
            successor, ",".join(instead),
        )  # fmt: skip


def load(root: Path) -> None:
    """After the pages. Keeps what the site knows already: its own record of a page says more than a line of a table.
    Raises NotLoaded with the first line that can't be kept."""
    for line, values in lines_of(root / TOMBSTONES, GRAVES):
        bury(values, root / TOMBSTONES, line)
    for line, values in lines_of(root / REDIRECTS, ADDRESSES):
        if not Number.objects.filter(digits=values["number"]).exists():
            message = _("No page has the number %(number)s. Load it together with that page, or take the line out.")
            raise NotLoaded([Fault(str(root / REDIRECTS), line, message % values)])
        record(values["path"], values["number"])


def lines_of(path: Path, names: tuple[str, ...]) -> Iterator[tuple[int, dict[str, str]]]:
    """Line number and values. An older export names fewer columns; nothing is known of the others."""
    rows = path.read_text(encoding="utf-8").split("\n") if path.is_file() else [""]
    given = rows[0].split("\t")
    for line, text in enumerate(rows[1:], start=2):
        if text:
            yield line, dict.fromkeys(names, "") | dict(zip(given, text.split("\t"), strict=False))


def bury(values: dict[str, str], path: Path, line: int) -> None:
    number = values["number"]
    if registry.page_numbered(number) or Tombstone.objects.filter(number_id=number).exists():
        return
    kinds = {model.kind: model for model in registry.page_types()}
    at = parse_datetime(values["at"])
    if not is_valid(number) or values["kind"] not in kinds or at is None:
        message = _("This line names no page that was withdrawn: number, kind or moment can't be read. Export again.")
        raise NotLoaded([Fault(str(path), line, message)])
    Number.objects.get_or_create(digits=number)
    stone = Tombstone(
        number_id=number, kind=values["kind"], slug=values["slug"], heading=values["title"],
        withdrawal=values["reason"], withdrawn_at=at, successor=values["successor"],
        read_instead=[number for number in values["read_instead"].split(",") if number],
    )  # fmt: skip
    try:
        stone.full_clean()
    except ValidationError as error:
        raise NotLoaded([Fault(str(path), line, message) for message in error.messages]) from error
    stone.save()
    record(kinds[stone.kind].path_of(stone.slug), number)
