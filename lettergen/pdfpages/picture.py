"""Two PDFs page by page as one picture, with places marked."""

import io
from collections.abc import Sequence
from dataclasses import dataclass

import pypdfium2
from PIL import Image, ImageDraw

from lettergen.model.documents import TextLine

#: Pixels to a point: 110 to the inch, at which a letter's text can be read.
_SCALE = 110 / 72
_GAP = 24
_GROUND = (90, 90, 90)
_MARK = (214, 40, 40)
#: How far a mark's box stands off its word, in points.
_OFF = 1.5


@dataclass(frozen=True, slots=True)
class Highlight:
    """A word to mark: the page's number, from 1, and the word with its box."""

    page: int
    word: TextLine


def picture_beside(pdfs: Sequence[bytes], marks: Sequence[Sequence[Highlight]]) -> bytes:
    """Give a PNG with the documents beside each other, their pages one below the other.

    Args:
        pdfs: The documents, from left to right.
        marks: For each of them the words to mark.
    """
    columns = [_column(pdf, marked) for pdf, marked in zip(pdfs, marks, strict=True)]
    width = sum(column.width for column in columns) + _GAP * (len(columns) + 1)
    height = max(column.height for column in columns) + 2 * _GAP
    sheet = Image.new("RGB", (width, height), _GROUND)
    x = _GAP
    for column in columns:
        sheet.paste(column, (x, _GAP))
        x += column.width + _GAP
    made = io.BytesIO()
    sheet.save(made, "PNG")
    return made.getvalue()


def _column(pdf: bytes, marks: Sequence[Highlight]) -> Image.Image:
    """Give a document's pages one below the other."""
    with pypdfium2.PdfDocument(pdf) as document:
        pages = [
            _page(document[index], [one.word for one in marks if one.page == index + 1])
            for index in range(len(document))
        ]
    height = sum(page.height for page in pages) + _GAP * (len(pages) - 1)
    column = Image.new("RGB", (max(page.width for page in pages), height), _GROUND)
    y = 0
    for page in pages:
        column.paste(page, (0, y))
        y += page.height + _GAP
    return column


def _page(page: pypdfium2.PdfPage, words: Sequence[TextLine]) -> Image.Image:
    picture: Image.Image = page.render(scale=_SCALE).to_pil().convert("RGB")
    pen = ImageDraw.Draw(picture)
    for word in words:
        box = (word.left - _OFF, word.top - _OFF, word.right + _OFF, word.bottom + _OFF)
        pen.rectangle([side * _SCALE for side in box], outline=_MARK, width=2)
    return picture
