"""Lines, shading and colours of WordprocessingML (17.3.4, 17.3.5, 17.3.2.6)."""

from lxml.etree import _Element as Element

from lettergen.typeset.read.theme import Theme, tinted
from lettergen.typeset.read.values import W, attribute, hex_color, length, whole
from lettergen.typeset.story import Borders, Line

#: Both words mean that there is no line; ``nil`` even where a neighbour has one (17.4.66).
NO_LINE = Line(kind="none", width=0.0)
#: How much of the pattern's foreground covers the ground, by ST_Shd; the rest are `pctN`.
_PATTERNS = {
    "solid": 1.0, "horzStripe": 0.5, "vertStripe": 0.5, "reverseDiagStripe": 0.5, "diagStripe": 0.5,
    "horzCross": 0.5, "diagCross": 0.5, "thinHorzStripe": 0.25, "thinVertStripe": 0.25,
    "thinReverseDiagStripe": 0.25, "thinDiagStripe": 0.25, "thinHorzCross": 0.25, "thinDiagCross": 0.25,
}  # fmt: skip
#: Sides as the file names them, to fields of Borders; start and end are swapped by whoever knows.
_SIDES = {
    "top": "top", "left": "left", "start": "left", "bottom": "bottom", "right": "right", "end": "right",
    "insideH": "inside_h", "insideV": "inside_v", "between": "between", "tl2br": "down", "tr2bl": "up",
}  # fmt: skip


def read_line(element: Element, theme: Theme) -> Line:
    """Read a border (CT_Border, 17.3.4), of kind ``none`` where it says that there is no line."""
    kind = attribute(element, "val") or "single"
    if kind in {"nil", "none"}:
        return NO_LINE
    eighths = whole(attribute(element, "sz"), 0, 96)
    space = length(attribute(element, "space"), 1)
    return Line(
        kind=kind,
        width=0.5 if eighths is None else max(eighths, 2) / 8,
        color=themed_color(element, theme, "color", "theme"),
        space=max(0.0, min(31.0, space or 0.0)),
    )


def read_borders(element: Element | None, theme: Theme) -> Borders | None:
    """Read w:pBdr, w:tblBorders, w:tcBorders or w:pgBorders; None when the element is absent."""
    if element is None:
        return None
    found = {}
    for child in element:
        side = _SIDES.get(str(child.tag).removeprefix(W))
        if side:
            found[side] = read_line(child, theme)
    return Borders(**found)


def overlay_borders(base: Borders | None, over: Borders | None) -> Borders | None:
    """Put borders over others, side by side: a side that says ``none`` wins, one that says nothing not."""
    if base is None or over is None:
        return over or base
    return Borders(
        over.top or base.top,
        over.left or base.left,
        over.bottom or base.bottom,
        over.right or base.right,
        over.inside_h or base.inside_h,
        over.inside_v or base.inside_v,
        over.between or base.between,
        over.down or base.down,
        over.up or base.up,
    )


def read_shading(element: Element, theme: Theme) -> str | None:
    """Read w:shd (17.3.5) as the one colour that pattern and ground look like together; None is none."""
    fill = themed_color(element, theme, "fill", "themeFill")
    pattern = attribute(element, "val") or "clear"
    covered = _coverage(pattern)
    if not covered:
        return fill
    color = themed_color(element, theme, "color", "theme") or "000000"
    return _mixed(color, fill or "FFFFFF", covered)


def _coverage(pattern: str) -> float:
    if pattern.startswith("pct"):
        return (whole(pattern[3:], 0, 100) or 0) / 100
    return _PATTERNS.get(pattern, 0.0)


def _mixed(color: str, ground: str, part: float) -> str:
    """Mix two colours, `part` of the first."""
    pairs = ((int(color[at : at + 2], 16), int(ground[at : at + 2], 16)) for at in (0, 2, 4))
    return "".join(f"{round(first * part + second * (1 - part)):02X}" for first, second in pairs)


def themed_color(element: Element, theme: Theme, attribute_: str, prefix: str) -> str | None:
    """Read a colour that may be a theme's, with its tint and shade (17.3.2.6).

    Args:
        element: What carries the attributes.
        theme: Where theme colours are looked up.
        attribute_: The attribute with ``RRGGBB`` or ``auto``, for a theme that lacks the colour.
        prefix: ``theme`` or ``themeFill``, before ``Color``, ``Tint`` and ``Shade``.
    """
    word = attribute(element, "themeColor" if prefix == "theme" else "themeFill")
    color = theme.color(word) if word != "none" else None
    if color:
        return tinted(color, attribute(element, prefix + "Tint"), attribute(element, prefix + "Shade"))
    return hex_color(attribute(element, attribute_))
