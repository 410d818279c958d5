"""One face at one weight and slope: its measures, its glyphs, its place in a PDF."""

import functools
import hashlib
from dataclasses import dataclass

import uharfbuzz

from lettergen.typeset.fonts.entries import FontEntry
from lettergen.typeset.fonts.shaping import Shaped, Shaper
from lettergen.typeset.fonts.tables import FontTables

#: How far a synthetic italic leans: the tangent of 12 degrees, as browsers and Word have it.
SLANT = 0.2126
#: A synthetic bold's stroke, as a share of the font size.
BOLD_STROKE = 1 / 36


@dataclass(frozen=True, slots=True)
class Metrics:
    """A face's vertical measures as shares of the font size, all but `underline_position` positive.

    `ascent`, `descent` and `line_gap` add up to the line height at single spacing. The positions are
    the middle of the stroke, above the baseline.
    """

    ascent: float
    descent: float
    line_gap: float
    underline_position: float
    underline_thickness: float
    strike_position: float
    x_height: float
    cap_height: float


class Face:
    """A font file's face as text is set in it.

    Attributes:
        key: Names the face, the file's content and what is synthesised; as in `pages.GlyphRun.font`.
        entry: Where the face comes from.
        digest: SHA-256 (hex) of the font file.
        synthetic_bold: The family has no bold; `draw` strokes the outlines.
        synthetic_italic: The family has no italic; `draw` slants the outlines.
    """

    def __init__(
        self, loaded: "LoadedFont", *, synthetic_bold: bool = False, synthetic_italic: bool = False
    ) -> None:
        """Take a loaded font, which synthetic variants share."""
        self.entry = loaded.entry
        self.synthetic_bold = synthetic_bold
        self.synthetic_italic = synthetic_italic
        self.digest = loaded.digest
        self.tables = loaded.tables
        self.harfbuzz = loaded.face
        self.units_per_em: int = loaded.face.upem
        self._font = loaded.font
        self._shaper = loaded.shaper
        style = ("+bold" if synthetic_bold else "") + ("+italic" if synthetic_italic else "")
        self.key = f"{self.entry.postscript}:{self.digest[:12]}{style}"

    @property
    def name(self) -> str:
        """The face's PostScript name, such as ``Carlito-Bold``."""
        return self.entry.postscript

    def metrics(self) -> Metrics:
        """Give the vertical measures."""
        return self._metrics

    @functools.cached_property
    def _metrics(self) -> Metrics:
        tables, units = self.tables, self.units_per_em
        ascent, descent, line_gap = tables.line_metrics()
        return Metrics(
            ascent / units,
            descent / units,
            line_gap / units,
            tables.underline_position / units,
            tables.underline_thickness / units,
            (tables.strike_position or self._height_of("x") * 0.5) / units,
            (tables.x_height or self._height_of("x")) / units,
            (tables.cap_height or self._height_of("H")) / units,
        )

    def _height_of(self, char: str) -> float:
        """Give a flat letter's height in font units; two thirds of the ascent where it is missing."""
        glyph = self._font.get_nominal_glyph(ord(char))
        extents = self._font.get_glyph_extents(glyph) if glyph else None
        return float(extents.y_bearing) if extents else self.tables.line_metrics()[0] * 2 / 3

    def has(self, char: str) -> bool:
        """Whether the face has a glyph for each code point of `char`."""
        return all(self.glyph(one) for one in char)

    def glyph(self, char: str) -> int:
        """Give the glyph that stands for one code point by itself, 0 for none."""
        glyph: int | None = self._font.get_nominal_glyph(ord(char))
        return glyph or 0

    def advance(self, glyph: int) -> float:
        """Give a glyph's own width as a share of the font size."""
        width: int = self._font.get_glyph_h_advance(glyph)
        return width / self.units_per_em

    def shape(
        self,
        text: str,
        *,
        script: str = "",
        language: str = "",
        rtl: bool = False,
        kern: bool = False,
        ligatures: bool = False,
        features: tuple[str, ...] = (),
    ) -> Shaped:
        """Turn text into glyphs.

        Args:
            text: Characters of one script and direction, in reading order.
            script: Its ISO 15924 code such as ``Arab``; empty to guess it.
            language: A BCP 47 tag; some letters look different by language.
            rtl: Whether it runs from right to left; glyphs come left to right all the same.
            kern: Whether pairs are kerned.
            ligatures: Whether letters may join where the script does not ask for it.
            features: OpenType features such as ``smcp``, ``-calt`` or ``ss01=1``.
        """
        return self._shaper.shape(text, script, language, rtl, kern, ligatures, features)


@dataclass(frozen=True)
class LoadedFont:
    """A font file's face in memory."""

    entry: FontEntry
    digest: str
    face: uharfbuzz.Face
    font: uharfbuzz.Font
    tables: FontTables
    shaper: Shaper

    @classmethod
    def load(cls, entry: FontEntry) -> "LoadedFont":
        """Load a face's file.

        Raises:
            OSError: If the file cannot be read.
            ValueError: If it is damaged, or its glyphs are pictures, as those of some emoji fonts are.
        """
        data = entry.path.read_bytes()
        face = uharfbuzz.Face(uharfbuzz.Blob(data), entry.index)
        if not face.glyph_count or not face.upem or not _has_outlines(set(face.table_tags)):
            raise ValueError(f"{entry.path}: has no glyphs that can be embedded")
        font = uharfbuzz.Font(face)
        if entry.axes:
            font.set_variations(dict(entry.axes))
        tables = FontTables.read(face)
        return cls(entry, hashlib.sha256(data).hexdigest(), face, font, tables, Shaper(font, face.upem))


def _has_outlines(tables: set[str]) -> bool:
    return bool(tables & {"glyf", "CFF ", "CFF2"}) and "sbix" not in tables
