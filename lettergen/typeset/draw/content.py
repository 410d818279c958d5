"""A page's content stream: items to operators, each within the marked content it belongs to.

PDF counts from the bottom left with y upwards; pages count from the top left.
"""

import functools
import math
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from lettergen.typeset.draw.objects import number, numbers, text
from lettergen.typeset.draw.pictures import Raster
from lettergen.typeset.draw.runs import RunOperators, RunWriter
from lettergen.typeset.draw.structure import StructureTree, language_tag
from lettergen.typeset.draw.typefaces import Typeface
from lettergen.typeset.pages import Box, Clip, EndClip, GlyphRun, Image, Item, Link, Outline, Page, Rule

_COLOR = re.compile(r"[0-9A-Fa-f]{6}")
# The handle length that makes four Bézier curves a wave of half circles, more or less.
_WAVE_STEP = 2.0
# The box that stands for a picture that cannot be drawn is grey.
_BOX_COLOR = "A6A6A6"
_ARTIFACT = -1
_NOTHING = -2


@dataclass
class Needs:
    """What a document's content streams ask for, in order of first use."""

    fonts: dict[str, None] = field(default_factory=dict)
    common: dict[str, Typeface] = field(default_factory=dict)
    others: dict[str, tuple[Typeface, dict[int, str]]] = field(default_factory=dict)
    rasters: dict[str, Raster] = field(default_factory=dict)
    opacities: dict[str, float] = field(default_factory=dict)
    #: Characters that no font has, and pictures that cannot be drawn, as sentences.
    warnings: dict[str, None] = field(default_factory=dict)

    def add_run(self, font: str, operators: RunOperators) -> None:
        """Note the font and the typefaces of a run."""
        self.fonts[font] = None
        for typeface in operators.common:
            self.common[typeface.common_name] = typeface
        for typeface, glyph, meaning in operators.others:
            self.others.setdefault(typeface.other_name, (typeface, {}))[1].setdefault(glyph, meaning)
        for char in operators.missing:
            self.warnings[f"No font has the character {_named(char)}; a box stands for it."] = None


def _named(char: str) -> str:
    return f"{char} (U+{ord(char):04X})" if char.isprintable() and char else f"U+{ord(char or chr(0)):04X}"


