"""Numbers as lists, pages and notes show them."""

import pytest

from lettergen.typeset.numerals import numeral


@pytest.mark.parametrize(
    ("value", "number_format", "written"),
    [
        (7, "decimal", "7"),
        (7, "decimalZero", "07"),
        (12, "decimalZero", "12"),
        (1994, "lowerRoman", "mcmxciv"),
        (4, "upperRoman", "IV"),
        (3, "lowerLetter", "c"),
        (28, "upperLetter", "BB"),
        (1, "ordinal", "1st"),
        (12, "ordinal", "12th"),
        (123, "ordinal", "123rd"),
        (21, "cardinalText", "Twenty-one"),
        (1105, "cardinalText", "One thousand one hundred five"),
        (20, "ordinalText", "Twentieth"),
        (32, "ordinalText", "Thirty-second"),
        (5, "numberInDash", "- 5 -"),
        (5, "chicago", "**"),
        (16, "hebrew1", "טז"),
        (123, "hebrew1", "קכג"),
        (2, "arabicAbjad", "ب"),
        (11, "decimalEnclosedCircle", "⑪"),
        (21, "decimalEnclosedCircle", "21"),
        (15, "chineseCounting", "十五"),
        (205, "japaneseCounting", "二百五"),
        (10, "thaiNumbers", "๑๐"),
        (100, "ordinalText", "One hundredth"),
        (3, "ordinalText", "Third"),
        (20000, "chineseCounting", "20000"),
        (255, "hex", "FF"),
        (4, "none", ""),
    ],
)
def test_number_is_written_in_its_format(value, number_format, written):
    assert numeral(value, number_format) == written


def test_number_that_a_format_cannot_say_comes_out_in_digits():
    assert numeral(0, "lowerRoman") == "0"
    assert numeral(-3, "upperLetter") == "-3"
    assert numeral(10**9, "lowerLetter") == "1000000000"


def test_unknown_format_counts_in_digits():
    assert numeral(9, "klingon") == "9"
