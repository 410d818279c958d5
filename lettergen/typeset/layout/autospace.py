"""Space between East Asian text and Latin letters or digits (w:autoSpaceDE and DN, 17.3.1.2 and 17.3.1.3)."""

import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import replace

from lettergen.typeset.layout.boxes import Atom, Piece, PlaceMark
from lettergen.typeset.layout.scripts import script_of
from lettergen.typeset.story import ParagraphStyle

_EAST_ASIAN = {"Hani", "Hira", "Kana", "Bopo"}
_LETTERS = {"Latn", "Grek", "Cyrl"}
#: The space as a share of the font size. The standard gives none; this is what LibreOffice sets.
_SHARE = 0.2


def with_spaces(atoms: Iterable[Atom], style: ParagraphStyle) -> Iterator[Atom]:
    """Widen pieces by the space that parts them from the next one; at a line's end it does not show."""
    last: Piece | None = None
    held: list[Atom] = []
    for atom in atoms:
        if isinstance(atom, PlaceMark):
            held.append(atom)
            continue
        if last is not None:
            apart = isinstance(atom, Piece) and _are_apart(last, atom, style)
            yield replace(last, width=last.width + _SHARE * last.size) if apart else last
        yield from held
        held.clear()
        last = atom if isinstance(atom, Piece) and atom.text else None
        if last is None:
            yield atom
    if last is not None:
        yield last
    yield from held


def _are_apart(one: Piece, other: Piece, style: ParagraphStyle) -> bool:
    ends = one.text[-1], other.text[:1]
    asian = [script_of(char) in _EAST_ASIAN for char in ends if char]
    if len(asian) < 2 or asian[0] == asian[1] or one.level != other.level:
        return False
    foreign = ends[1] if asian[0] else ends[0]
    if unicodedata.category(foreign) == "Nd":
        return style.auto_space_dn
    return style.auto_space_de and script_of(foreign) in _LETTERS
