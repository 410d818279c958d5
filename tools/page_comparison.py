"""Holds typeset pages against reference pages of the same letters, word by word and line by line.

The measures, per letter and as means (medians for distances) over all:

    pages   whether there are as many pages
    words   the share of the reference's words that stand on the same page, in any order
    lines   the share of the reference's words that stand in a line with exactly the same words
    dx, dy  the median distance of the same words from the left edge and on the baseline, in points

Ligatures count as their letters, bullets of all fonts as one, and case does not count.
"""

import difflib
import logging
import statistics
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import pdfplumber

logging.getLogger("pdfminer").setLevel(logging.CRITICAL)  # It complains about fonts that we only measure.

_SAME_LINE = 2.0
_COLUMN_GAP = 1.6
_SMALLEST = 6.0
_BULLETS = "\uf0b7\uf0a7\uf06f\uf0d8▪●■·‣○◦"
_AS_COMPARED = str.maketrans(
    {
        **dict.fromkeys(_BULLETS, "•"),
        "\u00a0": "",
        "\u00ad": "",
        "ﬁ": "fi",
        "ﬂ": "fl",
        "ﬀ": "ff",
        "ﬃ": "ffi",
        "ﬄ": "ffl",
    }
)


@dataclass(frozen=True, slots=True)
class PlacedWord:
    """A word as it is compared, and where it stands in points from the page's top left."""

    text: str
    left: float
    baseline: float
    right: float
    size: float


@dataclass(frozen=True, slots=True)
class ComparedPage:
    """A page's words in reading order, cut into lines."""

    lines: tuple[tuple[PlacedWord, ...], ...]

    @property
    def words(self) -> list[PlacedWord]:
        """All words, line by line."""
        return [word for line in self.lines for word in line]


@dataclass(frozen=True, slots=True)
class Measures:
    """What one letter, or all of them, reach; distances are None where no word is the same."""

    pages: float = 0.0
    words: float = 0.0
    lines: float = 0.0
    dx: float | None = None
    dy: float | None = None

    def __str__(self) -> str:
        """Give one row of the table."""
        distances = "  ".join(
            f"{name} {'   –' if value is None else format(value, '6.2f')}"
            for name, value in (("dx", self.dx), ("dy", self.dy))
        )
        return f"pages {self.pages:6.1%}  words {self.words:6.1%}  lines {self.lines:6.1%}  {distances}"


def read_pages(path: Path) -> list[ComparedPage]:
    """Read a PDF's words and lines."""
    with pdfplumber.open(path) as pdf:
        return [ComparedPage(tuple(_lines(sorted(_words(page), key=_place)))) for page in pdf.pages]


def _place(word: PlacedWord) -> tuple[float, float]:
    return word.baseline, word.left


def _words(page: pdfplumber.page.Page) -> Iterator[PlacedWord]:
    for word in page.extract_words(x_tolerance_ratio=0.18, y_tolerance=3, return_chars=True):
        first = word["chars"][0]
        upright = abs(first["matrix"][1]) < 1e-3
        baseline = float(page.height) - first["matrix"][5] if upright else first["bottom"]
        text = word["text"].translate(_AS_COMPARED).lower()
        if text:
            yield PlacedWord(text, word["x0"], baseline, word["x1"], first["size"])


def _lines(words: Sequence[PlacedWord]) -> Iterator[tuple[PlacedWord, ...]]:
    """Gather words that share a baseline, and part them where a column's gap is between them."""
    rows: list[list[PlacedWord]] = []
    for word in words:
        near = (row for row in rows[:-7:-1] if abs(row[0].baseline - word.baseline) <= _SAME_LINE)
        row = next(near, None)
        if row is None:
            rows.append([word])
        else:
            row.append(word)
    for row in rows:
        row.sort(key=lambda word: word.left)
        start = 0
        for index, (one, other) in enumerate(pairwise(row), start=1):
            if other.left - one.right > _COLUMN_GAP * max(other.size, _SMALLEST):
                yield tuple(row[start:index])
                start = index
        yield tuple(row[start:])


def compare(reference: Sequence[ComparedPage], typeset: Sequence[ComparedPage]) -> Measures:
    """Measure a letter's pages against its reference."""
    empty = ComparedPage(())
    total = present = aligned = 0
    across: list[float] = []
    down: list[float] = []
    for index, page in enumerate(reference):
        other = typeset[index] if index < len(typeset) else empty
        words, others = page.words, other.words
        total += len(words)
        present += (Counter(word.text for word in words) & Counter(word.text for word in others)).total()
        aligned += sum(len(line) for line in _same_lines(page, other))
        for one, two in _pairs(words, others):
            across.append(abs(one.left - two.left))
            down.append(abs(one.baseline - two.baseline))
    return Measures(
        float(len(reference) == len(typeset)),
        present / total if total else 1.0,
        aligned / total if total else 1.0,
        statistics.median(across) if across else None,
        statistics.median(down) if down else None,
    )


def _text(line: Sequence[PlacedWord]) -> str:
    return "".join(word.text for word in line)


def _same_lines(page: ComparedPage, other: ComparedPage) -> Iterator[tuple[PlacedWord, ...]]:
    left = Counter(map(_text, other.lines))
    for line in page.lines:
        if left[_text(line)]:
            left[_text(line)] -= 1
            yield line


def differing_lines(reference: Sequence[ComparedPage], typeset: Sequence[ComparedPage]) -> Iterator[str]:
    """Give the reference's lines that are nowhere on the typeset page, with their page."""
    for index, page in enumerate(reference):
        other = typeset[index] if index < len(typeset) else ComparedPage(())
        same = {id(line) for line in _same_lines(page, other)}
        for line in page.lines:
            if id(line) not in same:
                yield f"page {index + 1}: {' '.join(word.text for word in line)}"


def _pairs(
    words: Sequence[PlacedWord], others: Sequence[PlacedWord]
) -> Iterator[tuple[PlacedWord, PlacedWord]]:
    """Pair the words that stand in the same order on both pages."""
    matcher = difflib.SequenceMatcher(
        None, [word.text for word in words], [word.text for word in others], autojunk=False
    )
    for block in matcher.get_matching_blocks():
        for offset in range(block.size):
            yield words[block.a + offset], others[block.b + offset]


def summary(results: Sequence[Measures]) -> Measures:
    """Give the means over all letters, for distances the medians."""
    across = [one.dx for one in results if one.dx is not None]
    down = [one.dy for one in results if one.dy is not None]
    return Measures(
        statistics.fmean(one.pages for one in results),
        statistics.fmean(one.words for one in results),
        statistics.fmean(one.lines for one in results),
        statistics.median(across) if across else None,
        statistics.median(down) if down else None,
    )
