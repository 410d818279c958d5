"""A broken line to glyph runs where they stand: alignment, justification, visual order."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from lettergen.typeset.layout.bidi import visual_order
from lettergen.typeset.layout.boxes import (
    Atom,
    BreakMark,
    Line,
    ObjectMark,
    Piece,
    Placed,
    PlaceMark,
    TabMark,
)
from lettergen.typeset.layout.decoration import Worn, ground, strokes
from lettergen.typeset.layout.heights import Extent, line_height
from lettergen.typeset.layout.lines import Draft, without_trailing_spaces
from lettergen.typeset.layout.structure import ARTIFACT, Tag
from lettergen.typeset.layout.tabs import leader_char
from lettergen.typeset.layout.typestyles import TypeStyle, TypeStyles, in_twips, plain_style
from lettergen.typeset.pages import Glyph, GlyphRun, Link
from lettergen.typeset.story import Align, BreakKind, LineRule, ParagraphStyle


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
class _Stand:
    """An atom where it stands, relative to the column's left edge; `stretch` widens each space."""

    atom: Atom
    x: float = 0.0
    width: float = 0.0
    stretch: float = 0.0
    leader: str = ""


def assemble(draft: Draft, setting: Setting) -> Line:
    """Make a line of what breaking put on it."""
    read = _stands(draft, setting)
    stands = _ordered(read, setting)
    extent = _extent(draft, setting)
    height, baseline = line_height(extent, setting.style, setting.grid)
    worn = list(_worn(stands, setting, draft.end))
    placed = [
        *ground(worn, extent.text_ascent, extent.text_descent),
        *_drawn(read, setting),
        *strokes(worn),
        *_links(stands, extent),
    ]
    ends = [(stand.x, stand.x + stand.width) for stand in stands if not isinstance(stand.atom, PlaceMark)]
    marks = [atom for atom in draft.atoms if isinstance(atom, PlaceMark)]
    return Line(
        tuple(placed),
        height,
        baseline,
        min((start for start, _end in ends), default=draft.room.start),
        max((end for _start, end in ends), default=draft.room.start),
        notes=tuple(mark.note for mark in marks if mark.note is not None),
        bookmarks=tuple(mark.bookmark for mark in marks if mark.bookmark),
        anchors=tuple(
            (stand.atom.anchor, stand.x)
            for stand in stands
            if isinstance(stand.atom, PlaceMark) and stand.atom.anchor is not None
        ),
        objects=tuple((stand.atom, stand.x) for stand in stands if isinstance(stand.atom, ObjectMark)),
        ends_with=draft.break_mark.kind if draft.break_mark is not None else None,
        clear=draft.break_mark.clear if draft.break_mark is not None else "none",
        ascent=extent.ascent,
        descent=extent.descent,
        spare=_spare(height - baseline - extent.descent, setting),
        room=draft.room,
        column=setting.width,
    )


def _spare(below: float, setting: Setting) -> float:
    """Give how much of what is below a line's text is spacing of more than one line."""
    multiple = setting.style.line_rule is LineRule.AUTO and not (setting.grid and setting.style.snap_to_grid)
    return max(below, 0.0) if multiple else 0.0


def _worn(stands: Sequence[_Stand], setting: Setting, edge: float) -> Iterator[Worn]:
    """Give the letters and tabs that lines may run under; a tab has no ink."""
    for stand in stands:
        atom, end = stand.atom, stand.x + stand.width
        if isinstance(atom, Piece):
            if stand.width > 0:
                yield Worn(atom.style, atom.face, atom.size, atom.rise, stand.x, end, stand.x + atom.ink)
            trail = min(stand.x + atom.width, edge)
            if setting.underlines_trailing and atom.style.underline is not None and trail > end:
                style = replace(plain_style(atom.style), underline=atom.style.underline)
                yield Worn(style, atom.face, atom.size, atom.rise, end, trail, end)
        elif isinstance(atom, TabMark) and stand.width > 0:
            kind = setting.styles.of(atom.tab.style)
            yield Worn(kind.style, kind.face, kind.size, kind.rise, stand.x, end, stand.x)


