"""Which parts of a table a cell belongs to, for a table style's conditional formatting (17.7.6)."""

from dataclasses import dataclass

from lettergen.typeset.read.table_properties import TableProperties


@dataclass(frozen=True, slots=True)
class Spot:
    """Where a cell stands.

    `row` and `column` count from 0; `column` is a grid column. `is_first` and `is_last` say whether
    the cell begins or ends its row, whatever the grid says.
    """

    row: int
    rows: int
    column: int
    is_first: bool
    is_last: bool

    @property
    def edges(self) -> "Edges":
        """Tell which of the table's edges the cell stands at."""
        return Edges(self.row == 0, self.is_first, self.row == self.rows - 1, self.is_last)


@dataclass(frozen=True, slots=True)
class Edges:
    """Which edges of a part of the table a cell stands at."""

    top: bool = True
    left: bool = True
    bottom: bool = True
    right: bool = True


def conditions_at(table: TableProperties, spot: Spot) -> list[tuple[str, Edges]]:
    """Name the conditions that hold for a cell, in the order in which they lie over each other.

    Bands of columns, then of rows, first and last column, first and last row, corners (17.7.6). Bands
    count from after the first row and column where those have formatting of their own. What Word
    stored with the cell (w:cnfStyle) is a note of the same and is not read.

    Args:
        table: For w:tblLook and the widths of bands.
        spot: Where the cell stands.

    Returns:
        Each condition's name and the edges of that part which the cell stands at.
    """
    look = table.look or frozenset()
    top, bottom = (
        "firstRow" in look and spot.row == 0,
        "lastRow" in look and spot.edges.bottom and spot.row > 0,
    )
    left, right = "firstColumn" in look and spot.is_first, "lastColumn" in look and spot.is_last
    right = right and not spot.is_first
    whole = spot.edges
    across, down = Edges(left=whole.left, right=whole.right), Edges(top=whole.top, bottom=whole.bottom)
    found = [("wholeTable", whole)]
    if "noVBand" not in look and not left and not right:
        band, edges = _column_band(table, spot, "firstColumn" in look)
        found.append((f"band{band}Vert", edges))
    if "noHBand" not in look and not top and not bottom:
        band, edges = _row_band(table, spot, "firstRow" in look)
        found.append((f"band{band}Horz", edges))
    parts = (("firstCol", left, down), ("lastCol", right, down), ("firstRow", top, across))
    found.extend((name, edges) for name, holds, edges in (*parts, ("lastRow", bottom, across)) if holds)
    corners = (("nwCell", top and left), ("neCell", top and right), ("swCell", bottom and left))
    found.extend((name, Edges()) for name, holds in (*corners, ("seCell", bottom and right)) if holds)
    return found


def _row_band(table: TableProperties, spot: Spot, has_header: bool) -> tuple[int, Edges]:
    """Give 1 or 2 for the band of rows, and the edges of the band."""
    size = table.row_band or 1
    index, within = divmod(spot.row - has_header, size)
    ends = within == size - 1 or spot.edges.bottom
    return index % 2 + 1, Edges(within == 0, spot.is_first, ends, spot.is_last)


def _column_band(table: TableProperties, spot: Spot, has_header: bool) -> tuple[int, Edges]:
    """Give 1 or 2 for the band of columns, and the edges of the band."""
    size = table.column_band or 1
    index, within = divmod(spot.column - has_header, size)
    ends = within == size - 1 or spot.is_last
    return index % 2 + 1, Edges(spot.edges.top, within == 0, spot.edges.bottom, ends)
