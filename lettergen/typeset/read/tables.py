"""A w:tbl to a Table (17.4)."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from lxml.etree import _Element as Element

from lettergen.typeset.read.cascade import TableText, visible_borders
from lettergen.typeset.read.cells import TableFormat, read_cell
from lettergen.typeset.read.conditions import Spot
from lettergen.typeset.read.scope import DEEPEST, Scope
from lettergen.typeset.read.table_properties import (
    TableProperties,
    overlay_table,
    read_exceptions,
    read_table_properties,
    read_width,
)
from lettergen.typeset.read.values import W, attribute, is_on, length, local_name, whole
from lettergen.typeset.story import Block, Bookmark, Borders, Cell, Paragraph, Row, Table, Width

#: Word's widest table has 63 columns; a file may claim more, but not without end.
MOST_COLUMNS = 1024
_CONTAINERS = frozenset({"ins", "moveTo", "smartTag", "customXml", "sdtContent"})


def read_table(element: Element, scope: Scope, _: TableText) -> Table:
    """Read a table.

    A table in a cell takes nothing from the style of the table around it.
    """
    since = len(scope.warnings)
    styles = scope.template.styles
    direct = read_table_properties(element, scope.template.theme)
    style = styles.find("table", direct.style)
    form = TableFormat(
        styles.table_properties(style), direct, styles.conditions(style), TableText(*styles.table_text(style))
    )
    elements = list(_elements(element, "tr", scope))
    rows = tuple(_read_row(row, index, len(elements), form, scope) for index, row in enumerate(elements))
    place = describe_table(rows)
    scope.place_warnings(since, place)
    return _table(form, _grid(element), rows, place)


def describe_table(rows: tuple[Row, ...]) -> str:
    """Say which table it is by the first paragraph with text in it."""
    for row in rows:
        for cell in row.cells:
            for block in cell.blocks:
                if isinstance(block, Paragraph) and block.place.startswith("the paragraph "):
                    return block.place.replace("the paragraph ", "the table ", 1)
    return "a table without text"


def _table(form: TableFormat, grid: tuple[float, ...], rows: tuple[Row, ...], place: str) -> Table:
    table = form.both
    bidi = bool(table.bidi)
    borders = visible_borders(table.borders) or Borders()
    if bidi:
        borders = replace(borders, left=borders.right, right=borders.left)
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
        borders=borders,
        cell_spacing=max(0.0, table.cell_spacing or 0.0),
        bidi=bidi,
        floating=floating,
        header_row=_is_marked(form, table, "firstRow", "firstRow"),
        header_column=_is_marked(form, table, "firstColumn", "firstCol"),
        caption=table.caption or "",
        place=place,
    )


def _is_marked(form: TableFormat, table: TableProperties, look: str, condition: str) -> bool:
    """Whether the table's look asks for a part that its style sets apart: then it is a header to its reader.

    Word's own tables ask for first row and first column though their style has nothing for them.
    """
    return look in (table.look or ()) and condition in form.conditions


def _align(word: str | None, bidi: bool) -> str:
    """Resolve w:jc to a side; ``start`` is the leading edge, which a right-to-left table has right."""
    align = {"start": "left", "end": "right"}.get(word or "left", word or "left")
    if align not in {"left", "center", "right"}:
        align = "left"
    return {"left": "right", "right": "left"}.get(align, align) if bidi else align


def _grid(element: Element) -> tuple[float, ...]:
    columns = element.findall(f"{W}tblGrid/{W}gridCol")[:MOST_COLUMNS]
    return tuple(max(0.0, length(attribute(column, "w")) or 0.0) for column in columns)


def _elements(parent: Element, name: str, scope: Scope, depth: int = 0) -> Iterator[Element]:
    """Yield a table's rows or a row's cells, also from content controls and tracked insertions."""
    for child in parent:
        kind = local_name(child)
        if child.tag == W + name:
            if not _is_gone(child, name):
                yield child
        elif kind == "sdt" and depth < DEEPEST:
            for content in child.iterfind(W + "sdtContent"):
                yield from _elements(content, name, scope, depth + 1)
        elif kind in _CONTAINERS and depth < DEEPEST:
            yield from _elements(child, name, scope, depth + 1)
        elif kind == "bookmarkStart":
            scope.carried.append(Bookmark(attribute(child, "name") or ""))


def _is_gone(element: Element, name: str) -> bool:
    """Tell whether a row or cell is hidden, or a tracked deletion takes it away (17.13.5.12, 17.4.22)."""
    if name == "tc":
        return element.find(f"{W}tcPr/{W}cellDel") is not None
    properties = element.find(W + "trPr")
    return properties is not None and (
        properties.find(W + "del") is not None or bool(is_on(properties.find(W + "hidden")))
    )


@dataclass(slots=True)
class _Slot:
    """A cell's element on its way: where it begins, how far it spans, what it swallowed."""

    element: Element
    column: int
    span: int
    swallowed: list[Element]


