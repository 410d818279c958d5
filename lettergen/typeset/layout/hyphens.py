"""Hyphenation where the document asks for it (w:autoHyphenation, 17.15.1.10), by Hunspell's patterns."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from functools import lru_cache

import pyphen

from lettergen.typeset.layout.boxes import Piece
from lettergen.typeset.layout.breaks import SOFT_HYPHEN
from lettergen.typeset.layout.lines import slice_piece
from lettergen.typeset.layout.shaping import hyphen_piece
from lettergen.typeset.layout.typestyles import TypeStyles
from lettergen.typeset.story import Hyphenation

# So many letters stay on the line, and so many go to the next, at least.
_LEFT, _RIGHT = 2, 3
_SHORTEST = 5
# Letters alone, with what stands around them: no address, no number, no word with a hyphen of its own.
_WORD = re.compile(r"([^\w\s]*)([^\W\d_]+)([^\w\s]*)\s*")
_REMEMBERED = 20_000


@dataclass(slots=True)
class Hyphenator:
    """Divides words at the end of lines; kept for a run.

    `unknown` are the languages met for which there are no patterns.
    """

    styles: TypeStyles
    unknown: set[str] = field(default_factory=set)

    def divide(self, piece: Piece, room: float, settings: Hyphenation) -> tuple[Piece, Piece] | None:
        """Divide a word so that as much of it as possible stands in a room, with its hyphen.

        Args:
            piece: A whole word with what stands around it.
            room: The width left on the line, in points.
            settings: The document's.

        Returns:
            What stays, its hyphen not yet shown, and what goes to the next line; None where the word
            has no place to divide it that leaves enough of it here.
        """
        if piece.level % 2 or piece.hyphen is not None:
            return None
        hyphen = hyphen_piece(piece.style, self.styles, piece.tag)
        for place in self._places(piece, settings):
            left = slice_piece(piece, 0, place)
            if left.width + hyphen.width <= room:
                rest = slice_piece(piece, place, len(piece.text))
                return replace(left, hyphen=hyphen), rest
        return None

    def _places(self, piece: Piece, settings: Hyphenation) -> Iterator[int]:
        """Give where the word may be divided, the last place first; never within a ligature."""
        found = _WORD.fullmatch(piece.text)
        if found is None or SOFT_HYPHEN in piece.text:
            return
        word = found[2]
        if len(word) < _SHORTEST or (word.isupper() and not settings.capitals):
            return
        places = _divisions(word, piece.style.language)
        if places is None:
            self.unknown.add(piece.style.language)
            return
        clusters = set(piece.clusters)
        start = len(found[1])
        yield from (start + place for place in reversed(places) if start + place in clusters)


@lru_cache(_REMEMBERED)
def _divisions(word: str, language: str) -> tuple[int, ...] | None:
    """Give after how many letters a word may be divided; None where the language is not known."""
    patterns = _patterns(language)
    if patterns is None:
        return None
    # Where dividing changes the spelling, as in Hungarian, the word stays whole.
    return tuple(int(place) for place in patterns.positions(word) if not place.data)


@lru_cache
def _patterns(language: str) -> pyphen.Pyphen | None:
    name = pyphen.language_fallback(language.replace("-", "_")) if language else None
    return pyphen.Pyphen(lang=name, left=_LEFT, right=_RIGHT) if name else None
