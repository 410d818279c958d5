"""Paints pages and decides nothing.

`pdf.PdfPainter` makes the PDF that is sent and printed. A page is painted item by item (`content`);
runs of glyphs (`runs`) are drawn in embedded typefaces (`typefaces`); what belongs to an element of
the document is recorded in the structure tree (`structure`).
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Protocol

from lettergen.model.documents import DocumentInfo, PaperMark
from lettergen.typeset.draw.pdf import Drawn, PdfPainter
from lettergen.typeset.fonts import FontBook
from lettergen.typeset.pages import Pages


class Renderer(Protocol):
    """A way to paint pages; what it remembers from letter to letter changes no letter."""

    def draw(self, pages: Pages, info: DocumentInfo, marks: Sequence[PaperMark] = ()) -> Drawn:
        """Draw a document."""


#: The ways to paint, by name; each is made with the book that the pages' fonts come from.
RENDERERS: Mapping[str, Callable[[FontBook], Renderer]] = {"pdf": PdfPainter}

__all__ = ["RENDERERS", "Drawn", "PdfPainter", "Renderer"]
