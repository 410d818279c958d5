"""Pictures and shapes where they stand: images, outlines, text boxes, groups and word art."""

import math
from collections.abc import Iterator
from dataclasses import replace

from lettergen.typeset.layout.boxes import Galley, ObjectMark
from lettergen.typeset.layout.decoration import dash_of
from lettergen.typeset.layout.desk import Desk
from lettergen.typeset.layout.moving import moved
from lettergen.typeset.layout.outlines import outline_steps
from lettergen.typeset.layout.structure import Branch, ParagraphNodes, Tag
from lettergen.typeset.pages import Glyph, GlyphRun, Image, Item, Link, Node, Outline
from lettergen.typeset.story import Graphic, Group, Line, Shape, Text

#: Stands for a picture that says nothing of itself; a warning names the picture.
NAMELESS = "Picture without a description"


def object_items(
    desk: Desk,
    mark: ObjectMark,
    x: float,
    y: float,
    nodes: ParagraphNodes | None,
    branch: Branch | None,
    place: str,
) -> list[Item]:
    """Give what stands in a line, its top left at (x, y)."""
    figure = None
    if nodes is not None and is_figure(mark.inline.content):
        figure = nodes.node(Tag("Figure", mark.tag.index, alt=mark.inline.content.alt))
    drawer = Drawer(desk, branch, place, figure)
    items = list(drawer.draw(mark.inline.content, x, y, mark.width, mark.height))
    if nodes is not None and mark.tag.role == "Link":
        link = Link(
            x, y, mark.width, mark.height, mark.tag.target, mark.inline.content.alt, nodes.node(mark.tag)
        )
        items.append(link)
    return items


