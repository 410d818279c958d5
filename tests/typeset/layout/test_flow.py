from dataclasses import replace

from lettergen.typeset.pages import GlyphRun, Rule
from lettergen.typeset.story import (
    Anchor,
    Bookmark,
    Break,
    BreakKind,
    Column,
    Frame,
    Graphic,
    HeaderFooter,
    NoteRef,
    Offset,
    PageField,
    Row,
    RunStyle,
    Story,
    Text,
)
from tests.typeset.layout.pictures import STYLE, cell, dump, para, section, story, table

NUMBERS = "one two three four five six seven eight nine ten eleven twelve"
FOUR = "aaaa bbbb cccc dddd"


def test_a_full_page_leads_to_the_next(pages):
    assert pages(*[para(char) for char in "abcde"], lines=3) == ["a\nb\nc", "d\ne"]


def test_spacing_below_a_page_s_last_line_may_hang_over_its_end(pages):
    double = {"line": 2.0, "widow_control": False}
    assert pages(para("a b c d", **double), chars=2, lines=5) == ["a\n\nb\n\nc", "d"]
    assert pages(para("a"), para("b", keep_next=True), para("c", **double), lines=3) == ["a\nb\nc"]


def test_widow_control_leaves_two_lines_together(pages):
    kept = pages(para("x"), para("x"), para(FOUR), chars=4, lines=5)
    assert kept == ["x\nx\naaaa\nbbbb", "cccc\ndddd"]
    loose = pages(para("x"), para("x"), para(FOUR, widow_control=False), chars=4, lines=5)
    assert loose == ["x\nx\naaaa\nbbbb\ncccc", "dddd"]


def test_an_orphan_goes_to_the_next_page(pages):
    assert pages(para("x"), para("x"), para(FOUR), chars=4, lines=3) == ["x\nx", "aaaa\nbbbb", "cccc\ndddd"]


def test_kept_lines_move_together(pages):
    assert pages(para("x"), para(FOUR, keep_lines=True), chars=4, lines=4) == ["x", "aaaa\nbbbb\ncccc\ndddd"]


def test_a_heading_moves_with_the_paragraph_after_it(pages):
    blocks = [para("x"), para("x"), para("head", keep_next=True), para("aa bb", widow_control=True)]
    assert pages(*blocks, chars=4, lines=4) == ["x\nx", "head\naa\nbb"]


def test_page_breaks(pages):
    assert pages(para("a"), para("b", page_break_before=True)) == ["a", "b"]
    assert pages(para("a", Break(STYLE, BreakKind.PAGE), "b")) == ["a", "b"]
    assert pages(para("a", Break(STYLE, BreakKind.PAGE)), para("b")) == ["a", "b"]


def test_the_mark_of_a_section_s_end_makes_no_page_by_itself(pages):
    following = section(para("next"))
    broken = para("a", Break(STYLE, BreakKind.PAGE))
    assert pages(Story((section(broken, para()), following))) == ["a", "next"]
    assert pages(Story((section(broken), following))) == ["a", "next"]
    full = [para(char) for char in "abc"]
    assert pages(Story((section(*full, para(), lines=3), following))) == ["a\nb\nc", "next"]
    assert pages(Story((section(broken, para(Bookmark("here"))), following))) == ["a", "next"]


def test_a_page_break_at_the_document_s_end_makes_no_page_by_itself(pages):
    broken = para("a", Break(STYLE, BreakKind.PAGE))
    assert pages(broken) == ["a"]
    assert pages(broken, para()) == ["a", ""]
    assert pages(replace(story(broken), compat=frozenset({"splitPgBreakAndParaMark"}))) == ["a", ""]


def test_a_section_s_end_with_something_to_show_has_its_page(pages):
    broken = para("a", Break(STYLE, BreakKind.PAGE))
    assert pages(Story((section(broken, para("b")), section(para("next"))))) == ["a", "b", "next"]
    assert pages(Story((section(broken, para()), section(para("on"), start="continuous")))) == ["a", "\non"]


def test_the_mark_of_a_paragraph_goes_over_its_page_break_where_the_document_splits_them(pages):
    blocks = para("a", Break(STYLE, BreakKind.PAGE)), para("b")
    assert pages(*blocks) == ["a", "b"]
    split = frozenset({"splitPgBreakAndParaMark"})
    assert pages(replace(story(*blocks), compat=split)) == ["a", "\nb"]
    offset = Offset("page", 80.0)
    floating = Anchor(Graphic(b"", "png", decorative=True), 5.0, 20.0, offset, offset, wrap="square")
    beside = para(floating, "a", Break(STYLE, BreakKind.PAGE))
    assert pages(replace(story(beside, para("b")), compat=split)) == ["a", "\nb"]
    closed = Story((section(blocks[0], para()), section(para("next"))), compat=split)
    assert pages(closed) == ["a", "", "next"]


