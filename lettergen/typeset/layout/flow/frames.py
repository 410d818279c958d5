"""Frames and drop caps on pages (17.3.1.11)."""

from collections.abc import Sequence

from lettergen.typeset.layout.boxes import Galley
from lettergen.typeset.layout.floats import horizontal_place, vertical_place
from lettergen.typeset.layout.flow.pen import Pen
from lettergen.typeset.layout.galley import frame_blocks, frame_exclusion, frame_height, framed_galley
from lettergen.typeset.layout.moving import moved
from lettergen.typeset.pages import GlyphRun
from lettergen.typeset.story import Block, Paragraph


def put_frame(pen: Pen, blocks: Sequence[Block], start: int, end: int) -> None:
    """Put a frame's paragraphs where the frame says, and keep other text away."""
    first = blocks[start]
    assert isinstance(first, Paragraph)
    frame = first.style.frame
    assert frame is not None
    galley = framed_galley(pen.desk, frame_blocks(blocks[start:end]), frame, pen.span.width, pen.branch)
    height = frame_height(pen.desk, frame, galley, first.place)
    if frame.vertical.relative_to == "paragraph" and pen.y + height > pen.bottom and not pen.fresh:
        pen.next_column()
    bounds = pen.sheet.bounds(pen.span.left, pen.span.width)
    left = horizontal_place(frame.horizontal, galley.width, bounds, pen.span.left)
    if frame.drop_cap == "margin":
        # In the margin beside the text, whatever its place is said to count from.
        left = pen.span.left - galley.width - frame.gap_h
    top = vertical_place(frame.vertical, height, bounds, pen.y)
    following = blocks[end] if end < len(blocks) else None
    sink = 0.0
    if frame.drop_cap != "none" and isinstance(following, Paragraph):
        top = pen.y + pen.gap(following)
        height, sink = _drop_cap(pen, frame.lines, following, galley)
    pen.sheet.exclusions.append(frame_exclusion(frame, left, top, galley.width, height))
    top += sink
    for strip in galley.strips:
        y = top + strip.top
        pen.sheet.body += [moved(item, left, y) for item in strip.items]
        pen.sheet.bookmarks += [(name, y + depth) for name, depth in strip.bookmarks]
        for floating in strip.anchors:
            pen.put_floating(floating.moved(left, y))


def _drop_cap(pen: Pen, lines: int, following: Paragraph, galley: Galley) -> tuple[float, float]:
    """Give how high a drop cap is, and how far it sinks to stand on the last line beside it."""
    line = pen.desk.lines(following, pen.span.width)[0]
    height = max(lines, 1) * line.height
    runs = [item for strip in galley.strips for item in strip.items if isinstance(item, GlyphRun)]
    if not runs:
        return height, 0.0
    # A little less than the lines, so that the next one does not count as beside it.
    return height - 1.0, height - line.height + line.baseline - galley.strips[0].top - runs[0].y
