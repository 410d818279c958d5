import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lettergen.model.cells import csv_bytes, safe_cell


@pytest.mark.parametrize("text", ["=1+1", "+44 20", "-1", "@SUM(A1)", "  =cmd|'/c calc'!A0", "\t=1", "＝1"])
def test_formulas_become_text(text):
    assert safe_cell(text) == "'" + text


@pytest.mark.parametrize("text", ["", "Naomi Long", "a=b", "'=1", "1-2"])
def test_other_text_stays_as_it_is(text):
    assert safe_cell(text) == text


@given(st.lists(st.text(st.characters(exclude_characters="\r\n\0", exclude_categories=["Cs"])), min_size=1))
def test_cells_come_back_from_the_file(cells):
    text = csv_bytes(["h"] * len(cells), [cells]).decode("utf-8-sig")
    assert list(csv.reader(io.StringIO(text, newline="")))[1] == [safe_cell(cell) for cell in cells]
