"""Plays enhanced metafiles (MS-EMF)."""

import struct
from collections.abc import Callable

from lettergen.typeset.draw.metafiles.device import Brush, Device, Lettering, Pen, Point, UnsupportedError

_STOCK = 0x80000000
_STOCK_OBJECTS: dict[int, Pen | Brush | Lettering] = {
    **{
        place: Brush(color)
        for place, color in enumerate(("FFFFFF", "C0C0C0", "808080", "404040", "000000", None))
    },
    6: Pen("FFFFFF"),
    7: Pen("000000"),
    8: Pen(None),
    **{place: Lettering() for place in range(10, 18)},
}
_NULL_PEN, _NULL_BRUSH = 5, 1
_END = 14
#: Raster operations that fill a box (MS-WMF 2.1.1.31): with the brush, with black, with white.
_GROUNDS = {0x00F00021: None, 0x00000042: "000000", 0x00FF0062: "FFFFFF"}
# Map modes (MS-EMF 2.1.21): units are pixels, or what window and viewport say; others count in inches.
_PIXELS, _SCALED = 1, {7, 8}
_COPY, _NOTHING = 0x00CC0020, 0x00AA0029
# An icon of 512 points square; larger ones lose their opacity and not a second of time.
_LARGEST_BLEND = 4 * 512 * 512

# Records that change nothing on the page: comments, palettes, clipping to what is drawn anyway,
# background, raster operations, brush origins, stretching.
_IGNORED = frozenset({1, 13, 16, 18, 20, 21, 25, 26, 28, 30, 48, 49, 50, 51, 52, 58, 67, 68, 70, 75, 98, 115,
                      121})  # fmt: skip


def recognises(data: bytes) -> bool:
    """Whether this is an enhanced metafile."""
    return len(data) >= 88 and data[:4] == b"\1\0\0\0" and data[40:44] == b" EMF"


def play(data: bytes, device: Device) -> None:
    """Draw what the file records.

    Raises:
        UnsupportedError: If it calls for something that is not played.
    """
    left, top, right, bottom, pixels_x, pixels_y, mm_x, mm_y = struct.unpack_from("<4l32x2l2l", data, 24)
    # The frame is in hundredths of a millimetre of the device that the file was made for.
    across, down = pixels_x / (mm_x * 100), pixels_y / (mm_y * 100)
    device.frame = (left * across, top * down, right * across, bottom * down)
    player = _Player(device)
    at = 0
    while at + 8 <= len(data):
        kind, size = struct.unpack_from("<LL", data, at)
        if kind == _END:
            return
        if size < 8:
            raise UnsupportedError
        player.play(kind, data[at : at + size])
        at += size


