"""Nothing is lost: the words of the document against the words on the pages."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from lettergen.errors import InputError
from lettergen.model.documents import PageWarning
from lettergen.typeset.pages import GlyphRun, Pages

#: How many lost words a message names; the rest are counted.
NAMED = 10
# Between runs on one line a gap of more than this share of the font size parts two words.
_GAP = 0.12
# Runs whose baselines are this far apart, in points, stand on different lines.
_SAME_LINE = 0.5


@dataclass(frozen=True, slots=True)
class LostWord:
    """A word that is on no page, and the words before it in the document."""

    word: str
    after: str = ""

    def __str__(self) -> str:
        """Give the word and its place in words that can be searched for."""
        return f"“{self.word}” (after “{self.after}”)" if self.after else f"“{self.word}” (at the beginning)"


class LostWordsError(InputError):
    """Words of the document are not on its pages."""

    def __init__(self, name: str, lost: Sequence[LostWord]) -> None:
        """Take the document's name and the lost words, at least one."""
        self.lost = tuple(lost)
        super().__init__(
            f"{name}: {_told(lost)} would not be on the pages. Change how the document sets them, "
            "or accept it with --allow-lost-words (setting [page] allow_lost_words)."
        )


def lost_words_warning(lost: Sequence[LostWord]) -> PageWarning:
    """Give the same as a warning."""
    return PageWarning(f"{_told(lost)} are not on the pages.")


def _told(lost: Sequence[LostWord]) -> str:
    named = ", ".join(map(str, lost[:NAMED]))
    more = f" and {len(lost) - NAMED} more" if len(lost) > NAMED else ""
    return f"{len(lost)} of the document's words, {named}{more},"


def lost_words(words: Sequence[str], pages: Pages) -> list[LostWord]:
    """Give the words of a document that are on no page, in document order; normally none.

    A page may hold more than the document: numbers, leaders, and headers, which count on the first
    page alone, so that their repetition hides no loss. A word that is not found as it is may be broken
    over lines or set in pieces; it is looked for once more in the text without spaces, and must occur
    there as often as in the document: as the pages are painted, or paragraph by paragraph, for one that
    goes on overleaf beside another cell's.
    """
    placed = Counter(_placed_words(pages))
    wanted = _bare("\n".join(words)).split("\n") if words else []
    missing = Counter(wanted) - placed
    if not missing:
        return []
    runs = [(run.node, "".join(_bare(run.text).split())) for page in _runs(pages) for run in page]
    texts = [text for _node, text in runs]
    by_paragraph = [text for _node, text in sorted(runs, key=lambda one: -1 if one[0] is None else one[0])]
    orders = "".join(texts), "".join(by_paragraph)
    all_wanted = "".join(wanted)
    short = {}
    for word in filter(None, missing):
        lacking = all_wanted.count(word) - max(placed.count(word) for placed in orders)
        if lacking > 0:
            short[word] = lacking
    return list(_located(words, wanted, short))


def _located(words: Sequence[str], wanted: Sequence[str], short: dict[str, int]) -> Iterator[LostWord]:
    """Give lost words with their places; of a word that was drawn too seldom, the last ones count."""
    found = []
    for index in range(len(words) - 1, -1, -1):
        if short.get(wanted[index], 0) > 0:
            short[wanted[index]] -= 1
            found.append(LostWord(words[index], " ".join(words[max(0, index - 3) : index])))
    yield from reversed(found)


def _bare(text: str) -> str:
    """Give a text without what is not seen as part of a word: soft hyphens, direction marks."""
    return text if text.isascii() else text.translate(_UNSEEN)


_UNSEEN = dict.fromkeys(
    map(
        ord,
        "\xad\u180e\u200b\u200e\u200f\u2060\u061c\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufeff",
    )
)


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
        yield from _bare(text).split()


def _touch(one: GlyphRun, other: GlyphRun) -> bool:
    # Superscripts stand on another baseline within the line; half a size is still the same line.
    if abs(one.y - other.y) > max(_SAME_LINE, 0.5 * max(one.size, other.size)):
        return False
    gap = max(other.x - (one.x + one.advance), one.x - (other.x + other.advance))
    return gap <= _GAP * max(one.size, other.size)
