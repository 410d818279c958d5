"""Text columns: where they stand, and how high balanced ones are (17.6.4)."""

from collections.abc import Sequence
from dataclasses import dataclass

from lettergen.typeset.layout.boxes import Strip
from lettergen.typeset.layout.desk import Desk
from lettergen.typeset.story import BreakKind, Section


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


def balanced_height(desk: Desk, section: Section, spans: Sequence[Span], room: float) -> float | None:
    """Give the least height at which a section's text fills its columns.

    Args:
        desk: Of the document.
        section: The section.
        spans: Its columns.
        room: What is left of the page.

    Returns:
        None where the text does not fit on the page or says itself where a column ends.
    """
    strips = desk.gather(desk, section.blocks, spans[0].width, None).strips
    if not strips:
        return 0.0
    if any(strip.ends_with in {BreakKind.PAGE, BreakKind.COLUMN} for strip in strips):
        return None
    whole = strips[-1].bottom
    height = max(whole / len(spans), *(strip.height for strip in strips))
    while height <= room:
        if _columns_filled(strips, height) <= len(spans):
            return height + 0.1
        height += 1.0
    return None


def _columns_filled(strips: Sequence[Strip], height: float) -> int:
    """Count the columns so high that strips fill, each up to what may stand last in it."""
    count = at = 0
    while at < len(strips):
        count += 1
        at = _column_end(strips, at, height)
    return count


def _column_end(strips: Sequence[Strip], start: int, height: float) -> int:
    """Give the index after the last strip of a column that begins at `start`."""
    may_end = start
    for at in range(start, len(strips)):
        strip = strips[at]
        if strip.bottom - strips[start].top > height + 0.05:
            return may_end if may_end > start else max(at, start + 1)
        if not (strip.kept or strip.keeps_next):
            may_end = at + 1
    return len(strips)
