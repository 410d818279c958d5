"""Pages in the making: their edges, headers and footers, notes, and what was put on them."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from lettergen.typeset.layout.boxes import Exclusion, Galley, Strip
from lettergen.typeset.layout.desk import Desk
from lettergen.typeset.layout.floats import Bounds
from lettergen.typeset.layout.framing import is_drawn, stroke, thickness
from lettergen.typeset.layout.moving import moved
from lettergen.typeset.pages import Item
from lettergen.typeset.story import Block, HeaderFooter, Section, Story


@dataclass(slots=True)
class Sheet:
    """A page in the making. `top` and `bottom` bound the text; layers are painted in their order."""

    section: Section
    section_index: int
    number: int
    first: bool
    left: float
    right: float
    top: float = 0.0
    bottom: float = 0.0
    header_asks: bool = False
    running: list[Item] = field(default_factory=list)
    behind: list[tuple[int, list[Item]]] = field(default_factory=list)
    body: list[Item] = field(default_factory=list)
    front: list[tuple[int, list[Item]]] = field(default_factory=list)
    exclusions: list[Exclusion] = field(default_factory=list)
    notes: list[Strip] = field(default_factory=list)
    notes_height: float = 0.0
    bookmarks: list[tuple[str, float]] = field(default_factory=list)
    content_bottom: float = 0.0

    def bounds(self, column_left: float, column_width: float) -> Bounds:
        """Give the page's edges with those of a column."""
        section = self.section
        return Bounds(
            section.width, section.height, self.left, self.top, self.right, self.bottom,
            column_left, column_width, self.number % 2 == 1,
        )  # fmt: skip


def new_sheet(desk: Desk, section: Section, section_index: int, number: int, *, first: bool) -> Sheet:
    """Begin a page: its margins, and its headers and footers, which push the text.

    Args:
        desk: Of the document; its page and section are set to the sheet's.
        section: The page's.
        section_index: Its place in the story.
        number: The page's number as it is counted.
        first: Whether it is the first of its section.
    """
    desk.page, desk.section = number, section_index
    left, right = text_sides(desk.story, section, number)
    sheet = Sheet(section, section_index, number, first, left, section.width - right)
    sheet.top, sheet.bottom = abs(section.top), section.height - abs(section.bottom)
    if desk.story.gutter_at_top:
        sheet.top += section.gutter
    put_running(desk, sheet)
    sheet.content_bottom = sheet.top
    return sheet


def text_sides(story: Story, section: Section, number: int) -> tuple[float, float]:
    """Give the left and right margins on a page; mirrored margins change places on even pages."""
    inner, outer = section.left, section.right
    if not story.gutter_at_top:
        inner += section.gutter
    return (outer, inner) if story.mirror_margins and number % 2 == 0 else (inner, outer)


def put_running(desk: Desk, sheet: Sheet) -> None:
    """Set a page's header and footer, and let them push the text; done again once totals are known."""
    desk.page, desk.section = sheet.number, sheet.section_index
    section = sheet.section
    asked, desk.asked = desk.asked, False
    sheet.running.clear()
    header = _chosen(section.headers, desk.story, sheet)
    footer = _chosen(section.footers, desk.story, sheet)
    if header:
        galley = _put(desk, sheet, header, section.header_distance)
        if section.top >= 0:
            sheet.top = max(sheet.top, section.header_distance + galley.height)
    if footer:
        top = section.height - section.footer_distance
        top -= _gathered(desk, sheet, footer, top).height
        _put(desk, sheet, footer, top)
        if section.bottom >= 0:
            sheet.bottom = min(sheet.bottom, top)
    sheet.header_asks, desk.asked = desk.asked, asked


def _chosen(running: HeaderFooter, story: Story, sheet: Sheet) -> tuple[Block, ...] | None:
    if sheet.section.title_page and sheet.first:
        return running.first
    if story.even_and_odd and sheet.number % 2 == 0:
        return running.even
    return running.default


def _put(desk: Desk, sheet: Sheet, blocks: tuple[Block, ...], y: float) -> Galley:
    galley, bounds = _gathered(desk, sheet, blocks, y), sheet.bounds(sheet.left, sheet.right - sheet.left)
    sheet.running += galley.items_at(sheet.left, y)
    # What floats in a header keeps the body's lines away as well.
    kept_free = (one.moved(sheet.left, y) for one in galley.exclusions)
    sheet.exclusions += [one for one in kept_free if one not in sheet.exclusions]
    for strip in galley.strips:
        for floating in strip.anchors:
            items = desk.float_items(desk, floating.moved(sheet.left, y + strip.top), bounds)
            if floating.anchor.behind:
                sheet.running[:0] = items
            else:
                sheet.running += items
    return galley


def _gathered(desk: Desk, sheet: Sheet, blocks: tuple[Block, ...], y: float) -> Galley:
    """Set blocks at a height of the page; their frames take no room of the galley's own."""
    width = sheet.right - sheet.left
    bounds, origin = sheet.bounds(sheet.left, width), (sheet.left, y)
    return desk.recurring.find(
        "galley", desk, blocks, width, lambda: desk.gather(desk, blocks, width, None, bounds, origin)
    )


def finished_items(sheet: Sheet) -> list[Item]:
    """Give all of a page in painting order."""
    items = list(sheet.running)
    for _order, layer in sorted(sheet.behind, key=lambda one: one[0]):
        items += layer
    items += _page_borders(sheet) if _borders_show(sheet) else ()
    items += _aligned_body(sheet)
    items += _note_items(sheet)
    for _order, layer in sorted(sheet.front, key=lambda one: one[0]):
        items += layer
    return items


def _aligned_body(sheet: Sheet) -> list[Item]:
    share = {"center": 0.5, "bottom": 1.0}.get(sheet.section.vertical, 0.0)
    free = sheet.bottom - sheet.notes_height - sheet.content_bottom
    if not share or free <= 0:
        return sheet.body
    return [moved(item, 0.0, free * share) for item in sheet.body]


def _note_items(sheet: Sheet) -> list[Item]:
    """Stand the notes on the text area's bottom, or under the text where the section says so."""
    y = sheet.bottom - sheet.notes_height
    if sheet.section.footnote_position == "beneathText":
        y = min(y, sheet.content_bottom)
    items = []
    for strip in sheet.notes:
        items += [moved(item, sheet.left, y + strip.top) for item in strip.items]
    return items


def _borders_show(sheet: Sheet) -> bool:
    borders = sheet.section.borders
    if borders is None:
        return False
    return {"firstPage": sheet.first, "notFirstPage": not sheet.first}.get(borders.display, True)


def _page_borders(sheet: Sheet) -> Iterator[Item]:
    """Draw lines around the page, each so far from the sheet's edge or from the text as it says."""
    page_borders, section = sheet.section.borders, sheet.section
    assert page_borders is not None
    lines = page_borders.borders
    spaces = [
        line.space + thickness(line) / 2 if line else 0.0
        for line in (lines.left, lines.top, lines.right, lines.bottom)
    ]
    if page_borders.from_page:
        left, top, right, bottom = spaces[0], spaces[1], section.width - spaces[2], section.height - spaces[3]
    else:
        left, top = sheet.left - spaces[0], sheet.top - spaces[1]
        right, bottom = sheet.right + spaces[2], sheet.bottom + spaces[3]
    ends = {
        "top": (left, top, right, top),
        "bottom": (left, bottom, right, bottom),
        "left": (left, top, left, bottom),
        "right": (right, top, right, bottom),
    }
    for side, place in ends.items():
        line = getattr(lines, side)
        if is_drawn(line):
            yield from stroke(line, *place)
