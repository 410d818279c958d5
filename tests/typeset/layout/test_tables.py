import sys
from dataclasses import replace

import pytest

from lettergen.typeset.layout.tables.borders import stronger
from lettergen.typeset.pages import Box, GlyphRun, Rule
from lettergen.typeset.story import (
    FloatingTable,
    HeaderFooter,
    Line,
    Offset,
    Row,
    RunStyle,
    Story,
    Table,
    Text,
    Width,
)
from tests.typeset.layout.pictures import STYLE, THIN, cell, dump, para, story, table


def test_cells_stand_side_by_side(pages):
    assert pages(table(("a", "b"), ("c", "d"), grid=[50.0, 50.0])) == ["a         b\nc         d"]


def test_a_row_is_as_high_as_its_highest_cell(pages):
    assert pages(table(("one two", "b"), ("c", "d"), grid=[15.0, 50.0])) == [
        "one b\ntwo\nc  d".replace("one b", "oneb")
    ]


def test_row_heights_at_least_and_exact(pages):
    rows = [Row((cell("a"),), 20.0, "atLeast"), Row((cell("b"),), 30.0, "exact"), Row((cell("c"),))]
    assert pages(table(*rows, grid=[50.0])) == ["a\n\nb\n\n\nc"]


def test_spans_and_vertical_merges(pages):
    rows = [
        Row((cell("wide cell", span=2), cell("x"))),
        Row((cell("down", merge="restart"), cell("b"), cell("c"))),
        Row((cell("", merge="continue"), cell("d"), cell("e"))),
    ]
    assert pages(table(*rows, grid=[30.0, 30.0, 30.0])) == ["wide cell   x\ndown  b     c\n      d     e"]


def test_the_empty_paragraph_after_a_table_in_a_cell_takes_no_room(pages):
    inner = table(("in",), grid=[30.0])
    assert pages(table(Row((cell(inner, ""),)), ("below",), grid=[50.0])) == ["in\nbelow"]
    assert pages(table(Row((cell(inner, "x"),)), ("below",), grid=[50.0])) == ["in\nx\nbelow"]


def test_lengths_of_cells_outweigh_the_grid_and_shares_do_not(pages):
    def row(kind, first, second):
        return Row((cell("aa", width=Width(kind, first)), cell("bb", width=Width(kind, second))))

    assert pages(table(row("points", 20.0, 40.0), grid=[30.0, 30.0])) == ["aa  bb"]
    assert pages(table(row("share", 0.1, 0.9), grid=[30.0, 30.0])) == ["aa    bb"]


def test_vertical_alignment(pages):
    assert pages(
        table(
            Row((cell("a", "b", "c"), cell("m", vertical="center"), cell("z", vertical="bottom"))),
            grid=[20.0] * 3,
        )
    ) == ["a\nb   m\nc       z"]


def test_header_rows_are_repeated_as_artifacts(layouter):
    head = Row((cell("head"),), header=True)
    rows = [head, *(Row((cell(char),)) for char in "abcd")]
    made = layouter.lay_out(story(table(*rows, grid=[50.0]), lines=3))
    assert [dump(page) for page in made.pages] == ["head\na\nb", "head\nc\nd"]
    heads = [
        item
        for page in made.pages
        for item in page.items
        if isinstance(item, GlyphRun) and item.text == "head"
    ]
    assert [item.node is None for item in heads] == [False, True]
    assert [node.scope for node in made.nodes if node.role == "TH"] == ["Column"]


def test_a_row_splits_over_pages_between_lines(pages):
    rows = [Row((cell("a b c d"), cell("x")))]
    assert pages(para("top"), table(*rows, grid=[5.0, 50.0]), lines=3) == ["top\nax\nb", "c\nd"]


def test_a_nested_table(pages):
    inner = table(("p", "q"), grid=[15.0, 15.0])
    assert pages(table(Row((cell("a"), cell(inner, "r"))), grid=[20.0, 40.0])) == ["a   p  q\n    r"]


def test_the_stronger_border_wins_between_cells():
    thick = Line("single", 2.0)
    assert stronger(THIN, thick) is thick
    assert stronger(None, THIN) is THIN
    assert stronger(Line("none"), None) is None
    assert stronger(Line("single", 1.0, "FFFFFF"), THIN) is THIN


def test_borders_are_drawn_once(layouter):
    page = layouter.lay_out(story(table(("a", "b"), grid=[50.0, 50.0], border=THIN))).pages[0]
    upright = [item for item in page.items if isinstance(item, Rule) and item.x1 == item.x2]
    assert sorted(rule.x1 for rule in upright) == [10.0, 60.0, 110.0]


def test_shading_fills_the_cell(layouter):
    made = story(table(Row((cell("a", shading="FFFF00"),)), grid=[50.0]))
    (box,) = (item for item in layouter.lay_out(made).pages[0].items if isinstance(item, Box))
    assert (box.x, box.y, box.width, box.height) == (10.0, 10.0, 50.0, 10.0)


