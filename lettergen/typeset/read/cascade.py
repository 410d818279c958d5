"""The style hierarchy resolved to the values a Story holds (17.7.2)."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import lru_cache

from lettergen.typeset.read import paragraph_properties, run_properties
from lettergen.typeset.read.contrast import automatic
from lettergen.typeset.read.numbering import Level, List, Numbering
from lettergen.typeset.read.paragraph_properties import NO_PARAGRAPH_PROPERTIES, ParagraphProperties
from lettergen.typeset.read.run_properties import NO_RUN_PROPERTIES, RunProperties
from lettergen.typeset.read.scripts import ASCII, CS, EAST_ASIA, H_ANSI
from lettergen.typeset.read.settings import DocumentSettings
from lettergen.typeset.read.styles import Style, Styles, combine_toggles
from lettergen.typeset.story import Align, Borders, Line, LineRule, ParagraphStyle, RunStyle, Vertical

#: Word's own defaults where w:docDefaults says nothing.
DEFAULT_FAMILY = "Times New Roman"
DEFAULT_SIZE = 10.0
#: Automatic spacing, as HTML has it, and the older kind (w:doNotUseHTMLParagraphAutoSpacing).
_AUTO_SPACE, _OLD_AUTO_SPACE = 14.0, 5.0
#: A line unit (w:beforeLines) where no document grid says otherwise.
LINE_UNIT = 12.0

_ALIGNMENTS = {
    "left": Align.LEFT, "start": Align.LEFT, "right": Align.RIGHT, "end": Align.RIGHT,
    "center": Align.CENTER, "both": Align.JUSTIFY, "distribute": Align.DISTRIBUTE,
    "thaiDistribute": Align.JUSTIFY, "lowKashida": Align.JUSTIFY, "mediumKashida": Align.JUSTIFY,
    "highKashida": Align.JUSTIFY,
}  # fmt: skip
_MIRRORED = {Align.LEFT: Align.RIGHT, Align.RIGHT: Align.LEFT}
_RULES = {"exact": LineRule.EXACT, "atLeast": LineRule.AT_LEAST}


@dataclass(frozen=True, slots=True)
class TableText:
    """What a table style says of the text in one cell."""

    run: RunProperties = NO_RUN_PROPERTIES
    paragraph: ParagraphProperties = NO_PARAGRAPH_PROPERTIES


NO_TABLE_TEXT = TableText()


class RunFormat:
    """A run's formatting with all levels resolved; the script of its characters is still open."""

    def __init__(self, properties: RunProperties) -> None:
        self.properties = properties
        self._styles: dict[str, RunStyle] = {}

    @property
    def is_complex(self) -> bool:
        """Tell whether all of the run's text takes the complex-script font (w:rtl, w:cs)."""
        return bool(self.properties.rtl or self.properties.complex_script)

    @property
    def base(self) -> RunStyle:
        """Give the style for what is no character: tabs, breaks, pictures, the paragraph mark."""
        return self.style(CS if self.is_complex else ASCII)

    def style(self, script: str) -> RunStyle:
        """Give the style for characters of one script."""
        found = self._styles.get(script)
        if found is None:
            found = self._styles[script] = _run_style(self.properties, script)
        return found


def family_for(properties: RunProperties, script: str) -> str:
    """Give the font that a script takes. Without an East Asian one it is the ascii font's turn."""
    named = {
        ASCII: properties.ascii,
        H_ANSI: properties.h_ansi,
        EAST_ASIA: properties.east_asia or properties.ascii,
        CS: properties.cs,
    }[script]
    return named or DEFAULT_FAMILY


def _run_style(properties: RunProperties, script: str) -> RunStyle:
    is_cs = script == CS
    size = properties.size_cs if is_cs else properties.size
    return RunStyle(
        family=family_for(properties, script),
        size=DEFAULT_SIZE if size is None else size,
        bold=bool(properties.bold_cs if is_cs else properties.bold),
        italic=bool(properties.italic_cs if is_cs else properties.italic),
        color=automatic(properties.color or None, properties.highlight or properties.shading),
        underline=_underline(properties),
        strike=bool(properties.strike),
        double_strike=bool(properties.double_strike),
        small_caps=bool(properties.small_caps),
        all_caps=bool(properties.all_caps),
        vertical=_vertical(properties.vertical),
        position=properties.position or 0.0,
        spacing=properties.spacing or 0.0,
        scale=properties.scale or 1.0,
        kern_from=max(0.0, properties.kern_from or 0.0),
        highlight=properties.highlight or None,
        shading=properties.shading or None,
        border=visible(properties.border),
        ligatures="" if properties.ligatures in {None, "none"} else properties.ligatures or "",
        language=_language(properties, script),
        rtl=bool(properties.rtl),
        script=script,
    )


def _underline(properties: RunProperties) -> Line | None:
    if properties.underline in {None, "none"}:
        return None
    return Line(kind=properties.underline or "single", color=properties.underline_color)


