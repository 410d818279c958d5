"""What a font file says of the faces in it, read from as few bytes as possible.

Only the tables that name a face are read (OpenType 1.9: name, OS/2, head, fvar), so that a hundred
files take a few milliseconds. What cannot be read is no font to us; nothing here raises for it.
"""

import struct
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

SUFFIXES = frozenset({".ttf", ".otf", ".ttc", ".otc"})

REGULAR, BOLD = 400, 700
#: From this weight on a face passes for bold.
BOLD_FROM = 600
NORMAL_WIDTH = 5

_OUTLINES = {b"\0\1\0\0", b"true", b"OTTO"}
_MAX_TABLES = 200
_MAX_FACES = 500
_MAX_NAME_TABLE = 1 << 20

_FAMILY, _SUBFAMILY, _FULL, _POSTSCRIPT, _TYPOGRAPHIC_FAMILY = 1, 2, 4, 6, 16


@dataclass(frozen=True, slots=True)
class FontEntry:
    """One face that a file offers.

    `index` is its place in a collection. `families` are the names under which Word lists it (name
    ids 1), `wide_families` those that gather more than four styles (ids 16), `full_names` those of
    this style alone (ids 4 and 6); all case-folded, in every language. `weight` and `width` are OS/2's
    classes. `axes` is where in a variable font's design space the face lies.
    """

    path: Path
    index: int
    name: str
    postscript: str
    families: frozenset[str]
    wide_families: frozenset[str]
    full_names: frozenset[str]
    weight: int = REGULAR
    width: int = NORMAL_WIDTH
    italic: bool = False
    axes: tuple[tuple[str, float], ...] = ()

    @property
    def bold(self) -> bool:
        """Whether the face passes for bold."""
        return self.weight >= BOLD_FROM


def read_entries(path: Path) -> list[FontEntry]:
    """Give the faces of a font file, none if it cannot be read or is not one."""
    try:
        with path.open("rb") as file:
            return [
                entry
                for index, offset in enumerate(_face_offsets(file))
                for entry in _entries_at(path, file, index, offset)
            ]
    except (OSError, struct.error, ValueError, KeyError, IndexError):
        return []


def _face_offsets(file: BinaryIO) -> list[int]:
    """Give where each face's table directory begins; a collection has several."""
    tag, _version, count = struct.unpack(">4sLL", file.read(12))
    if tag != b"ttcf":
        return [0]
    return list(struct.unpack(f">{min(count, _MAX_FACES)}L", file.read(4 * min(count, _MAX_FACES))))


def _entries_at(path: Path, file: BinaryIO, index: int, offset: int) -> Iterator[FontEntry]:
    tables = _tables_at(file, offset)
    names = _names(_table(file, tables, b"name"))
    default = _default_entry(path, index, names, file, tables)
    instances = list(_instances(_table(file, tables, b"fvar"), names)) if b"fvar" in tables else []
    if not instances:
        yield default
    for axes, style in instances:
        yield _instance(default, dict(axes), style)


def _tables_at(file: BinaryIO, offset: int) -> dict[bytes, tuple[int, int]]:
    """Give offset and length of each table by its tag."""
    file.seek(offset)
    tag, count = struct.unpack(">4sH6x", file.read(12))
    if tag not in _OUTLINES or count > _MAX_TABLES:
        raise ValueError("no OpenType font")
    records = struct.iter_unpack(">4s4xLL", file.read(16 * count))
    return {tag: (start, length) for tag, start, length in records}


def _table(file: BinaryIO, tables: dict[bytes, tuple[int, int]], tag: bytes) -> bytes:
    start, length = tables[tag]
    file.seek(start)
    return file.read(min(length, _MAX_NAME_TABLE))


_Names = dict[int, list[str]]


