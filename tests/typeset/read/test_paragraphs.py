"""Paragraph formatting: alignment, indents, spacing, frames, borders."""

import pytest

from lettergen.typeset.story import Align, Borders, Frame, Line, LineRule, Offset, Paragraph


def formatted(properties, content="<w:r><w:t>x</w:t></w:r>"):
    return f"<w:p><w:pPr>{properties}</w:pPr>{content}</w:p>"


@pytest.mark.parametrize(
    ("word", "align", "mirrored"),
    [
        ("left", Align.LEFT, Align.RIGHT),
        ("start", Align.LEFT, Align.RIGHT),
        ("right", Align.RIGHT, Align.LEFT),
        ("end", Align.RIGHT, Align.LEFT),
        ("center", Align.CENTER, Align.CENTER),
        ("both", Align.JUSTIFY, Align.JUSTIFY),
        ("distribute", Align.DISTRIBUTE, Align.DISTRIBUTE),
        ("mediumKashida", Align.JUSTIFY, Align.JUSTIFY),
        ("sideways", Align.LEFT, Align.RIGHT),
    ],
)
def test_alignment_is_resolved_to_sides(paragraph, word, align, mirrored):
    assert paragraph(formatted(f'<w:jc w:val="{word}"/>')).style.align is align
    assert paragraph(formatted(f'<w:bidi/><w:jc w:val="{word}"/>')).style.align is mirrored


def test_right_to_left_paragraph_without_alignment_stands_right(paragraph):
    assert paragraph(formatted("<w:bidi/>")).style.align is Align.RIGHT


@pytest.mark.parametrize(
    ("attributes", "indents"),
    [
        ('w:left="720" w:right="360"', (36.0, 18.0, 0.0)),
        ('w:start="720" w:end="360"', (36.0, 18.0, 0.0)),
        ('w:left="720" w:hanging="360"', (36.0, 0.0, -18.0)),
        ('w:firstLine="360"', (0.0, 0.0, 18.0)),
        ('w:firstLine="360" w:hanging="200"', (0.0, 0.0, -10.0)),
        ('w:left="-720"', (-36.0, 0.0, 0.0)),
        ('w:left="1cm"', (pytest.approx(28.35, abs=0.01), 0.0, 0.0)),
        ('w:leftChars="200" w:left="99"', (20.0, 0.0, 0.0)),
        ('w:leftChars="0" w:left="100"', (5.0, 0.0, 0.0)),
        ('w:firstLineChars="200"', (0.0, 0.0, 20.0)),
        ('w:hangingChars="100" w:hanging="1"', (0.0, 0.0, -10.0)),
        ('w:left="999999999"', (15840.0, 0.0, 0.0)),
        ('w:left="wide"', (0.0, 0.0, 0.0)),
    ],
)
def test_indents(paragraph, attributes, indents):
    style = paragraph(formatted(f"<w:ind {attributes}/>")).style
    assert (style.left, style.right, style.first_line) == indents


def test_indents_of_right_to_left_paragraphs_change_sides(paragraph):
    style = paragraph(formatted('<w:bidi/><w:ind w:left="720" w:right="200" w:hanging="360"/>')).style
    assert (style.left, style.right, style.first_line) == (10.0, 36.0, -18.0)


@pytest.mark.parametrize(
    ("attributes", "spaces"),
    [
        ('w:before="240" w:after="120"', (12.0, 6.0)),
        ('w:before="240" w:beforeAutospacing="1"', (14.0, 0.0)),
        ('w:before="240" w:beforeAutospacing="0"', (12.0, 0.0)),
        ('w:beforeLines="50" w:before="10"', (6.0, 0.0)),
        ('w:afterLines="100"', (0.0, 12.0)),
        ('w:before="-100"', (0.0, 0.0)),
    ],
)
def test_spacing_around(paragraph, attributes, spaces):
    style = paragraph(formatted(f"<w:spacing {attributes}/>")).style
    assert (style.space_before, style.space_after) == spaces


