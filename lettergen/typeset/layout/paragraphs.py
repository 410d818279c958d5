"""Paragraphs to lines, each remembered by the paragraph, its width and what its fields show."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from lettergen.typeset.layout.assembly import assemble
from lettergen.typeset.layout.boxes import Atom, Line, Room, TabMark
from lettergen.typeset.layout.hyphens import Hyphenator
from lettergen.typeset.layout.lines import SQUEEZE, Breaker, break_all
from lettergen.typeset.layout.shaping import Fills, atoms_of, label_atoms
from lettergen.typeset.layout.standing import Setting
from lettergen.typeset.layout.structure import LABEL
from lettergen.typeset.layout.tabs import Ruler
from lettergen.typeset.layout.typestyles import TypeStyles, plain_style
from lettergen.typeset.story import Align, BreakKind, Hyphenation, NoteRef, PageField, Paragraph, Tab, TabStop

# How many paragraphs are remembered before memory is begun anew: those of some hundred letters. To work out
# again what they have in common costs nothing beside that.
_REMEMBERED = 5_000
#: The first compatibilityMode in which justified lines squeeze their spaces.
SQUEEZES_FROM = 15
#: The first compatibilityMode in which tabs do not lead beyond the column.
TABS_STAY_FROM = 15


@dataclass(frozen=True, slots=True)
class Rules:
    """What of the document's settings decides over lines.

    `splits_marks` says that the mark of a paragraph that ends with a page break stands on the next page
    (w:splitPgBreakAndParaMark).
    """

    default_tab: float = 36.0
    squeezes: bool = False
    expands_breaks: bool = True
    underlines_trailing: bool = False
    grid: float = 0.0
    links: bool = True
    hyphenation: Hyphenation | None = None
    splits_marks: bool = False
    tabs_over_margin: bool = False

    @property
    def opening_breaks(self) -> tuple[BreakKind, ...]:
        """Give the breaks that open one more line where they end a paragraph."""
        return (BreakKind.LINE, BreakKind.PAGE) if self.splits_marks else (BreakKind.LINE,)


#: Gives the rooms free beside what floats, for a line at some depth and so high.
FreeRooms = Callable[[float, float], Sequence[tuple[float, float]]]


class Paragraphs:
    """Breaks paragraphs into lines; kept for a run."""

    def __init__(self, styles: TypeStyles) -> None:
        """Take the styles to set them in."""
        self.styles = styles
        self.hyphenator = Hyphenator(styles)
        # By identity first: letters of a run share the paragraphs that do not differ.
        self._by_id: dict[tuple[object, ...], tuple[Paragraph, tuple[Line, ...]]] = {}
        self._by_content: dict[tuple[object, ...], tuple[Line, ...]] = {}
        self._dynamic: dict[int, tuple[Paragraph, tuple[PageField | NoteRef, ...]]] = {}

    def lines(self, paragraph: Paragraph, width: float, rules: Rules, fills: Fills) -> tuple[Line, ...]:
        """Give a paragraph's lines in a column so wide, where nothing floats."""
        filled = tuple(
            fills.number(item) if isinstance(item, PageField) else fills.mark(item)
            for item in self._asking(paragraph)
        )
        key = (id(paragraph), width, rules, filled)
        known = self._by_id.get(key)
        if known is not None and known[0] is paragraph:
            return known[1]
        if len(self._by_id) >= _REMEMBERED:
            self._by_id.clear()
            self._by_content.clear()
        content = (paragraph, width, rules, filled)
        lines = self._by_content.get(content)
        if lines is None:
            lines = self._by_content[content] = self._broken(paragraph, width, rules, fills)
        self._by_id[key] = (paragraph, lines)
        return lines

    def lines_around(
        self,
        paragraph: Paragraph,
        width: float,
        rules: Rules,
        fills: Fills,
        free: FreeRooms,
        kept: Sequence[Line] = (),
    ) -> list[Line]:
        """Give a paragraph's lines beside what floats.

        Args:
            paragraph: The paragraph.
            width: The column's.
            rules: The document's.
            fills: What its fields show.
            free: Gives the free stretches for a line at a depth below the paragraph's top, or below the
                top of the column in which it goes on.
            kept: Its lines in the columns before.

        Returns:
            The lines, with those that were kept; one without content keeps the place of what floats over the
            whole width.
        """
        atoms, ruler, setting, shift = self._prepared(paragraph, width, rules, fills)
        breaker = self._breaker(paragraph, atoms, ruler, rules)
        for line in kept:
            if line.room is not None:
                breaker.ruler = (
                    ruler if line.column == width else self._prepared(paragraph, line.column, rules, fills)[1]
                )
                breaker.next_line(line.room)
        breaker.ruler = ruler
        around = _Around(paragraph, ruler, setting, free, shift, list(kept), rules.opening_breaks)
        around.fill(breaker)
        return around.lines

    def narrowest(self, paragraph: Paragraph, rules: Rules, fills: Fills) -> tuple[float, float]:
        """Give the widths of the widest unbreakable part and of the paragraph on one line."""
        lines = self.lines(paragraph, 100_000.0, replace(rules, squeezes=False), fills)
        style = paragraph.style
        indents = style.left + style.right
        whole = max(
            (line.right - line.left + max(line.left - style.left, 0.0) for line in lines), default=0.0
        )
        return self._widest_part(paragraph, fills) + indents, whole + indents

    def _widest_part(self, paragraph: Paragraph, fills: Fills) -> float:
        widest = part = 0.0
        for atom in atoms_of(paragraph, self.styles, fills, 0.0):
            part += getattr(atom, "ink", getattr(atom, "width", 0.0))
            widest = max(widest, part)
            if getattr(atom, "breaks", True):
                part = 0.0
            else:
                part += getattr(atom, "width", 0.0) - getattr(atom, "ink", 0.0)
        return widest

    def _asking(self, paragraph: Paragraph) -> tuple[PageField | NoteRef, ...]:
        """Give the items whose text depends on where they stand."""
        known = self._dynamic.get(id(paragraph))
        if known is None or known[0] is not paragraph:
            if len(self._dynamic) >= _REMEMBERED:
                self._dynamic.clear()
            asking = tuple(item for item in paragraph.items if isinstance(item, PageField | NoteRef))
            known = self._dynamic[id(paragraph)] = (paragraph, asking)
        return known[1]

    def _broken(self, paragraph: Paragraph, width: float, rules: Rules, fills: Fills) -> tuple[Line, ...]:
        atoms, ruler, setting, shift = self._prepared(paragraph, width, rules, fills)
        first = Room(ruler.leading + paragraph.style.first_line - shift, ruler.end)
        other = Room(ruler.leading, ruler.end)
        breaker = self._breaker(paragraph, atoms, ruler, rules)
        drafts = break_all(breaker, lambda index: other if index else first, rules.opening_breaks)
        return tuple(assemble(draft, setting) for draft in drafts)

    def _breaker(self, paragraph: Paragraph, atoms: Sequence[Atom], ruler: Ruler, rules: Rules) -> Breaker:
        squeezes = rules.squeezes and paragraph.style.align is Align.JUSTIFY
        hyphenation = None if paragraph.style.suppress_hyphens else rules.hyphenation
        return Breaker(list(atoms), ruler, SQUEEZE if squeezes else 0.0, hyphenation, self.hyphenator.divide)

    def _prepared(
        self, paragraph: Paragraph, width: float, rules: Rules, fills: Fills
    ) -> tuple[tuple[Atom, ...], Ruler, Setting, float]:
        """Give a paragraph's atoms with its label, its ruler, its setting, and how far its label juts."""
        style, label = paragraph.style, paragraph.label
        ruler = Ruler.of(style, width, rules.default_tab, over_margin=rules.tabs_over_margin)
        label_pieces = label_atoms(paragraph, self.styles)
        atoms: tuple[Atom, ...] = atoms_of(paragraph, self.styles, fills, ruler.end - ruler.leading)
        shift = 0.0
        if label is not None and label_pieces:
            share = {"right": 1.0, "center": 0.5}.get(label.align, 0.0)
            shift = share * sum(piece.width for piece in label_pieces)
            tail: tuple[Atom, ...] = ()
            if label.suffix == "tab":
                tail = (TabMark(Tab(plain_style(label.style)), LABEL, int(style.bidi)),)
                ruler = _with_label_stop(ruler, label.tab_position)
            atoms = (*label_pieces, *tail, *atoms)
        mark = self.styles.of(paragraph.mark)
        setting = Setting(
            style, mark, self.styles, width, rules.grid, rules.expands_breaks, rules.underlines_trailing
        )
        return atoms, ruler, setting, shift