class _Player:
    """Plays records one by one; each is whole, its type and size included."""

    def __init__(self, device: Device) -> None:
        self._device = device
        self._objects: dict[int, Pen | Brush | Lettering] = {}
        self._records: dict[int, Callable[[bytes], None]] = {
            9: self._extent("extent"),
            10: self._origin("origin"),
            11: self._extent("view_extent"),
            12: self._origin("view_origin"),
            17: self._map_mode,
            19: lambda record: device.set(even_odd=_long(record, 8) == 1),
            22: lambda record: device.set(align=_long(record, 8)),
            24: lambda record: device.set(text_color=_color(record, 8)),
            27: self._move,
            33: lambda _record: device.save(),
            34: lambda record: device.restore(_long(record, 8)),
            35: lambda record: device.set(world=struct.unpack_from("<6f", record, 8)),
            36: self._modify_world,
            37: self._select,
            38: lambda record: self._create(record, _pen(record, 12, 16, 24)),
            39: lambda record: self._create(record, _brush(record, 12)),
            40: self._delete,
            42: lambda record: device.ellipse(*struct.unpack_from("<4l", record, 8)),
            43: lambda record: device.rectangle(*struct.unpack_from("<4l", record, 8)),
            54: lambda record: device.polyline([_point(record, 8)], goes_on=True),
            59: lambda _record: setattr(device, "path", []),
            60: lambda _record: None,
            61: lambda _record: device.draw([("Z",)], fill=False) if device.path else None,
            62: lambda _record: device.draw_path(fill=True, stroke=False),
            63: lambda _record: device.draw_path(fill=True, stroke=True),
            64: lambda _record: device.draw_path(fill=False, stroke=True),
            76: self._bit_block,
            81: self._stretch_bits,
            82: lambda record: self._create(record, _lettering(record)),
            84: self._text,
            95: lambda record: self._create(record, _pen(record, 28, 32, 40)),
            114: self._blend,
        }
        for wide, first in ((True, 2), (False, 85)):
            self._records |= {
                first: self._points(wide, device.bezier),
                first + 1: self._points(wide, device.polygon),
                first + 2: self._points(wide, device.polyline),
                first + 3: self._points(wide, lambda points: device.bezier(points, goes_on=True)),
                first + 4: self._points(wide, lambda points: device.polyline(points, goes_on=True)),
                first + 5: self._many(wide, self._polylines),
                first + 6: self._many(wide, lambda outlines: device.polygon(*outlines)),
            }

    def play(self, kind: int, record: bytes) -> None:
        if kind in self._records:
            self._records[kind](record)
        elif kind not in _IGNORED:
            raise UnsupportedError

    def _origin(self, name: str) -> Callable[[bytes], None]:
        return lambda record: self._device.set(**{name: _point(record, 8)})

    def _extent(self, name: str) -> Callable[[bytes], None]:
        def play(record: bytes) -> None:
            if self._device.state.is_scaled:
                self._device.set(**{name: _point(record, 8)})

        return play

    def _map_mode(self, record: bytes) -> None:
        """Set what units are: pixels, whatever extents are set, or as window and viewport say."""
        mode = _long(record, 8)
        if mode == _PIXELS:
            self._device.set(is_scaled=False, extent=(1.0, 1.0), view_extent=(1.0, 1.0))
        elif mode in _SCALED:
            self._device.set(is_scaled=True)
        else:
            raise UnsupportedError

    def _move(self, record: bytes) -> None:
        self._device.position = _point(record, 8)
        if self._device.path is not None:
            self._device.path.append(self._device.steps("M", [self._device.position]))

    def _modify_world(self, record: bytes) -> None:
        matrix, mode = struct.unpack_from("<6f", record, 8), _long(record, 32)
        old = self._device.state.world
        if mode == 1:
            self._device.set(world=(1.0, 0.0, 0.0, 1.0, 0.0, 0.0))
        elif mode in {2, 3}:
            self._device.set(world=_product(matrix, old) if mode == 2 else _product(old, matrix))
        else:
            self._device.set(world=matrix)

    def _create(self, record: bytes, made: Pen | Brush | Lettering) -> None:
        self._objects[_long(record, 8)] = made

    def _delete(self, record: bytes) -> None:
        self._objects.pop(_long(record, 8), None)

    def _polylines(self, lines: list[list[Point]]) -> None:
        for line in lines:
            self._device.polyline(line)

    def _select(self, record: bytes) -> None:
        number = struct.unpack_from("<L", record, 8)[0]
        chosen = _STOCK_OBJECTS.get(number - _STOCK) if number >= _STOCK else self._objects.get(number)
        names = {Pen: "pen", Brush: "brush", Lettering: "lettering"}
        if chosen is not None:
            self._device.set(**{names[type(chosen)]: chosen})

    def _points(self, wide: bool, draw: Callable[[list[Point]], object]) -> Callable[[bytes], None]:
        def play(record: bytes) -> None:
            count = _long(record, 24)
            draw(_read_points(record, 28, count, wide=wide))

        return play

    def _many(self, wide: bool, draw: Callable[[list[list[Point]]], object]) -> Callable[[bytes], None]:
        def play(record: bytes) -> None:
            number, total = struct.unpack_from("<LL", record, 24)
            counts = struct.unpack_from(f"<{number}L", record, 32)
            points = _read_points(record, 32 + 4 * number, total, wide=wide)
            ends = [sum(counts[: place + 1]) for place in range(number)]
            draw([points[end - count : end] for count, end in zip(counts, ends, strict=True)])

        return play

    def _stretch_bits(self, record: bytes) -> None:
        x, y = struct.unpack_from("<2l", record, 24)
        width, height = struct.unpack_from("<2l", record, 72)
        self._device.bitmap(*_picture(record, 48), (x, y, width, height))

    def _bit_block(self, record: bytes) -> None:
        """Play EMR_BITBLT (MS-EMF 2.3.1.2): a ground of one colour, or a picture as it is."""
        x, y, width, height, operation = struct.unpack_from("<4lL", record, 24)
        if operation in _GROUNDS:
            color = _GROUNDS[operation] or self._device.state.brush.color
            self._device.ground((x, y, width, height), color)
        elif operation == _COPY:
            self._device.bitmap(*_picture(record, 84), (x, y, width, height))
        elif operation != _NOTHING:
            raise UnsupportedError

    def _blend(self, record: bytes) -> None:
        """Play EMR_ALPHABLEND (MS-EMF 2.3.1.1): a picture as it shows on white."""
        box = struct.unpack_from("<4l", record, 24)
        header, bits = _picture(record, 84)
        depth, packing = struct.unpack_from("<HL", header, 14)
        if record[43] & 1 and depth == 32 and not packing and len(bits) <= _LARGEST_BLEND:
            bits = _on_white(bits)
        self._device.bitmap(header, bits, box)

    def _text(self, record: bytes) -> None:
        x, y, count, start = struct.unpack_from("<2l2L", record, 36)
        advances = struct.unpack_from("<L", record, 72)[0]
        text = record[start : start + 2 * count].decode("utf-16-le", "replace")
        if not text.strip():
            return
        width = sum(struct.unpack_from(f"<{count}L", record, advances)) if advances else None
        place = self._device.position if self._device.state.align & 1 else (x, y)
        self._device.text(text, place, width)


