"""What a metafile draws on: pens, brushes and coordinates as Windows keeps them (MS-EMF section 3.1)."""

import math
import struct
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from lettergen.typeset.fonts import FontBook
from lettergen.typeset.pages import Glyph, GlyphRun, Image, Item, Outline

Point = tuple[float, float]
Step = tuple[str | float, ...]

# How far a Bézier curve's handles reach to make a quarter of a circle.
_QUARTER = 4 / 3 * (math.sqrt(2) - 1)
_THINNEST = 0.25
#: More items than any picture in a letter has; a file with more is damaged or hostile.
_MOST_ITEMS = 50_000
_RIGHT, _CENTER, _BOTTOM, _BASELINE = 2, 6, 8, 24


class UnsupportedError(Exception):
    """The metafile calls for something that is not played."""


@dataclass(frozen=True, slots=True)
class Pen:
    """A line's colour, or None for no line, and its width in logical units."""

    color: str | None = "000000"
    width: float = 0.0


@dataclass(frozen=True, slots=True)
class Brush:
    """A ground's colour, or None for no ground."""

    color: str | None = "FFFFFF"


@dataclass(frozen=True, slots=True)
class Lettering:
    """A font: negative heights are of the em square, positive ones of the line."""

    family: str = "Arial"
    height: float = -12.0
    bold: bool = False
    italic: bool = False
    angle: float = 0.0


@dataclass(frozen=True, slots=True)
class State:
    """What SaveDC saves. `world` is the matrix of SetWorldTransform; with `is_scaled` the extents count."""

    pen: Pen = Pen()
    brush: Brush = Brush()
    lettering: Lettering = Lettering()
    text_color: str = "000000"
    align: int = 0
    even_odd: bool = True
    origin: Point = (0.0, 0.0)
    extent: Point = (1.0, 1.0)
    view_origin: Point = (0.0, 0.0)
    view_extent: Point = (1.0, 1.0)
    is_scaled: bool = False
    world: tuple[float, float, float, float, float, float] = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)


