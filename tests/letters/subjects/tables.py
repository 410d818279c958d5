"""Tables: widths, merges, borders, rows over pages."""

from tests.letters.corpus import letter
from tests.letters.word import FIXED, GRID, LOREM, NO_MARGINS, Letter, p, r, tbl, tc, tr

_BOXED = FIXED + NO_MARGINS + GRID


def _merge(kind):
    return f"<w:vMerge w:val='{kind}'/>"


@letter
def fixed_widths():
    """Fixed columns keep their widths whatever is in them."""
    return Letter(tbl((5, 20), tr("alongword", "b"), tr("c", "d"), pr=_BOXED) + p("after"), lines=6)


@letter
def autofit():
    """Columns without a grid share the width by their content."""
    rows = (tr("a", "a good deal more text than there is beside it"), tr("b", "c"))
    return Letter(tbl((), *rows, pr=NO_MARGINS + GRID) + p("after"), lines=6)


@letter
def width_in_percent():
    """Half of the text's width, in the middle; and one to the right."""
    half = "<w:tblW w:w='2500' w:type='pct'/><w:jc w:val='{}'/>"
    body = tbl((10, 10), tr("a", "b"), pr=half.format("center") + _BOXED) + p("")
    return Letter(body + tbl((10, 10), tr("a", "b"), pr=half.format("right") + _BOXED) + p(""), lines=6)


@letter
def indent():
    """A table's indent; in Word 2013 and later it is the border that stands there, before it the text."""
    body = tbl((10, 10), tr("a", "b"), pr="<w:tblInd w:w='480' w:type='dxa'/>" + FIXED + GRID)
    return Letter(body + p("after") + tbl((10, 10), tr("a", "b"), pr=FIXED + GRID) + p(""), lines=6)


@letter
def indent_before_2013():
    """The same in compatibilityMode 14: the text of the first cell stands on the margin."""
    body = tbl((10, 10), tr("a", "b"), pr=FIXED + GRID) + p("after")
    return Letter(body, lines=4, compatibility=14)


@letter
def merges():
    """Cells over columns and over rows, with the heights that they ask for."""
    rows = (
        tr(tc("wide", pr="<w:gridSpan w:val='2'/>"), tc("tall one of three", pr=_merge("restart"))),
        tr("a", "b", tc("", pr=_merge("continue"))),
        tr("c", "d", tc("", pr="<w:vMerge/>")),
    )
    return Letter(tbl((6, 6, 6), *rows, pr=_BOXED) + p("after"), lines=7)


@letter
def cells_left_out():
    """Rows that begin later and end earlier than the grid."""
    late = tr("b", "c", pr="<w:gridBefore w:val='1'/>")
    early = tr("a", "b", pr="<w:gridAfter w:val='1'/>")
    return Letter(tbl((6, 6, 6), tr("a", "b", "c"), late, early, pr=_BOXED) + p("after"), lines=6)


@letter
def nested():
    """A table in a cell, with text after it."""
    inner = tbl((5, 5), tr("x", "y"), pr=_BOXED)
    return Letter(
        tbl((12, 12), tr(tc(p("before"), inner, p("after")), "beside"), pr=_BOXED) + p("end"), lines=7
    )


@letter
def border_conflicts():
    """Of two borders at one edge the thicker wins, and a cell's own goes before the table's."""
    thick = "<w:tcBorders><w:right w:val='single' w:sz='24' w:color='FF0000'/></w:tcBorders>"
    none = "<w:tcBorders><w:bottom w:val='nil'/></w:tcBorders>"
    double = "<w:tcBorders><w:top w:val='double' w:sz='6' w:color='0000FF'/></w:tcBorders>"
    rows = (tr(tc("thick", pr=thick), "b"), tr(tc("open", pr=none), "d"), tr("e", tc("double", pr=double)))
    return Letter(tbl((10, 10), *rows, pr=_BOXED) + p("after"), lines=6)


@letter
def margins_and_alignment():
    """Cell margins of the table and of a cell; text at the top, in the middle and at the foot."""
    margins = "<w:tblCellMar><w:top w:w='240' w:type='dxa'/><w:left w:w='240' w:type='dxa'/></w:tblCellMar>"
    own = "<w:tcMar><w:top w:w='0' w:type='dxa'/><w:left w:w='0' w:type='dxa'/></w:tcMar>"
    high = "<w:trHeight w:val='960' w:hRule='atLeast'/>"
    row = tr(
        "top",
        tc("middle", pr="<w:vAlign w:val='center'/>"),
        tc("foot", pr="<w:vAlign w:val='bottom'/>"),
        pr=high,
    )
    return Letter(
        tbl((10, 10, 10), row, tr("margins", tc("own", pr=own), "c"), pr=FIXED + GRID + margins) + p("after"),
        lines=9,
    )


