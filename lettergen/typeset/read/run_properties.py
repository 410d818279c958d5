"""Character formatting as it is written (w:rPr, 17.3.2.28): only what is said, nothing resolved."""

from collections.abc import Callable
from dataclasses import dataclass, fields, replace
from typing import Any

from lxml.etree import _Element as Element

from lettergen.typeset.read.borders import read_line, read_shading, themed_color
from lettergen.typeset.read.theme import Theme
from lettergen.typeset.read.values import W14, W, attribute, is_on, length, share
from lettergen.typeset.story import Line

#: Largest font size that Word accepts, in points.
_LARGEST = 1638.0
#: ST_HighlightColor's words.
_HIGHLIGHTS = {
    "black": "000000", "blue": "0000FF", "cyan": "00FFFF", "green": "00FF00", "magenta": "FF00FF",
    "red": "FF0000", "yellow": "FFFF00", "white": "FFFFFF", "darkBlue": "000080", "darkCyan": "008080",
    "darkGreen": "008000", "darkMagenta": "800080", "darkRed": "800000", "darkYellow": "808000",
    "darkGray": "808080", "lightGray": "C0C0C0",
}  # fmt: skip
#: Elements that are on or off, by the field that holds them.
_SWITCHES = {
    "b": "bold", "bCs": "bold_cs", "i": "italic", "iCs": "italic_cs", "caps": "all_caps",
    "smallCaps": "small_caps", "strike": "strike", "dstrike": "double_strike", "vanish": "hidden",
    "specVanish": "style_separator", "rtl": "rtl", "cs": "complex_script", "snapToGrid": "snap_to_grid",
}  # fmt: skip
#: The toggle properties (17.7.3): each style level that sets one turns it over.
TOGGLES = ("bold", "bold_cs", "italic", "italic_cs", "all_caps", "small_caps", "strike", "hidden")


@dataclass(frozen=True, slots=True)
class RunProperties:
    """What one w:rPr says; None where it says nothing.

    A colour, highlight or shading that is explicitly automatic or none is the empty string, which
    wins over an inherited one.
    """

    style: str | None = None
    ascii: str | None = None
    h_ansi: str | None = None
    east_asia: str | None = None
    cs: str | None = None
    hint: str | None = None
    size: float | None = None
    size_cs: float | None = None
    bold: bool | None = None
    bold_cs: bool | None = None
    italic: bool | None = None
    italic_cs: bool | None = None
    all_caps: bool | None = None
    small_caps: bool | None = None
    strike: bool | None = None
    double_strike: bool | None = None
    hidden: bool | None = None
    style_separator: bool | None = None
    rtl: bool | None = None
    complex_script: bool | None = None
    snap_to_grid: bool | None = None
    color: str | None = None
    underline: str | None = None
    underline_color: str | None = None
    vertical: str | None = None
    position: float | None = None
    spacing: float | None = None
    scale: float | None = None
    kern_from: float | None = None
    highlight: str | None = None
    shading: str | None = None
    border: Line | None = None
    ligatures: str | None = None
    language: str | None = None
    language_east_asia: str | None = None
    language_bidi: str | None = None


_NAMES = tuple(field.name for field in fields(RunProperties))
NO_RUN_PROPERTIES = RunProperties()


def overlay(base: RunProperties, over: RunProperties) -> RunProperties:
    """Put one set of properties over another: what `over` says holds, else what `base` says."""
    if over is NO_RUN_PROPERTIES:
        return base
    if base is NO_RUN_PROPERTIES:
        return over
    said: dict[str, Any] = {name: value for name in _NAMES if (value := getattr(over, name)) is not None}
    return replace(base, **said)


