"""Tables: grid, merges, borders and margins by level, conditions, right-to-left."""

import pytest

from lettergen.typeset.story import Align, FloatingTable, Line, Offset, Paragraph, Width

P = "<w:p><w:r><w:t>x</w:t></w:r></w:p>"
EMPTY = "<w:p/>"


def tc(content=EMPTY, properties=""):
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{content}</w:tc>"


def tr(*cells, properties=""):
    return f"<w:tr><w:trPr>{properties}</w:trPr>{''.join(cells)}</w:tr>"


def tbl(*rows, properties="", columns=3):
    grid = '<w:gridCol w:w="1000"/>' * columns
    return f"<w:tbl><w:tblPr>{properties}</w:tblPr><w:tblGrid>{grid}</w:tblGrid>{''.join(rows)}</w:tbl>"


def square(size, **others):
    return tbl(*[tr(*[tc()] * size)] * size, columns=size, **others)


@pytest.fixture
def table(blocks):
    return lambda body, **others: blocks(body, **others)[0]


def cells(table):
    return [cell for row in table.rows for cell in row.cells]


def test_table_properties(table):
    found = table(
        tbl(
            tr(tc()),
            properties='<w:tblW w:w="5000" w:type="pct"/><w:jc w:val="center"/><w:tblInd w:w="100"'
            ' w:type="dxa"/>'
            '<w:tblLayout w:type="fixed"/><w:tblCellSpacing w:w="20" w:type="dxa"/>'
            '<w:tblCaption w:val="Fees"/>',
        )
    )
    assert found.grid == (50.0, 50.0, 50.0)
    assert (found.width, found.align, found.indent) == (Width("share", 1.0), "center", 5.0)
    assert (found.layout, found.cell_spacing, found.caption) == ("fixed", 1.0, "Fees")


@pytest.mark.parametrize(
    ("attributes", "width"),
    [
        ('w:w="2500" w:type="pct"', Width("share", 0.5)),
        ('w:w="50%" w:type="pct"', Width("share", 0.5)),
        ('w:w="2000" w:type="dxa"', Width("points", 100.0)),
        ('w:w="2000"', Width("points", 100.0)),
        ('w:w="0" w:type="dxa"', Width()),
        ('w:w="-5" w:type="dxa"', Width()),
        ('w:w="5" w:type="auto"', Width()),
        ('w:w="x" w:type="pct"', Width()),
        ('w:type="nil"', Width()),
    ],
)
def test_widths(table, attributes, width):
    assert table(tbl(tr(tc(properties=f"<w:tcW {attributes}/>")))).rows[0].cells[0].width == width


def test_row_properties(table):
    row = table(
        tbl(
            tr(
                tc(),
                properties='<w:cantSplit/><w:tblHeader/><w:trHeight w:val="400" w:hRule="exact"/>'
                '<w:gridBefore w:val="1"/>'
                '<w:gridAfter w:val="1"/><w:wBefore w:w="100" w:type="dxa"/><w:jc w:val="right"/>',
            )
        )
    ).rows[0]
    assert (row.cant_split, row.header, row.height, row.height_rule) == (True, True, 20.0, "exact")
    assert (row.before, row.after, row.before_width, row.align) == (1, 1, Width("points", 5.0), "right")


def test_row_height_without_a_rule_is_the_least(table):
    assert table(tbl(tr(tc(), properties='<w:trHeight w:val="400"/>'))).rows[0].height_rule == "atLeast"
    auto = table(tbl(tr(tc(), properties='<w:trHeight w:val="400" w:hRule="auto"/>'))).rows[0]
    assert (auto.height, auto.height_rule) == (0.0, "auto")


def test_cell_properties(table):
    cell = table(
        tbl(
            tr(
                tc(
                    properties='<w:gridSpan w:val="2"/><w:vMerge w:val="restart"/><w:vAlign w:val="center"/>'
                    '<w:textDirection w:val="btLr"/><w:noWrap/><w:tcFitText/><w:hideMark/>'
                    '<w:shd w:fill="ABCDEF"/>'
                )
            ),
            tr(tc(properties="<w:vMerge/>")),
        )
    ).rows
    first = cell[0].cells[0]
    assert (first.span, first.merge, first.vertical, first.direction) == (2, "restart", "center", "btLr")
    assert (first.no_wrap, first.fit_text, first.hide_mark, first.shading) == (True, True, True, "ABCDEF")
    assert cell[1].cells[0].merge == "continue"


