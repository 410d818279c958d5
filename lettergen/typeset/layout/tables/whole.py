"""A table that is not cut into pages by itself: in a cell, a header, a note or a box."""

from lettergen.typeset.layout.boxes import Strip
from lettergen.typeset.layout.desk import Desk
from lettergen.typeset.layout.structure import Branch
from lettergen.typeset.layout.tables.painting import part_strip
from lettergen.typeset.layout.tables.rows import LaidTable, lay_table
from lettergen.typeset.layout.tables.split import Part, RowPart
from lettergen.typeset.story import Table


def table_strips(desk: Desk, table: Table, available: float, branch: Branch | None) -> list[Strip]:
    """Give a table's rows as strips, rows that a merged cell joins as one."""
    laid = lay_table(desk, table, available, branch)
    strips = []
    for rows in _joined_rows(laid):
        part = Part()
        for row in rows:
            part.rows.append(RowPart(row, part.height, laid.heights[row], ends=True))
            part.height += laid.heights[row]
        if rows[-1] == len(laid.heights) - 1:
            part.height += laid.borders.above(len(laid.heights))
        part.takes = {
            index: (0, len(cell.galley.strips))
            for index, cell in enumerate(laid.cells)
            if cell.place.row in rows
        }
        strips.append(part_strip(laid, part))
    return strips


def _joined_rows(laid: LaidTable) -> list[range]:
    groups: list[range] = []
    start = 0
    while start < len(laid.heights):
        end = start + 1
        row = start
        while row < end:
            end = max([end, *(one.place.end_row for one in laid.by_row[row])])
            row += 1
        groups.append(range(start, end))
        start = end
    return groups