@letter
def row_heights():
    """Heights at least and exactly; what is too high for an exact row is cut off but still in the text."""
    rows = (
        tr("least", pr="<w:trHeight w:val='480'/>"),
        tr("exactly two lines and what does not fit", pr="<w:trHeight w:val='480' w:hRule='exact'/>"),
        tr("last"),
    )
    return Letter(tbl((12,), *rows, pr=_BOXED) + p("after"), lines=8)


@letter
def header_rows():
    """Header rows come again on each page, once in the structure."""
    rows = [
        tr("Name", "Sum", pr="<w:tblHeader/>"),
        *(tr(f"row {number}", str(number)) for number in range(7)),
    ]
    return Letter(tbl((10, 10), *rows, pr=_BOXED) + p("after"), lines=5)


@letter
def split_rows():
    """A row goes over the page, at any line, unless it says that it must not."""
    long = "words that need four lines of the cell"
    body = p("x") + p("x") + p("x") + tbl((10, 10), tr(long, "beside"), pr=_BOXED)
    body += p("whole", pr="<w:pageBreakBefore/>") + p("x") + p("x")
    return Letter(
        body + tbl((10, 10), tr(long, "beside", pr="<w:cantSplit/>"), pr=_BOXED) + p("after"), lines=5
    )


@letter
def merged_over_pages():
    """A cell over many rows goes on overleaf with them."""
    rows = [
        tr(
            tc("these words stand beside six rows", pr=_merge("restart" if not number else "continue"))
            if not number
            else tc("", pr=_merge("continue")),
            f"row {number}",
        )
        for number in range(6)
    ]
    return Letter(p("x") + tbl((10, 10), *rows, pr=_BOXED) + p("after"), lines=5)


@letter
def word_broken_over_pages():
    """A word that is broken by character and goes on overleaf, beside another cell, is not lost."""
    return Letter(p("x") + tbl((2, 10), tr("these words", "b c"), pr=_BOXED) + p("after"), lines=5)


@letter
def floating():
    """A floating table with text beside it."""
    place = "<w:tblpPr w:leftFromText='120' w:rightFromText='120' w:vertAnchor='text' w:horzAnchor='margin' w:tblpXSpec='right' w:tblpY='240'/>"
    return Letter(tbl((8, 8), tr("a", "b"), tr("c", "d"), pr=place + _BOXED) + p(LOREM + LOREM), lines=10)


@letter
def right_to_left():
    """A right-to-left table's first column is at the right."""
    return Letter(
        tbl((8, 16), tr("first", "second"), tr("a", "b"), pr="<w:bidiVisual/>" + _BOXED) + p("after"), lines=5
    )


@letter
def turned_text():
    """Text that runs up or down in its cell."""
    high = "<w:trHeight w:val='1200' w:hRule='atLeast'/>"
    row = tr(
        tc("upwards", pr="<w:textDirection w:val='btLr'/>"),
        tc("down", pr="<w:textDirection w:val='tbRl'/>"),
        "plain",
        pr=high,
    )
    return Letter(tbl((5, 5, 10), row, pr=_BOXED) + p("after"), lines=8)


@letter
def shading_and_spacing():
    """Grounds of cells, and cells set apart from each other."""
    ground = "<w:shd w:val='clear' w:color='auto' w:fill='DDEEFF'/>"
    apart = "<w:tblCellSpacing w:w='60' w:type='dxa'/>"
    body = tbl((10, 10), tr(tc("a", pr=ground), "b"), pr=_BOXED) + p("")
    return Letter(
        body + tbl((10, 10), tr(tc("a", pr=ground), "b"), tr("c", "d"), pr=apart + _BOXED) + p(""), lines=8
    )


@letter
def dark_grounds():
    """Automatic text is white on a dark cell, a dark paragraph and in a table within; not on a ground of its own."""
    dark, light = (f"<w:shd w:val='clear' w:color='auto' w:fill='{fill}'/>" for fill in ("1F3864", "FFFFFF"))
    inner = tbl((6, 6), tr("in", tc("own", pr=light)), pr=_BOXED)
    cell = tc(
        p("white ", r("black", light), r(" red", "<w:color w:val='FF0000'/>")), inner, p("after"), pr=dark
    )
    body = tbl((20, 8), tr(cell, "black"), pr=_BOXED) + p("white\ttoo", pr=dark)
    return Letter(body, lines=7)


@letter
def content_in_cells():
    """Lists of paragraphs, tabs and alignment in cells; an empty cell."""
    rows = (
        tr(
            tc(p("one"), p("two", pr="<w:jc w:val='right'/>")),
            tc(p("12.5", pr="<w:tabs><w:tab w:val='decimal' w:pos='600'/></w:tabs>")),
            tc(""),
        ),
    )
    return Letter(tbl((12, 12, 6), *rows, pr=_BOXED) + p(r("after", "<w:b/>")), lines=5)
