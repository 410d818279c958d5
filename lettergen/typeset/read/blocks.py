"""Paragraphs and tables of a story, remembered by what they are written as.

Letters merged from one template differ in a few paragraphs. Each paragraph and table is kept under a
digest of its XML, together with all else that decides how it reads: the styles around it, what its
relationship ids lead to, the fields that are open, how far its lists have counted. The same input
gives the same object again, so that whoever comes after can remember by it as well.
"""

import hashlib
import re
from collections.abc import Iterator
from copy import deepcopy
from dataclasses import dataclass, replace

from lxml import etree
from lxml.etree import _Element as Element

from lettergen.typeset.read.alternate import chosen
from lettergen.typeset.read.cascade import NO_TABLE_TEXT, TableText
from lettergen.typeset.read.fields import OpenField
from lettergen.typeset.read.memory import Memory
from lettergen.typeset.read.numbering import Counters
from lettergen.typeset.read.package import Relationship
from lettergen.typeset.read.paragraphs import read_paragraph
from lettergen.typeset.read.scope import DEEPEST, Scope
from lettergen.typeset.read.tables import read_table
from lettergen.typeset.read.values import MC, M, W, attribute, local_name
from lettergen.typeset.story import Block, Bookmark, InlineItem, Paragraph

#: Elements around blocks that change nothing about what shows.
_CONTAINERS = frozenset({"ins", "moveTo", "smartTag", "customXml", "sdtContent"})
_SILENT = frozenset(
    {
        "sectPr", "del", "moveFrom", "proofErr", "bookmarkEnd", "permStart", "permEnd", "sdtPr", "sdtEndPr",
        "customXmlPr", "smartTagPr", "tcPr", "background",
    }
)  # fmt: skip
#: Elements that should stand in a paragraph and do not.
_INLINE = frozenset({"r", "hyperlink", "fldSimple"})
_PARAGRAPH, _BOOKMARK = W + "p", W + "bookmarkStart"
_BLOCKS = frozenset({_PARAGRAPH, W + "tbl", _BOOKMARK})
#: Attributes whose value may be a relationship's id, whatever the prefix.
_RELATED = re.compile(rb':(?:id|embed|link|pict|relid|dm|lo|qs|cs)="([^"]+)"')
#: What an entry weighs beside its XML, in bytes.
_OVERHEAD = 1000

Key = tuple[object, ...]
Related = tuple[tuple[str, Relationship, tuple[str, bytes] | None], ...]


@dataclass(frozen=True, slots=True)
class _Entry:
    """What reading one block gave, and how it left the state."""

    block: Block | None
    warnings: tuple[tuple[str, str], ...]
    fields: tuple[OpenField, ...]
    carried: tuple[InlineItem, ...]
    lists: tuple[tuple[int, Counters], ...]


class BlockReader:
    """Reads stories of blocks with one template; one memory serves all letters of the run."""

    def __init__(self, memory: "Memory[Key, _Entry | tuple[int, ...]]") -> None:
        self._memory = memory

    def read(self, scope: Scope, container: Element, text: TableText) -> tuple[Block, ...]:
        """Read the blocks in a header, note, text box or cell, in order."""
        return self.read_elements(scope, list(flat_elements(container, scope)), text)

    def read_elements(self, scope: Scope, elements: list[Element], text: TableText) -> tuple[Block, ...]:
        """Read a story's paragraphs and tables, flat and in order.

        A paragraph whose mark is deleted or hidden goes to the front of the next one, if that is a
        paragraph too. Bookmarks after the last block belong to it.
        """
        blocks: list[Block] = []
        for index, element in enumerate(elements):
            if element.tag == _BOOKMARK:
                scope.carried.extend(_bookmark(element))
                continue
            scope.can_join = _is_paragraph_next(elements, index)
            block = self._read_block(element, scope, text)
            if block is not None:
                blocks.append(block)
        if scope.carried and blocks and isinstance(blocks[-1], Paragraph):
            blocks[-1] = replace(blocks[-1], items=blocks[-1].items + tuple(scope.carried))
        scope.carried.clear()
        return tuple(blocks)

    def _read_block(self, element: Element, scope: Scope, text: TableText) -> Block | None:
        """Give a block from memory, or read and remember it."""
        xml = etree.tostring(element, with_tail=False)
        related = _related(xml, scope)
        key = _key(xml, related, scope, text)
        found = self._memory.find(key)
        if isinstance(found, tuple):
            found = self._memory.find((key, _states(scope, found)))
        if isinstance(found, _Entry):
            _restore(found, scope)
            return found.block
        # A picture of each recipient's own would fill the memory unseen, if its bytes did not count.
        weight = len(xml) + sum(len(found[1]) for _, _, found in related if found is not None)
        return self._read_new(element, scope, text, key, weight)

    def _read_new(
        self, element: Element, scope: Scope, text: TableText, key: Key, weight: int
    ) -> Block | None:
        """Read a block, noting which lists it counts in and what else it leaves behind."""
        before = dict(scope.lists)
        outer_touched, scope.touched = scope.touched, set()
        outer_warnings, scope.warnings = scope.warnings, []
        read = read_paragraph if element.tag == _PARAGRAPH else read_table
        block = read(element, scope, text)
        touched = tuple(sorted(scope.touched))
        entry = _Entry(
            block,
            tuple(scope.warnings),
            tuple(scope.fields),
            tuple(scope.carried),
            tuple((each, scope.lists[each]) for each in touched),
        )
        outer_touched.update(touched)
        scope.touched = outer_touched
        scope.warnings = outer_warnings
        scope.add_warnings(entry.warnings)
        if touched:
            self._memory.put(key, touched)
            key = (key, tuple(before.get(each) for each in touched))
        self._memory.put(key, entry, weight + _OVERHEAD)
        return block


