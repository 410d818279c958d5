"""The face of this stage: the same as that of `typeset`, with LibreOffice behind it."""

import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path, PurePath
from typing import Protocol

from lettergen.libreoffice.finish import embedded_fonts, finish
from lettergen.libreoffice.office import Office
from lettergen.libreoffice.program import find_libreoffice, libreoffice_version
from lettergen.libreoffice.source import docx_bytes
from lettergen.model.documents import DocumentInfo, PageWarning, PaperMark, Report, Typeset, WordFile
from lettergen.model.words import LostWordsError, bare, lost_words_warning, words_missing
from lettergen.pdfpages import PdfPage, read_pages


class _ReportTypesetter(Protocol):
    def typeset_report(self, report: Report) -> Typeset:
        """Make the pages of a report of our own."""


class LibreOfficeTypesetter:
    """Makes pages of Word files with an installed LibreOffice; kept for a run, and closed after it."""

    def __init__(
        self,
        *,
        text_of: Callable[[WordFile], str],
        reports: _ReportTypesetter,
        font_folders: Sequence[Path] = (),
        allow_lost_words: bool = False,
    ) -> None:
        """Take what is not LibreOffice's.

        Args:
            text_of: Gives a document's text, whose words are held against those on the pages.
            reports: Makes the pages of our own reports, which are no Word files.
            font_folders: Fonts to be had besides the system's, on Linux.
            allow_lost_words: Whether a word that is not on the pages is a warning, not an error.

        Raises:
            NoLibreOfficeError: If LibreOffice is not installed.
        """
        self._text_of = text_of
        self._reports = reports
        self._allow_lost_words = allow_lost_words
        self._program = find_libreoffice()
        self._office = Office(self._program, font_folders=font_folders)

    @property
    def version(self) -> str:
        """Name and version of who makes the pages."""
        return libreoffice_version(self._program)

    def typeset(
        self, word: WordFile, info: DocumentInfo, *, marks: Sequence[PaperMark] = (), links: bool = True
    ) -> Typeset:
        """Make the pages of a Word file.

        Args:
            word: The file, checked before, and without active content.
            info: What the PDF says of itself; without a title, the file's name is it.
            marks: Lines printed on the paper that are no part of the letter.
            links: Whether hyperlinks are live.

        Raises:
            LostWordsError: If words of the document are not on the pages.
            InputError: If LibreOffice makes no pages of it, or not in time.
        """
        titled = replace(info, title=info.title or PurePath(word.name).stem)
        docx = docx_bytes(word, titled)
        key = f"{self.version} {word.digest} {titled} {marks}"
        pdf = finish(self._office.pdf_of(docx, word.name), titled, marks, links=links, key=key)
        pages = read_pages(pdf)
        text = self._text_of(word)
        return Typeset(
            pdf=pdf,
            pages=len(pages),
            first_page=tuple(line.box() for line in pages[0].lines),
            fonts=embedded_fonts(pdf),
            words=text,
            warnings=tuple(self._checked(text.split(), pages, word.name)),
        )

    def typeset_report(self, report: Report) -> Typeset:
        """Make the pages of a report of our own."""
        return self._reports.typeset_report(report)

    def close(self) -> None:
        """End LibreOffice."""
        self._office.close()

    def _checked(self, words: Sequence[str], pages: Sequence[PdfPage], name: str) -> list[PageWarning]:
        """Hold the document's words against the pages'.

        Raises:
            LostWordsError: If some are missing and that is not allowed.
        """
        placed = [word.text for page in pages for line in page.lines for word in line.words]
        orders = "".join(placed), "".join(page.painted for page in pages)
        lost = words_missing(words, placed, orders, as_seen=_as_seen)
        if lost and not self._allow_lost_words:
            raise LostWordsError(name, lost)
        return [lost_words_warning(lost)] if lost else []


def _as_seen(text: str) -> str:
    """Give a text as LibreOffice paints it: small capitals as capitals, letters put together or apart."""
    return unicodedata.normalize("NFKC", bare(text)).casefold()
