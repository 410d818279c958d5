"""Where the next thing goes: sections, pages and columns, and the pen that moves down them."""

from dataclasses import dataclass, field, replace

from lettergen.typeset.layout.boxes import Floating, Strip
from lettergen.typeset.layout.columns import Balance, Span, balance, column_spans
from lettergen.typeset.layout.desk import Desk
from lettergen.typeset.layout.moving import moved
from lettergen.typeset.layout.notes import Footnotes
from lettergen.typeset.layout.sheets import Sheet, new_sheet, text_sides
from lettergen.typeset.layout.spacing import gap_after, gap_between
from lettergen.typeset.layout.structure import Branch
from lettergen.typeset.pages import Rule
from lettergen.typeset.story import Block, Section

#: How far, in points, something may stand over the column's end and still fit.
SLACK = 0.05


@dataclass(slots=True)
class Pen:
    """Holds the page and the column at hand, and puts down what others have laid.

    `y` is where the next block begins; `fresh` says that the column is empty and `hard` that it began
    by a break or a section's start, so that space before its first paragraph counts. `limit` is where even
    columns end, `coming` the plan for them.
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
    coming: Balance | None = None
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
        """Where the column ends, above the notes; of even columns the last is as long as it has to be."""
        bottom = self.sheet.bottom - self.sheet.notes_height
        if self.limit is None or self.column + 1 == len(self.spans):
            return bottom
        return min(bottom, self.limit)

    @property
    def page_height(self) -> float:
        """How high a whole column is."""
        return self.sheet.bottom - self.sheet.top

    def begin_section(self, section: Section, index: int) -> None:
        """Begin a section on a new page, or where it says."""
        first = not self.sheets
        before = None if first else self.section
        self.section, self.section_index = section, index
        self.desk.section = index
        if before is not None and (section.width, section.height) == (before.width, before.height):
            if section.start == "continuous":
                self._continue_page(section)
                return
            if section.start == "nextColumn" and self._has_next_column(before):
                self.next_column()
                self.previous = None
                return
        self._count_from(section)
        self.next_sheet(first=True)
        wanted = {"evenPage": 0, "oddPage": 1}.get(section.start)
        if wanted is not None and self.number % 2 != wanted and not first:
            # The page between stays blank, headers and all, as Word prints it.
            blank = self.sheet
            blank.running.clear()
            self.next_sheet(first=True)
        self.previous = None

    def _has_next_column(self, before: Section) -> bool:
        """Whether the section's columns are those of the one before, and another of them is free."""
        return self.section.columns == before.columns and self.column + 1 < len(self.spans)

    def _count_from(self, section: Section) -> None:
        if section.page_start is not None:
            self.number = section.page_start - 1

    def _continue_page(self, section: Section) -> None:
        """Go on with other columns on the same page, between the section's own side margins."""
        self.top = self.y = max(self.y, self.lowest) + gap_after(self.previous)
        self.previous = None
        left, right = text_sides(self.desk.story, section, self.number)
        self.spans = column_spans(section, left, section.width - right)
        self.column = 0
        self.lowest = self.y

    def next_sheet(self, *, first: bool = False, hard: bool = False) -> None:
        """Go on at the top of a new page, the first of its section or one of those after it."""
        if not first:
            self._draw_column_lines()
        self.number += 1
        sheet = new_sheet(self.desk, self.section, self.section_index, self.number, first=first)
        self.sheets.append(sheet)
        self.footnotes.begin(sheet)
        self.spans = column_spans(self.section, sheet.left, sheet.right)
        self.column = 0
        self.top = self.y = self.lowest = sheet.top
        if self.coming is not None:
            self.coming = Balance(self.coming.pages - 1, self.coming.height)
        self._begin_even_columns(self.y)
        self.fresh, self.hard = True, first or hard

    def plan_even_columns(self) -> None:
        """Let the columns of the section that begins end evenly, as Word does before a continuous section."""
        if len(self.spans) < 2 or "noColumnBalance" in self.desk.story.compat:
            return
        room = self.bottom - self.y
        self.coming = balance(self.desk, self.section, self.spans, room, self.page_height)
        self._begin_even_columns(self.y)

    def _begin_even_columns(self, top: float) -> None:
        """Hold columns to their even height, if it is this page that they are to be even on."""
        self.limit = None
        if self.coming is not None and self.coming.pages == 0:
            self.limit = top + self.coming.height

    def next_column(self, *, hard: bool = False) -> None:
        """Go on at the top of the next column, or of the next page."""
        self.lowest = max(self.lowest, self.y)
        if self.column + 1 < len(self.spans):
            self.column += 1
            self.y = self.top
            self.fresh, self.hard = True, hard
        else:
            self.next_sheet(hard=hard)

    def end_columns(self) -> None:
        """End a section's columns; the next one begins below the longest."""
        self._draw_column_lines()
        self.lowest = max(self.lowest, self.y)
        self.limit = self.coming = None

    def _draw_column_lines(self) -> None:
        if not self.section.column_line:
            return
        bottom = max(self.lowest, self.y)
        for one, other in zip(self.spans, self.spans[1:], strict=False):
            x = (one.left + one.width + other.left) / 2
            self.sheet.body.append(Rule(x, self.top, x, bottom, 0.5))

    def gap(self, block: Block) -> float:
        """Give the blank above the next block; none at the top of a page that began by itself."""
        if not self.fresh:
            return gap_between(self.previous, block, adds=self.desk.adds_spaces)
        return gap_between(None, block, adds=self.desk.adds_spaces) if self.hard else 0.0

    def put_strip(self, strip: Strip, x: float, paragraph_top: float) -> None:
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
            self.put_floating(placed)

    def put_floating(self, floating: Floating) -> None:
        """Put what floats at its place on this page."""
        bounds = self.sheet.bounds(floating.left, floating.width)
        items = self.desk.float_items(self.desk, floating, bounds)
        layer = self.sheet.behind if floating.anchor.behind else self.sheet.front
        layer.append((floating.anchor.order, items))
