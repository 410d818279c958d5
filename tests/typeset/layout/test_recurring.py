"""Headers, footers and tables that recur from page to page and letter to letter are set once."""

import pytest

from lettergen.typeset.layout import Layouter, recurring
from lettergen.typeset.story import Frame, HeaderFooter, Offset, PageField, Row
from tests.typeset.layout.pictures import STYLE, FakeFonts, cell, para, story, table

OF = (PageField("PAGE", STYLE), " of ", PageField("NUMPAGES", STYLE, "9"))
FOOTER = HeaderFooter(default=(para(*OF),))
#: A row that holds half of its text.
CUT = table(Row((cell("a"),), 5.0, "exact"), grid=[9.0])


@pytest.mark.parametrize("remembered", [1, 2_000])
def test_page_numbers_are_each_pages_and_letters_own(pages, monkeypatch, remembered):
    monkeypatch.setattr(recurring, "_REMEMBERED", remembered)

    def footers(*blocks):
        shown = pages(*blocks, lines=2, footers=FOOTER, footer_distance=0.0)
        return [page.split("\n")[-1].strip() for page in shown]

    short, long = [para("one")], [para("one"), para("two"), para("three")]
    assert footers(*short) == ["1 of 1"]
    assert footers(*long) == ["1 of 2", "2 of 2"]
    assert footers(*short) == ["1 of 1"]


def test_what_is_warned_of_is_told_of_each_letter(layouter):
    letters = [story(para(text), headers=HeaderFooter(default=(CUT, para("")))) for text in ("one", "two")]
    told = [layouter.lay_out(letter).warnings for letter in letters]
    assert told[0] == told[1]
    assert told[0][0][0].startswith("The text in a table row of an exact height is")


def test_what_stands_elsewhere_is_set_anew_for_each_page():
    class Counting(recurring.Recurring):
        made = 0

        def find(self, kind, desk, blocks, width, make):
            def counted():
                Counting.made += 1
                return make()

            return super().find(kind, desk, blocks, width, counted)

    def times_made(header):
        layouter, Counting.made = Layouter(FakeFonts()), 0
        layouter._recurring = Counting()
        for _letter in range(3):
            layouter.lay_out(story(para("text"), headers=HeaderFooter(default=(header,))))
        return Counting.made

    framed = para("framed", frame=Frame(width=30.0, vertical=Offset("page", 5.0)))
    assert times_made(para("header")) == 1
    assert times_made(framed) == 3


def test_cells_that_recur_have_their_own_place_in_each_tree(layouter):
    """The second letter's cells come from memory, under other nodes than the first one's."""
    recurs = table(["left", "right"], grid=[50.0, 50.0])
    first = layouter.lay_out(story(recurs))
    second = layouter.lay_out(story(para("before"), recurs))
    fresh = Layouter(FakeFonts()).lay_out(story(para("before"), recurs))
    assert second == fresh
    assert [node.role for node in first.nodes] == ["Document", "Table", "TR", "TD", "P", "TD", "P"]
    assert [node.role for node in second.nodes] == ["Document", "P", *(node.role for node in first.nodes[1:])]
