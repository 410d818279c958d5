"""What stays together: paragraphs with the next, lines of one, widows and orphans (17.3.1.14, 15, 44)."""

from collections.abc import Sequence

from lettergen.typeset.layout.desk import Desk
from lettergen.typeset.layout.framing import framing_of
from lettergen.typeset.layout.spacing import gap_between
from lettergen.typeset.layout.tables.rows import lay_table
from lettergen.typeset.story import Block, BreakKind, Paragraph, ParagraphStyle, Table

#: With widow control, so many lines of a paragraph stand together at least.
TOGETHER = 2


def allowed_break(count: int, index: int, total: int, style: ParagraphStyle) -> int:
    """Give how many of the lines that fit may stay on this page.

    Args:
        count: How many lines fit, from `index` on; fewer than are left.
        index: How many lines of the paragraph stand on earlier pages.
        total: How many lines it has.
        style: The paragraph's.

    Returns:
        0 where all that is left goes to the next page.
    """
    if style.keep_lines:
        return 0
    if not style.widow_control:
        return count
    left = total - index - count
    if left < TOGETHER:
        count -= TOGETHER - left
    return count if index or count >= TOGETHER else 0


def chain_height(desk: Desk, blocks: Sequence[Block], start: int, width: float, limit: float) -> float:
    """Give the height of a paragraph with all that it must stand with, from its first line on.

    Args:
        desk: Of the document.
        blocks: The section's.
        start: The paragraph's index.
        width: Of the column.
        limit: Beyond this height nobody asks.
    """
    height, index = 0.0, start
    while index < len(blocks) and height <= limit:
        block = blocks[index]
        if index > start:
            height += gap_between(blocks[index - 1], block, adds=desk.adds_spaces)
        if not isinstance(block, Paragraph):
            return height + _table_head(desk, block, width)
        lines = desk.lines(block, width)
        framing = framing_of(
            block,
            width,
            blocks[index - 1] if index else None,
            blocks[index + 1] if index + 1 < len(blocks) else None,
        )
        above = framing.above if framing is not None else 0.0
        if any(line.ends_with not in {None, BreakKind.LINE} for line in lines):
            return height + above + lines[0].height - lines[0].spare
        if not block.style.keep_next:
            head = lines[: _head(len(lines), block.style)]
            return height + above + sum(line.height for line in head) - head[-1].spare
        below = framing.below if framing is not None else 0.0
        height += above + below + sum(line.height for line in lines)
        index += 1
    return height


def _head(total: int, style: ParagraphStyle) -> int:
    """Give how many of a paragraph's first lines stand together."""
    if style.keep_lines:
        return total
    if not style.widow_control:
        return 1
    return total if total <= TOGETHER + 1 else TOGETHER


def _table_head(desk: Desk, table: Table, width: float) -> float:
    """Give the height of a table's header rows with the first row after them."""

    def measured() -> float:
        laid = lay_table(desk, table, width, None)
        return sum(laid.heights[: laid.headers + 1])

    return desk.recurring.find("head", desk, (table,), width, measured)