def test_horizontally_merged_cells_become_one(table):
    found = table(tbl(tr(tc(properties='<w:hMerge w:val="restart"/>'), tc(P, "<w:hMerge/>"), tc()))).rows[0]
    assert [cell.span for cell in found.cells] == [2, 1]
    assert [item.text for block in found.cells[0].blocks for item in block.items] == ["x"]


def test_deleted_and_hidden_rows_and_cells_are_left_out(table):
    control = f"<w:sdt><w:sdtContent>{tc()}</w:sdtContent></w:sdt>"
    found = table(
        tbl(
            tr(tc(), properties="<w:del/>"),
            tr(tc(), properties="<w:hidden/>"),
            f"<w:ins>{tr(tc(P), tc(properties='<w:cellDel/>'))}</w:ins>",
            f"<w:sdt><w:sdtContent>{tr(tc(), control)}</w:sdtContent></w:sdt>",
        )
    )
    assert [len(row.cells) for row in found.rows] == [1, 2]


GRID = "".join(
    f'<w:{side} w:val="single" w:sz="{size}"/>'
    for side, size in (
        ("top", 8),
        ("left", 16),
        ("bottom", 24),
        ("right", 32),
        ("insideH", 40),
        ("insideV", 48),
    )
)


def widths(cell):
    sides = (cell.borders.top, cell.borders.left, cell.borders.bottom, cell.borders.right)
    return tuple(side and side.width for side in sides)


def test_table_borders_are_outer_at_the_edges_and_inner_within(table):
    found = cells(table(square(2, properties=f"<w:tblBorders>{GRID}</w:tblBorders>")))
    assert [widths(cell) for cell in found] == [(1, 2, 5, 6), (1, 6, 5, 4), (5, 2, 3, 6), (5, 6, 3, 4)]


def test_cell_borders_win_and_none_is_said(table):
    sides = '<w:top w:val="nil"/><w:left w:val="double" w:sz="4"/><w:tl2br w:val="single"/>'
    own = f"<w:tcBorders>{sides}</w:tcBorders>"
    (cell,) = cells(table(tbl(tr(tc(properties=own)), properties=f"<w:tblBorders>{GRID}</w:tblBorders>")))
    assert cell.borders.top == Line("none", 0.0)
    assert cell.borders.left == Line("double", 0.5)
    assert cell.borders.bottom.width == 3.0
    assert cell.borders.down == Line()


def test_row_exceptions_hold_for_the_row(table):
    exceptions = '<w:tblPrEx><w:tblBorders><w:top w:val="nil"/></w:tblBorders></w:tblPrEx>'
    row = f"<w:tr>{exceptions}{tc()}</w:tr>"
    found = table(tbl(row, properties=f"<w:tblBorders>{GRID}</w:tblBorders>"))
    assert found.rows[0].cells[0].borders.top == Line("none", 0.0)
    assert found.borders.top.width == 1.0


def test_margins_by_level(table):
    assert table(tbl(tr(tc()))).rows[0].cells[0].margins == (5.4, 0.0, 5.4, 0.0)
    properties = '<w:tblCellMar><w:left w:w="100" w:type="dxa"/><w:top w:w="40" w:type="dxa"/></w:tblCellMar>'
    own = '<w:tcMar><w:start w:w="0" w:type="dxa"/><w:bottom w:w="20" w:type="dxa"/></w:tcMar>'
    found = cells(table(tbl(tr(tc(), tc(properties=own)), properties=properties)))
    assert [cell.margins for cell in found] == [(5.0, 2.0, 5.4, 0.0), (0.0, 2.0, 5.4, 1.0)]


def test_right_to_left_table_has_its_leading_side_right(table):
    sides = '<w:left w:val="single" w:sz="16"/><w:right w:val="single" w:sz="32"/>'
    own = '<w:tcMar><w:left w:w="200" w:type="dxa"/></w:tcMar>'
    found = table(
        tbl(
            tr(tc(properties=own), tc()),
            properties=f"<w:bidiVisual/><w:tblBorders>{sides}</w:tblBorders>",
        )
    )
    assert (found.bidi, found.align) == (True, "right")
    assert (found.borders.left.width, found.borders.right.width) == (4.0, 2.0)
    assert widths(found.rows[0].cells[0]) == (None, None, None, 2.0)
    assert found.rows[0].cells[0].margins == (5.4, 0.0, 10.0, 0.0)