def _extent(draft: Draft, setting: Setting) -> Extent:
    """Measure what a line holds; blanks and tabs count only where there is nothing else."""
    ascent = descent = 0.0
    for atom in draft.atoms:
        if isinstance(atom, Piece) and atom.ink > 0:
            kind = setting.styles.of(atom.style)
            ascent = max(ascent, kind.ascent + kind.rise)
            descent = max(descent, kind.descent - kind.rise)
    tallest = max((atom.height for atom in draft.atoms if isinstance(atom, ObjectMark)), default=0.0)
    if not ascent + descent:
        kind = _blank_style(draft, setting)
        ascent, descent = kind.ascent, kind.descent
        if tallest:
            # A picture by itself stands on the line's bottom; line spacing still adds its share of a line.
            return Extent(tallest, 0.0, ascent, descent)
    return Extent(max(ascent, tallest), descent, ascent, descent)


def _blank_style(draft: Draft, setting: Setting) -> TypeStyle:
    """Give the style that a line without ink has its height from."""
    for atom in draft.atoms:
        if isinstance(atom, Piece):
            return setting.styles.of(atom.style)
        if isinstance(atom, TabMark):
            return setting.styles.of(atom.tab.style)
    if draft.break_mark is not None:
        return setting.styles.of(draft.break_mark.style)
    return setting.mark


def _stands(draft: Draft, setting: Setting) -> list[_Stand]:
    """Place a line's atoms in reading order and align them."""
    stands, pen = [], draft.room.start
    for index, atom in enumerate(draft.atoms):
        stand = _Stand(atom, pen)
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


def _hang(stands: list[_Stand]) -> None:
    """Take the spaces at the line's end out of its width."""
    for stand in reversed(stands):
        if isinstance(stand.atom, Piece):
            stand.width = stand.atom.ink
            if stand.atom.ink > 0:
                return
        elif not isinstance(stand.atom, PlaceMark):
            return


def _align(stands: list[_Stand], draft: Draft, setting: Setting) -> None:
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


def _stretch(stands: list[_Stand], draft: Draft, free: float, *, letters: bool) -> None:
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


def _gaps(stand: _Stand, *, letters: bool, last: bool) -> int:
    """Count the places in a piece that justification widens."""
    piece = stand.atom
    assert isinstance(piece, Piece)
    if letters or piece.ideographic:
        return len(set(piece.clusters)) - last
    trailing = len(piece.text) - len(piece.text.rstrip(" "))
    return piece.spaces - (trailing if last else 0)


def _ordered(stands: list[_Stand], setting: Setting) -> list[_Stand]:
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


def _trim(stands: list[_Stand]) -> None:
    for stand in reversed(stands):
        if isinstance(stand.atom, Piece):
            stand.atom = without_trailing_spaces(stand.atom)
            if stand.atom.ink > 0:
                return


def _drawn(stands: Sequence[_Stand], setting: Setting) -> Iterator[Placed]:
    """Give glyph runs and leaders; a space that nobody sees parts what a tab or a line break parts."""
    run: list[_Stand] = []
    for stand in stands:
        if isinstance(stand.atom, Piece):
            if run and not _continues(run[-1], stand):
                yield _glyph_run(run)
                run = []
            if stand.atom.text:
                run.append(stand)
        elif not isinstance(stand.atom, PlaceMark):
            if run:
                yield _glyph_run(_parted(run, stand, setting))
                run = []
            if isinstance(stand.atom, TabMark):
                yield from _leader(stand, stand.atom, setting)
    if run:
        yield _glyph_run(run)


def _parted(run: list[_Stand], mark: _Stand, setting: Setting) -> list[_Stand]:
    """End a run with a space where a tab or a line break follows: words are parted in the text too."""
    last, piece = run[-1], run[-1].atom
    assert isinstance(piece, Piece)
    if not isinstance(mark.atom, TabMark | BreakMark) or piece.text.endswith(" "):
        return run
    if leader_char(mark.leader):
        # The leader's first character stands where the space would: it is only read, with the last letter.
        return [*run[:-1], replace(last, atom=replace(piece, text=f"{piece.text} "))]
    return [*run, *_space_after(last, piece, setting)]


def _space_after(last: _Stand, piece: Piece, setting: Setting) -> Iterator[_Stand]:
    """Give a space of the piece's font, if it has one."""
    for part in setting.styles.measure(
        " ", setting.styles.of(plain_style(piece.style)), piece.level % 2 == 1
    ):
        if part.face is piece.face:
            space = replace(
                piece, text=" ", shaped=part.shaped, clusters=part.clusters, width=part.width, ink=0.0
            )
            yield _Stand(space, last.x + last.width)


