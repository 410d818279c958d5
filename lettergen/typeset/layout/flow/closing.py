"""How sections end: the mark of their last paragraph makes no page by itself, as in Word."""

from collections.abc import Sequence
from dataclasses import replace

from lettergen.typeset.layout.flow.pen import SLACK, Pen
from lettergen.typeset.story import Block, Bookmark, Break, BreakKind, Paragraph, Section, Text


def starts_page(section: Section, following: Section) -> bool:
    """Whether the section after another begins on a page of its own."""
    same_size = (section.width, section.height) == (following.width, following.height)
    return following.start in {"nextPage", "evenPage", "oddPage"} or not same_size


def without_closing_break(blocks: Sequence[Block]) -> Sequence[Block]:
    """Give blocks without a page break that only their last paragraph's own mark would follow."""
    if blocks and _ends_with_page_break(blocks[-1]):
        return (*blocks[:-1], _without_break(blocks[-1]))
    return blocks


def without_closing_page(blocks: Sequence[Block]) -> Sequence[Block]:
    """Give a section's blocks without a page break that only the paragraph of its end would follow."""
    *before, last = blocks
    if before and _is_bare(last) and _ends_with_page_break(before[-1]):
        return (*before[:-1], _without_break(before[-1], last))
    return without_closing_break(blocks)


def hangs_over(pen: Pen, block: Block) -> bool:
    """Whether a section's last paragraph is empty and has no room left: it stays where nobody sees it."""
    if not isinstance(block, Paragraph) or not _is_bare(block) or _bookmarks(block) or pen.fresh:
        return False
    line = pen.desk.lines(block, pen.span.width)[0]
    return pen.y + pen.gap(block) + line.height - line.spare > pen.bottom + SLACK


def _is_bare(block: Block) -> bool:
    """Whether a block is a paragraph that shows nothing and asks for nothing."""
    if not isinstance(block, Paragraph) or block.label is not None:
        return False
    style = block.style
    if style.page_break_before or style.frame is not None or style.borders is not None:
        return False
    return all(map(_is_unseen, block.items))


def _ends_with_page_break(block: Block) -> bool:
    if not isinstance(block, Paragraph):
        return False
    last = next((item for item in reversed(block.items) if not _is_unseen(item)), None)
    return isinstance(last, Break) and last.kind is BreakKind.PAGE


def _is_unseen(item: object) -> bool:
    return isinstance(item, Bookmark) or (isinstance(item, Text) and not item.text)


def _without_break(paragraph: Block, closing: Block | None = None) -> Paragraph:
    """Give a paragraph without the page break at its end, with the bookmarks of the one that it takes in."""
    assert isinstance(paragraph, Paragraph)
    at = max(at for at, item in enumerate(paragraph.items) if isinstance(item, Break))
    taken = _bookmarks(closing) if isinstance(closing, Paragraph) else ()
    return replace(paragraph, items=(*paragraph.items[:at], *paragraph.items[at + 1 :], *taken))


def _bookmarks(paragraph: Paragraph) -> tuple[Bookmark, ...]:
    return tuple(item for item in paragraph.items if isinstance(item, Bookmark))
