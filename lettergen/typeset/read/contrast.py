"""Automatic colour: black, and white on a dark ground, as Word shows it (17.3.2.6)."""

from collections.abc import Callable, Iterable
from dataclasses import replace

from lettergen.typeset.story import (
    Block,
    Break,
    InlineItem,
    NoteRef,
    PageField,
    Paragraph,
    RunStyle,
    Tab,
    Table,
    Text,
)

_WHITE = "FFFFFF"
# A ground no brighter than this, of 255, is dark.
_DARK = 62


def is_dark(ground: str | None) -> bool:
    """Whether automatic text on a ground is white."""
    if not ground:
        return False
    red, green, blue = (int(ground[at : at + 2], 16) for at in (0, 2, 4))
    return (76 * red + 151 * green + 29 * blue) >> 8 <= _DARK


def automatic(color: str | None, ground: str | None) -> str | None:
    """Give a colour; for an automatic one (None) what it is on the ground, None for black."""
    return _WHITE if color is None and is_dark(ground) else color


def on_dark(blocks: Iterable[Block]) -> tuple[Block, ...]:
    """Give blocks as they stand on a dark ground; what has a ground of its own keeps to that."""
    return tuple(_table(one) if isinstance(one, Table) else paragraph_on_dark(one) for one in blocks)


def paragraph_on_dark(paragraph: Paragraph) -> Paragraph:
    """Give a paragraph as it stands on a dark ground, unless it has its own."""
    if paragraph.style.shading and not is_dark(paragraph.style.shading):
        return paragraph
    known: dict[int, RunStyle] = {}

    def lit(style: RunStyle) -> RunStyle:
        # One object for each style, so that layout can go on telling styles apart by identity.
        if id(style) not in known:
            has_ground = style.shading or style.highlight
            plain = has_ground or style.color is not None
            known[id(style)] = style if plain else replace(style, color=_WHITE)
        return known[id(style)]

    label = paragraph.label
    return replace(
        paragraph,
        items=tuple(_item(item, lit) for item in paragraph.items),
        mark=lit(paragraph.mark),
        label=None if label is None else replace(label, style=lit(label.style)),
    )


def _item(item: InlineItem, lit: Callable[[RunStyle], RunStyle]) -> InlineItem:
    if isinstance(item, Text | PageField | NoteRef | Tab | Break):
        return replace(item, style=lit(item.style))
    return item


def _table(table: Table) -> Table:
    rows = tuple(
        replace(
            row,
            cells=tuple(
                cell if cell.shading else replace(cell, blocks=on_dark(cell.blocks)) for cell in row.cells
            ),
        )
        for row in table.rows
    )
    return replace(table, rows=rows)