def _continues(last: _Stand, stand: _Stand) -> bool:
    one, other = last.atom, stand.atom
    assert isinstance(one, Piece)
    assert isinstance(other, Piece)
    return (
        one.face is other.face
        and one.size == other.size
        and one.rise == other.rise
        and one.tag == other.tag
        and one.level == other.level
        and not one.level % 2
        and not other.leads
        and (one.style is other.style or one.style == other.style)
    )


def _glyph_run(stands: Sequence[_Stand]) -> Placed:
    """Make one glyph run of pieces that stand next to each other."""
    first = stands[0].atom
    assert isinstance(first, Piece)
    origin = stands[0].x
    glyphs: list[Glyph] = []
    clusters: list[int] = []
    text = ""
    end = origin
    for stand in stands:
        end = _add_glyphs(stand, stand.x - origin, len(text), glyphs, clusters) + origin
        assert isinstance(stand.atom, Piece)
        text += stand.atom.text
    run = GlyphRun(
        x=origin,
        y=-first.rise,
        font=first.face.key,
        size=first.size,
        glyphs=tuple(glyphs),
        text=text,
        clusters=tuple(clusters),
        advance=end - origin,
        color=first.style.color or "000000",
        scale=first.style.scale,
        language=first.style.language,
    )
    return Placed(run, first.tag)


def _add_glyphs(stand: _Stand, pen: float, offset: int, glyphs: list[Glyph], clusters: list[int]) -> float:
    """Add a piece's glyphs from `pen` on; gives where the pen is after them."""
    piece = stand.atom
    assert isinstance(piece, Piece)
    shaped, scale, size = piece.shaped, piece.size * piece.style.scale, piece.size
    spacing, stretch, everywhere = piece.style.spacing, stand.stretch, piece.ideographic
    count = len(shaped.glyphs)
    for at in range(count):
        x_offset, y_offset = shaped.offsets[at]
        glyphs.append(Glyph(shaped.glyphs[at], pen + x_offset * scale, y_offset * size))
        cluster = piece.clusters[at]
        clusters.append(offset + cluster)
        pen += shaped.advances[at] * scale
        if at + 1 == count or piece.clusters[at + 1] != cluster:
            pen += spacing
            if stretch and (everywhere or piece.text[cluster] == " "):
                pen += stretch
    return pen


def _leader(stand: _Stand, mark: TabMark, setting: Setting) -> Iterator[Placed]:
    """Fill a tab with its leader: as many characters as go, a little apart so that they fill it."""
    char = leader_char(stand.leader)
    if not char:
        return
    kind = setting.styles.of(plain_style(mark.tab.style))
    part = setting.styles.measure(char, kind, rtl=False)[0]
    narrowest = in_twips(part.width)
    count = int(stand.width / narrowest) if narrowest > 0 else 0
    if count <= 0 or not part.shaped.glyphs:
        return
    step = stand.width / count
    glyph = part.shaped.glyphs[0]
    glyphs = tuple(Glyph(glyph, index * step) for index in range(count))
    run = GlyphRun(
        x=stand.x,
        y=-kind.rise,
        font=part.face.key,
        size=part.size,
        glyphs=glyphs,
        text=char * count,
        clusters=tuple(range(count)),
        advance=count * step,
        color=kind.style.color or "000000",
    )
    yield Placed(run, ARTIFACT)


def _links(stands: Sequence[_Stand], extent: Extent) -> Iterator[Placed]:
    """Give a live area for each stretch of a link on this line."""
    open_tag: Tag | None = None
    start = end = 0.0
    text = ""
    for stand in [*stands, _Stand(PlaceMark())]:
        tag = getattr(stand.atom, "tag", None)
        tag = tag if tag is not None and tag.role == "Link" else None
        if tag != open_tag:
            if open_tag is not None:
                yield Placed(
                    Link(
                        start,
                        -extent.ascent,
                        end - start,
                        extent.ascent + extent.descent,
                        open_tag.target,
                        text,
                    ),
                    open_tag,
                )
            open_tag, start, text = tag, stand.x, ""
        if tag is not None:
            start, end = min(start, stand.x), max(end, stand.x + stand.width)
            text += getattr(stand.atom, "text", "")
