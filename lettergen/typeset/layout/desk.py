"""What one document's layout shares: its settings, its structure, its page numbers and its notes."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Protocol, TypeVar

from lettergen.typeset.layout.boxes import Floating, Galley, Line
from lettergen.typeset.layout.floats import Bounds
from lettergen.typeset.layout.paragraphs import SQUEEZES_FROM, TABS_STAY_FROM, FreeRooms, Paragraphs, Rules
from lettergen.typeset.layout.shaping import Fills
from lettergen.typeset.layout.spacing import ADDS
from lettergen.typeset.layout.structure import Branch, Structure
from lettergen.typeset.numerals import numeral
from lettergen.typeset.pages import Item
from lettergen.typeset.story import (
    Block,
    Group,
    Inline,
    NoteRef,
    PageField,
    Paragraph,
    Section,
    Shape,
    Story,
    Table,
)

_What = TypeVar("_What")
# So much text may stick out without being missed, in points: what a line leaves blank under its letters.
_HARDLY_SEEN = 3.0


@dataclass(slots=True)
class Totals:
    """What is only known when all pages are made; taken from the last pass.

    `page_values` gives the number of the page that a bookmark is on. In the first pass nothing is known, and
    fields show what Word stored, which is nearly always right already.
    """

    pages: int | None = None
    section_pages: dict[int, int] = field(default_factory=dict)
    page_values: dict[str, int] = field(default_factory=dict)


class Gather(Protocol):
    """Sets blocks one below the other; see `galley.gather`."""

    def __call__(
        self,
        desk: "Desk",
        blocks: tuple[Block, ...],
        width: float,
        branch: Branch | None,
        bounds: Bounds | None = None,
        origin: tuple[float, float] = (0.0, 0.0),
    ) -> Galley:
        """Set them."""
        ...


class FloatItems(Protocol):
    """Draws what floats at its place on a page; see `layouter.float_items`."""

    def __call__(self, desk: "Desk", floating: Floating, bounds: Bounds) -> list[Item]:
        """Draw it."""
        ...


class Recurs(Protocol):
    """Remembers what came of blocks that recur; see `recurring.Recurring`."""

    def find(
        self,
        kind: str,
        desk: "Desk",
        blocks: tuple[Block, ...],
        width: float,
        make: Callable[[], _What],
    ) -> _What:
        """Give it, made anew if need be."""
        ...

    def galley(self, desk: "Desk", blocks: tuple[Block, ...], width: float, branch: Branch | None) -> Galley:
        """Set blocks that an element of their own holds."""
        ...


@dataclass(slots=True)
class Desk:
    """Lays out pieces of one document. `page` is the number of the page at hand, `section` its section."""

    story: Story
    paragraphs: Paragraphs
    totals: Totals
    links: bool
    gather: "Gather"
    float_items: "FloatItems"
    recurring: "Recurs"
    structure: Structure = field(default_factory=Structure)
    warnings: dict[tuple[str, str], None] = field(default_factory=dict)
    page: int = 1
    section: int = 0
    asked: bool = False
    depth: int = 0
    marks: dict[tuple[str, int], str] = field(init=False)
    fills: Fills = field(init=False)
    adds_spaces: bool = field(init=False)
    _rules: dict[float, Rules] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Number the notes."""
        self.marks = dict(_note_marks(self.story))
        self.fills = Fills(self._number, self._mark, self.links)
        self.adds_spaces = ADDS in self.story.compat

    def warn(self, what: str, place: str = "") -> None:
        """Note what could not be laid out as it is meant, once."""
        self.warnings[what, place] = None

    def warn_if_cut(self, holder: str, galley: Galley, room: float, place: str) -> None:
        """Warn of text that is higher than the room it has: Word shows only what fits.

        Args:
            holder: What holds the text, as Word calls it.
            galley: The text.
            room: How high it may be.
            place: Where it is in the document.
        """
        if galley.reach > room + _HARDLY_SEEN:
            self.warn(
                f"The text in {holder} is {_millimetres(galley.reach)} mm high and has room for "
                f"{_millimetres(room)} mm: Word cuts it off, here it runs over. Give it more room.",
                place,
            )

    @property
    def rules(self) -> Rules:
        """Give the rules for lines in the section at hand."""
        section = self.story.sections[self.section] if self.story.sections else None
        grid = section.grid_pitch if section is not None and section.grid_kind in _GRIDS else 0.0
        if grid not in self._rules:
            self._rules[grid] = Rules(
                default_tab=self.story.default_tab,
                squeezes=self.story.compatibility >= SQUEEZES_FROM,
                expands_breaks="doNotExpandShiftReturn" not in self.story.compat,
                underlines_trailing="ulTrailSpace" in self.story.compat,
                grid=grid,
                links=self.links,
                hyphenation=self.story.hyphenation,
                tabs_over_margin=self.story.compatibility < TABS_STAY_FROM,
                splits_marks="splitPgBreakAndParaMark" in self.story.compat,
            )
        return self._rules[grid]

    def lines(self, paragraph: Paragraph, width: float) -> tuple[Line, ...]:
        """Break a paragraph where nothing floats."""
        return self.paragraphs.lines(paragraph, width, self.rules, self.fills)

    def lines_around(
        self, paragraph: Paragraph, width: float, free: FreeRooms, kept: Sequence[Line] = ()
    ) -> list[Line]:
        """Break a paragraph, or what is left of it below lines that are kept, beside what floats."""
        return self.paragraphs.lines_around(paragraph, width, self.rules, self.fills, free, kept)

    def narrowest(self, paragraph: Paragraph) -> tuple[float, float]:
        """Give a paragraph's least and greatest useful widths."""
        return self.paragraphs.narrowest(paragraph, self.rules, self.fills)

    def page_text(self, page: int | None = None) -> str:
        """Give a page's number as its section writes it."""
        return numeral(self.page if page is None else page, self._page_format())

    def _page_format(self) -> str:
        return self.story.sections[self.section].page_format if self.story.sections else "decimal"

    def _number(self, item: PageField) -> str:
        code, _, argument = item.code.strip().partition(" ")
        if code == "PAGE":
            return numeral(self.page, item.format or self._page_format())
        self.asked = True
        if code == "NUMPAGES":
            value: int | None = self.totals.pages
        elif code == "SECTIONPAGES":
            value = self.totals.section_pages.get(self.section)
        else:
            value = self.totals.page_values.get((argument.split() or [""])[0])
        return (item.stored or "1") if value is None else numeral(value, item.format or "decimal")

    def _mark(self, note: NoteRef) -> str:
        return note.mark or self.marks.get((note.kind, note.note_id), "")


