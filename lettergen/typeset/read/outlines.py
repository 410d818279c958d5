"""Fills and outlines of DrawingML shapes (20.1.8)."""

from lxml.etree import _Element as Element

from lettergen.typeset.read.theme import Theme, drawing_color
from lettergen.typeset.read.values import WPS, A, emu_length, local_name
from lettergen.typeset.story import Line

#: ST_PresetLineDashVal as ST_Border's words.
_DASHES = {
    "dot": "dotted", "sysDot": "dotted", "dash": "dashed", "lgDash": "dashed", "sysDash": "dashSmallGap",
    "dashDot": "dotDash", "lgDashDot": "dotDash", "sysDashDot": "dotDash", "lgDashDotDot": "dotDotDash",
    "sysDashDotDot": "dotDotDash",
}  # fmt: skip
_COMPOUND = {
    "dbl": "double",
    "thickThin": "thickThinSmallGap",
    "thinThick": "thinThickSmallGap",
    "tri": "triple",
}
_DEFAULT_WIDTH = 0.75


def read_fill(properties: Element | None, style: Element | None, theme: Theme) -> tuple[str | None, float]:
    """Give a shape's fill colour, or None, and its opacity.

    Args:
        properties: ``wps:spPr``.
        style: ``wps:style``, whose reference counts where the properties say nothing (20.1.4.2.10).
        theme: Where colours are looked up.

    A gradient is painted in the colour of its middle stop.
    """
    for element in () if properties is None else properties:
        kind = local_name(element)
        if kind in {"noFill", "grpFill", "blipFill"}:
            return None, 1.0
        if kind == "solidFill":
            return drawing_color(element, theme) or (None, 1.0)
        if kind == "gradFill":
            stops = element.findall(f"{A}gsLst/{A}gs")
            return (drawing_color(stops[len(stops) // 2], theme) if stops else None) or (None, 1.0)
        if kind == "pattFill":
            return drawing_color(element.find(A + "bgClr"), theme) or (None, 1.0)
    reference = None if style is None else style.find(A + "fillRef")
    if reference is not None and reference.get("idx", "0") != "0":
        return drawing_color(reference, theme) or (None, 1.0)
    return None, 1.0


def read_outline(properties: Element | None, style: Element | None, theme: Theme) -> Line | None:
    """Give a shape's or picture's outline (a:ln, 20.1.2.2.24); None where it has none."""
    line = None if properties is None else properties.find(A + "ln")
    reference = None if style is None else style.find(A + "lnRef")
    color: str | None = None
    if reference is not None and reference.get("idx", "0") != "0":
        found = drawing_color(reference, theme)
        color = found[0] if found else "000000"
    if line is not None:
        if line.find(A + "noFill") is not None:
            return None
        found = drawing_color(line.find(A + "solidFill"), theme)
        color = found[0] if found else color
    if color is None:
        return None
    width = None if line is None else emu_length(line.get("w"))
    return Line(_kind(line), _DEFAULT_WIDTH if width is None else max(0.0, min(width, 72.0)), color)


def _kind(line: Element | None) -> str:
    if line is None:
        return "single"
    dash = line.find(A + "prstDash")
    if dash is not None and dash.get("val") in _DASHES:
        return _DASHES[dash.get("val", "")]
    return _COMPOUND.get(line.get("cmpd", ""), "single")


def shape_style(shape: Element) -> Element | None:
    """Give a shape's wps:style."""
    return shape.find(WPS + "style")
