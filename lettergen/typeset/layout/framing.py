"""Borders and shading of paragraphs; alike neighbours share one frame (17.3.1.7, 17.3.1.24)."""

from collections.abc import Iterator
from dataclasses import dataclass

from lettergen.typeset.layout.decoration import dash_of, is_double
from lettergen.typeset.pages import Box, Item, Rule
from lettergen.typeset.story import Block, Borders, Line, Paragraph

_NO_BORDERS = Borders()


def is_drawn(line: Line | None) -> bool:
    """Whether a border shows."""
    return line is not None and line.kind not in {"none", "nil"} and line.width > 0


def stroke(line: Line, x1: float, y1: float, x2: float, y2: float) -> Iterator[Rule]:
    """Give a border from one point to another, both strokes of a double one."""
    color = line.color or "000000"
    dash = dash_of(line.kind, line.width)
    offsets = (-line.width, line.width) if is_double(line.kind) else (0.0,)
    for offset in offsets:
        dx, dy = (0.0, offset) if y1 == y2 else (offset, 0.0)
        wave = line.kind in {"wave", "doubleWave"}
        yield Rule(x1 + dx, y1 + dy, x2 + dx, y2 + dy, line.width, color, dash, wave)


def thickness(line: Line | None) -> float:
    """Give how much a border takes across."""
    if line is None or not is_drawn(line):
        return 0.0
    return line.width * (3 if is_double(line.kind) else 1)


@dataclass(frozen=True, slots=True)
class Framing:
    """A paragraph's frame beside its neighbours.

    `left` and `right` are the edges of its text. `above` and `below` are what its lines leave for
    borders over the first and under the last line; `joined` says that the frame goes on upwards.
    """

    borders: Borders
    shading: str | None
    left: float
    right: float
    top: Line | None
    bottom: Line | None
    joined: bool

    @property
    def above(self) -> float:
        """Give the room over the first line."""
        return thickness(self.top) + (self.top.space if self.top is not None else 0.0)

    @property
    def below(self) -> float:
        """Give the room under the last line."""
        return thickness(self.bottom) + (self.bottom.space if self.bottom is not None else 0.0)

    def items(self, gap: float, height: float, *, first: bool, last: bool) -> Iterator[Item]:
        """Give what is drawn around one line.

        Args:
            gap: The blank above the line that the frame runs through, if it is joined.
            height: From the frame's top, borders included, to its bottom, gap excluded.
            first: Whether the paragraph begins with the line.
            last: Whether it ends with it.
        """
        left = self.left - _space(self.borders.left) - thickness(self.borders.left) / 2
        right = self.right + _space(self.borders.right) + thickness(self.borders.right) / 2
        top = -gap if first and self.joined else 0.0
        if self.shading is not None:
            yield Box(left, top, right - left, height - top, self.shading)
        if self.borders.left is not None and is_drawn(self.borders.left):
            yield from stroke(self.borders.left, left, top, left, height)
        if self.borders.right is not None and is_drawn(self.borders.right):
            yield from stroke(self.borders.right, right, top, right, height)
        if first and self.top is not None:
            y = thickness(self.top) / 2
            yield from stroke(self.top, left, y, right, y)
        if last and self.bottom is not None:
            y = height - thickness(self.bottom) / 2
            yield from stroke(self.bottom, left, y, right, y)


def _space(line: Line | None) -> float:
    return line.space if line is not None and is_drawn(line) else 0.0


def framing_of(
    paragraph: Paragraph, width: float, previous: Block | None, following: Block | None
) -> Framing | None:
    """Give a paragraph's frame in a column so wide; None where it has none."""
    style = paragraph.style
    if style.borders is None and style.shading is None:
        return None
    borders = style.borders or _NO_BORDERS
    joined = _is_shared(paragraph, previous)
    goes_on = _is_shared(paragraph, following)
    top = borders.between if joined else borders.top
    bottom = None if goes_on else borders.bottom
    hanging = min(style.first_line, 0.0)
    return Framing(
        borders,
        style.shading,
        style.left + (0.0 if style.bidi else hanging),
        width - style.right - (hanging if style.bidi else 0.0),
        top if is_drawn(top) else None,
        bottom if is_drawn(bottom) else None,
        joined,
    )


def _is_shared(paragraph: Paragraph, other: Block | None) -> bool:
    """Whether two neighbours have one frame: equal borders and indents."""
    if not isinstance(other, Paragraph) or other.style.frame != paragraph.style.frame:
        return False
    one, two = paragraph.style, other.style
    if one.borders is None or two.borders is None:
        return one.borders == two.borders and one.shading == two.shading and one.shading is not None
    return (one.borders, one.left, one.right) == (two.borders, two.left, two.right)
