"""The text lines of a page and the boxes around them."""

import itertools
from collections.abc import Iterable, Iterator

from lettergen.model.documents import TextLine
from lettergen.typeset.fonts import FontBook
from lettergen.typeset.pages import GlyphRun, Page

# A wider gap than this share of the font size begins another line: another column, or after a tab.
_COLUMN_GAP = 1.6
_WORD_GAP = 0.12
#: Runs on baselines this far apart, in points, share a line.
_SAME_LINE = 2.0


def text_lines(page: Page, fonts: FontBook) -> tuple[TextLine, ...]:
    """Give a page's lines from top to bottom; pieces far apart on one baseline are lines of their own."""
    runs = [
        item for item in page.items if isinstance(item, GlyphRun) and item.text.strip() and not item.rotation
    ]
    lines = (_line(runs, fonts) for row in _rows(runs) for runs in _pieces(row))
    return tuple(sorted(lines, key=lambda line: (round(line.top, 1), line.left)))


def _rows(runs: Iterable[GlyphRun]) -> list[list[GlyphRun]]:
    """Gather the runs that share a baseline, each row from left to right."""
    rows: list[list[GlyphRun]] = []
    for run in sorted(runs, key=lambda one: one.y):
        if rows and abs(rows[-1][0].y - run.y) <= _SAME_LINE:
            rows[-1].append(run)
        else:
            rows.append([run])
    for row in rows:
        row.sort(key=lambda one: one.x)
    return rows


def _pieces(row: list[GlyphRun]) -> Iterator[list[GlyphRun]]:
    piece = [row[0]]
    for run in row[1:]:
        if run.x - _ink_right(piece[-1]) > _COLUMN_GAP * run.size:
            yield piece
            piece = []
        piece.append(run)
    yield piece


def _line(runs: list[GlyphRun], fonts: FontBook) -> TextLine:
    text = runs[0].text
    for left, right in itertools.pairwise(runs):
        apart = right.x - (left.x + left.advance) > _WORD_GAP * right.size
        text += " " * apart + right.text
    measures = [(run, fonts.by_key(run.font).metrics()) for run in runs]
    return TextLine(
        " ".join(text.split()),
        left=min(run.x for run in runs),
        top=min(run.y - metrics.ascent * run.size for run, metrics in measures),
        right=max(map(_ink_right, runs)),
        bottom=max(run.y + metrics.descent * run.size for run, metrics in measures),
    )


def _ink_right(run: GlyphRun) -> float:
    """Give where a run's last letter ends; spaces that hang at its end do not count."""
    spaces = len(run.text) - len(run.text.rstrip())
    if spaces and spaces < len(run.glyphs) and run.clusters[-1] >= len(run.text) - spaces:
        return run.x + run.glyphs[-spaces].x
    return run.x + run.advance
