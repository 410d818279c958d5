"""Plays Windows metafiles with the placeable header that Word writes (MS-WMF)."""

import struct
from collections.abc import Callable

from lettergen.typeset.draw.metafiles.device import Brush, Device, Lettering, Pen, Point, UnsupportedError

_PLACEABLE = b"\xd7\xcd\xc6\x9a"
_NULL_PEN, _NULL_BRUSH = 5, 1
_END = 0
# Records that change nothing on the page: palettes, background, raster operations, escapes, clipping
# to what is drawn anyway, map mode (the header says what the picture spans).
_IGNORED = frozenset({0x0035, 0x0037, 0x00F7, 0x0102, 0x0103, 0x0104, 0x0107, 0x0108, 0x012C, 0x0201, 0x0231,
                      0x0234, 0x0416, 0x0626})  # fmt: skip
# Objects that are numbered and never drawn with: palettes, patterns, regions.
_UNUSED_OBJECTS = frozenset({0x00F7, 0x06FF})


def recognises(data: bytes) -> bool:
    """Whether this is a placeable metafile."""
    return len(data) >= 40 and data[:4] == _PLACEABLE


def play(data: bytes, device: Device) -> None:
    """Draw what the file records.

    Raises:
        UnsupportedError: If it calls for something that is not played.
    """
    left, top, right, bottom = struct.unpack_from("<4h", data, 6)
    device.frame = (0.0, 0.0, 1.0, 1.0)
    # The header's box is what the window shows, until the file says otherwise.
    device.set(origin=(left, top), extent=(right - left, bottom - top))
    player = _Player(device)
    at = 22 + 18
    while at + 6 <= len(data):
        words, function = struct.unpack_from("<LH", data, at)
        if function == _END:
            return
        if words < 3:
            raise UnsupportedError
        player.play(function, data[at + 6 : at + 2 * words])
        at += 2 * words


class _Player:
    """Plays records one by one; each without its size and function."""

    def __init__(self, device: Device) -> None:
        self._device = device
        self._objects: list[Pen | Brush | Lettering | None] = []
        self._records: dict[int, Callable[[bytes], None]] = {
            0x001E: lambda _record: device.save(),
            0x0106: lambda record: device.set(even_odd=_short(record, 0) == 1),
            0x0127: lambda record: device.restore(_short(record, 0)),
            0x012D: self._select,
            0x012E: lambda record: device.set(align=_short(record, 0)),
            0x01F0: self._delete,
            0x0209: lambda record: device.set(text_color=_color(record, 0)),
            0x020B: lambda record: device.set(origin=_point(record)),
            0x020C: lambda record: device.set(extent=_point(record)),
            0x0213: lambda record: device.polyline([_point(record)], goes_on=True),
            0x0214: lambda record: setattr(device, "position", _point(record)),
            0x02FA: lambda record: self._create(_pen(record)),
            0x02FB: lambda record: self._create(_lettering(record)),
            0x02FC: lambda record: self._create(_brush(record)),
            0x0324: lambda record: device.polygon(_points(record, 2, _short(record, 0))),
            0x0325: lambda record: device.polyline(_points(record, 2, _short(record, 0))),
            0x0418: lambda record: device.ellipse(*_box(record)),
            0x041B: lambda record: device.rectangle(*_box(record)),
            0x0521: self._text_out,
            0x0538: self._poly_polygon,
            0x0A32: self._extended_text_out,
            0x0B41: lambda record: self._bitmap(record, 20, 12),
            0x0F43: lambda record: self._bitmap(record, 22, 14),
        }

    def play(self, function: int, record: bytes) -> None:
        if function in _UNUSED_OBJECTS:
            self._create(None)
        if function in self._records:
            self._records[function](record)
        elif function not in _IGNORED:
            raise UnsupportedError

    def _create(self, made: Pen | Brush | Lettering | None) -> None:
        """Keep an object under the lowest free number (MS-WMF section 3.1.4.1)."""
        made = made if made is not None else Brush(None)
        if None in self._objects:
            self._objects[self._objects.index(None)] = made
        else:
            self._objects.append(made)

    def _delete(self, record: bytes) -> None:
        self._objects[_short(record, 0)] = None

    def _select(self, record: bytes) -> None:
        chosen = self._objects[_short(record, 0)]
        names = {Pen: "pen", Brush: "brush", Lettering: "lettering"}
        if chosen is not None:
            self._device.set(**{names[type(chosen)]: chosen})

    def _poly_polygon(self, record: bytes) -> None:
        number = _short(record, 0)
        counts = struct.unpack_from(f"<{number}H", record, 2)
        at, outlines = 2 + 2 * number, []
        for count in counts:
            outlines.append(_points(record, at, count))
            at += 4 * count
        self._device.polygon(*outlines)

    def _text_out(self, record: bytes) -> None:
        count = _short(record, 0)
        place = 2 + count + count % 2
        self._text(record[2 : 2 + count], _point(record[place:]), None)

    def _extended_text_out(self, record: bytes) -> None:
        count, options = struct.unpack_from("<hH", record, 4)
        start = 8 + (8 if options & 0x6 else 0)
        advances_at = start + count + count % 2
        advances = record[advances_at : advances_at + 2 * count]
        width = sum(struct.unpack(f"<{count}h", advances)) if count and len(advances) == 2 * count else None
        self._text(record[start : start + count], _point(record), width)

    def _text(self, raw: bytes, at: Point, width: float | None) -> None:
        text = raw.decode("cp1252", "replace")
        if text.strip():
            self._device.text(text, self._device.position if self._device.state.align & 1 else at, width)

    def _bitmap(self, record: bytes, start: int, box: int) -> None:
        height, width, y, x = struct.unpack_from("<4h", record, box)
        header_size, bits_per_pixel = struct.unpack_from("<L10xH", record, start)
        used = struct.unpack_from("<L", record, start + 32)[0]
        colors = used or (1 << bits_per_pixel if bits_per_pixel <= 8 else 0)
        end = start + header_size + 4 * colors
        self._device.bitmap(record[start:end], record[end:], (x, y, width, height))


def _short(record: bytes, at: int) -> int:
    value: int = struct.unpack_from("<h", record, at)[0]
    return value


def _point(record: bytes) -> Point:
    """Read a point; WMF puts y before x in most records."""
    y, x = struct.unpack_from("<2h", record)
    return float(x), float(y)


def _points(record: bytes, at: int, count: int) -> list[Point]:
    values = struct.unpack_from(f"<{2 * count}h", record, at)
    return [(float(x), float(y)) for x, y in zip(values[::2], values[1::2], strict=True)]


def _box(record: bytes) -> tuple[float, float, float, float]:
    bottom, right, top, left = struct.unpack_from("<4h", record)
    return left, top, right, bottom


def _color(record: bytes, at: int) -> str:
    return record[at : at + 3].hex().upper() or "000000"


def _pen(record: bytes) -> Pen:
    empty = _short(record, 0) & 0xF == _NULL_PEN
    return Pen(None if empty else _color(record, 6), float(_short(record, 2)))


def _brush(record: bytes) -> Brush:
    return Brush(None if _short(record, 0) == _NULL_BRUSH else _color(record, 2))


def _lettering(record: bytes) -> Lettering:
    height, _width, escapement, _orientation, weight = struct.unpack_from("<5h", record)
    family = record[18:50].decode("cp1252", "replace").split("\0")[0]
    return Lettering(
        family or "Arial", float(height or -12), weight >= 600, bool(record[10]), escapement / 10
    )
