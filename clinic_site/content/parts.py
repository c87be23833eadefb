from dataclasses import dataclass, field


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
class Facts:
    """What decides which parts a page gets: only signed wording."""

    kind: str
    topics: tuple[str, ...] = ()
    flags: tuple[str, ...] = ()
    required: tuple[str, ...] = ()
    cards: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()


@dataclass
class Parts:
    before: list[Part] = field(default_factory=list)
    after: list[Part] = field(default_factory=list)
    footer: list[Part] = field(default_factory=list)
    cards: dict[str, Part] = field(default_factory=dict)

    def present(self) -> set[str]:
        return {part.key for part in (*self.before, *self.after, *self.footer)} | set(self.cards)
