"""Tables for other programs: CSV on stdout, spreadsheets as files."""

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell

from lettergen.errors import InputError
from lettergen.model.cells import csv_bytes, safe_cell


def write_csv(header: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    """Print a table as CSV on stdout, every cell safe to open in a spreadsheet."""
    sys.stdout.flush()
    sys.stdout.buffer.write(csv_bytes(header, rows))
    sys.stdout.buffer.flush()


def write_xlsx(path: Path, header: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    """Write a table to a spreadsheet; all cells are text, so that none is a formula.

    Raises:
        InputError: If the file cannot be written.
    """
    book = Workbook(write_only=True)
    sheet = book.create_sheet("lettergen")
    for row in (header, *rows):
        sheet.append([_text_cell(sheet, safe_cell(cell)) for cell in row])
    try:
        book.save(path)
    except OSError as error:
        raise InputError(f"{path}: cannot be written: {error.strerror}. Name another file.") from error


def _text_cell(sheet: Any, text: str) -> Any:
    # Control characters cannot stand in XML; openpyxl would raise.
    cell = WriteOnlyCell(sheet, "".join(char for char in text if char >= " " or char in "\n\t"))
    cell.data_type = "s"
    return cell
