"""Glyph runs as text operators (ISO 32000-1 section 9.4), each run's glyphs once.

Lines recur from letter to letter, so operators are remembered by the run's glyphs and do not say
where on the page they stand nor which part of the document they belong to.
"""

import itertools
import math
import operator
from dataclasses import dataclass, field

from lettergen.typeset.draw.objects import number, text
from lettergen.typeset.draw.typefaces import Typeface, same_text, typeface_key
from lettergen.typeset.fonts import FontBook
from lettergen.typeset.fonts.face import BOLD_STROKE, SLANT, Face
from lettergen.typeset.pages import Glyph, GlyphRun, Image

#: How many runs are remembered before it begins anew.
REMEMBERED = 10_000
# What a character of a private use area is read as (ISO 19005-2 6.2.11.7.3 wants a meaning): such
# characters are the bullets and dingbats of symbol fonts.
_PRIVATE_MEANING = "•"
# What the box that stands for a picture is lettered in.
_CAPTION_FAMILY = "Arimo"
_CAPTION_SIZE = 8.0
# Positions are corrected from this distance on, in thousandths of the font size.
_TOLERANCE = 0.5


@dataclass(frozen=True, slots=True)
class RunOperators:
    """A run's operators between its text matrix and ET, and what they need.

    `common` are the typefaces whose first part is drawn from, `others` the glyphs of second parts
    with the characters they stand for. `missing` are characters that no font has.
    """

    operators: bytes
    matrix: tuple[float, float, float, float]
    stroke: float
    common: tuple[Typeface, ...]
    others: tuple[tuple[Typeface, int, str], ...]
    missing: tuple[str, ...]


class RunWriter:
    """Turns glyph runs into operators and remembers them."""

    def __init__(self, fonts: FontBook) -> None:
        """Take the book that the runs' fonts come from."""
        self._fonts = fonts
        self._typefaces: dict[str, Typeface] = {}
        self._faces: dict[str, tuple[Face, Typeface]] = {}
        # By identity of the glyphs, which layout shares between letters; the run is kept beside, so
        # that the identity stays taken.
        self._known: dict[int, tuple[GlyphRun, RunOperators]] = {}

    def operators(self, run: GlyphRun) -> RunOperators:
        """Give a run's operators."""
        key = id(run.glyphs)
        known = self._known.get(key)
        if known is not None and _same_but_for_place(known[0], run):
            return known[1]
        if len(self._known) >= REMEMBERED:
            self._known.clear()
        operators = self._written(run)
        self._known[key] = (run, operators)
        return operators

    def face_of(self, key: str) -> tuple[Face, Typeface]:
        """Give the face of a run's font and its typeface in the PDF."""
        found = self._faces.get(key)
        if found is None:
            face = self._fonts.by_key(key)
            identity = typeface_key(face)
            if identity not in self._typefaces:
                self._typefaces[identity] = Typeface(face)
            typeface = self._typefaces[identity]
            found = self._faces[key] = (face, typeface)
        return found

    def caption(self, words: str, image: Image) -> GlyphRun | None:
        """Give a line of text for the box that stands for a picture, as much of it as fits.

        Returns:
            None if there are no words, or not even one letter fits.
        """
        face = self._fonts.face(_CAPTION_FAMILY, bold=False, italic=False)
        size = min(_CAPTION_SIZE, image.height / 2)
        text = " ".join(words.split())
        while text and face.shape(text).width * size > image.width - size:
            text = text[:-1]
        shaped = face.shape(text)
        if not text or size < 1:
            return None
        pens = itertools.accumulate(shaped.advances, initial=0.0)
        glyphs = tuple(
            Glyph(glyph, (pen + dx) * size, dy * size)
            for glyph, pen, (dx, dy) in zip(shaped.glyphs, pens, shaped.offsets, strict=False)
        )
        left, middle = image.x + size / 2, image.y + image.height / 2 + size / 3
        return GlyphRun(
            left, middle, face.key, size, glyphs, text, shaped.clusters, shaped.width * size, node=image.node
        )

    def _written(self, run: GlyphRun) -> RunOperators:
        face, typeface = self.face_of(run.font)
        clusters = _clusters(run)
        line = _Line(run, typeface, _shares(clusters))
        for actual, glyphs in _spans(run, typeface, clusters):
            line.show(actual, glyphs)
        slant = SLANT if face.synthetic_italic else 0.0
        angle = math.radians(-run.rotation) + 0.0  # not -0.0, which prints its sign
        cos, sin = math.cos(angle), math.sin(angle)
        return RunOperators(
            line.finished(),
            (cos, sin, slant * cos - sin, slant * sin + cos),
            run.size * BOLD_STROKE if face.synthetic_bold else 0.0,
            (typeface,) if line.uses_common else (),
            tuple((typeface, glyph, text) for glyph, text in line.others.items()),
            tuple(line.missing),
        )


def _same_but_for_place(one: GlyphRun, other: GlyphRun) -> bool:
    return (
        one.glyphs is other.glyphs
        and one.font == other.font
        and one.size == other.size
        and one.scale == other.scale
        and one.rotation == other.rotation
        and one.text == other.text
        and one.clusters == other.clusters
    )


_Clusters = list[tuple[str, list[int]]]