def _read_row(element: Element, index: int, count: int, form: TableFormat, scope: Scope) -> Row:
    properties = element.find(W + "trPr")
    theme = scope.template.theme
    form = replace(form, direct=overlay_table(form.direct, read_exceptions(element, theme)))
    before = _columns(properties, "gridBefore")
    slots = _slots(element, before, scope)
    cells = tuple(
        _read_slot(slot, Spot(index, count, slot.column, slot is slots[0], slot is slots[-1]), form, scope)
        for slot in slots
    )
    table = form.both
    row = overlay_table(table, read_table_properties(element, theme))
    height, rule = _height(properties)
    return Row(
        cells=_evened(cells),
        height=height,
        height_rule=rule,
        cant_split=bool(row.row_cant_split),
        header=bool(row.row_header),
        before=before,
        after=_columns(properties, "gridAfter"),
        before_width=_width(properties, "wBefore"),
        after_width=_width(properties, "wAfter"),
        align=_row_align(properties, bool(table.bidi)),
        cell_spacing=max(0.0, _row_spacing(properties, table)),
    )


def _evened(cells: tuple[Cell, ...]) -> tuple[Cell, ...]:
    """Give a row's cells the largest of their top margins, as Word does, so that first lines are level."""
    tops = {cell.margins[1] for cell in cells}
    if len(tops) < 2:
        return cells
    top = max(tops)
    return tuple(replace(cell, margins=(cell.margins[0], top, *cell.margins[2:])) for cell in cells)


def _slots(row: Element, before: int, scope: Scope) -> list[_Slot]:
    """Give a row's cells with their grid columns.

    A cell that w:hMerge joins to the one before it (17.4.22) is swallowed by that one.
    """
    slots: list[_Slot] = []
    column = before
    for cell in _elements(row, "tc", scope):
        span = whole(attribute(cell.find(f"{W}tcPr/{W}gridSpan"), "val"), 1, MOST_COLUMNS) or 1
        span = min(span, max(1, MOST_COLUMNS - column))
        merge = cell.find(f"{W}tcPr/{W}hMerge")
        if slots and merge is not None and attribute(merge, "val") != "restart":
            slots[-1].span += span
            slots[-1].swallowed.append(cell)
        else:
            slots.append(_Slot(cell, column, span, []))
        column += span
    return slots


def _read_slot(slot: _Slot, spot: Spot, form: TableFormat, scope: Scope) -> Cell:
    cell = read_cell(slot.element, spot, slot.span, form, scope)
    if not slot.swallowed:
        return cell
    rest = [read_cell(each, spot, 1, form, scope) for each in slot.swallowed]
    blocks = [block for each in rest for block in each.blocks if _has_content(block)]
    return replace(cell, blocks=cell.blocks + tuple(blocks))


def _has_content(block: Block) -> bool:
    return not isinstance(block, Paragraph) or bool(block.items)


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
