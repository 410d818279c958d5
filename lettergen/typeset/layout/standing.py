"""Where the atoms of a broken line stand: tabs, alignment, justification, visual order."""

from dataclasses import dataclass

from lettergen.typeset.layout.bidi import visual_order
from lettergen.typeset.layout.boxes import Atom, ObjectMark, Piece, PlaceMark
from lettergen.typeset.layout.lines import Draft, without_trailing_spaces
from lettergen.typeset.layout.typestyles import TypeStyle, TypeStyles
from lettergen.typeset.story import Align, BreakKind, ParagraphStyle


@dataclass(frozen=True, slots=True)
class Setting:
    """What a paragraph's lines have in common.

    `mark` is the paragraph mark's style, `width` the column's; `grid` the line grid's pitch.
    `expands_breaks` says whether a justified line that ends with a line break is stretched,
    `underlines_trailing` whether the spaces at a line's end are underlined (w:ulTrailSpace).
    """

    style: ParagraphStyle
    mark: TypeStyle
    styles: TypeStyles
    width: float
    grid: float = 0.0
    expands_breaks: bool = True
    underlines_trailing: bool = False


@dataclass(slots=True)
class Stand:
    """An atom where it stands, relative to the column's left edge; `stretch` widens each space."""

    atom: Atom
    x: float = 0.0
    width: float = 0.0
    stretch: float = 0.0
    leader: str = ""


def set_in_order(draft: Draft, setting: Setting) -> list[Stand]:
    """Place a line's atoms in reading order and align them."""
    stands, pen = [], draft.room.start
    for index, atom in enumerate(draft.atoms):
        stand = Stand(atom, pen)
        if index in draft.tabs:
            _start, end, leader = draft.tabs[index]
            stand.width, stand.leader = end - pen, leader
        elif isinstance(atom, Piece | ObjectMark):
            stand.width = atom.width
        stands.append(stand)
        pen = stand.x + stand.width
    _hang(stands)
    _align(stands, draft, setting)
    return stands


def _hang(stands: list[Stand]) -> None:
    """Take the spaces at the line's end out of its width."""
    for stand in reversed(stands):
        if isinstance(stand.atom, Piece):
            stand.width = stand.atom.ink
            if stand.atom.ink > 0:
                return
        elif not isinstance(stand.atom, PlaceMark):
            return


def _align(stands: list[Stand], draft: Draft, setting: Setting) -> None:
    style = setting.style
    free = draft.end - draft.natural
    justified = style.align in {Align.JUSTIFY, Align.DISTRIBUTE}
    if justified and (draft.squeezed or (free > 0 and _is_stretched(draft, setting))):
        _stretch(stands, draft, free, letters=style.align is Align.DISTRIBUTE)
        return
    # Sides are physical; reckoning is from the leading edge.
    ends = {Align.RIGHT: 1.0, Align.CENTER: 0.5, Align.LEFT: 0.0}.get(style.align, float(style.bidi))
    share = 1.0 - ends if style.bidi else ends
    if (share and free > 0) or (share and style.align is Align.CENTER):
        for stand in stands:
            stand.x += free * share


def _is_stretched(draft: Draft, setting: Setting) -> bool:
    if setting.style.align is Align.DISTRIBUTE:
        return True
    if draft.break_mark is not None:
        return draft.break_mark.kind is BreakKind.LINE and setting.expands_breaks
    return not draft.is_last


def _stretch(stands: list[Stand], draft: Draft, free: float, *, letters: bool) -> None:
    """Share out what is left over to the spaces after the last tab, or between ideographs."""
    start = max(draft.tabs, default=-1) + 1
    pieces = [stand for stand in stands[start:] if isinstance(stand.atom, Piece) and stand.width > 0]
    weights = [_gaps(stand, letters=letters, last=stand is pieces[-1]) for stand in pieces]
    if not sum(weights):
        return
    each = free / sum(weights)
    shift, place = 0.0, {id(stand): weight for stand, weight in zip(pieces, weights, strict=True)}
    for stand in stands[start:]:
        stand.x += shift
        weight = place.get(id(stand), 0)
        if weight:
            stand.stretch = each
            shift += weight * each
            stand.width += weight * each


def _gaps(stand: Stand, *, letters: bool, last: bool) -> int:
    """Count the places in a piece that justification widens."""
    piece = stand.atom
    assert isinstance(piece, Piece)
    if letters or piece.ideographic:
        return len(set(piece.clusters)) - last
    trailing = len(piece.text) - len(piece.text.rstrip(" "))
    return piece.spaces - (trailing if last else 0)


def in_visual_order(stands: list[Stand], setting: Setting) -> list[Stand]:
    """Put the stands in visual order; where all runs from left to right, they are."""
    base = int(setting.style.bidi)
    levels = [getattr(stand.atom, "level", base) for stand in stands]
    if not stands or (not base and not any(levels)):
        return stands
    _trim(stands)
    origin, end = stands[0].x, stands[-1].x + stands[-1].width
    x = setting.width - end if base else origin
    ordered = [stands[index] for index in visual_order(levels)]
    for stand in ordered:
        stand.x = x
        x += stand.width
    return ordered


def _trim(stands: list[Stand]) -> None:
    for stand in reversed(stands):
        if isinstance(stand.atom, Piece):
            stand.atom = without_trailing_spaces(stand.atom)
            if stand.atom.ink > 0:
                return
