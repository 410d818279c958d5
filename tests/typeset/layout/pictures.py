"""A monospaced font and short words for stories, so that expected pages can be typed as text.

Every glyph is half an em wide, an em is 10 points: a column of 100 points holds 20 characters. A
line is 10 points high, 8 of them above the baseline.
"""

from dataclasses import dataclass, replace

from lettergen.typeset.fonts import Metrics, Shaped
from lettergen.typeset.pages import GlyphRun, Page
from lettergen.typeset.story import (
    Borders,
    Cell,
    Line,
    Paragraph,
    ParagraphStyle,
    Row,
    RunStyle,
    Section,
    Story,
    Table,
    Text,
)

WIDTH = 0.5
STYLE = RunStyle("Mono", 10.0, language="en-GB")


@dataclass(frozen=True)
class FakeFace:
    """Each character is one glyph of half an em; right-to-left text comes reversed."""

    key: str = "Mono"
    synthetic_bold: bool = False
    synthetic_italic: bool = False
    width: float = WIDTH
    ascent: float = 0.8
    descent: float = 0.2

    def metrics(self):
        return Metrics(self.ascent, self.descent, 0.0, -0.1, 0.05, 0.25, 0.5, 0.7)

    def has(self, char):
        return True

    def shape(self, text, *, rtl=False, **_kind):
        order = range(len(text) - 1, -1, -1) if rtl else range(len(text))
        clusters = tuple(order)
        count = len(text)
        return Shaped(
            tuple(ord(text[at]) for at in clusters),
            (self.width,) * count,
            ((0.0, 0.0),) * count,
            clusters,
            self.width * count,
        )


class FakeFonts:
    """Gives the one face for everything."""

    warnings = ()

    def __init__(self):
        self.only = FakeFace()

    def face(self, family, bold, italic):
        return self.only

    def fallback(self, char, like, language=""):
        return None


def para(*items, style=STYLE, mark=None, label=None, style_id="", outline=0, **formatting):
    """Make a paragraph of texts and items."""
    made = tuple(Text(item, style) if isinstance(item, str) else item for item in items)
    return Paragraph(made, ParagraphStyle(**formatting), mark or style, label, style_id, outline, "here")


def section(*blocks, chars=20, lines=10, **settings):
    """Make a section whose text area, 10 points from the edge, holds so many characters and lines."""
    defaults = {
        "top": 10.0,
        "right": 10.0,
        "bottom": 10.0,
        "left": 10.0,
        "header_distance": 0.0,
        "footer_distance": 0.0,
    }
    return Section(
        tuple(blocks), width=chars * 5.0 + 20.0, height=lines * 10.0 + 20.0, **(defaults | settings)
    )


def story(*blocks, chars=20, lines=10, compatibility=15, **settings):
    """Make a story of one section."""
    return Story((section(*blocks, chars=chars, lines=lines, **settings),), compatibility=compatibility)


def table(*rows, grid, border=None, **settings):
    """Make a table of rows of texts or cells; cells have no margins."""
    borders = Borders(border, border, border, border) if border is not None else Borders()

    def cell(content):
        if isinstance(content, Cell):
            return content
        return Cell((para(content),), borders=borders, margins=(0.0, 0.0, 0.0, 0.0))

    made = tuple(row if isinstance(row, Row) else Row(tuple(map(cell, row))) for row in rows)
    return Table(made, tuple(grid), layout="fixed", **settings)


def cell(*blocks, **settings):
    """Make a cell without margins."""
    made = tuple(para(block) if isinstance(block, str) else block for block in blocks)
    return Cell(made, **({"margins": (0.0, 0.0, 0.0, 0.0)} | settings))


def dump(page: Page) -> str:
    """Draw a page's text as text: a character for each 5 by 10 points of its text area.

    Two characters on one place show as ``#``.
    """
    rows: dict[int, dict[int, str]] = {}
    for item in page.items:
        if isinstance(item, GlyphRun):
            _draw(item, rows)
    lines = []
    for row in range(max(rows, default=-1) + 1):
        cells = rows.get(row, {})
        lines.append("".join(cells.get(at, " ") for at in range(max(cells, default=-1) + 1)).rstrip())
    return "\n".join(lines)


def _draw(run: GlyphRun, rows: dict[int, dict[int, str]]) -> None:
    row = rows.setdefault(round((run.y - 18.0) / 10.0), {})
    for glyph, cluster in zip(run.glyphs, run.clusters, strict=True):
        at = round((run.x + glyph.x - 10.0) / 5.0)
        char = run.text[cluster]
        if char != " ":
            row[at] = "#" if at in row else char


THIN = Line("single", 1.0)


def in_style(style=STYLE, **changes):
    """Give a run style with changes."""
    return replace(style, **changes)
