"""Where a DrawingML drawing stands: in the line or anchored (wp:inline, wp:anchor; 20.4.2)."""

from collections.abc import Iterator

from lxml.etree import _Element as Element

from lettergen.typeset.read.alternate import chosen
from lettergen.typeset.read.links import safe_link
from lettergen.typeset.read.pictures import alternative_text
from lettergen.typeset.read.scope import Scope
from lettergen.typeset.read.shapes import Content, read_content
from lettergen.typeset.read.values import MC, WP, WP14, A, R, decimal, emu_length, is_true, local_name, whole
from lettergen.typeset.story import Anchor, Inline, Offset, RunStyle

_WRAPS = {
    "wrapNone": "none", "wrapSquare": "square", "wrapTight": "tight", "wrapThrough": "through",
    "wrapTopAndBottom": "topAndBottom",
}  # fmt: skip
_SIDES = frozenset({"bothSides", "left", "right", "largest"})


def read_drawing(
    element: Element, scope: Scope, style: RunStyle, link: str | None
) -> Iterator[Inline | Anchor]:
    """Read a w:drawing: usually one picture or shape."""
    for frame in element.iterchildren(WP + "inline", WP + "anchor"):
        properties = frame.find(WP + "docPr")
        if properties is not None and is_true(properties.get("hidden")):
            continue
        alt, decorative = alternative_text(properties)
        width, height = _size(frame.find(WP + "extent"))
        data = frame.find(f"{A}graphic/{A}graphicData")
        if data is None:
            scope.warn("a drawing without content")
            continue
        content = read_content(data, scope, alt, decorative, (width, height))
        link = _own_link(properties, scope) or link
        if frame.tag == WP + "inline":
            yield Inline(content, width, height, style, link)
        else:
            yield _read_anchor(frame, content, (width, height), link)


def _size(extent: Element | None) -> tuple[float, float]:
    if extent is None:
        return 0.0, 0.0
    return max(0.0, emu_length(extent.get("cx")) or 0.0), max(0.0, emu_length(extent.get("cy")) or 0.0)


def _own_link(properties: Element | None, scope: Scope) -> str | None:
    """Give the link of the drawing itself (a:hlinkClick)."""
    click = None if properties is None else properties.find(A + "hlinkClick")
    return None if click is None else safe_link(scope.source.address(click.get(R + "id")))


def _read_anchor(frame: Element, content: Content, size: tuple[float, float], link: str | None) -> Anchor:
    """Read wp:anchor (20.4.2.3), with the newer positions and sizes in shares (wp14)."""
    parts = {local_name(part): part for part in _parts(frame)}
    wrap = next((part for name, part in parts.items() if name in _WRAPS), None)
    side = "bothSides" if wrap is None else wrap.get("wrapText", "bothSides")
    horizontal, vertical = _offsets(frame, parts)
    return Anchor(
        content=content,
        width=size[0],
        height=size[1],
        horizontal=horizontal,
        vertical=vertical,
        wrap="none" if wrap is None else _WRAPS[local_name(wrap)],
        side=side if side in _SIDES else "bothSides",
        gaps=_gaps(frame),
        behind=is_true(frame.get("behindDoc")),
        order=whole(frame.get("relativeHeight"), 0) or 0,
        in_cell=is_true(frame.get("layoutInCell"), default=True),
        overlap=is_true(frame.get("allowOverlap"), default=True),
        link=link,
        relative_width=_relative(parts.get("sizeRelH"), "pctWidth"),
        relative_height=_relative(parts.get("sizeRelV"), "pctHeight"),
    )


def _parts(frame: Element) -> Iterator[Element]:
    for part in frame.iterchildren("*"):
        if part.tag == MC + "AlternateContent":
            yield from chosen(part)
        else:
            yield part


def _gaps(frame: Element) -> tuple[float, float, float, float]:
    """Give the distances from text: left, top, right, bottom."""
    left, top, right, bottom = (
        max(0.0, emu_length(frame.get(name)) or 0.0) for name in ("distL", "distT", "distR", "distB")
    )
    return left, top, right, bottom


def _offsets(frame: Element, parts: dict[str, Element]) -> tuple[Offset, Offset]:
    simple = parts.get("simplePos")
    if simple is not None and is_true(frame.get("simplePos")):
        x, y = emu_length(simple.get("x")) or 0.0, emu_length(simple.get("y")) or 0.0
        return Offset("page", x), Offset("page", y)
    return (
        _offset(parts.get("positionH"), "column", "pctPosHOffset"),
        _offset(parts.get("positionV"), "paragraph", "pctPosVOffset"),
    )


def _offset(position: Element | None, default: str, share_name: str) -> Offset:
    """Read wp:positionH or wp:positionV (20.4.2.10, 20.4.2.11)."""
    if position is None:
        return Offset(default)
    relative_to = position.get("relativeFrom") or default
    align = position.findtext(WP + "align")
    part = decimal(position.findtext(WP14 + share_name))
    return Offset(
        relative_to=relative_to,
        offset=emu_length(position.findtext(WP + "posOffset")) or 0.0,
        align=align.strip() if align else None,
        share=None if part is None else part / 100000,
    )


def _relative(element: Element | None, name: str) -> tuple[str, float] | None:
    """Read wp14:sizeRelH or sizeRelV ([MS-DOCX] 2.18): a share of 0 means that the extent counts."""
    part = None if element is None else decimal(element.findtext(WP14 + name))
    if element is None or not part or part < 0:
        return None
    return element.get("relativeFrom") or "page", min(part / 100000, 10.0)