def test_floating_table(table):
    found = table(
        tbl(
            tr(tc()),
            properties='<w:tblpPr w:leftFromText="180" w:topFromText="20" w:vertAnchor="page"'
            ' w:horzAnchor="margin"'
            ' w:tblpXSpec="right" w:tblpY="720"/><w:tblOverlap w:val="never"/>',
        )
    )
    assert found.floating == FloatingTable(
        Offset("margin", 0.0, "right"), Offset("page", 36.0), (9.0, 1.0, 0.0, 0.0), overlap=False
    )


def part(kind, content):
    return f'<w:tblStylePr w:type="{kind}">{content}</w:tblStylePr>'


def shade(kind, color):
    return part(kind, f'<w:tcPr><w:shd w:val="clear" w:fill="{color * 6}"/></w:tcPr>')


def table_style(content, more=""):
    return f'<w:style w:type="table" w:styleId="T"><w:name w:val="T"/>{more}{content}</w:style>'


def look(*names):
    attributes = " ".join(f'w:{name}="1"' for name in names)
    return f'<w:tblStyle w:val="T"/><w:tblLook {attributes}/>'


ALL = table_style(
    "".join(
        shade(kind, color)
        for kind, color in (
            ("band1Vert", "1"),
            ("band2Vert", "2"),
            ("band1Horz", "3"),
            ("band2Horz", "4"),
            ("firstCol", "5"),
            ("lastCol", "6"),
            ("firstRow", "7"),
            ("lastRow", "8"),
            ("nwCell", "9"),
            ("seCell", "A"),
        )
    )
)


@pytest.mark.parametrize(
    ("style", "names", "headers"),
    [
        (ALL, ("firstRow", "firstColumn"), (True, True)),
        (ALL, ("firstColumn",), (False, True)),
        (ALL, (), (False, False)),
        # Word's plain tables ask for both, though nothing of theirs is set apart.
        (table_style(""), ("firstRow", "firstColumn"), (False, False)),
    ],
)
def test_first_row_and_column_are_headers_where_the_style_sets_them_apart(table, style, names, headers):
    found = table(tbl(tr(tc()), properties=look(*names)), styles=style)
    assert (found.header_row, found.header_column) == headers


@pytest.mark.parametrize(
    ("names", "picture"),
    [
        (("noHBand", "noVBand"), ["----", "----", "----", "----"]),
        (("noVBand",), ["3333", "4444", "3333", "4444"]),
        (("noHBand",), ["1212", "1212", "1212", "1212"]),
        (("firstRow", "noVBand"), ["7777", "3333", "4444", "3333"]),
        (("firstColumn", "lastColumn", "noHBand"), ["5126", "5126", "5126", "5126"]),
        (("firstRow", "lastRow", "firstColumn", "lastColumn"), ["9777", "5336", "5446", "888A"]),
    ],
)
def test_conditional_formatting_by_place(table, names, picture):
    found = table(square(4, properties=look(*names)), styles=ALL)
    rows = ["".join((cell.shading or "-")[0] for cell in row.cells) for row in found.rows]
    assert rows == picture


def test_look_is_read_from_its_bits_too(table):
    found = table(square(2, properties='<w:tblStyle w:val="T"/><w:tblLook w:val="0620"/>'), styles=ALL)
    assert ["".join((cell.shading or "-")[0] for cell in row.cells) for row in found.rows] == ["77", "--"]


def test_bands_may_be_several_rows(table):
    styles = ALL.replace("<w:name", '<w:tblPr><w:tblStyleRowBandSize w:val="2"/></w:tblPr><w:name')
    found = table(square(4, properties=look("noVBand")), styles=styles)
    assert [(row.cells[0].shading or "-")[0] for row in found.rows] == ["3", "3", "4", "4"]


