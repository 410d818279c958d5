"""Between East Asian text and Latin letters or digits there is some space (17.3.1.2, 17.3.1.3)."""

import pytest

from lettergen.typeset.pages import GlyphRun
from tests.typeset.layout.pictures import para, story


@pytest.fixture
def width(layouter):
    """Give how far the end of a paragraph's text is from its beginning, in points; an em is 10."""

    def measured(text, **style):
        page = layouter.lay_out(story(para(text, **style))).pages[0]
        runs = [item for item in page.items if isinstance(item, GlyphRun)]
        return max(run.x + run.advance for run in runs) - min(run.x for run in runs)

    return measured


@pytest.mark.parametrize(
    ("text", "spaces"), [("漢a漢", 2), ("漢7", 1), ("漢漢", 0), ("a7", 0), ("漢,漢", 0), ("漢 a", 0)]
)
def test_letters_and_digits_stand_off(width, text, spaces):
    assert width(text) == pytest.approx(5.0 * len(text) + 2.0 * spaces)


def test_either_can_be_turned_off(width):
    assert width("漢a漢7", auto_space_de=False) == pytest.approx(20.0 + 2.0)
    assert width("漢a漢7", auto_space_dn=False) == pytest.approx(20.0 + 4.0)


def test_none_is_left_at_a_lines_end(layouter):
    made = layouter.lay_out(story(para("漢a", align="right"), chars=1))
    runs = [item for item in made.pages[0].items if isinstance(item, GlyphRun)]
    assert [round(run.x, 1) for run in runs] == [runs[0].x] * 2
