"""Word files and pages as the stages hand them to each other."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class WordFile:
    """A Word file as its parts (ECMA-376-2), checked by `merge.guard` and unzipped.

    `parts` maps part names without the leading slash, such as ``word/document.xml``, to their
    bytes. `name` is the file's name, for messages. A merged letter shares the bytes objects of
    every part that the merge did not touch with its template, so that what was worked out about
    them can be remembered by identity or content.
    """

    name: str
    parts: Mapping[str, bytes]

    @property
    def digest(self) -> str:
        """SHA-256 (hex) over names and contents, in name order."""
        total = hashlib.sha256()
        for part in sorted(self.parts):
            total.update(part.encode() + b"\0" + hashlib.sha256(self.parts[part]).digest())
        return total.hexdigest()


@dataclass(frozen=True, slots=True)
class DocumentInfo:
    """What a PDF says of itself: the title bar's title, the author, and when it was made.

    `created_at` is the letter's date, not the clock's, so that the same input gives the same bytes.
    `language` is a BCP 47 tag; empty means the document's own.
    """

    title: str
    author: str = ""
    subject: str = ""
    reference: str = ""
    language: str = ""
    created_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class PaperMark:
    """A line printed on the paper, not part of the letter: a fold mark.

    From (x1, y1) to (x2, y2) in points from the top left of the sheet. `page` counts from 1;
    0 stands for every page.
    """

    x1: float
    y1: float
    x2: float
    y2: float
    width: float = 0.4
    page: int = 0


@dataclass(frozen=True, slots=True)
class TextLine:
    """A line of text on a page and the box around it, in points from the page's top left."""

    text: str
    left: float
    top: float
    right: float
    bottom: float


@dataclass(frozen=True, slots=True)
class PageWarning:
    """Something that could not be laid out as Word would, and where in the document."""

    what: str
    place: str = ""

    def __str__(self) -> str:
        """Give the warning on one line."""
        return f"{self.place}: {self.what}" if self.place else self.what


@dataclass(frozen=True, slots=True)
class Typeset:
    """A letter as pages: the PDF, how many pages, and what stands on the first one.

    `first_page` are its text lines in reading order, which `post` holds against the envelope's
    window. `fonts` are the typefaces embedded, each with the SHA-256 (hex) of its file. `warnings`
    are in document order. `words` is the letter's text, a line for each paragraph, for telling what changed.
    """

    pdf: bytes
    pages: int
    first_page: tuple[TextLine, ...] = ()
    fonts: tuple[tuple[str, str], ...] = ()
    words: str = ""
    warnings: tuple[PageWarning, ...] = ()

    @property
    def digest(self) -> str:
        """SHA-256 (hex) of the PDF."""
        return hashlib.sha256(self.pdf).hexdigest()


@dataclass(frozen=True, slots=True)
class ReportTable:
    """A table of plain text; `widths` are shares of the page's text width, any positive numbers."""

    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    widths: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class ReportText:
    """A paragraph of plain text; `level` 0 is text, 1 to 3 are headings.

    `changed` are (start, end) character spans to highlight.
    """

    text: str
    level: int = 0
    changed: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True, slots=True)
class Report:
    """A page or more of our own (a batch's manifest, a proof's cover), typeset like any letter."""

    info: DocumentInfo
    blocks: tuple[ReportText | ReportTable, ...]
