"""The face of typeset: a Word file to a PDF and what is to be known about it."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path, PurePath

from lettergen.model.documents import DocumentInfo, PageWarning, PaperMark, Report, Typeset, WordFile
from lettergen.model.words import LostWordsError, lost_words_warning
from lettergen.typeset.draw import RENDERERS, Drawn
from lettergen.typeset.engine.lines import text_lines
from lettergen.typeset.engine.reports import report_story, report_text
from lettergen.typeset.engine.words import lost_words
from lettergen.typeset.fonts import FontBook
from lettergen.typeset.layout import Layouter
from lettergen.typeset.pages import Pages
from lettergen.typeset.read import Reader, text_of
from lettergen.typeset.story import Story

__all__ = ["LostWordsError", "Typesetter"]


class Typesetter:
    """Makes pages of Word files; kept for a run, since it remembers what letters have in common.

    What it remembers makes it faster and never changes a letter: the same file gives the same bytes,
    whatever was typeset before.
    """

    def __init__(self, *, font_folders: Sequence[Path] = (), allow_lost_words: bool = False) -> None:
        """Take folders of fonts that go before all others.

        Args:
            font_folders: May be missing; fonts are looked for in them and below.
            allow_lost_words: Whether a word that is not on the pages is a warning, not an error.
        """
        self._allow_lost_words = allow_lost_words
        self._fonts = FontBook(font_folders)
        self._reader = Reader()
        self._layouter = Layouter(self._fonts)
        self._painter = RENDERERS["pdf"](self._fonts)

    @property
    def version(self) -> str:
        """Who makes the pages; lettergen's own version counts by itself."""
        return "lettergen"

    def close(self) -> None:
        """Do nothing: no other program is held."""

    def typeset(
        self, word: WordFile, info: DocumentInfo, *, marks: Sequence[PaperMark] = (), links: bool = True
    ) -> Typeset:
        """Make the pages of a Word file.

        Args:
            word: The file, checked before.
            info: What the PDF says of itself. Without a title the document's own is taken, or the
                file's name.
            marks: Lines printed on the paper that are no part of the letter.
            links: Whether hyperlinks are live.

        Raises:
            LostWordsError: If words of the document are not on the pages.
            InputError: If the file cannot be read as a Word document, or a font's licence forbids
                embedding it.
        """
        story = self._reader.read(word)
        titled = replace(info, title=info.title or story.title or PurePath(word.name).stem)
        return self._made(story, titled, text_of(word), word.name, marks, links)

    def typeset_report(self, report: Report) -> Typeset:
        """Make the pages of a report of our own, with the faces that come with lettergen."""
        story = report_story(report)
        title = report.info.title or "Report"
        return self._made(story, replace(report.info, title=title), report_text(report), title, (), True)

    def _made(
        self,
        story: Story,
        info: DocumentInfo,
        text: str,
        name: str,
        marks: Sequence[PaperMark],
        links: bool,
    ) -> Typeset:
        pages = self._layouter.lay_out(story, live_links=links)
        warnings = self._checked(text.split(), pages, name)
        drawn = self._painter.draw(pages, info, marks)
        return Typeset(
            pdf=drawn.pdf,
            pages=len(pages.pages),
            first_page=text_lines(pages.pages[0], self._fonts),
            fonts=_embedded(drawn),
            words=text,
            warnings=tuple(dict.fromkeys([*self._told(story, pages, drawn), *warnings])),
        )

    def _checked(self, words: Sequence[str], pages: Pages, name: str) -> list[PageWarning]:
        """Hold the document's words against the pages'.

        Raises:
            LostWordsError: If some are missing and that is not allowed.
        """
        lost = lost_words(words, pages)
        if not lost:
            return []
        if not self._allow_lost_words:
            raise LostWordsError(name, lost)
        return [lost_words_warning(lost)]

    def _told(self, story: Story, pages: Pages, drawn: Drawn) -> Iterable[PageWarning]:
        """Give what reading, layout, fonts and drawing warn of, in this order."""
        yield from (PageWarning(what, place) for what, place in (*story.warnings, *pages.warnings))
        yield from map(PageWarning, (*self._fonts.warnings_about(drawn.faces), *drawn.warnings))


def _embedded(drawn: Drawn) -> tuple[tuple[str, str], ...]:
    return tuple(dict.fromkeys((face.name, face.digest) for face in drawn.faces))
