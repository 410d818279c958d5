"""Paragraphs on pages: which lines fit, which stay together, and what they make room for."""

from collections.abc import Sequence

from lettergen.typeset.layout.boxes import Exclusion, Line
from lettergen.typeset.layout.floats import (
    anchor_exclusion,
    anchor_size,
    free_rooms,
    horizontal_place,
    vertical_place,
)
from lettergen.typeset.layout.flow.pen import SLACK, Pen
from lettergen.typeset.layout.framing import Framing, framing_of
from lettergen.typeset.layout.keeps import allowed_break, chain_height
from lettergen.typeset.layout.painting import LinePainter
from lettergen.typeset.layout.paragraphs import FreeRooms
from lettergen.typeset.story import Anchor, Block, BreakKind, NoteRef, Paragraph


def put_paragraph(pen: Pen, blocks: Sequence[Block], index: int, block: Paragraph) -> None:
    """Put a paragraph down, on the next page where it has to begin or stay with others there."""
    if block.style.page_break_before and not (pen.fresh and pen.column == 0):
        pen.next_sheet(hard=True)
    following = blocks[index + 1] if index + 1 < len(blocks) else None
    framing = framing_of(block, pen.span.width, None if pen.fresh else pen.previous, following)
    gap = pen.gap(block)
    if block.style.keep_next and not _starts_in_chain(blocks, index):
        needed = chain_height(pen.desk, blocks, index, pen.span.width, pen.page_height)
        if not pen.fresh and gap + needed > pen.bottom - pen.y + SLACK and needed <= pen.page_height:
            pen.next_column()
            gap = pen.gap(block)
    if not pen.fresh and _floats_below(pen, block, pen.y + gap):
        pen.next_column()
        gap = pen.gap(block)
    _set_lines(pen, block, framing, gap)


def _floats_below(pen: Pen, block: Paragraph, top: float) -> bool:
    """Whether something that a paragraph's text stands beside leaves the page below: both go on overleaf."""
    bounds = pen.sheet.bounds(pen.span.left, pen.span.width)
    for item in block.items:
        if not isinstance(item, Anchor) or item.wrap == "none" or item.vertical.align is not None:
            continue
        below = item.vertical.offset + anchor_size(item, bounds)[1]
        is_hung = item.vertical.relative_to in {"paragraph", "line"} and below <= pen.page_height
        if is_hung and top + below > pen.bottom + SLACK:
            return True
    return False


def _starts_in_chain(blocks: Sequence[Block], index: int) -> bool:
    """Whether the paragraph before has already made room for this one."""
    before = blocks[index - 1] if index else None
    return isinstance(before, Paragraph) and before.style.keep_next and before.style.frame is None


def _set_lines(pen: Pen, block: Paragraph, framing: Framing | None, gap: float) -> None:
    """Put a paragraph's lines on this page and, as far as needed, on the next ones."""
    painter = LinePainter(pen.desk, block, pen.branch)
    lines = _lines(pen, block, pen.y + gap)
    index = 0
    while index < len(lines):
        count = _fitting(pen, lines, index, framing, gap)
        forced = count > 0 and lines[index + count - 1].ends_with in {BreakKind.PAGE, BreakKind.COLUMN}
        if index + count < len(lines) and not forced:
            count = allowed_break(count, index, len(lines), block.style)
        if not count and not pen.fresh:
            pen.next_column()
            gap = pen.gap(block) if not index else 0.0
        else:
            count = max(count, 1)
            _put_lines(pen, painter, lines, index, count, framing, gap)
            index, gap = index + count, 0.0
            _after_lines(pen, lines, index)
        if index < len(lines):
            lines = _rest(pen, block, lines, index, pen.y + gap)


def _after_lines(pen: Pen, lines: Sequence[Line], index: int) -> None:
    kind = lines[index - 1].ends_with
    if kind is BreakKind.PAGE:
        pen.next_sheet(hard=True)
    elif kind is BreakKind.COLUMN:
        pen.next_column(hard=True)
    elif index < len(lines):
        pen.next_column()


