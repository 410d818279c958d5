from dataclasses import replace

import pytest

from lettergen.typeset.pages import GlyphRun, Rule
from lettergen.typeset.story import Align, Break, Line, LineRule, PageField, Story, Tab, TabStop, Text
from tests.typeset.layout.pictures import STYLE, dump, in_style, para, section, story


def test_a_line_takes_the_words_that_fit_and_spaces_hang(pages):
    assert pages(para("one two three four   five six"), chars=18) == ["one two three four\nfive six"]


def test_a_word_wider_than_the_line_is_broken_by_character(pages):
    assert pages(para("a abcdefghijkl z"), chars=5) == ["a\nabcde\nfghij\nkl z"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("wellknown-fact", "wellknown-\nfact"),
        ("from 2019–2020", "from 2019–\n2020"),
        ("word word—word", "word word—\nword"),
        ("keep to\u00a0gether", "keep\nto\u00a0gether"),
        ("and/orthen some", "and/orthen\nsome"),
        ("no\u2011breaking it", "no\u2011\u0062reaking\nit"),
    ],
)
def test_lines_end_where_word_ends_them(pages, text, expected):
    assert pages(para(text), chars=11) == [expected]


def test_a_soft_hyphen_shows_only_where_the_line_ends(pages):
    assert pages(para("an extra\u00adordinary"), chars=10) == ["an extra\u00ad\nordinary"]
    assert pages(para("an extra\u00adordinary"), chars=30) == ["an extraordinary"]


def test_east_asian_text_breaks_between_ideographs_but_not_before_a_full_stop(pages):
    assert pages(para("漢字漢字。漢"), chars=4) == ["漢字漢\n字。漢"]


def test_centred_and_right_aligned_lines(pages):
    lines = pages(para("mid", align=Align.CENTER), para("end", align=Align.RIGHT), chars=9)
    assert lines == ["   mid\n      end"]


def test_a_justified_line_fills_its_width_and_the_last_does_not(layouter):
    page = layouter.lay_out(story(para("aa bb cc dd", align=Align.JUSTIFY), chars=9)).pages[0]
    first, last = (item for item in page.items if isinstance(item, GlyphRun))
    assert first.glyphs[7].x + 5.0 == pytest.approx(45.0)
    assert last.glyphs[-1].x == 5.0


def test_spaces_are_squeezed_for_one_more_word_from_mode_15_on(layouter):
    text = para("a b c d e f g h i j k ll m", align=Align.JUSTIFY)
    wide = replace(story(text).sections[0], width=20.0 + 118.0)
    squeezed = layouter.lay_out(Story((wide,), compatibility=15)).pages[0]
    loose = layouter.lay_out(Story((wide,), compatibility=14)).pages[0]
    first = [next(item for item in page.items if isinstance(item, GlyphRun)) for page in (squeezed, loose)]
    assert len(first[0].text) > len(first[1].text)


def test_a_line_break_ends_the_line(pages):
    assert pages(para("one", Break(STYLE), "two")) == ["one\ntwo"]


def test_tabs_lead_to_their_stops_and_then_to_default_ones(pages):
    stops = (TabStop(25.0), TabStop(75.0, "right", "dot"))
    assert pages(para("a", Tab(STYLE), "b", Tab(STYLE), "cc", tabs=stops)) == ["a    b.......cc"]
    assert pages(para("a", Tab(STYLE), "b")) == ["a      b"]


def test_a_tab_past_the_end_goes_to_the_next_line_and_the_word_before_it_stays(pages):
    assert pages(para("aa bbbbb bb", Tab(STYLE), "cc"), chars=12) == ["aa bbbbb bb\n       cc"]


def test_a_leader_fills_its_tab_to_the_end(layouter):
    stops = (TabStop(72.0, "right", "dot"),)
    page = layouter.lay_out(story(para("a", Tab(STYLE), "b", tabs=stops))).pages[0]
    dots = next(run for run in page.items if isinstance(run, GlyphRun) and run.text.startswith(".."))
    assert len(dots.text) == 12
    assert dots.x + dots.advance == pytest.approx(10.0 + 67.0)  # the margin, and the tab up to the "b"
    assert dots.glyphs[1].x == pytest.approx(62.0 / 12)


def test_what_a_leader_parts_is_two_words_with_no_space_drawn_into_the_dots(layouter):
    stops = (TabStop(72.0, "right", "dot"),)
    page = layouter.lay_out(story(para("fee", Tab(STYLE), "12", tabs=stops))).pages[0]
    fee = next(run for run in page.items if isinstance(run, GlyphRun))
    assert (fee.text, len(fee.glyphs)) == ("fee ", 3)


def test_centre_and_decimal_tabs(pages):
    stops = (TabStop(25.0, "center"), TabStop(75.0, "decimal"))
    assert pages(para(Tab(STYLE), "abcd", Tab(STYLE), "12.50", tabs=stops)) == ["   abcd      12.50"]


