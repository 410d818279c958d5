"""Line breaking, first fit: each line as full as it goes, as Word breaks.

Spaces at a line's end hang beyond its edge. A word wider than the line is broken by character.
"""

from collections.abc import Callable, Container, Sequence
from dataclasses import dataclass, field, replace

from lettergen.typeset.fonts import Shaped
from lettergen.typeset.layout.boxes import Atom, BreakMark, ObjectMark, Piece, PlaceMark, Room, TabMark
from lettergen.typeset.layout.tabs import Ruler, Section
from lettergen.typeset.story import BreakKind, Hyphenation, TabStop

#: How much narrower Word makes the spaces of a justified line so that one more word goes on it, from
#: compatibilityMode 15 on.
SQUEEZE = 0.125
_SLACK = 0.02
# Beside something floating Word sets text only where there is at least an inch.
NARROWEST = 72.0


#: Divides a word so that its first part, with a hyphen, stands in a room; None where it cannot.
Divide = Callable[[Piece, float, Hyphenation], "tuple[Piece, Piece] | None"]


@dataclass(slots=True)
class Draft:
    """A line's atoms with what breaking found out.

    `tabs` gives, by the atom's index within the line, where the text after a tab begins. `natural`
    is where the line's ink ends without justification, measured from the column's leading edge; `end`
    where it may end, which a tab can move beyond the room's end.
    """

    room: Room
    atoms: list[Atom] = field(default_factory=list)
    tabs: dict[int, tuple[float, float, str]] = field(default_factory=dict)
    natural: float = 0.0
    end: float = 0.0
    break_mark: BreakMark | None = None
    is_last: bool = False
    squeezed: bool = False


@dataclass(slots=True)
class Breaker:
    """Breaks one paragraph's atoms, line after line.

    `squeeze` is the share by which spaces may shrink (0 for none). `hyphenation` is how words are divided
    by `divide`; None where they are not. `in_row` counts the lines running that end in such a hyphen.
    """

    atoms: list[Atom]
    ruler: Ruler
    squeeze: float = 0.0
    hyphenation: Hyphenation | None = None
    divide: Divide | None = None
    at: int = 0
    in_row: int = 0

    @property
    def is_done(self) -> bool:
        """Whether all atoms are on lines."""
        return self.at >= len(self.atoms)

    def next_line(self, room: Room) -> Draft | None:
        """Fill the next line.

        Returns:
            The line, or None where the room, narrowed by something floating, does not take the next
            word whole.
        """
        fill = _Fill(self.ruler, room, self.squeeze)
        index, last_fit = self.at, -1
        while index < len(self.atoms):
            atom = self.atoms[index]
            if isinstance(atom, BreakMark):
                fill.break_mark = atom
                return self._cut(index + 1, room, fill)
            if not fill.takes(atom) and not self._ends_over_margin(index):
                if isinstance(atom, TabMark):
                    last_fit = index  # the word before it stays
                elif isinstance(atom, Piece) and self._divides(index, last_fit, fill):
                    self.in_row += 1
                    return self._cut(index + 1, room, fill, divided=True)
                if last_fit > self.at or self._has_text(self.at, last_fit):
                    return self._cut(last_fit, room, fill)
                if not room.whole:
                    return None
                return self._broken(index, room, fill)
            fill.add(atom)
            index += 1
            if isinstance(atom, TabMark) and index - 1 > self.at and not fill.leads_left:
                # A right tab goes to the next line together with what stands at it.
                last_fit = index - 1
            elif (
                isinstance(atom, TabMark | ObjectMark)
                or (isinstance(atom, Piece) and atom.breaks)
                or (index < len(self.atoms) and isinstance(self.atoms[index], ObjectMark))
            ):
                last_fit = index
        return self._cut(index, room, fill)

    def _ends_over_margin(self, index: int) -> bool:
        """Whether the atom is a tab that ends the paragraph, and may lead beyond the column."""
        return (
            index == len(self.atoms) - 1
            and isinstance(self.atoms[index], TabMark)
            and self.ruler.reach > self.ruler.column
        )

    def _divides(self, index: int, last_fit: int, fill: "_Fill") -> bool:
        """Divide the word at `index`, if it is one by itself and there is enough room to fill."""
        settings, piece = self.hyphenation, self.atoms[index]
        if settings is None or self.divide is None or fill.section is not None:
            return False
        if not isinstance(piece, Piece) or (settings.in_row and self.in_row >= settings.in_row):
            return False
        begins = index == max(last_fit, self.at)
        ends = piece.breaks or not isinstance(next(iter(self.atoms[index + 1 :]), None), Piece)
        if not begins or not ends or fill.room.end - fill.ink_end() <= settings.zone:
            return False
        parts = self.divide(piece, fill.room.end - fill.x, settings)
        if parts is not None:
            self.atoms[index : index + 1] = parts
        return parts is not None

    def _has_text(self, start: int, end: int) -> bool:
        return any(not isinstance(atom, PlaceMark) for atom in self.atoms[start : max(end, start)])

    def _cut(self, end: int, room: Room, fill: "_Fill", *, divided: bool = False) -> Draft:
        """End the line before the atom at `end`."""
        if not divided:
            self.in_row = 0
        taken = self.atoms[self.at : end]
        # What has no width stays with what it follows, so that an anchor is on its word's line.
        while end < len(self.atoms) and isinstance(self.atoms[end], PlaceMark):
            taken.append(self.atoms[end])
            end += 1
        self.at = end
        return self._draft(taken, room, fill.break_mark)

    def _draft(self, taken: list[Atom], room: Room, break_mark: BreakMark | None) -> Draft:
        last = _last_piece(taken)
        if not self.is_done and last is not None and isinstance(taken[last], Piece):
            hyphen = taken[last].hyphen  # type: ignore[union-attr]  # it is a Piece, just asked
            if hyphen is not None:
                taken.insert(last + 1, hyphen)
        again = _Fill(self.ruler, room, 0.0)
        for atom in taken:
            again.add(atom)
        draft = Draft(
            room, taken, again.finished_tabs(), again.ink_end(), again.end, break_mark, self.is_done
        )
        draft.squeezed = draft.natural > draft.end + _SLACK and self.squeeze > 0
        return draft

    def _broken(self, index: int, room: Room, fill: "_Fill") -> Draft:
        """Break a word that is wider than the line, after the last character that fits, at least one."""
        atom = self.atoms[index]
        if isinstance(atom, Piece) and len(set(atom.clusters)) > 1:
            taken, rest = split_piece(atom, max(room.end - fill.x, 0.0), at_least_one=index == self.at)
            if taken is None:
                return self._cut(index, room, fill)
            self.atoms[index : index + 1] = [taken, rest]
            return self._cut(index + 1, room, fill)
        # One character, or one object, wider than the line stands alone and sticks out.
        return self._cut(max(index, self.at + 1) if self._has_text(self.at, index) else index + 1, room, fill)


