"""The parts of a Word file and the relationships between them (ECMA-376 Part 2, Open Packaging)."""

import posixpath
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from urllib.parse import unquote

from docx.oxml.parser import parse_xml
from lxml import etree
from lxml.etree import _Element as Element

from lettergen.errors import InputError
from lettergen.model.documents import WordFile

#: ISO 29500 Strict says the same things under other namespaces; they are read as Transitional.
_STRICT = (
    (b"http://purl.oclc.org/ooxml/officeDocument/", b"http://schemas.openxmlformats.org/officeDocument/2006/"),
    (b"http://purl.oclc.org/ooxml/wordprocessingml/main", b"http://schemas.openxmlformats.org/wordprocessingml/2006/main"),
    (b"http://purl.oclc.org/ooxml/drawingml/wordprocessingDrawing", b"http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"),
    (b"http://purl.oclc.org/ooxml/drawingml/", b"http://schemas.openxmlformats.org/drawingml/2006/"),
)  # fmt: skip
#: The biggest part whose tree is remembered, in bytes; a letter of ten pages has less.
_REMEMBERED = 512 * 1024
_RELATIONSHIP = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"


@dataclass(frozen=True, slots=True)
class Relationship:
    """What a relationship id stands for: a part's name, or an address outside the file.

    `kind` is the last word of its type (``image``, ``hyperlink``, ``header``, …).
    """

    kind: str
    target: str
    external: bool


Relationships = Mapping[str, Relationship]


def parse(data: bytes) -> Element | None:
    """Parse a part; None when it is no well-formed XML or declares a document type.

    python-docx's parser resolves no entities, opens no network connection and keeps libxml2's
    limits on depth and size. No part of a Word file has a document type declaration.

    The last small parts are remembered: each is read for its words and for its looks, and most of a letter's
    parts are the next one's too. Whoever reads a tree changes nothing in it.
    """
    return _parsed(data) if len(data) > _REMEMBERED else _remembered(data)


def _parsed(data: bytes) -> Element | None:
    if b"<!DOCTYPE" in data[:4096]:
        return None
    if b"purl.oclc.org/ooxml" in data[:16384]:
        for strict, transitional in _STRICT:
            data = data.replace(strict, transitional)
    try:
        root: Element = parse_xml(data)
    except (etree.XMLSyntaxError, ValueError):
        return None
    return root


_remembered = lru_cache(maxsize=16)(_parsed)


class Package:
    """A Word file's parts by name and by relationship."""

    def __init__(self, word: WordFile) -> None:
        self.name = word.name
        self._parts = word.parts
        self.main = self._find_main()

    def part(self, name: str) -> bytes | None:
        """Give a part's bytes; None when the file has none of that name."""
        return self._parts.get(name)

    def relationships(self, part: str) -> Relationships:
        """Give a part's relationships by id; empty when it has none."""
        folder, name = posixpath.split(part)
        data = self._parts.get(posixpath.join(folder, "_rels", f"{name}.rels"))
        return {} if data is None else _parse_relationships(data, folder)

    def related(self, kind: str) -> bytes | None:
        """Give the main part's first related part of that kind (``styles``, ``theme``, …)."""
        for relationship in self.relationships(self.main).values():
            if relationship.kind == kind and not relationship.external:
                return self.part(relationship.target)
        return self.part(posixpath.join(posixpath.dirname(self.main), f"{kind}.xml"))

    def related_name(self, kind: str) -> str | None:
        """Give the name of the main part's first related part of that kind."""
        for relationship in self.relationships(self.main).values():
            if relationship.kind == kind and not relationship.external:
                return relationship.target
        return None

    def _find_main(self) -> str:
        """Find the document part (ECMA-376-1 11.3.10); ``word/document.xml`` unless it is named."""
        data = self._parts.get("_rels/.rels")
        if data is not None:
            for relationship in _parse_relationships(data, "").values():
                if relationship.kind == "officeDocument" and relationship.target in self._parts:
                    return relationship.target
        if "word/document.xml" not in self._parts:
            raise InputError(
                f"{self.name}: this is no Word document: it has no word/document.xml. "
                "Open it in Word and save it as a Word document (.docx)."
            )
        return "word/document.xml"


@lru_cache(maxsize=256)
def _parse_relationships(data: bytes, folder: str) -> Relationships:
    """Read a .rels part; remembered by content, because a run's letters share nearly all of them."""
    root = parse(data)
    if root is None:
        return {}
    return {key: value for key, value in _each_relationship(root, folder) if key}


def _each_relationship(root: Element, folder: str) -> Iterator[tuple[str, Relationship]]:
    for element in root.iter(_RELATIONSHIP):
        target = element.get("Target", "")
        external = element.get("TargetMode") == "External"
        if not external:
            target = posixpath.normpath(posixpath.join("/", folder, unquote(target))).lstrip("/")
        kind = element.get("Type", "").rpartition("/")[2]
        yield element.get("Id", ""), Relationship(kind, target, external)
