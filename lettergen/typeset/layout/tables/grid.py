"""Cells on the table's grid: which columns and rows each covers (17.4.17, 17.4.85)."""

from dataclasses import dataclass

from lettergen.typeset.story import Cell, Row, Table


@dataclass(slots=True)
class GridCell:
    """A cell with its place: from `column`, `span` columns wide, from `row`, `rows` high."""

    cell: Cell
    row: int
    column: int
    span: int
    rows: int = 1

    @property
    def end_column(self) -> int:
        """The column after its last."""
        return self.column + self.span

    @property
    def end_row(self) -> int:
        """The row after its last."""
        return self.row + self.rows


@dataclass(slots=True)
class Grid:
    """A table's cells in reading order; `columns` counts grid columns."""

    cells: list[GridCell]
    columns: int
    rows: int

    def owners(self) -> dict[tuple[int, int], GridCell]:
        """Give for each place of the grid, (row, column), the cell that covers it."""
        return {
            (row, column): cell
            for cell in self.cells
            for row in range(cell.row, cell.end_row)
            for column in range(cell.column, cell.end_column)
        }

    def gaps(self) -> dict[int, list[tuple[int, int]]]:
        """Give for each row that leaves places of the grid empty their stretches: (column, span)."""
        if sum(cell.span * cell.rows for cell in self.cells) == self.columns * self.rows:
            return {}
        owners = self.owners()
        gaps: dict[int, list[tuple[int, int]]] = {}
        for row in range(self.rows):
            empty = [column for column in range(self.columns) if (row, column) not in owners]
            for column in empty:
                found = gaps.setdefault(row, [])
                if found and sum(found[-1]) == column:
                    found[-1] = (found[-1][0], found[-1][1] + 1)
                else:
                    found.append((column, 1))
        return gaps


def grid_of(table: Table) -> Grid:
    """Put a table's cells on its grid; continued vertical merges become part of the cell above."""
    cells: list[GridCell] = []
    open_at: dict[int, GridCell] = {}
    columns = len(table.grid)
    for index, row in enumerate(table.rows):
        column = row.before
        still_open: dict[int, GridCell] = {}
        for cell in row.cells:
            span = max(cell.span, 1)
            above = open_at.get(column)
            if cell.merge == "continue" and above is not None and above.span == span:
                above.rows += 1
                still_open[column] = above
            else:
                placed = GridCell(cell, index, column, span)
                cells.append(placed)
                if cell.merge != "none":
                    still_open[column] = placed
            column += span
        open_at = still_open
        columns = max(columns, column + row.after)
    return Grid(cells, columns, len(table.rows))


def is_header(row: Row, index: int, table: Table) -> bool:
    """Whether a row is repeated on each page: marked so, and all rows above it too."""
    return row.header and all(one.header for one in table.rows[:index])