def _names(table: bytes) -> _Names:
    """Give the strings of a name table by name id, English ones first."""
    count, storage = struct.unpack_from(">2xHH", table)
    found: list[tuple[bool, int, str]] = []
    for number in range(count):
        platform, encoding, language, name_id, length, offset = struct.unpack_from(
            ">6H", table, 6 + 12 * number
        )
        raw = table[storage + offset : storage + offset + length]
        text = _decoded(platform, encoding, raw)
        if text:
            english = (platform == 3 and language == 0x409) or (platform == 1 and language == 0)
            found.append((not english, name_id, text))
    names: _Names = {}
    for _foreign, name_id, text in sorted(found, key=lambda one: one[0]):
        names.setdefault(name_id, []).append(text)
    return names


def _decoded(platform: int, encoding: int, raw: bytes) -> str:
    if platform in {0, 3}:
        return raw.decode("utf-16-be", "replace").strip("\0 ")
    # Macintosh names in other scripts repeat what Windows names say; only Roman ones are of use.
    return raw.decode("mac-roman").strip("\0 ") if platform == 1 and encoding == 0 else ""


def _first(names: _Names, *ids: int) -> str:
    return next((names[one][0] for one in ids if one in names), "")


def _folded(names: _Names, *ids: int) -> frozenset[str]:
    return frozenset(text.casefold() for one in ids for text in names.get(one, ()))


def _default_entry(
    path: Path, index: int, names: _Names, file: BinaryIO, tables: dict[bytes, tuple[int, int]]
) -> FontEntry:
    weight, width, italic = REGULAR, NORMAL_WIDTH, False
    if b"OS/2" in tables:
        os2 = _table(file, tables, b"OS/2")
        weight, width = struct.unpack_from(">HH", os2, 4)
        selection = struct.unpack_from(">H", os2, 62)[0]
        # Bit 0 is italic, bit 9 oblique, bit 5 bold; some files say bold there and 400 as weight.
        italic = bool(selection & 0x201)
        weight = max(weight, BOLD) if selection & 0x20 else weight
    return FontEntry(
        path,
        index,
        name=_first(names, _FAMILY, _TYPOGRAPHIC_FAMILY, _FULL) or path.stem,
        postscript=_first(names, _POSTSCRIPT, _FULL, _FAMILY) or path.stem,
        families=_folded(names, _FAMILY),
        wide_families=_folded(names, _TYPOGRAPHIC_FAMILY),
        full_names=_folded(names, _FULL, _POSTSCRIPT),
        weight=weight,
        width=width,
        italic=italic,
    )


def _instances(table: bytes, names: _Names) -> Iterator[tuple[tuple[tuple[str, float], ...], str]]:
    """Give the named instances of a variable font: their place in the design space and their name."""
    axes_at, axis_count, axis_size, count, size = struct.unpack_from(">4xH2xHHHH", table)
    tags = [
        table[axes_at + axis_size * one : axes_at + axis_size * one + 4].decode("latin-1")
        for one in range(axis_count)
    ]
    start = axes_at + axis_size * axis_count
    for number in range(count):
        at = start + size * number
        name_id = struct.unpack_from(">H", table, at)[0]
        values = struct.unpack_from(f">{axis_count}l", table, at + 4)
        yield tuple(zip(tags, (value / 65536 for value in values), strict=True)), _first(names, name_id)


def _instance(default: FontEntry, axes: dict[str, float], style: str) -> FontEntry:
    """Give a variable font's entry for one of its named instances."""
    weight = round(axes.get("wght", default.weight))
    italic = default.italic or axes.get("ital", 0) >= 0.5 or axes.get("slnt", 0) < 0
    plain = weight in {REGULAR, BOLD}
    family = f"{default.name} {style}".strip()
    return FontEntry(
        default.path,
        default.index,
        name=default.name if plain else family,
        postscript=f"{default.postscript.split('-')[0]}-{style.replace(' ', '') or 'Regular'}",
        # As with static files, only regular and bold stand under the family's own name.
        families=default.families if plain else frozenset({family.casefold()}),
        wide_families=default.wide_families | default.families,
        full_names=frozenset({family.casefold()}),
        weight=weight,
        width=default.width,
        italic=italic,
        axes=tuple(axes.items()),
    )