def _vertical(word: str | None) -> Vertical:
    return Vertical(word) if word in {"superscript", "subscript"} else Vertical.BASELINE


def _language(properties: RunProperties, script: str) -> str:
    by_script = {EAST_ASIA: properties.language_east_asia, CS: properties.language_bidi}
    return by_script.get(script, properties.language) or properties.language or ""


def visible(line: Line | None) -> Line | None:
    """Give a line that is drawn; None for one that says there is none."""
    return None if line is None or line.kind == "none" else line


def visible_borders(borders: Borders | None) -> Borders | None:
    """Give borders without the sides that say there is none; None when no side is left."""
    if borders is None:
        return None
    shown = Borders(
        visible(borders.top),
        visible(borders.left),
        visible(borders.bottom),
        visible(borders.right),
        visible(borders.inside_h),
        visible(borders.inside_v),
        visible(borders.between),
        visible(borders.down),
        visible(borders.up),
    )
    return None if shown == Borders() else shown


@dataclass(frozen=True, slots=True)
class ResolvedParagraph:
    """A paragraph's formatting with all levels resolved, and the list it belongs to, if any."""

    properties: ParagraphProperties
    style_id: str
    list_: List | None = None
    level_number: int = 0

    @property
    def level(self) -> Level | None:
        """Give the list level; None outside lists."""
        return None if self.list_ is None else self.list_.levels[self.level_number]


class Cascade:
    """Resolves formatting for one document's styles and lists; remembers what it resolved."""

    def __init__(self, styles: Styles, numbering: Numbering, settings: DocumentSettings) -> None:
        self.styles = styles
        self.numbering = numbering
        self.settings = settings
        self.paragraph: Callable[[ParagraphProperties, TableText], ResolvedParagraph] = lru_cache(4096)(
            self._paragraph
        )
        self.run: Callable[[str, RunProperties, TableText], RunFormat] = lru_cache(4096)(self._run)
        self.paragraph_style: Callable[[ParagraphProperties, float, float], ParagraphStyle] = lru_cache(4096)(
            self._paragraph_style
        )

    def _paragraph(self, direct: ParagraphProperties, text: TableText) -> ResolvedParagraph:
        """Lay the levels over each other: defaults, table style, styles with their lists, direct."""
        style = self.styles.find("paragraph", direct.style)
        chain = self.styles.chain(style)
        list_id, linked_style = _list_id(direct, chain)
        result = paragraph_properties.overlay(self.styles.default_paragraph, text.paragraph)
        for each in chain:
            said = each.paragraph
            result = paragraph_properties.overlay(result, self._level(said, each.style_id, result, list_id))
            result = paragraph_properties.overlay(result, said)
        result = self._table_wins(result, style, text)
        style_id = style.style_id if style else ""
        list_ = self.numbering.find(list_id)
        level_number = 0
        if list_ is not None:
            own_level = direct.list_level is not None or direct.list_id is not None
            linked = None if own_level else style_id
            wanted = result.list_level if direct.list_level is None and linked_style else direct.list_level
            level_number, level = list_.level(wanted or 0, linked)
            if own_level:
                result = paragraph_properties.overlay(result, level.paragraph)
        result = paragraph_properties.overlay(result, direct)
        return ResolvedParagraph(result, style_id, list_, level_number)

    def _level(
        self, said: ParagraphProperties, style_id: str, below: ParagraphProperties, list_id: int | None
    ) -> ParagraphProperties:
        """Give what the list level that a style names says of paragraphs.

        A style's own indents lie over its level's. A paragraph whose list is taken away (`list_id` 0)
        gets none of them.
        """
        if not list_id or (said.list_id is None and said.list_level is None):
            return NO_PARAGRAPH_PROPERTIES
        list_ = self.numbering.find(below.list_id if said.list_id is None else said.list_id)
        if list_ is None:
            return NO_PARAGRAPH_PROPERTIES
        return list_.level(said.list_level or 0, style_id)[1].paragraph

    def _table_wins(
        self, result: ParagraphProperties, style: Style | None, text: TableText
    ) -> ParagraphProperties:
        """Let a table style's alignment win over the default paragraph style's ``left``.

        [MS-DOCX] 2.15.15: so it is unless overrideTableStyleFontSizeAndJustification is set.
        """
        is_left = _ALIGNMENTS.get(result.align or "left") is Align.LEFT
        if text.paragraph.align is None or not is_left or not self._is_overridden(style):
            return result
        return replace(result, align=text.paragraph.align)

    def _is_overridden(self, style: Style | None) -> bool:
        """Tell whether a style is the default one, whose size and alignment count less in tables."""
        option = "overrideTableStyleFontSizeAndJustification"
        return style is not None and style.is_default and option not in self.settings.compat

    def _run(self, style_id: str, direct: RunProperties, text: TableText) -> RunFormat:
        """Resolve a run in a paragraph of that style: table, paragraph and character style, direct."""
        paragraph = self.styles.find("paragraph", style_id)
        character = self.styles.find("character", direct.style)
        levels = [text.run, self.styles.run_properties(paragraph), self.styles.run_properties(character)]
        combined = combine_toggles(self.styles.default_run, levels)
        # The same rule for the font size; [MS-DOCX] says 11 and 12 points, Word does it with 12.
        if text.run.size is not None and self._is_overridden(paragraph) and combined.size == 12:
            combined = replace(combined, size=text.run.size)
        return RunFormat(run_properties.overlay(combined, direct))

    def label_run(self, mark: RunFormat, level: Level) -> RunFormat:
        """Give a label's formatting: the paragraph mark's, then the level's own (17.9.24)."""
        character = self.styles.run_properties(self.styles.find("character", level.run.style))
        over = run_properties.overlay(character, level.run)
        # Word does not draw a paragraph mark's underline under the label.
        base = replace(mark.properties, underline=None, underline_color=None)
        return RunFormat(run_properties.overlay(base, over))

    def _paragraph_style(
        self, properties: ParagraphProperties, char_unit: float, line_unit: float
    ) -> ParagraphStyle:
        """Give the final values.

        Args:
            properties: All levels resolved.
            char_unit: The width of a character unit (w:leftChars) in points.
            line_unit: The height of a line unit (w:beforeLines) in points.
        """
        bidi = bool(properties.bidi)
        start = _in_units(properties.start_chars, char_unit, properties.start)
        end = _in_units(properties.end_chars, char_unit, properties.end)
        rule, line = _line(properties)
        before_auto, after_auto = bool(properties.auto_before), bool(properties.auto_after)
        return ParagraphStyle(
            align=_align(properties.align, bidi),
            left=end if bidi else start,
            right=start if bidi else end,
            first_line=_in_units(properties.first_line_chars, char_unit, properties.first_line),
            space_before=self._space(before_auto, properties.before_lines, line_unit, properties.before),
            space_after=self._space(after_auto, properties.after_lines, line_unit, properties.after),
            auto_before=before_auto,
            auto_after=after_auto,
            contextual_spacing=bool(properties.contextual_spacing),
            line_rule=rule,
            line=line,
            tabs=tuple(stop for stop in properties.tabs or () if stop.kind != "clear"),
            keep_next=bool(properties.keep_next),
            keep_lines=bool(properties.keep_lines),
            page_break_before=bool(properties.page_break_before),
            widow_control=properties.widow_control is not False,
            borders=visible_borders(properties.borders),
            shading=properties.shading or None,
            bidi=bidi,
            snap_to_grid=properties.snap_to_grid is not False,
            suppress_line_numbers=bool(properties.suppress_line_numbers),
            suppress_hyphens=bool(properties.suppress_hyphens),
            auto_space_de=properties.auto_space_de is not False,
            auto_space_dn=properties.auto_space_dn is not False,
            break_anywhere=properties.word_wrap is False,
            kinsoku=properties.kinsoku is not False,
            overflow_punctuation=properties.overflow_punctuation is not False,
            text_alignment=properties.text_alignment or "auto",
            frame=properties.frame,
        )

    def _space(self, auto: bool, lines: float | None, line_unit: float, points: float | None) -> float:
        if auto:
            old = "doNotUseHTMLParagraphAutoSpacing" in self.settings.compat
            return _OLD_AUTO_SPACE if old else _AUTO_SPACE
        return max(0.0, _in_units(lines, line_unit, points))


