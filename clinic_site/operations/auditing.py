"""What a folder of content files claims, and what its sources found: a table for a person to read line by line."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from clinic_site.content.cited import supported
from clinic_site.content.drafting import CITED
from clinic_site.operations.kinds import REFERENCES
from clinic_site.operations.reading import Batch, ContentFile
from clinic_site.readability.sentences import sentences
from clinic_site.readiness.figures import figures
from clinic_site.readiness.levelled import levelled

HEAD = """# What the pages claim, and what their sources found

Made from the content files by `manage.py audit_content`. Each sentence that names a source stands beside what the page
says this source supports. What a source found, with its numbers and limits, stands once at the end.

Read it line by line: does the finding carry the sentence, with the same number, the same people and the same doubt? A
summary, lede or point names no source of its own; each one with a figure is listed, and says again what stands in the
text.
"""
SOURCES = "\n## What the sources found\n\n| source | how strong | finding and limits |\n|---|---|---|\n"
COLUMNS = "| claim | source | what the page says it supports |\n|---|---|---|\n"
MARK = re.compile(r"\s*\[@[^\]\n]*\]")
LINE_START = re.compile(r"^(?:[-*+]|\d+\.|#+|>|\|)\s*")
LINK = re.compile(r"\[([^\]\n]+)\]\([^)\n]*\)")
BARE_WORDS = ("title", "question", "lede", "short_answer", "points")


@dataclass(frozen=True)
class Claim:
    """One sentence and the keys of the sources it names."""

    words: str
    keys: tuple[str, ...]


def audit(batch: Batch) -> str:
    """The whole document, the same for the same files. What could not be read is left out: loading names it."""
    pages = [file for file in batch.files if file.folder.holds_pages]
    found = "".join(_page(file) for file in sorted(pages, key=lambda file: _text(file, "number")))
    return HEAD + found + SOURCES + "".join(_source(file) for file in batch.files if file.folder is REFERENCES)


def claims(body: str) -> Iterator[Claim]:
    """Each sentence of the text that names a source; in a table, each row."""
    for line in body.splitlines():
        for part in [line] if line.startswith("|") else [one.text for one in sentences(LINE_START.sub("", line))]:
            keys = tuple(dict.fromkeys(CITED.findall(part)))
            if keys:
                yield Claim(_plain(part), keys)


def figures_without_source(file: ContentFile) -> Iterator[str]:
    """What stands above the text and gives a figure: it rests on the same figure in the text."""
    for name in BARE_WORDS:
        value = file.value(name) or ""
        for line in [value] if isinstance(value, str) else value:
            yield from (one.text for one in sentences(line) if any(figures(levelled(one.text))))


def _page(file: ContentFile) -> str:
    supports = file.value("supports") or []
    rows = [(claim.words, key, supported(supports, key)) for claim in claims(file.front.body) for key in claim.keys]
    rows += [(words, "", "") for words in figures_without_source(file)]
    title = _text(file, "question") or _text(file, "title")
    return f"\n## {_text(file, 'number')} {title}\n\n{COLUMNS}{''.join(map(_row, rows))}" if rows else ""


def _source(file: ContentFile) -> str:
    return _row((file.slug, _text(file, "label"), file.front.body))


def _text(file: ContentFile, key: str) -> str:
    value = file.value(key) or ""
    return value if isinstance(value, str) else ""


def _plain(part: str) -> str:
    return LINK.sub(r"\1", MARK.sub("", part)).replace("**", "").strip("| ").strip()


def _row(cells: Iterable[str]) -> str:
    return "| " + " | ".join(" ".join(cell.split()).replace("|", "\\|") for cell in cells) + " |\n"
