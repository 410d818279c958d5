"""What letters wear: underlines, strikes, highlights, shading and borders around runs (17.3.2)."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import TypeVar

from lettergen.typeset.fonts import Face
from lettergen.typeset.layout.boxes import Placed
from lettergen.typeset.layout.structure import ARTIFACT
from lettergen.typeset.pages import Box, Outline, Rule
from lettergen.typeset.story import Line, RunStyle, Vertical

_What = TypeVar("_What")
_DASHES = {
    "dotted": (1.0, 1.5),
    "dottedHeavy": (1.0, 1.5),
    "dash": (3.0, 2.0),
    "dashed": (3.0, 2.0),
    "dashSmallGap": (3.0, 1.0),
    "dashedHeavy": (3.0, 2.0),
    "dashLong": (6.0, 2.5),
    "dashLongHeavy": (6.0, 2.5),
    "dotDash": (3.0, 1.5, 1.0, 1.5),
    "dashDotHeavy": (3.0, 1.5, 1.0, 1.5),
    "dashDotStroked": (3.0, 1.5, 1.0, 1.5),
    "dotDotDash": (3.0, 1.5, 1.0, 1.5, 1.0, 1.5),
    "dashDotDotHeavy": (3.0, 1.5, 1.0, 1.5, 1.0, 1.5),
}
_HEAVY = {
    "thick",
    "dottedHeavy",
    "dashedHeavy",
    "dashLongHeavy",
    "dashDotHeavy",
    "dashDotDotHeavy",
    "wavyHeavy",
}
_WAVY = {"wave", "wavyHeavy", "wavyDouble", "doubleWave"}
_DOUBLE = {
    "double",
    "wavyDouble",
    "doubleWave",
    "thinThickSmallGap",
    "thickThinSmallGap",
    "thinThickMediumGap",
    "thickThinMediumGap",
    "thinThickLargeGap",
    "thickThinLargeGap",
    "triple",
}


def dash_of(kind: str, width: float) -> tuple[float, ...]:
    """Give a line kind's dashes for a stroke so wide; empty for a solid line."""
    return tuple(length * max(width, 0.5) for length in _DASHES.get(kind, ()))


def is_double(kind: str) -> bool:
    """Whether a line is drawn as two strokes."""
    return kind in _DOUBLE


@dataclass(frozen=True, slots=True)
class Worn:
    """Letters or a tab where they stand: `x` to `end`, relative to the line, the ink as far as `ink_end`.

    `size` is the size that they are set in, `rise` their baseline's height above the line's.
    """

    style: RunStyle
    face: Face
    size: float
    rise: float
    x: float
    end: float
    ink_end: float


def are_plain(worn: Iterable[Worn]) -> bool:
    """Whether letters wear nothing at all, as nearly all do."""
    styles = {id(one.style): one.style for one in worn}
    return not any(
        style.underline
        or style.strike
        or style.double_strike
        or style.border
        or style.highlight
        or style.shading
        for style in styles.values()
    )


def ground(worn: Sequence[Worn], ascent: float, descent: float) -> Iterator[Placed]:
    """Give what lies behind the letters: shading, then highlights, as high as the line's text."""
    for colour_of in (lambda style: style.shading, lambda style: style.highlight):
        for colour, start, end, _group in _stretches(worn, colour_of):
            yield Placed(Box(start, -ascent, end - start, ascent + descent, colour))


def strokes(worn: Sequence[Worn]) -> Iterator[Placed]:
    """Give the rules under, through and around the letters."""
    for line, start, end, group in _stretches(worn, lambda style: style.underline):
        if line.kind == "words":
            for one in group:
                yield from _underline(line, one.x, one.ink_end, one)
        elif line.kind != "none":
            yield from _underline(line, start, end, group[0])
    for double, start, end, group in _stretches(worn, lambda style: 2 * style.double_strike + style.strike):
        yield from _strike(double >= 2, start, end, group[0])
    for line, start, end, group in _stretches(worn, lambda style: style.border):
        if line.kind not in {"none", "nil"}:
            yield _frame(line, start, end, group)


def _stretches(
    worn: Iterable[Worn], wearing: Callable[[RunStyle], _What | None]
) -> Iterator[tuple[_What, float, float, list[Worn]]]:
    """Join neighbours that wear the same: (what, start, end, neighbours)."""
    for what, group in groupby(worn, key=lambda one: wearing(one.style)):
        members = list(group)
        if what:
            start, end = min(one.x for one in members), max(one.end for one in members)
            if end > start:
                yield what, start, end, members


def _color(line: Line, worn: Worn) -> str:
    return line.color or worn.style.color or "000000"


def _underline(line: Line, start: float, end: float, worn: Worn) -> Iterator[Placed]:
    metrics = worn.face.metrics()
    size = worn.style.size
    width = max(metrics.underline_thickness * size, 0.3) * (2 if line.kind in _HEAVY else 1)
    y = -metrics.underline_position * size
    if worn.style.vertical is not Vertical.SUPERSCRIPT:
        y -= min(worn.rise, 0.0)
    wave = line.kind in _WAVY
    for offset in (0.0, 2 * width) if line.kind in _DOUBLE else (0.0,):
        rule = Rule(
            start, y + offset, end, y + offset, width, _color(line, worn), dash_of(line.kind, width), wave
        )
        yield Placed(rule)


def _strike(double: bool, start: float, end: float, worn: Worn) -> Iterator[Placed]:
    metrics = worn.face.metrics()
    width = max(metrics.underline_thickness * worn.size, 0.3)
    y = -worn.rise - metrics.strike_position * worn.size
    for offset in (-width, width) if double else (0.0,):
        yield Placed(Rule(start, y + offset, end, y + offset, width, worn.style.color or "000000"))


def _frame(line: Line, start: float, end: float, worn: list[Worn]) -> Placed:
    top = min(-one.rise - one.face.metrics().ascent * one.size for one in worn)
    bottom = max(-one.rise + one.face.metrics().descent * one.size for one in worn)
    steps: tuple[tuple[str | float, ...], ...] = (
        ("M", start, top), ("L", end, top), ("L", end, bottom), ("L", start, bottom), ("Z",),
    )  # fmt: skip
    stroke = line.color or worn[0].style.color or "000000"
    return Placed(Outline(steps, None, stroke, line.width, dash_of(line.kind, line.width)), ARTIFACT)
