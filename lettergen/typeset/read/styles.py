"""Styles: docDefaults, basedOn chains, toggles, table styles with conditions (17.7).

`Styles` holds what styles.xml says and gives the properties of a style with all that it is based
on. The order in which levels lie over each other (17.7.2) is: document defaults, table style,
numbering, paragraph style, character style, direct formatting.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any

from lxml.etree import _Element as Element

from lettergen.typeset.read import paragraph_properties, run_properties
from lettergen.typeset.read.package import parse
from lettergen.typeset.read.paragraph_properties import (
    NO_PARAGRAPH_PROPERTIES,
    ParagraphProperties,
    read_paragraph_properties,
)
from lettergen.typeset.read.run_properties import (
    NO_RUN_PROPERTIES,
    TOGGLES,
    RunProperties,
    read_run_properties,
)
from lettergen.typeset.read.table_properties import (
    NO_TABLE_PROPERTIES,
    TableProperties,
    overlay_table,
    read_table_properties,
)
from lettergen.typeset.read.theme import Theme
from lettergen.typeset.read.values import W, attribute, is_true

#: A chain of basedOn longer than this is a circle or a joke.
_LONGEST_CHAIN = 64


@dataclass(frozen=True, slots=True)
class Condition:
    """What a table style says for one part of the table (w:tblStylePr, 17.7.6.6)."""

    run: RunProperties = NO_RUN_PROPERTIES
    paragraph: ParagraphProperties = NO_PARAGRAPH_PROPERTIES
    table: TableProperties = NO_TABLE_PROPERTIES


@dataclass(frozen=True, slots=True)
class Style:
    """One w:style as it is written."""

    style_id: str
    kind: str
    name: str = ""
    based_on: str | None = None
    link: str | None = None
    is_default: bool = False
    run: RunProperties = NO_RUN_PROPERTIES
    paragraph: ParagraphProperties = NO_PARAGRAPH_PROPERTIES
    table: TableProperties = NO_TABLE_PROPERTIES
    conditions: Mapping[str, Condition] = field(default_factory=dict)


class Styles:
    """The styles of a document, by kind and id."""

    def __init__(self, root: Element | None, theme: Theme) -> None:
        self._styles: dict[tuple[str, str], Style] = {}
        self._defaults: dict[str, str] = {}
        self.default_run = NO_RUN_PROPERTIES
        self.default_paragraph = NO_PARAGRAPH_PROPERTIES
        if root is not None:
            self._read(root, theme)

    def _read(self, root: Element, theme: Theme) -> None:
        defaults = root.find(W + "docDefaults")
        if defaults is not None:
            run = defaults.find(f"{W}rPrDefault/{W}rPr")
            paragraph = defaults.find(f"{W}pPrDefault/{W}pPr")
            self.default_run = read_run_properties(run, theme)
            self.default_paragraph = read_paragraph_properties(paragraph, theme)
        for element in root.iterfind(W + "style"):
            style = _read_style(element, theme)
            self._styles.setdefault((style.kind, style.style_id), style)
            if style.is_default:
                # Of several default styles Word takes the last one.
                self._defaults[style.kind] = style.style_id

    def find(self, kind: str, style_id: str | None) -> Style | None:
        """Find a style; an id of None, or one that names nothing, gives the default of that kind.

        Character styles have no default that does anything, so None gives None there.
        """
        style = self._styles.get((kind, style_id)) if style_id is not None else None
        if style is None and kind != "character":
            style = self._styles.get((kind, self._defaults.get(kind, "")))
        return style

    def chain(self, style: Style | None) -> tuple[Style, ...]:
        """Give a style and what it is based on, the base first; a circle is cut open."""
        chain: list[Style] = []
        while style is not None and len(chain) < _LONGEST_CHAIN and style not in chain:
            chain.append(style)
            style = self._styles.get((style.kind, style.based_on)) if style.based_on else None
        return tuple(reversed(chain))

    def run_properties(self, style: Style | None) -> RunProperties:
        """Give what a style's chain says of characters; within a chain the nearest style wins."""
        result = NO_RUN_PROPERTIES
        for each in self.chain(style):
            result = run_properties.overlay(result, each.run)
        return result

    def table_properties(self, style: Style | None) -> TableProperties:
        """Give what a table style's chain says of tables, rows and cells."""
        result = NO_TABLE_PROPERTIES
        for each in self.chain(style):
            result = overlay_table(result, each.table)
        return result

    def conditions(self, style: Style | None) -> dict[str, Condition]:
        """Give what a table style's chain says for parts of the table, by ST_TblStyleOverrideType."""
        result: dict[str, Condition] = {}
        for each in self.chain(style):
            for kind, condition in each.conditions.items():
                base = result.get(kind)
                result[kind] = condition if base is None else _overlay_condition(base, condition)
        return result

    def table_text(self, style: Style | None) -> tuple[RunProperties, ParagraphProperties]:
        """Give what a table style's chain says of all its text.

        Word takes nothing of the kind from a style that is named Normal Table.
        """
        run, paragraph = NO_RUN_PROPERTIES, NO_PARAGRAPH_PROPERTIES
        for each in self.chain(style):
            if each.name != "Normal Table":
                run = run_properties.overlay(run, each.run)
                paragraph = paragraph_properties.overlay(paragraph, each.paragraph)
        return run, paragraph

    def list_ids(self) -> dict[str, int]:
        """Give the list that each numbering style names (17.9.21)."""
        return {
            style.style_id: style.paragraph.list_id
            for (kind, _), style in self._styles.items()
            if kind == "numbering" and style.paragraph.list_id is not None
        }

    @cached_property
    def normal(self) -> RunProperties:
        """What the defaults and the default paragraph style say of characters, together."""
        default = self.find("paragraph", None)
        return run_properties.overlay(self.default_run, self.run_properties(default))


