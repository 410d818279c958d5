"""Items turned by a quarter, for cells whose text runs up or down (17.4.72)."""

import math

from lettergen.typeset.pages import Box, Clip, EndClip, GlyphRun, Image, Item, Link, Outline, Rule


def turned(item: Item, angle: float, x: float, y: float) -> Item:
    """Give an item turned clockwise about its container's origin, which then stands at (x, y).

    Args:
        item: Relative to the origin.
        angle: In radians, a multiple of a quarter.
        x: Where the origin stands.
        y: The same, downwards.
    """
    cos, sin = round(math.cos(angle)), round(math.sin(angle))

    def point(px: float, py: float) -> tuple[float, float]:
        return x + px * cos - py * sin, y + px * sin + py * cos

    def box(left: float, top: float, width: float, height: float) -> tuple[float, float, float, float]:
        one, other = point(left, top), point(left + width, top + height)
        low_x, low_y = min(one[0], other[0]), min(one[1], other[1])
        return low_x, low_y, abs(one[0] - other[0]), abs(one[1] - other[1])

    match item:
        case GlyphRun():
            px, py = point(item.x, item.y)
            return GlyphRun(
                px, py, item.font, item.size, item.glyphs, item.text, item.clusters, item.advance, item.color,
                item.scale, item.language, item.node, item.rotation + math.degrees(angle), item.opacity,
            )  # fmt: skip
        case Rule():
            return Rule(
                *point(item.x1, item.y1),
                *point(item.x2, item.y2),
                item.width,
                item.color,
                item.dash,
                item.wave,
            )
        case Box():
            return Box(*box(item.x, item.y, item.width, item.height), item.color, item.opacity)
        case Image():
            middle = point(item.x + item.width / 2, item.y + item.height / 2)
            return Image(
                middle[0] - item.width / 2, middle[1] - item.height / 2, item.width, item.height, item.data,
                item.kind, item.crop, item.rotation + math.degrees(angle), item.node, item.alt,
            )  # fmt: skip
        case Link():
            area = box(item.x, item.y, item.width, item.height)
            return Link(*area, item.target, item.text, item.node)
        case Outline():
            steps = tuple(_turned_step(step, point) for step in item.steps)
            return Outline(steps, item.fill, item.stroke, item.width, item.dash, item.node, item.opacity)
        case Clip():
            return Clip(*box(item.x, item.y, item.width, item.height))
        case EndClip():
            return item


def _turned_step(step, point):  # type: ignore[no-untyped-def]  # noqa: ANN001, ANN202 - steps mix words and numbers
    kind, *values = step
    turned_values: list[float] = []
    for at in range(0, len(values), 2):
        turned_values += point(values[at], values[at + 1])
    return (kind, *turned_values)
