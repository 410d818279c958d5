import pytest

from lettergen import units


@pytest.mark.parametrize(
    ("convert", "value", "points"),
    [
        (units.mm, 25.4, 72),
        (units.inch, 0.5, 36),
        (units.twips, 240, 12),
        (units.emu, 914400, 72),
        (units.half_points, 22, 11),
        (units.eighths, 4, 0.5),
        (units.to_mm, 72, 25.4),
    ],
)
def test_lengths_become_points(convert, value, points):
    assert convert(value) == pytest.approx(points)
