"""Characters and what stands between them: tabs, breaks, fields and the marks of notes."""

from dataclasses import dataclass
from enum import Enum


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
