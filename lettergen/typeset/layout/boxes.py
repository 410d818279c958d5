"""The nouns of layout: shaped pieces, lines and strips; between the story and the pages.

Lengths are points. What lies in a line is placed relative to the column's left edge and the line's
baseline, so that a line can be remembered and put down anywhere.
"""

from dataclasses import dataclass, field, replace

from lettergen.typeset.fonts import Face, Shaped
from lettergen.typeset.layout.moving import moved
from lettergen.typeset.layout.structure import ARTIFACT, TEXT, Branch, Tag
from lettergen.typeset.pages import GlyphRun, Item
from lettergen.typeset.story import Anchor, BreakKind, Inline, NoteRef, RunStyle, Tab


@dataclass(slots=True)
class Piece:
    """Shaped characters of one style between two places where the line may break.

    `text` is as written, `clusters` index it; `size` is the size it is set in, `rise` its baseline's
    height above the line's. `ink` is the width without the spaces at the end, `spaces` counts all that
    justification may stretch. `hyphen` is what appears when the line ends here, at a soft hyphen. Not frozen,
    and nor is `Placed`, because there are so many; nobody changes one.
    """

    text: str
    style: RunStyle
    face: Face
    size: float
    rise: float
    shaped: Shaped
    clusters: tuple[int, ...]
    width: float
    ink: float
    spaces: int
    level: int = 0
    tag: Tag = TEXT
    breaks: bool = False
    hyphen: "Piece | None" = None
    ideographic: bool = False
    leads: bool = False  # opens a glyph run: nothing is joined to its left


@dataclass(frozen=True, slots=True)
class TabMark:
    """A tab in the line, to be resolved where it falls."""

    tab: Tab
    tag: Tag = TEXT
    level: int = 0


@dataclass(frozen=True, slots=True)
class BreakMark:
    """A line, page or column break."""

    kind: BreakKind
    clear: str
    style: RunStyle


@dataclass(frozen=True, slots=True)
class ObjectMark:
    """A picture or shape that stands in the line, its bottom on the baseline."""

    inline: Inline
    width: float
    height: float
    tag: Tag
    level: int = 0


@dataclass(frozen=True, slots=True)
class PlaceMark:
    """A place without width: a bookmark, an anchor, a note's reference."""

    bookmark: str = ""
    anchor: Anchor | None = None
    note: NoteRef | None = None


Atom = Piece | TabMark | BreakMark | ObjectMark | PlaceMark


@dataclass(slots=True)
class Placed:
    """Something to draw and the part of the document that it is."""

    item: Item
    tag: Tag = ARTIFACT


@dataclass(frozen=True, slots=True)
class Room:
    """Where one line may stand, from the column's leading edge: `start` to `end`."""

    start: float
    end: float
    whole: bool = True


@dataclass(frozen=True, slots=True)
class Exclusion:
    """A rectangle that lines keep out of, gaps included. `side` says where text may stand."""

    left: float
    top: float
    right: float
    bottom: float
    side: str = "bothSides"

    def moved(self, dx: float, dy: float) -> "Exclusion":
        """Give the same rectangle elsewhere."""
        return replace(
            self, left=self.left + dx, top=self.top + dy, right=self.right + dx, bottom=self.bottom + dy
        )

    @property
    def is_bar(self) -> bool:
        """Whether no text stands beside it at all."""
        return self.side == "none"


@dataclass(frozen=True, slots=True)
class Line:
    """A broken line, ready to be put down.

    `height` is how far the next line is below this one's top, `baseline` how far the baseline is.
    `left` and `right` are where its text begins and ends. `beside` says that the next line stands
    at the same height, on the other side of something floating. `room` is what it was broken for, in a
    column of the width `column`; None where it only keeps a place blank. `spare` is how much of the
    height is line spacing below the text, which may hang over a page's end.
    """

    placed: tuple[Placed, ...]
    height: float
    baseline: float
    left: float
    right: float
    notes: tuple[NoteRef, ...] = ()
    bookmarks: tuple[str, ...] = ()
    anchors: tuple[tuple[Anchor, float], ...] = ()
    objects: tuple[tuple[ObjectMark, float], ...] = ()
    ends_with: BreakKind | None = None
    clear: str = "none"
    beside: bool = False
    ascent: float = 0.0
    descent: float = 0.0
    spare: float = 0.0
    room: Room | None = None
    column: float = 0.0


@dataclass(slots=True)
class Strip:
    """A slice of a galley that is never cut: a line with its share of border and shading, a row.

    `top` counts from the galley's top. `items` are relative to the galley's left and the strip's
    top and have their nodes; so are the bookmarks' heights and the anchors' places. `paragraph`
    counts the galley's blocks and `kept` says that the strip stays with the next one. `keeps_next` says
    so of a paragraph's last line, which counts where columns are filled. `ends_with` is a break at its end.
    """

    top: float
    height: float
    items: list[Item] = field(default_factory=list)
    notes: tuple[NoteRef, ...] = ()
    bookmarks: list[tuple[str, float]] = field(default_factory=list)
    anchors: "list[Floating]" = field(default_factory=list)
    kept: bool = False
    keeps_next: bool = False
    ends_with: BreakKind | None = None

    @property
    def bottom(self) -> float:
        """Where the strip ends, from the galley's top."""
        return self.top + self.height


@dataclass(frozen=True, slots=True)
class Floating:
    """An anchor on its way to its place: where its character stands, and in which column.

    `x` and `y` are the character's and its paragraph's top; `left` and `width` the column's. `node`
    is the element that what it shows belongs to, None for an artifact.
    """

    anchor: Anchor
    x: float
    y: float
    left: float
    width: float
    place: str = ""
    branch: "Branch | None" = None

    def moved(self, dx: float, dy: float) -> "Floating":
        """Give it elsewhere."""
        return Floating(
            self.anchor, self.x + dx, self.y + dy, self.left + dx, self.width, self.place, self.branch
        )


@dataclass(slots=True)
class Galley:
    """Blocks set one below the other without end: the content of a cell, a header, a note, a box.

    `height` includes the blank after the last block. Strips, and the rectangles that floating things keep
    free of text, count from the galley's top left.
    """

    width: float
    strips: list[Strip] = field(default_factory=list)
    height: float = 0.0
    exclusions: list[Exclusion] = field(default_factory=list)

    @property
    def reach(self) -> float:
        """How far down its lowest line of text reaches."""
        lines = (one for one in self.strips if any(isinstance(item, GlyphRun) for item in one.items))
        return max((strip.bottom for strip in lines), default=0.0)

    def items_at(self, x: float, y: float) -> list[Item]:
        """Give all items with the galley's top left at (x, y)."""
        return [moved(item, x, y + strip.top) for strip in self.strips for item in strip.items]
