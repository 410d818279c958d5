"""Sections: page size, margins, columns, grid, borders, which headers and footers (17.6, 17.10)."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from lxml.etree import _Element as Element

from lettergen.typeset.read.borders import read_borders
from lettergen.typeset.read.cascade import LINE_UNIT, visible_borders
from lettergen.typeset.read.settings import DocumentSettings, read_note_settings
from lettergen.typeset.read.theme import Theme
from lettergen.typeset.read.values import R, W, attribute, is_on, is_true, length, whole
from lettergen.typeset.story import Column, NoteSettings, PageBorders, Section

#: The largest page that Word makes, and the smallest text area worth laying out.
_LARGEST, _SMALLEST = 1584.0, 36.0
_MOST_COLUMNS = 45
_STARTS = frozenset({"nextPage", "continuous", "evenPage", "oddPage", "nextColumn"})
_VERTICALS = frozenset({"top", "center", "both", "bottom"})


@dataclass(frozen=True, slots=True)
class SectionProperties:
    """What one w:sectPr says: the section without its blocks, and its headers' relationship ids.

    `headers` and `footers` map ``default``, ``first`` and ``even`` to relationship ids.
    """

    section: Section
    headers: Mapping[str, str]
    footers: Mapping[str, str]
    warnings: tuple[str, ...] = ()

    @property
    def line_unit(self) -> float:
        """Give the height of a line unit (w:beforeLines): the grid's pitch where lines snap to it."""
        section = self.section
        return section.grid_pitch if section.grid_kind != "default" and section.grid_pitch else LINE_UNIT


def read_section(element: Element | None, theme: Theme, settings: DocumentSettings) -> SectionProperties:
    """Read a w:sectPr; a document without one has US Letter pages, as in Word.

    Args:
        element: The w:sectPr.
        theme: For the colours of page borders.
        settings: How notes stand and count unless the section says otherwise.
    """
    if element is None:
        return SectionProperties(Section((), width=612.0, height=792.0), {}, {})
    warnings: list[str] = []
    section = _page(element, warnings)
    if element.find(W + "lnNumType") is not None:
        warnings.append("line numbers are left out")
    section = replace(
        section,
        borders=_page_borders(element.find(W + "pgBorders"), theme),
        footnote_position=attribute(element.find(f"{W}footnotePr/{W}pos"), "val")
        or settings.footnote_position,
        footnote_settings=_note_settings(element.find(W + "footnotePr"), settings.footnotes),
        endnote_settings=_note_settings(element.find(W + "endnotePr"), settings.endnotes),
    )
    headers, footers = _references(element, "headerReference"), _references(element, "footerReference")
    return SectionProperties(section, headers, footers, tuple(warnings))


def _page(element: Element, warnings: list[str]) -> Section:
    """Read the page's size, margins, columns, grid and numbers."""
    width, height = _page_size(element.find(W + "pgSz"))
    margins = element.find(W + "pgMar")
    left, right = _fit(*_sides(margins, "left", "right"), width, warnings)
    top, bottom = _fit(*_sides(margins, "top", "bottom"), height, warnings)
    gutter = max(0.0, min(length(attribute(margins, "gutter")) or 0.0, width / 4))
    numbers, columns = element.find(W + "pgNumType"), element.find(W + "cols")
    kind, pitch = _grid(element.find(W + "docGrid"))
    return Section(
        blocks=(),
        width=width,
        height=height,
        top=top,
        right=right,
        bottom=bottom,
        left=left,
        gutter=gutter,
        header_distance=_distance(margins, "header"),
        footer_distance=_distance(margins, "footer"),
        title_page=bool(is_on(element.find(W + "titlePg"))),
        start=_word(element, "type", _STARTS, "nextPage"),
        columns=_columns(columns, width - left - right - gutter),
        column_line=is_true(attribute(columns, "sep")),
        page_start=whole(attribute(numbers, "start"), 0, 10**6),
        page_format=attribute(numbers, "fmt") or "decimal",
        vertical=_word(element, "vAlign", _VERTICALS, "top"),
        grid_pitch=pitch,
        grid_kind=kind,
        bidi=bool(is_on(element.find(W + "bidi"))),
    )


