"""What a reader of blocks carries along: the document's template, the part, lists, fields, warnings."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace

from lxml.etree import _Element as Element

from lettergen.typeset.read.cascade import LINE_UNIT, Cascade, TableText
from lettergen.typeset.read.fields import OpenField
from lettergen.typeset.read.numbering import Counters, read_numbering
from lettergen.typeset.read.package import Package, Relationships, parse
from lettergen.typeset.read.settings import DocumentSettings, read_settings
from lettergen.typeset.read.styles import Styles, read_styles
from lettergen.typeset.read.theme import Theme, read_theme
from lettergen.typeset.story import Block, InlineItem

#: Tables, text boxes and content controls deeper than this are read for their text alone.
DEEPEST = 24


class Template:
    """What all letters of one Word template share: styles, lists, theme, settings."""

    def __init__(
        self, styles: bytes | None, numbering: bytes | None, theme: bytes | None, settings: bytes | None
    ) -> None:
        settings_root = parse(settings) if settings else None
        self.theme: Theme = read_theme(theme, settings_root)
        self.settings: DocumentSettings = read_settings(settings_root)
        self.styles: Styles = read_styles(styles, self.theme)
        lists = read_numbering(numbering, self.theme, self.styles.list_ids())
        self.cascade = Cascade(self.styles, lists, self.settings)


@dataclass(frozen=True, slots=True)
class Source:
    """The part that is being read, and what its relationship ids lead to."""

    package: Package
    part: str
    relationships: Relationships

    def data(self, relationship_id: str | None) -> tuple[str, bytes] | None:
        """Give the name and bytes of a related part; None when it is outside the file or missing."""
        relationship = self.relationships.get(relationship_id or "")
        if relationship is None or relationship.external:
            return None
        data = self.package.part(relationship.target)
        return None if data is None else (relationship.target, data)

    def address(self, relationship_id: str | None) -> str | None:
        """Give the address outside the file that a relationship names; None when it names a part."""
        relationship = self.relationships.get(relationship_id or "")
        return relationship.target if relationship is not None and relationship.external else None


ReadBlocks = Callable[["Scope", Element, TableText], tuple[Block, ...]]


@dataclass(slots=True)
class Scope:
    """The state of reading one story of blocks (the body, a header, a note, a cell).

    `lists` are the counters by abstract numbering; a document's text boxes share them, as Word counts
    on from the body into them. `touched` are those that were used. `fields` are the complex fields
    that are open. `carried` are bookmarks between blocks and the content of paragraphs whose mark is
    deleted or hidden: they go to the front of the next paragraph, if `can_join` says that one follows.
    `read_blocks` reads nested blocks; it is handed in so that pictures and tables need not know how.
    """

    template: Template
    source: Source
    read_blocks: ReadBlocks
    lists: dict[int, Counters] = field(default_factory=dict)
    touched: set[int] = field(default_factory=set)
    fields: list[OpenField] = field(default_factory=list)
    warnings: list[tuple[str, str]] = field(default_factory=list)
    carried: list[InlineItem] = field(default_factory=list)
    can_join: bool = False
    note_id: int = 0
    depth: int = 0
    line_unit: float = LINE_UNIT

    def warn(self, what: str) -> None:
        """Note what could not be read; the paragraph or table that it stands in adds the place."""
        if (what, "") not in self.warnings:
            self.warnings.append((what, ""))

    def add_warnings(self, warnings: tuple[tuple[str, str], ...]) -> None:
        """Add warnings with their places; the same one may come again, and the Story has it once."""
        self.warnings.extend(warnings)

    def place_warnings(self, since: int, place: str) -> None:
        """Say where the warnings stand that were noted since."""
        for index in range(since, len(self.warnings)):
            what, where = self.warnings[index]
            if not where:
                self.warnings[index] = (what, place)

    def inner(self) -> "Scope":
        """Give the scope of a text box: lists and warnings go on, fields and bookmarks do not."""
        return replace(self, fields=[], carried=[], depth=self.depth + 1)
