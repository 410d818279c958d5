"""The document with styles resolved, nothing placed.

`read` writes it, `layout` reads it. Every value is final: docDefaults, style chains, table styles,
numbering and direct formatting are worked out, toggles are resolved, theme fonts and colours are
looked up. Lengths are points, angles degrees, colours ``RRGGBB`` in capitals (None is automatic:
black on light, white on dark). All of it is frozen and hashable, so that what was worked out about
a paragraph can be remembered by the paragraph.

Terms are those of ECMA-376 Part 1 (WordprocessingML section 17, DrawingML section 20).
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum

# --- characters -----------------------------------------------------------------------------------


class Vertical(Enum):
    """Vertical alignment of a run (ST_VerticalAlignRun)."""

    BASELINE = "baseline"
    SUPERSCRIPT = "superscript"
    SUBSCRIPT = "subscript"


@dataclass(frozen=True, slots=True)
class Line:
    """A border, an underline or a rule.

    `kind` is ST_Border's or ST_Underline's word (``single``, ``double``, ``dotted``, ``dashed``,
    ``thick``, ``wave``, …; ``none`` explicitly has no line, which wins over an inherited one).
    `width` is of one stroke; `space` the distance from the text.
    """

    kind: str = "single"
    width: float = 0.5
    color: str | None = None
    space: float = 0.0


@dataclass(frozen=True, slots=True)
class RunStyle:
    """Character formatting (17.3.2), for the script of the text it stands with.

    The reader splits runs where ascii, hAnsi, eastAsia and cs fonts differ (17.3.2.26), so that one
    `family`, `size`, `bold` and `italic` hold for all of the text. `size` is the nominal size, before
    super- or subscript and small capitals shrink it. `position` raises by points, `spacing` is added
    after each character, `scale` stretches horizontally (1 is normal), `kern_from` is the size from
    which pairs are kerned (0 never; 17.3.2.19). `small_caps` and `all_caps` are not applied to the
    text: the PDF's text stays as it was written.
    """

    family: str
    size: float
    bold: bool = False
    italic: bool = False
    color: str | None = None
    underline: Line | None = None
    strike: bool = False
    double_strike: bool = False
    small_caps: bool = False
    all_caps: bool = False
    vertical: Vertical = Vertical.BASELINE
    position: float = 0.0
    spacing: float = 0.0
    scale: float = 1.0
    kern_from: float = 0.0
    highlight: str | None = None
    shading: str | None = None
    border: Line | None = None
    ligatures: str = ""
    language: str = ""
    rtl: bool = False
    #: Which of the four fonts this is: ascii, hAnsi, eastAsia or cs; guides font fallback.
    script: str = "ascii"


# --- what stands in a line ------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Text:
    """Characters of one style. Soft hyphens are U+00AD, non-breaking ones U+2011, spaces as written.

    `link` is the target of a hyperlink: a URI, or ``#bookmark`` within the document.
    """

    text: str
    style: RunStyle
    link: str | None = None


@dataclass(frozen=True, slots=True)
class Tab:
    """A jump to the next tab stop, or (w:ptab, 17.3.3.23) to an absolute place."""

    style: RunStyle
    link: str | None = None
    #: For w:ptab: left, center or right; relative to `margin` or `indent`.
    align: str | None = None
    relative_to: str = "margin"
    leader: str = "none"


class BreakKind(Enum):
    """Where text goes on after a break (ST_BrType)."""

    LINE = "line"
    PAGE = "page"
    COLUMN = "column"


@dataclass(frozen=True, slots=True)
class Break:
    """A break within a paragraph. `clear` is none, left, right or all (ST_BrClear)."""

    style: RunStyle
    kind: BreakKind = BreakKind.LINE
    clear: str = "none"


@dataclass(frozen=True, slots=True)
class PageField:
    """A number only layout knows: ``PAGE``, ``NUMPAGES``, ``SECTIONPAGES`` or ``PAGEREF bookmark``.

    `format` is an ST_NumberFormat word, empty for the section's own.
    """

    code: str
    style: RunStyle
    format: str = ""
    stored: str = ""
    link: str | None = None


@dataclass(frozen=True, slots=True)
class NoteRef:
    """The mark of a footnote or endnote in the text; `kind` is footnote or endnote.

    `mark` is the custom mark, empty for the automatic number. Within the note itself `own` is true.
    """

    kind: str
    note_id: int
    style: RunStyle
    mark: str = ""
    own: bool = False


@dataclass(frozen=True, slots=True)
class Bookmark:
    """A place that links and page references point to; takes no room."""

    name: str


@dataclass(frozen=True, slots=True)
class Graphic:
    """A picture: `data` as it lies in the file, `kind` png, jpeg, gif, tiff, bmp, emf, wmf or svg.

    `kind` is empty where it is none of these or the file lacks the picture: a placeholder stands there.

    `crop` are the shares cut off left, top, right, bottom, each 0 to 1 (a:srcRect). `alt` is Word's
    alternative text; `decorative` only if Word says so (adec:decorative). `rotation` is clockwise.
    """

    data: bytes = field(repr=False)
    kind: str
    alt: str = ""
    decorative: bool = False
    crop: tuple[float, float, float, float] = (0.0, 0.0, 0.0, 0.0)
    rotation: float = 0.0
    flip_h: bool = False
    flip_v: bool = False
    outline: Line | None = None


@dataclass(frozen=True, slots=True)
class Shape:
    """A drawn shape (DrawingML wps:wsp, VML v:shape): outline, fill and text.

    `geometry` is a preset's name (``rect``, ``line``, ``ellipse``, ``roundRect``, …). `insets` are
    left, top, right, bottom. `rise` makes a line go from bottom left to top right. `anchor` is where
    its text stands: top, center or bottom. `auto_fit` lets it grow with the text.
    """

    geometry: str = "rect"
    fill: str | None = None
    outline: Line | None = None
    blocks: "tuple[Block, ...]" = ()
    insets: tuple[float, float, float, float] = (7.2, 3.6, 7.2, 3.6)
    anchor: str = "top"
    rise: bool = False
    rotation: float = 0.0
    auto_fit: bool = False
    alt: str = ""
    decorative: bool = False
    #: Word art of a watermark: the text is stretched over the shape, behind the body's text.
    word_art: "Text | None" = None
    opacity: float = 1.0


@dataclass(frozen=True, slots=True)
class Group:
    """Shapes and pictures that move together: each with its left, top, width, height within it."""

    members: "tuple[tuple[Graphic | Shape | Group, float, float, float, float], ...]"
    alt: str = ""
    decorative: bool = False


@dataclass(frozen=True, slots=True)
class Inline:
    """A picture or shape that stands on the baseline like a character (wp:inline).

    `relative_width` other than 0 is its width as a share of the line (VML's o:hrpct), instead of
    `width`.
    """

    content: Graphic | Shape | Group
    width: float
    height: float
    style: RunStyle
    link: str | None = None
    relative_width: float = 0.0


@dataclass(frozen=True, slots=True)
class Offset:
    """Where something floating stands along one axis (wp:positionH, wp:positionV, w:framePr).

    `relative_to` is ST_RelFromH's or ST_RelFromV's word: page, margin, column, character, paragraph,
    line, leftMargin, rightMargin, topMargin, bottomMargin, insideMargin, outsideMargin.
    Either `align` (left, center, right, inside, outside, top, bottom) or `offset` counts; `share` is
    an offset in shares of the reference's extent (wp14:pctPosHOffset).
    """

    relative_to: str = "column"
    offset: float = 0.0
    align: str | None = None
    share: float | None = None


@dataclass(frozen=True, slots=True)
class Anchor:
    """Something floating, tied to a place in the text (wp:anchor, VML positioned shape).

    `wrap` is none, square, tight, through or topAndBottom; `side` bothSides, left, right or largest.
    `gaps` is the distance kept from text: left, top, right, bottom. `width` and `height` are final,
    unless `relative_width`/`relative_height` give (reference, share) (wp14:sizeRelH).
    """

    content: Graphic | Shape | Group
    width: float
    height: float
    horizontal: Offset
    vertical: Offset
    wrap: str = "none"
    side: str = "bothSides"
    gaps: tuple[float, float, float, float] = (9.0, 0.0, 9.0, 0.0)
    behind: bool = False
    order: int = 0
    in_cell: bool = True
    overlap: bool = True
    link: str | None = None
    relative_width: tuple[str, float] | None = None
    relative_height: tuple[str, float] | None = None


InlineItem = Text | Tab | Break | PageField | NoteRef | Bookmark | Inline | Anchor

# --- paragraphs -----------------------------------------------------------------------------------


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


# --- tables ---------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Width:
    """A preferred width (ST_TblWidth): `kind` auto, points or share (0 to 1 of what contains it)."""

    kind: str = "auto"
    value: float = 0.0


@dataclass(frozen=True, slots=True)
class Cell:
    """A table cell. `span` counts grid columns; `merge` is none, restart or continue (w:vMerge).

    `borders` are the cell's own after table style and table borders are applied, before conflicts
    with neighbours are resolved; left and right are physical, in right-to-left tables too. `margins`
    are left, top, right, bottom. `direction` is lrTb, btLr or tbRl (17.4.72). With `hide_mark` an empty
    cell's paragraph mark takes no room (17.4.21).
    """

    blocks: "tuple[Block, ...]"
    span: int = 1
    merge: str = "none"
    width: Width = Width()
    borders: Borders = Borders()
    margins: tuple[float, float, float, float] = (5.4, 0.0, 5.4, 0.0)
    shading: str | None = None
    vertical: str = "top"
    direction: str = "lrTb"
    no_wrap: bool = False
    fit_text: bool = False
    hide_mark: bool = False


@dataclass(frozen=True, slots=True)
class Row:
    """A table row. `height` counts by `height_rule`: auto, atLeast or exact.

    `before` and `after` are grid columns left out at its ends (w:gridBefore). `header` repeats it on
    each page. `cell_spacing` is the gap between cells.
    """

    cells: tuple[Cell, ...]
    height: float = 0.0
    height_rule: str = "auto"
    cant_split: bool = False
    header: bool = False
    before: int = 0
    after: int = 0
    before_width: Width = Width()
    after_width: Width = Width()
    align: str | None = None
    cell_spacing: float = 0.0


@dataclass(frozen=True, slots=True)
class FloatingTable:
    """Where a floating table stands (w:tblpPr): gaps from text left, top, right, bottom."""

    horizontal: Offset = Offset("column")
    vertical: Offset = Offset("paragraph")
    gaps: tuple[float, float, float, float] = (0.0, 0.0, 0.0, 0.0)
    overlap: bool = True


@dataclass(frozen=True, slots=True)
class Table:
    """A table. `grid` are the column widths of w:tblGrid; `layout` is fixed or autofit.

    `align` is left, center or right; `indent` from the leading edge. `borders` are the table's own.
    `header_column` says that the table's look marks the first column, for tagging.
    """

    rows: tuple[Row, ...]
    grid: tuple[float, ...]
    width: Width = Width()
    layout: str = "autofit"
    align: str = "left"
    indent: float = 0.0
    borders: Borders = Borders()
    cell_spacing: float = 0.0
    bidi: bool = False
    floating: FloatingTable | None = None
    header_column: bool = False
    caption: str = ""
    place: str = field(default="", compare=False)


Block = Paragraph | Table

# --- sections and the whole -----------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Column:
    """A text column's width and the gap after it."""

    width: float
    gap: float = 0.0


@dataclass(frozen=True, slots=True)
class PageBorders:
    """Lines around the page (w:pgBorders): measured from `page` or `text`, on all, first or notFirst."""

    borders: Borders
    from_page: bool = False
    display: str = "allPages"
    behind: bool = False


@dataclass(frozen=True, slots=True)
class HeaderFooter:
    """Headers or footers of a section by page: None where there is none (inheritance is resolved)."""

    default: tuple[Block, ...] | None = None
    first: tuple[Block, ...] | None = None
    even: tuple[Block, ...] | None = None


@dataclass(frozen=True, slots=True)
class NoteSettings:
    """How notes are numbered: an ST_NumberFormat word, the first number, and when it starts again."""

    format: str = "decimal"
    start: int = 1
    restart: str = "continuous"


@dataclass(frozen=True, slots=True)
class Section:
    """Blocks that share page size, margins, columns, headers and footers (17.6).

    `start` is nextPage, continuous, evenPage, oddPage or nextColumn. `top` and `bottom` below zero
    are exact: headers and footers then overlap instead of pushing (17.6.11). `columns` is empty for
    one column over the text width. `grid_pitch` is the line grid's (0 none; `grid_chars` if
    characters snap as well).
    """

    blocks: tuple[Block, ...]
    width: float = 595.3
    height: float = 841.9
    top: float = 72.0
    right: float = 72.0
    bottom: float = 72.0
    left: float = 72.0
    gutter: float = 0.0
    header_distance: float = 35.4
    footer_distance: float = 35.4
    headers: HeaderFooter = HeaderFooter()
    footers: HeaderFooter = HeaderFooter()
    title_page: bool = False
    start: str = "nextPage"
    columns: tuple[Column, ...] = ()
    column_line: bool = False
    page_start: int | None = None
    page_format: str = "decimal"
    vertical: str = "top"
    borders: PageBorders | None = None
    grid_pitch: float = 0.0
    grid_kind: str = "default"
    bidi: bool = False
    footnote_position: str = "pageBottom"
    #: How the section numbers its notes, where it differs from the document's way.
    footnote_settings: NoteSettings | None = None
    endnote_settings: NoteSettings | None = None


@dataclass(frozen=True, slots=True)
class Story:
    """The whole document.

    `footnotes` and `endnotes` map note ids to their blocks. `compatibility` is Word's
    compatibilityMode (12 where the file does not say): from 15 on, justified lines squeeze their
    spaces. `words` are the document's words in reading order, as they must appear on the pages
    (hidden text, deleted text and comments left out), to be held against what was drawn.
    """

    sections: tuple[Section, ...]
    footnotes: Mapping[int, tuple[Block, ...]] = field(default_factory=dict)
    endnotes: Mapping[int, tuple[Block, ...]] = field(default_factory=dict)
    footnote_settings: NoteSettings = NoteSettings()
    endnote_settings: NoteSettings = NoteSettings("lowerRoman")
    #: Where endnotes stand: docEnd or sectEnd.
    endnote_position: str = "docEnd"
    compatibility: int = 12
    default_tab: float = 36.0
    even_and_odd: bool = False
    mirror_margins: bool = False
    gutter_at_top: bool = False
    auto_hyphenation: bool = False
    language: str = ""
    title: str = ""
    #: Options of w:compat that change layout, by element name (``doNotExpandShiftReturn``, …).
    compat: frozenset[str] = frozenset()
    warnings: tuple[tuple[str, str], ...] = ()
    """What could not be read, as (what, place)."""
