"""A table of text: what a list of people is before anyone asks what it means."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from lettergen.errors import Fault, FaultyInputError, InputError

#: More columns than any list of people has; a file with more is something else.
MOST_COLUMNS = 1_000
#: Characters in one row; a letter's worth of text in every column still fits.
LONGEST_ROW = 1_000_000

# Characters that neither XML 1.0 (section 2.2) nor a mail header can hold. Tab and line breaks are
# text in a cell; surrogates come from a broken encoding.
_UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class Row:
    """One row. `number` is the line as a spreadsheet shows it; the header is usually 1.

    `cells` are stripped of blanks around them and as many as there are columns.
    """

    number: int
    cells: tuple[str, ...]


@dataclass(slots=True)
class Table:
    """The columns of a file and, once, its rows.

    `rows` can be gone through a single time; blank rows are left out. `faults` grows meanwhile with
    what is wrong with the rows as text.
    """

    file: Path
    columns: tuple[str, ...]
    rows: Iterator[Row]
    faults: list[Fault]


def make_table(file: Path, raw_rows: Iterator[tuple[int, list[str]]], faults: list[Fault]) -> Table:
    """Take the first row that is not blank as the header and the others as they come.

    Args:
        file: For messages.
        raw_rows: Row numbers and cells of any number.
        faults: What is wrong so far; grows with the table's own.

    Raises:
        InputError: If nothing is in the file or it has too many columns to be a list.
    """
    for number, cells in raw_rows:
        header = _without_blank_end([cell.strip() for cell in cells])
        if not header:
            continue
        _check_width(file, number, header)
        # The names go into messages, where control characters could act.
        table = Table(file, tuple(_UNPRINTABLE.sub("□", name) for name in header), iter(()), faults)
        table.faults += _header_faults(file, number, header)
        table.rows = _rows(table, raw_rows)
        return table
    if faults:
        raise FaultyInputError(faults)
    raise InputError(
        f"{file}: is empty. Its first row has to name the columns; `lettergen init` writes an example."
    )


def _check_width(file: Path, number: int, cells: list[str]) -> None:
    if len(cells) > MOST_COLUMNS:
        raise InputError(
            f"{file}, row {number}: has {len(cells):,} columns, where at most {MOST_COLUMNS:,} are read. "
            "This does not look like a list of people; is it the right file?"
        )


def _header_faults(file: Path, number: int, header: list[str]) -> Iterator[Fault]:
    seen: dict[str, str] = {}
    for place, name in enumerate(header, 1):
        if not name:
            yield Fault(file, f"Column {place} has no name.", "Name it or delete it.", row=number)
        elif _UNPRINTABLE.search(name):
            what = f"The name of column {place} contains {_named(name)}."
            yield Fault(file, what, "Type the name again.", row=number)
        elif name.casefold() in seen:
            what = f"There are two columns {shown(name)}."
            yield Fault(file, what, "Rename or delete one of them.", row=number)
        seen[name.casefold()] = name


def _rows(table: Table, raw_rows: Iterator[tuple[int, list[str]]]) -> Iterator[Row]:
    width = len(table.columns)
    for number, cells in raw_rows:
        stripped = [cell.strip() for cell in cells]
        if not any(stripped):
            continue
        if len(stripped) != width:
            stripped = _fitted(table, number, stripped)
        if sum(map(len, stripped)) > LONGEST_ROW:
            what = f"is longer than {LONGEST_ROW:,} characters."
            table.faults.append(Fault(table.file, what, "Is a quotation mark missing above?", row=number))
            continue
        if _UNPRINTABLE.search("\t".join(stripped)):
            table.faults += _unprintable(table, number, stripped)
        yield Row(number, tuple(stripped))


def _fitted(table: Table, number: int, cells: list[str]) -> list[str]:
    """Give exactly as many cells as there are columns, noting a fault where text would be lost."""
    width = len(table.columns)
    cells = _without_blank_end(cells)
    if len(cells) > width:
        what = f"has {len(cells):,} cells, but the header has {width:,}; {shown(cells[width])} is too many."
        remedy = "Put quotation marks around text that contains the separator, or name the column."
        table.faults.append(Fault(table.file, what, remedy, row=number))
    return (cells + [""] * width)[:width]


def _unprintable(table: Table, number: int, cells: list[str]) -> Iterator[Fault]:
    for column, cell in zip(table.columns, cells, strict=True):
        if _UNPRINTABLE.search(cell):
            what = f"contains {_named(cell)}, which cannot be printed."
            yield Fault(table.file, what, "Delete it or type the text again.", row=number, column=column)


def shown(text: str) -> str:
    """Quote a cell's text for a message: on one line, not too long, with nothing that acts."""
    flat = text if text.isprintable() else text.encode("unicode_escape").decode("ascii")
    return f"`{flat[:60]}{'…' if len(flat) > 60 else ''}`"


def _named(text: str) -> str:
    found = _UNPRINTABLE.search(text)
    code = ord(found.group()) if found else 0
    return "a NUL byte" if code == 0 else f"the control character U+{code:04X}"


def _without_blank_end(cells: list[str]) -> list[str]:
    end = len(cells)
    while end and not cells[end - 1]:
        end -= 1
    return cells[:end]
