"""Lines put down: items where they stand, with their elements of the structure tree."""

from lettergen.typeset.layout.boxes import Floating, Line, Strip
from lettergen.typeset.layout.desk import Desk
from lettergen.typeset.layout.framing import Framing
from lettergen.typeset.layout.moving import moved
from lettergen.typeset.layout.objects import object_items
from lettergen.typeset.layout.structure import Branch, ParagraphNodes
from lettergen.typeset.layout.tabs import bar_stops
from lettergen.typeset.pages import Item, Rule
from lettergen.typeset.story import Paragraph


class LinePainter:
    """Puts down the lines of one paragraph, wherever its pieces come to stand."""

    def __init__(self, desk: Desk, paragraph: Paragraph, branch: Branch | None) -> None:
        """Take where the paragraph belongs.

        Args:
            desk: Of the document.
            paragraph: The paragraph.
            branch: The element that holds it; None for an artifact.
        """
        self._desk = desk
        self._paragraph = paragraph
        self._branch = branch
        self._bars = bar_stops(paragraph.style)
        self.nodes: ParagraphNodes | None = branch.paragraph(paragraph) if branch is not None else None

    def strip(self, line: Line, framing: Framing | None, gap: float, *, first: bool, last: bool) -> Strip:
        """Make a strip of a line: its items, and its share of the paragraph's frame.

        Args:
            line: The line.
            framing: The paragraph's frame; None for none.
            gap: The blank above the line, not part of the strip.
            first: Whether it is the paragraph's first line.
            last: Whether it is the last.
        """
        above = framing.above if framing is not None and first else 0.0
        below = framing.below if framing is not None and last else 0.0
        height = above + (0.0 if line.beside else line.height) + below
        strip = Strip(0.0, height, notes=line.notes)
        if framing is not None:
            strip.items += framing.items(gap, height, first=first, last=last)
        for position in self._bars:
            strip.items.append(Rule(position, 0.0, position, height, 0.5))
        baseline = above + line.baseline
        strip.items += self._items(line, baseline)
        strip.bookmarks = [(name, above) for name in line.bookmarks]
        strip.anchors = [
            Floating(anchor, x, above, 0.0, line.column, self._paragraph.place, self._branch)
            for anchor, x in line.anchors
        ]
        return strip

    def _items(self, line: Line, baseline: float) -> list[Item]:
        nodes = self.nodes
        items: list[Item] = []
        for placed in line.placed:
            node = nodes.node(placed.tag) if nodes is not None else None
            items.append(moved(placed.item, 0.0, baseline, node))
        for mark, x in line.objects:
            items += object_items(
                self._desk, mark, x, baseline - mark.height, nodes, self._branch, self._paragraph.place
            )
        return items
