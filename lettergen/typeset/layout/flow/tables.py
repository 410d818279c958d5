"""Tables on pages: part by part down the columns, or floating. How rows split: `tables.split`."""

from dataclasses import replace

from lettergen.typeset.layout.floats import horizontal_place, vertical_place
from lettergen.typeset.layout.flow.pen import Pen
from lettergen.typeset.layout.galley import frame_exclusion
from lettergen.typeset.layout.moving import moved
from lettergen.typeset.layout.tables.painting import part_strip
from lettergen.typeset.layout.tables.rows import lay_table
from lettergen.typeset.layout.tables.split import Cutter
from lettergen.typeset.story import Block, Frame, Table

_AROUND = Frame()


def put_table(pen: Pen, table: Table) -> None:
    """Put a table down, in as many parts as pages ask for."""
    width = pen.span.width
    laid = lay_table(pen.desk, table, width, pen.branch)
    if laid.headers:
        headers = replace(table, rows=table.rows[: laid.headers])
        laid.repeated = lay_table(pen.desk, headers, width, None)
    cutter = Cutter(
        laid, lambda notes: pen.footnotes.height(pen.sheet, notes, pen.sheet.right - pen.sheet.left)
    )
    pen.y += pen.gap(table)
    while not cutter.is_done:
        part = cutter.next_part(pen.bottom - pen.y, must=pen.fresh)
        if part is not None:
            pen.put_strip(part_strip(laid, part), pen.span.left, pen.y)
        if not cutter.is_done:
            pen.next_column()


def put_floating_table(pen: Pen, table: Table, following: Block | None) -> bool:
    """Put a floating table at its place, beside the block that follows; whether it floats and fits there."""
    floating = table.floating
    if floating is None:
        return False
    laid = lay_table(pen.desk, replace(table, align="left", indent=0.0), pen.span.width, None)
    if laid.height > pen.page_height:
        return False
    if floating.vertical.relative_to == "paragraph" and pen.y + laid.height > pen.bottom and not pen.fresh:
        pen.next_column()
    laid = lay_table(pen.desk, replace(table, align="left", indent=0.0), pen.span.width, pen.branch)
    bounds = pen.sheet.bounds(pen.span.left, pen.span.width)
    left = horizontal_place(floating.horizontal, laid.width, bounds, pen.span.left)
    gap = pen.gap(following) if following is not None else 0.0
    top = vertical_place(floating.vertical, laid.height, bounds, pen.y + gap)
    cutter = Cutter(laid, lambda _notes: 0.0)
    part = cutter.next_part(laid.height + 1.0, must=True)
    assert part is not None
    strip = part_strip(laid, part)
    x = left - min(laid.places)
    pen.sheet.body += [moved(item, x, top) for item in strip.items]
    pen.sheet.bookmarks += [(name, top + depth) for name, depth in strip.bookmarks]
    for one in strip.anchors:
        pen.put_floating(one.moved(x, top))
    gaps = floating.gaps
    frame = frame_exclusion(
        _AROUND,
        left - gaps[0],
        top - gaps[1],
        laid.width + gaps[0] + gaps[2],
        laid.height + gaps[1] + gaps[3],
    )
    pen.sheet.exclusions.append(frame)
    pen.footnotes.put(pen.sheet, strip.notes, pen.sheet.right - pen.sheet.left, pen.bottom - pen.y)
    return True
