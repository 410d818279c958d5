"""A w:tbl to a Table: style, conditions, borders, margins (17.4, 17.7.6)."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from lxml.etree import _Element as Element

from lettergen.typeset.read import paragraph_properties, run_properties
from lettergen.typeset.read.borders import overlay_borders
from lettergen.typeset.read.cascade import TableText, visible_borders
from lettergen.typeset.read.conditions import conditions_at
from lettergen.typeset.read.paragraph_properties import ParagraphProperties
from lettergen.typeset.read.run_properties import RunProperties
from lettergen.typeset.read.scope import DEEPEST, Scope
from lettergen.typeset.read.styles import Condition
from lettergen.typeset.read.table_properties import (
    TableProperties,
    overlay_margins,
    overlay_table,
    read_exceptions,
    read_table_properties,
    read_width,
)
from lettergen.typeset.read.values import W, attribute, is_on, length, local_name, whole
from lettergen.typeset.story import Block, Borders, Cell, Line, Row, Table, Width

#: Word's widest table has 63 columns; a file may claim more, but not without end.
MOST_COLUMNS = 1024
_DEFAULT_MARGINS = (5.4, 0.0, 5.4, 0.0)
_CONTAINERS = frozenset({"ins", "moveTo", "smartTag", "customXml", "sdtContent"})
_DIRECTIONS = {"btLr": "btLr", "tbRl": "tbRl", "tbV": "tbRl", "rl": "tbRl", "tbRlV": "tbRl", "lr": "btLr"}


@dataclass(frozen=True, slots=True)
class _Frame:
    """What all cells of a table share while it is read."""

    table: TableProperties
    conditions: dict[str, Condition]
    run: RunProperties
    paragraph: ParagraphProperties
    columns: int
    rows: int


@dataclass(frozen=True, slots=True)
class _Spot:
    """Where a cell stands: row, first grid column and the one after its last."""

    row: int
    first: int
    end: int


def read_table(element: Element, scope: Scope, outer: TableText) -> Table:
    """Read a table.

    Args:
        element: The w:tbl.
        scope: Where nested blocks, lists and warnings go.
        outer: What an outer table's style says of the text in the cell that this one stands in.
    """
    since = len(scope.warnings)
    styles, theme = scope.template.styles, scope.template.theme
    direct = read_table_properties(element, theme)
    style = styles.find("table", direct.style)
    table = overlay_table(styles.table_properties(style), direct)
    grid = _grid(element)
    rows = list(_elements(element, "tr"))
    frame = _Frame(
        table,
        styles.conditions(style),
        run_properties.overlay(outer.run, styles.run_properties(style)),
        paragraph_properties.overlay(outer.paragraph, styles.table_paragraph(style)),
        len(grid) or MOST_COLUMNS,
        len(rows),
    )
    read_rows = tuple(_read_row(row, index, frame, scope) for index, row in enumerate(rows))
    scope.place_warnings(since, "a table")
    return _table(table, grid, read_rows)


def _table(table: TableProperties, grid: tuple[float, ...], rows: tuple[Row, ...]) -> Table:
    bidi = bool(table.bidi)
    floating = table.floating
    if floating is not None and table.overlap is not None:
        floating = replace(floating, overlap=table.overlap)
    return Table(
        rows=rows,
        grid=grid,
        width=table.width or Width(),
        layout="fixed" if table.layout == "fixed" else "autofit",
        align=_align(table.align, bidi),
        indent=table.indent or 0.0,
        borders=visible_borders(table.borders) or Borders(),
        cell_spacing=max(0.0, table.cell_spacing or 0.0),
        bidi=bidi,
        floating=floating,
        header_column="firstColumn" in (table.look or ()),
        caption=table.caption or "",
        place="a table",
    )


def _align(word: str | None, bidi: bool) -> str:
    """Resolve w:jc to a side; ``start`` is the leading edge, which a right-to-left table has right."""
    align = {"start": "left", "end": "right"}.get(word or "left", word or "left")
    if align not in {"left", "center", "right"}:
        align = "left"
    return {"left": "right", "right": "left"}.get(align, align) if bidi else align


def _grid(element: Element) -> tuple[float, ...]:
    columns = element.findall(f"{W}tblGrid/{W}gridCol")[:MOST_COLUMNS]
    return tuple(max(0.0, length(attribute(column, "w")) or 0.0) for column in columns)


def _elements(parent: Element, name: str, depth: int = 0) -> Iterator[Element]:
    """Yield a table's rows or a row's cells, also from content controls and tracked insertions."""
    for child in parent:
        kind = local_name(child)
        if kind == name and child.tag == W + name:
            if not _is_deleted(child, name):
                yield child
        elif kind == "sdt" and depth < DEEPEST:
            for content in child.iterfind(W + "sdtContent"):
                yield from _elements(content, name, depth + 1)
        elif kind in _CONTAINERS and depth < DEEPEST:
            yield from _elements(child, name, depth + 1)


def _is_deleted(element: Element, name: str) -> bool:
    """Tell whether a tracked deletion takes the row or cell away (17.13.5.12, 17.13.5.2)."""
    path = f"{W}trPr/{W}del" if name == "tr" else f"{W}tcPr/{W}cellDel"
    return element.find(path) is not None


def _read_row(element: Element, index: int, frame: _Frame, scope: Scope) -> Row:
    properties = element.find(W + "trPr")
    theme = scope.template.theme
    exceptions = read_exceptions(element, theme)
    frame = replace(frame, table=overlay_table(frame.table, exceptions))
    before = _columns(properties, "gridBefore")
    cells: list[Cell] = []
    column = before
    for cell in _elements(element, "tc"):
        span = whole(attribute(cell.find(f"{W}tcPr/{W}gridSpan"), "val"), 1, MOST_COLUMNS) or 1
        cells.append(_read_cell(cell, _Spot(index, column, column + span), span, frame, scope))
        column = min(column + span, MOST_COLUMNS)
    row = overlay_table(frame.table, read_table_properties(element, theme))
    height, rule = _height(properties)
    return Row(
        cells=tuple(cells),
        height=height,
        height_rule=rule,
        cant_split=bool(row.row_cant_split),
        header=bool(row.row_header),
        before=before,
        after=_columns(properties, "gridAfter"),
        before_width=_width(properties, "wBefore"),
        after_width=_width(properties, "wAfter"),
        align=_row_align(properties, bool(frame.table.bidi)),
        cell_spacing=max(0.0, _row_spacing(properties, frame.table)),
    )


def _columns(properties: Element | None, name: str) -> int:
    if properties is None:
        return 0
    return whole(attribute(properties.find(W + name), "val"), 0, MOST_COLUMNS) or 0


def _width(properties: Element | None, name: str) -> Width:
    return (None if properties is None else read_width(properties.find(W + name))) or Width()


def _height(properties: Element | None) -> tuple[float, str]:
    """Read w:trHeight (17.4.80). Word takes a missing rule for ``atLeast``, not for ``auto``."""
    element = None if properties is None else properties.find(W + "trHeight")
    height = length(attribute(element, "val"))
    if element is None or not height or height < 0:
        return 0.0, "auto"
    rule = attribute(element, "hRule")
    if rule == "auto":
        return 0.0, "auto"
    return height, "exact" if rule == "exact" else "atLeast"


def _row_align(properties: Element | None, bidi: bool) -> str | None:
    element = None if properties is None else properties.find(W + "jc")
    return None if element is None else _align(attribute(element, "val"), bidi)


def _row_spacing(properties: Element | None, table: TableProperties) -> float:
    element = None if properties is None else properties.find(W + "tblCellSpacing")
    value = length(attribute(element, "w"))
    return (table.cell_spacing or 0.0) if value is None else value


def _read_cell(element: Element, spot: _Spot, span: int, frame: _Frame, scope: Scope) -> Cell:
    theme = scope.template.theme
    parts = [
        frame.conditions[name]
        for name in conditions_at(frame.table, spot.row, frame.rows, spot.first, spot.end, frame.columns)
        if name in frame.conditions
    ]
    direct = read_table_properties(element, theme)
    styled = frame.table
    run, paragraph = frame.run, frame.paragraph
    for part in parts:
        styled = overlay_table(styled, replace(part.table, borders=None, margins=None))
        run = run_properties.overlay(run, part.run)
        paragraph = paragraph_properties.overlay(paragraph, part.paragraph)
    cell = overlay_table(styled, direct)
    properties = element.find(W + "tcPr")
    blocks = _cell_blocks(element, scope, TableText(run, paragraph))
    return Cell(
        blocks=blocks,
        span=span,
        merge=_merge(properties),
        width=(None if properties is None else read_width(properties.find(W + "tcW"))) or Width(),
        borders=_cell_borders(frame, spot, parts, direct),
        margins=_margins(frame, parts, direct),
        shading=(cell.cell_shading if cell.cell_shading is not None else frame.table.shading) or None,
        vertical={"center": "center", "bottom": "bottom"}.get(cell.cell_vertical or "top", "top"),
        direction=_direction(properties),
        no_wrap=bool(cell.cell_no_wrap),
        fit_text=properties is not None and bool(is_on(properties.find(W + "tcFitText"))),
    )


def _cell_blocks(element: Element, scope: Scope, text: TableText) -> tuple[Block, ...]:
    if scope.depth >= DEEPEST:
        scope.warn("tables are nested too deep")
        return ()
    scope.depth += 1
    blocks = scope.read_blocks(scope, element, text)
    scope.depth -= 1
    return blocks


def _merge(properties: Element | None) -> str:
    """Read w:vMerge (17.4.84): without a value it continues the cell above."""
    element = None if properties is None else properties.find(W + "vMerge")
    if element is None:
        return "none"
    return "restart" if attribute(element, "val") == "restart" else "continue"


def _direction(properties: Element | None) -> str:
    element = None if properties is None else properties.find(W + "textDirection")
    return _DIRECTIONS.get(attribute(element, "val") or "", "lrTb")


def _margins(
    frame: _Frame, parts: list[Condition], direct: TableProperties
) -> tuple[float, float, float, float]:
    margins = overlay_margins(_DEFAULT_MARGINS, frame.table.margins)
    for part in parts:
        margins = overlay_margins(margins, overlay_margins(part.table.margins, part.table.cell_margins))
    margins = overlay_margins(margins, direct.cell_margins) or _DEFAULT_MARGINS
    left, top, right, bottom = (side or 0.0 for side in margins)
    return left, top, right, bottom


def _cell_borders(frame: _Frame, spot: _Spot, parts: list[Condition], direct: TableProperties) -> Borders:
    """Give a cell's borders: the table's at its edges and inside, then conditions, then its own.

    A side that says there is none keeps saying so, because it wins over the table's line.
    """
    first_row, last_row = spot.row == 0, spot.row == frame.rows - 1
    first_column, last_column = spot.first == 0, spot.end >= frame.columns
    borders = _from_table(frame.table.borders, first_row, last_row, first_column, last_column)
    for part in parts:
        edges = (first_row, last_row, first_column, last_column)
        borders = overlay_borders(borders, _from_table(part.table.borders, *edges))
        borders = overlay_borders(borders, part.table.cell_borders)
    return overlay_borders(borders, direct.cell_borders) or Borders()


def _from_table(
    borders: Borders | None, first_row: bool, last_row: bool, first_column: bool, last_column: bool
) -> Borders | None:
    """Give the part of a table's borders that one cell has."""
    if borders is None:
        return None

    def side(at_edge: bool, outer: Line | None, inner: Line | None) -> Line | None:
        return outer if at_edge else inner

    return Borders(
        top=side(first_row, borders.top, borders.inside_h),
        left=side(first_column, borders.left, borders.inside_v),
        bottom=side(last_row, borders.bottom, borders.inside_h),
        right=side(last_column, borders.right, borders.inside_v),
    )
