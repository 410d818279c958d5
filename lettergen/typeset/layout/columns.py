"""Text columns: where they stand, and how high even ones are (17.6.4)."""

from collections.abc import Sequence
from dataclasses import dataclass

from lettergen.typeset.layout.boxes import Strip
from lettergen.typeset.layout.desk import Desk
from lettergen.typeset.story import BreakKind, Paragraph, Section

_BREAKS = frozenset({BreakKind.PAGE, BreakKind.COLUMN})


@dataclass(frozen=True, slots=True)
class Span:
    """A column's left edge on the page and its width."""

    left: float
    width: float


def column_spans(section: Section, left: float, right: float) -> list[Span]:
    """Give a section's columns between two edges, in reading order."""
    if not section.columns:
        return [Span(left, max(right - left, 1.0))]
    spans, x = [], left
    for column in section.columns:
        spans.append(Span(x, max(column.width, 1.0)))
        x += column.width + column.gap
    if section.bidi:
        spans = [Span(left + right - span.left - span.width, span.width) for span in spans]
    return spans


@dataclass(frozen=True, slots=True)
class Balance:
    """Where a section's columns are to be even: so high, on the page so many pages after the one at hand."""

    pages: int
    height: float


def balance(desk: Desk, section: Section, spans: Sequence[Span], room: float, whole: float) -> Balance | None:
    """Find the page on which a section ends, and the least height at which its text fills the columns there.

    Args:
        desk: Of the document.
        section: The section.
        spans: Its columns.
        room: What is left of the page at hand.
        whole: How high columns are on the pages after it.

    Returns:
        None where the text says itself where its last page's columns end, or where a page begins.
    """
    if any(isinstance(block, Paragraph) and block.style.page_break_before for block in section.blocks):
        return None
    strips = desk.gather(desk, section.blocks, spans[0].width, None).strips
    pages = start = 0
    while (end := _page_end(strips, start, room, len(spans))) < len(strips):
        pages, start, room = pages + 1, end, whole
    last = strips[start:]
    if not last:
        return Balance(pages, 0.0)
    if any(strip.ends_with in _BREAKS for strip in last):
        return None
    text = last[-1].bottom - last[0].top
    height = max(text / len(spans), *(strip.height for strip in last))
    while height < room and _page_end(last, 0, height, len(spans)) < len(last):
        height += 1.0
    return Balance(pages, min(height + 0.1, room))


def _page_end(strips: Sequence[Strip], start: int, height: float, columns: int) -> int:
    """Give the index after the last strip of a page with columns so high that begins at `start`."""
    at = start
    for _column in range(columns):
        at = _column_end(strips, at, height)
        if at and strips[at - 1].ends_with is BreakKind.PAGE:
            break
    return at


def _column_end(strips: Sequence[Strip], start: int, height: float) -> int:
    """Give the index after the last strip of a column that begins at `start`."""
    may_end = start
    for at in range(start, len(strips)):
        strip = strips[at]
        if strip.bottom - strips[start].top > height + 0.05:
            return may_end if may_end > start else max(at, start + 1)
        if strip.ends_with in _BREAKS:
            return at + 1
        if not (strip.kept or strip.keeps_next):
            may_end = at + 1
    return len(strips)
