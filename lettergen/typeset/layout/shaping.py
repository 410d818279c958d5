"""A paragraph's items to atoms: shaped pieces, tabs, breaks, objects and places, in reading order."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from lettergen.typeset.fonts import Shaped
from lettergen.typeset.layout.autospace import with_spaces
from lettergen.typeset.layout.bidi import bidi_class, embedding_levels, needs_bidi
from lettergen.typeset.layout.boxes import Atom, BreakMark, ObjectMark, Piece, PlaceMark, TabMark
from lettergen.typeset.layout.breaks import SOFT_HYPHEN, break_places, is_ideographic
from lettergen.typeset.layout.structure import LABEL, TEXT, Tag
from lettergen.typeset.layout.typestyles import TypeStyle, TypeStyles
from lettergen.typeset.story import (
    Anchor,
    Bookmark,
    Break,
    Inline,
    InlineItem,
    NoteRef,
    PageField,
    Paragraph,
    RunStyle,
    Tab,
    Text,
)

_NOTHING = Shaped((), (), (), (), 0.0)
_OBJECT = "\ufffc"
_OWN_MARK_RISE = 0.18
_SEPARATOR = "\t"
_NEUTRALS = {"WS", "ON", "ES", "ET", "CS", "S"}


@dataclass(frozen=True, slots=True)
class Fills:
    """What stands for items that only layout can fill: page numbers and note marks.

    `number` gives a page field's text, `mark` a note's; `links` says whether links are live.
    """

    number: Callable[[PageField], str]
    mark: Callable[[NoteRef], str]
    links: bool = True


@dataclass(slots=True)
class _Span:
    """An item's characters in the paragraph's string."""

    item: InlineItem
    text: str
    tag: Tag
    style: RunStyle | None = None


def atoms_of(paragraph: Paragraph, styles: TypeStyles, fills: Fills, room: float) -> tuple[Atom, ...]:
    """Turn a paragraph's items into atoms; `room` is what widths in shares of the line refer to.

    A link's neighbouring items are one link; neighbouring texts of one style are shaped as one.
    """
    spans = _spans(paragraph, fills)
    text = "".join(span.text for span in spans)
    style = paragraph.style
    places = break_places(text, kinsoku=style.kinsoku, anywhere=style.break_anywhere)
    levels = _levels(spans, text, int(style.bidi))
    atoms: list[Atom] = []
    start = 0
    for span in spans:
        end = start + len(span.text)
        level = levels[start] if levels and span.text else int(style.bidi)
        if isinstance(span.item, Text | PageField | NoteRef):
            cut = levels[start:end] if levels else None
            atoms += _pieces(span, places[start:end], cut, styles)
            if isinstance(span.item, NoteRef) and not span.item.own:
                atoms.append(PlaceMark(note=span.item))
        else:
            atoms.append(_mark(span, level, room))
        start = end
    mixed = not text.isascii() and any(map(is_ideographic, text))
    return tuple(with_spaces(atoms, style) if mixed else atoms)


def label_atoms(paragraph: Paragraph, styles: TypeStyles) -> tuple[Piece, ...]:
    """Shape a list item's label."""
    label = paragraph.label
    if label is None or not label.text:
        return ()
    text = label.text + (" " if label.suffix == "space" else "")
    kind = styles.of(label.style)
    span = _Span(Text(text, label.style), text, LABEL, label.style)
    level = int(paragraph.style.bidi)
    levels = embedding_levels(text, level) if level or needs_bidi(text) else None
    pieces = _pieces(span, [False] * len(text), levels, styles)
    return tuple(replace(piece, rise=kind.rise) for piece in pieces)


def _spans(paragraph: Paragraph, fills: Fills) -> list[_Span]:
    spans: list[_Span] = []
    links = figures = 0
    last_link: str | None = None
    for item in paragraph.items:
        link = getattr(item, "link", None) if fills.links else None
        if link != last_link and not isinstance(item, Bookmark):
            links += link is not None
            last_link = link
        tag = Tag("Link", links, target=link) if link else TEXT
        span = _span(item, tag, fills)
        if isinstance(item, Inline):
            figures += 1
            span.tag = tag if link else Tag("Figure", figures, alt=item.content.alt)
        if spans and _joins(spans[-1], span):
            spans[-1].text += span.text
        else:
            spans.append(span)
    return spans


def _joins(last: _Span, span: _Span) -> bool:
    return (
        isinstance(last.item, Text)
        and isinstance(span.item, Text)
        and last.tag == span.tag
        and (last.style is span.style or last.style == span.style)
    )


