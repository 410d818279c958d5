"""Story to pages: as many passes as page numbers and headers need to come to rest."""

from lettergen.typeset.fonts import FontBook
from lettergen.typeset.layout.boxes import Floating
from lettergen.typeset.layout.desk import Desk, Totals
from lettergen.typeset.layout.floats import Bounds, anchor_size, horizontal_place, vertical_place
from lettergen.typeset.layout.flow import Flow
from lettergen.typeset.layout.galley import gather
from lettergen.typeset.layout.objects import Drawer
from lettergen.typeset.layout.paragraphs import Paragraphs
from lettergen.typeset.layout.recurring import Recurring
from lettergen.typeset.layout.sheets import Sheet, finished_items, put_running
from lettergen.typeset.layout.typestyles import TypeStyles
from lettergen.typeset.pages import Image, Item, Link, Outline, Page, Pages
from lettergen.typeset.story import Story

# Totals that change the number of pages that they count may never come to rest.
_PASSES = 4


class Layouter:
    """Lays out stories; kept for a run, since it remembers the lines of paragraphs.

    What it remembers makes it faster and changes nothing.
    """

    def __init__(self, fonts: FontBook) -> None:
        """Take the book that faces come from."""
        self._paragraphs = Paragraphs(TypeStyles(fonts))
        self._recurring = Recurring()

    def lay_out(self, story: Story, *, live_links: bool = True) -> Pages:
        """Decide every position.

        Args:
            story: The document.
            live_links: Whether hyperlinks get live areas.

        Returns:
            The pages, at least one if there is a section.
        """
        totals = Totals()
        unknown = self._paragraphs.hyphenator.unknown
        unknown.clear()
        for _pass in range(_PASSES):
            desk = Desk(story, self._paragraphs, totals, live_links, gather, float_items, self._recurring)
            sheets = Flow(desk).run()
            found = _totals(sheets)
            rest = found == totals or not desk.asked
            desk.totals = totals = found
            if rest and not _headers_push(desk, sheets):
                break
        for language in sorted(unknown - {""}):
            desk.warn(f"Words in {language} are divided at soft hyphens alone: its hyphenation is not known.")
        return _pages(desk, sheets)


def _totals(sheets: list[Sheet]) -> Totals:
    totals = Totals(len(sheets))
    for sheet in sheets:
        totals.section_pages[sheet.section_index] = totals.section_pages.get(sheet.section_index, 0) + 1
        for name, _y in sheet.bookmarks:
            totals.page_values.setdefault(name, sheet.number)
    return totals


def _headers_push(desk: Desk, sheets: list[Sheet]) -> bool:
    """Set headers that show totals once more; whether one now takes more or less room."""
    moved = False
    for sheet in sheets:
        if sheet.header_asks:
            edges = sheet.top, sheet.bottom
            put_running(desk, sheet)
            moved = moved or edges != (sheet.top, sheet.bottom)
    return moved


def _pages(desk: Desk, sheets: list[Sheet]) -> Pages:
    pages: list[Page] = []
    bookmarks: dict[str, tuple[int, float]] = {}
    for index, sheet in enumerate(sheets):
        items = finished_items(sheet)
        if not desk.links:
            items = [item for item in items if not isinstance(item, Link)]
        _box_figures(desk, items)
        pages.append(Page(sheet.section.width, sheet.section.height, tuple(items)))
        for name, y in sheet.bookmarks:
            bookmarks.setdefault(name, (index, y))
    return Pages(
        tuple(pages),
        tuple(desk.structure.nodes),
        desk.story.language,
        bookmarks,
        tuple(desk.warnings),
    )


def _box_figures(desk: Desk, items: list[Item]) -> None:
    """Tell figures where on the page they are, now that nothing moves any more."""
    for item in items:
        if isinstance(item, Image | Outline) and item.node is not None:
            desk.structure.grow_box(item.node, _box(item))


def _box(item: Image | Outline) -> tuple[float, float, float, float]:
    if isinstance(item, Image):
        return item.x, item.y, item.x + item.width, item.y + item.height
    points = [float(number) for step in item.steps for number in step[1:]]
    return min(points[::2]), min(points[1::2]), max(points[::2]), max(points[1::2])


def float_items(desk: Desk, floating: Floating, bounds: Bounds) -> list[Item]:
    """Draw what floats at its place on a page."""
    anchor = floating.anchor
    width, height = anchor_size(anchor, bounds)
    x = horizontal_place(anchor.horizontal, width, bounds, floating.x)
    y = vertical_place(anchor.vertical, height, bounds, floating.y)
    drawer = Drawer(desk, floating.branch, floating.place)
    return list(drawer.draw(anchor.content, x, y, width, height))