def test_line_units_are_lines_of_the_sections_grid(paragraph):
    body = formatted('<w:spacing w:beforeLines="50"/>')
    grid = '<w:sectPr><w:docGrid w:type="lines" w:linePitch="312"/></w:sectPr>'
    assert paragraph(body + grid).style.space_before == pytest.approx(7.8)


def test_old_automatic_spacing_is_five_points(paragraph):
    body = formatted('<w:spacing w:beforeAutospacing="1"/>')
    settings = "<w:compat><w:doNotUseHTMLParagraphAutoSpacing/></w:compat>"
    style = paragraph(body, settings=settings).style
    assert (style.space_before, style.auto_before) == (5.0, True)


@pytest.mark.parametrize(
    ("attributes", "rule", "line"),
    [
        ('w:line="360"', LineRule.AUTO, 1.5),
        ('w:line="360" w:lineRule="auto"', LineRule.AUTO, 1.5),
        ('w:line="300" w:lineRule="exact"', LineRule.EXACT, 15.0),
        ('w:line="300" w:lineRule="atLeast"', LineRule.AT_LEAST, 15.0),
        ('w:line="-300"', LineRule.EXACT, 15.0),
        ('w:line="0"', LineRule.AUTO, 1.0),
        ('w:line="99999999"', LineRule.AUTO, 132.0),
        ('w:line="99999999" w:lineRule="exact"', LineRule.EXACT, 1584.0),
    ],
)
def test_line_spacing(paragraph, attributes, rule, line):
    style = paragraph(formatted(f"<w:spacing {attributes}/>")).style
    assert (style.line_rule, style.line) == (rule, line)


def test_line_without_a_rule_is_auto_over_an_exact_style(paragraph):
    styles = (
        '<w:style w:type="paragraph" w:styleId="E"><w:pPr><w:spacing w:line="300" w:lineRule="exact"/>'
        "</w:pPr></w:style>"
    )
    style = paragraph(formatted('<w:pStyle w:val="E"/><w:spacing w:line="480"/>'), styles=styles).style
    assert (style.line_rule, style.line) == (LineRule.AUTO, 2.0)


def test_switches(paragraph):
    on = paragraph(
        formatted(
            "<w:keepNext/><w:keepLines/><w:pageBreakBefore/><w:contextualSpacing/><w:suppressLineNumbers/>"
        )
    ).style
    assert on.keep_next and on.keep_lines and on.page_break_before  # noqa: PT018 - one set of switches
    assert on.contextual_spacing and on.suppress_line_numbers and on.widow_control  # noqa: PT018 - the same
    off = paragraph(
        formatted(
            '<w:widowControl w:val="0"/><w:snapToGrid w:val="0"/><w:wordWrap w:val="0"/>'
            '<w:kinsoku w:val="0"/><w:autoSpaceDE w:val="0"/><w:autoSpaceDN w:val="0"/>'
            '<w:overflowPunct w:val="0"/><w:textAlignment w:val="top"/>'
        )
    ).style
    assert not off.widow_control
    assert off.break_anywhere
    assert (off.snap_to_grid, off.kinsoku, off.auto_space_de, off.auto_space_dn) == (False,) * 4
    assert (off.overflow_punctuation, off.text_alignment) == (False, "top")


def test_outline_levels_count_from_one(paragraph):
    assert paragraph(formatted('<w:outlineLvl w:val="0"/>')).outline == 1
    assert paragraph(formatted('<w:outlineLvl w:val="9"/>')).outline == 0
    assert paragraph(formatted("")).outline == 0


def test_borders_and_shading(paragraph):
    style = paragraph(
        formatted(
            '<w:pBdr><w:top w:val="double" w:sz="12" w:space="4" w:color="00ff00"/>'
            '<w:between w:val="single" w:sz="4"/><w:left w:val="none"/></w:pBdr>'
            '<w:shd w:val="pct50" w:color="000000" w:fill="FFFFFF"/>'
        )
    ).style
    assert style.borders == Borders(
        top=Line("double", 1.5, "00FF00", 4.0), between=Line("single", 0.5, None, 0.0)
    )
    assert style.shading == "808080"