def flat_elements(container: Element, scope: Scope, depth: int = 0) -> Iterator[Element]:
    """Yield the paragraphs, tables and bookmarks of a story, out of content controls and the like.

    Tracked insertions count as accepted and deletions are left out. Of what is not known, the
    paragraphs and tables in it are kept.
    """
    for element in container:
        if element.tag in _BLOCKS:
            yield element
        elif not _is_silent(element):
            yield from _opened(element, scope, depth + 1)


def _is_silent(element: Element) -> bool:
    name = local_name(element)
    return not name or name in _SILENT or name.endswith(("RangeStart", "RangeEnd"))


def _opened(element: Element, scope: Scope, depth: int) -> Iterator[Element]:
    """Yield the paragraphs, tables and bookmarks in an element that is none itself."""
    name = local_name(element)
    if depth > DEEPEST * 4:
        scope.warn("a nesting too deep was left out")
    elif name == "sdt":
        for content in element.iterfind(W + "sdtContent"):
            yield from flat_elements(content, scope, depth)
    elif name in _CONTAINERS:
        yield from flat_elements(element, scope, depth)
    elif element.tag == MC + "AlternateContent":
        for content in chosen(element):
            yield from flat_elements(_wrapped(content, "body"), scope, depth)
    elif name in _INLINE or element.tag.startswith(M):
        yield _wrapped(element, "p")
    elif name == "altChunk":
        scope.warn("a document embedded in this one (altChunk) is left out; open and save it in Word")
    else:
        scope.warn(f"the element {name} is not supported; only its text is kept")
        yield from flat_elements(element, scope, depth)


def _wrapped(element: Element, name: str) -> Element:
    """Give a copy of an element within another one."""
    wrapper = etree.Element(
        W + name, nsmap={prefix: name for prefix, name in element.nsmap.items() if prefix}
    )
    wrapper.append(deepcopy(element))
    return wrapper


def _is_paragraph_next(elements: list[Element], index: int) -> bool:
    for element in elements[index + 1 :]:
        if element.tag != _BOOKMARK:
            return element.tag == _PARAGRAPH
    return False


def _bookmark(element: Element) -> tuple[Bookmark, ...]:
    name = attribute(element, "name")
    return (Bookmark(name),) if name and name != "_GoBack" else ()


def _related(xml: bytes, scope: Scope) -> Related:
    """Give what the relationship ids in a block lead to: an address, or a part with its bytes."""
    source = scope.source
    return tuple(
        (name, relationship, source.data(name))
        for name in (value.decode("utf-8", "replace") for value in _RELATED.findall(xml))
        if (relationship := source.relationships.get(name)) is not None
    )


def _key(xml: bytes, related: Related, scope: Scope, text: TableText) -> Key:
    """Name a block by all that decides how it reads, but its lists' counters."""
    return (
        hashlib.blake2b(xml, digest_size=16).digest(),
        None if text is NO_TABLE_TEXT else text,
        related,
        tuple(scope.fields),
        tuple(scope.carried),
        scope.can_join,
        scope.note_id,
        scope.line_unit,
    )


def _states(scope: Scope, lists: tuple[int, ...]) -> tuple[Counters | None, ...]:
    return tuple(scope.lists.get(each) for each in lists)


def _restore(entry: _Entry, scope: Scope) -> None:
    """Leave the state as reading the block once did."""
    scope.add_warnings(entry.warnings)
    scope.fields[:] = entry.fields
    scope.carried[:] = entry.carried
    for abstract_id, counters in entry.lists:
        scope.lists[abstract_id] = counters
        scope.touched.add(abstract_id)