def _last_piece(atoms: Sequence[Atom]) -> int | None:
    return next((at for at in range(len(atoms) - 1, -1, -1) if not isinstance(atoms[at], PlaceMark)), None)


@dataclass(slots=True)
class _Fill:
    """Follows the pen along a line. `x` counts from the column's leading edge."""

    ruler: Ruler
    room: Room
    squeeze: float
    x: float = field(init=False)
    end: float = field(init=False)
    spaces: float = 0.0
    pending: float = 0.0
    section: Section | None = None
    sections: dict[int, Section] = field(default_factory=dict)
    count: int = 0
    break_mark: BreakMark | None = None

    def __post_init__(self) -> None:
        """Begin at the room's start."""
        self.x, self.end = self.room.start, self.room.end

    def takes(self, atom: Atom) -> bool:
        """Whether the atom's ink is within the line."""
        match atom:
            case Piece(ink=ink):
                return ink <= 0 or self._end(ink) <= self.end + _SLACK + self.spaces * self.squeeze
            case ObjectMark(width=width):
                return self._end(width) <= self.end + _SLACK
            case TabMark():
                stop = self._stop(atom)
                fits = stop.position <= self.room.end + _SLACK or stop.kind != "left"
                return fits or self.count == 0
            case _:
                return True

    def add(self, atom: Atom) -> None:
        """Move the pen over an atom."""
        match atom:
            case Piece(width=width, ink=ink):
                self._advance(width, ink, atom)
                if atom.spaces and ink < width:
                    self.spaces += width - ink
            case ObjectMark(width=width):
                self._advance(width, width, None)
            case TabMark():
                stop = self._stop(atom)
                self.pending = 0.0
                if self.room.whole:
                    self.end = self.ruler.reached(stop, self.end)
                self.section = Section(self.x, stop, self.end)
                self.sections[self.count] = self.section
                self.x = self.section.text_start(0.0)
                self.spaces = 0.0
        self.count += 1

    @property
    def leads_left(self) -> bool:
        """Whether text after the last tab begins at its stop."""
        return self.section is None or self.section.stop.kind in {"left", "start", "num", "list"}

    def _stop(self, mark: TabMark) -> TabStop:
        return self.ruler.absolute(mark.tab) if mark.tab.align else self.ruler.next_stop(self.x)

    def _advance(self, width: float, ink: float, piece: Piece | None) -> None:
        section = self.section
        if section is None:
            self.x += width
        else:
            section.add(width, piece)
            self.x = section.text_start(section.width - (width - ink)) + section.width
        self.pending = width - ink if ink > 0 else self.pending + width

    def _end(self, ink: float) -> float:
        """Give where the ink would end after something so wide."""
        section = self.section
        if section is None:
            return self.x + ink
        return section.text_start(section.width + ink) + section.width + ink

    def ink_end(self) -> float:
        """Give where the ink ends."""
        return self.x - self.pending

    def finished_tabs(self) -> dict[int, tuple[float, float, str]]:
        """Give for each tab where it begins, where its text begins, and its leader."""
        last = max(self.sections, default=-1)
        found = {}
        for at, section in self.sections.items():
            ink = section.width - (self.pending if at == last else 0.0)
            found[at] = (section.start, section.text_start(ink), section.stop.leader)
        return found


