"""Lists: numbering.xml and what each paragraph's number is (17.9)."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from lxml.etree import _Element as Element

from lettergen.typeset.numerals import numeral
from lettergen.typeset.read.package import parse
from lettergen.typeset.read.paragraph_properties import (
    NO_PARAGRAPH_PROPERTIES,
    ParagraphProperties,
    read_paragraph_properties,
)
from lettergen.typeset.read.run_properties import NO_RUN_PROPERTIES, RunProperties, read_run_properties
from lettergen.typeset.read.theme import Theme
from lettergen.typeset.read.values import MC, W, attribute, is_on, whole

LEVELS = 9
_PLACEHOLDER = re.compile(r"%([1-9])")


@dataclass(frozen=True, slots=True)
class Level:
    """One level of a list (w:lvl, 17.9.6).

    `restart` is None where the level starts again after any higher one, 0 where it never does, else
    the number (from 1) of the deepest level that makes it start again (17.9.10).
    """

    start: int = 1
    number_format: str = "decimal"
    text: str = ""
    suffix: str = "tab"
    align: str = "left"
    restart: int | None = None
    legal: bool = False
    style: str | None = None
    has_picture: bool = False
    tab_position: float | None = None
    run: RunProperties = NO_RUN_PROPERTIES
    paragraph: ParagraphProperties = NO_PARAGRAPH_PROPERTIES

    @property
    def is_ordered(self) -> bool:
        """Tell whether the level counts, and is not a bullet or without a number."""
        return self.number_format not in {"bullet", "none"}


@dataclass(frozen=True, slots=True)
class List:
    """A list that paragraphs name (w:num): its nine levels with overrides, and what it counts with.

    Lists of one `abstract_id` share their counters. `restarts` are the levels (from 0) that start
    again when the list is first used, with the number they start from (w:startOverride, 17.9.26).
    """

    list_id: int
    abstract_id: int
    levels: tuple[Level, ...]
    restarts: tuple[tuple[int, int], ...] = ()

    def level(self, number: int, style: str | None = None) -> tuple[int, Level]:
        """Give the level for a paragraph, and its number: the one linked to its style, else `number`."""
        if style is not None:
            for index, level in enumerate(self.levels):
                if level.style == style:
                    return index, level
        number = max(0, min(number, len(self.levels) - 1))
        return number, self.levels[number]


@dataclass(frozen=True, slots=True)
class Counters:
    """How far the lists of one abstract numbering have counted; None where a level has not begun."""

    counts: tuple[int | None, ...] = (None,) * LEVELS
    used: frozenset[int] = frozenset()


class Numbering:
    """The lists of a document by id."""

    def __init__(self, lists: Mapping[int, List]) -> None:
        self._lists = lists

    def find(self, list_id: int | None) -> List | None:
        """Find a list; None for id 0, which takes numbering away, and for ids that name nothing."""
        return self._lists.get(list_id) if list_id else None


def count(counters: Counters, list_: List, number: int) -> Counters:
    """Count one paragraph on a level of a list.

    The level goes up by one, or begins at its start; deeper ones begin anew (17.9.10, 17.9.11).
    """
    counts = list(counters.counts)
    starts = {index: level.start for index, level in enumerate(list_.levels)} | dict(list_.restarts)
    if list_.list_id not in counters.used:
        for index, _ in list_.restarts:
            counts[index] = None
    before = counts[number]
    counts[number] = starts.get(number, 1) if before is None else before + 1
    for deeper in range(number + 1, LEVELS):
        restart = list_.levels[deeper].restart
        if restart is None or number < restart:
            counts[deeper] = None
    return Counters(tuple(counts), counters.used | {list_.list_id})


def label_text(counters: Counters, list_: List, number: int) -> str:
    """Give the label as it reads, such as ``1.2 (b)``; a bullet's text as it is written.

    A higher level that has not begun shows its start. With w:isLgl all levels are in digits
    (17.9.4).
    """
    level = list_.levels[number]

    def shown(match: re.Match[str]) -> str:
        index = int(match[1]) - 1
        other = list_.levels[index]
        counted = counters.counts[index]
        legal = level.legal and other.is_ordered
        return numeral(
            other.start if counted is None else counted, "decimal" if legal else other.number_format
        )

    return _PLACEHOLDER.sub(shown, level.text)


def read_numbering(data: bytes | None, theme: Theme, style_lists: Mapping[str, int]) -> Numbering:
    """Read numbering.xml.

    Args:
        data: The part; None for a document without lists.
        theme: For the labels' fonts and colours.
        style_lists: By numbering style, the list that it names, for w:numStyleLink (17.9.21).
    """
    root = parse(data) if data else None
    if root is None:
        return Numbering({})
    abstracts = {
        whole(attribute(element, "abstractNumId")) or 0: element
        for element in root.iterfind(W + "abstractNum")
    }
    numbers = {whole(attribute(element, "numId")) or 0: element for element in root.iterfind(W + "num")}
    source = _Source(abstracts, numbers, style_lists, theme)
    lists = (source.read(list_id, element) for list_id, element in numbers.items())
    return Numbering({each.list_id: each for each in lists if each is not None})


@dataclass(frozen=True)
class _Source:
    """The elements of numbering.xml by id."""

    abstracts: Mapping[int, Element]
    numbers: Mapping[int, Element]
    style_lists: Mapping[str, int]
    theme: Theme

    def read(self, list_id: int, element: Element) -> List | None:
        """Read one w:num; None when it leads nowhere."""
        abstract_id = self._abstract_id(element, frozenset())
        abstract = self.abstracts.get(-1 if abstract_id is None else abstract_id)
        if abstract is None or abstract_id is None:
            return None
        levels = [Level()] * LEVELS
        for number, level in self._levels(abstract):
            levels[number] = level
        restarts = []
        for override in element.iterfind(W + "lvlOverride"):
            number = whole(attribute(override, "ilvl"), 0, LEVELS - 1) or 0
            for _, level in self._levels(override, number):
                levels[number] = level
            start = whole(attribute(override.find(W + "startOverride"), "val"), 0, 32767)
            if start is not None:
                restarts.append((number, start))
        return List(list_id, abstract_id, tuple(levels), tuple(restarts))

    def _abstract_id(self, element: Element, seen: frozenset[str]) -> int | None:
        """Give the abstract numbering of a w:num, following links to numbering styles."""
        abstract_id = whole(attribute(element.find(W + "abstractNumId"), "val"))
        abstract = self.abstracts.get(-1 if abstract_id is None else abstract_id)
        link = None if abstract is None else attribute(abstract.find(W + "numStyleLink"), "val")
        if link is None or link in seen:
            return abstract_id
        linked = self.numbers.get(self.style_lists.get(link, 0))
        return abstract_id if linked is None else self._abstract_id(linked, seen | {link})

    def _levels(self, parent: Element, default: int = 0) -> Iterator[tuple[int, Level]]:
        for element in parent.iterfind(W + "lvl"):
            number = whole(attribute(element, "ilvl"), 0, LEVELS - 1)
            yield default if number is None else number, _read_level(element, self.theme)


def _read_level(element: Element, theme: Theme) -> Level:
    def word(name: str) -> str | None:
        return attribute(element.find(W + name), "val")

    paragraph = read_paragraph_properties(element.find(W + "pPr"), theme)
    tab_position, paragraph = _number_tab(paragraph)
    return Level(
        start=_start(word("start")),
        number_format=_number_format(element),
        text=word("lvlText") or "",
        suffix=word("suff") or "tab",
        align={"start": "left", "end": "right"}.get(word("lvlJc") or "left", word("lvlJc") or "left"),
        restart=whole(word("lvlRestart"), 0, LEVELS),
        legal=bool(is_on(element.find(W + "isLgl"))),
        style=word("pStyle"),
        has_picture=element.find(W + "lvlPicBulletId") is not None,
        tab_position=tab_position,
        run=read_run_properties(element.find(W + "rPr"), theme),
        paragraph=paragraph,
    )


def _start(value: str | None) -> int:
    """Read w:start (17.9.25): a level without one starts at 0."""
    return whole(value, 0, 32767) or 0


def _number_format(element: Element) -> str:
    """Read w:numFmt, or the plain one beside Word's newer formats (mc:AlternateContent)."""
    formats = element.find(W + "numFmt")
    if formats is None:
        formats = element.find(f".//{MC}Fallback/{W}numFmt")
    return attribute(formats, "val") or "decimal"


def _number_tab(properties: ParagraphProperties) -> tuple[float | None, ParagraphProperties]:
    """Take the tab stop of kind ``num`` out of a level's stops: it is the label's alone (17.9.28)."""
    stops = properties.tabs or ()
    numbers = [stop.position for stop in stops if stop.kind == "num"]
    if not numbers:
        return None, properties
    rest = tuple(stop for stop in stops if stop.kind != "num")
    return numbers[0], replace(properties, tabs=rest or None)
