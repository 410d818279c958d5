"""Text with separators, as spreadsheets and people write it."""

import contextlib
import csv
import io

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lettergen.errors import FaultyInputError, InputError
from lettergen.recipients import csvfile, read_recipients
from lettergen.recipients.columns import KNOWN
from lettergen.recipients.csvfile import read_csv

# Characters that mean nothing to CSV and stand in no cell's margin.
PLAIN = st.text(st.characters(exclude_categories=["C", "Z"], exclude_characters='",;|')).filter(bool)


def rows(tmp_path, data):
    path = tmp_path / "recipients.csv"
    path.write_bytes(data if isinstance(data, bytes) else data.encode())
    return list(read_csv(path, KNOWN, []))


def test_separator_that_makes_known_columns_wins_over_one_that_makes_more(tmp_path):
    assert rows(tmp_path, "key;name;a,b,c,d,e\n")[0] == (1, ["key", "name", "a,b,c,d,e"])


def test_separator_line_of_excel_is_no_row(tmp_path):
    assert rows(tmp_path, "sep=;\r\nkey;name\r\n") == [(1, ["key", "name"])]


def test_rows_count_as_in_a_spreadsheet(tmp_path):
    assert rows(tmp_path, 'key,name\n\na,"two\nlines"\nb,B\n') == [
        (1, ["key", "name"]),
        (2, []),
        (3, ["a", "two\nlines"]),
        (4, ["b", "B"]),
    ]


def test_line_ends_of_all_systems_are_read(tmp_path):
    assert rows(tmp_path, "key,name\ra,A\rb,B") == [(1, ["key", "name"]), (2, ["a", "A"]), (3, ["b", "B"])]


@pytest.mark.parametrize("end", ['"A\nb,B\n', '"A"B\n'])
def test_quotation_marks_that_make_no_sense_name_their_row(tmp_path, end):
    path = tmp_path / "recipients.csv"
    path.write_text(f"key,name,email\na,A,nothing\nb,{end}")
    with pytest.raises(FaultyInputError) as caught:
        read_recipients(path)
    assert [fault.row for fault in caught.value.faults] == [2, 3]


def test_header_whose_quotation_mark_never_ends_is_told(tmp_path):
    path = tmp_path / "recipients.csv"
    path.write_text('key,"name\na,A\n')
    with pytest.raises(FaultyInputError, match="row 1: unexpected end of data"):
        read_recipients(path)


def test_bytes_of_no_encoding_name_their_row(tmp_path):
    with pytest.raises(FaultyInputError, match="row 3: contains bytes that are text in neither"):
        rows(tmp_path, b"key,name\na,A\nb,\x81\xff\n")


def test_nul_byte_is_a_fault_with_row_and_column(tmp_path):
    path = tmp_path / "recipients.csv"
    path.write_bytes(b"key,name,email\na,A\0B,a@x.example\n")
    with pytest.raises(FaultyInputError, match=r"row 2, column name: contains a NUL byte"):
        read_recipients(path)


def test_file_that_is_too_large_is_refused_before_it_is_read(tmp_path, monkeypatch):
    monkeypatch.setattr(csvfile, "LARGEST_FILE", 10)
    with pytest.raises(InputError, match="larger than 0 MB"):
        rows(tmp_path, "key,name,email\n")


def test_workbook_under_a_text_files_name_is_told(tmp_path):
    with pytest.raises(InputError, match=r"is a workbook, not text. Let its name end in \.xlsx"):
        rows(tmp_path, b"PK\x03\x04...")


def test_missing_file_and_folder_are_told(tmp_path):
    with pytest.raises(InputError, match="there is no such file"):
        list(read_csv(tmp_path / "recipients.csv", KNOWN, []))
    with pytest.raises(InputError, match="cannot be read"):
        list(read_csv(tmp_path, KNOWN, []))


@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    cells=st.lists(st.lists(PLAIN, min_size=3, max_size=3), min_size=1, max_size=5),
    delimiter=st.sampled_from(",;\t|"),
    encoding=st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"]),
    end=st.sampled_from(["\n", "\r\n", "\r"]),
)
def test_what_a_spreadsheet_writes_is_what_we_read(tmp_path, cells, delimiter, encoding, end):
    text = io.StringIO(newline="")
    writer = csv.writer(text, delimiter=delimiter, lineterminator=end)
    header = ["key", "name", "email address"]
    writer.writerows([header, *cells])
    if encoding.startswith("utf-16-"):
        # Without a mark UTF-16 shows by its zeros, so most of the text has to be Western.
        writer.writerows([["a" * 200] * 3] * 4)
        cells = [*cells, *[["a" * 200] * 3] * 4]
    read = rows(tmp_path, text.getvalue().encode(encoding))
    assert [row for _, row in read] == [header, *cells]


@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.one_of(
        st.binary(max_size=200),
        st.binary(max_size=100).map(lambda junk: b"key,name,email,channels,address,postcode\n" + junk),
        st.text('abc,;\t|"\n\r@ \0=', max_size=100).map(lambda text: f"key,name,email\n{text}".encode()),
    )
)
def test_any_bytes_are_read_or_told(tmp_path, data):
    path = tmp_path / "recipients.csv"
    path.write_bytes(data)
    with contextlib.suppress(InputError):
        read_recipients(path)
