"""The placed result: everything has its position, nothing is left to decide.

`layout` writes it, `draw` paints it. Points from the page's top left, y downwards; colours
``RRGGBB``. Whatever carries a `node` belongs to that element of the structure tree (ISO 32000-1
14.7); what carries none is an artifact (headers, footers, rules, fold marks).
"""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(slots=True)
class Glyph:
    """One glyph of a run: `x` and `y` are offsets from the run's origin (y upwards).

    Glyphs, runs and nodes are not frozen, though nobody changes one: that would make them five times as dear
    to make, and a letter has hundreds.
    """

    id: int
    x: float
    y: float = 0.0


@dataclass(slots=True)
class GlyphRun:
    """Glyphs of one font, size and colour on one baseline.

    `font` is the key under which `fonts` knows the face. `text` are the characters in reading order
    and `clusters` give, for each glyph, the index in `text` of the first character it stands for
    (HarfBuzz clusters); where glyphs and characters do not map simply, `draw` writes ActualText.
    `scale` stretches horizontally. `advance` is the run's whole width.
    """

    x: float
    y: float
    font: str
    size: float
    glyphs: tuple[Glyph, ...]
    text: str
    clusters: tuple[int, ...]
    advance: float
    color: str = "000000"
    scale: float = 1.0
    language: str = ""
    node: int | None = None
    rotation: float = 0.0
    opacity: float = 1.0


@dataclass(frozen=True, slots=True)
class Rule:
    """A straight stroke: underline, border, strike, leader, fold mark. `dash` is (on, off, …)."""

    x1: float
    y1: float
    x2: float
    y2: float
    width: float
    color: str = "000000"
    dash: tuple[float, ...] = ()
    wave: bool = False


@dataclass(frozen=True, slots=True)
class Box:
    """A filled rectangle: shading, highlight, a shape's ground."""

    x: float
    y: float
    width: float
    height: float
    color: str
    opacity: float = 1.0


@dataclass(frozen=True, slots=True)
class Outline:
    """A path: `steps` are ("M", x, y), ("L", x, y), ("C", x1, y1, x2, y2, x, y) or ("Z",).

    `even_odd` fills by the even-odd rule, so that outlines within outlines are holes.
    """

    steps: tuple[tuple[str | float, ...], ...]
    fill: str | None = None
    stroke: str | None = None
    width: float = 0.5
    dash: tuple[float, ...] = ()
    node: int | None = None
    opacity: float = 1.0
    even_odd: bool = False


@dataclass(frozen=True, slots=True)
class Image:
    """A picture in its box. `kind` and `crop` as in `story.Graphic`."""

    x: float
    y: float
    width: float
    height: float
    data: bytes = field(repr=False)
    kind: str = "png"
    crop: tuple[float, float, float, float] = (0.0, 0.0, 0.0, 0.0)
    rotation: float = 0.0
    node: int | None = None
    alt: str = ""


@dataclass(frozen=True, slots=True)
class Link:
    """A live area: `target` is a URI or ``#bookmark``; `node` is its Link element."""

    x: float
    y: float
    width: float
    height: float
    target: str
    text: str = ""
    node: int | None = None


@dataclass(frozen=True, slots=True)
class Clip:
    """All items until the matching `EndClip` show only inside this rectangle."""

    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class EndClip:
    """The end of the innermost `Clip`."""


Item = GlyphRun | Rule | Box | Outline | Image | Link | Clip | EndClip


@dataclass(frozen=True, slots=True)
class Page:
    """A sheet's side: its size and what is painted on it, in painting order."""

    width: float
    height: float
    items: tuple[Item, ...]


@dataclass(slots=True)
class Node:
    """An element of the structure tree (ISO 32000-1 14.8.4), in a flat list: `parent` is an index.

    `role` is a standard type: Document, Sect, H1 … H6, P, L, LI, Lbl, LBody, Table, TR, TH, TD,
    Figure, Link, Note, Reference, Span. `scope` is Column, Row or Both for TH. `bbox` is a Figure's
    box in points from the page's top left. `note_id` is unique and required for Note.
    """

    role: str
    parent: int | None
    alt: str = ""
    language: str = ""
    scope: str = ""
    row_span: int = 1
    column_span: int = 1
    ordered: bool = False
    title: str = ""
    note_id: str = ""
    bbox: tuple[float, float, float, float] | None = None


@dataclass(frozen=True, slots=True)
class Pages:
    """The laid-out document.

    `nodes[0]` is the Document; a node's children are those that name it as parent, in list order.
    `bookmarks` map names to (page index, y). `words` are the words placed, in reading order of the
    structure, headers and footers after the body. `warnings` are (what, place).
    """

    pages: tuple[Page, ...]
    nodes: tuple[Node, ...]
    language: str = ""
    bookmarks: Mapping[str, tuple[int, float]] = field(default_factory=dict)
    warnings: tuple[tuple[str, str], ...] = ()
