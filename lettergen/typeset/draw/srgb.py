"""The sRGB colour profile (IEC 61966-2-1) that the PDF's colours are meant in.

Written here rather than by Pillow, whose profiles carry the time at which they were made.
"""

import functools
import struct
import zlib

# Primaries adapted to D50, as the profile connection space wants them (ICC.1:2010, annex E).
_PRIMARIES = {
    b"rXYZ": (0.43607, 0.22249, 0.01392),
    b"gXYZ": (0.38515, 0.71687, 0.09708),
    b"bXYZ": (0.14307, 0.06061, 0.71410),
    b"wtpt": (0.96420, 1.0, 0.82491),
}
_D50 = (0.96420, 1.0, 0.82491)
_BRADFORD = (1.04788, 0.02292, -0.0502, 0.02959, 0.99048, -0.01707, -0.00925, 0.01508, 0.75168)
# The transfer curve's exponent, slopes and knee.
_CURVE = (2.4, 1 / 1.055, 0.055 / 1.055, 1 / 12.92, 0.04045)


@functools.cache
def profile() -> bytes:
    """Give the profile: version 4, display device, three matrix columns and one curve."""
    curve = b"para" + struct.pack(">4xH2x", 3) + _fixed(*_CURVE)
    tags = {
        b"desc": _multilingual("sRGB IEC61966-2.1"),
        b"cprt": _multilingual("Public domain"),
        b"chad": b"sf32" + bytes(4) + _fixed(*_BRADFORD),
        **{tag: b"XYZ " + bytes(4) + _fixed(*values) for tag, values in _PRIMARIES.items()},
        **dict.fromkeys((b"rTRC", b"gTRC", b"bTRC"), curve),
    }
    table, body = b"", b""
    start = 128 + 4 + 12 * len(tags)
    for tag, data in tags.items():
        table += struct.pack(">4sLL", tag, start + len(body), len(data))
        body += data + bytes(-len(data) % 4)
    size = start + len(body)
    return _header(size) + struct.pack(">L", len(tags)) + table + body


@functools.cache
def compressed_profile() -> bytes:
    """Give the profile as the PDF holds it."""
    return zlib.compress(profile())


def _header(size: int) -> bytes:
    """Give the 128 bytes at the beginning; the date is that of the standard."""
    date = struct.pack(">6H", 1999, 10, 18, 0, 0, 0)
    return (
        struct.pack(">L4sL4s4s4s", size, bytes(4), 0x04200000, b"mntr", b"RGB ", b"XYZ ")
        + date
        + b"acsp"
        + bytes(28)
        + _fixed(*_D50)
        + bytes(48)
    )


def _fixed(*values: float) -> bytes:
    return struct.pack(f">{len(values)}l", *(round(value * 65536) for value in values))


def _multilingual(words: str) -> bytes:
    raw = words.encode("utf-16-be")
    return b"mluc" + struct.pack(">4xLL2s2sLL", 1, 12, b"en", b"US", len(raw), 28) + raw
