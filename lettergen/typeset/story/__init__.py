"""The document with styles resolved, nothing placed.

`read` writes it, `layout` reads it. Every value is final: docDefaults, style chains, table styles,
numbering and direct formatting are worked out, toggles are resolved, theme fonts and colours are
looked up. Lengths are points, angles degrees, colours ``RRGGBB`` in capitals (None is automatic:
black on light, white on dark). All of it is frozen and hashable, so that what was worked out about
a paragraph can be remembered by the paragraph.

Terms are those of ECMA-376 Part 1 (WordprocessingML section 17, DrawingML section 20).
"""

from lettergen.typeset.story.objects import Anchor, Graphic, Group, Inline, Offset, Shape
from lettergen.typeset.story.paragraphs import (
    Align,
    Borders,
    Frame,
    InlineItem,
    LineRule,
    ListLabel,
    Paragraph,
    ParagraphStyle,
    TabStop,
)
from lettergen.typeset.story.sections import (
    Column,
    HeaderFooter,
    Hyphenation,
    NoteSettings,
    PageBorders,
    Section,
    Story,
)
from lettergen.typeset.story.tables import Block, Cell, FloatingTable, Row, Table, Width
from lettergen.typeset.story.text import (
    Bookmark,
    Break,
    BreakKind,
    Line,
    NoteRef,
    PageField,
    RunStyle,
    Tab,
    Text,
    Vertical,
)

__all__ = [
    "Align",
    "Anchor",
    "Block",
    "Bookmark",
    "Borders",
    "Break",
    "BreakKind",
    "Cell",
    "Column",
    "FloatingTable",
    "Frame",
    "Graphic",
    "Group",
    "HeaderFooter",
    "Hyphenation",
    "Inline",
    "InlineItem",
    "Line",
    "LineRule",
    "ListLabel",
    "NoteRef",
    "NoteSettings",
    "Offset",
    "PageBorders",
    "PageField",
    "Paragraph",
    "ParagraphStyle",
    "Row",
    "RunStyle",
    "Section",
    "Shape",
    "Story",
    "Tab",
    "TabStop",
    "Table",
    "Text",
    "Vertical",
    "Width",
]