def _picture(record: bytes, at: int) -> tuple[bytes, bytes]:
    """Give a device-independent bitmap's header and points; `at` is where a record says where they are."""
    header, header_size, bits, bits_size = struct.unpack_from("<4L", record, at)
    return record[header : header + header_size], record[bits : bits + bits_size]


def _on_white(points: bytes) -> bytes:
    """Give points of blue, green, red (weakened by it) and opacity as they show on white."""
    shown = bytearray(points)
    for at in range(0, len(shown) - 3, 4):
        lack = 255 - shown[at + 3]
        for channel in range(at, at + 3):
            shown[channel] = min(shown[channel] + lack, 255)
    return bytes(shown)


def _long(record: bytes, at: int) -> int:
    value: int = struct.unpack_from("<l", record, at)[0]
    return value


def _point(record: bytes, at: int) -> Point:
    x, y = struct.unpack_from("<2l", record, at)
    return float(x), float(y)


def _read_points(record: bytes, at: int, count: int, *, wide: bool) -> list[Point]:
    values = struct.unpack_from(f"<{2 * count}{'l' if wide else 'h'}", record, at)
    return [(float(x), float(y)) for x, y in zip(values[::2], values[1::2], strict=True)]


def _color(record: bytes, at: int) -> str:
    return record[at : at + 3].hex().upper() or "000000"


def _pen(record: bytes, style: int, width: int, color: int) -> Pen:
    empty = _long(record, style) & 0xF == _NULL_PEN
    return Pen(None if empty else _color(record, color), float(_long(record, width)))


def _brush(record: bytes, at: int) -> Brush:
    return Brush(None if _long(record, at) == _NULL_BRUSH else _color(record, at + 4))


def _lettering(record: bytes) -> Lettering:
    height, _width, escapement, _orientation, weight = struct.unpack_from("<5l", record, 12)
    family = record[40:104].decode("utf-16-le", "replace").split("\0")[0]
    return Lettering(
        family or "Arial", float(height or -12), weight >= 600, bool(record[32]), escapement / 10
    )


_Matrix = tuple[float, ...]


def _product(one: _Matrix, other: _Matrix) -> _Matrix:
    """Give the matrix that does the one and then the other."""
    a, b, c, d, e, f = one
    p, q, r, s, t, u = other
    return (a * p + b * r, a * q + b * s, c * p + d * r, c * q + d * s, e * p + f * r + t, e * q + f * s + u)
