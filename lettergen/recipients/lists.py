"""The files of people, whole: read, checked, and every fault told at once."""

import csv
import io
from collections.abc import Mapping, Sequence
from pathlib import Path

from lettergen.errors import Fault, FaultyInputError, InputError
from lettergen.model.people import Recipient, Signatory
from lettergen.recipients.columns import KNOWN, SIGNATORY_KNOWN, column_faults, sort_columns
from lettergen.recipients.csvfile import read_csv
from lettergen.recipients.people import RecipientRows, read_signatory
from lettergen.recipients.table import Table, make_table
from lettergen.recipients.workbook import read_xlsx

_TEXT_SUFFIXES = (".csv", ".tsv", ".txt")


def read_recipients(path: Path, *, country: str = "GB") -> list[Recipient]:
    """Read whom the letter goes to, in the file's order; at least one.

    Args:
        path: A .csv (or .tsv, .txt) or .xlsx file whose first row names the columns.
        country: ISO 3166 code of the country where the letters are posted.

    Raises:
        InputError: If the file cannot be read at all.
        FaultyInputError: With everything that is wrong in it, row by row.
    """
    table = _open(path, KNOWN)
    columns = sort_columns(table.columns, KNOWN)
    faults = list(column_faults(path, columns, KNOWN, ("key", "name")))
    rows = RecipientRows(path, columns, country)
    recipients = [rows.read(row) for row in table.rows]
    _raise_if_any([*faults, *_in_order([*table.faults, *rows.faults])])
    if not recipients:
        raise InputError(f"{path}: names columns, but nobody stands below. Add a row for each recipient.")
    return recipients


def recipients_again(path: Path, added: Mapping[str, Mapping[str, str]]) -> bytes:
    """Give some rows of a list again, as CSV with all their columns and further ones.

    Cells stay as they are, since it is to be read by us: what a spreadsheet would take for a formula is
    not made safe.

    Args:
        path: The list, which has no faults.
        added: Of each recipient that is wanted, by key, the further columns' cells by name. All have the
            same columns; a column of the list that is so called gives way.
    """
    table = _open(path, KNOWN)
    key = sort_columns(table.columns, KNOWN).known["key"]
    names = list(next(iter(added.values()), {}))
    kept = [place for place, name in enumerate(table.columns) if name not in names]
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow([*(table.columns[place] for place in kept), *names])
    for row in table.rows:
        if row.cells[key] in added:
            cells = added[row.cells[key]]
            writer.writerow([*(row.cells[place] for place in kept), *(cells[name] for name in names)])
    return text.getvalue().encode("utf-8-sig")


def read_signatories(path: Path) -> list[Signatory]:
    """Read who signs, in the order in which they stand under the letter; may be nobody.

    Raises:
        InputError: If the file is missing or cannot be read at all.
        FaultyInputError: With everything that is wrong in it, row by row.
    """
    table = _open(path, SIGNATORY_KNOWN)
    columns = sort_columns(table.columns, SIGNATORY_KNOWN)
    faults = list(column_faults(path, columns, SIGNATORY_KNOWN, ("name",)))
    row_faults: list[Fault] = []
    signatories = [read_signatory(path, columns, row, row_faults) for row in table.rows]
    _raise_if_any([*faults, *_in_order([*table.faults, *row_faults])])
    return signatories


def _open(path: Path, known: Sequence[str]) -> Table:
    suffix = path.suffix.lower()
    faults: list[Fault] = []
    if suffix in _TEXT_SUFFIXES:
        return make_table(path, read_csv(path, known, faults), faults)
    if suffix in {".xlsx", ".xlsm"}:
        return make_table(path, read_xlsx(path, faults), faults)
    kind = "is of Excel's old format" if suffix == ".xls" else f"ends in `{suffix}`, which is not read"
    raise InputError(f"{path}: {kind}. Save the list as an Excel workbook (.xlsx) or as “CSV UTF-8” (.csv).")


def _in_order(faults: list[Fault]) -> list[Fault]:
    return sorted(faults, key=lambda fault: fault.row or 0)


def _raise_if_any(faults: list[Fault]) -> None:
    if faults:
        raise FaultyInputError(faults)