def test_the_larger_space_counts_between_paragraphs(pages):
    assert pages(para("a", space_after=10.0), para("b", space_before=20.0)) == ["a\n\n\nb"]


def test_spaces_add_up_where_the_document_says_so(layouter):
    made = story(para("a", space_after=10.0), para("b", space_before=10.0))
    added = Story(made.sections, compat=frozenset({"doNotUseHTMLParagraphAutoSpacing"}))
    assert dump(layouter.lay_out(added).pages[0]) == "a\n\n\nb"


def test_contextual_spacing_leaves_none_between_alike(pages):
    alike = {"style_id": "List", "contextual_spacing": True, "space_after": 10.0}
    assert pages(para("a", **alike), para("b", **alike), para("c")) == ["a\nb\n\nc"]


def test_space_before_counts_on_the_first_page_and_not_after_a_full_one(pages):
    blocks = [para("a", space_before=10.0), para("b"), para("c", space_before=10.0)]
    assert pages(*blocks, lines=3) == ["\na\nb", "c"]


def test_headers_push_the_body_and_the_first_page_has_its_own(pages):
    headers = HeaderFooter(default=(para("head"),), first=(para("first"), para("two")))
    lines = pages(para("a"), para("b"), headers=headers, title_page=True, header_distance=10.0, lines=3)
    assert lines == ["first\ntwo\na", "head\nb"]


def test_frame_in_a_footer_does_not_lift_it(pages):
    number = para("7", frame=Frame(vertical=Offset("paragraph"), horizontal=Offset("margin", 0.0, "right")))
    footers = HeaderFooter(default=(number, para("foot")))
    made = pages(para("a"), para("b"), footers=footers, footer_distance=10.0, lines=2)
    plain = pages(
        para("a"), para("b"), footers=HeaderFooter(default=(para("foot"),)), footer_distance=10.0, lines=2
    )
    assert [page.replace("7", " ").rstrip() for page in made] == plain


def test_footers_know_page_and_total(pages):
    footer = (para("p ", PageField("PAGE", STYLE), "/", PageField("NUMPAGES", STYLE)),)
    made = pages(para("a"), para("b"), footers=HeaderFooter(default=footer), footer_distance=10.0, lines=2)
    assert made == ["a\np 1/2", "b\np 2/2"]


def test_headers_are_artifacts_and_the_body_is_not(layouter):
    headers = HeaderFooter(default=(para("head"),))
    page = layouter.lay_out(story(para("body"), headers=headers, header_distance=10.0)).pages[0]
    assert [(item.text, item.node is None) for item in page.items if isinstance(item, GlyphRun)] == [
        ("head", True),
        ("body", False),
    ]


def test_columns_are_filled_one_after_the_other(pages):
    columns = (Column(45.0, 10.0), Column(45.0))
    assert pages(*[para(char) for char in "abcd"], lines=2, columns=columns) == ["a          c\nb          d"]


def test_a_line_stands_between_columns_on_each_page_as_long_as_the_longest(layouter):
    columns = (Column(45.0, 10.0), Column(45.0))
    made = layouter.lay_out(
        story(*[para(char) for char in "abcdefg"], lines=3, columns=columns, column_line=True)
    )
    rules = [[item for item in page.items if isinstance(item, Rule)] for page in made.pages]
    assert [[(rule.x1, rule.y1, rule.y2) for rule in page] for page in rules] == [
        [(60.0, 10.0, 40.0)],
        [(60.0, 10.0, 20.0)],
    ]


def test_columns_are_even_before_a_continuous_section(pages):
    columns = (Column(45.0, 10.0), Column(45.0))
    first = section(*[para(char) for char in "abcd"], columns=columns)
    second = section(para("after"), start="continuous")
    assert pages(Story((first, second))) == ["a          c\nb          d\nafter"]


def _in_columns(text, **settings):
    columns = (Column(45.0, 10.0), Column(45.0))
    return section(*[para(char) for char in text], lines=3, columns=columns, **settings)


def test_columns_are_even_on_the_last_page_of_a_section_over_pages(pages):
    after = section(para("after"), lines=3, start="continuous")
    made = pages(Story((_in_columns("abcdefghij"), after)))
    assert made == ["a          d\nb          e\nc          f", "g          i\nh          j\nafter"]
    below = pages(Story((section(para("up"), lines=3), _in_columns("abcdef", start="continuous"), after)))
    assert below == ["up\na          c\nb          d", "e          f\nafter"]


def test_columns_stay_as_they_fill_where_the_document_wants_none_even(pages):
    story_of = Story((_in_columns("ab"), section(para("after"), lines=3, start="continuous")))
    assert pages(story_of) == ["a          b\nafter"]
    assert pages(replace(story_of, compat=frozenset({"noColumnBalance"}))) == ["a\nb\nafter"]