def _span(item: InlineItem, tag: Tag, fills: Fills) -> _Span:
    match item:
        case Text(text=text, style=style):
            return _Span(item, text, tag, style)
        case PageField(style=style):
            return _Span(item, fills.number(item), tag, style)
        case NoteRef(style=style):
            role = Tag("Lbl", item.note_id) if item.own else Tag("Reference", item.note_id, note=item)
            return _Span(item, item.mark or fills.mark(item), role, style)
        case Tab() | Break():
            return _Span(item, _SEPARATOR, tag)
        case Inline():
            return _Span(item, _OBJECT, tag)
        case _:
            return _Span(item, "", tag)


def _mark(span: _Span, level: int, room: float) -> Atom:
    match span.item:
        case Tab():
            return TabMark(span.item, span.tag, level)
        case Break(kind=kind, clear=clear, style=style):
            return BreakMark(kind, clear, style)
        case Inline():
            return _object(span.item, span.tag, level, room)
        case Bookmark(name=name):
            return PlaceMark(bookmark=name)
        case Anchor():
            return PlaceMark(anchor=span.item)
    raise AssertionError(span.item)


def _object(inline: Inline, tag: Tag, level: int, room: float) -> ObjectMark:
    width = inline.relative_width * room if inline.relative_width else inline.width
    return ObjectMark(inline, max(width, 0.0), max(inline.height, 0.0), tag, level)


def _levels(spans: list[_Span], text: str, base: int) -> list[int] | None:
    """Give the characters' levels, or None where all runs from left to right."""
    marked = any(span.style is not None and span.style.rtl for span in spans)
    if not base and not marked and not needs_bidi(text):
        return None
    forced: list[str | None] = []
    for span in spans:
        rtl = span.style is not None and span.style.rtl
        forced += [_forced(char) if rtl else None for char in span.text]
    return embedding_levels(text, base, forced)


def _forced(char: str) -> str | None:
    """Give neutral characters of a run marked right-to-left that direction, as Word does (17.3.2.30)."""
    return "R" if bidi_class(char) in _NEUTRALS else None


def _pieces(span: _Span, places: list[bool], levels: list[int] | None, styles: TypeStyles) -> Iterator[Piece]:
    """Shape a span's words one by one."""
    assert span.style is not None
    kind = styles.of(span.style)
    rise = kind.rise
    if isinstance(span.item, NoteRef) and span.item.own:
        # The number before a note's text is raised less than its mark in the text: it begins a line,
        # and those who read line by line should find it there.
        rise = min(rise, _OWN_MARK_RISE * span.style.size)
    for word, breaks, level in _words(span.text, places, levels):
        parts = styles.measure(word, kind, level % 2 == 1)
        hyphen = hyphen_piece(span.style, styles, span.tag, level) if word.endswith(SOFT_HYPHEN) else None
        for index, part in enumerate(parts):
            last = index == len(parts) - 1
            yield Piece(
                text=part.text,
                style=span.style,
                face=part.face,
                size=part.size,
                rise=rise,
                shaped=part.shaped,
                clusters=part.clusters,
                width=part.width,
                ink=part.ink,
                spaces=part.spaces,
                level=level,
                tag=span.tag,
                breaks=breaks and last,
                hyphen=hyphen if last else None,
                ideographic=is_ideographic(part.text[0]),
            )
        if not parts and breaks:
            yield _empty(kind, span, level, hyphen)


def _empty(kind: TypeStyle, span: _Span, level: int, hyphen: Piece | None) -> Piece:
    """Give a piece that shows nothing but lets the line break: a zero-width space by itself."""
    return Piece(
        "",
        kind.style,
        kind.face,
        kind.size,
        kind.rise,
        _NOTHING,
        (),
        0.0,
        0.0,
        0,
        level,
        span.tag,
        True,
        hyphen,
    )


def hyphen_piece(style: RunStyle, styles: TypeStyles, tag: Tag, level: int = 0) -> Piece:
    """Shape the hyphen that appears where a word is divided."""
    kind = styles.of(style)
    part = styles.measure("-", kind, False)[0]
    # A soft hyphen that shows is read as one: words stay whole for readers and searchers.
    return Piece(
        SOFT_HYPHEN, kind.style, part.face, part.size, kind.rise, part.shaped, part.clusters,
        part.width, part.width, 0, level, tag,
    )  # fmt: skip


def _words(text: str, places: list[bool], levels: list[int] | None) -> Iterator[tuple[str, bool, int]]:
    """Cut a span's text where lines may break and where its direction changes."""
    start = 0
    for index in range(len(text)):
        turns = levels is not None and index + 1 < len(text) and levels[index + 1] != levels[index]
        if places[index] or turns:
            yield text[start : index + 1], places[index], levels[start] if levels else 0
            start = index + 1
    if start < len(text):
        yield text[start:], False, levels[start] if levels else 0
