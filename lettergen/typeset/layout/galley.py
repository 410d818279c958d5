"""Blocks one below the other without pages: cells, headers, notes, frames and text boxes."""

import itertools
from collections.abc import Sequence
from dataclasses import dataclass, replace

from lettergen.typeset.layout.boxes import Exclusion, Galley, Line, Strip
from lettergen.typeset.layout.desk import Desk
from lettergen.typeset.layout.floats import (
    Bounds,
    anchor_exclusion,
    anchor_size,
    free_rooms,
    horizontal_place,
    vertical_place,
)
from lettergen.typeset.layout.framing import framing_of
from lettergen.typeset.layout.moving import moved
from lettergen.typeset.layout.painting import LinePainter
from lettergen.typeset.layout.spacing import gap_after, gap_between
from lettergen.typeset.layout.structure import Branch
from lettergen.typeset.layout.tables.floating import lay_floating, place_floating, whole_strip
from lettergen.typeset.layout.tables.whole import table_strips
from lettergen.typeset.story import Anchor, Block, FloatingTable, Frame, Paragraph, Table

_UNKNOWN = Bounds(0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0)


def gather(
    desk: Desk,
    blocks: tuple[Block, ...],
    width: float,
    branch: Branch | None,
    bounds: Bounds | None = None,
    origin: tuple[float, float] = (0.0, 0.0),
) -> Galley:
    """Set blocks one below the other.

    Args:
        desk: Of the document.
        blocks: What to set.
        width: Of the column.
        branch: The element they belong to; None for artifacts.
        bounds: The page's, where the galley's place is known: what floats in it then keeps lines away
            wherever it is anchored to.
        origin: The galley's top left on that page.
    """
    return _Gathering(desk, blocks, branch, Galley(width), bounds, origin).run()


@dataclass(slots=True)
class _Gathering:
    desk: Desk
    blocks: tuple[Block, ...]
    branch: Branch | None
    galley: Galley
    bounds: Bounds | None
    origin: tuple[float, float]
    y: float = 0.0

    def run(self) -> Galley:
        """Set all blocks."""
        previous: Block | None = None
        index = 0
        while index < len(self.blocks):
            block = self.blocks[index]
            following = self.blocks[index + 1] if index + 1 < len(self.blocks) else None
            if isinstance(block, Paragraph) and block.style.frame is not None and self.bounds is not None:
                index = self._frame(index)
                continue
            gap = gap_between(previous, block, adds=self.desk.adds_spaces)
            if isinstance(block, Table) and block.floating is not None and self.bounds is not None:
                self._floating_table(block, block.floating, self.bounds)
                index += 1
                continue
            if isinstance(block, Paragraph):
                self._paragraph(block, gap, previous, following)
            else:
                self._table(block, gap)
            previous = block
            index += 1
        self.galley.height = self.y + gap_after(previous)
        return self.galley

    def _paragraph(
        self, block: Paragraph, gap: float, previous: Block | None, following: Block | None
    ) -> None:
        width = self.galley.width
        framing = framing_of(block, width, previous, following)
        self.y += gap
        lines = self._lines(block)
        painter = LinePainter(self.desk, block, self.branch)
        for index, line in enumerate(lines):
            first, last = index == 0, index == len(lines) - 1
            strip = painter.strip(line, framing, gap, first=first, last=last)
            strip.kept = not last and (block.style.keep_lines or _is_widow(index, len(lines), block))
            strip.keeps_next = last and block.style.keep_next
            strip.ends_with = line.ends_with
            self._add(strip)

    def _add(self, strip: Strip) -> None:
        strip.top = self.y
        self.galley.strips.append(strip)
        self.y += strip.height

    def _lines(self, block: Paragraph) -> Sequence[Line]:
        for item in block.items:
            if isinstance(item, Anchor):
                self._exclude(item)
        width, top = self.galley.width, self.y
        near = [one for one in self.galley.exclusions if one.bottom > top]
        if not near:
            return self.desk.lines(block, width)
        lines = self.desk.lines_around(
            block,
            width,
            lambda depth, height: free_rooms(near, 0.0, width, top + depth, top + depth + height),
        )
        return self.desk.lines(block, width) if self._leaves_page(lines) else lines

    def _leaves_page(self, lines: Sequence[Line]) -> bool:
        """Whether what floats here, in a header say, leaves no room for a line on the page."""
        if self.bounds is None:
            return False
        blank = sum(line.height for line in itertools.takewhile(lambda one: one.room is None, lines))
        return blank > 0 and self.origin[1] + self.y + blank > self.bounds.bottom

    def _exclude(self, anchor: Anchor) -> None:
        """Keep lines away from what is anchored in the next paragraph, if its place can be known."""
        x, y = self.origin
        bounds = self.bounds
        if bounds is None:
            if anchor.vertical.relative_to not in {"paragraph", "line"}:
                return
            bounds = replace(_UNKNOWN, column_width=self.galley.width, right=self.galley.width)
        bounds = replace(bounds, column_left=x, column_width=self.galley.width)
        width, height = anchor_size(anchor, bounds)
        left = horizontal_place(anchor.horizontal, width, bounds, x) - x
        top = vertical_place(anchor.vertical, height, bounds, y + self.y) - y
        exclusion = anchor_exclusion(anchor, left, top, width, height)
        if exclusion is not None:
            self.galley.exclusions.append(exclusion)

    def _table(self, table: Table, gap: float) -> None:
        self.y += gap
        for strip in table_strips(self.desk, table, self.galley.width, self.branch):
            self._add(strip)

    def _floating_table(self, table: Table, floating: FloatingTable, bounds: Bounds) -> None:
        """Set a floating table at its place on the page, where it takes no room of the galley's own."""
        x, y = self.origin
        bounds = replace(bounds, column_left=x, column_width=self.galley.width)
        laid = lay_floating(self.desk, table, self.galley.width, self.branch)
        left, top, room = place_floating(laid, floating, bounds, y + self.y)
        whole = whole_strip(laid)
        strip = Strip(self.y, 0.0)
        dx, dy = left - x, top - y - self.y
        strip.items = [moved(item, dx, dy) for item in whole.items]
        strip.anchors = [one.moved(dx, dy) for one in whole.anchors]
        self.galley.strips.append(strip)
        self.galley.exclusions.append(room.moved(-x, -y))

    def _frame(self, index: int) -> int:
        """Set the frame that begins at a block at its place on the page; gives the block after it."""
        assert self.bounds is not None
        block = self.blocks[index]
        assert isinstance(block, Paragraph)
        frame = block.style.frame
        assert frame is not None
        end = frame_end(self.blocks, index)
        group = frame_blocks(self.blocks[index:end])
        x, y = self.origin
        bounds = replace(self.bounds, column_left=x, column_width=self.galley.width)
        framed = framed_galley(self.desk, group, frame, self.galley.width, self.branch)
        width, height = framed.width, frame_height(self.desk, frame, framed, block.place)
        left = horizontal_place(frame.horizontal, width, bounds, x) - x
        top = vertical_place(frame.vertical, height, bounds, y + self.y) - y
        strip = Strip(self.y, 0.0, framed.items_at(left, top - self.y))
        self.galley.strips.append(strip)
        self.galley.exclusions.append(frame_exclusion(frame, left, top, width, height))
        return end