@dataclass
class ContentWriter:
    """Writes one page's content stream.

    `index` is the page's place in the document, `key` its key in the parent tree.
    """

    page: Page
    index: int
    key: int
    tree: StructureTree
    runs: RunWriter
    needs: Needs
    raster: Callable[[Image], Raster | None]
    metafile: Callable[[Image], tuple[Item, ...] | None]
    _out: list[bytes] = field(default_factory=list)
    _node: int = _NOTHING
    _fill: str = ""
    _stroke: str = ""
    _clips: int = 0

    def write(self, items: Iterable[Item]) -> bytes:
        """Give the operators of the items, in painting order."""
        for item in items:
            self._paint(item)
        while self._clips:
            self._end_clip()
        self._enter(_NOTHING)
        return b"".join(self._out)

    def _paint(self, item: Item) -> None:
        match item:
            case GlyphRun():
                self._run(item)
            case Rule():
                self._rule(item)
            case Box():
                self._box(item)
            case Outline():
                self._outline(item)
            case Image():
                self._image(item)
            case Clip():
                self._clip(item)
            case EndClip():
                self._end_clip()
            case Link():
                pass  # An annotation; nothing is painted for it.

    def _y(self, y: float) -> float:
        return self.page.height - y

    def _enter(self, node: int | None) -> None:
        """End the open marked content if it is another's and begin that of a node, or an artifact's."""
        wanted = _ARTIFACT if node is None else node
        if wanted == self._node:
            return
        if self._node != _NOTHING:
            self._out.append(b"EMC\n")
        if wanted == _ARTIFACT:
            self._out.append(b"/Artifact BMC\n")
        elif wanted != _NOTHING:
            marked = self.tree.add_marked(wanted, self.index, self.key)
            role = self.tree.nodes[wanted].role.encode("ascii")
            self._out.append(b"/%b<</MCID %d>>BDC\n" % (role, marked))
        self._node = wanted

    def _run(self, run: GlyphRun) -> None:
        if not run.glyphs or run.size <= 0 or run.scale <= 0:
            return
        self._enter(run.node)
        operators = self.runs.operators(run)
        self.needs.add_run(run.font, operators)
        self._set_fill(run.color)
        foreign = self._is_foreign(run)
        if foreign:
            self._out.append(b"/Span<</Lang%b>>BDC\n" % text(run.language))
        if operators.stroke or run.opacity < 1:
            self._out.append(b"q ")
        if run.opacity < 1:
            self._set_opacity(run.opacity)
        if operators.stroke:
            self._out.append(b"2 Tr %b w %b RG\n" % (number(operators.stroke), _color(run.color)))
        self._out.append(
            b"BT %b %.2f %.2f Tm %bET\n"
            % (_matrix(operators.matrix), run.x, self._y(run.y), operators.operators)
        )
        if operators.stroke or run.opacity < 1:
            self._out.append(b"Q\n")
        if foreign:
            self._out.append(b"EMC\n")

    def _is_foreign(self, run: GlyphRun) -> bool:
        if run.node is None or not language_tag(run.language):
            return False
        return run.language != self.tree.languages[run.node]

    def _rule(self, rule: Rule) -> None:
        self._enter(None)
        self._set_stroke(rule.color)
        self._out.append(b"%b w " % number(rule.width))
        if rule.dash:
            self._out.append(b"[%b]0 d " % numbers(rule.dash))
        if rule.wave:
            self._out.append(_wave(rule.x1, self._y(rule.y1), rule.x2, self._y(rule.y2), rule.width))
        else:
            self._out.append(
                b"%b m %b l " % (numbers((rule.x1, self._y(rule.y1))), numbers((rule.x2, self._y(rule.y2))))
            )
        self._out.append(b"S []0 d\n" if rule.dash else b"S\n")

    def _box(self, box: Box) -> None:
        self._enter(None)
        self._with_opacity(box.opacity, self._box_path, box)

    def _box_path(self, box: Box) -> None:
        self._set_fill(box.color)
        corner = (box.x, self._y(box.y + box.height), box.width, box.height)
        self._out.append(b"%b re f\n" % numbers(corner))

    def _outline(self, outline: Outline) -> None:
        self._enter(outline.node)
        self._with_opacity(outline.opacity, self._outline_path, outline)

    def _outline_path(self, outline: Outline) -> None:
        if outline.fill is None and outline.stroke is None:
            return
        paint = b"n"
        if outline.fill is not None:
            self._set_fill(outline.fill)
            paint = b"f"
        if outline.stroke is not None:
            self._set_stroke(outline.stroke)
            self._out.append(b"%b w " % number(outline.width))
            paint = b"S" if outline.fill is None else b"B"
        if outline.dash:
            self._out.append(b"[%b]0 d " % numbers(outline.dash))
        self._out += map(self._step, outline.steps)
        if outline.even_odd and outline.fill is not None:
            paint += b"*"
        self._out.append(paint + (b" []0 d\n" if outline.dash else b"\n"))

    def _step(self, step: tuple[str | float, ...]) -> bytes:
        kind, *values = step
        points = [self._y(float(one)) if place % 2 else float(one) for place, one in enumerate(values)]
        operator = {"M": b"m", "L": b"l", "C": b"c", "Z": b"h"}[str(kind)]
        return b"%b %b " % (numbers(points), operator) if points else operator + b" "

    def _image(self, image: Image) -> None:
        self._enter(image.node)
        raster = self.raster(image)
        if raster is None:
            self._metafile(image)
            return
        self.needs.rasters[raster.name] = raster
        self._out.append(b"q %b" % self._turned(image))
        left, top, right, bottom = image.crop
        if any(image.crop):
            self._out.append(
                b"%b re W n " % numbers((image.x, self._y(image.y + image.height), image.width, image.height))
            )
        # What is cropped off lies outside the box; the whole picture is that much larger.
        width = image.width / max(1 - left - right, 0.001)
        height = image.height / max(1 - top - bottom, 0.001)
        x = image.x - left * width
        y = self._y(image.y + image.height) - bottom * height
        self._out.append(
            b"%b 0 0 %b %b cm/%b Do Q\n"
            % (number(width), number(height), numbers((x, y)), raster.name.encode("ascii"))
        )

    def _turned(self, image: Image) -> bytes:
        """Give the matrix that turns a picture clockwise about the middle of its box."""
        if not image.rotation:
            return b""
        angle = math.radians(-image.rotation)
        cos, sin = math.cos(angle), math.sin(angle)
        x, y = image.x + image.width / 2, self._y(image.y + image.height / 2)
        return b"%.6f %.6f %.6f %.6f %.3f %.3f cm " % (
            cos,
            sin,
            -sin,
            cos,
            x - x * cos + y * sin,
            y - x * sin - y * cos,
        )

    def _metafile(self, image: Image) -> None:
        items = self.metafile(image)
        if items is None:
            self._placeholder(image)
            return
        for item in items:
            self._paint(item)

    def _placeholder(self, image: Image) -> None:
        """Draw a box with the alternative text in it, or a cross where there is none."""
        kind = f"of kind {image.kind}" if image.kind else "of a kind that is not known"
        self.needs.warnings[f"A picture {kind} cannot be drawn; a box stands for it."] = None
        left, right = image.x, image.x + image.width
        top, bottom = self._y(image.y), self._y(image.y + image.height)
        self._set_stroke(_BOX_COLOR)
        self._out.append(b"0.5 w %b re S\n" % numbers((left, bottom, image.width, image.height)))
        caption = self.runs.caption(image.alt, image)
        if caption is not None:
            self._run(caption)
            return
        self._out.append(
            b"%b m %b l %b m %b l S\n"
            % tuple(map(numbers, ((left, bottom), (right, top), (left, top), (right, bottom))))
        )

    def _clip(self, clip: Clip) -> None:
        self._enter(_NOTHING)
        corner = (clip.x, self._y(clip.y + clip.height), clip.width, clip.height)
        self._out.append(b"q %b re W n\n" % numbers(corner))
        self._clips += 1
        self._fill = self._stroke = ""

    def _end_clip(self) -> None:
        if not self._clips:
            return
        self._enter(_NOTHING)
        self._out.append(b"Q\n")
        self._clips -= 1
        self._fill = self._stroke = ""

    def _with_opacity(self, opacity: float, paint: Callable[..., None], item: Item) -> None:
        if opacity >= 1:
            paint(item)
            return
        self._out.append(b"q ")
        self._set_opacity(opacity)
        paint(item)
        self._out.append(b"Q\n")
        self._fill = self._stroke = ""

    def _set_opacity(self, opacity: float) -> None:
        share = max(0, min(100, round(opacity * 100)))
        self.needs.opacities[f"G{share}"] = share / 100
        self._out.append(b"/G%d gs " % share)

    def _set_fill(self, color: str) -> None:
        if color != self._fill:
            self._out.append(_color(color) + b" rg\n")
            self._fill = color

    def _set_stroke(self, color: str) -> None:
        if color != self._stroke:
            self._out.append(_color(color) + b" RG\n")
            self._stroke = color


