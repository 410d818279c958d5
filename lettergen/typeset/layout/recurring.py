"""What recurs on page after page and letter after letter: headers, footers, the heads of tables.

They are set once for a run, as far as they are the same wherever they stand and whatever stands around them.
"""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import TypeVar, cast

from lettergen.typeset.layout.boxes import Galley
from lettergen.typeset.layout.desk import Desk, paragraphs_of
from lettergen.typeset.layout.moving import moved
from lettergen.typeset.layout.structure import Branch, Structure
from lettergen.typeset.pages import Item, Node
from lettergen.typeset.story import Anchor, Block, NoteRef, PageField, Table

_What = TypeVar("_What")
# How many are remembered before memory is begun anew: those of some hundred letters.
_REMEMBERED = 2_000

Asking = tuple[PageField | NoteRef, ...]


@dataclass(frozen=True, slots=True)
class _Kept:
    """What came of some blocks, and what was warned of meanwhile."""

    what: object
    warnings: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class _Apart:
    """Blocks set in a structure tree of their own, whose first node stands for what holds them."""

    galley: Galley
    nodes: list[Node]

    def under(self, branch: Branch) -> Galley:
        """Give the same as part of a tree, its nodes the last ones there."""
        nodes = branch.structure.nodes
        shift = len(nodes) - 1
        for node in self.nodes[1:]:
            above = branch.node if not node.parent else node.parent + shift
            nodes.append(replace(node, parent=above))
        galley = Galley(self.galley.width, height=self.galley.height, exclusions=self.galley.exclusions)
        galley.strips = [
            replace(strip, items=[_under(item, branch.node, shift) for item in strip.items])
            for strip in self.galley.strips
        ]
        return galley


def _under(item: Item, above: int, shift: int) -> Item:
    node = getattr(item, "node", None)
    return item if node is None else moved(item, 0.0, 0.0, node + shift if node else above)


@dataclass(slots=True)
class Recurring:
    """Remembers what came of blocks by who they are, where no element holds them; kept for a run."""

    # With the blocks themselves: while they are held, no others can have their identity.
    _asking: dict[tuple[int, ...], tuple[tuple[Block, ...], Asking | None]] = field(default_factory=dict)
    _kept: dict[tuple[object, ...], _Kept] = field(default_factory=dict)

    def find(
        self, kind: str, desk: Desk, blocks: tuple[Block, ...], width: float, make: Callable[[], _What]
    ) -> _What:
        """Give what comes of some blocks, made anew if it is not remembered or depends on its place.

        Args:
            kind: What is wanted of the blocks.
            desk: Of the document.
            blocks: Those that it is made of.
            width: Of the column.
            make: Makes it. Whoever gets it changes nothing in it.
        """
        asking = self._asking_of(blocks)
        if asking is None:
            return make()
        filled = tuple(
            desk.fills.number(one) if isinstance(one, PageField) else desk.fills.mark(one) for one in asking
        )
        settings = (desk.rules, desk.adds_spaces, desk.story.compatibility, desk.depth)
        key = (kind, tuple(map(id, blocks)), width, filled, settings)
        kept = self._kept.get(key)
        if kept is None:
            kept = self._kept[key] = _made(desk, make)
        desk.warnings.update(dict.fromkeys(kept.warnings))
        return cast("_What", kept.what)

    def galley(self, desk: Desk, blocks: tuple[Block, ...], width: float, branch: Branch | None) -> Galley:
        """Set blocks that an element of their own holds, such as a cell's.

        Args:
            desk: Of the document.
            blocks: All that the element holds.
            width: Of the column.
            branch: The element; None for an artifact.
        """
        asking = self._asking_of(blocks)
        if branch is None or asking is None or any(isinstance(one, NoteRef) for one in asking):
            return desk.gather(desk, blocks, width, branch)
        return self.find("cell", desk, blocks, width, lambda: _set_apart(desk, blocks, width)).under(branch)

    def _asking_of(self, blocks: tuple[Block, ...]) -> Asking | None:
        """Give what in some blocks shows a number of its page or note; None if they depend on more."""
        key = tuple(map(id, blocks))
        known = self._asking.get(key)
        if known is None:
            if len(self._asking) >= _REMEMBERED or len(self._kept) >= _REMEMBERED:
                self._asking.clear()
                self._kept.clear()
            known = self._asking[key] = (blocks, _asking(blocks))
        return known[1]


def _set_apart(desk: Desk, blocks: tuple[Block, ...], width: float) -> _Apart:
    structure = Structure()
    return _Apart(desk.gather(desk, blocks, width, Branch(structure)), structure.nodes)


def _made(desk: Desk, make: Callable[[], object]) -> _Kept:
    """Make something, and note what is warned of, though it be known already."""
    before, desk.warnings = desk.warnings, {}
    try:
        what = make()
        return _Kept(what, tuple(desk.warnings))
    finally:
        desk.warnings = before


def _asking(blocks: tuple[Block, ...]) -> Asking | None:
    paragraphs = list(paragraphs_of(blocks))
    items = [item for paragraph in paragraphs for item in paragraph.items]
    stands_elsewhere = (
        any(paragraph.style.frame is not None for paragraph in paragraphs)
        or any(isinstance(item, Anchor) for item in items)
        or _has_floating_table(blocks)
    )
    if stands_elsewhere:
        return None
    return tuple(item for item in items if isinstance(item, PageField | NoteRef))


def _has_floating_table(blocks: tuple[Block, ...]) -> bool:
    tables = [block for block in blocks if isinstance(block, Table)]
    return any(
        table.floating is not None
        or any(_has_floating_table(cell.blocks) for row in table.rows for cell in row.cells)
        for table in tables
    )
