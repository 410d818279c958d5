"""How a table is fitted to a terminal: which columns stay whole, which give way."""

from collections.abc import Sequence

from rich import box
from rich.cells import cell_len
from rich.console import JustifyMethod
from rich.table import Table
from rich.text import Text

#: A word of so many characters is not broken over lines: references, dates, statuses, short keys.
_WORD = 16
#: What a column that gives way keeps, in characters; below that it cannot be read.
_LEAST = 12
#: Frame and blanks around a column's text.
_FRAME = 3


def fit(
    header: Sequence[str], rows: Sequence[Sequence[str]], room: int, *, spare: Sequence[int] = ()
) -> list[int]:
    """Choose the columns to show.

    A column without any text is never shown.

    Args:
        header: The columns' names.
        rows: Their cells.
        room: The terminal's width in characters.
        spare: Columns to leave out, the first first, where they do not all fit.

    Returns:
        The indexes of the columns that stay, in order.
    """
    kept = [index for index in range(len(header)) if any(row[index] for row in rows)]
    widths = {index: _widest(header, rows, index) for index in kept}
    for index in spare:
        if sum(widths[one] + _FRAME for one in kept) < room:
            break
        if index in kept:
            kept.remove(index)
    return kept


def make_table(
    header: Sequence[str], rows: Sequence[Sequence[str]], room: int, *, right: Sequence[int] = ()
) -> Table:
    """Lay cells out as a table that is no wider than the terminal; `right` are columns of numbers."""
    table = Table(box=box.ROUNDED, header_style="bold")
    whole = _unbroken(header, rows, room)
    for index, name in enumerate(header):
        side: JustifyMethod = "right" if index in right else "left"
        table.add_column(Text(name), justify=side, overflow="fold", no_wrap=index in whole)
    for row in rows:
        table.add_row(*map(Text, row))
    return table


def _unbroken(header: Sequence[str], rows: Sequence[Sequence[str]], room: int) -> set[int]:
    """Give the columns of short words that stay whole; none if the others would have no room left."""
    widths = [_widest(header, rows, index) for index in range(len(header))]
    whole = {index for index, width in enumerate(widths) if width <= _WORD}
    needed = sum(width if index in whole else _LEAST for index, width in enumerate(widths))
    return whole if needed + _FRAME * len(widths) < room else set()


def _widest(header: Sequence[str], rows: Sequence[Sequence[str]], index: int) -> int:
    return max(cell_len(header[index]), *(_longest_line(row[index]) for row in rows), 0)


def _longest_line(text: str) -> int:
    return max(map(cell_len, text.split("\n")))
