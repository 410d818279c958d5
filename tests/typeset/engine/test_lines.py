"""Text lines of the first page, as the post room holds them against the envelope's window."""

import pytest

from lettergen.typeset.engine.lines import text_lines
from lettergen.typeset.fonts import FontBook
from tests.typeset.draw.sheets import one_page, run


@pytest.fixture(scope="module")
def fonts():
    return FontBook(system=False)


def lines(fonts, *items):
    return text_lines(one_page(*items).pages[0], fonts)


def test_line_has_its_text_and_a_box_from_ascent_to_descent(fonts):
    face = fonts.face("Arimo", False, False)
    placed = run(face, 72, 100, "1 High Street", size=10)
    (line,) = lines(fonts, placed)
    assert line.text == "1 High Street"
    assert (line.left, line.right) == pytest.approx((72, 72 + placed.advance))
    assert (line.top, line.bottom) == pytest.approx((100 - 9.05, 100 + 2.12), abs=0.01)


def test_runs_of_one_line_are_joined(fonts):
    face = fonts.face("Arimo", False, False)
    first = run(face, 72, 100, "Zoë ")
    second = run(face, 72 + first.advance, 100, "Łuka")
    third = run(face, 72 + first.advance + second.advance, 100, "siewicz")
    assert [line.text for line in lines(fonts, third, first, second)] == ["Zoë Łukasiewicz"]


def test_columns_on_one_baseline_are_lines_of_their_own(fonts):
    face = fonts.face("Arimo", False, False)
    found = lines(fonts, run(face, 72, 100, "left"), run(face, 300, 100, "right"))
    assert [line.text for line in found] == ["left", "right"]


def test_spaces_that_hang_at_the_end_are_not_in_the_box(fonts):
    face = fonts.face("Arimo", False, False)
    (line,) = lines(fonts, run(face, 72, 100, "end  "))
    assert line.right == pytest.approx(72 + face.shape("end").width * 11)


def test_lines_come_from_top_to_bottom_and_blank_or_turned_ones_not_at_all(fonts):
    face = fonts.face("Arimo", False, False)
    found = lines(
        fonts,
        run(face, 72, 300, "two"),
        run(face, 72, 200, "   "),
        run(face, 72, 100, "one"),
        run(face, 72, 100, "DRAFT", rotation=45),
    )
    assert [line.text for line in found] == ["one", "two"]


def test_page_without_text_has_no_lines(fonts):
    assert lines(fonts) == ()
