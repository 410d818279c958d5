"""Items put elsewhere on the page, and given their node of the structure tree.

Each kind is made anew by hand: `dataclasses.replace` costs four times as much, and this runs for
every item of every page.
"""

from lettergen.typeset.pages import Box, Clip, EndClip, GlyphRun, Image, Item, Link, Outline, Rule


def moved(item: Item, dx: float, dy: float, node: int | None = None) -> Item:
    """Give an item moved right and down; what can belong to a node belongs to `node`."""
    if isinstance(item, GlyphRun):
        return GlyphRun(
            item.x + dx, item.y + dy, item.font, item.size, item.glyphs, item.text, item.clusters,
            item.advance, item.color, item.scale, item.language, node if node is not None else item.node,
            item.rotation, item.opacity,
        )  # fmt: skip
    if isinstance(item, Rule):
        return Rule(
            item.x1 + dx,
            item.y1 + dy,
            item.x2 + dx,
            item.y2 + dy,
            item.width,
            item.color,
            item.dash,
            item.wave,
        )
    if isinstance(item, Box):
        return Box(item.x + dx, item.y + dy, item.width, item.height, item.color, item.opacity)
    if isinstance(item, Outline):
        return Outline(
            tuple(_moved_step(step, dx, dy) for step in item.steps), item.fill, item.stroke, item.width,
            item.dash, node if node is not None else item.node, item.opacity,
        )  # fmt: skip
    if isinstance(item, Image):
        return Image(
            item.x + dx, item.y + dy, item.width, item.height, item.data, item.kind, item.crop,
            item.rotation, node if node is not None else item.node, item.alt,
        )  # fmt: skip
    if isinstance(item, Link):
        return Link(
            item.x + dx, item.y + dy, item.width, item.height, item.target, item.text,
            node if node is not None else item.node,
        )  # fmt: skip
    if isinstance(item, Clip):
        return Clip(item.x + dx, item.y + dy, item.width, item.height)
    assert isinstance(item, EndClip)
    return item


def _moved_step(step: tuple[str | float, ...], dx: float, dy: float) -> tuple[str | float, ...]:
    kind, *values = step
    shifts = (dx, dy)
    return (kind, *(float(value) + shifts[at % 2] for at, value in enumerate(values)))
