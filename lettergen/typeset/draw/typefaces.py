"""Fonts as PDF objects: Type 0 over a CIDFont with its subset (ISO 32000-1 sections 9.7 and 9.8).

Every face is embedded in at most two parts. The first holds the glyphs that any letter draws; it is
the same for all letters, made once and serialised once. The second holds what else this one letter
draws, so that no letter's bytes depend on the letters beside it. Glyphs keep their numbers in both.
"""

import hashlib
import unicodedata
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import groupby

from lettergen.typeset.draw.objects import PdfFile, number, numbers, reference
from lettergen.typeset.fonts.face import Face
from lettergen.typeset.fonts.subset import FontProgram, common_glyphs, cut, meanings

#: How many second parts are remembered; most letters of a run need one of a few.
REMEMBERED = 500


class Typeface:
    """A face as content streams name it, shared by its synthetic variants.

    Attributes:
        common: The glyphs of the first part.
        common_name: The first part's name in content streams and resources.
        other_name: The second part's name.
        stand_in: The glyph drawn for a character that no font has.
    """

    def __init__(self, face: Face) -> None:
        """Take any variant of the face."""
        self._face = face
        identity = hashlib.sha256(typeface_key(face).encode()).hexdigest()[:8]
        self.common = common_glyphs(face)
        self.common_name = f"F{identity}"
        self.other_name = f"X{identity}"
        self._meanings = meanings(face)
        # Drawn where no font has a glyph: what a reader knows as "something is missing here".
        self.stand_in = next((face.glyph(char) for char in "\N{WHITE SQUARE}\ufffd? " if face.has(char)), 1)
        self._widths: dict[int, float] = {}
        self._common_part: _Part | None = None
        self._other_parts: dict[tuple[tuple[int, str], ...], _Part] = {}

    def width(self, glyph: int) -> float:
        """Give a glyph's width in thousandths of the font size, as the PDF states it."""
        width = self._widths.get(glyph)
        if width is None:
            width = self._widths[glyph] = round(self._face.advance(glyph) * 1000, 2)
        return width

    def meaning(self, glyph: int) -> str:
        """Give the characters that the glyph stands for by itself, empty if the font does not say."""
        return self._meanings.get(glyph, "")

    def add_common(self, file: PdfFile) -> int:
        """Write the first part; gives the font's object number."""
        if self._common_part is None:
            self._common_part = self._part({glyph: self.meaning(glyph) for glyph in self.common})
        return self._common_part.add(file)

    def add_other(self, file: PdfFile, glyphs: Mapping[int, str]) -> int:
        """Write a second part with these glyphs and the characters they stand for in this letter."""
        key = tuple(sorted(glyphs.items()))
        part = self._other_parts.get(key)
        if part is None:
            if len(self._other_parts) >= REMEMBERED:
                self._other_parts.clear()
            part = self._other_parts[key] = self._part(dict(key))
        return part.add(file)

    def _part(self, glyphs: Mapping[int, str]) -> "_Part":
        program = cut(self._face, glyphs)
        widths = _width_array({glyph: self.width(glyph) for glyph in glyphs})
        characters = _to_unicode({glyph: self.meaning(glyph) or text for glyph, text in glyphs.items()})
        return _Part.of(self._face, program, widths, characters)


def typeface_key(face: Face) -> str:
    """Name the font program that a face is drawn with; synthetic variants share it."""
    axes = "".join(f"@{axis}={value:g}" for axis, value in face.entry.axes)
    return f"{face.entry.postscript}:{face.digest}:{face.entry.index}{axes}"


@dataclass(frozen=True, slots=True)
class _Part:
    """One embedded part, serialised but for the object numbers in it."""

    base_name: bytes
    program: bytes
    program_entries: bytes
    descriptor: bytes
    font: bytes
    characters: bytes

    @classmethod
    def of(cls, face: Face, program: FontProgram, widths: bytes, characters: bytes) -> "_Part":
        base_name = b"/%b+%b" % (_tag(program.data), _postscript_name(face.name))
        kind, file_key = (b"CIDFontType0", b"FontFile3") if program.cff else (b"CIDFontType2", b"FontFile2")
        entries = b"/Subtype/CIDFontType0C" if program.cff else b"/Length1 %d" % len(program.data)
        # CIDs are glyph numbers in both kinds: by this map, and by a CFF program without one.
        glyph_map = b"" if program.cff else b"/CIDToGIDMap/Identity"
        return cls(
            base_name,
            zlib.compress(program.data),
            entries + b"/Filter/FlateDecode",
            _descriptor(face, base_name) + b"/" + file_key,
            b"<</Type/Font/Subtype/%b/BaseFont%b/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)"
            b"/Supplement 0>>%b/W%b/FontDescriptor " % (kind, base_name, glyph_map, widths),
            zlib.compress(characters),
        )

    def add(self, file: PdfFile) -> int:
        program = file.add_stream(self.program_entries, self.program)
        descriptor = file.add(b"%b %b>>" % (self.descriptor, reference(program)))
        font = file.add(b"%b%b>>" % (self.font, reference(descriptor)))
        characters = file.add_stream(b"/Filter/FlateDecode", self.characters)
        return file.add(
            b"<</Type/Font/Subtype/Type0/BaseFont%b/Encoding/Identity-H/DescendantFonts[%b]/ToUnicode %b>>"
            % (self.base_name, reference(font), reference(characters))
        )


