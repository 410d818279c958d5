"""Outlines of preset shapes (20.1.10.56): those that letterheads use; others become rectangles."""

import math
from collections.abc import Sequence

Step = tuple[str | float, ...]
# The handle length that makes four Bézier curves a circle.
_ROUND = 0.5523
_CORNER = 0.16667


def outline_steps(
    geometry: str, width: float, height: float, *, rise: bool = False, rotation: float = 0.0
) -> tuple[Step, ...]:
    """Give the path of a preset shape in a box at the origin.

    Args:
        geometry: The preset's name.
        width: Of the box.
        height: Of the box.
        rise: Whether a line goes from bottom left to top right.
        rotation: Degrees clockwise about the box's middle.
    """
    if geometry in {"line", "straightConnector1"}:
        ends = ((0.0, height), (width, 0.0)) if rise else ((0.0, 0.0), (width, height))
        steps: list[Step] = [("M", *ends[0]), ("L", *ends[1])]
    elif geometry in {"ellipse", "oval"}:
        steps = _rounded(width, height, width / 2, height / 2)
    elif geometry == "roundRect":
        corner = min(width, height) * _CORNER
        steps = _rounded(width, height, corner, corner)
    else:
        steps = _polygon(_CORNERS.get(geometry, _CORNERS["rect"]), width, height)
    return tuple(_turned(steps, width / 2, height / 2, rotation)) if rotation else tuple(steps)


#: Corners in shares of the box.
_CORNERS: dict[str, Sequence[tuple[float, float]]] = {
    "rect": ((0, 0), (1, 0), (1, 1), (0, 1)),
    "triangle": ((0.5, 0), (1, 1), (0, 1)),
    "rtTriangle": ((0, 0), (1, 1), (0, 1)),
    "diamond": ((0.5, 0), (1, 0.5), (0.5, 1), (0, 0.5)),
    "parallelogram": ((0.25, 0), (1, 0), (0.75, 1), (0, 1)),
    "trapezoid": ((0.25, 0), (0.75, 0), (1, 1), (0, 1)),
    "hexagon": ((0.25, 0), (0.75, 0), (1, 0.5), (0.75, 1), (0.25, 1), (0, 0.5)),
    "pentagon": ((0.5, 0), (1, 0.38), (0.81, 1), (0.19, 1), (0, 0.38)),
    "homePlate": ((0, 0), (0.75, 0), (1, 0.5), (0.75, 1), (0, 1)),
    "chevron": ((0, 0), (0.75, 0), (1, 0.5), (0.75, 1), (0, 1), (0.25, 0.5)),
    "rightArrow": ((0, 0.25), (0.7, 0.25), (0.7, 0), (1, 0.5), (0.7, 1), (0.7, 0.75), (0, 0.75)),
    "leftArrow": ((1, 0.25), (0.3, 0.25), (0.3, 0), (0, 0.5), (0.3, 1), (0.3, 0.75), (1, 0.75)),
    "plus": ((0.25, 0), (0.75, 0), (0.75, 0.25), (1, 0.25), (1, 0.75), (0.75, 0.75), (0.75, 1), (0.25, 1),
             (0.25, 0.75), (0, 0.75), (0, 0.25), (0.25, 0.25)),
}  # fmt: skip


def _polygon(corners: Sequence[tuple[float, float]], width: float, height: float) -> list[Step]:
    points = [(x * width, y * height) for x, y in corners]
    return [("M", *points[0]), *(("L", *point) for point in points[1:]), ("Z",)]


def _rounded(width: float, height: float, rx: float, ry: float) -> list[Step]:
    """Give a rectangle with rounded corners; with radii of half its sides, an ellipse."""
    hx, hy = rx * (1 - _ROUND), ry * (1 - _ROUND)
    return [
        ("M", rx, 0.0),
        ("L", width - rx, 0.0),
        ("C", width - hx, 0.0, width, hy, width, ry),
        ("L", width, height - ry),
        ("C", width, height - hy, width - hx, height, width - rx, height),
        ("L", rx, height),
        ("C", hx, height, 0.0, height - hy, 0.0, height - ry),
        ("L", 0.0, ry),
        ("C", 0.0, hy, hx, 0.0, rx, 0.0),
        ("Z",),
    ]


def _turned(steps: Sequence[Step], middle_x: float, middle_y: float, degrees: float) -> list[Step]:
    angle = math.radians(degrees)
    cos, sin = math.cos(angle), math.sin(angle)
    turned: list[Step] = []
    for kind, *values in steps:
        points: list[float] = []
        for at in range(0, len(values), 2):
            dx, dy = float(values[at]) - middle_x, float(values[at + 1]) - middle_y
            points += [middle_x + dx * cos - dy * sin, middle_y + dx * sin + dy * cos]
        turned.append((kind, *points))
    return turned
