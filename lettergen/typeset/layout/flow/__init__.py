"""Filling pages: sections, columns and blocks one after the other, each where there is room.

`pen` knows the page and the column at hand; `paragraphs`, `frames` and `tables` put blocks there.
"""

from collections.abc import Sequence

from lettergen.typeset.layout.desk import Desk
from lettergen.typeset.layout.flow.closing import (
    hangs_over,
    starts_page,
    without_closing_break,
    without_closing_page,
)
from lettergen.typeset.layout.flow.frames import put_frame
from lettergen.typeset.layout.flow.paragraphs import put_paragraph
from lettergen.typeset.layout.flow.pen import Pen
from lettergen.typeset.layout.flow.tables import put_floating_table, put_table
from lettergen.typeset.layout.galley import frame_end
from lettergen.typeset.layout.notes import endnote_blocks
from lettergen.typeset.layout.sheets import Sheet
from lettergen.typeset.pages import Node, Rule
from lettergen.typeset.story import Block, Section, Table


class Flow:
    """Puts a story's blocks on pages, in reading order."""

    def __init__(self, desk: Desk) -> None:
        """Begin at the document's first page."""
        self.pen = Pen(desk)

    def run(self) -> list[Sheet]:
        """Put all sections on pages."""
        sections = self.pen.desk.story.sections
        for index, section in enumerate(sections):
            following = sections[index + 1] if index + 1 < len(sections) else None
            self.pen.begin_section(section, index)
            if following is not None and following.start == "continuous":
                self.pen.plan_even_columns()
            self._blocks_of(section, following)
            self.pen.end_columns()
        if sections:
            self._endnotes()
            while self.pen.footnotes.has_rest:
                self.pen.next_sheet()
        return self.pen.sheets

    def _blocks_of(self, section: Section, following: Section | None) -> None:
        """Put a section's blocks on pages; the mark of its end makes no page by itself."""
        blocks: Sequence[Block] = section.blocks
        splits = self.pen.desk.rules.splits_marks
        if following is None:
            self._blocks(blocks if splits else without_closing_break(blocks))
        elif not blocks or not starts_page(section, following):
            self._blocks(blocks)
        else:
            self._blocks(blocks if splits else without_closing_page(blocks), closing=True)

    def _blocks(self, blocks: Sequence[Block], *, closing: bool = False) -> None:
        """Put blocks on pages; with `closing`, an empty last one only where there is room."""
        index = 0
        while index < len(blocks):
            block = blocks[index]
            if closing and index == len(blocks) - 1 and hangs_over(self.pen, block):
                return
            following = blocks[index + 1] if index + 1 < len(blocks) else None
            if isinstance(block, Table) and put_floating_table(self.pen, block, following):
                index += 1
                continue
            if isinstance(block, Table):
                put_table(self.pen, block)
            elif block.style.frame is not None:
                end = frame_end(blocks, index)
                put_frame(self.pen, blocks, index, end)
                index = end
                continue
            else:
                put_paragraph(self.pen, blocks, index, block)
            self.pen.previous = block
            index += 1

    def _endnotes(self) -> None:
        """Put the endnotes after the text, under a line of their own."""
        keys = endnote_blocks(self.pen.desk)
        if not keys:
            return
        if self.pen.y + 24.0 > self.pen.bottom:
            self.pen.next_column()
        self.pen.sheet.body.append(
            Rule(self.pen.span.left, self.pen.y + 6.0, self.pen.span.left + 144.0, self.pen.y + 6.0, 0.5)
        )
        self.pen.y += 12.0
        root = self.pen.branch
        for kind, note_id in keys:
            self.pen.branch = root.child(Node("Note", root.node, note_id=f"{kind}-{note_id}"))
            self._blocks(self.pen.desk.story.endnotes[note_id])
        self.pen.branch = root
