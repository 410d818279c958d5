"""A part of a table put down: shading, content, borders."""

import math
from collections.abc import Iterator

from lettergen.typeset.layout.boxes import Strip
from lettergen.typeset.layout.framing import stroke
from lettergen.typeset.layout.moving import moved
from lettergen.typeset.layout.tables.rows import CellBox, LaidTable, line_inset
from lettergen.typeset.layout.tables.split import Part, RowPart
from lettergen.typeset.layout.turning import turned
from lettergen.typeset.pages import Box, Item
from lettergen.typeset.story import Line


def part_strip(laid: LaidTable, part: Part) -> Strip:
    """Give a part as one strip; items are relative to the container's left and the part's top."""
    strip = Strip(0.0, part.height)
    if part.repeats_headers and laid.repeated is not None:
        strip.items += _header_items(laid.repeated)
    for index, (start, end) in part.takes.items():
        _put_cell(laid.cells[index], part, laid, start, end, strip)
    strip.items += _lines(laid, part)
    # What lies behind goes first, so that no cell's ground hides its neighbour's text.
    strip.items.sort(key=lambda item: not isinstance(item, Box) or item.opacity < 1)
    return strip


def _header_items(repeated: LaidTable) -> Iterator[Item]:
    y = 0.0
    part = Part(repeats_headers=False)
    for row, height in enumerate(repeated.heights):
        part.rows.append(RowPart(row, y, height, ends=True))
        y += height
    part.takes = {index: (0, len(cell.galley.strips)) for index, cell in enumerate(repeated.cells)}
    part.height = y
    yield from part_strip(repeated, part).items


def _put_cell(cell: CellBox, part: Part, laid: LaidTable, start: int, end: int, strip: Strip) -> None:
    """Put down a cell's ground and those of its strips that are on the part."""
    mine = [one for one in part.rows if cell.place.row <= one.row < cell.place.end_row]
    inset = line_inset(laid, mine[0].row)
    y, height = mine[0].y, sum(one.height for one in mine)
    if cell.place.cell.shading is not None:
        strip.items.append(Box(cell.x, y, cell.width, height, cell.place.cell.shading))
    left, top, _right, bottom = cell.place.cell.margins
    if cell.turned:
        strip.items += _turned_content(cell, y + inset, height - inset)
        return
    strips = cell.galley.strips[start:end]
    if not strips:
        return
    base = strips[0].top if start else 0.0
    ends = end == len(cell.galley.strips)
    used = (cell.galley.height if ends else strips[-1].bottom) - base
    free = max(height - inset - top - bottom - used, 0.0)
    share = {"center": 0.5, "bottom": 1.0}.get(cell.place.cell.vertical, 0.0) if ends else 0.0
    x, offset = cell.x + left, y + inset + top + free * share - base
    for one in strips:
        down = offset + one.top
        strip.items += [moved(item, x, down) for item in one.items]
        strip.notes += one.notes
        strip.bookmarks += [(name, depth + down) for name, depth in one.bookmarks]
        strip.anchors += [floating.moved(x, down) for floating in one.anchors]


def _turned_content(cell: CellBox, y: float, height: float) -> Iterator[Item]:
    """Give a cell's content turned by a quarter, centred across as its vertical alignment says."""
    left, top, right, bottom = cell.place.cell.margins
    inner = cell.width - left - right
    share = {"center": 0.5, "bottom": 1.0}.get(cell.place.cell.vertical, 0.0)
    across = max(inner - cell.galley.height, 0.0) * share
    angle = math.radians(cell.turned)
    for item in cell.galley.items_at(0.0, 0.0):
        if cell.turned < 0:
            yield turned(item, angle, cell.x + left + across, y + height - bottom)
        else:
            yield turned(item, angle, cell.x + cell.width - right - across, y + top)


def _lines(laid: LaidTable, part: Part) -> Iterator[Item]:
    if any(row.cell_spacing or laid.table.cell_spacing for row in laid.table.rows):
        yield from _separate_borders(laid, part)
        return
    edges = laid.borders
    first = part.rows[0]
    for one in part.rows:
        yield from edges.upright(one.row, laid.places, one.y, one.y + one.height)
        if one.begins or one is first:
            yield from edges.level(one.row, laid.places, one.y + edges.above(one.row) / 2)
        yield from _diagonals(laid, one)
    last = part.rows[-1]
    bottom = last.y + last.height
    yield from edges.level(last.row + 1, laid.places, bottom + edges.above(last.row + 1) / 2)


def _diagonals(laid: LaidTable, one: RowPart) -> Iterator[Item]:
    for cell in laid.by_row[one.row]:
        borders = cell.place.cell.borders
        if cell.place.row != one.row or (borders.down is None and borders.up is None):
            continue
        x1, x2, y1, y2 = cell.x, cell.x + cell.width, one.y, one.y + one.height
        if borders.down is not None:
            yield from stroke(borders.down, x1, y1, x2, y2)
        if borders.up is not None:
            yield from stroke(borders.up, x1, y2, x2, y1)


def _separate_borders(laid: LaidTable, part: Part) -> Iterator[Item]:
    """Draw each cell's own borders, where cells stand apart."""
    for index in part.takes:
        cell = laid.cells[index]
        mine = [one for one in part.rows if cell.place.row <= one.row < cell.place.end_row]
        gap = (laid.table.rows[cell.place.row].cell_spacing or laid.table.cell_spacing) / 2
        top, bottom = mine[0].y + gap, mine[-1].y + mine[-1].height - gap
        x1, x2, borders = cell.x, cell.x + cell.width, cell.place.cell.borders
        yield from _side(borders.top, x1, top, x2, top)
        yield from _side(borders.bottom, x1, bottom, x2, bottom)
        yield from _side(borders.left, x1, top, x1, bottom)
        yield from _side(borders.right, x2, top, x2, bottom)


def _side(line: Line | None, x1: float, y1: float, x2: float, y2: float) -> Iterator[Item]:
    if line is not None and line.kind not in {"none", "nil"}:
        yield from stroke(line, x1, y1, x2, y2)
