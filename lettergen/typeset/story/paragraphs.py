"""Paragraphs, their style, and the items they are made of."""

from dataclasses import dataclass, field
from enum import Enum

from lettergen.typeset.story.objects import Anchor, Inline, Offset
from lettergen.typeset.story.text import Bookmark, Break, Line, NoteRef, PageField, RunStyle, Tab, Text

InlineItem = Text | Tab | Break | PageField | NoteRef | Bookmark | Inline | Anchor


class Align(Enum):
    """Paragraph alignment, resolved to sides: start and end are left and right already (ST_Jc)."""

    LEFT = "left"
    RIGHT = "right"
    CENTER = "center"
    JUSTIFY = "both"
    DISTRIBUTE = "distribute"


class LineRule(Enum):
    """What `line` means (ST_LineSpacingRule): a multiple, exactly or at least so many points."""

    AUTO = "auto"
    EXACT = "exact"
    AT_LEAST = "atLeast"


@dataclass(frozen=True, slots=True)
class TabStop:
    """A tab stop: `position` from the text margin, `kind` left, center, right, decimal, bar or num."""

    position: float
    kind: str = "left"
    leader: str = "none"


@dataclass(frozen=True, slots=True)
class Borders:
    """Lines around a paragraph, cell, table or page; None where there is none.

    `inside_h` and `inside_v` are a table's inner lines; `between` a paragraph's.
    """

    top: Line | None = None
    left: Line | None = None
    bottom: Line | None = None
    right: Line | None = None
    inside_h: Line | None = None
    inside_v: Line | None = None
    between: Line | None = None
    down: Line | None = None  # diagonals of a cell: top left to bottom right,
    up: Line | None = None  # and bottom left to top right


@dataclass(frozen=True, slots=True)
class Frame:
    """A text frame (w:framePr, 17.3.1.11). Neighbouring paragraphs with an equal one share it.

    `width` and `height` of 0 mean as wide as the column or text, as high as the text; `height_rule`
    is auto, exact or atLeast. `wrap` is around, none, notBeside, through, tight or auto.
    `drop_cap` is none, drop or margin, over `lines` lines.
    """

    width: float = 0.0
    height: float = 0.0
    height_rule: str = "auto"
    horizontal: Offset = Offset()
    vertical: Offset = Offset("paragraph")
    gap_h: float = 0.0
    gap_v: float = 0.0
    wrap: str = "around"
    drop_cap: str = "none"
    lines: int = 0


@dataclass(frozen=True, slots=True)
class ListLabel:
    """The number or bullet before a paragraph, as it reads: ``•``, ``1.``, ``(b)``.

    `suffix` is tab, space or nothing (17.9.28). `list_id` and `level` say which list it belongs to.
    A picture bullet becomes a bullet, with a warning.
    """

    text: str
    style: RunStyle
    suffix: str = "tab"
    align: str = "left"
    list_id: int = 0
    level: int = 0
    ordered: bool = False
    tab_position: float | None = None


@dataclass(frozen=True, slots=True)
class ParagraphStyle:
    """Paragraph formatting (17.3.1).

    Indents are measured from the column's edges, left and right being physical (swapped already for
    right-to-left paragraphs); `first_line` is relative to the leading edge's indent, negative for a
    hanging one. `line` counts lines (1.0 is single) under LineRule.AUTO and points otherwise.
    `space_before` and `space_after` are final, autospacing (14 pt) and line units resolved.
    """

    align: Align = Align.LEFT
    left: float = 0.0
    right: float = 0.0
    first_line: float = 0.0
    space_before: float = 0.0
    space_after: float = 0.0
    #: True where the space is automatic: it collapses like HTML's and vanishes in lists (17.3.1.33).
    auto_before: bool = False
    auto_after: bool = False
    contextual_spacing: bool = False
    line_rule: LineRule = LineRule.AUTO
    line: float = 1.0
    tabs: tuple[TabStop, ...] = ()
    keep_next: bool = False
    keep_lines: bool = False
    page_break_before: bool = False
    widow_control: bool = True
    borders: Borders | None = None
    shading: str | None = None
    bidi: bool = False
    snap_to_grid: bool = True
    suppress_line_numbers: bool = False
    #: Divide no words here, though the document does (17.3.1.34).
    suppress_hyphens: bool = False
    auto_space_de: bool = True
    auto_space_dn: bool = True
    #: Break Latin words anywhere when a line of East Asian text needs it (w:wordWrap off).
    break_anywhere: bool = False
    kinsoku: bool = True
    overflow_punctuation: bool = True
    text_alignment: str = "auto"
    frame: Frame | None = None


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph.

    `mark` is the paragraph mark's own style: it gives an empty paragraph its height. `style_id` is
    for contextual spacing; `outline` is the heading level 1 to 9, 0 for body text; `place` says where
    it stands, for messages ("paragraph 12"), and takes no part in comparison.
    """

    items: tuple[InlineItem, ...]
    style: ParagraphStyle
    mark: RunStyle
    label: ListLabel | None = None
    style_id: str = ""
    outline: int = 0
    place: str = field(default="", compare=False)
