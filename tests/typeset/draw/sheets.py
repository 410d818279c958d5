"""Makes placed pages for the drawing tests, as layout would."""

from datetime import UTC, datetime

from lettergen.model.documents import DocumentInfo
from lettergen.typeset.draw import PdfPainter
from lettergen.typeset.fonts import Face, FontBook
from lettergen.typeset.pages import Glyph, GlyphRun, Node, Page, Pages

INFO = DocumentInfo(
    "A letter (about “brackets”)",
    "Society & Friends",
    "Brackets",
    "AP19-7F3K",
    "en-GB",
    datetime(2019, 11, 12, tzinfo=UTC),
)


def run(face: Face, x: float, y: float, text: str, size: float = 11, **rest) -> GlyphRun:
    """Shape a text and place it."""
    shaping = {name: rest.pop(name) for name in ("rtl", "script", "ligatures", "features") if name in rest}
    shaped = face.shape(text, **shaping)
    glyphs, pen = [], 0.0
    scale = rest.get("scale", 1.0)
    for glyph, advance, (dx, dy) in zip(shaped.glyphs, shaped.advances, shaped.offsets, strict=True):
        glyphs.append(Glyph(glyph, (pen + dx) * size * scale, dy * size))
        pen += advance
    return GlyphRun(x, y, face.key, size, tuple(glyphs), text, shaped.clusters, pen * size * scale, **rest)


def one_page(*items, nodes=(), **rest) -> Pages:
    """Give a document of one A4 page; `nodes` follow the Document."""
    return Pages((Page(595.3, 841.9, items),), (Node("Document", None), *nodes), "en-GB", **rest)


PARAGRAPH = (Node("P", 0),)


def pdf_of(fonts: FontBook, *items, nodes=PARAGRAPH, **rest) -> bytes:
    """Draw one page afresh, nothing remembered."""
    return PdfPainter(fonts).draw(one_page(*items, nodes=nodes, **rest), INFO).pdf
