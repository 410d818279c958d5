"""Length: points inside; mm, inch, twip and EMU at the door.

A length inside lettergen is a float in points (1/72 inch). Each function here takes a number in the
unit it is named for and gives points.
"""


def mm(value: float) -> float:
    """Convert millimetres."""
    return value * 72 / 25.4


def inch(value: float) -> float:
    """Convert inches."""
    return value * 72


def twips(value: float) -> float:
    """Convert twentieths of a point (ECMA-376-1 ST_TwipsMeasure)."""
    return value / 20


def emu(value: float) -> float:
    """Convert English Metric Units, 914,400 to the inch (ECMA-376-1 ST_Coordinate)."""
    return value / 12700


def half_points(value: float) -> float:
    """Convert half-points (ECMA-376-1 ST_HpsMeasure), the unit of font sizes."""
    return value / 2


def eighths(value: float) -> float:
    """Convert eighths of a point (ECMA-376-1 ST_EighthPointMeasure), the unit of border widths."""
    return value / 8


def to_mm(points: float) -> float:
    """Give points in millimetres, for messages."""
    return points * 25.4 / 72