def test_frame_is_placed_and_sized(paragraph):
    frame = paragraph(
        formatted(
            '<w:framePr w:w="4000" w:h="2000" w:hRule="exact" w:hSpace="180" w:wrap="around"'
            ' w:vAnchor="page" w:hAnchor="margin" w:x="100" w:y="2553"/>'
        )
    ).style.frame
    assert frame == Frame(
        width=200.0,
        height=100.0,
        height_rule="exact",
        horizontal=Offset("margin", 5.0),
        vertical=Offset("page", 127.65),
        gap_h=9.0,
        lines=1,
    )


def test_frame_without_a_vertical_place_stands_at_its_paragraph(paragraph):
    frame = paragraph(formatted('<w:framePr w:w="4000" w:h="100" w:vAnchor="page"/>')).style.frame
    assert frame.vertical == Offset("paragraph")
    assert frame.horizontal == Offset("column")
    assert frame.height_rule == "atLeast"


def test_frame_without_a_vertical_anchor_is_measured_from_the_margin(paragraph):
    frame = paragraph(
        formatted('<w:framePr w:hAnchor="page" w:xAlign="center" w:yAlign="bottom"/>')
    ).style.frame
    assert frame.vertical == Offset("margin", 0.0, "bottom")
    assert frame.horizontal == Offset("page", 0.0, "center")


def test_drop_cap(paragraph):
    frame = paragraph(formatted('<w:framePr w:dropCap="drop" w:lines="3" w:vAnchor="text"/>')).style.frame
    assert (frame.drop_cap, frame.lines) == ("drop", 3)


def test_paragraph_whose_mark_is_deleted_runs_on_into_the_next(blocks):
    body = (
        "<w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr>"
        '<w:r><w:t xml:space="preserve">one </w:t></w:r></w:p>'
        '<w:p><w:pPr><w:jc w:val="center"/></w:pPr><w:r><w:t>two</w:t></w:r></w:p>'
    )
    (only,) = blocks(body)
    assert [item.text for item in only.items] == ["one two"]
    assert only.style.align is Align.CENTER


def test_deleted_mark_before_a_table_or_at_the_end_parts_all_the_same(blocks):
    deleted = "<w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr><w:r><w:t>one</w:t></w:r></w:p>"
    table = "<w:tbl><w:tr><w:tc><w:p/></w:tc></w:tr></w:tbl>"
    assert [type(block).__name__ for block in blocks(deleted + table)] == ["Paragraph", "Table"]
    assert [type(block).__name__ for block in blocks("<w:p/>" + deleted)] == ["Paragraph", "Paragraph"]


def test_hidden_paragraph_mark_joins_and_a_hidden_paragraph_vanishes(blocks):
    vanish = "<w:rPr><w:vanish/></w:rPr>"
    hidden = f"<w:p><w:pPr>{vanish}</w:pPr><w:r>{vanish}<w:t>x</w:t></w:r></w:p>"
    (only,) = blocks(hidden + "<w:p><w:r><w:t>seen</w:t></w:r></w:p>")
    assert [item.text for item in only.items] == ["seen"]


def test_place_says_how_the_paragraph_begins(paragraph):
    long = "<w:r><w:t>We write on behalf of the fourteen organisations listed below</w:t></w:r>"
    assert paragraph(f"<w:p>{long}</w:p>").place == "the paragraph “We write on behalf of the fourteen…”"
    assert paragraph("<w:p/>").place == "a paragraph without text"


def test_empty_paragraph_has_the_height_of_its_mark(paragraph):
    only = paragraph('<w:p><w:pPr><w:rPr><w:sz w:val="60"/></w:rPr></w:pPr></w:p>')
    assert isinstance(only, Paragraph)
    assert (only.items, only.mark.size) == ((), 30.0)