@functools.lru_cache(maxsize=256)
def _color(color: str) -> bytes:
    """Give the three shares of a colour ``RRGGBB``; black for what is none."""
    if not _COLOR.fullmatch(color):
        return b"0 0 0"
    return numbers([int(color[place : place + 2], 16) / 255 for place in (0, 2, 4)])


def _matrix(matrix: tuple[float, float, float, float]) -> bytes:
    return b"1 0 0 1" if matrix == (1.0, 0.0, 0.0, 1.0) else b"%.5f %.5f %.5f %.5f" % matrix


def _wave(x1: float, y1: float, x2: float, y2: float, width: float) -> bytes:
    """Give a wave along a line: one curve up, one down, each as long as its stroke asks for."""
    length = math.hypot(x2 - x1, y2 - y1)
    step = max(_WAVE_STEP, 2 * width)
    count = max(1, round(length / step))
    along = ((x2 - x1) / count, (y2 - y1) / count)
    # Across the line, as high as half a step.
    across = (-along[1] / 2, along[0] / 2)
    out = [b"%b m " % numbers((x1, y1))]
    for one in range(count):
        side = 1 if one % 2 == 0 else -1
        start = (x1 + along[0] * one, y1 + along[1] * one)
        points = []
        for share in (1 / 3, 2 / 3):
            points += [
                start[0] + along[0] * share + across[0] * side,
                start[1] + along[1] * share + across[1] * side,
            ]
        points += [start[0] + along[0], start[1] + along[1]]
        out.append(b"%b c " % numbers(points))
    return b"".join(out)
