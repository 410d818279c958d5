"""Attribute values of WordprocessingML as Python values: on/off, whole numbers, lengths, colours.

Nothing here raises: what cannot be read is None, and the caller's default holds. Numbers are held
within `LIMIT` so that a hostile file cannot ask for a page of a million miles.
"""

import math
import re

from docx.oxml.ns import nsmap
from lxml.etree import _Element as Element

#: The longest length in points that is believed: ten times Word's largest page (22 inches).
LIMIT = 15840.0

#: Namespaces in Clark notation, each ready to stand before a local name.
W = f"{{{nsmap['w']}}}"
R = f"{{{nsmap['r']}}}"
A = f"{{{nsmap['a']}}}"
WP = f"{{{nsmap['wp']}}}"
PIC = f"{{{nsmap['pic']}}}"
WP14 = "{http://schemas.microsoft.com/office/word/2010/wordprocessingDrawing}"
W14 = "{http://schemas.microsoft.com/office/word/2010/wordml}"
WPS = "{http://schemas.microsoft.com/office/word/2010/wordprocessingShape}"
WPG = "{http://schemas.microsoft.com/office/word/2010/wordprocessingGroup}"
WPC = "{http://schemas.microsoft.com/office/word/2010/wordprocessingCanvas}"
MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
V = "{urn:schemas-microsoft-com:vml}"
O = "{urn:schemas-microsoft-com:office:office}"  # noqa: E741 - the prefix that every such file uses
M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
XML_SPACE = "{http://www.w3.org/XML/1998/namespace}space"

_NUMBER = re.compile(r"\s*([+-]?(?:\d+\.?\d*|\.\d+))\s*([a-z%]*)\s*$", re.ASCII | re.IGNORECASE)
_POINTS_PER = {"pt": 1.0, "in": 72.0, "cm": 72 / 2.54, "mm": 72 / 25.4, "pc": 12.0, "pi": 12.0, "px": 0.75}
#: ST_OnOff's words for no, and VML's short one (ST_TrueFalse).
_FALSE = frozenset({"0", "false", "off", "none", "f"})


def attribute(element: Element | None, name: str) -> str | None:
    """Give the attribute of that name in the w: namespace; None for an absent element too."""
    return None if element is None else element.get(W + name)


def local_name(element: Element) -> str:
    """Give the name without its namespace; empty for comments and processing instructions."""
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def is_on(element: Element | None) -> bool | None:
    """Read an on/off element (ST_OnOff): present without a value is on; absent is None."""
    if element is None:
        return None
    value = element.get(W + "val")
    return value is None or value.strip().lower() not in _FALSE


def is_true(value: str | None, default: bool = False) -> bool:
    """Read an on/off attribute (ST_OnOff)."""
    return default if value is None else value.strip().lower() not in _FALSE


def whole(value: str | None, low: int = -(2**31), high: int = 2**31 - 1) -> int | None:
    """Read a whole number, held between `low` and `high`; None when it is none.

    A decimal fraction is cut off, as Word does with files of careless writers.
    """
    number = _split_number(value)
    return None if number is None else max(low, min(high, int(number[0])))


def decimal(value: str | None) -> float | None:
    """Read a number without a unit; None when it is none."""
    number = _split_number(value)
    return None if number is None else number[0]


def length(value: str | None, per_point: float = 20) -> float | None:
    """Read a length in points, between -LIMIT and LIMIT.

    Args:
        value: A bare number, or one with a unit (ST_UniversalMeasure: mm, cm, in, pt, pc, pi).
        per_point: How many a bare number counts to the point: 20 for twips, 2 for half-points, 12700
            for EMU.
    """
    number = _split_number(value)
    if number is None:
        return None
    unit = _POINTS_PER.get(number[1])
    points = number[0] / per_point if unit is None else number[0] * unit
    return max(-LIMIT, min(LIMIT, points))


def emu_length(value: str | None) -> float | None:
    """Read a length that is written in English Metric Units (ST_Coordinate), in points."""
    return length(value, 12700)


def share(value: str | None, whole_is: float = 5000) -> float | None:
    """Read a percentage as a share: ``50%`` is 0.5, a bare number counts `whole_is` to the whole."""
    number = _split_number(value)
    if number is None:
        return None
    return number[0] / (100 if number[1] == "%" else whole_is)


def hex_color(value: str | None) -> str | None:
    """Read ``RRGGBB`` in capitals; None for ``auto`` and whatever is no colour (ST_HexColor)."""
    if value and re.fullmatch(r"[0-9A-Fa-f]{6}", value):
        return value.upper()
    return None


def _split_number(value: str | None) -> tuple[float, str] | None:
    """Give the number and its unit in small letters; None when it is no finite number."""
    match = _NUMBER.match(value) if value is not None and len(value) < 64 else None
    if match is None:
        return None
    number = float(match[1])
    return (number, match[2].lower()) if math.isfinite(number) else None