def _spans(run: GlyphRun, typeface: Typeface, clusters: _Clusters) -> list[tuple[str | None, list[int]]]:
    """Cut a run where glyphs stop or start to say by themselves which characters they are.

    Returns:
        For each span the characters to write as ActualText, or None, and its glyphs as indices.
    """
    spans: list[tuple[str | None, list[int]]] = []
    if len(clusters) == len(run.glyphs) == len(run.text) and not _is_private(run.text):
        # One glyph for each character, which says it by itself: nearly all of the text there is.
        meanings = [typeface.meaning(glyph.id) for glyph in run.glyphs]
        if all(map(operator.eq, meanings, (characters for characters, _glyphs in clusters))):
            return [(None, list(range(len(meanings))))]
    rtl = len(run.clusters) > 1 and run.clusters[0] > run.clusters[-1]
    for characters, glyphs in clusters:
        ordered = reversed(glyphs) if rtl else glyphs
        meant = "".join(typeface.meaning(run.glyphs[one].id) for one in ordered)
        plain = same_text(meant, characters) and not _is_private(characters)
        actual = None if plain else _meaningful(characters)
        last = spans[-1] if spans else None
        if last is not None and (last[0] is None) == (actual is None):
            joined = None if actual is None else (actual + last[0] if rtl else last[0] + actual)  # type: ignore[operator]  # both are None or neither, just asked
            spans[-1] = (joined, last[1] + glyphs)
        else:
            spans.append((actual, glyphs))
    return spans


def _clusters(run: GlyphRun) -> _Clusters:
    """Give the characters of each cluster and its glyphs as indices, in drawing order."""
    if run.clusters == tuple(range(len(run.text))):
        return [(character, [index]) for index, character in enumerate(run.text)]
    starts = sorted({*run.clusters, len(run.text)})
    ends = dict(itertools.pairwise(starts))
    found: _Clusters = []
    last = None
    for index, start in enumerate(run.clusters):
        if start == last:
            found[-1][1].append(index)
        else:
            found.append((run.text[start : ends.get(start, start)], [index]))
            last = start
    return found


def _shares(clusters: _Clusters) -> dict[int, str]:
    """Give each glyph its share of its cluster's characters, the last one the rest."""
    shares = {}
    for characters, glyphs in clusters:
        for place, index in enumerate(glyphs[:-1]):
            shares[index] = characters[place : place + 1]
        shares[glyphs[-1]] = characters[len(glyphs) - 1 :]
    return shares


def _is_private(characters: str) -> bool:
    return not characters.isascii() and any(
        "\ue000" <= char <= "\uf8ff" or char >= "\U000f0000" for char in characters
    )


def _meaningful(characters: str) -> str:
    return "".join(_PRIVATE_MEANING if _is_private(char) else char for char in characters)


@dataclass
class _Line:
    """Writes one run's text-showing operators, keeping track of where the viewer's pen stands."""

    run: GlyphRun
    typeface: Typeface
    shares: dict[int, str]
    uses_common: bool = False
    others: dict[int, str] = field(default_factory=dict)
    missing: list[str] = field(default_factory=list)
    _out: list[bytes] = field(default_factory=list)
    _array: list[bytes] = field(default_factory=list)
    _hex: list[str] = field(default_factory=list)
    _font: str = ""
    _pen: float = 0.0
    _rise: float = 0.0

    def show(self, actual: str | None, glyphs: list[int]) -> None:
        """Show glyphs, given as indices, with the characters they stand for where those need saying."""
        if actual is not None:
            self._flush()
            self._out.append(b"/Span<</ActualText%b>>BDC " % text(actual))
        for index in glyphs:
            self._show_glyph(index)
        if actual is not None:
            self._flush()
            self._out.append(b"EMC ")

    def finished(self) -> bytes:
        """Give the operators, with text state back as it was."""
        self._flush()
        if self._rise:
            self._out.append(b"0 Ts ")
        if self.run.scale != 1.0:
            return b"%b Tz %b100 Tz " % (number(self.run.scale * 100), b"".join(self._out))
        return b"".join(self._out)

    def _show_glyph(self, index: int) -> None:
        placed = self.run.glyphs[index]
        glyph = placed.id or self._stand_in(index)
        self._choose(glyph, self.shares[index])
        if abs(placed.y - self._rise) > 0.001:
            self._flush()
            self._out.append(b"%b Ts " % number(placed.y))
            self._rise = placed.y
        size = self.run.size
        adjust = (self._pen - placed.x / self.run.scale) * 1000 / size
        if abs(adjust) >= _TOLERANCE:
            self._flush_hex()
            rounded = round(adjust)
            self._array.append(b"%d" % rounded)
            self._pen -= rounded * size / 1000
        self._hex.append(f"{glyph:04x}")
        self._pen += self.typeface.width(glyph) * size / 1000

    def _stand_in(self, index: int) -> int:
        """Give the glyph drawn where there is none: .notdef must not be (ISO 19005-2 6.2.11.8)."""
        self.missing.append(self.run.text[self.run.clusters[index] : self.run.clusters[index] + 1])
        return self.typeface.stand_in

    def _choose(self, glyph: int, characters: str) -> None:
        if glyph in self.typeface.common:
            self.uses_common = True
            font = self.typeface.common_name
        else:
            self.others.setdefault(glyph, self.typeface.meaning(glyph) or characters)
            font = self.typeface.other_name
        if font != self._font:
            self._flush()
            self._out.append(b"/%b %b Tf " % (font.encode("ascii"), number(self.run.size)))
            self._font = font

    def _flush_hex(self) -> None:
        if self._hex:
            self._array.append(b"<%b>" % "".join(self._hex).encode("ascii"))
            self._hex.clear()

    def _flush(self) -> None:
        self._flush_hex()
        if self._array:
            self._out.append(b"[%b]TJ " % b"".join(self._array))
            self._array.clear()
