"""Text that a spreadsheet shows and does not run."""

import csv
import io
from collections.abc import Iterable, Sequence

# Excel, LibreOffice and Google Sheets take a cell that begins so for a formula, also behind blanks and
# after a tab or a carriage return; the last four are full-width forms (OWASP, CSV injection).
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")


def safe_cell(text: str) -> str:
    """Give the text as a cell that no spreadsheet reads as a formula.

    Such text gets an apostrophe in front, which spreadsheets take as "this is text".
    """
    if text.lstrip(" ").startswith(_FORMULA_STARTS):
        return "'" + text
    return text


def csv_bytes(header: Sequence[str], rows: Iterable[Sequence[str]]) -> bytes:
    """Give a CSV file (RFC 4180) that Excel opens as UTF-8, every cell safe.

    A byte order mark goes first: without it Excel on Windows reads the file as its own code page.
    """
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow(header)
    writer.writerows([safe_cell(cell) for cell in row] for row in rows)
    return text.getvalue().encode("utf-8-sig")
