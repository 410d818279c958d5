"""Pages of our own as a story, so that they are laid out and tagged as any letter is."""

from collections.abc import Iterator

from lettergen.model.documents import Report, ReportTable, ReportText
from lettergen.typeset.story import (
    Align,
    Block,
    Borders,
    Break,
    BreakKind,
    Cell,
    HeaderFooter,
    InlineItem,
    Line,
    PageField,
    Paragraph,
    ParagraphStyle,
    Row,
    RunStyle,
    Section,
    Story,
    Table,
    Text,
    Width,
)

_FAMILY = "Arimo"
_BODY = RunStyle(_FAMILY, 10.0)
_HEADER_CELL = RunStyle(_FAMILY, 9.0, bold=True)
_CELL = RunStyle(_FAMILY, 9.0)
_FOOTER = RunStyle(_FAMILY, 8.0)
_CHANGED = "FFF2A8"
_HEADER_GROUND = "EDEDED"
_HEADING_SIZES = {1: 18.0, 2: 13.0, 3: 10.5}
_BODY_STYLE = ParagraphStyle(space_after=6.0, line=1.15)
_CELL_STYLE = ParagraphStyle()
_CELL_MARGINS = (4.0, 2.5, 4.0, 2.5)
_THIN = Line(width=0.25, color="BFBFBF")
_RULES = Borders(top=_THIN, bottom=_THIN, inside_h=_THIN)
_MARGIN = 56.7
_PAGE_WIDTH = 595.3


def report_story(report: Report) -> Story:
    """Give a report as a story: A4, Arimo, page numbers at the foot."""
    blocks = tuple(_block(block) for block in report.blocks)
    # Word ends a section with a paragraph, and so does layout expect it.
    section = Section(
        blocks if blocks and isinstance(blocks[-1], Paragraph) else (*blocks, _empty()),
        width=_PAGE_WIDTH,
        top=_MARGIN,
        right=_MARGIN,
        bottom=_MARGIN,
        left=_MARGIN,
        footers=HeaderFooter(default=(_foot(report),)),
    )
    return Story((section,), compatibility=15, language=report.info.language, title=report.info.title)


def report_text(report: Report) -> str:
    """Give a report's text in reading order, each paragraph and cell on a line of its own."""
    return "\n".join(_texts(report))


def _texts(report: Report) -> Iterator[str]:
    for block in report.blocks:
        if isinstance(block, ReportText):
            yield block.text
        else:
            yield from block.header
            yield from (cell for row in block.rows for cell in row)


def _block(block: ReportText | ReportTable) -> Block:
    return _table(block) if isinstance(block, ReportTable) else _paragraph(block)


def _paragraph(text: ReportText) -> Paragraph:
    if not text.level:
        return Paragraph(tuple(_highlighted(text)), _BODY_STYLE, _BODY)
    style = RunStyle(_FAMILY, _HEADING_SIZES[text.level], bold=True)
    shape = ParagraphStyle(space_before=0.0 if text.level == 1 else 12.0, space_after=4.0, keep_next=True)
    return Paragraph(tuple(_lines(text.text, style)), shape, style, outline=text.level)


def _highlighted(text: ReportText) -> Iterator[InlineItem]:
    """Give a paragraph's text, its changed parts on a coloured ground."""
    marked = RunStyle(_FAMILY, _BODY.size, highlight=_CHANGED)
    at = 0
    for start, end in sorted(text.changed):
        yield from _lines(text.text[at:start], _BODY)
        yield from _lines(text.text[max(at, start) : end], marked)
        at = max(at, end)
    yield from _lines(text.text[at:], _BODY)


def _lines(text: str, style: RunStyle) -> Iterator[InlineItem]:
    """Give text with its line breaks."""
    for number, line in enumerate(text.split("\n")):
        if number:
            yield Break(style, BreakKind.LINE)
        if line:
            yield Text(line, style)


def _table(table: ReportTable) -> Table:
    room = _PAGE_WIDTH - 2 * _MARGIN
    grid = tuple(room * width / sum(table.widths) for width in table.widths)
    header = Row(tuple(map(_cell, table.header, grid, [True] * len(grid))), cant_split=True, header=True)
    rows = (Row(tuple(map(_cell, row, grid, [False] * len(grid))), cant_split=True) for row in table.rows)
    return Table((header, *rows), grid, Width("points", room), layout="fixed", borders=_RULES)


def _cell(text: str, width: float, header: bool) -> Cell:
    style = _HEADER_CELL if header else _CELL
    paragraph = Paragraph(tuple(_lines(text, style)), _CELL_STYLE, style)
    ground = _HEADER_GROUND if header else None
    borders = Borders(top=_THIN, bottom=_THIN)
    return Cell(
        (paragraph,), width=Width("points", width), margins=_CELL_MARGINS, shading=ground, borders=borders
    )


def _foot(report: Report) -> Paragraph:
    items: tuple[InlineItem, ...] = (
        Text(f"{report.info.title}  ·  " if report.info.title else "", _FOOTER),
        PageField("PAGE", _FOOTER),
        Text(" / ", _FOOTER),
        PageField("NUMPAGES", _FOOTER),
    )
    return Paragraph(items, ParagraphStyle(align=Align.RIGHT), _FOOTER)


def _empty() -> Paragraph:
    return Paragraph((), ParagraphStyle(), RunStyle(_FAMILY, 2.0))
