"""The words on laid out pages, to be held against the document's."""

from collections.abc import Iterator, Sequence

from lettergen.model.words import LostWord, words_missing
from lettergen.typeset.pages import GlyphRun, Pages

# Between runs on one line a gap of more than this share of the font size parts two words.
_GAP = 0.12
# Runs whose baselines are this far apart, in points, stand on different lines.
_SAME_LINE = 0.5


def lost_words(words: Sequence[str], pages: Pages) -> list[LostWord]:
    """Give the words of a document that are on no page, in document order; normally none.

    A page may hold more than the document: numbers, leaders, and headers, which count on the first
    page alone, so that their repetition hides no loss. A word that is broken over lines or set in
    pieces is found as the pages are painted, or paragraph by paragraph, for one that goes on overleaf
    beside another cell's.
    """
    return words_missing(words, _placed_words(pages), _orders(pages))


def _orders(pages: Pages) -> Iterator[str]:
    """Give the text as the pages are painted, and paragraph by paragraph."""
    runs = [run for page in _runs(pages) for run in page]
    yield "".join(run.text for run in runs)
    yield "".join(run.text for run in sorted(runs, key=lambda one: -1 if one.node is None else one.node))


def _runs(pages: Pages) -> Iterator[list[GlyphRun]]:
    """Give the runs of each page: on later pages only those that are part of the document's body."""
    for index, page in enumerate(pages.pages):
        yield [
            item
            for item in page.items
            if isinstance(item, GlyphRun) and (index == 0 or item.node is not None)
        ]


def _placed_words(pages: Pages) -> Iterator[str]:
    """Give the words on the pages; what stands close together on one line is one word."""
    for runs in _runs(pages):
        text = ""
        for last, run in zip([None, *runs], runs, strict=False):
            text += run.text if last is None or _touch(last, run) else " " + run.text
        yield from text.split()


def _touch(one: GlyphRun, other: GlyphRun) -> bool:
    # Superscripts stand on another baseline within the line; half a size is still the same line.
    if abs(one.y - other.y) > max(_SAME_LINE, 0.5 * max(one.size, other.size)):
        return False
    gap = max(other.x - (one.x + one.advance), one.x - (other.x + other.advance))
    return gap <= _GAP * max(one.size, other.size)
