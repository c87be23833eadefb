"""The starter texts in sentences: every page, and what the library says its sources found."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from clinic_site.operations.demonstration import STARTER
from clinic_site.operations.reading import ContentFile, read
from clinic_site.readability.sentences import sentences

READ = ("title", "question", "lede", "short_answer", "short_form", "points", "supports")
MARK = re.compile(r"\s*\[@[^\]]*\]|(?<=\])\(page:[^)]*\)")
LINE_START = re.compile(r"^(?:[-*+]|\d+\.|#+|>)\s*")


@dataclass(frozen=True)
class Said:
    """One sentence, the file it stands in and the sources its line names."""

    where: str
    words: str
    keys: frozenset[str]


@cache
def everything_said() -> tuple[Said, ...]:
    return tuple(said for file in read(STARTER).files for said in of(file))


def of(file: ContentFile) -> Iterator[Said]:
    where = f"{file.folder.name}/{file.path.name}"
    own = {file.slug} if file.folder.name == "references" else set()
    for text in [*fields(file), *file.front.body.splitlines()]:
        for sentence in sentences(LINE_START.sub("", text)):
            keys = set(re.findall(r"@([\w.\-]+)", sentence.text)) | own
            yield Said(where, MARK.sub("", sentence.text), frozenset(keys))


def fields(file: ContentFile) -> Iterator[str]:
    for name in READ:
        value = file.value(name) or ""
        yield from [value] if isinstance(value, str) else value
