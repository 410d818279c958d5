"""Excel workbooks."""

import contextlib
import io
import re
import zipfile
from datetime import date, datetime, time
from pathlib import Path

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lettergen.errors import FaultyInputError, InputError
from lettergen.recipients import read_recipients
from lettergen.recipients.workbook import read_xlsx

HEADER = ["key", "name", "email", "value"]


def saved(tmp_path: Path, *rows, prepare=lambda book: None) -> Path:
    book = openpyxl.Workbook()
    for row in (HEADER, *rows):
        book.active.append(row)
    prepare(book)
    path = tmp_path / "recipients.xlsx"
    book.save(path)
    return path


def edited(path: Path, part: str, change) -> Path:
    """Change the text of a part of a workbook."""
    with zipfile.ZipFile(path) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    parts[part] = change(parts[part].decode()).encode()
    with zipfile.ZipFile(path, "w") as package:
        for name, data in parts.items():
            package.writestr(name, data)
    return path


def value_of(path: Path) -> str:
    (recipient,) = read_recipients(path)
    return recipient.extra["value"]


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (5, "5"),
        (5.0, "5"),
        (0.1, "0.1"),
        (-2.5, "-2.5"),
        (1234567890123, "1234567890123"),
        (True, "TRUE"),
        (None, ""),
        ("00123", "00123"),
        ("  =not a formula", "=not a formula"),
        ("two\nlines", "two\nlines"),
        (date(2019, 11, 12), "2019-11-12"),
        (datetime(2019, 11, 12), "2019-11-12"),  # noqa: DTZ001 -- Excel knows no time zones.
        (datetime(2019, 11, 12, 9, 30), "2019-11-12 09:30"),  # noqa: DTZ001 -- the same.
        (time(9, 30), "09:30:00"),
    ],
)
def test_cell_is_read_as_the_sheet_shows_it(tmp_path, value, text):
    assert value_of(saved(tmp_path, ["a", "A", "a@x.example", value])) == text


def test_number_shown_with_leading_zeros_keeps_them(tmp_path):
    def prepare(book):
        book.active["D2"].number_format = "00000"

    assert value_of(saved(tmp_path, ["a", "A", "a@x.example", 123], prepare=prepare)) == "00123"


def test_rows_are_numbered_as_in_the_sheet(tmp_path):
    path = saved(tmp_path, [], ["a", "A", "a@x.example"], [], ["b", "B", "not an address"])
    with pytest.raises(FaultyInputError, match=r"recipients\.xlsx, row 5, column email"):
        read_recipients(path)


def test_hidden_sheets_are_not_read(tmp_path):
    def prepare(book):
        book.active.sheet_state = "hidden"
        book.create_sheet("list").append(HEADER)
        book["list"].append(["a", "A", "a@x.example", "seen"])
        book.active = 1

    assert value_of(saved(tmp_path, ["b", "B", "b@x.example", "hidden"], prepare=prepare)) == "seen"


def test_workbook_without_a_visible_sheet_is_told(tmp_path):
    path = saved(tmp_path, ["a", "A", "a@x.example"])
    edited(path, "xl/workbook.xml", lambda text: text.replace('state="visible"', 'state="veryHidden"'))
    with pytest.raises(InputError, match="has no visible sheet with cells"):
        read_recipients(path)


def test_stored_dimension_that_is_wrong_does_not_matter(tmp_path):
    path = saved(tmp_path, ["a", "A", "a@x.example", "x"])
    edited(path, "xl/worksheets/sheet1.xml", lambda text: re.sub(r'ref="A1:D2"', 'ref="A1"', text))
    assert value_of(path) == "x"


def test_formula_without_a_stored_value_is_a_fault(tmp_path):
    path = saved(tmp_path, ["a", "A", "a@x.example", '=B2&"!"'])
    with pytest.raises(
        FaultyInputError, match='row 2, column D: is the formula =B2&"!", and no value is stored'
    ):
        read_recipients(path)


def test_formula_counts_as_its_stored_value(tmp_path):
    path = saved(tmp_path, ["a", "A", "a@x.example", "=1+1"])
    stored = re.compile(r"</f><v\s*/?>(</v>)?")
    edited(path, "xl/worksheets/sheet1.xml", lambda text: stored.sub("</f><v>2</v>", text))
    assert value_of(path) == "2"


def test_faults_of_cells_come_with_all_others(tmp_path):
    path = saved(tmp_path, ["a", "A", "not an address", "=1"], ["", "B", "b@x.example", "#REF!"])
    with pytest.raises(FaultyInputError) as caught:
        read_recipients(path)
    assert [(fault.row, fault.column) for fault in caught.value.faults] == [
        (2, "D"),
        (2, "email"),
        (3, "D"),
        (3, "key"),
    ]


def test_error_value_is_a_fault(tmp_path):
    path = saved(tmp_path, ["a", "A", "a@x.example", "#N/A"])
    with pytest.raises(FaultyInputError, match="row 2, column D: is the error #N/A"):
        read_recipients(path)


def test_document_type_is_refused(tmp_path):
    path = saved(tmp_path, ["a", "A", "a@x.example"])
    entity = '<!DOCTYPE x [<!ENTITY a "aaa">]>'
    edited(path, "xl/workbook.xml", lambda text: entity + text[text.index("<workbook") :])
    with pytest.raises(InputError, match="declares a document type"):
        read_recipients(path)


def test_row_number_beyond_the_sheet_is_refused(tmp_path):
    path = saved(tmp_path, ["a", "A", "a@x.example"])
    edited(path, "xl/worksheets/sheet1.xml", lambda text: text.replace('<row r="2"', '<row r="99999999999"'))
    with pytest.raises(InputError, match="more rows than Excel can hold"):
        list(read_xlsx(path, []))


def test_workbook_of_no_use_is_told(tmp_path):
    path = tmp_path / "recipients.xlsx"
    path.write_bytes(b"key,name\n")
    with pytest.raises(InputError, match="is no Excel workbook"):
        read_recipients(path)
    saved(tmp_path)
    edited(path, "xl/workbook.xml", lambda text: text.replace("sheet1", "sheet9").replace("rId1", "rId7"))
    with pytest.raises(InputError, match="is not a workbook that can be read"):
        read_recipients(path)


@pytest.mark.parametrize(
    ("name", "told"), [("r.xls", "Excel's old format"), ("r.ods", "ends in `.ods`"), ("r", "ends in ``")]
)
def test_other_kinds_of_file_say_what_to_do(tmp_path, name, told):
    with pytest.raises(InputError, match=told):
        read_recipients(tmp_path / name)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_damage_inside_a_workbook_never_ends_in_a_traceback(tmp_path, data):
    path = saved(tmp_path, ["a", "A", "a@x.example", date(2019, 11, 12)], ["b", "B", "b@x.example", "=1"])
    with zipfile.ZipFile(path) as package:
        parts = {name: bytearray(package.read(name)) for name in package.namelist()}
    part = parts[data.draw(st.sampled_from(sorted(parts)))]
    for _ in range(data.draw(st.integers(1, 3))):
        start = data.draw(st.integers(0, len(part) - 1))
        part[start : start + data.draw(st.integers(0, 8))] = data.draw(st.binary(max_size=4))
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w") as package:
        for name, content in parts.items():
            package.writestr(name, bytes(content))
    path.write_bytes(written.getvalue())
    with contextlib.suppress(InputError):
        read_recipients(path)