#: Kinds of the line grid that lines snap to (17.18.14).
_GRIDS = {"lines", "linesAndChars", "snapToChars"}


def _note_marks(story: Story) -> Iterator[tuple[tuple[str, int], str]]:
    """Number the notes in the order of their marks in the text."""
    settings = {"footnote": story.footnote_settings, "endnote": story.endnote_settings}
    counters = {kind: one.start for kind, one in settings.items()}
    seen: set[tuple[str, int]] = set()
    for section in story.sections:
        for kind, one in settings.items():
            if one.restart == "eachSect":
                counters[kind] = one.start
        for note in _note_refs(section):
            key = (note.kind, note.note_id)
            if key in seen or note.mark or note.own:
                continue
            seen.add(key)
            yield key, numeral(counters[note.kind], settings[note.kind].format)
            counters[note.kind] += 1


def _note_refs(section: Section) -> Iterator[NoteRef]:
    for paragraph in paragraphs_of(section.blocks):
        for item in paragraph.items:
            if isinstance(item, NoteRef):
                yield item


def paragraphs_of(blocks: tuple[Block, ...]) -> Iterator[Paragraph]:
    """Give all paragraphs of some blocks, those of tables and text boxes too, in reading order."""
    for block in blocks:
        if isinstance(block, Table):
            for row in block.rows:
                for cell in row.cells:
                    yield from paragraphs_of(cell.blocks)
            continue
        yield block
        for item in block.items:
            content = item.content if isinstance(item, Inline) or hasattr(item, "content") else None
            for shape in _shapes(content):
                yield from paragraphs_of(shape.blocks)


def _shapes(content: object) -> Iterator[Shape]:
    if isinstance(content, Shape):
        yield content
    elif isinstance(content, Group):
        for member, *_place in content.members:
            yield from _shapes(member)


def _millimetres(points: float) -> str:
    return f"{points * 25.4 / 72:.0f}"
