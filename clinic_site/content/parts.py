from dataclasses import dataclass, field
from datetime import date


@dataclass(frozen=True)
class Part:
    """A signed text that composition adds to a page."""

    key: str
    title: str
    html: str
    text: str
    look: str
    url: str = ""
    is_fallback: bool = False


@dataclass(frozen=True)
class Notice(Part):
    """A dated notice about some signed copies (`revisions`) of one page (`about`) that people may still have. It stands
    before everything else wherever one of `numbers` leads. `until` is the last day on which these words were public;
    none while they are."""

    numbers: tuple[str, ...] = ()
    about: str = ""
    about_title: str = ""
    revisions: tuple[int, ...] = ()
    what: str = ""
    do: str = ""
    since: date | None = None
    until: date | None = None
    stands_until: date | None = None


@dataclass(frozen=True)
class Facts:
    """What decides which parts a page gets: only signed wording. `numbers` are those of the pages that are shown, or
    that were asked for."""

    kind: str
    topics: tuple[str, ...] = ()
    flags: tuple[str, ...] = ()
    required: tuple[str, ...] = ()
    cards: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    numbers: tuple[str, ...] = ()


@dataclass
class Parts:
    first: list[Notice] = field(default_factory=list)
    before: list[Part] = field(default_factory=list)
    after: list[Part] = field(default_factory=list)
    footer: list[Part] = field(default_factory=list)
    cards: dict[str, Part] = field(default_factory=dict)

    def present(self) -> set[str]:
        return {part.key for part in (*self.before, *self.after, *self.footer)} | set(self.cards)
