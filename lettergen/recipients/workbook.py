"""Excel workbooks (.xlsx, ECMA-376-1 section 18) to rows of text, as the sheet shows them."""

import re
import warnings
from collections.abc import Iterator
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

import openpyxl
from openpyxl.utils import get_column_letter

from lettergen.errors import Fault, InputError
from lettergen.packages import PackageKind, has_doctype, unpack

_KIND = PackageKind(
    title="Excel workbook",
    save_as="Save the list as an Excel workbook (.xlsx) or as “CSV UTF-8”.",
    total_bytes=1_000_000_000,
)
#: Rows of a sheet (Excel's own limit).
_MOST_ROWS = 1_048_576
_FORMULA = re.compile(rb"<(?:\w+:)?f[\s/>]")
_ZEROS = re.compile("0{2,}")


def read_xlsx(path: Path, faults: list[Fault]) -> Iterator[tuple[int, list[str]]]:
    """Yield row numbers, from 1, and cells as text, of the first sheet that is not hidden.

    A whole number has no decimal point, a date is written as 2019-11-12, a number that the sheet
    shows with leading zeros keeps them. A formula counts as the value that Excel last worked out.

    Args:
        path: The file.
        faults: Gets every formula that has no value stored, and every error value.

    Raises:
        InputError: If the file is no workbook, or harmful.
    """
    has_formulas = _check(path)
    try:
        with warnings.catch_warnings():
            # openpyxl warns of data validation and print settings that do not concern us.
            warnings.simplefilter("ignore")
            unknown = _formulas(path) if has_formulas else {}
            yield from _rows(path, unknown, faults)
    except (ValueError, KeyError, IndexError, TypeError, AttributeError, SyntaxError, OSError) as error:
        # What openpyxl raises on a package whose parts do not fit together; SyntaxError is ElementTree's.
        raise InputError(
            f"{path}: is not a workbook that can be read ({error}). Open it in Excel or LibreOffice and "
            f"save it again. {_KIND.save_as}"
        ) from error


def _check(path: Path) -> bool:
    """Refuse a harmful workbook; tell whether there are formulas in it."""
    has_formulas = False
    for name, data in unpack(path, _KIND):
        if has_doctype(data):
            raise InputError(
                f"{path}: `{name}` in it declares a document type, as no workbook does. {_KIND.save_as}"
            )
        has_formulas = has_formulas or (name.startswith("xl/worksheets/") and bool(_FORMULA.search(data)))
    return has_formulas


def _cells(path: Path, *, values: bool) -> Iterator[tuple[int, tuple[Any, ...]]]:
    # openpyxl would leave a file open that it opened itself and could not read.
    with path.open("rb") as file:
        workbook = openpyxl.load_workbook(file, read_only=True, data_only=values, keep_links=False)
        sheets = [sheet for sheet in workbook.worksheets if sheet.sheet_state == "visible"]
        if not sheets:
            raise InputError(f"{path}: has no visible sheet with cells.")
        # The stored dimensions may be wrong either way; without them the rows decide.
        sheets[0].reset_dimensions()
        for number, cells in enumerate(sheets[0].iter_rows(), 1):
            if number > _MOST_ROWS:
                raise InputError(f"{path}: has more rows than Excel can hold.")
            yield number, cells


def _formulas(path: Path) -> dict[tuple[int, int], str]:
    """Give the formulas of the sheet by row number and column index; openpyxl shows these or values."""
    return {
        (number, index): str(cell.value)
        for number, cells in _cells(path, values=False)
        for index, cell in enumerate(cells)
        if cell.data_type == "f"
    }


def _rows(
    path: Path, formulas: dict[tuple[int, int], str], faults: list[Fault]
) -> Iterator[tuple[int, list[str]]]:
    for number, cells in _cells(path, values=True):
        for index, cell in enumerate(cells):
            if cell.data_type == "e":
                what = f"is the error {cell.value}."
                faults.append(Fault(path, what, "Correct it in the sheet.", number, _letter(index)))
            elif cell.value is None and (number, index) in formulas:
                what = f"is the formula {formulas[number, index][:60]}, and no value is stored with it."
                remedy = "Open the file in Excel or LibreOffice and save it, or type the value."
                faults.append(Fault(path, what, remedy, number, _letter(index)))
        yield number, [_text(cell) for cell in cells]


def _letter(index: int) -> str:
    """Give a column's name as the sheet shows it: 0 is A."""
    return get_column_letter(index + 1)


def _text(cell: Any) -> str:
    """Give a cell's value as the sheet shows it to a reader."""
    value = cell.value
    if value is None or isinstance(value, str):
        return value or ""
    if isinstance(value, bool):
        return str(value).upper()
    if isinstance(value, int):
        return _padded(str(value), cell.number_format)
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() else f"{value:.15g}"
    return _time_text(value)


def _time_text(value: Any) -> str:
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == time() else value.isoformat(" ", "minutes")
    return value.isoformat() if isinstance(value, date) else str(value)


def _padded(digits: str, number_format: str) -> str:
    # A format of zeros alone is how Excel keeps the leading zeros of a postcode or a membership number.
    return digits.zfill(len(number_format)) if _ZEROS.fullmatch(number_format) else digits
