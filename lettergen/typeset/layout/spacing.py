"""The blank between paragraphs (17.3.1.9, 17.3.1.33).

Word leaves the larger of the space after one and the space before the next, unless the document
says that it does not space as HTML does (w:doNotUseHTMLParagraphAutoSpacing); then it adds them.
"""

from lettergen.typeset.story import Block, Paragraph

ADDS = "doNotUseHTMLParagraphAutoSpacing"


def gap_between(previous: Block | None, following: Block, *, adds: bool) -> float:
    """Give the blank above a block.

    Args:
        previous: What stands above it in the same column, cell or header; None for nothing.
        following: The block.
        adds: Whether the spaces add up.
    """
    before = _before(previous, following)
    after = _after(previous, following)
    return after + before if adds else max(after, before)


def gap_after(last: Block | None) -> float:
    """Give the blank below the last block of a cell, a header or a note."""
    if not isinstance(last, Paragraph) or last.style.auto_after:
        return 0.0
    return last.style.space_after


def _before(previous: Block | None, following: Block) -> float:
    if not isinstance(following, Paragraph):
        return 0.0
    style = following.style
    if style.auto_before and (previous is None or _both_listed(previous, following)):
        return 0.0
    if style.contextual_spacing and _alike(previous, following):
        return 0.0
    return style.space_before


def _after(previous: Block | None, following: Block) -> float:
    if not isinstance(previous, Paragraph):
        return 0.0
    style = previous.style
    if style.auto_after and _both_listed(previous, following):
        return 0.0
    if style.contextual_spacing and _alike(previous, following):
        return 0.0
    return style.space_after


def _alike(previous: Block | None, following: Block) -> bool:
    return (
        isinstance(previous, Paragraph)
        and isinstance(following, Paragraph)
        and previous.style_id == following.style_id
    )


def _both_listed(previous: Block, following: Block) -> bool:
    return (
        isinstance(previous, Paragraph)
        and isinstance(following, Paragraph)
        and previous.label is not None
        and following.label is not None
    )
