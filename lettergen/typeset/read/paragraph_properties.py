"""Paragraph formatting as it is written (w:pPr, 17.3.1.26): only what is said, nothing resolved."""

from collections.abc import Callable
from dataclasses import dataclass, fields, replace
from typing import Any

from lxml.etree import _Element as Element

from lettergen.typeset.read.borders import overlay_borders, read_borders, read_shading
from lettergen.typeset.read.frames import read_frame
from lettergen.typeset.read.theme import Theme
from lettergen.typeset.read.values import W, attribute, decimal, is_on, is_true, length, whole
from lettergen.typeset.story import Borders, Frame, TabStop

#: Elements that are on or off, by the field that holds them.
_SWITCHES = {
    "keepNext": "keep_next", "keepLines": "keep_lines", "pageBreakBefore": "page_break_before",
    "widowControl": "widow_control", "contextualSpacing": "contextual_spacing", "bidi": "bidi",
    "snapToGrid": "snap_to_grid", "suppressLineNumbers": "suppress_line_numbers",
    "suppressAutoHyphens": "suppress_hyphens", "wordWrap": "word_wrap",
    "autoSpaceDE": "auto_space_de", "autoSpaceDN": "auto_space_dn", "kinsoku": "kinsoku",
    "overflowPunct": "overflow_punctuation", "mirrorIndents": "mirror_indents",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class ParagraphProperties:
    """What one w:pPr says; None where it says nothing.

    `start` and `end` are the leading and trailing indents; Word means these by w:left and w:right
    too, in right-to-left paragraphs. `first_line` is negative for a hanging one. The fields in
    characters are hundredths, those in lines hundredths as well. `list_id` 0 takes a list away.
    `tabs` are the stops of this level alone, of kind ``clear`` where one is taken away.
    """

    style: str | None = None
    list_id: int | None = None
    list_level: int | None = None
    align: str | None = None
    start: float | None = None
    end: float | None = None
    first_line: float | None = None
    start_chars: float | None = None
    end_chars: float | None = None
    first_line_chars: float | None = None
    before: float | None = None
    after: float | None = None
    before_lines: float | None = None
    after_lines: float | None = None
    auto_before: bool | None = None
    auto_after: bool | None = None
    line: float | None = None
    line_rule: str | None = None
    contextual_spacing: bool | None = None
    keep_next: bool | None = None
    keep_lines: bool | None = None
    page_break_before: bool | None = None
    widow_control: bool | None = None
    bidi: bool | None = None
    snap_to_grid: bool | None = None
    suppress_line_numbers: bool | None = None
    suppress_hyphens: bool | None = None
    word_wrap: bool | None = None
    auto_space_de: bool | None = None
    auto_space_dn: bool | None = None
    kinsoku: bool | None = None
    overflow_punctuation: bool | None = None
    mirror_indents: bool | None = None
    text_alignment: str | None = None
    outline: int | None = None
    shading: str | None = None
    frame: Frame | None = None
    borders: Borders | None = None
    tabs: tuple[TabStop, ...] | None = None


_NAMES = tuple(field.name for field in fields(ParagraphProperties))
NO_PARAGRAPH_PROPERTIES = ParagraphProperties()


def overlay(base: ParagraphProperties, over: ParagraphProperties) -> ParagraphProperties:
    """Put one set of properties over another; tab stops add up and borders go side by side."""
    if over is NO_PARAGRAPH_PROPERTIES:
        return base
    if base is NO_PARAGRAPH_PROPERTIES:
        return over
    said: dict[str, Any] = {name: value for name in _NAMES if (value := getattr(over, name)) is not None}
    said["borders"] = overlay_borders(base.borders, over.borders)
    said["tabs"] = _overlay_tabs(base.tabs, over.tabs)
    return replace(base, **said)


def _overlay_tabs(
    base: tuple[TabStop, ...] | None, over: tuple[TabStop, ...] | None
) -> tuple[TabStop, ...] | None:
    """Add tab stops to inherited ones; one at the same place replaces it, or clears it (17.3.1.37)."""
    if base is None or over is None:
        return over or base
    stops = {stop.position: stop for stop in base}
    stops.update((stop.position, stop) for stop in over)
    return tuple(stops[position] for position in sorted(stops))


def read_paragraph_properties(element: Element | None, theme: Theme) -> ParagraphProperties:
    """Read a w:pPr; where an element is repeated the last one counts, as in Word."""
    if element is None or not len(element):
        return NO_PARAGRAPH_PROPERTIES
    found: dict[str, Any] = {}
    for child in element:
        tag = child.tag
        if not isinstance(tag, str) or not tag.startswith(W):
            continue
        name = tag[len(W) :]
        if name in _SWITCHES:
            found[_SWITCHES[name]] = is_on(child)
        elif name in _READERS:
            found.update(_READERS[name](child, theme))
    known = {name: value for name, value in found.items() if value is not None}
    if not known:
        return NO_PARAGRAPH_PROPERTIES
    return ParagraphProperties(**known)


def _numbering(element: Element, _: Theme) -> dict[str, object]:
    """Read w:numPr (17.3.1.19). A deletion of the numbering that is tracked counts as done."""
    return {
        "list_id": whole(attribute(element.find(W + "numId"), "val"), 0),
        "list_level": whole(attribute(element.find(W + "ilvl"), "val"), 0, 8),
    }


def _indents(element: Element, _: Theme) -> dict[str, object]:
    """Read w:ind (17.3.1.12): a hanging indent wins over a first-line one."""

    def either(first: str, second: str) -> str | None:
        value = attribute(element, first)
        return attribute(element, second) if value is None else value

    hanging = length(attribute(element, "hanging"))
    hanging_chars = decimal(attribute(element, "hangingChars"))
    first_line = length(attribute(element, "firstLine"))
    first_chars = decimal(attribute(element, "firstLineChars"))
    return {
        "start": length(either("start", "left")),
        "end": length(either("end", "right")),
        "first_line": first_line if hanging is None else -hanging,
        "start_chars": decimal(either("startChars", "leftChars")),
        "end_chars": decimal(either("endChars", "rightChars")),
        "first_line_chars": -hanging_chars if hanging_chars else first_chars,
    }


def _spacing(element: Element, _: Theme) -> dict[str, object]:
    """Read w:spacing (17.3.1.33)."""
    before_auto, after_auto = attribute(element, "beforeAutospacing"), attribute(element, "afterAutospacing")
    return {
        "before": _not_negative(length(attribute(element, "before"))),
        "after": _not_negative(length(attribute(element, "after"))),
        "before_lines": decimal(attribute(element, "beforeLines")),
        "after_lines": decimal(attribute(element, "afterLines")),
        "auto_before": None if before_auto is None else is_true(before_auto),
        "auto_after": None if after_auto is None else is_true(after_auto),
        "line": length(attribute(element, "line")),
        # Word sets both at once: a line without a rule is auto, whatever was inherited.
        "line_rule": attribute(element, "lineRule") or ("auto" if attribute(element, "line") else None),
    }


def _not_negative(value: float | None) -> float | None:
    return None if value is None else max(0.0, value)


def _tabs(element: Element, _: Theme) -> dict[str, object]:
    """Read w:tabs (17.3.1.38); ``start`` and ``end`` are left and right, as Word takes them."""
    stops = []
    for tab in element.iterfind(W + "tab"):
        position = length(attribute(tab, "pos"))
        kind = attribute(tab, "val") or "left"
        if position is not None:
            kind = {"start": "left", "end": "right"}.get(kind, kind)
            stops.append(TabStop(position, kind, attribute(tab, "leader") or "none"))
    return {"tabs": tuple(sorted(stops, key=lambda stop: stop.position)) or None}


def _borders(element: Element, theme: Theme) -> dict[str, object]:
    return {"borders": read_borders(element, theme)}


def _shading(element: Element, theme: Theme) -> dict[str, object]:
    return {"shading": read_shading(element, theme) or ""}


def _outline(element: Element, _: Theme) -> dict[str, object]:
    """Read w:outlineLvl (17.3.1.20): 0 to 8 are headings 1 to 9, and 9 is body text."""
    level = whole(attribute(element, "val"), 0, 9)
    return {"outline": None if level is None else (level + 1) % 10}


def _frame(element: Element, _: Theme) -> dict[str, object]:
    return {"frame": read_frame(element)}


def _word(field: str) -> "Callable[[Element, Theme], dict[str, object]]":
    def read(element: Element, _: Theme) -> dict[str, object]:
        return {field: attribute(element, "val")}

    return read


_READERS: "dict[str, Callable[[Element, Theme], dict[str, object]]]" = {
    "pStyle": _word("style"),
    "numPr": _numbering,
    "jc": _word("align"),
    "ind": _indents,
    "spacing": _spacing,
    "tabs": _tabs,
    "pBdr": _borders,
    "shd": _shading,
    "outlineLvl": _outline,
    "framePr": _frame,
    "textAlignment": _word("text_alignment"),
}
