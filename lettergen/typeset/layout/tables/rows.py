"""A table's cells set, its rows' heights, and where all of it stands."""

from dataclasses import dataclass, field

from lettergen.typeset.layout.boxes import Galley
from lettergen.typeset.layout.desk import Desk
from lettergen.typeset.layout.framing import thickness
from lettergen.typeset.layout.structure import Branch
from lettergen.typeset.layout.tables.borders import Edges, edges_of
from lettergen.typeset.layout.tables.grid import Grid, GridCell, grid_of, is_header
from lettergen.typeset.layout.tables.widths import column_widths
from lettergen.typeset.pages import Node
from lettergen.typeset.story import Block, Cell, Paragraph, Row, Table, Text

#: Up to this compatibilityMode Word lets the first cell's text, not its edge, stand at the margin.
TEXT_AT_MARGIN_UPTO = 14


@dataclass(slots=True)
class CellBox:
    """A cell with its content set. `x` counts from the table's left, `used` strips are put down already."""

    place: GridCell
    galley: Galley
    x: float
    width: float
    turned: float = 0.0
    used: int = 0

    @property
    def needed(self) -> float:
        """How high the cell's content with its margins is."""
        _left, top, _right, bottom = self.place.cell.margins
        return self.content_height + top + bottom

    @property
    def content_height(self) -> float:
        """How high the content is as it stands, turned text included."""
        return self.galley.width if self.turned else self.galley.height

    @property
    def is_done(self) -> bool:
        """Whether all of its content is put down."""
        return self.used >= len(self.galley.strips)

    def rest(self) -> float:
        """Give how high the content that is not put down is, with margins."""
        if self.turned or not self.used:
            return self.needed
        if self.is_done:
            return 0.0
        _left, top, _right, bottom = self.place.cell.margins
        return self.galley.height - self.galley.strips[self.used].top + top + bottom


@dataclass(slots=True)
class LaidTable:
    """A table set at its width: `edges` are the columns' edges from the container's left."""

    table: Table
    grid: Grid
    places: list[float]
    borders: Edges
    cells: list[CellBox]
    heights: list[float]
    headers: int
    repeated: "LaidTable | None" = None
    by_row: list[list[CellBox]] = field(default_factory=list)

    @property
    def width(self) -> float:
        """How wide the table is."""
        return abs(self.places[-1] - self.places[0])

    @property
    def height(self) -> float:
        """How high all of it is."""
        return sum(self.heights) + self.borders.above(len(self.heights))


def lay_table(desk: Desk, table: Table, available: float, branch: Branch | None) -> LaidTable:
    """Set a table's cells and work out its rows.

    Args:
        desk: Of the document.
        table: The table.
        available: The width of what holds it.
        branch: The element that holds it; None for an artifact.
    """
    grid = grid_of(table)
    widths = column_widths(table, grid, available, lambda cell: _content_widths(desk, cell))
    places = _places(desk, table, widths, available)
    desk.depth += 1
    element = None
    if branch is not None:
        element = branch.child(Node("Table", branch.node, alt=table.caption))
    cells = _cells(desk, table, grid, places, element)
    desk.depth -= 1
    borders = edges_of(grid)
    headers = sum(is_header(row, index, table) for index, row in enumerate(table.rows))
    headers = headers if headers < len(table.rows) else 0
    laid = LaidTable(table, grid, places, borders, cells, _heights(table, cells, borders), headers)
    _warn_of_cut_cells(desk, table, cells)
    laid.by_row = [[] for _row in range(grid.rows)]
    for one in cells:
        for row in laid.by_row[one.place.row : one.place.end_row]:
            row.append(one)
    return laid


def _places(desk: Desk, table: Table, widths: list[float], available: float) -> list[float]:
    """Give the columns' edges, from the leading edge of the table on."""
    total = sum(widths)
    first = next((cell for row in table.rows for cell in row.cells), None)
    inset = 0.0
    if desk.depth == 0 and desk.story.compatibility <= TEXT_AT_MARGIN_UPTO and first is not None:
        inset = first.margins[0]
    start = {
        "center": (available - total) / 2,
        "right": available - total - (0.0 if table.bidi else -inset),
    }.get(table.align, table.indent - inset)
    if table.bidi:
        start = available - start if table.align == "left" else start + total
    places = [start]
    for width in widths:
        places.append(places[-1] + (-width if table.bidi else width))
    return places


def _content_widths(desk: Desk, cell: Cell) -> tuple[float, float]:
    margins = cell.margins[0] + cell.margins[2]
    widths = [
        desk.narrowest(block) if isinstance(block, Paragraph) else _table_widths(block)
        for block in cell.blocks
    ]
    low = max((width[0] for width in widths), default=0.0)
    high = max((width[1] for width in widths), default=0.0)
    return (high if cell.no_wrap else low) + margins + 0.2, high + margins + 0.2


def _table_widths(table: Table) -> tuple[float, float]:
    total = sum(table.grid)
    return total, total


