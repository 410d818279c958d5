"""The text of a PDF as it stands on the pages, whoever made the PDF.

Letters are put together by where they stand, not in the order in which they are painted: a program that
takes a letter from another font may paint it after the rest of the line.
"""

import ctypes
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import pypdfium2
from pypdfium2 import raw

from lettergen.model.documents import TextLine

# A wider gap than this share of the font size begins another line: another column, or after a tab.
_COLUMN_GAP = 1.6
# A wider one than this parts two words, also where no space was painted.
_WORD_GAP = 0.12
#: Letters on baselines this far apart, in points, share a line.
_SAME_LINE = 2.0
# What PDFium gives for a hyphen at the end of a line.
_LINE_END_HYPHENS = {"\x02": "-", "\ufffe": "-"}


@dataclass(frozen=True, slots=True)
class PdfPage:
    """A page: its size in points, its text lines with their words, and its text in the order of painting."""

    width: float
    height: float
    lines: tuple["PdfLine", ...]
    painted: str


@dataclass(frozen=True, slots=True)
class PdfLine:
    """Words on one baseline, from left to right, none far from the next."""

    words: tuple[TextLine, ...]

    def box(self) -> TextLine:
        """Give the line as one text and the box around it."""
        words = reversed(self.words) if _is_right_to_left(self.words[0].text) else self.words
        return TextLine(
            " ".join(word.text for word in words),
            left=min(word.left for word in self.words),
            top=min(word.top for word in self.words),
            right=max(word.right for word in self.words),
            bottom=max(word.bottom for word in self.words),
        )


@dataclass(frozen=True, slots=True)
class _Letter:
    """A painted character; `base` is its baseline and `top` its box's, in points from the page's top."""

    text: str
    left: float
    right: float
    top: float
    bottom: float
    base: float

    @property
    def size(self) -> float:
        return self.bottom - self.top


def read_pages(pdf: bytes) -> tuple[PdfPage, ...]:
    """Give the text of each page."""
    with pypdfium2.PdfDocument(pdf) as document:
        return tuple(_page(document[number]) for number in range(len(document)))


def _page(page: pypdfium2.PdfPage) -> PdfPage:
    width, height = page.get_size()
    text = page.get_textpage()
    letters = list(_letters(text, height))
    rows = _rows(one for one in letters if one.text.strip())
    lines = (PdfLine(tuple(_words(piece))) for row in rows for piece in _pieces(row, _COLUMN_GAP))
    painted = "".join(one.text for one in letters)
    return PdfPage(width, height, tuple(sorted(lines, key=_reading_place)), painted)


def _reading_place(line: PdfLine) -> tuple[float, float]:
    box = line.box()
    return round(box.top, 1), box.left


def _letters(text: pypdfium2.PdfTextPage, height: float) -> Iterator[_Letter]:
    """Give the characters in the order of painting; spaces that PDFium adds are left out."""
    x, y = ctypes.c_double(), ctypes.c_double()
    for index in range(text.count_chars()):
        if raw.FPDFText_IsGenerated(text, index) == 1:
            continue
        char = chr(raw.FPDFText_GetUnicode(text, index))
        raw.FPDFText_GetCharOrigin(text, index, ctypes.byref(x), ctypes.byref(y))
        left, bottom, right, top = text.get_charbox(index, loose=True)
        char = _LINE_END_HYPHENS.get(char, char)
        yield _Letter(char, left, right, height - top, height - bottom, height - y.value)


def _rows(letters: Iterable[_Letter]) -> list[list[_Letter]]:
    """Gather the letters that share a baseline, each row from left to right."""
    rows: list[list[_Letter]] = []
    for letter in sorted(letters, key=lambda one: one.base):
        if rows and abs(rows[-1][0].base - letter.base) <= _SAME_LINE:
            rows[-1].append(letter)
        else:
            rows.append([letter])
    for row in rows:
        row.sort(key=lambda one: (one.left, one.right))
    return rows


def _pieces(row: Sequence[_Letter], gap: float) -> Iterator[list[_Letter]]:
    """Divide a row where more than a share of the font size is empty."""
    piece = [row[0]]
    right = row[0].right
    for letter in row[1:]:
        if letter.left - right > gap * letter.size:
            yield piece
            piece = []
        piece.append(letter)
        right = max(right, letter.right) if len(piece) > 1 else letter.right
    yield piece


def _words(line: Sequence[_Letter]) -> Iterator[TextLine]:
    for letters in _pieces(line, _WORD_GAP):
        text = "".join(one.text for one in letters)
        yield TextLine(
            unicodedata.normalize("NFC", text[::-1] if _is_right_to_left(text) else text),
            left=min(one.left for one in letters),
            top=min(one.top for one in letters),
            right=max(one.right for one in letters),
            bottom=max(one.bottom for one in letters),
        )


def _is_right_to_left(text: str) -> bool:
    return any(unicodedata.bidirectional(char) in ("R", "AL") for char in text)
