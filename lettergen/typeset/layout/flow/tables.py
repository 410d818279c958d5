"""Tables on pages: part by part down the columns, or floating. How rows split: `tables.split`."""

from dataclasses import replace

from lettergen.typeset.layout.floats import horizontal_place
from lettergen.typeset.layout.flow.pen import Pen
from lettergen.typeset.layout.moving import moved
from lettergen.typeset.layout.tables.floating import lay_floating, place_floating, whole_strip
from lettergen.typeset.layout.tables.painting import part_strip
from lettergen.typeset.layout.tables.rows import LaidTable, lay_table
from lettergen.typeset.layout.tables.split import Cutter
from lettergen.typeset.story import Block, Table

#: How much of the next row, in points, a page must have room for below a table's headers to repeat them.
_BELOW_HEADERS = 24.0


def put_table(pen: Pen, table: Table) -> None:
    """Put a table down, in as many parts as pages ask for.

    A floating one that is higher than a page comes here too: only its place across the page is its own.
    """
    width = pen.span.width
    lay = lay_table if table.floating is None else lay_floating
    laid = lay(pen.desk, table, width, pen.branch)
    _repeat_headers(pen, laid, width)
    cutter = Cutter(
        laid, lambda notes: pen.footnotes.height(pen.sheet, notes, pen.sheet.right - pen.sheet.left)
    )
    pen.y += pen.gap(table)
    while not cutter.is_done:
        if cutter.begins_page and not (pen.fresh and pen.column == 0):
            pen.next_sheet(hard=True)
        part = cutter.next_part(pen.bottom - pen.y, must=pen.fresh)
        if part is not None:
            pen.put_strip(part_strip(laid, part), _left(pen, laid), pen.y)
        if not cutter.is_done and not cutter.begins_page:
            pen.next_column()


def _repeat_headers(pen: Pen, laid: LaidTable, width: float) -> None:
    """Set a table's header rows for the pages that follow; those that fill a page are not repeated."""
    if not laid.headers:
        return
    needed = sum(laid.heights[: laid.headers]) + min(laid.heights[laid.headers], _BELOW_HEADERS)
    if needed > pen.page_height:
        laid.headers = 0
        return
    headers = replace(laid.table, rows=laid.table.rows[: laid.headers])
    laid.repeated = lay_table(pen.desk, headers, width, None)


def _left(pen: Pen, laid: LaidTable) -> float:
    """Give where the column's edge is for a table: a floating one's place does not count from the column."""
    floating = laid.table.floating
    if floating is None:
        return pen.span.left
    bounds = pen.sheet.bounds(pen.span.left, pen.span.width)
    left = horizontal_place(floating.horizontal, laid.width, bounds, pen.span.left)
    return left - min(laid.places)


def put_floating_table(pen: Pen, table: Table, following: Block | None) -> bool:
    """Put a floating table at its place, beside the block that follows; whether it floats and fits there."""
    floating = table.floating
    if floating is None:
        return False
    laid = lay_floating(pen.desk, table, pen.span.width, None)
    if laid.height > pen.page_height:
        return False
    if floating.vertical.relative_to == "paragraph" and pen.y + laid.height > pen.bottom and not pen.fresh:
        pen.next_column()
    laid = lay_floating(pen.desk, table, pen.span.width, pen.branch)
    gap = pen.gap(following) if following is not None else 0.0
    bounds = pen.sheet.bounds(pen.span.left, pen.span.width)
    x, top, room = place_floating(laid, floating, bounds, pen.y + gap)
    strip = whole_strip(laid)
    pen.sheet.body += [moved(item, x, top) for item in strip.items]
    pen.sheet.bookmarks += [(name, top + depth) for name, depth in strip.bookmarks]
    for one in strip.anchors:
        pen.put_floating(one.moved(x, top))
    pen.sheet.exclusions.append(room)
    pen.footnotes.put(pen.sheet, strip.notes, pen.sheet.right - pen.sheet.left, pen.bottom - pen.y)
    return True
