"""Floating tables at their place (17.4.58)."""

from dataclasses import replace

from lettergen.typeset.layout.boxes import Exclusion, Strip
from lettergen.typeset.layout.desk import Desk
from lettergen.typeset.layout.floats import Bounds, horizontal_place, vertical_place
from lettergen.typeset.layout.structure import Branch
from lettergen.typeset.layout.tables.painting import part_strip
from lettergen.typeset.layout.tables.rows import LaidTable, lay_table
from lettergen.typeset.layout.tables.split import Cutter
from lettergen.typeset.story import FloatingTable, Table


def lay_floating(desk: Desk, table: Table, available: float, branch: Branch | None) -> LaidTable:
    """Set a floating table; where it stands is not for its alignment and indent to say."""
    return lay_table(desk, replace(table, align="left", indent=0.0), available, branch)


def whole_strip(laid: LaidTable) -> Strip:
    """Give all of a table as one strip."""
    part = Cutter(laid, lambda _notes: 0.0).next_part(laid.height + 1.0, must=True)
    assert part is not None
    return part_strip(laid, part)


def place_floating(
    laid: LaidTable, floating: FloatingTable, bounds: Bounds, text_top: float
) -> tuple[float, float, Exclusion]:
    """Give where a floating table's strip stands, and the room that it takes from the text.

    Args:
        laid: The table.
        floating: What it says of its place.
        bounds: Of the page.
        text_top: Where the text that it is anchored to begins.
    """
    left = horizontal_place(floating.horizontal, laid.width, bounds, bounds.column_left)
    top = vertical_place(floating.vertical, laid.height, bounds, text_top)
    gaps = floating.gaps
    room = Exclusion(
        left - gaps[0], top - gaps[1], left + laid.width + gaps[2], top + laid.height + gaps[3], "bothSides"
    )
    return left - min(laid.places), top, room
