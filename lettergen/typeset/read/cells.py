"""A w:tc to a Cell: the levels of table formatting laid over each other (17.4.66, 17.7.6)."""

from dataclasses import dataclass, replace

from lxml.etree import _Element as Element

from lettergen.typeset.read import paragraph_properties, run_properties
from lettergen.typeset.read.borders import overlay_borders
from lettergen.typeset.read.cascade import TableText
from lettergen.typeset.read.conditions import Edges, Spot, conditions_at
from lettergen.typeset.read.contrast import is_dark, on_dark
from lettergen.typeset.read.scope import DEEPEST, Scope
from lettergen.typeset.read.styles import Condition
from lettergen.typeset.read.table_properties import (
    TableProperties,
    overlay_margins,
    overlay_table,
    read_table_properties,
    read_width,
)
from lettergen.typeset.read.values import W, attribute, is_on
from lettergen.typeset.story import Align, Block, Borders, Cell, Line, Paragraph, Tab, Width

Box = tuple[float, float, float, float]
_DEFAULT_MARGINS = (5.4, 0.0, 5.4, 0.0)
_DIRECTIONS = {"btLr": "btLr", "tbRl": "tbRl", "tbV": "tbRl", "rl": "tbRl", "tbRlV": "tbRl", "lr": "btLr"}


@dataclass(frozen=True, slots=True)
class TableFormat:
    """What all cells of a table share.

    `styled` is what the table's style says, `direct` what the table itself says, or a row's exceptions
    (w:tblPrEx). Direct formatting wins over a style's conditions.
    """

    styled: TableProperties
    direct: TableProperties
    conditions: dict[str, Condition]
    text: TableText

    @property
    def both(self) -> TableProperties:
        """Give both levels together, without conditions."""
        return overlay_table(self.styled, self.direct)


def read_cell(element: Element, spot: Spot, span: int, form: TableFormat, scope: Scope) -> Cell:
    """Read a cell that spans so many grid columns."""
    properties = element.find(W + "tcPr")
    direct = read_table_properties(element, scope.template.theme)
    table = form.both
    parts = [
        (form.conditions[name], edges)
        for name, edges in conditions_at(table, spot)
        if name in form.conditions
    ]
    cell = form.styled
    for part, _ in parts:
        cell = overlay_table(cell, part.table)
    cell = overlay_table(overlay_table(cell, form.direct), direct)
    bidi = bool(table.bidi)
    shading = (table.shading if cell.cell_shading is None else cell.cell_shading) or None
    blocks = tuple(map(_with_decimal_tab, _blocks(element, scope, _text(form, parts))))
    return Cell(
        blocks=on_dark(blocks) if is_dark(shading) else blocks,
        span=span,
        merge=_merge(properties),
        width=(None if properties is None else read_width(properties.find(W + "tcW"))) or Width(),
        borders=_mirrored_borders(_borders(form, spot, parts, direct), bidi),
        margins=_mirrored_margins(_margins(form, parts, direct), bidi),
        shading=shading,
        vertical={"center": "center", "bottom": "bottom"}.get(cell.cell_vertical or "top", "top"),
        direction=_direction(properties),
        no_wrap=bool(cell.cell_no_wrap),
        fit_text=_is_on(properties, "tcFitText"),
        hide_mark=_is_on(properties, "hideMark"),
    )


def _text(form: TableFormat, parts: list[tuple[Condition, Edges]]) -> TableText:
    """Give what the table style and its conditions say of the cell's text."""
    run, paragraph = form.text.run, form.text.paragraph
    for part, _ in parts:
        run = run_properties.overlay(run, part.run)
        paragraph = paragraph_properties.overlay(paragraph, part.paragraph)
    return TableText(run, paragraph)


def _blocks(element: Element, scope: Scope, text: TableText) -> tuple[Block, ...]:
    if scope.depth >= DEEPEST:
        scope.warn("tables are nested too deep")
        return ()
    scope.depth += 1
    blocks = scope.read_blocks(scope, element, text)
    scope.depth -= 1
    return blocks


def _with_decimal_tab(block: Block) -> Block:
    """Give a cell's paragraph as Word sets it: numbers go to a decimal stop without any tab."""
    if not isinstance(block, Paragraph) or block.style.align is not Align.LEFT or not block.items:
        return block
    stop = next((one for one in block.style.tabs if one.kind != "clear"), None)
    if stop is None or stop.kind != "decimal" or any(isinstance(item, Tab) for item in block.items):
        return block
    return replace(block, items=(Tab(block.mark), *block.items))


def _is_on(properties: Element | None, name: str) -> bool:
    return properties is not None and bool(is_on(properties.find(W + name)))


def _merge(properties: Element | None) -> str:
    """Read w:vMerge (17.4.84): without a value it continues the cell above."""
    element = None if properties is None else properties.find(W + "vMerge")
    if element is None:
        return "none"
    return "restart" if attribute(element, "val") == "restart" else "continue"


def _direction(properties: Element | None) -> str:
    element = None if properties is None else properties.find(W + "textDirection")
    return _DIRECTIONS.get(attribute(element, "val") or "", "lrTb")


def _margins(form: TableFormat, parts: list[tuple[Condition, Edges]], direct: TableProperties) -> Box:
    """Give leading, top, trailing and bottom margins: style, conditions, table, cell."""
    margins = overlay_margins(_DEFAULT_MARGINS, form.styled.margins)
    margins = overlay_margins(margins, form.styled.cell_margins)
    for part, _ in parts:
        margins = overlay_margins(margins, overlay_margins(part.table.margins, part.table.cell_margins))
    margins = overlay_margins(margins, form.direct.margins)
    margins = overlay_margins(margins, direct.cell_margins) or _DEFAULT_MARGINS
    left, top, right, bottom = (side or 0.0 for side in margins)
    return left, top, right, bottom


def _borders(
    form: TableFormat, spot: Spot, parts: list[tuple[Condition, Edges]], direct: TableProperties
) -> Borders:
    """Give a cell's borders, left being the leading side: style, conditions, table, cell.

    A side that says there is none keeps saying so, because it wins over a line of a lower level.
    """
    borders = overlay_borders(_within(form.styled.borders, spot.edges), form.styled.cell_borders)
    for part, edges in parts:
        borders = overlay_borders(borders, _within(part.table.borders, edges))
        borders = overlay_borders(borders, _within(part.table.cell_borders, edges))
    borders = overlay_borders(borders, _within(form.direct.borders, spot.edges))
    borders = overlay_borders(borders, direct.cell_borders) or Borders()
    return replace(borders, inside_h=None, inside_v=None)


def _within(borders: Borders | None, edges: Edges) -> Borders | None:
    """Give what one cell has of the borders of a part of the table: outer lines at its edges."""
    if borders is None:
        return None

    def side(is_edge: bool, outer: Line | None, inner: Line | None) -> Line | None:
        return outer if is_edge else inner

    return Borders(
        top=side(edges.top, borders.top, borders.inside_h),
        left=side(edges.left, borders.left, borders.inside_v),
        bottom=side(edges.bottom, borders.bottom, borders.inside_h),
        right=side(edges.right, borders.right, borders.inside_v),
        down=borders.down,
        up=borders.up,
    )


def _mirrored_borders(borders: Borders, bidi: bool) -> Borders:
    return replace(borders, left=borders.right, right=borders.left) if bidi else borders


def _mirrored_margins(margins: Box, bidi: bool) -> Box:
    return (margins[2], margins[1], margins[0], margins[3]) if bidi else margins
