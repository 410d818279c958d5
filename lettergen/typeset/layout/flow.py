"""Filling pages: sections, columns and blocks one after the other, each where there is room."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from lettergen.typeset.layout.boxes import Floating, Galley, Line, Strip
from lettergen.typeset.layout.columns import Span, balanced_height, column_spans
from lettergen.typeset.layout.desk import Desk
from lettergen.typeset.layout.floats import (
    anchor_exclusion,
    anchor_size,
    free_rooms,
    horizontal_place,
    vertical_place,
)
from lettergen.typeset.layout.framing import Framing, framing_of
from lettergen.typeset.layout.galley import (
    frame_blocks,
    frame_end,
    frame_exclusion,
    frame_height,
    framed_galley,
)
from lettergen.typeset.layout.keeps import allowed_break, chain_height
from lettergen.typeset.layout.moving import moved
from lettergen.typeset.layout.notes import Footnotes, endnote_blocks
from lettergen.typeset.layout.painting import LinePainter
from lettergen.typeset.layout.sheets import Sheet, new_sheet
from lettergen.typeset.layout.spacing import gap_after, gap_between
from lettergen.typeset.layout.structure import Branch
from lettergen.typeset.layout.tables.painting import part_strip
from lettergen.typeset.layout.tables.rows import lay_table
from lettergen.typeset.layout.tables.split import Cutter
from lettergen.typeset.pages import GlyphRun, Node, Rule
from lettergen.typeset.story import Anchor, Block, BreakKind, Frame, NoteRef, Paragraph, Section, Table

_SLACK = 0.05
_AROUND = Frame()


@dataclass(slots=True)
class Flow:
    """Puts a story's blocks on pages, in reading order.

    `y` is where the next block begins; `fresh` says that the column is empty and `hard` that it began
    by a break or a section's start, so that space before its first paragraph counts.
    """

    desk: Desk
    branch: Branch = field(init=False)
    footnotes: Footnotes = field(init=False)
    sheets: list[Sheet] = field(default_factory=list)
    spans: list[Span] = field(default_factory=list)
    column: int = 0
    top: float = 0.0
    y: float = 0.0
    lowest: float = 0.0
    limit: float | None = None
    fresh: bool = True
    hard: bool = True
    previous: Block | None = None
    section: Section = field(init=False)
    section_index: int = 0
    number: int = 0

    def __post_init__(self) -> None:
        """Begin at the document's root."""
        self.branch = Branch(self.desk.structure)
        self.footnotes = Footnotes(self.desk, self.branch)

    @property
    def sheet(self) -> Sheet:
        """The page at hand."""
        return self.sheets[-1]

    @property
    def span(self) -> Span:
        """The column at hand."""
        return self.spans[self.column]

    @property
    def bottom(self) -> float:
        """Where the column ends, above the notes."""
        bottom = self.sheet.bottom - self.sheet.notes_height
        return bottom if self.limit is None else min(bottom, self.limit)

    def run(self) -> list[Sheet]:
        """Put all sections on pages."""
        sections = self.desk.story.sections
        for index, section in enumerate(sections):
            following = sections[index + 1] if index + 1 < len(sections) else None
            self._begin_section(section, index)
            balances = len(self.spans) > 1 and following is not None and following.start == "continuous"
            if balances and self._fits_balanced(section):
                self._end_columns()
                continue
            self._blocks(section.blocks)
            self._end_columns()
        if sections:
            self._endnotes()
            while self.footnotes.has_rest:
                self._next_sheet()
        return self.sheets

    # --- sections, pages and columns ----------------------------------------------------------

    def _begin_section(self, section: Section, index: int) -> None:
        first = not self.sheets
        before = None if first else self.section
        self.section, self.section_index = section, index
        self.desk.section = index
        if before is not None and (section.width, section.height) == (before.width, before.height):
            if section.start == "continuous":
                self._continue_page(section)
                return
            if section.start == "nextColumn" and self._has_next_column(before):
                self._next_column()
                self.previous = None
                return
        self._count_from(section)
        self._next_sheet(first=True)
        wanted = {"evenPage": 0, "oddPage": 1}.get(section.start)
        if wanted is not None and self.number % 2 != wanted and not first:
            # The page between stays blank, headers and all, as Word prints it.
            blank = self.sheet
            blank.running.clear()
            self._next_sheet(first=True)
        self.previous = None

    def _has_next_column(self, before: Section) -> bool:
        """Whether the section's columns are those of the one before, and another of them is free."""
        return self.section.columns == before.columns and self.column + 1 < len(self.spans)

    def _count_from(self, section: Section) -> None:
        if section.page_start is not None:
            self.number = section.page_start - 1

    def _continue_page(self, section: Section) -> None:
        """Go on with other columns on the same page."""
        self.top = self.y = max(self.y, self.lowest) + gap_after(self.previous)
        self.previous = None
        self.spans = column_spans(section, self.sheet.left, self.sheet.right)
        self.column = 0
        self.lowest = self.y

    def _next_sheet(self, *, first: bool = False, hard: bool = False) -> None:
        self.number += 1
        sheet = new_sheet(self.desk, self.section, self.section_index, self.number, first=first)
        self.sheets.append(sheet)
        self.footnotes.begin(sheet)
        self.spans = column_spans(self.section, sheet.left, sheet.right)
        self.column = 0
        self.top = self.y = self.lowest = sheet.top
        self.limit = None
        self.fresh, self.hard = True, first or hard

    def _next_column(self, *, hard: bool = False) -> None:
        """Go on at the top of the next column, or of the next page."""
        self.lowest = max(self.lowest, self.y)
        if self.column + 1 < len(self.spans):
            self.column += 1
            self.y = self.top
            self.fresh, self.hard = True, hard
        else:
            self._next_sheet(hard=hard)

    def _end_columns(self) -> None:
        self._draw_column_lines()
        self.lowest = max(self.lowest, self.y)
        self.limit = None

    def _draw_column_lines(self) -> None:
        if not self.section.column_line:
            return
        bottom = max(self.lowest, self.y)
        for one, other in zip(self.spans, self.spans[1:], strict=False):
            x = (one.left + one.width + other.left) / 2
            self.sheet.body.append(Rule(x, self.top, x, bottom, 0.5))

    def _fits_balanced(self, section: Section) -> bool:
        """Fill columns evenly, if all of the section fits on the page."""
        height = balanced_height(self.desk, section, self.spans, self.bottom - self.y)
        if height is None:
            return False
        self.limit = self.y + height
        self._blocks(section.blocks)
        return True

    # --- blocks ---------------------------------------------------------------------------------

    def _blocks(self, blocks: Sequence[Block]) -> None:
        index = 0
        while index < len(blocks):
            block = blocks[index]
            if isinstance(block, Table):
                self._table(block)
            elif block.style.frame is not None:
                end = frame_end(blocks, index)
                self._frame(blocks, index, end)
                index = end
                continue
            else:
                self._paragraph(blocks, index, block)
            self.previous = block
            index += 1

    def _paragraph(self, blocks: Sequence[Block], index: int, block: Paragraph) -> None:
        if block.style.page_break_before and not (self.fresh and self.column == 0):
            self._next_sheet(hard=True)
        following = blocks[index + 1] if index + 1 < len(blocks) else None
        framing = framing_of(block, self.span.width, None if self.fresh else self.previous, following)
        gap = self._gap(block)
        if block.style.keep_next and not self._starts_in_chain(blocks, index):
            needed = chain_height(self.desk, blocks, index, self.span.width, self._page_height())
            if (
                not self.fresh
                and gap + needed > self.bottom - self.y + _SLACK
                and needed <= self._page_height()
            ):
                self._next_column()
                gap = self._gap(block)
        self._set_lines(block, framing, gap)

    def _starts_in_chain(self, blocks: Sequence[Block], index: int) -> bool:
        """Whether the paragraph before has already made room for this one."""
        before = blocks[index - 1] if index else None
        return isinstance(before, Paragraph) and before.style.keep_next and before.style.frame is None

    def _page_height(self) -> float:
        return self.sheet.bottom - self.sheet.top

    def _gap(self, block: Block) -> float:
        """Give the blank above the next block; none at the top of a page that began by itself."""
        if not self.fresh:
            return gap_between(self.previous, block, adds=self.desk.adds_spaces)
        return gap_between(None, block, adds=self.desk.adds_spaces) if self.hard else 0.0

    def _set_lines(self, block: Paragraph, framing: Framing | None, gap: float) -> None:
        """Put a paragraph's lines on this page and, as far as needed, on the next ones."""
        painter = LinePainter(self.desk, block, self.branch, self.span.width)
        lines = self._lines(block, self.y + gap)
        index = 0
        while index < len(lines):
            count = self._fitting(lines, index, framing, gap)
            forced = count > 0 and lines[index + count - 1].ends_with in {BreakKind.PAGE, BreakKind.COLUMN}
            if index + count < len(lines) and not forced:
                count = allowed_break(count, index, len(lines), block.style)
            if not count and not self.fresh:
                self._next_column()
                gap = self._gap(block) if not index else 0.0
                if not index:
                    lines = self._lines(block, self.y + gap)
                continue
            count = max(count, 1)
            self._put_lines(painter, lines, index, count, framing, gap)
            index, gap = index + count, 0.0
            self._after_lines(lines, index)

    def _after_lines(self, lines: Sequence[Line], index: int) -> None:
        kind = lines[index - 1].ends_with
        if kind is BreakKind.PAGE:
            self._next_sheet(hard=True)
        elif kind is BreakKind.COLUMN:
            self._next_column(hard=True)
        elif index < len(lines):
            self._next_column()

    def _lines(self, block: Paragraph, top: float) -> Sequence[Line]:
        """Break a paragraph where it stands, beside what floats there."""
        for item in block.items:
            if isinstance(item, Anchor):
                self._exclude(item, top)
        span, bottom = self.span, self.sheet.bottom
        near = [
            one
            for one in self.sheet.exclusions
            if one.bottom > top and one.left < span.left + span.width and one.right > span.left
        ]
        if not near:
            return self.desk.lines(block, span.width)

        def free(depth: float, height: float) -> list[tuple[float, float]]:
            if top + depth + height > bottom:
                return [(0.0, span.width)]
            rooms = free_rooms(near, span.left, span.left + span.width, top + depth, top + depth + height)
            return [(left - span.left, right - span.left) for left, right in rooms]

        return self.desk.lines_around(block, span.width, free)

    def _exclude(self, anchor: Anchor, top: float) -> None:
        bounds = self.sheet.bounds(self.span.left, self.span.width)
        width, height = anchor_size(anchor, bounds)
        left = horizontal_place(anchor.horizontal, width, bounds, self.span.left)
        y = vertical_place(anchor.vertical, height, bounds, top)
        exclusion = anchor_exclusion(anchor, left, y, width, height)
        if exclusion is not None and exclusion not in self.sheet.exclusions:
            self.sheet.exclusions.append(exclusion)

    def _fitting(self, lines: Sequence[Line], index: int, framing: Framing | None, gap: float) -> int:
        """Count the lines that fit, up to a break, with the notes they bring."""
        y = self.y + gap + (framing.above if framing is not None and index == 0 else 0.0)
        notes: list[NoteRef] = []
        for count, line in enumerate(lines[index:]):
            notes += line.notes
            last = index + count == len(lines) - 1
            below = framing.below if framing is not None and last else 0.0
            needed = (
                self.footnotes.height(self.sheet, notes, self.sheet.right - self.sheet.left) if notes else 0.0
            )
            if y + line.height + below + needed > self.bottom + _SLACK:
                return count
            y += 0.0 if line.beside else line.height
            if line.ends_with in {BreakKind.PAGE, BreakKind.COLUMN}:
                return count + 1
        return len(lines) - index

    def _put_lines(
        self,
        painter: LinePainter,
        lines: Sequence[Line],
        index: int,
        count: int,
        framing: Framing | None,
        gap: float,
    ) -> None:
        self.y += gap
        start = self.y
        for at in range(index, index + count):
            first, last = at == 0, at == len(lines) - 1
            strip = painter.strip(lines[at], framing, gap, first=first, last=last)
            self._put_strip(strip, self.span.left, start)

    def _put_strip(self, strip: Strip, x: float, paragraph_top: float) -> None:
        """Put a strip down at the pen and move the pen below it."""
        y, sheet = self.y, self.sheet
        sheet.body += [moved(item, x, y) for item in strip.items]
        sheet.bookmarks += [(name, y + depth) for name, depth in strip.bookmarks]
        self.y += strip.height
        self.fresh = False
        sheet.content_bottom = max(sheet.content_bottom, self.y)
        if strip.notes:
            self.footnotes.put(sheet, strip.notes, sheet.right - sheet.left, self.bottom - self.y)
        for floating in strip.anchors:
            placed = floating.moved(x, y)
            if floating.anchor.vertical.relative_to == "paragraph":
                placed = replace(placed, y=paragraph_top)
            self._put_floating(placed)

    def _put_floating(self, floating: Floating) -> None:
        bounds = self.sheet.bounds(floating.left, floating.width)
        items = self.desk.float_items(self.desk, floating, bounds)
        layer = self.sheet.behind if floating.anchor.behind else self.sheet.front
        layer.append((floating.anchor.order, items))

    # --- frames, tables, notes ------------------------------------------------------------------

    def _frame(self, blocks: Sequence[Block], start: int, end: int) -> None:
        """Put a frame's paragraphs where the frame says, and keep other text away."""
        first = blocks[start]
        assert isinstance(first, Paragraph)
        frame = first.style.frame
        assert frame is not None
        galley = framed_galley(
            self.desk, frame_blocks(blocks[start:end]), frame, self.span.width, self.branch
        )
        height = frame_height(frame, galley)
        if frame.vertical.relative_to == "paragraph" and self.y + height > self.bottom and not self.fresh:
            self._next_column()
        bounds = self.sheet.bounds(self.span.left, self.span.width)
        left = horizontal_place(frame.horizontal, galley.width, bounds, self.span.left)
        if frame.drop_cap == "margin":
            # In the margin beside the text, whatever its place is said to count from.
            left = self.span.left - galley.width - frame.gap_h
        top = vertical_place(frame.vertical, height, bounds, self.y)
        following = blocks[end] if end < len(blocks) else None
        sink = 0.0
        if frame.drop_cap != "none" and isinstance(following, Paragraph):
            top = self.y + self._gap(following)
            height, sink = self._drop_cap(frame.lines, following, galley)
        self.sheet.exclusions.append(frame_exclusion(frame, left, top, galley.width, height))
        top += sink
        for strip in galley.strips:
            y = top + strip.top
            self.sheet.body += [moved(item, left, y) for item in strip.items]
            self.sheet.bookmarks += [(name, y + depth) for name, depth in strip.bookmarks]
            for floating in strip.anchors:
                self._put_floating(floating.moved(left, y))

    def _drop_cap(self, lines: int, following: Paragraph, galley: Galley) -> tuple[float, float]:
        """Give how high a drop cap is, and how far it sinks to stand on the last line beside it."""
        line = self.desk.lines(following, self.span.width)[0]
        height = max(lines, 1) * line.height
        runs = [item for strip in galley.strips for item in strip.items if isinstance(item, GlyphRun)]
        if not runs:
            return height, 0.0
        # A little less than the lines, so that the next one does not count as beside it.
        return height - 1.0, height - line.height + line.baseline - galley.strips[0].top - runs[0].y

    def _table(self, table: Table) -> None:
        if table.floating is not None and self._float_table(table):
            return
        width = self.span.width
        laid = lay_table(self.desk, table, width, self.branch)
        if laid.headers:
            headers = replace(table, rows=table.rows[: laid.headers])
            laid.repeated = lay_table(self.desk, headers, width, None)
        cutter = Cutter(
            laid, lambda notes: self.footnotes.height(self.sheet, notes, self.sheet.right - self.sheet.left)
        )
        self.y += self._gap(table)
        while not cutter.is_done:
            part = cutter.next_part(self.bottom - self.y, must=self.fresh)
            if part is not None:
                self._put_strip(part_strip(laid, part), self.span.left, self.y)
            if not cutter.is_done:
                self._next_column()

    def _float_table(self, table: Table) -> bool:
        """Put a floating table at its place; whether it fits there."""
        floating = table.floating
        assert floating is not None
        laid = lay_table(self.desk, replace(table, align="left", indent=0.0), self.span.width, None)
        if laid.height > self._page_height():
            return False
        if (
            floating.vertical.relative_to == "paragraph"
            and self.y + laid.height > self.bottom
            and not self.fresh
        ):
            self._next_column()
        laid = lay_table(self.desk, replace(table, align="left", indent=0.0), self.span.width, self.branch)
        bounds = self.sheet.bounds(self.span.left, self.span.width)
        left = horizontal_place(floating.horizontal, laid.width, bounds, self.span.left)
        top = vertical_place(floating.vertical, laid.height, bounds, self.y)
        cutter = Cutter(laid, lambda _notes: 0.0)
        part = cutter.next_part(laid.height + 1.0, must=True)
        assert part is not None
        strip = part_strip(laid, part)
        x = left - min(laid.places)
        self.sheet.body += [moved(item, x, top) for item in strip.items]
        self.sheet.bookmarks += [(name, top + depth) for name, depth in strip.bookmarks]
        for one in strip.anchors:
            self._put_floating(one.moved(x, top))
        gaps = floating.gaps
        frame = frame_exclusion(
            _AROUND,
            left - gaps[0],
            top - gaps[1],
            laid.width + gaps[0] + gaps[2],
            laid.height + gaps[1] + gaps[3],
        )
        self.sheet.exclusions.append(frame)
        self.footnotes.put(self.sheet, strip.notes, self.sheet.right - self.sheet.left, self.bottom - self.y)
        return True

    def _endnotes(self) -> None:
        """Put the endnotes after the text, under a line of their own."""
        keys = endnote_blocks(self.desk)
        if not keys:
            return
        if self.y + 24.0 > self.bottom:
            self._next_column()
        self.sheet.body.append(Rule(self.span.left, self.y + 6.0, self.span.left + 144.0, self.y + 6.0, 0.5))
        self.y += 12.0
        root = self.branch
        for kind, note_id in keys:
            self.branch = root.child(Node("Note", None, note_id=f"{kind}-{note_id}"))
            self._blocks(self.desk.story.endnotes[note_id])
        self.branch = root