def _with_label_stop(ruler: Ruler, position: float | None) -> Ruler:
    if position is None:
        return ruler
    stops = sorted((*ruler.stops, TabStop(position)), key=lambda stop: stop.position)
    return replace(ruler, stops=tuple(stops))


@dataclass(slots=True)
class _Around:
    """Sets lines beside what floats, from the top down."""

    paragraph: Paragraph
    ruler: Ruler
    setting: Setting
    free: FreeRooms
    shift: float
    lines: list[Line]
    opening: tuple[BreakKind, ...]
    depth: float = 0.0

    def fill(self, breaker: Breaker) -> None:
        """Set all of the paragraph."""
        while not breaker.is_done or not self._begun or self._opens_line:
            if not self._set_row(breaker):
                self._go_below()

    @property
    def _begun(self) -> bool:
        """Whether there is a line yet, be it empty; what only keeps a place blank is none."""
        return any(line.room is not None for line in self.lines)

    @property
    def _opens_line(self) -> bool:
        """Whether the last line with text ends with a break that opens another."""
        last = next((line for line in reversed(self.lines) if line.room is not None), None)
        return last is not None and last.ends_with in self.opening

    def _set_row(self, breaker: Breaker) -> bool:
        """Set one row of lines, side by side; whether there was room for any."""
        mark = self.setting.mark
        rooms = self._rooms(mark.ascent + mark.descent)
        row: list[Line] = []
        for room in rooms:
            draft = breaker.next_line(room)
            if draft is not None and (draft.atoms or not self._begun or self._opens_line):
                row.append(assemble(draft, self.setting))
            if breaker.is_done or (draft is not None and draft.break_mark is not None):
                break
        height = max((line.height for line in row), default=0.0)
        for index, line in enumerate(row):
            self.lines.append(replace(line, height=height, beside=index + 1 < len(row)))
        self.depth += height
        return bool(row)

    def _rooms(self, height: float) -> list[Room]:
        first = not self._begun
        start = self.ruler.leading + (self.paragraph.style.first_line - self.shift if first else 0.0)
        rooms = []
        for left, right in self.free(self.depth, height):
            low, high = self._logical(left, right)
            # A line that nothing stands beside has all its indents, though they go over the column's edge.
            low = start if low <= 0 else max(low, start)
            high = self.ruler.end if high >= self.setting.width else min(high, self.ruler.end)
            rooms.append(Room(low, high, low == start and high == self.ruler.end))
        if self.setting.style.bidi:
            rooms.reverse()
        return [room for room in rooms if room.whole or room.end - room.start > 1.0]

    def _logical(self, left: float, right: float) -> tuple[float, float]:
        if self.setting.style.bidi:
            return self.setting.width - right, self.setting.width - left
        return left, right

    def _go_below(self) -> None:
        """Leave blank what something floating takes, as far down as it reaches."""
        step = 1.0
        self.lines.append(Line((), step, 0.0, 0.0, 0.0))
        self.depth += step
