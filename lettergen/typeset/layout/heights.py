"""How high a line is and where in it the baseline runs (17.3.1.33, 17.6.5)."""

import math
from dataclasses import dataclass

from lettergen.typeset.story import LineRule, ParagraphStyle

# An exact height is shared between above and below the baseline like this.
_ABOVE = 0.8


@dataclass(frozen=True, slots=True)
class Extent:
    """How far a line's content reaches above and below the baseline.

    `text_ascent` and `text_descent` leave out pictures, which line spacing does not multiply.
    """

    ascent: float
    descent: float
    text_ascent: float
    text_descent: float


def line_height(extent: Extent, style: ParagraphStyle, grid: float = 0.0) -> tuple[float, float]:
    """Give a line's height and its baseline's distance from the line's top.

    Args:
        extent: What the line holds.
        style: Whose line rule counts.
        grid: The pitch of the section's line grid; 0 for none.
    """
    natural = extent.ascent + extent.descent
    if style.line_rule is LineRule.EXACT:
        return style.line, style.line * _ABOVE
    if grid and style.snap_to_grid:
        cells = max(math.ceil(natural / grid - 0.01), 1) * grid
        height = cells * (style.line if style.line_rule is LineRule.AUTO else 1.0)
        height = max(height, style.line) if style.line_rule is LineRule.AT_LEAST else height
        return height, extent.ascent + (cells - natural) / 2
    if style.line_rule is LineRule.AT_LEAST:
        # What is missing goes above the text.
        height = max(natural, style.line)
        return height, extent.ascent + height - natural
    text = extent.text_ascent + extent.text_descent
    # In whole percents and twips, like the heights themselves.
    more = math.floor(text * 20 * round(style.line * 100) / 100 + 0.001) / 20 - text
    # More than a line leaves room below; less takes it from above.
    return natural + more, extent.ascent + min(more, 0.0)