def test_columns_with_breaks_of_their_own_are_even_on_a_later_page(pages):
    columns = (Column(45.0, 10.0), Column(45.0))
    blocks = [para("a", Break(STYLE, BreakKind.COLUMN)), *(para(char) for char in "bcdefg")]
    after = section(para("after"), lines=3, start="continuous")
    assert pages(Story((section(*blocks, lines=3, columns=columns), after))) == [
        "a          b\n           c\n           d",
        "e          g\nf\nafter",
    ]
    assert pages(Story((section(*blocks[:2], lines=3, columns=columns), after))) == ["a          b\nafter"]


def test_a_continuous_section_has_its_own_side_margins(pages):
    first = section(para("above"))
    second = section(para("aaaa bbbb cccc dddd"), start="continuous", left=20.0, right=50.0)
    assert pages(Story((first, second))) == ["above\n  aaaa bbbb\n  cccc dddd"]


def test_a_next_column_section_goes_to_the_next_column_or_to_a_new_page(pages):
    columns = (Column(45.0, 10.0), Column(45.0))
    first = section(para("a"), columns=columns)
    assert pages(Story((first, section(para("b"), start="nextColumn", columns=columns)))) == ["a          b"]
    assert pages(Story((section(para("a")), section(para("b"), start="nextColumn")))) == ["a", "b"]


def test_a_section_has_its_own_page_size_and_numbers(layouter):
    footer = HeaderFooter(default=(para(PageField("PAGE", STYLE)),))
    first = section(para("a"), footers=footer, footer_distance=10.0, page_format="lowerRoman")
    second = section(para("b"), chars=30, footers=footer, footer_distance=10.0, page_start=5)
    made = layouter.lay_out(Story((first, second)))
    assert [page.width for page in made.pages] == [120.0, 170.0]
    assert [dump(page).split()[-1] for page in made.pages] == ["i", "5"]


def test_an_odd_page_section_leaves_a_page_blank(pages):
    assert pages(Story((section(para("a")), section(para("b"), start="oddPage")))) == ["a", "", "b"]


def test_a_frame_stands_where_it_says_and_text_keeps_away(pages):
    frame = Frame(width=40.0, horizontal=Offset("page", 10.0), vertical=Offset("page", 20.0))
    blocks = [
        para("to you", frame=frame),
        para("one two three four five six seven eight nine ten eleven twelve"),
    ]
    assert pages(*blocks, chars=40) == [
        "one two three four five six seven eight\nto you  nine ten eleven twelve"
    ]


def test_a_drop_cap_takes_its_lines(pages):
    frame = Frame(drop_cap="drop", lines=2)
    capital = para(Text("T", RunStyle("Mono", 20.0)), frame=frame)
    text = " ".join(["word"] * 9)
    (page,) = pages(capital, para(text), chars=24)
    first, second, third = page.split("\n")[:3]
    assert first.startswith("  word")
    assert second.startswith("T word")
    assert third.startswith("word")


def test_footnotes_stand_at_the_foot_of_their_page(layouter):
    note = NoteRef("footnote", 1, STYLE)
    own = NoteRef("footnote", 1, STYLE, own=True)
    made = story(para("text", note), para("more"), lines=6)
    noted = Story(made.sections, footnotes={1: (para(own, " a note"),)})
    pages = layouter.lay_out(noted)
    assert dump(pages.pages[0]) == "text1\nmore\n\n\n\n1 a note"
    roles = [node.role for node in pages.nodes]
    assert roles.count("Note") == 1
    assert "Reference" in roles


def test_a_long_footnote_goes_on_overleaf(layouter):
    note, own = NoteRef("footnote", 1, STYLE), NoteRef("footnote", 1, STYLE, own=True)
    made = story(para("text", note), lines=4, chars=6)
    noted = Story(made.sections, footnotes={1: (para(own, " aaaa bbbb cccc dddd", widow_control=False),)})
    shown = " ".join(dump(page) for page in layouter.lay_out(noted).pages).split()
    assert shown == ["text1", "1", "aaaa", "bbbb", "cccc", "dddd"]


def test_endnotes_follow_the_text(layouter):
    note, own = NoteRef("endnote", 1, STYLE), NoteRef("endnote", 1, STYLE, own=True)
    noted = Story(story(para("text", note)).sections, endnotes={1: (para(own, " end"),)})
    assert dump(layouter.lay_out(noted).pages[0]).split() == ["texti", "i", "end"]


def test_500_pages_are_laid_out_with_every_word(layouter):
    blocks = [para(f"word{index} " * 3) for index in range(2500)]
    made = layouter.lay_out(story(*blocks, chars=40, lines=5))
    assert len(made.pages) == 500


def test_a_table_row_moves_whole_when_it_must_not_split(pages):
    tall = Row((cell("a a a", "b"),), cant_split=True)
    assert pages(para("x"), para("x"), table(tall, grid=[10.0]), lines=4) == ["x\nx", "a\na\na\nb"]
