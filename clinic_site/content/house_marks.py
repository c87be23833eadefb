"""The house syntax as buttons: what each puts into a text, and what readers get for it (docs/writing.md)."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

AFTER, AROUND, BLOCK = "after", "around", "block"
CARDS, PICTURES = "cards", "pictures"


@dataclass(frozen=True)
class Mark:
    """`put` says how it goes in: after the selected words, around them, or as lines with an empty line on each side.

    `each` starts every line of a block. `words` stand where the writer goes on; they are selected.
    """

    label: str
    put: str
    before: str = ""
    each: str = ""
    words: str = ""
    after: str = ""
    gives: str = ""

    @property
    def text(self) -> str:
        """As somebody would type or copy it. A card needs no words of the writer's: none are left to be overlooked."""
        if not self.words:
            return self.before + self.after.removeprefix("\n")
        return f"{self.before}{self.each}{self.words}{self.after}"

    @property
    def rows(self) -> int:
        return self.text.count("\n") + 1


@dataclass(frozen=True)
class Door:
    """A button that opens one of the lists to choose from."""

    label: str
    opens: str
    asked: str = ""
    gives: str = ""


@dataclass(frozen=True)
class Box:
    """A callout, a numbers box or a drawing, as the list of them shows it."""

    mark: Mark
    use: str
    room: str = "short"  # how much height its sample needs
    is_help: bool = False


def box(label, name: str, words, each: str = "", title: str = "", **shown) -> Mark:
    return Mark(label, BLOCK, before=f"::: {name}{title}\n", each=each, words=words, after="\n:::", **shown)


DO = box(_("Do"), "do", _("write what to do"), "- ", gives=_("A green list headed “Do”."))
DO_NOT = box(
    _("Do not"), "do-not", _("write what not to do"), "- do not ",
    gives=_("A list headed “Do not”. Each line begins with “do not”."),
)  # fmt: skip
STEPS = box(_("Steps"), "steps", _("write the first step"), "1. ", gives=_("Large numbers, one step a line."))
NOTE = Mark(
    _("Note"), BLOCK, before="::: note ", words=_("What it is about"), after="\n\n:::",
    gives=_("A box with a title that says what it is about."),
)  # fmt: skip
TOOLBAR = (
    Mark(_("Heading"), BLOCK, each="## ", words=_("Heading"), gives=_("A heading, with an address of its own.")),
    Mark(_("List"), BLOCK, each="- ", words=_("first point"), gives=_("A list with a dot before each line.")),
    STEPS,
    DO,
    DO_NOT,
    NOTE,
    Door(_("Get-help card"), CARDS, "help", _("The emergency card, the same-day card or the list of what can wait.")),
    Door(_("Picture"), PICTURES, "", _("A picture of the library, or a new one. You say what it is for.")),
    Mark(
        _("Link"), AROUND, before="[", words=_("words of the link"), after="](https://)",
        gives=_("A link to another site. Put the address in place of https://."),
    ),
)  # fmt: skip
LISTS = (
    Door(_("Source"), "sources", "", _("“source 1”, linked to the source. You say what it supports.")),
    Door(_("Medical word"), "terms", "", _("The plain words first, then the medical word.")),
    Door(_("Page link"), "pages", "", _("A link that follows one of our pages wherever it moves.")),
    Door(_("Box or drawing"), CARDS, "", _("Every box there is, with what it looks like, and the drawings.")),
)
BOXES = (
    Box(
        box(_("Emergency card"), "emergency", "", "- "),
        _("The signed emergency text. You may add up to three lines of this page inside it: “- you …”."),
        "tall",
        is_help=True,
    ),
    Box(
        box(_("Same-day card"), "same-day", "", "- "),
        _("The signed same-day text. You may add up to three lines of this page inside it: “- you …”."),
        "tall",
        is_help=True,
    ),
    Box(
        box(_("Can wait"), "can-wait", _("write what can wait"), "- "),
        _("A list under “Call us this week if:”."),
        is_help=True,
    ),
    Box(NOTE, _("What a reader must not miss. The title says what it is about.")),
    Box(box(_("Key fact"), "key-fact", _("Write the one thing to remember.")), _("One a page is enough.")),
    Box(
        box(_("Numbers"), "numbers", _("8: had a bruise | did not"), "- ", " 100 treatments"),
        _("How often something happened. A number, a colon, what happened, a bar, what the others had, the sources."),
        "middle",
    ),
    Box(DO, _("What helps. Six lines at most are easy to read.")),
    Box(DO_NOT, _("What to leave alone. Each line begins with “do not”, so nobody reads it as advice.")),
    Box(STEPS, _("What happens, or what to do, in order.")),
    Box(
        Mark(_("Drawing: the tight spot"), BLOCK, before="![", words=_("1 skin, 2 fat, 3 muscle, 4 tight spot"),
             after="](drawing:tight-spot)"),
        _("Skin, fat and muscle from the side. Say what each number stands for."),
        "middle",
    ),
    Box(
        Mark(_("Drawing: how deep"), BLOCK, before="![",
             words=_("1 skin, 2 fat, 3 muscle, 4 tight spot, 5 needle, 6 a length of 10 mm, 7 a coin of 23 mm"),
             after="](drawing:how-deep)"),
        _("The same with a needle, to scale. It stays folded until a reader opens it."),
    ),
)  # fmt: skip


def boxes_named(query: str) -> list[Box]:
    """“help” stands for the cards that say when to get help."""
    words = query.casefold().split()
    return [item for item in BOXES if item.is_help and words == ["help"] or words != ["help"] and _has(item, words)]


def _has(item: Box, words: list[str]) -> bool:
    said = f"{item.mark.label} {item.use} {item.mark.text}".casefold()
    return all(word in said for word in words)