def _is_widow(index: int, count: int, block: Paragraph) -> bool:
    """Whether a line stays with the next: the first with the second, the last but one with the last."""
    return block.style.widow_control and (index == 0 or index == count - 2)


def frame_end(blocks: Sequence[Block], start: int) -> int:
    """Give the index after the last paragraph that shares the frame of the one at `start`."""
    first = blocks[start]
    assert isinstance(first, Paragraph)
    end = start + 1
    while end < len(blocks):
        block = blocks[end]
        if not isinstance(block, Paragraph) or block.style.frame != first.style.frame:
            break
        end += 1
    return end


def frame_blocks(blocks: Sequence[Block]) -> tuple[Block, ...]:
    """Give a frame's paragraphs as they are set within it."""
    return tuple(
        replace(block, style=replace(block.style, frame=None)) if isinstance(block, Paragraph) else block
        for block in blocks
    )


def framed_galley(
    desk: Desk, blocks: tuple[Block, ...], frame: Frame, column: float, branch: Branch | None
) -> Galley:
    """Set a frame's paragraphs in its width, or as narrow as they are on one line each."""
    width = frame.width
    if width <= 0:
        widths = [desk.narrowest(block)[1] for block in blocks if isinstance(block, Paragraph)]
        width = min(max(widths, default=column) + 0.1, column)
    return desk.gather(desk, blocks, width, branch)


def frame_height(desk: Desk, frame: Frame, galley: Galley, place: str) -> float:
    """Give how high a frame at a place of the document is."""
    if frame.height_rule == "exact" and frame.height > 0:
        desk.warn_if_cut("a frame of an exact height", galley, frame.height, place)
        return frame.height
    return max(galley.height, frame.height if frame.height_rule == "atLeast" else 0.0)


def frame_exclusion(frame: Frame, left: float, top: float, width: float, height: float) -> Exclusion:
    """Give the room a frame takes from the text around it."""
    side = "bothSides" if frame.wrap in {"around", "auto", "tight", "through"} else "none"
    return Exclusion(
        left - frame.gap_h, top - frame.gap_v, left + width + frame.gap_h, top + height + frame.gap_v, side
    )
