"""A broken line to what is drawn of it: glyph runs, leaders, links, grounds and lines under text."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from lettergen.typeset.layout.boxes import (
    BreakMark,
    Line,
    ObjectMark,
    Piece,
    Placed,
    PlaceMark,
    TabMark,
)
from lettergen.typeset.layout.decoration import Worn, are_plain, ground, strokes
from lettergen.typeset.layout.heights import Extent, line_height
from lettergen.typeset.layout.lines import Draft
from lettergen.typeset.layout.standing import Setting, Stand, in_visual_order, set_in_order
from lettergen.typeset.layout.structure import ARTIFACT, Tag
from lettergen.typeset.layout.tabs import leader_char
from lettergen.typeset.layout.typestyles import TypeStyle, in_twips, plain_style
from lettergen.typeset.pages import Glyph, GlyphRun, Link
from lettergen.typeset.story import LineRule


def assemble(draft: Draft, setting: Setting) -> Line:
    """Make a line of what breaking put on it."""
    read = set_in_order(draft, setting)
    stands = in_visual_order(read, setting)
    extent = _extent(draft, setting)
    height, baseline = line_height(extent, setting.style, setting.grid)
    worn = list(_worn(stands, setting, draft.end))
    plain = are_plain(worn)
    placed = [
        *(() if plain else ground(worn, extent.text_ascent, extent.text_descent)),
        *_drawn(read, setting),
        *(() if plain else strokes(worn)),
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


def _worn(stands: Sequence[Stand], setting: Setting, edge: float) -> Iterator[Worn]:
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


def _drawn(stands: Sequence[Stand], setting: Setting) -> Iterator[Placed]:
    """Give glyph runs and leaders; a space that nobody sees parts what a tab or a line break parts."""
    run: list[Stand] = []
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


def _parted(run: list[Stand], mark: Stand, setting: Setting) -> list[Stand]:
    """End a run with a space where a tab or a line break follows: words are parted in the text too."""
    last, piece = run[-1], run[-1].atom
    assert isinstance(piece, Piece)
    if not isinstance(mark.atom, TabMark | BreakMark) or piece.text.endswith(" "):
        return run
    if leader_char(mark.leader):
        # The leader's first character stands where the space would: it is only read, with the last letter.
        return [*run[:-1], replace(last, atom=replace(piece, text=f"{piece.text} "))]
    return [*run, *_space_after(last, piece, setting)]


def _space_after(last: Stand, piece: Piece, setting: Setting) -> Iterator[Stand]:
    """Give a space of the piece's font, if it has one."""
    for part in setting.styles.measure(
        " ", setting.styles.of(plain_style(piece.style)), piece.level % 2 == 1
    ):
        if part.face is piece.face:
            space = replace(
                piece, text=" ", shaped=part.shaped, clusters=part.clusters, width=part.width, ink=0.0
            )
            yield Stand(space, last.x + last.width)


def _continues(last: Stand, stand: Stand) -> bool:
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


def _glyph_run(stands: Sequence[Stand]) -> Placed:
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


def _add_glyphs(stand: Stand, pen: float, offset: int, glyphs: list[Glyph], clusters: list[int]) -> float:
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


def _leader(stand: Stand, mark: TabMark, setting: Setting) -> Iterator[Placed]:
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


def _links(stands: Sequence[Stand], extent: Extent) -> Iterator[Placed]:
    """Give a live area for each stretch of a link on this line."""
    open_tag: Tag | None = None
    start = end = 0.0
    text = ""
    for stand in [*stands, Stand(PlaceMark())]:
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
