"""A w:p to a Paragraph (17.3.1)."""

from dataclasses import replace

from lxml.etree import _Element as Element

from lettergen.typeset.read.cascade import ResolvedParagraph, RunFormat, TableText
from lettergen.typeset.read.contrast import is_dark, paragraph_on_dark
from lettergen.typeset.read.inline import InlineReader
from lettergen.typeset.read.numbering import Counters, Level, count, label_text
from lettergen.typeset.read.paragraph_properties import read_paragraph_properties
from lettergen.typeset.read.run_properties import read_run_properties
from lettergen.typeset.read.scope import Scope
from lettergen.typeset.read.scripts import ASCII, CS
from lettergen.typeset.read.symbols import is_symbol_font, private_use_text, symbol_text
from lettergen.typeset.read.values import W
from lettergen.typeset.story import Break, Inline, InlineItem, ListLabel, Paragraph, RunStyle, Tab, Text

_BULLET = "•"
_LONGEST_PLACE = 40


def read_paragraph(element: Element, scope: Scope, text: TableText) -> Paragraph | None:
    """Read a paragraph.

    Returns:
        The paragraph; None where its mark is deleted or hidden, so that its content stands at the
        front of the next one (`Scope.carried`).
    """
    template = scope.template
    since = len(scope.warnings)
    properties_element = element.find(W + "pPr")
    direct = read_paragraph_properties(properties_element, template.theme)
    resolved = template.cascade.paragraph(direct, text)
    mark_element = None if properties_element is None else properties_element.find(W + "rPr")
    mark = template.cascade.run(resolved.style_id, read_run_properties(mark_element, template.theme), text)
    can_join = scope.can_join
    items = InlineReader(scope, resolved.style_id, text).read(element)
    place = describe_place(items)
    if can_join and _joins_next(mark_element, mark):
        scope.carried.extend(items)
        scope.place_warnings(since, place)
        return None
    label = None if mark.properties.hidden else _label(resolved, mark, scope)
    scope.place_warnings(since, place)
    base = mark.base
    paragraph = Paragraph(
        items=items,
        style=template.cascade.paragraph_style(resolved.properties, base.size, scope.line_unit),
        mark=base,
        label=label,
        style_id=resolved.style_id,
        outline=resolved.properties.outline or 0,
        place=place,
    )
    return paragraph_on_dark(paragraph) if is_dark(paragraph.style.shading) else paragraph


def describe_place(items: tuple[InlineItem, ...]) -> str:
    """Say which paragraph it is by how it begins: Word shows its users no paragraph numbers."""
    words = "".join(_shown(item) for item in items).split()
    begin = " ".join(words)
    if not begin:
        return "a paragraph without text"
    if len(begin) > _LONGEST_PLACE:
        begin = begin[:_LONGEST_PLACE].rsplit(" ", 1)[0] + "…"
    return f"the paragraph “{begin}”"


def _shown(item: InlineItem) -> str:
    if isinstance(item, Text):
        return item.text
    return " " if isinstance(item, Tab | Break | Inline) else ""


def _joins_next(mark_element: Element | None, mark: RunFormat) -> bool:
    """Tell whether a paragraph runs on into the next: its mark is deleted (accepted), or hidden."""
    if mark.properties.hidden or mark_element is None:
        return bool(mark.properties.hidden)
    return mark_element.find(W + "del") is not None or mark_element.find(W + "moveFrom") is not None


def _label(resolved: ResolvedParagraph, mark: RunFormat, scope: Scope) -> ListLabel | None:
    """Count the paragraph in its list and give its number or bullet."""
    list_, level = resolved.list_, resolved.level
    if list_ is None or level is None:
        return None
    counters = count(scope.lists.get(list_.abstract_id, Counters()), list_, resolved.level_number)
    scope.lists[list_.abstract_id] = counters
    scope.touched.add(list_.abstract_id)
    run = scope.template.cascade.label_run(mark, level)
    text, style = _label_text(label_text(counters, list_, resolved.level_number), level, run, mark, scope)
    return ListLabel(
        text=text,
        style=style,
        suffix=level.suffix,
        align=level.align,
        list_id=list_.list_id,
        level=resolved.level_number,
        ordered=level.is_ordered,
        tab_position=level.tab_position,
    )


def _label_text(
    text: str, level: Level, run: RunFormat, mark: RunFormat, scope: Scope
) -> tuple[str, RunStyle]:
    """Give the label's characters and style, symbol fonts' bullets as Unicode."""
    if level.has_picture:
        scope.warn("a picture bullet is set as a plain bullet")
        return _BULLET, run.base
    style = run.style(CS if mark.is_complex and not is_symbol_font(run.style(ASCII).family) else ASCII)
    if not is_symbol_font(style.family):
        return private_use_text(text), style
    shown = symbol_text(text, style.family)
    if shown is None:
        scope.warn(f"a bullet of the font {style.family} is set as a plain bullet")
    plain = mark.style(ASCII)
    family = "Times New Roman" if is_symbol_font(plain.family) else plain.family
    return (_BULLET if shown is None else shown), replace(style, family=family)
