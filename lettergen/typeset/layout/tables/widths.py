"""Column widths (17.4.52, 17.4.63, 17.18.87).

The grid that Word saved is the outcome of its own layout and is taken where it is there. Where it is
missing, widths come from the cells' preferred widths and, in an autofit table, from their content.
"""

from collections.abc import Callable, Sequence

from lettergen.typeset.layout.tables.grid import Grid, GridCell
from lettergen.typeset.story import Cell, Table, Width

_LEAST = 0.5
#: Gives the least and the greatest useful width of a cell's content, margins included.
ContentWidths = Callable[[Cell], tuple[float, float]]


def column_widths(table: Table, grid: Grid, available: float, content: ContentWidths) -> list[float]:
    """Give the width of each grid column in points.

    Args:
        table: The table.
        grid: Its grid.
        available: The width of what holds the table.
        content: Measures cells; asked only where the grid says nothing.
    """
    widths = [max(width, 0.0) for width in table.grid]
    widths += [0.0] * (grid.columns - len(widths))
    wanted = preferred(table.width, available)
    if not any(widths) or not _is_believable(widths):
        widths = _from_cells(table, grid, available, content, wanted)
    else:
        widths = _from_preferences(table, grid, widths, available, content)
    total = sum(widths)
    if wanted is not None and total > 0 and abs(total - wanted) > 0.5:
        widths = [width * wanted / total for width in widths]
    return [max(width, _LEAST) for width in widths]


def preferred(width: Width, available: float) -> float | None:
    """Give a preferred width in points; None for automatic."""
    if width.kind == "points" and width.value > 0:
        return width.value
    if width.kind == "share" and width.value > 0:
        return width.value * available
    return None


def _is_believable(widths: Sequence[float]) -> bool:
    """Whether a grid is one that Word made: no column of no width among the others."""
    return all(width > _LEAST for width in widths)


def _from_preferences(
    table: Table, grid: Grid, widths: list[float], available: float, content: ContentWidths
) -> list[float]:
    """Let cells of one column that agree on another length than the grid's have theirs.

    Programs that write Word files often leave a stale grid; Word goes by the cells then. Shares are
    Word's own, and its grid says what came of them once no word had to be broken: nor does it break one
    where an autofit table's cells ask for less than the grid.
    """
    chosen = list(widths)
    for column in range(grid.columns):
        cells = [one for one in grid.cells if one.column == column and one.span == 1]
        wishes = {
            preferred(one.cell.width, available) if one.cell.width.kind == "points" else None for one in cells
        }
        covers = sum(one.rows for one in cells) == len(table.rows)
        if covers and len(wishes) == 1:
            wish = wishes.pop()
            if wish is not None and wish < chosen[column] and table.layout != "fixed":
                wish = max(wish, min(chosen[column], max(content(one.cell)[0] for one in cells)))
            chosen[column] = wish if wish is not None else chosen[column]
    return chosen


def _from_cells(
    table: Table, grid: Grid, available: float, content: ContentWidths, wanted: float | None
) -> list[float]:
    least, most = [_LEAST] * grid.columns, [_LEAST] * grid.columns
    for one in sorted(grid.cells, key=lambda cell: cell.span):
        wish = preferred(one.cell.width, available)
        low, high = content(one.cell)
        if wish is not None:
            low, high = (wish, wish) if table.layout == "fixed" else (max(low, wish), max(low, wish))
        _spread(one, least, low)
        _spread(one, most, high)
    room = wanted if wanted is not None else available
    if table.layout == "fixed" and not any(one.cell.width.kind != "auto" for one in grid.cells):
        return [room / max(grid.columns, 1)] * grid.columns
    return _fitted(least, most, room)


def _spread(one: GridCell, widths: list[float], width: float) -> None:
    """Widen the columns under a cell until it has its width."""
    columns = range(one.column, min(one.end_column, len(widths)))
    lack = width - sum(widths[column] for column in columns)
    if lack > 0 and columns:
        for column in columns:
            widths[column] += lack / len(columns)


def _fitted(least: list[float], most: list[float], room: float) -> list[float]:
    """Give each column between its least and greatest width, so that together they fit a room."""
    if sum(most) <= room:
        return most
    if sum(least) >= room:
        return [width * room / sum(least) for width in least]
    slack, spare = sum(most) - sum(least), room - sum(least)
    return [low + (high - low) * spare / slack for low, high in zip(least, most, strict=True)]