@dataclass
class Device:
    """Turns drawing calls into page items within a picture's box.

    `frame` is what fills the box: left, top, right and bottom in device units.
    """

    image: Image
    fonts: FontBook
    frame: tuple[float, float, float, float] = (0.0, 0.0, 1.0, 1.0)
    items: list[Item] = field(default_factory=list)
    state: State = State()
    position: Point = (0.0, 0.0)
    path: list[Step] | None = None
    _saved: list[State] = field(default_factory=list)

    def set(self, **changes: object) -> None:
        """Change the state."""
        self.state = replace(self.state, **changes)  # type: ignore[arg-type]  # fields by name

    def save(self) -> None:
        """Remember the state."""
        self._saved.append(self.state)

    def restore(self, level: int) -> None:
        """Go back to a saved state: -1 is the last one, positive numbers count from the first."""
        place = len(self._saved) + level if level < 0 else level - 1
        if 0 <= place < len(self._saved):
            self.state = self._saved[place]
            del self._saved[place:]

    def place(self, point: Point) -> Point:
        """Give a logical point's place on the page."""
        state = self.state
        a, b, c, d, e, f = state.world
        x, y = point[0] * a + point[1] * c + e, point[0] * b + point[1] * d + f
        x = (x - state.origin[0]) * state.view_extent[0] / state.extent[0] + state.view_origin[0]
        y = (y - state.origin[1]) * state.view_extent[1] / state.extent[1] + state.view_origin[1]
        left, top, right, bottom = self.frame
        return (
            self.image.x + (x - left) / (right - left) * self.image.width,
            self.image.y + (y - top) / (bottom - top) * self.image.height,
        )

    def length(self, value: float) -> float:
        """Give a logical length on the page, the mean of both directions."""
        start, along, down = self.place((0, 0)), self.place((value, 0)), self.place((0, value))
        return math.sqrt(math.dist(start, along) * math.dist(start, down))

    def steps(self, kind: str, points: Iterable[Point]) -> Step:
        """Give a path step through logical points."""
        return (kind, *(value for point in points for value in self.place(point)))

    def polygon(self, *outlines: Sequence[Point]) -> None:
        """Draw closed outlines, filled together."""
        steps: list[Step] = []
        for points in outlines:
            if points:
                steps += [
                    self.steps("M", points[:1]),
                    *(self.steps("L", [one]) for one in points[1:]),
                    ("Z",),
                ]
        self.draw(steps, fill=True)

    def polyline(self, points: Sequence[Point], *, goes_on: bool = False) -> None:
        """Draw a line through points, from the current position on if it goes on."""
        start = [] if self.path and goes_on else [self.steps("M", [self.position] if goes_on else points[:1])]
        rest = points if goes_on else points[1:]
        self.draw([*start, *(self.steps("L", [one]) for one in rest)], fill=False)
        if goes_on and points:
            self.position = points[-1]

    def bezier(self, points: Sequence[Point], *, goes_on: bool = False) -> None:
        """Draw cubic curves, three points each after the first."""
        start = [] if self.path and goes_on else [self.steps("M", [self.position] if goes_on else points[:1])]
        rest = points if goes_on else points[1:]
        curves = [self.steps("C", rest[at : at + 3]) for at in range(0, len(rest) - 2, 3)]
        self.draw([*start, *curves], fill=False)
        if goes_on and points:
            self.position = points[-1]

    def rectangle(self, left: float, top: float, right: float, bottom: float) -> None:
        """Draw a rectangle."""
        self.polygon([(left, top), (right, top), (right, bottom), (left, bottom)])

    def ground(self, box: tuple[float, float, float, float], color: str | None) -> None:
        """Fill a logical box (left, top, width, height) without a line around it; None leaves it bare."""
        x, y, width, height = box
        held = self.state
        self.set(brush=Brush(color), pen=Pen(None))
        self.rectangle(x, y, x + width, y + height)
        self.state = held

    def ellipse(self, left: float, top: float, right: float, bottom: float) -> None:
        """Draw the ellipse that a rectangle holds."""
        x, y = (left + right) / 2, (top + bottom) / 2
        rx, ry = (right - left) / 2, (bottom - top) / 2
        hx, hy = rx * _QUARTER, ry * _QUARTER
        points = [
            (x + rx, y + hy), (x + hx, y + ry), (x, y + ry), (x - hx, y + ry), (x - rx, y + hy), (x - rx, y),
            (x - rx, y - hy), (x - hx, y - ry), (x, y - ry), (x + hx, y - ry), (x + rx, y - hy), (x + rx, y),
        ]  # fmt: skip
        curves = [self.steps("C", points[at : at + 3]) for at in range(0, 12, 3)]
        self.draw([self.steps("M", [(x + rx, y)]), *curves, ("Z",)], fill=True)

    def draw(self, steps: list[Step], *, fill: bool, stroke: bool = True) -> None:
        """Draw a path, or add it to the one that is being recorded."""
        if self.path is not None:
            self.path += steps
            return
        color = self.state.brush.color if fill else None
        line = self.state.pen.color if stroke else None
        if color is None and line is None:
            return
        if len(self.items) >= _MOST_ITEMS:
            raise UnsupportedError
        width = max(self.length(self.state.pen.width), _THINNEST)
        self.items.append(
            Outline(tuple(steps), color, line, width, node=self.image.node, even_odd=self.state.even_odd)
        )

    def draw_path(self, *, fill: bool, stroke: bool) -> None:
        """Draw the recorded path and forget it."""
        steps, self.path = self.path or [], None
        if steps:
            self.draw(steps, fill=fill, stroke=stroke)

    def bitmap(self, header: bytes, bits: bytes, box: tuple[float, float, float, float]) -> None:
        """Draw a device-independent bitmap into a logical box (left, top, width, height)."""
        (x1, y1), (x2, y2) = self.place(box[:2]), self.place((box[0] + box[2], box[1] + box[3]))
        if not header or not bits or x2 <= x1 or y2 <= y1:
            raise UnsupportedError
        head = struct.pack("<2sLHHL", b"BM", 14 + len(header) + len(bits), 0, 0, 14 + len(header))
        self.items.append(Image(x1, y1, x2 - x1, y2 - y1, head + header + bits, "bmp", node=self.image.node))

    def text(self, text: str, at: Point, width: float | None) -> None:
        """Set a line of text; `width` is its whole logical width where the file says it."""
        lettering, align = self.state.lettering, self.state.align
        if lettering.angle:
            raise UnsupportedError
        face = self.fonts.face(lettering.family, lettering.bold, lettering.italic)
        metrics = face.metrics()
        size = self.length(abs(lettering.height))
        if lettering.height > 0:
            size /= metrics.ascent + metrics.descent
        shaped = face.shape(text)
        natural = shaped.width * size
        scale = self.length(width) / natural if width and natural else 1.0
        x, y = self.place(at)
        x -= natural * scale * {_CENTER: 0.5, _RIGHT: 1.0}.get(align & _CENTER, 0.0)
        if align & _BASELINE != _BASELINE:
            y += -metrics.descent * size if align & _BOTTOM else metrics.ascent * size
        pen, glyphs = 0.0, []
        for glyph, advance, (dx, dy) in zip(shaped.glyphs, shaped.advances, shaped.offsets, strict=True):
            glyphs.append(Glyph(glyph, (pen + dx) * size * scale, dy * size))
            pen += advance
        self.items.append(
            GlyphRun(
                x,
                y,
                face.key,
                size,
                tuple(glyphs),
                text,
                shaped.clusters,
                natural * scale,
                self.state.text_color,
                scale,
                node=self.image.node,
            )
        )
