"""Rows and columns as text."""

from pathlib import Path

import pytest

from lettergen.errors import InputError
from lettergen.recipients.table import make_table

FILE = Path("recipients.csv")


def table_of(*rows):
    table = make_table(FILE, iter(list(enumerate(rows, 1))), [])
    return table, list(table.rows), [str(fault) for fault in table.faults]


def test_header_is_the_first_row_with_text():
    table, rows, faults = table_of([" ", ""], ["key", " name ", "", ""], ["a", " A "])
    assert table.columns == ("key", "name")
    assert [(row.number, row.cells) for row in rows] == [(3, ("a", "A"))]
    assert faults == []


def test_blank_rows_are_left_out_and_short_ones_filled():
    _, rows, faults = table_of(["key", "name", "x"], ["", " "], ["a"], ["b", "B", "", "", ""])
    assert [row.cells for row in rows] == [("a", "", ""), ("b", "B", "")]
    assert faults == []


def test_text_beyond_the_last_column_is_a_fault():
    _, _, (fault,) = table_of(["key", "name"], ["a", "Smith", "Jo"])
    assert "row 2: has 3 cells, but the header has 2; `Jo` is too many." in fault


def test_columns_without_name_or_of_one_name_are_faults():
    _, _, faults = table_of(["key", "", "Name", "name", "x\x07"], ["a"])
    assert "row 1: Column 2 has no name." in faults[0]
    assert "There are two columns `name`." in faults[1]
    assert "The name of column 5 contains the control character U+0007." in faults[2]


def test_nothing_in_a_message_can_act():
    _, _, faults = table_of(["key", "na\x1b[2Jme"], ["a\x1b[31m", "x", "\x1b]0;title\x07"])
    assert len(faults) == 3
    assert all(fault.isprintable() for fault in faults)


def test_more_columns_than_a_list_has_are_refused():
    with pytest.raises(InputError, match="row 1: has 100,000 columns, where at most 1,000 are read"):
        table_of(["x"] * 100_000)


def test_row_of_absurd_length_is_a_fault_and_left_out():
    _, rows, (fault,) = table_of(["key", "name"], ["a", "x" * 1_000_001], ["b", "B"])
    assert [row.number for row in rows] == [3]
    assert "row 2: is longer than 1,000,000 characters" in fault


def test_characters_that_cannot_be_printed_are_faults_and_line_breaks_are_not():
    _, _, faults = table_of(["key", "name"], ["a", "A\nB\tC"], ["b\x1b", "B"])
    assert len(faults) == 1
    assert "row 3, column key: contains the control character U+001B, which cannot be printed." in faults[0]


def test_nothing_at_all_is_told():
    with pytest.raises(InputError, match="is empty"):
        table_of()