def _cells(
    desk: Desk, table: Table, grid: Grid, places: list[float], element: Branch | None
) -> list[CellBox]:
    """Set every cell's content, row by row, each in its element."""
    boxes: list[CellBox] = []
    gaps = grid.gaps() if element is not None else {}
    by_row: list[list[GridCell]] = [[] for _row in table.rows]
    for one in grid.cells:
        by_row[one.row].append(one)
    for row, cells in enumerate(by_row):
        branch = element.child(Node("TR", element.node)) if element is not None else None
        empty = list(gaps.get(row, ()))
        for one in cells:
            while branch is not None and empty and empty[0][0] < one.column:
                _add_empty(branch, empty.pop(0)[1])
            boxes.append(_cell(desk, table, one, places, branch))
        if branch is not None:
            for _column, span in empty:
                _add_empty(branch, span)
    return boxes


def _add_empty(row_branch: Branch, span: int) -> None:
    """Tell that a row leaves columns out, so that all rows are told as wide as each other."""
    row_branch.child(Node("TD", row_branch.node, column_span=span))


def _cell(desk: Desk, table: Table, one: GridCell, places: list[float], row_branch: Branch | None) -> CellBox:
    spacing = table.rows[one.row].cell_spacing or table.cell_spacing
    low, high = sorted((places[one.column], places[min(one.end_column, len(places) - 1)]))
    x, width = low + spacing / 2, max(high - low - spacing, 1.0)
    left, _top, right, _bottom = one.cell.margins
    inner = max(width - left - right, 1.0)
    turned = {"btLr": -90.0, "tbRl": 90.0, "tbRlV": 90.0, "btLrV": -90.0}.get(one.cell.direction, 0.0)
    branch = row_branch.child(_cell_node(table, one, row_branch.node)) if row_branch is not None else None
    if turned:
        inner = _turned_length(desk, one, table)
    galley = desk.recurring.galley(desk, _shown_blocks(one.cell), inner, branch)
    return CellBox(one, galley, x, width, turned)


def _turned_length(desk: Desk, one: GridCell, table: Table) -> float:
    """Give the length of lines that run up or down: the row's height, or all of the text."""
    _left, top, _right, bottom = one.cell.margins
    height = sum(row.height for row in table.rows[one.row : one.end_row])
    if height > 0:
        return max(height - top - bottom, 1.0)
    widths = [desk.narrowest(block)[1] for block in one.cell.blocks if isinstance(block, Paragraph)]
    return max(widths, default=10.0) + 0.1


def _shown_blocks(cell: Cell) -> tuple[Block, ...]:
    """Give a cell's blocks; the empty paragraph that must end it takes no room after a table in it."""
    if len(cell.blocks) < 2:
        return cell.blocks
    before, last = cell.blocks[-2:]
    is_formal = isinstance(before, Table) and isinstance(last, Paragraph) and _shows_nothing(last)
    return cell.blocks[:-1] if is_formal else cell.blocks


def _shows_nothing(paragraph: Paragraph) -> bool:
    empty = all(isinstance(item, Text) and not item.text for item in paragraph.items)
    return empty and paragraph.label is None and paragraph.style.borders is None


def _cell_node(table: Table, one: GridCell, row: int) -> Node:
    by_row = is_header(table.rows[one.row], one.row, table) or (table.header_row and one.row == 0)
    by_column = table.header_column and one.column == 0
    scope = "Column" if by_row else "Row" if by_column else ""
    return Node("TH" if scope else "TD", row, scope=scope, row_span=one.rows, column_span=one.span)


def _heights(table: Table, cells: list[CellBox], borders: Edges) -> list[float]:
    """Give each row's height, the line above it included."""
    needed = [0.0] * len(table.rows)
    for one in cells:
        if one.place.rows == 1:
            needed[one.place.row] = max(needed[one.place.row], one.needed)
    heights = [
        _row_height(row, needed[index], borders.above(index), table) for index, row in enumerate(table.rows)
    ]
    for one in sorted((cell for cell in cells if cell.place.rows > 1), key=lambda cell: cell.place.end_row):
        first, last = one.place.row, one.place.end_row - 1
        lack = one.needed + borders.above(first) - sum(heights[first : last + 1])
        if lack > 0 and table.rows[last].height_rule != "exact":
            heights[last] += lack
    return heights


def _row_height(row: Row, needed: float, line: float, table: Table) -> float:
    if row.height_rule == "exact" and row.height > 0:
        return row.height
    spacing = row.cell_spacing or table.cell_spacing
    return max(needed + line + spacing, row.height)


def _warn_of_cut_cells(desk: Desk, table: Table, cells: list[CellBox]) -> None:
    for one in cells:
        rows = table.rows[one.place.row : one.place.end_row]
        if not one.turned and all(row.height_rule == "exact" and row.height > 0 for row in rows):
            room = sum(row.height for row in rows) - one.place.cell.margins[1]
            desk.warn_if_cut("a table row of an exact height", one.galley, room, table.place)


def line_inset(laid: LaidTable, row: int) -> float:
    """Give how far the line above a row pushes its content down."""
    return max((thickness(line) for line in laid.borders.horizontal[row]), default=0.0)