def _word(element: Element, name: str, words: frozenset[str], default: str) -> str:
    """Read an element's w:val; the default where it is absent or none of the words."""
    value = attribute(element.find(W + name), "val")
    return value if value in words else default


def _note_settings(element: Element | None, base: NoteSettings) -> NoteSettings | None:
    """Give a section's own way of numbering notes; None where it is the document's."""
    own = read_note_settings(element, base)
    return None if own == base else own


def _references(element: Element, name: str) -> dict[str, str]:
    return {
        attribute(reference, "type") or "default": reference.get(R + "id") or ""
        for reference in element.iterfind(W + name)
    }


def _page_size(element: Element | None) -> tuple[float, float]:
    """Read w:pgSz (17.6.13). The size is as it is printed; w:orient says nothing more."""
    width, height = length(attribute(element, "w")) or 612.0, length(attribute(element, "h")) or 792.0
    return _held(width), _held(height)


def _held(value: float) -> float:
    return max(2 * _SMALLEST, min(_LARGEST, value))


def _sides(margins: Element | None, first: str, second: str) -> tuple[float, float]:
    values = [length(attribute(margins, name)) for name in (first, second)]
    one, two = (72.0 if value is None else value for value in values)
    return one, two


def _fit(first: float, second: float, room: float, warnings: list[str]) -> tuple[float, float]:
    """Leave a little room between two margins; a negative one (exact, 17.6.11) stays negative."""
    taken = abs(first) + abs(second)
    if taken <= room - _SMALLEST:
        return first, second
    warnings.append("margins that leave no room for text were narrowed")
    factor = (room - _SMALLEST) / taken
    return first * factor, second * factor


def _distance(margins: Element | None, name: str) -> float:
    value = length(attribute(margins, name))
    return 36.0 if value is None else max(0.0, min(value, 720.0))


def _columns(element: Element | None, room: float) -> tuple[Column, ...]:
    """Read w:cols (17.6.4); empty for one column."""
    if element is None:
        return ()
    gap = length(attribute(element, "space"))
    gap = 36.0 if gap is None else max(0.0, gap)
    each = element.findall(W + "col")[:_MOST_COLUMNS]
    if each and not is_true(attribute(element, "equalWidth"), default=True):
        columns = tuple(
            Column(
                max(1.0, length(attribute(column, "w")) or 1.0),
                max(0.0, length(attribute(column, "space")) or 0.0),
            )
            for column in each
        )
        return columns if len(columns) > 1 else ()
    number = whole(attribute(element, "num"), 1, _MOST_COLUMNS) or 1
    if number == 1:
        return ()
    width = (room - gap * (number - 1)) / number
    if width < 12:
        gap, width = 0.0, room / number
    return tuple(Column(width, gap if index < number - 1 else 0.0) for index in range(number))


def _grid(element: Element | None) -> tuple[str, float]:
    """Read w:docGrid (17.6.5): its kind and the distance between its lines, 0 where lines do not snap."""
    kind = attribute(element, "type") or "default"
    pitch = length(attribute(element, "linePitch")) or 0.0
    if kind not in {"lines", "linesAndChars", "snapToChars"} or pitch <= 0:
        return "default", 0.0
    return kind, min(pitch, 1584.0)


def _page_borders(element: Element | None, theme: Theme) -> PageBorders | None:
    borders = visible_borders(read_borders(element, theme))
    if borders is None:
        return None
    return PageBorders(
        borders,
        from_page=attribute(element, "offsetFrom") == "page",
        display=attribute(element, "display") or "allPages",
        behind=attribute(element, "zOrder") == "back",
    )
