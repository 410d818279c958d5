"""Which parts of a table a cell belongs to, for a table style's conditional formatting (17.7.6)."""

from lettergen.typeset.read.table_properties import TableProperties


def conditions_at(
    table: TableProperties, row: int, rows: int, first: int, end: int, columns: int
) -> list[str]:
    """Name the conditions that hold for a cell, in the order in which they lie over each other.

    Bands of columns, then of rows, first and last column, first and last row, corners (17.7.6). Bands
    count from after the first row and column where those have formatting of their own. What Word
    stored with the cell (w:cnfStyle) is a note of the same and is not read.

    Args:
        table: For w:tblLook and the widths of bands.
        row: The row, from 0.
        rows: How many rows there are.
        first: The cell's first grid column, from 0.
        end: The grid column after its last.
        columns: How many grid columns there are.
    """
    look = table.look or frozenset()
    top, bottom = "firstRow" in look and row == 0, "lastRow" in look and row == rows - 1 and rows > 1
    left, right = "firstColumn" in look and first == 0, "lastColumn" in look and end >= columns and first > 0
    names = ["wholeTable"]
    if "noVBand" not in look and not left and not right:
        band = (first - ("firstColumn" in look)) // (table.column_band or 1)
        names.append("band1Vert" if band % 2 == 0 else "band2Vert")
    if "noHBand" not in look and not top and not bottom:
        band = (row - ("firstRow" in look)) // (table.row_band or 1)
        names.append("band1Horz" if band % 2 == 0 else "band2Horz")
    parts = (("firstCol", left), ("lastCol", right), ("firstRow", top), ("lastRow", bottom))
    names.extend(name for name, holds in parts if holds)
    corners = (("nwCell", top and left), ("neCell", top and right), ("swCell", bottom and left))
    names.extend(name for name, holds in (*corners, ("seCell", bottom and right)) if holds)
    return names
