"""Tab stops: where a tab leads, and how the text after it stands to the stop (17.3.1.37, 17.3.3.32)."""

from collections.abc import Sequence
from dataclasses import dataclass

from lettergen.typeset.layout.boxes import Piece
from lettergen.typeset.story import ParagraphStyle, Tab, TabStop

_NEAR = 0.05
_FAR = 1584.0  # Word's widest page, in points.
_AFTER_SIGN = 36.0


@dataclass(frozen=True, slots=True)
class Ruler:
    """A line's tab stops, measured from the column's leading edge.

    `leading` is the paragraph's indent, where a hanging first line has a stop of its own; `end` is
    where the line's room ends and `column` how wide the column is. Stops other than left ones are reached
    beyond the end, as far as `reach`.
    """

    stops: tuple[TabStop, ...]
    default: float
    leading: float
    end: float
    column: float
    reach: float = 0.0

    @classmethod
    def of(
        cls, style: ParagraphStyle, column: float, default: float, *, over_margin: bool = False
    ) -> "Ruler":
        """Give a paragraph's ruler in a column so wide; with `over_margin` stops beyond it count too."""
        leading, trailing = (style.right, style.left) if style.bidi else (style.left, style.right)
        stops = sorted((stop for stop in style.tabs if stop.kind not in {"bar", "clear"}), key=_position)
        reach = _FAR if over_margin else column
        return cls(tuple(stops), default, leading, column - trailing, column, reach)

    def next_stop(self, x: float) -> TabStop:
        """Give the stop a tab at `x` leads to."""
        ahead = next((stop for stop in self.stops if stop.position > x + _NEAR), None)
        if x < self.leading - _NEAR and (ahead is None or ahead.position > self.leading):
            return TabStop(self.leading)
        if ahead is not None:
            return ahead
        default = self.default if self.default > 0 else 36.0
        return TabStop(min((int((x + _NEAR) / default) + 1) * default, _FAR))

    def reached(self, stop: TabStop, end: float) -> float:
        """Give where a line that would end at `end` ends once a tab leads to a stop."""
        if stop.kind in {"left", "start", "num", "list"} or not end < stop.position <= self.reach:
            return end
        # What stands after the decimal sign has its place as well.
        return stop.position + (_AFTER_SIGN if stop.kind == "decimal" else 0.0)

    def absolute(self, tab: Tab) -> TabStop:
        """Give the place a w:ptab leads to."""
        start, end = (self.leading, self.end) if tab.relative_to == "indent" else (0.0, self.column)
        position = {"center": (start + end) / 2, "right": end}.get(tab.align or "left", start)
        return TabStop(position, tab.align or "left", tab.leader)


def _position(stop: TabStop) -> float:
    return stop.position


@dataclass(slots=True)
class Section:
    """What stands after a tab, until the next one.

    `start` is where the tab begins; `width` grows with the text, `before` is the width before its
    decimal sign.
    """

    start: float
    stop: TabStop
    end: float
    width: float = 0.0
    before: float = 0.0
    decimal_seen: bool = False

    def add(self, width: float, piece: Piece | None = None) -> None:
        """Take what is so wide into the section."""
        if self.stop.kind == "decimal" and not self.decimal_seen:
            self.before = self.width + (width if piece is None else _until_decimal(piece))
            self.decimal_seen = piece is not None and _decimal_place(piece.text) >= 0
        self.width += width

    def text_start(self, ink: float) -> float:
        """Give where the section's text begins, if `ink` points of it show."""
        position = (
            min(self.stop.position, max(self.end, self.start)) if self._is_pulled else self.stop.position
        )
        match self.stop.kind:
            case "right" | "end":
                wanted = position - ink
            case "center":
                wanted = min(position - ink / 2, max(self.end - ink, self.start))
            case "decimal":
                wanted = position - self.before
            case _:
                wanted = position
        return max(wanted, self.start)

    @property
    def _is_pulled(self) -> bool:
        # A right stop beyond the line's end counts as the end itself.
        return self.stop.kind in {"right", "end", "decimal"}


def _decimal_place(text: str) -> int:
    """Give the index of the last decimal sign before which digits stand; -1 for none."""
    for index, char in enumerate(text):
        if char in ".,":
            following = text[index + 1 : index + 4]
            grouped = (
                following.isdigit() and len(following) == 3 and any(one in text[index + 4 :] for one in ".,")
            )
            if not grouped:
                return index
    return -1


def _until_decimal(piece: Piece) -> float:
    """Give the width of what stands before the decimal sign."""
    place = _decimal_place(piece.text)
    if place < 0 or piece.level % 2:
        return piece.ink
    scale = piece.size * piece.style.scale
    return sum(
        advance * scale + piece.style.spacing
        for advance, cluster in zip(piece.shaped.advances, piece.clusters, strict=True)
        if cluster < place
    )


def leader_char(leader: str) -> str:
    """Give the character a leader repeats; empty for none."""
    return {"dot": ".", "hyphen": "-", "underscore": "_", "heavy": "_", "middleDot": "·"}.get(leader, "")


def bar_stops(style: ParagraphStyle) -> Sequence[float]:
    """Give where bar tabs draw a line down the paragraph."""
    return [stop.position for stop in style.tabs if stop.kind == "bar"]
