"""A second opinion: the same letter by two typesetters, and where they differ."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from lettergen.pdfpages import Highlight, PdfPage, picture_beside, read_pages


@dataclass(frozen=True, slots=True)
class Comparison:
    """How two PDFs differ.

    `pages` are both documents' pages. `words` are those that one page has and the same page of the other
    document has not, counted in both; `lines` the first document's lines that the second breaks otherwise.
    `picture` is a PNG of both, with those words marked.
    """

    pages: tuple[int, int]
    words: int
    lines: int
    picture: bytes

    @property
    def is_alike(self) -> bool:
        """Whether both have the same words in the same lines on the same pages."""
        return self.pages[0] == self.pages[1] and not self.words and not self.lines


def compare_pdfs(one: bytes, other: bytes) -> Comparison:
    """Hold two PDFs of the same letter against each other, page by page."""
    first, second = read_pages(one), read_pages(other)
    here: list[Highlight] = []
    there: list[Highlight] = []
    for number in range(1, max(len(first), len(second)) + 1):
        lacking, added = _differing(_words(first, number), _words(second, number))
        here += lacking
        there += added
    lines = (Counter(_lines(first)) - Counter(_lines(second))).total()
    picture = picture_beside((one, other), (here, there))
    return Comparison((len(first), len(second)), len(here) + len(there), lines, picture)


def _words(pages: Sequence[PdfPage], number: int) -> list[Highlight]:
    if number > len(pages):
        return []
    return [Highlight(number, word) for line in pages[number - 1].lines for word in line.words]


def _differing(
    ours: Sequence[Highlight], theirs: Sequence[Highlight]
) -> tuple[list[Highlight], list[Highlight]]:
    """Give the words of each side that the other one has not in this place."""
    texts, others = ([one.word.text for one in side] for side in (ours, theirs))
    here: list[Highlight] = []
    there: list[Highlight] = []
    for tag, a, b, c, d in SequenceMatcher(None, texts, others, autojunk=False).get_opcodes():
        if tag != "equal":
            here += ours[a:b]
            there += theirs[c:d]
    return here, there


def _lines(pages: Sequence[PdfPage]) -> list[tuple[int, str]]:
    """Give each line with its page, blanks aside: they are not painted by everybody."""
    return [
        (number, "".join(word.text for word in line.words))
        for number, page in enumerate(pages)
        for line in page.lines
    ]
