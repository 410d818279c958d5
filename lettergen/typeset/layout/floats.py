"""What floats: where it stands on the page, and the room it leaves for lines (20.4, 17.3.1.11)."""

from collections.abc import Iterable
from dataclasses import dataclass

from lettergen.typeset.layout.boxes import Exclusion
from lettergen.typeset.layout.lines import NARROWEST
from lettergen.typeset.story import Anchor, Offset


@dataclass(frozen=True, slots=True)
class Bounds:
    """A page's edges in points: the sheet, the text area, and the column at hand."""

    width: float
    height: float
    left: float
    top: float
    right: float
    bottom: float
    column_left: float
    column_width: float
    odd: bool = True


def horizontal_place(offset: Offset, width: float, bounds: Bounds, character: float) -> float:
    """Give the left edge of something so wide.

    Args:
        offset: Where it wants to be.
        width: Its width.
        bounds: Of its page.
        character: Where the character stands that it is anchored at.
    """
    start, end = _horizontal_range(offset.relative_to, bounds, character)
    if offset.align is not None:
        align = _sided(offset.align, bounds.odd)
        return {"center": (start + end - width) / 2, "right": end - width}.get(align, start)
    if offset.share is not None:
        return start + offset.share * (end - start)
    return start + offset.offset


def _sided(align: str, odd: bool) -> str:
    inner, outer = ("left", "right") if odd else ("right", "left")
    return {"inside": inner, "outside": outer}.get(align, align)


def _horizontal_range(relative_to: str, bounds: Bounds, character: float) -> tuple[float, float]:
    inside, outside = (0.0, bounds.left), (bounds.right, bounds.width)
    ranges = {
        "page": (0.0, bounds.width),
        "margin": (bounds.left, bounds.right),
        "text": (bounds.column_left, bounds.column_left + bounds.column_width),
        "leftMargin": inside,
        "rightMargin": outside,
        "insideMargin": inside if bounds.odd else outside,
        "outsideMargin": outside if bounds.odd else inside,
        "character": (character, character),
    }
    return ranges.get(relative_to, ranges["text"])


def vertical_place(offset: Offset, height: float, bounds: Bounds, paragraph: float) -> float:
    """Give the top edge of something so high, anchored in a paragraph that begins at `paragraph`."""
    start, end = _vertical_range(offset.relative_to, bounds, paragraph)
    if offset.align is not None:
        if offset.relative_to in {"paragraph", "line"} and offset.align in {"top", "inside"}:
            return start
        return {
            "center": (start + end - height) / 2,
            "bottom": end - height,
            "outside": end - height,
        }.get(offset.align, start)
    if offset.share is not None:
        return start + offset.share * (end - start)
    return start + offset.offset


def _vertical_range(relative_to: str, bounds: Bounds, paragraph: float) -> tuple[float, float]:
    above, below = (0.0, bounds.top), (bounds.bottom, bounds.height)
    ranges = {
        "page": (0.0, bounds.height),
        "margin": (bounds.top, bounds.bottom),
        "topMargin": above,
        "bottomMargin": below,
        "insideMargin": above,
        "outsideMargin": below,
    }
    return ranges.get(relative_to, (paragraph, paragraph))


def anchor_size(anchor: Anchor, bounds: Bounds) -> tuple[float, float]:
    """Give an anchored thing's width and height, shares of the page worked out."""
    width, height = anchor.width, anchor.height
    if anchor.relative_width is not None:
        start, end = _horizontal_range(anchor.relative_width[0], bounds, 0.0)
        width = anchor.relative_width[1] * (end - start)
    if anchor.relative_height is not None:
        start, end = _vertical_range(anchor.relative_height[0], bounds, 0.0)
        height = anchor.relative_height[1] * (end - start)
    return width, height


def anchor_exclusion(
    anchor: Anchor, left: float, top: float, width: float, height: float
) -> Exclusion | None:
    """Give the room an anchored thing takes from the text; None where text takes no notice.

    Tight and through wrap around the box: outlines of pictures are not followed.
    """
    if anchor.wrap == "none":
        return None
    gap_left, gap_top, gap_right, gap_bottom = anchor.gaps
    side = "none" if anchor.wrap == "topAndBottom" else anchor.side
    return Exclusion(
        left - gap_left, top - gap_top, left + width + gap_right, top + height + gap_bottom, side
    )


def free_rooms(
    exclusions: Iterable[Exclusion], left: float, right: float, top: float, bottom: float
) -> list[tuple[float, float]]:
    """Give the stretches from `left` to `right` that nothing takes between two heights.

    Returns:
        None of them narrower than Word sets text in, unless the whole width is free.
    """
    met = [
        one
        for one in exclusions
        if one.top < bottom - 0.01 and one.bottom > top + 0.01 and one.left < right and one.right > left
    ]
    if not met:
        return [(left, right)]
    rooms = [(left, right)]
    for one in met:
        if one.is_bar:
            return []
        rooms = [rest for room in rooms for rest in _without(room, one)]
    return [room for room in rooms if room[1] - room[0] >= min(NARROWEST, right - left)]


def _without(room: tuple[float, float], one: Exclusion) -> list[tuple[float, float]]:
    """Give what is left of a room beside an exclusion, on the sides where text may stand."""
    before, after = (room[0], min(room[1], one.left)), (max(room[0], one.right), room[1])
    if one.left >= room[1] or one.right <= room[0]:
        return [room]
    widths = before[1] - before[0], after[1] - after[0]
    sides = {
        "left": [before],
        "right": [after],
        "largest": [before if widths[0] >= widths[1] else after],
    }.get(one.side, [before, after])
    return [side for side in sides if side[1] - side[0] > 0]
