"""A Word file to a Story: sections, their headers and footers, notes."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import lru_cache

from lxml.etree import _Element as Element

from lettergen.errors import InputError
from lettergen.model.documents import WordFile
from lettergen.typeset.read.blocks import BlockReader, flat_elements
from lettergen.typeset.read.cascade import NO_TABLE_TEXT
from lettergen.typeset.read.memory import Memory
from lettergen.typeset.read.package import Package, parse
from lettergen.typeset.read.scope import Scope, Source, Template
from lettergen.typeset.read.sections import SectionProperties, read_section
from lettergen.typeset.read.values import W, attribute, whole
from lettergen.typeset.story import Block, HeaderFooter, Section, Story

#: How much XML a run's paragraphs and tables may weigh in memory, in bytes.
_ROOM = 64 * 1024 * 1024
#: How many templates are kept: a campaign has one, and its test letters another.
_TEMPLATES = 4
_TITLE = "{http://purl.org/dc/elements/1.1/}title"


class Reader:
    """Reads Word files; one reader serves a whole run of letters.

    What letters of one template share is read once: styles, lists, theme, settings, and every
    paragraph, table, header and note that is the same again. The same paragraph gives the same object.
    A reader is for one thread.
    """

    def __init__(self) -> None:
        self._templates: Memory[tuple[bytes | None, ...], tuple[Template, BlockReader]] = Memory(
            _TEMPLATES * 4
        )

    def read(self, word: WordFile) -> Story:
        """Read a file.

        Args:
            word: Its parts, checked by `merge.guard`.

        Returns:
            The story; its `warnings` name what could not be read as Word would.

        Raises:
            InputError: If the file has no document part, or one that is no well-formed XML.
        """
        package = Package(word)
        template, blocks = self._template(package)
        return _Document(package, template, blocks).read()

    def _template(self, package: Package) -> tuple[Template, BlockReader]:
        """Give what belongs to the template, remembered by the content of its parts."""
        key = tuple(package.related(kind) for kind in ("styles", "numbering", "theme", "settings"))
        found = self._templates.find(key)
        if found is None:
            found = Template(*key), BlockReader(Memory(_ROOM))
            self._templates.put(key, found, weight=4)
        return found


class _Document:
    """One file while it is read."""

    def __init__(self, package: Package, template: Template, blocks: BlockReader) -> None:
        self._package = package
        self._template = template
        self._blocks = blocks
        self._warnings: list[tuple[str, str]] = []

    def read(self) -> Story:
        """Read body, headers, footers and notes."""
        body = self._body()
        settings, styles = self._template.settings, self._template.styles
        sections = tuple(self._sections(body))
        footnotes, endnotes = self._notes("footnotes"), self._notes("endnotes")
        return Story(
            sections=sections,
            footnotes=footnotes,
            endnotes=endnotes,
            footnote_settings=settings.footnotes,
            endnote_settings=settings.endnotes,
            endnote_position=settings.endnote_position,
            compatibility=settings.compatibility,
            default_tab=settings.default_tab,
            even_and_odd=settings.even_and_odd,
            mirror_margins=settings.mirror_margins,
            gutter_at_top=settings.gutter_at_top,
            hyphenation=settings.hyphenation,
            language=styles.normal.language or settings.language,
            title=_title(self._package.part("docProps/core.xml")),
            compat=settings.compat,
            warnings=tuple(dict.fromkeys(self._warnings)),
        )

    def _body(self) -> Element:
        data = self._package.part(self._package.main)
        root = parse(data) if data else None
        body = None if root is None else root.find(W + "body")
        if body is None:
            raise InputError(
                f"{self._package.name}: {self._package.main} is damaged and cannot be read. "
                "Open the file in Word, which offers to repair it, and save it again."
            )
        return body

    def _scope(self, part: str) -> Scope:
        source = Source(self._package, part, self._package.relationships(part))
        return Scope(self._template, source, self._blocks.read, warnings=self._warnings)

    # --- sections ---------------------------------------------------------------------------------

    def _sections(self, body: Element) -> Iterator[Section]:
        """Read the body section by section; headers and footers that one lacks are the last one's."""
        scope = self._scope(self._package.main)
        headers: Mapping[str, str] = {}
        footers: Mapping[str, str] = {}
        for properties, elements in self._cut(body, scope):
            headers = {**headers, **properties.headers}
            footers = {**footers, **properties.footers}
            scope.line_unit = properties.line_unit
            self._warnings.extend((warning, "a section") for warning in properties.warnings)
            yield replace(
                properties.section,
                blocks=self._blocks.read_elements(scope, elements, NO_TABLE_TEXT),
                headers=self._stories(headers, properties),
                footers=self._stories(footers, properties),
            )

    def _cut(self, body: Element, scope: Scope) -> Iterator[tuple[SectionProperties, list[Element]]]:
        """Cut the body after each paragraph with a w:sectPr (17.6.18); the last one is the body's."""
        elements: list[Element] = []
        for element in flat_elements(body, scope):
            elements.append(element)
            closing = element.find(f"{W}pPr/{W}sectPr")
            if closing is not None:
                yield self._properties(closing), elements
                elements = []
        yield self._properties(body.find(W + "sectPr")), elements

    def _properties(self, element: Element | None) -> SectionProperties:
        template = self._template
        return read_section(element, template.theme, template.settings)

    def _stories(self, references: Mapping[str, str], properties: SectionProperties) -> HeaderFooter:
        """Read the headers or footers that are in use (17.10.6, 17.10.1)."""
        used = {
            "default": True,
            "first": properties.section.title_page,
            "even": self._template.settings.even_and_odd,
        }
        read = {kind: self._story(references.get(kind)) if used[kind] else None for kind in used}
        return HeaderFooter(**read)

    def _story(self, relationship_id: str | None) -> tuple[Block, ...] | None:
        """Read a header or footer part, whose relationships and lists are its own."""
        main = self._package.relationships(self._package.main)
        relationship = main.get(relationship_id or "")
        data = None if relationship is None else self._package.part(relationship.target)
        if relationship is None or data is None:
            return None
        root = parse(data)
        if root is None:
            self._warnings.append(("it is damaged and left out", relationship.target))
            return None
        scope = self._scope(relationship.target)
        return self._blocks.read(scope, root, NO_TABLE_TEXT)

    # --- notes ------------------------------------------------------------------------------------

    def _notes(self, kind: str) -> dict[int, tuple[Block, ...]]:
        """Read footnotes.xml or endnotes.xml by note id; separators are no notes (17.11.10)."""
        part = self._package.related_name(kind)
        data = None if part is None else self._package.part(part)
        root = parse(data) if data else None
        if part is None or root is None:
            return {}
        notes: dict[int, tuple[Block, ...]] = {}
        for element in root.iterfind(W + kind[:-1]):
            number = whole(attribute(element, "id"))
            if number is not None and attribute(element, "type") in {None, "normal"}:
                scope = self._scope(part)
                scope.note_id = number
                notes[number] = self._blocks.read(scope, element, NO_TABLE_TEXT)
        return notes


@lru_cache(maxsize=16)
def _title(data: bytes | None) -> str:
    """Give the title in the file's properties (ECMA-376-2 11.1)."""
    root = parse(data) if data else None
    return "" if root is None else (root.findtext(_TITLE) or "").strip()
