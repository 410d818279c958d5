"""How a table is cut into the parts that stand on one page each (17.4.6, 17.4.49)."""

from collections.abc import Callable
from dataclasses import dataclass, field

from lettergen.typeset.layout.tables.rows import CellBox, LaidTable, line_inset
from lettergen.typeset.story import Cell, NoteRef, Paragraph, Row

_SLACK = 0.05


@dataclass(slots=True)
class RowPart:
    """A row, or what stands of it on this page. `strips` are each cell's: from, to."""

    row: int
    y: float
    height: float
    ends: bool
    begins: bool = True


@dataclass(slots=True)
class Part:
    """Rows for one page. `takes` gives for each cell, by its place in the table, its strips: from, to."""

    rows: list[RowPart] = field(default_factory=list)
    takes: dict[int, tuple[int, int]] = field(default_factory=dict)
    height: float = 0.0
    repeats_headers: bool = False


@dataclass(slots=True)
class Cutter:
    """Cuts one table, page by page. `notes_height` tells what notes would take from the page."""

    laid: LaidTable
    notes_height: Callable[[list[NoteRef]], float]
    row: int = 0
    begun: bool = False
    _indexes: dict[int, int] = field(init=False)

    def __post_init__(self) -> None:
        """Number the cells, so that a page asks only for its own."""
        self._indexes = {id(cell): index for index, cell in enumerate(self.laid.cells)}

    @property
    def is_done(self) -> bool:
        """Whether every row stands on a page."""
        return self.row >= len(self.laid.heights)

    @property
    def begins_page(self) -> bool:
        """Whether the row that comes next begins a page, as a paragraph that begins one of its cells says."""
        if self.is_done or self.begun:
            return False
        return any(map(_begins_page, self.laid.table.rows[self.row].cells))

    def next_part(self, room: float, *, must: bool) -> Part | None:
        """Give what stands in the room that is left on a page.

        Args:
            room: In points.
            must: Whether something must be put down though it does not fit, since the page is empty.

        Returns:
            The part; None where nothing fits and nothing must.
        """
        part = Part(repeats_headers=self.laid.headers > 0 and self.row >= self.laid.headers)
        if part.repeats_headers:
            part.height = sum(self.laid.heights[: self.laid.headers])
        start = self.row
        notes: list[NoteRef] = []
        while not self.is_done and not (part.rows and self.begins_page):
            height = self._rest(self.row)
            coming = self._notes(self.row)
            free = room - part.height - self.notes_height([*notes, *coming])
            if height + self._closing(self.row) <= free + _SLACK:
                self._take_whole(part, height)
                notes += coming
                continue
            if self._cut_row(part, free, must=must and not part.rows):
                break
            self._give_back(part, start)
            break
        if not part.rows and must and not self.is_done:
            self._take_whole(part, self._rest(self.row))
        return self._finished(part) if part.rows else None

    def _closing(self, row: int) -> float:
        """Give the room of the line below a row that ends the part."""
        return self.laid.borders.above(row + 1) / 2

    def _rest(self, row: int) -> float:
        """Give how high what is left of a row is."""
        if not self.begun:
            return self.laid.heights[row]
        ending = [one for one in self.laid.by_row[row] if one.place.end_row == row + 1]
        return max((one.rest() for one in ending), default=0.0) + line_inset(self.laid, row)

    def _notes(self, row: int) -> list[NoteRef]:
        return [
            note
            for one in self.laid.by_row[row]
            if one.place.row == row
            for strip in one.galley.strips[one.used :]
            for note in strip.notes
        ]

    def _take_whole(self, part: Part, height: float) -> None:
        part.rows.append(RowPart(self.row, part.height, height, ends=True, begins=not self.begun))
        part.height += height
        self.row += 1
        self.begun = False

    def _cut_row(self, part: Part, free: float, *, must: bool) -> bool:
        """Put down as much of the row as fits; whether that is anything."""
        row = self.laid.table.rows[self.row]
        if (row.cant_split or row.height_rule == "exact") and not must:
            return False
        if self.row < self.laid.headers and not must:
            return False
        inset = line_inset(self.laid, self.row)
        cells = [one for one in self.laid.by_row[self.row] if not one.is_done and not one.turned]
        counts = [_fitting(one, free - inset) for one in cells]
        if not cells or (not must and min(counts) == 0) or max(counts) == 0:
            return False
        height = min(max(free, 0.0), self._rest(self.row))
        part.rows.append(RowPart(self.row, part.height, height, ends=False, begins=not self.begun))
        part.height += height
        self.begun = True
        return True

    def _give_back(self, part: Part, start: int) -> None:
        """Leave rows that are to stay with the next one for the next page."""
        kept = len(part.rows)
        while kept and _keeps_next(self.laid.table.rows[part.rows[kept - 1].row]):
            kept -= 1
        if kept and kept < len(part.rows):
            part.height = part.rows[kept].y
            self.row = part.rows[kept].row
            del part.rows[kept:]
        elif not kept and part.rows and start:
            return

    def _finished(self, part: Part) -> Part:
        """Settle which strips of which cell are on the part."""
        last = part.rows[-1]
        standing = {self._indexes[id(cell)] for one in part.rows for cell in self.laid.by_row[one.row]}
        for index in sorted(standing):
            cell = self.laid.cells[index]
            mine = [one for one in part.rows if cell.place.row <= one.row < cell.place.end_row]
            start = cell.used
            if last.row >= cell.place.end_row or (last.row == cell.place.end_row - 1 and last.ends):
                end = len(cell.galley.strips)
            else:
                height = sum(one.height for one in mine) - line_inset(self.laid, mine[0].row)
                end = start + _fitting(cell, height)
            part.takes[index] = (start, end)
            cell.used = end
        part.height += self.laid.borders.above(last.row + 1) if self.is_done else 0.0
        return part


def _fitting(cell: CellBox, height: float) -> int:
    """Count the strips not yet put down that stand within a height.

    Widow control and kept lines do not count in a row that goes over two pages: Word keeps rows whole or
    parts them at any line.
    """
    strips = cell.galley.strips[cell.used :]
    if not strips:
        return 0
    _left, top, _right, _bottom = cell.place.cell.margins
    room = height - top
    base = strips[0].top if cell.used else 0.0
    ends = (strip.bottom - base for strip in strips)
    return next((index for index, end in enumerate(ends) if end > room + _SLACK), len(strips))


def _begins_page(cell: Cell) -> bool:
    first = cell.blocks[0] if cell.blocks else None
    return isinstance(first, Paragraph) and first.style.page_break_before


def _keeps_next(row: Row) -> bool:
    """Whether a row stays with the next: its paragraphs say so (Word asks the first of each cell)."""
    firsts = [cell.blocks[0] for cell in row.cells if cell.blocks]
    return bool(firsts) and all(isinstance(one, Paragraph) and one.style.keep_next for one in firsts)
