"""Tables, and the blocks that stories are made of."""

from dataclasses import dataclass, field

from lettergen.typeset.story.objects import Offset
from lettergen.typeset.story.paragraphs import Borders, Paragraph


@dataclass(frozen=True, slots=True)
class Width:
    """A preferred width (ST_TblWidth): `kind` auto, points or share (0 to 1 of what contains it)."""

    kind: str = "auto"
    value: float = 0.0


@dataclass(frozen=True, slots=True)
class Cell:
    """A table cell. `span` counts grid columns; `merge` is none, restart or continue (w:vMerge).

    `borders` are the cell's own after table style and table borders are applied, before conflicts
    with neighbours are resolved; left and right are physical, in right-to-left tables too. `margins`
    are left, top, right, bottom. `direction` is lrTb, btLr or tbRl (17.4.72). With `hide_mark` an empty
    cell's paragraph mark takes no room (17.4.21).
    """

    blocks: "tuple[Block, ...]"
    span: int = 1
    merge: str = "none"
    width: Width = Width()
    borders: Borders = Borders()
    margins: tuple[float, float, float, float] = (5.4, 0.0, 5.4, 0.0)
    shading: str | None = None
    vertical: str = "top"
    direction: str = "lrTb"
    no_wrap: bool = False
    fit_text: bool = False
    hide_mark: bool = False


@dataclass(frozen=True, slots=True)
class Row:
    """A table row. `height` counts by `height_rule`: auto, atLeast or exact.

    `before` and `after` are grid columns left out at its ends (w:gridBefore). `header` repeats it on
    each page. `cell_spacing` is the gap between cells.
    """

    cells: tuple[Cell, ...]
    height: float = 0.0
    height_rule: str = "auto"
    cant_split: bool = False
    header: bool = False
    before: int = 0
    after: int = 0
    before_width: Width = Width()
    after_width: Width = Width()
    align: str | None = None
    cell_spacing: float = 0.0


@dataclass(frozen=True, slots=True)
class FloatingTable:
    """Where a floating table stands (w:tblpPr): gaps from text left, top, right, bottom."""

    horizontal: Offset = Offset("column")
    vertical: Offset = Offset("paragraph")
    gaps: tuple[float, float, float, float] = (0.0, 0.0, 0.0, 0.0)
    overlap: bool = True


@dataclass(frozen=True, slots=True)
class Table:
    """A table. `grid` are the column widths of w:tblGrid; `layout` is fixed or autofit.

    `align` is left, center or right; `indent` from the leading edge. `borders` are the table's own.
    `header_row` and `header_column` say that the table's look and style mark the first row or column,
    for tagging.
    """

    rows: tuple[Row, ...]
    grid: tuple[float, ...]
    width: Width = Width()
    layout: str = "autofit"
    align: str = "left"
    indent: float = 0.0
    borders: Borders = Borders()
    cell_spacing: float = 0.0
    bidi: bool = False
    floating: FloatingTable | None = None
    header_row: bool = False
    header_column: bool = False
    caption: str = ""
    place: str = field(default="", compare=False)


Block = Paragraph | Table