def _list_id(direct: ParagraphProperties, chain: tuple[Style, ...]) -> tuple[int | None, Style | None]:
    """Give the list a paragraph belongs to, and the style that says so (None: the paragraph itself)."""
    if direct.list_id is not None:
        return direct.list_id, None
    for style in reversed(chain):
        if style.paragraph.list_id is not None:
            return style.paragraph.list_id, style
    return None, None


def _align(word: str | None, bidi: bool) -> Align:
    """Resolve w:jc to a side. In a right-to-left paragraph Word takes ``left`` for the leading edge."""
    align = _ALIGNMENTS.get(word or "left", Align.LEFT)
    return _MIRRORED.get(align, align) if bidi else align


def _in_units(hundredths: float | None, unit: float, points: float | None) -> float:
    """Give a length that is written in hundredths of a unit, if it is, else in points."""
    if hundredths:
        return max(-15840.0, min(15840.0, hundredths / 100 * unit))
    return points or 0.0


def _line(properties: ParagraphProperties) -> tuple[LineRule, float]:
    """Give line spacing: lines for AUTO, else points. A negative one is exact, as Word reads it."""
    line = properties.line
    if not line:
        return LineRule.AUTO, 1.0
    rule = _RULES.get(properties.line_rule or "auto", LineRule.AUTO)
    if line < 0:
        return LineRule.EXACT, min(-line, 1584.0)
    if rule is LineRule.AUTO:
        return rule, min(line / 12, 132.0)
    return rule, min(line, 1584.0)
