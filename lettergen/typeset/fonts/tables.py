"""The numbers of a font's tables that layout and embedding need, in font units (OpenType 1.9)."""

import struct
from dataclasses import dataclass
from typing import Any

import uharfbuzz

_USE_TYPO_METRICS = 1 << 7


@dataclass(frozen=True, slots=True)
class FontTables:
    """What head, hhea, OS/2 and post say; 0 where a table is missing or silent.

    `embedding` is OS/2's fsType. Descents are positive downwards. Heights are above the baseline;
    strokes' positions are their middles', where the tables have their tops.
    """

    box: tuple[int, int, int, int] = (0, 0, 0, 0)
    ascender: int = 0
    descender: int = 0
    line_gap: int = 0
    typo_ascender: int = 0
    typo_descender: int = 0
    typo_line_gap: int = 0
    win_ascent: int = 0
    win_descent: int = 0
    selection: int = 0
    embedding: int = 0
    weight: int = 400
    strike_position: int = 0
    x_height: int = 0
    cap_height: int = 0
    italic_angle: float = 0.0
    underline_position: int = 0
    underline_thickness: int = 0
    fixed_pitch: bool = False

    @classmethod
    def read(cls, face: uharfbuzz.Face) -> "FontTables":
        """Read a face's tables.

        Raises:
            ValueError: If one that cannot be done without is missing or cut short.
        """
        try:
            values = {**_head(face), **_hhea(face), **_os2(face), **_post(face)}
        except struct.error as error:
            raise ValueError("a table is cut short") from error
        return cls(**values)

    def line_metrics(self) -> tuple[int, int, int]:
        """Give ascent, descent and line gap of a line at single spacing.

        hhea's, which are what Word's own fonts and their stand-ins agree on; the typographic ones
        where the font asks for them; Windows' where the others are empty. LibreOffice goes by the
        same rules.
        """
        if self.selection & _USE_TYPO_METRICS and self.typo_ascender >= 0 and self.typo_descender >= 0:
            found = (self.typo_ascender, self.typo_descender, max(self.typo_line_gap, 0))
        elif self.ascender > 0 or self.descender > 0:
            found = (self.ascender, max(self.descender, 0), max(self.line_gap, 0))
        else:
            found = (self.win_ascent, self.win_descent, 0)
        return found if found[0] + found[1] > 0 else (self.box[3], -self.box[1], 0)


def _table(face: uharfbuzz.Face, tag: str) -> bytes:
    return bytes(face.reference_table(tag).data)


def _head(face: uharfbuzz.Face) -> dict[str, Any]:
    return {"box": struct.unpack_from(">4h", _table(face, "head"), 36)}


def _hhea(face: uharfbuzz.Face) -> dict[str, Any]:
    ascender, descender, gap = struct.unpack_from(">3h", _table(face, "hhea"), 4)
    return {"ascender": ascender, "descender": -descender, "line_gap": gap}


def _os2(face: uharfbuzz.Face) -> dict[str, Any]:
    table = _table(face, "OS/2")
    if len(table) < 78:
        return {}
    typo_ascender, typo_descender, typo_gap, win_ascent, win_descent = struct.unpack_from(">3hHH", table, 68)
    strike_size, strike_top = struct.unpack_from(">hh", table, 26)
    # Version 2 added the heights of x and of capitals.
    heights = struct.unpack_from(">hh", table, 86) if len(table) >= 90 else (0, 0)
    return {
        "weight": struct.unpack_from(">H", table, 4)[0],
        "embedding": struct.unpack_from(">H", table, 8)[0],
        "strike_position": strike_top - strike_size // 2,
        "selection": struct.unpack_from(">H", table, 62)[0],
        "typo_ascender": typo_ascender,
        "typo_descender": -typo_descender,
        "typo_line_gap": typo_gap,
        "win_ascent": win_ascent,
        "win_descent": win_descent,
        "x_height": max(heights[0], 0),
        "cap_height": max(heights[1], 0),
    }


def _post(face: uharfbuzz.Face) -> dict[str, Any]:
    table = _table(face, "post")
    units = face.upem
    if len(table) < 16:
        return {"underline_position": -units // 10, "underline_thickness": units // 20}
    angle, top, thickness, fixed = struct.unpack_from(">lhhL", table, 4)
    thickness = thickness if thickness > 0 else units // 20
    return {
        "italic_angle": angle / 65536,
        "underline_position": top - thickness // 2,
        "underline_thickness": thickness,
        "fixed_pitch": bool(fixed),
    }
