"""Sections of pages, and the whole document."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from lettergen.typeset.story.paragraphs import Borders
from lettergen.typeset.story.tables import Block


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
class Hyphenation:
    """How words are divided at the end of lines (w:autoHyphenation and its kin, 17.15.1.10, 20, 35, 53).

    `zone` is the blank at a line's end, in points, that is left rather than divide a word; `in_row` how
    many lines running may end in a hyphen, 0 for any; `capitals` whether words in capitals are divided.
    """

    zone: float = 18.0
    in_row: int = 0
    capitals: bool = True


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
    #: None where words are divided at soft hyphens alone.
    hyphenation: Hyphenation | None = None
    language: str = ""
    title: str = ""
    #: Options of w:compat that change layout, by element name (``doNotExpandShiftReturn``, …).
    compat: frozenset[str] = frozenset()
    warnings: tuple[tuple[str, str], ...] = ()
    """What could not be read, as (what, place)."""
