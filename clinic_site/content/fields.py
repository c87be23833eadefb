"""What each field of a wording says, in the words of the screens, and how it differs between two texts."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.functional import cached_property
from django.utils.text import capfirst

from clinic_site.content import registry
from clinic_site.content.blocks import Block, html_blocks, plain_blocks
from clinic_site.content.difference import Part, Row, parts_of, rows_between
from clinic_site.content.topic import in_force as topics_in_force
from clinic_site.content.wording import Flag

# Signed, but not shown to readers: they stand below the others.
BEHIND = ("search_words", "supports", "reasons")


@dataclass(frozen=True)
class FieldDifference:
    name: str
    label: str
    rows: list[Row]

    @property
    def is_behind(self) -> bool:
        return self.name in BEHIND

    @cached_property
    def parts(self) -> list[Part]:
        return parts_of(self.rows)


def differing(old, new, names: Iterable[str] = ()) -> list[FieldDifference]:
    """The fields whose words differ, in the order of `names`; those that readers don't see come last.

    Without an old text the new one is shown as it is, with nothing marked as added.
    """
    names = [*names, *(name for name in new.wording_fields() if name not in names)]
    known = known_names(old, new)
    found = []
    for name in sorted(names, key=lambda name: name in BEHIND):
        after = blocks_of(new, name, known)
        before = blocks_of(old, name, known) if old else after
        if before != after or (old is None and after):
            found.append(FieldDifference(name, label_of(new, name), rows_between(before, after)))
    return found


def label_of(text, name: str) -> str:
    return capfirst(str(type(text)._meta.get_field(name).verbose_name))


def blocks_of(text, name: str, known: dict[str, str]) -> list[Block]:
    if name == "body":
        return html_blocks(text.html, [source["key"] for source in text.printed])
    value = getattr(text, name)
    if isinstance(value, list):
        return plain_blocks(known.get(item, item) for item in value)
    if type(text)._meta.get_field(name).choices:
        return plain_blocks([str(getattr(text, f"get_{name}_display")())])
    return plain_blocks(str(value).splitlines())


def known_names(*texts) -> dict[str, str]:
    """Words for the keys that lists hold: topics and pages by their title, marks by what they mean."""
    texts = [text for text in texts if text]
    slugs = {slug for text in texts for slug in text.topics}
    titles = topics_in_force().filter(topic__slug__in=slugs).values_list("topic__slug", "title") if slugs else ()
    numbers = {number for text in texts for number in text.pages_named}
    located = registry.locate(numbers)
    names = dict(titles) | {number: f"{number} {page.title}" for number, page in located.items()}
    return names | {str(value): str(label) for value, label in Flag.choices}