def _overlay_condition(base: Condition, over: Condition) -> Condition:
    return Condition(
        run_properties.overlay(base.run, over.run),
        paragraph_properties.overlay(base.paragraph, over.paragraph),
        overlay_table(base.table, over.table),
    )


def _read_style(element: Element, theme: Theme) -> Style:
    def word(name: str) -> str | None:
        return attribute(element.find(W + name), "val")

    return Style(
        style_id=attribute(element, "styleId") or "",
        kind=attribute(element, "type") or "paragraph",
        name=word("name") or "",
        based_on=word("basedOn"),
        link=word("link"),
        is_default=is_true(attribute(element, "default")),
        run=read_run_properties(element.find(W + "rPr"), theme),
        paragraph=read_paragraph_properties(element.find(W + "pPr"), theme),
        table=read_table_properties(element, theme),
        conditions=dict(_each_condition(element, theme)),
    )


def _each_condition(element: Element, theme: Theme) -> Iterator[tuple[str, Condition]]:
    for part in element.iterfind(W + "tblStylePr"):
        yield (
            attribute(part, "type") or "wholeTable",
            Condition(
                read_run_properties(part.find(W + "rPr"), theme),
                read_paragraph_properties(part.find(W + "pPr"), theme),
                read_table_properties(part, theme),
            ),
        )


def read_styles(data: bytes | None, theme: Theme) -> Styles:
    """Read styles.xml; without one all is as Word has it without styles."""
    return Styles(parse(data) if data else None, theme)


def combine_toggles(defaults: RunProperties, levels: "list[RunProperties]") -> RunProperties:
    """Lay style levels over the document's defaults, with the rule for toggle properties.

    A toggle that the defaults set stays on; else each level that sets it turns it over, so that a
    bold character style in a bold paragraph style is upright (17.7.3). Direct formatting is laid over
    the result by the caller and says on or off.

    Args:
        defaults: w:docDefaults.
        levels: Table style, paragraph style and character style, each with its whole chain.
    """
    result = defaults
    for level in levels:
        result = run_properties.overlay(result, level)
    toggled: dict[str, Any] = {}
    for name in TOGGLES:
        set_by = [value for level in levels if (value := getattr(level, name)) is not None]
        if set_by and (len(set_by) > 1 or getattr(defaults, name)):
            toggled[name] = bool(getattr(defaults, name)) or sum(set_by) % 2 == 1
    return replace(result, **toggled) if toggled else result