def _tag(program: bytes) -> bytes:
    """Give the six capitals that mark a subset (9.6.4), from its content."""
    value = int.from_bytes(hashlib.sha256(program).digest()[:8])
    return bytes(ord("A") + value // 26**place % 26 for place in range(6))


def _postscript_name(name: str) -> bytes:
    kept = "".join(char for char in name if "!" <= char <= "~" and char not in "[](){}<>/%#+")
    return (kept or "Font").encode("ascii")


def _descriptor(face: Face, base_name: bytes) -> bytes:
    tables, scale = face.tables, 1000 / face.units_per_em
    ascent, descent, _gap = tables.line_metrics()
    # Symbolic (4), since glyphs are named by number; fixed pitch (1) and italic (64) as they are.
    flags = 4 | (1 if tables.fixed_pitch else 0) | (64 if face.entry.italic else 0)
    return (
        b"<</Type/FontDescriptor/FontName%b/Flags %d/FontBBox[%b]/ItalicAngle %b/Ascent %b/Descent %b"
        b"/CapHeight %b/StemV %d"
        % (
            base_name,
            flags,
            numbers([round(one * scale) for one in tables.box]),
            number(tables.italic_angle),
            number(round(ascent * scale)),
            number(round(-descent * scale)),
            number(round(face.metrics().cap_height * 1000)),
            # No table has the stems' width; it grows with the weight about so.
            50 + (tables.weight // 65) ** 2,
        )
    )


def _width_array(widths: Mapping[int, float]) -> bytes:
    """Give W of a CIDFont (9.7.4.3): runs of neighbouring glyphs with their widths."""
    runs = []
    for _key, group in groupby(enumerate(sorted(widths)), key=lambda one: one[1] - one[0]):
        glyphs = [glyph for _index, glyph in group]
        runs.append(b"%d[%b]" % (glyphs[0], numbers([widths[glyph] for glyph in glyphs])))
    return b"[" + b"".join(runs) + b"]"


_CMAP_HEAD = b"""/CIDInit/ProcSet findresource begin 12 dict begin begincmap
/CIDSystemInfo<</Registry(Adobe)/Ordering(UCS)/Supplement 0>>def
/CMapName/Adobe-Identity-UCS def/CMapType 2 def
1 begincodespacerange<0000><FFFF>endcodespacerange
"""
_CMAP_TAIL = b"endcmap CMapName currentdict/CMap defineresource pop end end"
_CMAP_BLOCK = 100


def _to_unicode(glyphs: Mapping[int, str]) -> bytes:
    """Give the CMap that leads from glyphs back to characters (9.10.3)."""
    lines = [
        b"<%04X><%b>\n" % (glyph, _utf16_hex(text or "\N{REPLACEMENT CHARACTER}"))
        for glyph, text in sorted(glyphs.items())
    ]
    blocks = [lines[start : start + _CMAP_BLOCK] for start in range(0, len(lines), _CMAP_BLOCK)]
    body = b"".join(b"%d beginbfchar\n%bendbfchar\n" % (len(block), b"".join(block)) for block in blocks)
    return _CMAP_HEAD + body + _CMAP_TAIL


def _utf16_hex(text: str) -> bytes:
    # These three must not be mapped to (ISO 14289-1, 7.21.7).
    mapped = "".join("\N{REPLACEMENT CHARACTER}" if char in "\0\ufeff\ufffe" else char for char in text)
    return mapped.encode("utf-16-be", "replace").hex().upper().encode("ascii")


def same_text(one: str, other: str) -> bool:
    """Whether two texts are canonically the same, a no-break space counting as a space."""
    if one == other:
        return True
    return _canonical(one) == _canonical(other)


def _canonical(text: str) -> str:
    return unicodedata.normalize("NFC", text.replace("\xa0", " "))
