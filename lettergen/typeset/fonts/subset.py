"""Cuts out of a font what a PDF embeds, and says what each glyph means.

Glyphs keep their numbers, so that what is drawn does not depend on what else is embedded.
"""

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import uharfbuzz

from lettergen.errors import InputError
from lettergen.typeset.fonts.face import Face
from lettergen.typeset.fonts.permission import may_subset

# What a letter in a European language draws anyway: one subset of these serves every letter.
COMMON = "".join(map(chr, range(0x20, 0x7F))) + "\xa0£€–—‘’“”…"

# Letters that fonts join. HarfBuzz is asked what each becomes, as no table of a font says it plainly.
_LIGATURES = (
    "ff", "fi", "fl", "ffi", "ffl", "fj", "ffj", "ft", "fft", "fb", "ffb", "fh", "ffh", "fk", "ffk",
    "tt", "ti", "tti", "tf", "th", "Th", "ct", "st", "sp", "ij", "IJ", "gy", "fy", "fü", "fä", "fö",
)  # fmt: skip

_DROPPED_TABLES = (
    "cmap", "name", "OS/2", "post", "GSUB", "GPOS", "GDEF", "BASE", "JSTF", "kern", "gasp", "DSIG", "meta",
    "hdmx", "VDMX", "LTSH", "PCLT", "vhea", "vmtx", "VORG", "STAT", "MVAR", "morx", "kerx", "feat", "trak",
    "COLR", "CPAL", "SVG ", "sbix", "CBDT", "CBLC", "EBDT", "EBLC", "EBSC", "MATH", "FFTM", "TTFA",
)  # fmt: skip


class DamagedFontError(InputError):
    """A font file is damaged beyond the tables that name it."""

    def __init__(self, path: Path) -> None:
        """Take the font's file."""
        super().__init__(f"{path}: the font file is damaged. Install it anew, or remove it.")


@dataclass(frozen=True, slots=True)
class FontProgram:
    """What is embedded: TrueType tables, or a bare CFF program if `cff` (ISO 32000-1 table 126)."""

    data: bytes
    cff: bool


def cut(face: Face, glyphs: Iterable[int]) -> FontProgram:
    """Give a font program with these glyphs, what they are composed of and .notdef, unhinted.

    A variable font is fixed at the face's place in its design space. Where the licence forbids
    subsetting, all glyphs are in it.

    Raises:
        DamagedFontError: If HarfBuzz cannot take the font apart.
    """
    order = uharfbuzz.SubsetInput()
    wanted = glyphs if may_subset(face.tables) else range(face.harfbuzz.glyph_count)
    order.sets(uharfbuzz.SubsetInputSets.GLYPH_INDEX).update(sorted({0, *wanted}))
    order.sets(uharfbuzz.SubsetInputSets.DROP_TABLE_TAG).update(map(_tag, _DROPPED_TABLES))
    flags = uharfbuzz.SubsetFlags
    order.flags = (
        flags.NO_HINTING
        | flags.RETAIN_GIDS
        | flags.NOTDEF_OUTLINE
        | flags.NO_LAYOUT_CLOSURE
        | flags.DOWNGRADE_CFF2
        | flags.CFF_IDENTITY_CHARSET
    )
    for axis, value in face.entry.axes:
        order.pin_axis_location(face.harfbuzz, axis, value)
    try:
        part = order.subset(face.harfbuzz)
    except RuntimeError as error:
        raise DamagedFontError(face.entry.path) from error
    if "CFF " in part.table_tags:
        return FontProgram(bytes(part.reference_table("CFF ").data), cff=True)
    return FontProgram(bytes(part.blob.data), cff=False)


def meanings(face: Face) -> dict[int, str]:
    """Give the characters each glyph stands for by the font's own account: its cmap, and ligatures.

    Of several characters with one glyph the lowest counts. Presentation forms, such as the Arabic
    ones, count as the letters that they present.
    """
    found: dict[int, str] = {}
    for code in sorted(face.harfbuzz.unicodes):
        glyph = face.glyph(chr(code))
        if glyph and glyph not in found:
            found[glyph] = _plain(chr(code))
    for letters in _LIGATURES:
        shaped = face.shape(letters, script="Latn", ligatures=True)
        if len(shaped.glyphs) == 1:
            found.setdefault(shaped.glyphs[0], letters)
    return found


def common_glyphs(face: Face) -> frozenset[int]:
    """Give the glyphs of `COMMON` that the face has; all glyphs where it may not be subset."""
    if not may_subset(face.tables):
        return frozenset(range(1, face.harfbuzz.glyph_count))
    return frozenset(map(face.glyph, COMMON)) - {0}


def _plain(char: str) -> str:
    form = 0xFB00 <= ord(char) <= 0xFDFF or 0xFE70 <= ord(char) <= 0xFEFE
    return unicodedata.normalize("NFKC", char) if form else char


def _tag(name: str) -> int:
    return int.from_bytes(name.encode("ascii"))
