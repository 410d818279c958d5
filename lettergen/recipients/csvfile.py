"""Text files with separators (RFC 4180 and what spreadsheets make of it) to rows."""

import csv
import io
import re
import sys
from collections.abc import Collection, Iterator
from pathlib import Path

from lettergen.errors import Fault, FaultyInputError, InputError

#: A list of 100,000 people is some 20 MB.
LARGEST_FILE = 500_000_000

_DELIMITERS = (",", ";", "\t", "|")
# Excel's own way to say which separator a file has; it does not count as a row.
_SEP_LINE = re.compile(r"sep=(.)\r?\n?")
# A zip file's and an OLE file's first bytes: .xlsx and .xls under another name.
_WORKBOOK_MARKS = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")
_UTF16_MARKS = (b"\xff\xfe", b"\xfe\xff")


def read_csv(path: Path, known: Collection[str], faults: list[Fault]) -> Iterator[tuple[int, list[str]]]:
    """Yield row numbers, from 1, and cells.

    Encoding and separator are found out: UTF-8 and UTF-16 with or without byte order mark, else
    Windows' cp1252; and of comma, semicolon, tab and bar the one that makes the most of the header.

    Args:
        path: The file.
        known: Column names in lower case that one may hope for.
        faults: Gets the row whose quotation marks cannot be made sense of, which is the last one read.

    Raises:
        InputError: If the file cannot be read or is too large.
        FaultyInputError: If its bytes are no text.
    """
    text = _decode(path, _read_bytes(path))
    delimiter = ""
    if named := _SEP_LINE.match(text):
        delimiter, text = named[1], text[named.end() :]
    yield from _split(path, text, delimiter or _delimiter(text, known), faults)


def _read_bytes(path: Path) -> bytes:
    try:
        if path.stat().st_size > LARGEST_FILE:
            raise InputError(f"{path}: is larger than {LARGEST_FILE // 1_000_000} MB. Is it the right file?")
        data = path.read_bytes()
    except FileNotFoundError:
        raise InputError(
            f"{path}: there is no such file. Write it, or name the right one in lettergen.toml."
        ) from None
    except OSError as error:
        raise InputError(f"{path}: cannot be read: {error.strerror}.") from error
    if data.startswith(_WORKBOOK_MARKS):
        raise InputError(
            f"{path}: is a workbook, not text. Let its name end in .xlsx, or save it as “CSV UTF-8”."
        )
    return data


def _decode(path: Path, data: bytes) -> str:
    start = 0
    for encoding in _encodings(data):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError as error:
            start = error.start
    row = data[:start].count(b"\n") + 1
    what = "contains bytes that are text in neither UTF-8, UTF-16 nor Windows-1252."
    raise FaultyInputError([Fault(path, what, "Save the list as “CSV UTF-8”.", row=row)])


def _encodings(data: bytes) -> tuple[str, ...]:
    if data.startswith(_UTF16_MARKS):
        return ("utf-16",)
    # Western text in UTF-16 has a zero in every other byte; no other encoding of text has any.
    sample = data[:2000]
    if len(data) % 2 == 0 and sample.count(0) * 3 > len(sample):
        return ("utf-16-le",) if sample[1::2].count(0) > sample[::2].count(0) else ("utf-16-be",)
    # UTF-8 goes first because text in another encoding is hardly ever valid UTF-8 by chance.
    return ("utf-8-sig", "cp1252")


def _delimiter(text: str, known: Collection[str]) -> str:
    """Choose the separator that gives the header the most columns we know, then the most columns."""
    lines = (line for line in io.StringIO(text, newline="") if line.strip("\r\n \t,;|"))
    # Under the 128 KB that csv takes for one field: read with the wrong separator it is one.
    header = next(lines, "")[:100_000]

    def merit(delimiter: str) -> tuple[int, int]:
        names = next(csv.reader([header], delimiter=delimiter), [])
        return sum(name.strip().lower() in known for name in names), len(names)

    return max(_DELIMITERS, key=merit)


def _split(path: Path, text: str, delimiter: str, faults: list[Fault]) -> Iterator[tuple[int, list[str]]]:
    # csv refuses fields over 128 KB by default, process-wide; longer rows are told by number instead.
    csv.field_size_limit(min(sys.maxsize, 2**31 - 1))
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    number = 0
    while True:
        number += 1
        try:
            cells = next(rows)
        except StopIteration:
            return
        except csv.Error as error:
            remedy = "A quotation mark within text in quotation marks is written twice."
            faults.append(Fault(path, f"{error}.", remedy, row=number))
            return
        yield number, cells