def test_a_hanging_indent_is_a_tab_stop(pages):
    assert pages(para("1.", Tab(STYLE), "one two three", left=20.0, first_line=-20.0), chars=11) == [
        "1.  one two\n    three"
    ]


def test_ptab_aligns_with_the_margins(pages):
    assert pages(para("a", Tab(STYLE, align="right"), "end"), chars=10) == ["a      end"]


def test_line_heights(layouter):
    def tops(**formatting):
        page = layouter.lay_out(story(para("a", Break(STYLE), "b", **formatting))).pages[0]
        return [item.y for item in page.items if isinstance(item, GlyphRun)]

    assert tops() == [18.0, 28.0]
    assert tops(line=1.5) == [18.0, 33.0]
    assert tops(line_rule=LineRule.EXACT, line=20.0) == [26.0, 46.0]
    assert tops(line_rule=LineRule.AT_LEAST, line=14.0) == [22.0, 36.0]


def test_a_line_grid_gives_every_line_its_pitch(layouter):
    made = story(para("a", Break(STYLE), "b"), grid_pitch=16.0, grid_kind="lines")
    runs = [item for item in layouter.lay_out(made).pages[0].items if isinstance(item, GlyphRun)]
    assert [run.y for run in runs] == [21.0, 37.0]


def test_right_to_left_words_stand_from_the_right(pages):
    assert pages(para("אבג דה", align=Align.RIGHT, bidi=True), chars=8) == ["  הד גבא"]


def test_numbers_in_right_to_left_text_keep_their_order(pages):
    assert pages(para("אב 12 גד", align=Align.RIGHT, bidi=True), chars=8) == ["דג 12 בא"]


def test_every_character_is_in_the_runs(layouter):
    text = "The quick brown fox jumps over the lazy dog"
    page = layouter.lay_out(story(para(text), chars=12)).pages[0]
    assert "".join(item.text for item in page.items if isinstance(item, GlyphRun)) == text


def test_underlines_run_under_spaces_between_words(layouter):
    style = in_style(underline=Line("single", 0.5))
    page = layouter.lay_out(story(para(Text("two words ", style)))).pages[0]
    (rule,) = (item for item in page.items if isinstance(item, Rule))
    assert (rule.x1, rule.x2) == (10.0, 55.0)


def test_small_capitals_are_smaller_and_keep_their_text(layouter):
    page = layouter.lay_out(story(para(Text("Ab", in_style(small_caps=True))))).pages[0]
    runs = [item for item in page.items if isinstance(item, GlyphRun)]
    assert [(run.text, run.size, chr(run.glyphs[0].id)) for run in runs] == [
        ("A", 10.0, "A"),
        ("b", 8.0, "B"),
    ]


def test_page_fields_show_totals_that_are_only_known_at_the_end(pages):
    field = PageField("NUMPAGES", STYLE)
    lines = pages(para("of ", field), *[para("x")] * 4, lines=2)
    assert lines[0] == "of 3\nx"


def test_the_same_story_laid_out_twice_is_the_same(layouter):
    made = Story((section(para("one two three four five"), chars=9),))
    assert layouter.lay_out(made) == layouter.lay_out(made)
    assert dump(layouter.lay_out(made).pages[0]) == "one two\nthree\nfour five"


def test_a_right_tab_leads_beyond_the_right_indent_and_words_do_not(pages):
    text = para("aaaa bbbb cccc dddd", Tab(STYLE), "9", tabs=(TabStop(80.0, "right"),), right=20.0)
    assert pages(text, chars=16) == ["aaaa bbbb\ncccc dddd      9"]


@pytest.mark.parametrize(("mode", "line"), [(14, "a                b"), (15, "a            b")])
def test_up_to_mode_14_a_right_tab_leads_beyond_the_column(pages, mode, line):
    text = para("a", Tab(STYLE), "b", tabs=(TabStop(90.0, "right"),), right=10.0)
    assert pages(text, chars=16, compatibility=mode) == [line]


@pytest.mark.parametrize(("mode", "height"), [(14, 1), (15, 2)])
def test_up_to_mode_14_a_tab_at_the_end_begins_no_line(layouter, mode, height):
    text = para("a", Tab(STYLE), "bb", Tab(STYLE), tabs=(TabStop(80.0, "right"),))
    made = layouter.lay_out(story(text, para("next"), chars=16, compatibility=mode))
    assert dump(made.pages[0]).splitlines().index("next") == height


def test_text_after_a_decimal_sign_goes_beyond_the_indent(pages):
    stop = TabStop(80.0, "decimal")
    text = para("a", Tab(STYLE), "12.75", tabs=(stop,), right=15.0)
    assert pages(text, chars=18) == ["a             12.75"]
