"""What differs between two signed texts, block by block and then by whole words, ready for a screen.

Blocks are compared first, so that a long text stays quick; only blocks that stand for each other are compared in words.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from itertools import groupby

from clinic_site.content.blocks import HEAD, ITEM, LABEL, ROW, Block, Word, said
from clinic_site.content.compare import steps_between

# Blocks share this part of their words, or they are told as one that went and one that came.
ALIKE = 0.4
FEW_WORDS = 8
MOST_PAIRS = 40_000
# Around what changes, this many blocks stay in sight; more than a few others are folded away.
IN_SIGHT = 2
FEW_BLOCKS = 3


@dataclass(frozen=True)
class Run:
    """Words that look the same. `look` is made of the marks of a word, as names of classes."""

    look: str
    text: str


@dataclass(frozen=True)
class Piece:
    """Words that are the same in both texts, or were added, or removed."""

    change: str
    words: tuple[Word, ...]

    @property
    def runs(self) -> list[Run]:
        found = []
        for marks, words in groupby(self.words, key=lambda word: word.marks):
            look = " ".join(f"as-{mark}" for mark in marks)
            found.append(Run(look, "".join(word.text + (" " if word.space else "") for word in words)))
        return found


@dataclass(frozen=True)
class Row:
    """One block of the difference. `change` is same, added, removed or changed; a changed one has both texts."""

    change: str
    old: Block | None
    new: Block | None
    cells: list[list[Piece]] = field(default_factory=list)

    @property
    def block(self) -> Block:
        return self.new or self.old

    @property
    def before(self) -> list[list[Piece]]:
        return [[piece for piece in cell if piece.change != "added"] for cell in self.cells]

    @property
    def after(self) -> list[list[Piece]]:
        return [[piece for piece in cell if piece.change != "removed"] for cell in self.cells]


@dataclass(frozen=True)
class Group:
    """Rows that stand together: a list, a table or single blocks."""

    shape: str
    rows: list[Row]


@dataclass(frozen=True)
class Part:
    """A stretch of the difference; one where nothing changed is folded."""

    is_folded: bool
    rows: list[Row]

    @property
    def groups(self) -> list[Group]:
        return [Group(shape, list(rows)) for shape, rows in groupby(self.rows, key=lambda row: shape_of(row.block))]


def shape_of(block: Block) -> str:
    return {ITEM: "list", ROW: "table", HEAD: "table"}.get(block.kind, "single")


def rows_between(old: list[Block], new: list[Block]) -> list[Row]:
    numbers: dict[Block, int] = {}
    before, after = ([numbers.setdefault(block, len(numbers)) for block in blocks] for blocks in (old, new))
    rows = []
    for change, old_from, old_to, new_from, new_to in steps_between(before, after):
        if change == "equal":
            rows += [unchanged(block) for block in new[new_from:new_to]]
        else:
            rows += [row_of(*pair) for pair in pairs(old[old_from:old_to], new[new_from:new_to])]
    return rows


def unchanged(block: Block) -> Row:
    return Row("same", block, block, [[Piece("same", cell)] for cell in block.cells])


def row_of(old: Block | None, new: Block | None) -> Row:
    if old is None or new is None:
        change, block = ("added", new) if old is None else ("removed", old)
        return Row(change, old, new, [[Piece(change, cell)] for cell in block.cells])
    if len(old.cells) != len(new.cells):
        return Row("changed", old, new, [[Piece("removed", tuple(old.words)), Piece("added", tuple(new.words))]])
    return Row("changed", old, new, [words_between(*cells) for cells in zip(old.cells, new.cells, strict=True)])


def words_between(old: tuple[Word, ...], new: tuple[Word, ...]) -> list[Piece]:
    pieces = []
    for change, old_from, old_to, new_from, new_to in steps_between(old, new):
        if change == "equal":
            both = zip(old[old_from:old_to], new[new_from:new_to], strict=True)
            # The last word of one text may have words behind it in the other.
            pieces.append(Piece("same", tuple(replace(right, space=left.space or right.space) for left, right in both)))
            continue
        if old_to > old_from:
            pieces.append(Piece("removed", old[old_from:old_to]))
        if new_to > new_from:
            pieces.append(Piece("added", new[new_from:new_to]))
    return pieces


def pairs(old: list[Block], new: list[Block]) -> Iterator[tuple[Block | None, Block | None]]:
    """Which of the new blocks stands for which of the old ones, in order, so that most words find their like."""
    if len(old) * len(new) > MOST_PAIRS:
        yield from ((block, None) for block in old)
        yield from ((None, block) for block in new)
        return
    likes = [[likeness(left, right, len(old) == len(new) == 1) for right in new] for left in old]
    best = best_sums(likes)
    left = right = 0
    while left < len(old) or right < len(new):
        like = likes[left][right] if left < len(old) and right < len(new) else 0
        if like and best[left][right] == like + best[left + 1][right + 1]:
            yield old[left], new[right]
            left, right = left + 1, right + 1
        elif right == len(new) or (left < len(old) and best[left + 1][right] >= best[left][right + 1]):
            yield old[left], None
            left += 1
        else:
            yield None, new[right]
            right += 1


def best_sums(likes: list[list[float]]) -> list[list[float]]:
    """For each pair of places, the most likeness that can be had from there on without crossing."""
    width = len(likes[0]) if likes else 0
    best = [[0.0] * (width + 1) for _line in range(len(likes) + 1)]
    for left in reversed(range(len(likes))):
        for right in reversed(range(width)):
            paired = likes[left][right] + best[left + 1][right + 1]
            best[left][right] = max(paired, best[left + 1][right], best[left][right + 1])
    return best


def likeness(old: Block, new: Block, are_alone: bool) -> float:
    """From 0, not the same thing at all, to 1. Short blocks that stand alone for each other are always alike.

    The same words at another level or in another box went from one place and came to the other.
    """
    if old.kind != new.kind or old.kind == LABEL or old.cells == new.cells:
        return 0.0
    left, right = ({word.text.casefold() for word in block.words} for block in (old, new))
    shared = 2 * len(left & right) / (len(left) + len(right) or 1)
    if are_alone and max(len(left), len(right)) <= FEW_WORDS:
        return max(shared, ALIKE)
    return shared if shared >= ALIKE else 0.0


def parts_of(rows: list[Row]) -> list[Part]:
    """What changed with a little around it; the rest folded. A text that is all new or all the same is not folded."""
    places = [place for place, row in enumerate(rows) if row.change != "same"]
    seen = {near for place in places for near in range(place - IN_SIGHT, place + IN_SIGHT + 1)}
    stretches = [(key, list(group)) for key, group in groupby(enumerate(rows), key=lambda one: one[0] not in seen)]
    parts: list[Part] = []
    for is_far, stretch in stretches:
        found = [row for _place, row in stretch]
        is_folded = is_far and len(found) > FEW_BLOCKS and bool(places)
        if parts and not is_folded and not parts[-1].is_folded:
            parts[-1] = Part(False, parts[-1].rows + found)
        else:
            parts.append(Part(is_folded, found))
    return parts


def text_of(cells: list[list[Piece]]) -> str:
    return " | ".join(said(word for piece in cell for word in piece.words) for cell in cells)
