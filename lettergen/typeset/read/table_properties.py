"""Table, row and cell formatting as it is written (w:tblPr, w:trPr, w:tcPr; 17.4)."""

from dataclasses import dataclass, fields, replace
from typing import Any

from lxml.etree import _Element as Element

from lettergen.typeset.read.borders import overlay_borders, read_borders, read_shading
from lettergen.typeset.read.theme import Theme
from lettergen.typeset.read.values import W, attribute, is_on, is_true, length, share, whole
from lettergen.typeset.story import Borders, FloatingTable, Offset, Width

#: Left, top, right, bottom; None where nothing is said.
Margins = tuple[float | None, float | None, float | None, float | None]

_REFERENCES_H = {"text": "column", "margin": "margin", "page": "page"}
_REFERENCES_V = {"text": "paragraph", "margin": "margin", "page": "page"}
#: Bits of w:tblLook's w:val, for files without the attributes (17.4.55).
_LOOK_BITS = {
    "firstRow": 0x20, "lastRow": 0x40, "firstColumn": 0x80, "lastColumn": 0x100, "noHBand": 0x200,
    "noVBand": 0x400,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class TableProperties:
    """What one w:tblPr, w:tblPrEx, w:trPr and w:tcPr together say; None where they say nothing.

    The fields that begin with `cell_` come from w:tcPr, `row_` from w:trPr.
    """

    style: str | None = None
    width: Width | None = None
    align: str | None = None
    indent: float | None = None
    layout: str | None = None
    cell_spacing: float | None = None
    bidi: bool | None = None
    overlap: bool | None = None
    floating: FloatingTable | None = None
    look: frozenset[str] | None = None
    row_band: int | None = None
    column_band: int | None = None
    caption: str | None = None
    shading: str | None = None
    row_cant_split: bool | None = None
    row_header: bool | None = None
    cell_shading: str | None = None
    cell_vertical: str | None = None
    cell_no_wrap: bool | None = None
    margins: Margins | None = None
    cell_margins: Margins | None = None
    borders: Borders | None = None
    cell_borders: Borders | None = None


NO_TABLE_PROPERTIES = TableProperties()
_NAMES = tuple(field.name for field in fields(TableProperties))


def overlay_table(base: TableProperties, over: TableProperties) -> TableProperties:
    """Put one set of properties over another; borders and margins side by side."""
    if over is NO_TABLE_PROPERTIES:
        return base
    if base is NO_TABLE_PROPERTIES:
        return over
    said: dict[str, Any] = {name: value for name in _NAMES if (value := getattr(over, name)) is not None}
    said["margins"] = overlay_margins(base.margins, over.margins)
    said["cell_margins"] = overlay_margins(base.cell_margins, over.cell_margins)
    said["borders"] = overlay_borders(base.borders, over.borders)
    said["cell_borders"] = overlay_borders(base.cell_borders, over.cell_borders)
    return replace(base, **said)


def overlay_margins(base: Margins | None, over: Margins | None) -> Margins | None:
    """Put cell margins over others, side by side."""
    if base is None or over is None:
        return over or base
    left, top, right, bottom = (
        second if first is None else first for first, second in zip(over, base, strict=True)
    )
    return left, top, right, bottom


def read_table_properties(element: Element, theme: Theme) -> TableProperties:
    """Read the w:tblPr, w:trPr and w:tcPr that stand in an element (a style, a condition, a table)."""
    found: dict[str, Any] = {}
    for name, read in (("tblPr", _read_table), ("trPr", _read_row), ("tcPr", _read_cell)):
        part = element.find(W + name)
        if part is not None:
            found.update(read(part, theme))
    return _properties(found)


def read_exceptions(row: Element, theme: Theme) -> TableProperties:
    """Read a row's w:tblPrEx (17.4.60), which holds for that row instead of the table's w:tblPr."""
    part = row.find(W + "tblPrEx")
    return NO_TABLE_PROPERTIES if part is None else _properties(_read_table(part, theme))


def _properties(found: dict[str, Any]) -> TableProperties:
    known = {name: value for name, value in found.items() if value is not None}
    return TableProperties(**known) if known else NO_TABLE_PROPERTIES


def _read_table(element: Element, theme: Theme) -> dict[str, object]:
    def value(name: str) -> str | None:
        return attribute(element.find(W + name), "val")

    return {
        "style": value("tblStyle"),
        "width": read_width(element.find(W + "tblW")),
        "align": value("jc"),
        "indent": _points(element.find(W + "tblInd")),
        "layout": attribute(element.find(W + "tblLayout"), "type"),
        "cell_spacing": _points(element.find(W + "tblCellSpacing")),
        "bidi": is_on(element.find(W + "bidiVisual")),
        "overlap": None if value("tblOverlap") is None else value("tblOverlap") != "never",
        "floating": _read_floating(element.find(W + "tblpPr")),
        "look": _read_look(element.find(W + "tblLook")),
        "row_band": whole(value("tblStyleRowBandSize"), 1, 1000),
        "column_band": whole(value("tblStyleColBandSize"), 1, 1000),
        "caption": value("tblCaption"),
        "shading": _shading(element, theme),
        "margins": read_margins(element.find(W + "tblCellMar")),
        "borders": read_borders(element.find(W + "tblBorders"), theme),
    }


def _read_row(element: Element, _: Theme) -> dict[str, object]:
    return {
        "row_cant_split": is_on(element.find(W + "cantSplit")),
        "row_header": is_on(element.find(W + "tblHeader")),
    }


def _read_cell(element: Element, theme: Theme) -> dict[str, object]:
    return {
        "cell_shading": _shading(element, theme),
        "cell_vertical": attribute(element.find(W + "vAlign"), "val"),
        "cell_no_wrap": is_on(element.find(W + "noWrap")),
        "cell_margins": read_margins(element.find(W + "tcMar")),
        "cell_borders": read_borders(element.find(W + "tcBorders"), theme),
    }


def _shading(element: Element, theme: Theme) -> str | None:
    """Read w:shd; the empty string says explicitly that there is none."""
    shading = element.find(W + "shd")
    return None if shading is None else read_shading(shading, theme) or ""


def read_width(element: Element | None) -> Width | None:
    """Read a preferred width (CT_TblWidth, 17.4.87); None when absent, ``auto`` when it says nothing.

    A percentage is in fiftieths of a per cent, or written with its sign. Word takes a width of 0 and
    every negative one for ``auto``.
    """
    if element is None:
        return None
    value, kind = attribute(element, "w"), attribute(element, "type")
    if kind == "pct" or (value or "").endswith("%"):
        part = share(value)
        return Width("share", min(part, 6.0)) if part and part > 0 else Width()
    points = length(value)
    if kind in {None, "dxa"} and points and points > 0:
        return Width("points", points)
    return Width()


def _points(element: Element | None) -> float | None:
    """Read a CT_TblWidth that must be a length; None when it is absent or something else."""
    if element is None or attribute(element, "type") in {"pct", "auto", "nil"}:
        return None
    return length(attribute(element, "w"))


def read_margins(element: Element | None) -> Margins | None:
    """Read w:tblCellMar or w:tcMar (17.4.42, 17.4.68)."""
    if element is None:
        return None

    def side(*names: str) -> float | None:
        for name in names:
            points = _points(element.find(W + name)) if element is not None else None
            if points is not None:
                return max(0.0, points)
        return None

    return side("start", "left"), side("top"), side("end", "right"), side("bottom")


def _read_look(element: Element | None) -> frozenset[str] | None:
    """Read w:tblLook: the parts whose conditional formatting is on, and noHBand, noVBand."""
    if element is None:
        return None
    if any(attribute(element, name) is not None for name in _LOOK_BITS):
        return frozenset(name for name in _LOOK_BITS if is_true(attribute(element, name)))
    try:
        bits = int(attribute(element, "val") or "0", 16)
    except ValueError:
        bits = 0
    return frozenset(name for name, bit in _LOOK_BITS.items() if bits & bit)


def _read_floating(element: Element | None) -> FloatingTable | None:
    """Read w:tblpPr (17.4.57). Missing anchors are the column and the margin, as for frames."""
    if element is None:
        return None
    gaps = tuple(
        max(0.0, length(attribute(element, name + "FromText")) or 0.0)
        for name in ("left", "top", "right", "bottom")
    )
    horizontal = _REFERENCES_H.get(attribute(element, "horzAnchor") or "text", "column")
    vertical = _REFERENCES_V.get(attribute(element, "vertAnchor") or "margin", "margin")
    return FloatingTable(
        Offset(horizontal, length(attribute(element, "tblpX")) or 0.0, attribute(element, "tblpXSpec")),
        _vertical_offset(element, vertical),
        (gaps[0], gaps[1], gaps[2], gaps[3]),
    )


def _vertical_offset(element: Element, relative_to: str) -> Offset:
    align = attribute(element, "tblpYSpec")
    if align == "inline":
        align = None
    return Offset(relative_to, length(attribute(element, "tblpY")) or 0.0, align)