def split_piece(piece: Piece, width: float, *, at_least_one: bool) -> tuple[Piece | None, Piece]:
    """Cut a piece after the last character that is within a width.

    Returns:
        What fits, None for nothing, and the rest.
    """
    scale = piece.size * piece.style.scale
    used: dict[int, float] = {}
    for advance, cluster in zip(piece.shaped.advances, piece.clusters, strict=True):
        used[cluster] = used.get(cluster, piece.style.spacing) + advance * scale
    taken, cut = 0.0, 0
    for count, cluster in enumerate(sorted(used)):
        if taken + used[cluster] > width + _SLACK and (count or not at_least_one):
            cut = cluster
            break
        taken += used[cluster]
    if cut == 0:
        return None, piece
    return slice_piece(piece, 0, cut), slice_piece(piece, cut, len(piece.text))


def slice_piece(piece: Piece, start: int, end: int) -> Piece:
    """Give the part of a piece between two characters, its glyphs kept as they were shaped."""
    kept = [at for at, cluster in enumerate(piece.clusters) if start <= cluster < end]
    shaped = piece.shaped
    advances = tuple(shaped.advances[at] for at in kept)
    text = piece.text[start:end]
    clusters = tuple(piece.clusters[at] - start for at in kept)
    part = Shaped(
        tuple(shaped.glyphs[at] for at in kept),
        advances,
        tuple(shaped.offsets[at] for at in kept),
        clusters,
        sum(advances),
    )
    scale = piece.size * piece.style.scale
    width = part.width * scale + piece.style.spacing * len(set(clusters))
    hanging = sum(
        advance * scale + piece.style.spacing
        for advance, cluster in zip(advances, clusters, strict=True)
        if cluster >= len(text.rstrip(" "))
    )
    last = end == len(piece.text)
    return replace(
        piece,
        text=text,
        shaped=part,
        clusters=clusters,
        width=width,
        ink=width - hanging,
        spaces=text.count(" "),
        breaks=piece.breaks if last else True,
        hyphen=piece.hyphen if last else None,
    )


def without_trailing_spaces(piece: Piece) -> Piece:
    """Give a piece without the spaces at its end, for lines in which they would stand in the middle."""
    kept = len(piece.text.rstrip(" "))
    return piece if kept == len(piece.text) else slice_piece(piece, 0, kept)


def break_all(
    breaker: Breaker, rooms: Callable[[int], Room], opening: Container[BreakKind] = (BreakKind.LINE,)
) -> list[Draft]:
    """Break a paragraph into lines where nothing floats.

    Args:
        breaker: At its beginning; without atoms it gives one empty line.
        rooms: The room of each line, counted from 0.
        opening: The breaks that open one more line where they end the paragraph.
    """
    drafts: list[Draft] = []
    while not breaker.is_done:
        draft = breaker.next_line(rooms(len(drafts)))
        assert draft is not None
        drafts.append(draft)
    if not drafts:
        drafts.append(Draft(rooms(0), end=rooms(0).end, is_last=True))
    elif drafts[-1].break_mark is not None and drafts[-1].break_mark.kind in opening:
        drafts[-1].is_last = False
        room = rooms(len(drafts))
        drafts.append(Draft(room, is_last=True, natural=room.start, end=room.end))
    return drafts