def test_a_right_to_left_table_begins_at_the_right(pages):
    assert pages(table(("a", "b"), grid=[50.0, 50.0], bidi=True)) == ["b         a"]


def test_text_that_runs_upwards_is_turned(layouter):
    made = story(table(Row((cell("up", direction="btLr"),), 40.0, "exact"), grid=[20.0]))
    (run,) = (item for item in layouter.lay_out(made).pages[0].items if isinstance(item, GlyphRun))
    assert run.rotation == -90.0


def test_autofit_columns_follow_their_content(pages):
    rows = (Row((cell("a"), cell("some words"))),)
    assert pages(Table(rows, ())) == ["asome words"]


def test_up_to_mode_14_the_text_of_the_first_cell_stands_at_the_margin(layouter):
    row = Row((cell("a", margins=(5.0, 0.0, 5.0, 0.0)),))
    old = Story(story(table(row, grid=[50.0])).sections, compatibility=14)
    new = Story(old.sections, compatibility=15)
    assert [dump(layouter.lay_out(one).pages[0]) for one in (old, new)] == ["a", " a"]


@pytest.mark.parametrize("cells", [1, 3])
def test_a_table_is_rows_of_cells_in_the_structure(layouter, cells):
    made = layouter.lay_out(story(table(("x",) * cells, grid=[10.0] * cells)))
    assert [node.role for node in made.nodes] == ["Document", "Table", "TR", *["TD", "P"] * cells]


def test_bold_text_in_a_cell_keeps_its_style(layouter):
    bold = Text("b", RunStyle("Mono", 10.0, color="FF0000"))
    made = layouter.lay_out(story(table(Row((cell(para(bold)),)), grid=[50.0])))
    assert [item.color for item in made.pages[0].items if isinstance(item, GlyphRun)] == ["FF0000"]
    assert STYLE.color is None


def test_a_table_of_twice_the_rows_is_twice_the_work(pages):
    def calls(count):
        rows = [(cell(para(f"a{count}{at}")), cell(para("b"))) for at in range(count)]
        made = table(*rows, grid=(50, 50))
        counted = [0]

        def count_call(_frame, _event, _arg):
            counted[0] += 1

        sys.setprofile(count_call)
        try:
            pages(made)
        finally:
            sys.setprofile(None)
        return counted[0]

    assert calls(400) < 2.3 * calls(200)


def test_a_floating_table_stands_beside_what_follows_it_and_the_blank_above_that_stays(pages):
    floating = FloatingTable(Offset("margin", align="right"), Offset("paragraph"))
    beside = table(("xx",), grid=[50.0], floating=floating)
    before, after = para("before", space_after=10.0), para("aaaa bbbb cccc dddd eeee ffff")
    assert pages(before, beside, after, chars=30) == ["before\n\naaaa bbbb cccc dddd xx\neeee ffff"]


def test_a_row_whose_paragraph_begins_a_page_does_so(pages):
    rows = [Row((cell("a"),)), Row((cell(para("b", page_break_before=True)),)), Row((cell("c"),))]
    assert pages(para("up"), table(*rows, grid=[50.0])) == ["up\na", "b\nc"]
    assert pages(table(*rows[1:], grid=[50.0]), para("down")) == ["b\nc\ndown"]
    assert pages(para("up"), table(*rows[1:], grid=[50.0])) == ["up", "b\nc"]


def test_headers_that_fill_a_page_are_not_repeated(pages):
    rows = [*(Row((cell(char),), header=True) for char in "hij"), *(Row((cell(char),)) for char in "ab")]
    assert pages(table(*rows, grid=[50.0]), lines=3) == ["h\ni\nj", "a\nb"]


def test_widow_control_does_not_keep_a_row_whole(pages):
    assert pages(para("x"), table(("one two six", "b"), grid=[15.0, 50.0]), lines=3) == [
        "x\noneb\ntwo",
        "six",
    ]


def test_a_column_that_asks_for_less_than_the_grid_has_room_for_its_longest_word(pages):
    def asking(layout):
        first = cell("longest ab", width=Width("points", 10.0))
        return replace(table((first, "x"), grid=[40.0, 50.0]), layout=layout)

    assert pages(asking("autofit")) == ["longestx\nab"]
    assert len(pages(asking("fixed"))[0].splitlines()) > 2


def test_a_floating_table_higher_than_the_page_stands_across_it_as_it_says(pages):
    floating = FloatingTable(Offset("margin", 20.0), Offset("page", 10.0))
    rows = [Row((cell(char),)) for char in "abcd"]
    assert pages(table(*rows, grid=[50.0], floating=floating), lines=3) == ["    a\n    b\n    c", "    d"]


def test_a_floating_table_in_a_header_does_not_push_the_body(pages):
    floating = FloatingTable(Offset("margin", align="right"), Offset("page", 10.0))
    beside = table(("xx",), ("yy",), grid=[20.0], floating=floating)
    headers = HeaderFooter(default=(beside, para("head")))
    assert pages(para("body text"), headers=headers, header_distance=10.0, chars=20) == [
        "head            xx\nbody text       yy"
    ]
