"""Paragraphs that go on in another column: they fill the room that is there, not the room they began in."""

import pytest

from lettergen.typeset.pages import GlyphRun
from lettergen.typeset.story import Align, Anchor, Column, Frame, Graphic, HeaderFooter, Offset, Tab, TabStop
from tests.typeset.layout.pictures import STYLE, para, story

LETTERS = "aaaa bbbb cccc dddd eeee ffff gggg hhhh iiii jjjj"


def anchored(height, left=0.0, top=0.0, **settings):
    graphic = Graphic(b"", "png", decorative=True)
    across, down = Offset("margin", left), Offset("page", top)
    return Anchor(graphic, 50.0, height, across, down, wrap="square", gaps=(0.0,) * 4, **settings)


def test_a_narrow_column_leads_to_a_wide_one(pages):
    columns = (Column(50.0, 10.0), Column(100.0))
    assert pages(para(LETTERS, widow_control=False), chars=32, lines=2, columns=columns) == [
        "aaaa bbbb   eeee ffff gggg hhhh\ncccc dddd   iiii jjjj"
    ]


def test_a_wide_column_leads_to_a_narrow_one(pages):
    columns = (Column(100.0, 10.0), Column(50.0))
    assert pages(para(LETTERS, widow_control=False), chars=32, lines=2, columns=columns) == [
        "aaaa bbbb cccc dddd   iiii jjjj\neeee ffff gggg hhhh"
    ]


def test_stops_of_the_column_before_break_its_lines_as_they_were_broken(pages):
    columns = (Column(50.0, 10.0), Column(100.0))
    stops = (TabStop(30.0), TabStop(500.0, "right"))
    text = para("aa", Tab(STYLE), "bb cc", Tab(STYLE), "dd ee", tabs=stops, widow_control=False)
    assert pages(text, chars=32, lines=1, columns=columns) == ["aa    bb    cc    dd ee"]


def test_what_floats_in_a_header_keeps_the_body_away_on_each_of_its_pages(pages):
    headers = HeaderFooter(default=(para(anchored(500.0)),))
    assert pages(para(LETTERS, widow_control=False), chars=30, lines=2, headers=headers) == [
        "          aaaa bbbb cccc dddd\n          eeee ffff gggg hhhh",
        "          iiii jjjj",
    ]


def test_beside_the_first_pages_sidebar_lines_are_short_and_then_long(pages):
    headers = HeaderFooter(first=(para(anchored(500.0)),))
    assert pages(para(LETTERS, widow_control=False), chars=30, lines=1, headers=headers, title_page=True) == [
        "          aaaa bbbb cccc dddd",
        "eeee ffff gggg hhhh iiii jjjj",
    ]


def test_a_frame_in_a_header_keeps_the_body_away(pages):
    frame = Frame(width=50.0, horizontal=Offset("margin", 0.0), vertical=Offset("page", 20.0), wrap="around")
    headers = HeaderFooter(default=(para("framed", frame=frame), para("head")))
    assert pages(para(LETTERS), chars=30, lines=5, headers=headers, header_distance=10.0) == [
        "head\nframed    aaaa bbbb cccc dddd\neeee ffff gggg hhhh iiii jjjj"
    ]


@pytest.mark.parametrize("lines", range(2, 6))
def test_no_word_is_lost_or_set_twice_wherever_the_page_ends(layouter, lines):
    headers = HeaderFooter(first=(para(anchored(35.0, left=40.0)),), even=(para(anchored(25.0)),))
    made = layouter.lay_out(
        story(para(LETTERS * 3, first_line=10.0), chars=34, lines=lines, headers=headers, title_page=True)
    )
    words = [run.text for page in made.pages for run in page.items if isinstance(run, GlyphRun)]
    assert "".join(words).replace(" ", "") == (LETTERS * 3).replace(" ", "")


def test_what_takes_a_whole_page_in_every_header_keeps_no_line_away(pages):
    graphic = Graphic(b"", "png", decorative=True)
    cover = Anchor(graphic, 200.0, 200.0, Offset("page", 0.0), Offset("page", 0.0), wrap="square")
    headers = HeaderFooter(default=(para(cover),))
    assert pages(para(LETTERS), chars=30, lines=3, headers=headers) == [
        "aaaa bbbb cccc dddd eeee ffff\ngggg hhhh iiii jjjj"
    ]


def test_a_page_high_picture_does_not_push_its_own_paragraph_from_page_to_page(pages):
    graphic = Graphic(b"", "png", decorative=True)
    cover = Anchor(graphic, 200.0, 200.0, Offset("page", 0.0), Offset("page", 0.0), wrap="square")
    assert pages(para(cover, LETTERS), chars=30, lines=3) == [
        "aaaa bbbb cccc dddd eeee ffff\ngggg hhhh iiii jjjj"
    ]
    assert pages(para("up"), para(LETTERS[:15], cover, LETTERS[15:]), chars=30, lines=3)[0] == "up"


@pytest.mark.parametrize("align", [Align.LEFT, Align.RIGHT])
def test_beside_nothing_a_line_juts_into_the_margin_though_something_floats_further_down(pages, align):
    low = anchored(20.0, left=0.0, top=30.0)
    text = para(low, LETTERS, left=-5.0, right=-5.0, align=align, widow_control=False)
    assert pages(text, chars=30, lines=9, left=15.0, right=15.0)[0].splitlines()[0] == (
        "aaaa bbbb cccc dddd eeee ffff" if align is Align.LEFT else " aaaa bbbb cccc dddd eeee ffff"
    )


def test_a_paragraph_whose_indents_leave_no_room_ends_beside_what_floats(pages):
    text = para(anchored(20.0, top=10.0), "aa bb", left=200.0)
    assert "".join("".join(pages(text, chars=30, lines=9)).split()) == "aabb"


@pytest.mark.parametrize(("wrap", "made"), [("square", ["up", "          beside"]), ("none", ["up\nbeside"])])
def test_a_paragraph_goes_overleaf_with_what_hangs_on_it_and_keeps_text_away(pages, wrap, made):
    graphic = Graphic(b"", "png", decorative=True)
    places = Offset("column", 0.0), Offset("paragraph", 0.0)
    hanging = Anchor(graphic, 50.0, 25.0, *places, wrap=wrap, gaps=(0.0,) * 4)
    assert pages(para("up"), para(hanging, "beside"), chars=30, lines=3) == made


def test_what_is_higher_than_a_page_does_not_send_its_paragraph_on(pages):
    graphic = Graphic(b"", "png", decorative=True)
    hanging = Anchor(
        graphic, 50.0, 45.0, Offset("column"), Offset("paragraph"), wrap="square", gaps=(0.0,) * 4
    )
    assert pages(para("up"), para(hanging, "beside"), chars=30, lines=3) == ["up\n          beside"]
