"""Items turned by a quarter, for cells whose text runs up or down (17.4.72)."""

import math
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

from lettergen.typeset.pages import Box, Clip, EndClip, GlyphRun, Image, Item, Link, Outline, Rule


def turned(item: Item, angle: float, x: float, y: float) -> Item:
    """Give an item turned clockwise about its container's origin, which then stands at (x, y).

    Args:
        item: Relative to the origin.
        angle: In radians, a multiple of a quarter.
        x: Where the origin stands.
        y: The same, downwards.
    """
    placed: Item = _TURNERS[type(item)](item, _Turn(angle, x, y))
    return placed


@dataclass(frozen=True, slots=True)
class _Turn:
    angle: float
    x: float
    y: float

    @property
    def degrees(self) -> float:
        return math.degrees(self.angle)

    def point(self, x: float, y: float) -> tuple[float, float]:
        cos, sin = round(math.cos(self.angle)), round(math.sin(self.angle))
        return self.x + x * cos - y * sin, self.y + x * sin + y * cos

    def area(self, item: Any) -> dict[str, float]:
        one, other = self.point(item.x, item.y), self.point(item.x + item.width, item.y + item.height)
        left, top = min(one[0], other[0]), min(one[1], other[1])
        return {"x": left, "y": top, "width": abs(one[0] - other[0]), "height": abs(one[1] - other[1])}


def _run(item: GlyphRun, turn: _Turn) -> GlyphRun:
    x, y = turn.point(item.x, item.y)
    return replace(item, x=x, y=y, rotation=item.rotation + turn.degrees)


def _rule(item: Rule, turn: _Turn) -> Rule:
    (x1, y1), (x2, y2) = turn.point(item.x1, item.y1), turn.point(item.x2, item.y2)
    return replace(item, x1=x1, y1=y1, x2=x2, y2=y2)


def _area(item: Any, turn: _Turn) -> Any:
    return replace(item, **turn.area(item))


def _image(item: Image, turn: _Turn) -> Image:
    """Keep the picture's own width and height: they are turned with it, about its middle."""
    x, y = turn.point(item.x + item.width / 2, item.y + item.height / 2)
    return replace(item, x=x - item.width / 2, y=y - item.height / 2, rotation=item.rotation + turn.degrees)


def _outline(item: Outline, turn: _Turn) -> Outline:
    return replace(item, steps=tuple(_step(step, turn) for step in item.steps))


def _step(step: tuple[str | float, ...], turn: _Turn) -> tuple[str | float, ...]:
    kind, *values = step
    points: list[float] = []
    for at in range(0, len(values), 2):
        points += turn.point(float(values[at]), float(values[at + 1]))
    return (kind, *points)


def _same(item: EndClip, _turn: _Turn) -> EndClip:
    return item


_TURNERS: dict[type, Callable[[Any, _Turn], Any]] = {
    GlyphRun: _run,
    Rule: _rule,
    Box: _area,
    Outline: _outline,
    Image: _image,
    Link: _area,
    Clip: _area,
    EndClip: _same,
}
