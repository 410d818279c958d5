"""Borders of cells where they meet: the stronger one is drawn (17.4.66)."""

from collections.abc import Iterator
from dataclasses import dataclass

from lettergen.typeset.layout.framing import is_drawn, stroke, thickness
from lettergen.typeset.layout.tables.grid import Grid, GridCell
from lettergen.typeset.pages import Rule
from lettergen.typeset.story import Line


def stronger(one: Line | None, other: Line | None) -> Line | None:
    """Give the border drawn where two meet: the thicker, then the darker; None where neither shows."""
    if not is_drawn(one):
        return other if is_drawn(other) else None
    if not is_drawn(other):
        return one
    assert one is not None
    assert other is not None
    return other if _strength(other) > _strength(one) else one


def _strength(line: Line) -> tuple[float, int]:
    color = int(line.color, 16) if line.color else 0
    brightness = (color >> 16) + 2 * (color >> 8 & 255) + (color & 255)
    return thickness(line), -brightness


@dataclass(slots=True)
class Edges:
    """A table's resolved borders.

    `vertical[row][column]` is the line left of a column in a row, `horizontal[row][column]` the one
    above a row in a column; each has one more than there are columns or rows.
    """

    vertical: list[list[Line | None]]
    horizontal: list[list[Line | None]]

    def above(self, row: int) -> float:
        """Give how thick the thickest line above a row is."""
        return max((thickness(line) for line in self.horizontal[row]), default=0.0)

    def upright(self, row: int, places: list[float], top: float, bottom: float) -> Iterator[Rule]:
        """Give a row's vertical lines between two heights; `places` are the columns' edges."""
        for column, line in enumerate(self.vertical[row]):
            if line is not None:
                yield from stroke(line, places[column], top, places[column], bottom)

    def level(self, row: int, places: list[float], y: float) -> Iterator[Rule]:
        """Give the lines above a row, neighbours that are alike as one."""
        start = 0
        lines = self.horizontal[row]
        for column in range(1, len(lines) + 1):
            if column < len(lines) and lines[column] == lines[start]:
                continue
            line = lines[start]
            if line is not None:
                yield from self._with_corners(line, row, start, column, places, y)
            start = column

    def _with_corners(
        self, line: Line, row: int, start: int, end: int, places: list[float], y: float
    ) -> Iterator[Rule]:
        """Give a line long enough to close the corners with the vertical ones."""
        low, high = sorted((places[start], places[end]))
        yield from stroke(line, low - self._reach(row, start), y, high + self._reach(row, end), y)

    def _reach(self, row: int, column: int) -> float:
        rows = [one for one in (row - 1, row) if 0 <= one < len(self.vertical)]
        return max((thickness(self.vertical[one][column]) / 2 for one in rows), default=0.0)


def edges_of(grid: Grid) -> Edges:
    """Resolve all borders of a table whose cells touch."""
    owners = grid.owners()
    vertical: list[list[Line | None]] = []
    for row in range(grid.rows):
        places = range(grid.columns + 1)
        vertical.append(
            [_between(owners.get((row, at - 1)), owners.get((row, at)), "right", "left") for at in places]
        )
    horizontal: list[list[Line | None]] = []
    for row in range(grid.rows + 1):
        columns = range(grid.columns)
        horizontal.append(
            [_between(owners.get((row - 1, at)), owners.get((row, at)), "bottom", "top") for at in columns]
        )
    return Edges(vertical, horizontal)


def _between(before: GridCell | None, after: GridCell | None, first: str, second: str) -> Line | None:
    if before is after:
        return None
    one = getattr(before.cell.borders, first) if before is not None else None
    other = getattr(after.cell.borders, second) if after is not None else None
    return stronger(one, other)