def _lines(pen: Pen, block: Paragraph, top: float) -> Sequence[Line]:
    """Break a paragraph where it stands, beside what floats there."""
    for item in block.items:
        if isinstance(item, Anchor):
            _exclude(pen, item, top)
    near = _near(pen, top)
    if not near:
        return pen.desk.lines(block, pen.span.width)
    lines = pen.desk.lines_around(block, pen.span.width, _free_rooms(pen, near, top))
    return pen.desk.lines(block, pen.span.width) if _has_no_room(pen, lines, top) else lines


def _rest(pen: Pen, block: Paragraph, lines: Sequence[Line], index: int, top: float) -> Sequence[Line]:
    """Give a paragraph's lines with those from `index` on broken as the column they come to has room."""
    if not index:
        return _lines(pen, block, top)
    for line in lines[index:]:
        for anchor, _x in line.anchors:
            _exclude(pen, anchor, top)
    near = _near(pen, top)
    if not near and all(_fills(line, pen.span.width) for line in lines[index:]):
        return lines
    kept = lines[:index]
    rest = pen.desk.lines_around(block, pen.span.width, _free_rooms(pen, near, top), kept)
    if _has_no_room(pen, rest[index:], top):
        return pen.desk.lines_around(block, pen.span.width, _free_rooms(pen, (), top), kept)
    return rest


def _has_no_room(pen: Pen, lines: Sequence[Line], top: float) -> bool:
    """Whether what floats takes all of a column that is still empty, as it would that of any next page."""
    if not pen.fresh:
        return False
    for line in lines:
        if line.room is not None:
            return top + line.height > pen.bottom
        top += line.height
    return True


def _fills(line: Line, width: float) -> bool:
    """Whether a line was broken for the whole of a column so wide."""
    return line.room is not None and line.room.whole and line.column == width


def _near(pen: Pen, top: float) -> list[Exclusion]:
    """Give what keeps text away in this column, below a height."""
    span = pen.span
    return [
        one
        for one in pen.sheet.exclusions
        if one.bottom > top and one.left < span.left + span.width and one.right > span.left
    ]


def _free_rooms(pen: Pen, near: Sequence[Exclusion], top: float) -> FreeRooms:
    """Give, for a line's depth below `top` and its height, where in the column at hand it may stand."""
    span, bottom = pen.span, pen.sheet.bottom

    def free(depth: float, height: float) -> list[tuple[float, float]]:
        if top + depth + height > bottom:
            return [(0.0, span.width)]
        rooms = free_rooms(near, span.left, span.left + span.width, top + depth, top + depth + height)
        return [(left - span.left, right - span.left) for left, right in rooms]

    return free


def _exclude(pen: Pen, anchor: Anchor, top: float) -> None:
    bounds = pen.sheet.bounds(pen.span.left, pen.span.width)
    width, height = anchor_size(anchor, bounds)
    left = horizontal_place(anchor.horizontal, width, bounds, pen.span.left)
    y = vertical_place(anchor.vertical, height, bounds, top)
    exclusion = anchor_exclusion(anchor, left, y, width, height)
    if exclusion is not None and exclusion not in pen.sheet.exclusions:
        pen.sheet.exclusions.append(exclusion)


def _fitting(pen: Pen, lines: Sequence[Line], index: int, framing: Framing | None, gap: float) -> int:
    """Count the lines that fit, up to a break, with the notes they bring."""
    y = pen.y + gap + (framing.above if framing is not None and index == 0 else 0.0)
    notes: list[NoteRef] = []
    for count, line in enumerate(lines[index:]):
        notes += line.notes
        last = index + count == len(lines) - 1
        below = framing.below if framing is not None and last else 0.0
        needed = pen.footnotes.height(pen.sheet, notes, pen.sheet.right - pen.sheet.left) if notes else 0.0
        if y + line.height - (0.0 if below else line.spare) + below + needed > pen.bottom + SLACK:
            return count
        y += 0.0 if line.beside else line.height
        if line.ends_with in {BreakKind.PAGE, BreakKind.COLUMN}:
            return count + 1
    return len(lines) - index


def _put_lines(
    pen: Pen,
    painter: LinePainter,
    lines: Sequence[Line],
    index: int,
    count: int,
    framing: Framing | None,
    gap: float,
) -> None:
    pen.y += gap
    start = pen.y
    for at in range(index, index + count):
        first, last = at == 0, at == len(lines) - 1
        strip = painter.strip(lines[at], framing, gap, first=first, last=last)
        pen.put_strip(strip, pen.span.left, start)
