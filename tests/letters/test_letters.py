"""Every letter of the corpus looks as its picture says.

A difference is either a defect or, once somebody has looked at it, the new picture:
``python -m tests.letters NAME``.
"""

import difflib

import pytest

from tests.letters.corpus import EXPECTED, all_cases
from tests.letters.dump import picture

CASES = {case.name: case for case in all_cases()}


@pytest.mark.parametrize("name", CASES)
def test_letter_looks_as_its_picture(name):
    case = CASES[name]
    assert case.picture.exists(), f"no picture of {name}: python -m tests.letters {name}"
    expected, made = case.picture.read_text("utf-8"), picture(case.purpose, case.make())
    assert made == expected, "\n".join(
        difflib.unified_diff(expected.splitlines(), made.splitlines(), "expected", "made", lineterm="")
    )


def test_no_picture_is_without_its_letter():
    pictures = {str(file.relative_to(EXPECTED).with_suffix("")) for file in EXPECTED.rglob("*.txt")}
    assert pictures == set(CASES)


def test_every_letter_says_what_it_is_for():
    assert [name for name, case in CASES.items() if not case.purpose] == []
