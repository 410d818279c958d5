"""Pictures and shapes, in a line or floating."""

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from lettergen.typeset.story.text import Line, RunStyle, Text

if TYPE_CHECKING:  # a shape holds paragraphs, which hold shapes
    from lettergen.typeset.story.tables import Block


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