def test_conditions_format_text_and_outer_lines_of_their_part(blocks):
    styles = table_style(
        part(
            "firstRow",
            '<w:pPr><w:jc w:val="center"/></w:pPr><w:rPr><w:b/></w:rPr><w:tcPr><w:tcBorders>'
            '<w:top w:val="single" w:sz="8"/><w:left w:val="single" w:sz="16"/>'
            '<w:bottom w:val="single" w:sz="24"/><w:insideV w:val="nil"/></w:tcBorders></w:tcPr>',
        ),
        more=f"<w:tblPr><w:tblBorders>{GRID}</w:tblBorders></w:tblPr>",
    )
    body = tbl(tr(tc(P), tc(P)), tr(tc(P), tc(P)), properties=look("firstRow", "noHBand", "noVBand"))
    found = cells(blocks(body, styles=styles)[0])
    first = found[0].blocks[0]
    assert (first.style.align, first.items[0].style.bold) == (Align.CENTER, True)
    assert not found[2].blocks[0].items[0].style.bold
    assert widths(found[0]) == (1, 2, 3, 0)
    assert widths(found[1]) == (1, 0, 3, 4)
    assert widths(found[2]) == (5, 2, 3, 6)


def test_direct_table_borders_win_over_conditions(table):
    styles = table_style(
        part("firstRow", '<w:tcPr><w:tcBorders><w:top w:val="single" w:sz="8"/></w:tcBorders></w:tcPr>')
    )
    direct = '<w:tblBorders><w:top w:val="single" w:sz="40"/></w:tblBorders>'
    found = table(square(2, properties=look("firstRow") + direct), styles=styles)
    assert found.rows[0].cells[0].borders.top.width == 5.0


def test_nested_table_takes_nothing_from_the_outer_style(table):
    styles = table_style("<w:rPr><w:b/></w:rPr>")
    inner = tbl(tr(tc(P)))
    found = table(tbl(tr(tc(P + inner + EMPTY)), properties=look()), styles=styles)
    outer_text, nested, _ = found.rows[0].cells[0].blocks
    assert outer_text.items[0].style.bold
    assert not nested.rows[0].cells[0].blocks[0].items[0].style.bold


def test_bookmark_between_rows_goes_to_the_next_paragraph(table):
    body = tbl('<w:bookmarkStart w:id="1" w:name="row"/>', tr(tc(P)))
    assert table(body).rows[0].cells[0].blocks[0].items[0].name == "row"


def test_warnings_in_a_table_say_where(story):
    found = story(tbl(tr(tc("<w:p><w:r><w:t>Fees</w:t><x:odd/></w:r></w:p>"))))
    assert [place for _, place in found.warnings] == ["the paragraph “Fees”"]
    assert found.sections[0].blocks[0].place == "the table “Fees”"


def test_changed_cell_leaves_the_others_the_same_objects(make_word):
    from lettergen.typeset.read import Reader

    reader = Reader()
    name = "<w:p><w:r><w:t>{}</w:t></w:r></w:p>"
    first, second = (
        cells(reader.read(make_word(tbl(tr(tc(P), tc(name.format(who)))))).sections[0].blocks[0])
        for who in ("Ann", "Bob")
    )
    assert first[0].blocks[0] is second[0].blocks[0]
    assert first[1].blocks[0] != second[1].blocks[0]


def test_huge_spans_and_grids_are_held_in_bounds(table):
    found = table(tbl(tr(*[tc(properties='<w:gridSpan w:val="99999999"/>')] * 3), columns=5000))
    assert len(found.grid) == 1024
    assert [cell.span for cell in found.rows[0].cells] == [1024, 1, 1]


def test_deep_tables_end_with_a_warning(story):
    body = P
    for _ in range(40):
        body = tbl(tr(tc(body + EMPTY)), columns=1)
    found = story(body)
    assert any("nested too deep" in what for what, _ in found.warnings)
    assert not isinstance(found.sections[0].blocks[0], Paragraph)


def test_look_and_floating_place_that_say_nothing(table):
    found = table(
        tbl(
            tr(tc()),
            properties='<w:tblpPr w:tblpYSpec="inline"/><w:tblLook w:val="zz"/><w:jc w:val="sideways"/>',
        )
    )
    assert found.floating.vertical == Offset("margin")
    assert (found.header_column, found.align) == (False, "left")
