"""Items put elsewhere on the page, and given their node of the structure tree.

Each kind is made anew by hand: `dataclasses.replace` costs four times as much, and this runs for
every item of every page.
"""

from collections.abc import Callable
from typing import Any

from lettergen.typeset.pages import Box, Clip, EndClip, GlyphRun, Image, Item, Link, Outline, Rule


def moved(item: Item, dx: float, dy: float, node: int | None = None) -> Item:
    """Give an item moved right and down; what can belong to a node belongs to `node`, if there is one."""
    placed: Item = _MOVERS[type(item)](item, dx, dy, node)
    return placed


def _run(item: GlyphRun, dx: float, dy: float, node: int | None) -> GlyphRun:
    return GlyphRun(
        item.x + dx,
        item.y + dy,
        item.font,
        item.size,
        item.glyphs,
        item.text,
        item.clusters,
        item.advance,
        item.color,
        item.scale,
        item.language,
        item.node if node is None else node,
        item.rotation,
        item.opacity,
    )


def _rule(item: Rule, dx: float, dy: float, _node: int | None) -> Rule:
    ends = (item.x1 + dx, item.y1 + dy, item.x2 + dx, item.y2 + dy)
    return Rule(*ends, item.width, item.color, item.dash, item.wave)


def _box(item: Box, dx: float, dy: float, _node: int | None) -> Box:
    return Box(item.x + dx, item.y + dy, item.width, item.height, item.color, item.opacity)


def _outline(item: Outline, dx: float, dy: float, node: int | None) -> Outline:
    steps = tuple(_step(step, (dx, dy)) for step in item.steps)
    kept = item.node if node is None else node
    return Outline(steps, item.fill, item.stroke, item.width, item.dash, kept, item.opacity)


def _step(step: tuple[str | float, ...], shifts: tuple[float, float]) -> tuple[str | float, ...]:
    kind, *values = step
    return (kind, *(float(value) + shifts[at % 2] for at, value in enumerate(values)))


def _image(item: Image, dx: float, dy: float, node: int | None) -> Image:
    return Image(
        item.x + dx,
        item.y + dy,
        item.width,
        item.height,
        item.data,
        item.kind,
        item.crop,
        item.rotation,
        item.node if node is None else node,
        item.alt,
    )


def _link(item: Link, dx: float, dy: float, node: int | None) -> Link:
    kept = item.node if node is None else node
    return Link(item.x + dx, item.y + dy, item.width, item.height, item.target, item.text, kept)


def _clip(item: Clip, dx: float, dy: float, _node: int | None) -> Clip:
    return Clip(item.x + dx, item.y + dy, item.width, item.height)


def _same(item: EndClip, _dx: float, _dy: float, _node: int | None) -> EndClip:
    return item


_MOVERS: dict[type, Callable[[Any, float, float, int | None], Any]] = {
    GlyphRun: _run,
    Rule: _rule,
    Box: _box,
    Outline: _outline,
    Image: _image,
    Link: _link,
    Clip: _clip,
    EndClip: _same,
}