class Drawer:
    """Draws one picture or shape with all it holds.

    `figure` is the element for pictures that already have one; `branch` holds the text of shapes and
    figures; None makes everything an artifact.
    """

    def __init__(
        self,
        desk: Desk,
        branch: Branch | None,
        place: str,
        figure: int | None = None,
        *,
        is_part: bool = False,
    ) -> None:
        """Take where it belongs and, for warnings, where it stands in the document.

        With `is_part` all that is drawn is part of the figure, which has its description already.
        """
        self._desk = desk
        self._branch = branch
        self._place = place
        self._figure = figure
        self._is_part = is_part

    def draw(
        self, content: Graphic | Shape | Group, x: float, y: float, width: float, height: float
    ) -> Iterator[Item]:
        """Give the items of something whose box is at (x, y)."""
        match content:
            case Graphic():
                yield self._image(content, x, y, width, height)
                if content.outline is not None:
                    yield from self._outlined(content, x, y, width, height)
            case Shape():
                yield from self._shape(content, x, y, width, height)
            case Group():
                drawer = self._for_members(content)
                for member, left, top, member_width, member_height in content.members:
                    yield from drawer.draw(member, x + left, y + top, member_width, member_height)

    def _for_members(self, group: Group) -> "Drawer":
        """Give what draws a group's members: a group that is described is one figure."""
        if group.decorative and not _has_text(group):
            return Drawer(self._desk, None, self._place)
        if self._branch is None or not is_figure(group):
            return self
        return Drawer(self._desk, self._branch, self._place, self._figure_node(group.alt), is_part=True)

    def _image(self, graphic: Graphic, x: float, y: float, width: float, height: float) -> Image:
        node = self._figure if self._is_part else None
        alt = graphic.alt
        if not self._is_part and not graphic.decorative and self._branch is not None:
            if not alt:
                alt = NAMELESS
                self._desk.warn(
                    "A picture has no alternative text and is not marked as decorative.", self._place
                )
            node = self._figure_node(alt)
        return Image(
            x, y, width, height, graphic.data, graphic.kind, graphic.crop, graphic.rotation, node, alt
        )

    def _figure_node(self, alt: str) -> int:
        assert self._branch is not None
        structure = self._desk.structure
        if self._figure is None:
            return structure.add(Node("Figure", self._branch.node, alt=alt))
        structure.nodes[self._figure] = replace(structure.nodes[self._figure], alt=alt)
        return self._figure

    def _outlined(self, graphic: Graphic, x: float, y: float, width: float, height: float) -> Iterator[Item]:
        line = graphic.outline
        if line is not None and line.kind != "none" and line.width > 0:
            yield _path("rect", x, y, width, height, None, line)

    def _shape(self, shape: Shape, x: float, y: float, width: float, height: float) -> Iterator[Item]:
        if shape.word_art is not None:
            yield from self._word_art(shape.word_art, shape, x, y, width, height)
            return
        galley = self._text(shape, width)
        left, top, _right, bottom = shape.insets
        if shape.auto_fit and galley is not None:
            height = max(height, galley.height + top + bottom)
        elif galley is not None:
            self._desk.warn_if_cut("a text box", galley, height - top, self._place)
        line = shape.outline if shape.outline is not None and shape.outline.kind != "none" else None
        if shape.fill is not None or line is not None:
            path = _path(
                shape.geometry,
                x,
                y,
                width,
                height,
                shape.fill,
                line,
                shape.rise,
                shape.rotation,
                shape.opacity,
            )
            yield replace(path, node=self._shape_node(shape))
        if galley is not None:
            free = height - top - bottom - galley.height
            share = {"center": 0.5, "bottom": 1.0}.get(shape.anchor, 0.0)
            yield from galley.items_at(x + left, y + top + max(free, 0.0) * share)

    def _shape_node(self, shape: Shape) -> int | None:
        """Give the figure that a shape is; a ground or a rule that says nothing of itself is an artifact."""
        if self._is_part:
            return self._figure
        return self._figure_node(shape.alt) if self._branch is not None and is_figure(shape) else None

    def _text(self, shape: Shape, width: float) -> Galley | None:
        if not shape.blocks:
            return None
        inner = max(width - shape.insets[0] - shape.insets[2], 1.0)
        return self._desk.gather(self._desk, shape.blocks, inner, self._branch)

    def _word_art(
        self, text: Text, shape: Shape, x: float, y: float, width: float, height: float
    ) -> Iterator[Item]:
        """Stretch a watermark's text over its shape, turned about the shape's middle."""
        styles = self._desk.paragraphs.styles
        kind = styles.of(text.style)
        parts = [part for word in [text.text] for part in styles.measure(word, kind, rtl=False)]
        natural = sum(part.width for part in parts)
        metrics = kind.face.metrics()
        if natural <= 0 or kind.size <= 0:
            return
        size = height / max(metrics.ascent + metrics.descent, 0.1) or kind.size
        stretch = width / (natural * size / kind.size) or 1.0
        angle = math.radians(shape.rotation)
        cos, sin = math.cos(angle), math.sin(angle)
        # From the box's middle to the baseline's start, turned.
        dx, dy = -width / 2, height / 2 - metrics.descent * size
        start_x = x + width / 2 + dx * cos - dy * sin
        start_y = y + height / 2 + dx * sin + dy * cos
        for part in parts:
            glyphs, pen = [], 0.0
            for glyph, advance in zip(part.shaped.glyphs, part.shaped.advances, strict=True):
                glyphs.append(Glyph(glyph, pen))
                pen += advance * size * stretch
            yield GlyphRun(
                x=start_x, y=start_y, font=part.face.key, size=size, glyphs=tuple(glyphs), text=part.text,
                clusters=part.clusters, advance=pen, color=shape.fill or text.style.color or "C0C0C0",
                scale=stretch, rotation=shape.rotation, opacity=shape.opacity,
            )  # fmt: skip
            start_x, start_y = start_x + pen * cos, start_y + pen * sin


def is_figure(content: Graphic | Shape | Group) -> bool:
    """Whether something drawn is a figure to a screen reader: a picture, or what is described."""
    if isinstance(content, Graphic):
        return not content.decorative
    return bool(content.alt) and not content.decorative and not _has_text(content)


def _has_text(content: Graphic | Shape | Group) -> bool:
    if isinstance(content, Group):
        return any(_has_text(member) for member, *_place in content.members)
    return isinstance(content, Shape) and (bool(content.blocks) or content.word_art is not None)


def _path(
    geometry: str,
    x: float,
    y: float,
    width: float,
    height: float,
    fill: str | None,
    line: Line | None,
    rise: bool = False,
    rotation: float = 0.0,
    opacity: float = 1.0,
) -> Outline:
    steps = outline_steps(geometry, width, height, rise=rise, rotation=rotation)
    stroke = None if line is None else line.color or "000000"
    thick = 0.5 if line is None else line.width
    dash = () if line is None else dash_of(line.kind, line.width)
    path = Outline(steps, None if geometry == "line" else fill, stroke, thick, dash, None, opacity)
    placed = moved(path, x, y)
    assert isinstance(placed, Outline)
    return placed