def read_run_properties(element: Element | None, theme: Theme) -> RunProperties:
    """Read a w:rPr; where an element is repeated the last one counts, as in Word."""
    if element is None or not len(element):
        return NO_RUN_PROPERTIES
    found: dict[str, Any] = {}
    for child in element:
        tag = child.tag
        if not isinstance(tag, str):
            continue
        name = tag.rpartition("}")[2]
        if tag == W + name and name in _SWITCHES:
            found[_SWITCHES[name]] = is_on(child)
        elif tag in _READERS:
            found.update(_READERS[tag](child, theme))
    known = {name: value for name, value in found.items() if value is not None}
    return RunProperties(**known) if known else NO_RUN_PROPERTIES


def _fonts(element: Element, theme: Theme) -> dict[str, object]:
    """Read w:rFonts (17.3.2.26): a theme font wins over the name beside it."""

    def named(attribute_: str, theme_attribute: str) -> str | None:
        themed = theme.font(attribute(element, theme_attribute))
        return themed or attribute(element, attribute_) or None

    return {
        "ascii": named("ascii", "asciiTheme"),
        "h_ansi": named("hAnsi", "hAnsiTheme"),
        "east_asia": named("eastAsia", "eastAsiaTheme"),
        "cs": named("cs", "cstheme"),
        "hint": attribute(element, "hint"),
    }


def _color(element: Element, theme: Theme) -> dict[str, object]:
    return {"color": themed_color(element, theme, "val", "theme") or ""}


def _underline(element: Element, theme: Theme) -> dict[str, object]:
    kind = attribute(element, "val")
    return {"underline": kind or "single", "underline_color": themed_color(element, theme, "color", "theme")}


def _size(field: str) -> "Callable[[Element, Theme], dict[str, object]]":
    def read(element: Element, _: Theme) -> dict[str, object]:
        points = length(attribute(element, "val"), 2)
        return {field: None if points is None or points <= 0 else min(points, _LARGEST)}

    return read


def _points(field: str, per_point: float, most: float) -> "Callable[[Element, Theme], dict[str, object]]":
    def read(element: Element, _: Theme) -> dict[str, object]:
        points = length(attribute(element, "val"), per_point)
        return {field: None if points is None else max(-most, min(most, points))}

    return read


def _scale(element: Element, _: Theme) -> dict[str, object]:
    """Read w:w (17.3.2.43): a percentage, with or without its sign; Word allows 1 to 600."""
    value = share(attribute(element, "val"), 100)
    return {"scale": None if value is None or value <= 0 else max(0.01, min(6.0, value))}


def _word(field: str) -> "Callable[[Element, Theme], dict[str, object]]":
    def read(element: Element, _: Theme) -> dict[str, object]:
        return {field: attribute(element, "val")}

    return read


def _highlight(element: Element, _: Theme) -> dict[str, object]:
    return {"highlight": _HIGHLIGHTS.get(attribute(element, "val") or "", "")}


def _shading(element: Element, theme: Theme) -> dict[str, object]:
    return {"shading": read_shading(element, theme) or ""}


def _border(element: Element, theme: Theme) -> dict[str, object]:
    return {"border": read_line(element, theme)}


def _languages(element: Element, _: Theme) -> dict[str, object]:
    return {
        "language": attribute(element, "val"),
        "language_east_asia": attribute(element, "eastAsia"),
        "language_bidi": attribute(element, "bidi"),
    }


def _ligatures(element: Element, _: Theme) -> dict[str, object]:
    return {"ligatures": element.get(W14 + "val")}


_READERS: "dict[str, Callable[[Element, Theme], dict[str, object]]]" = {
    W + "rStyle": _word("style"),
    W + "rFonts": _fonts,
    W + "color": _color,
    W + "u": _underline,
    W + "sz": _size("size"),
    W + "szCs": _size("size_cs"),
    W + "vertAlign": _word("vertical"),
    W + "position": _points("position", 2, 1584),
    W + "spacing": _points("spacing", 20, 1584),
    W + "kern": _points("kern_from", 2, _LARGEST),
    W + "w": _scale,
    W + "highlight": _highlight,
    W + "shd": _shading,
    W + "bdr": _border,
    W + "lang": _languages,
    W14 + "ligatures": _ligatures,
}
