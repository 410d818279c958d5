"""The structure tree: which part of the document each piece of the pages is (ISO 32000-1 14.7, 14.8)."""

import functools
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from lettergen.typeset.draw.objects import PdfFile, name, number, numbers, reference, text
from lettergen.typeset.pages import Node

# Elements that say something by being there, even when nothing is drawn for them.
_MEANT_EMPTY = frozenset({"TD", "TH"})
#: Read out for a picture that has no alternative text; the typesetter's warnings name it too.
NAMELESS_FIGURE = "Picture"


_HEADING = re.compile("H[1-6]")
_LANGUAGE = re.compile(r"[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*")


@functools.lru_cache(maxsize=256)
def language_tag(tag: str) -> str:
    """Give a language tag if it is well formed (BCP 47 section 2.1, roughly), else nothing."""
    return tag if _LANGUAGE.fullmatch(tag) else ""


@dataclass(slots=True)
class _Content:
    """Marked content of a page (`marked` its MCID) or an annotation (its object number)."""

    page: int
    marked: int | None
    annotation: int
    order: int


@dataclass
class StructureTree:
    """Collects what is drawn for each node, then writes the tree.

    `languages` are the nodes' languages with the inherited ones.
    """

    nodes: list[Node]
    language: str
    languages: list[str] = field(init=False)
    _contents: list[list[_Content]] = field(init=False)
    _parents: list[list[int] | int] = field(default_factory=list)
    _count: int = 0

    def __post_init__(self) -> None:
        """Work out the languages and close up the headings' levels."""
        self.nodes = _closed_up(self.nodes) or [Node("Document", None)]
        self._contents = [[] for _node in self.nodes]
        self.languages = []
        for node in self.nodes:
            inherited = self.language if node.parent is None else self.languages[node.parent]
            self.languages.append(language_tag(node.language) or inherited)

    def add_page(self) -> int:
        """Begin a page; gives its key in the parent tree (StructParents)."""
        self._parents.append([])
        return len(self._parents) - 1

    def add_marked(self, node: int, page: int, key: int) -> int:
        """Record that the page's next marked content belongs to a node; gives its MCID."""
        owners = self._parents[key]
        assert isinstance(owners, list)
        owners.append(node)
        self._record(node, page, len(owners) - 1, 0)
        return len(owners) - 1

    def add_annotation(self, node: int, page: int, annotation: int) -> int:
        """Record an annotation's object as a node's; gives its key in the parent tree (StructParent)."""
        self._parents.append(node)
        self._record(node, page, None, annotation)
        return len(self._parents) - 1

    def add_node(self, node: Node) -> int:
        """Add a node that layout did not make; gives its index."""
        self.nodes.append(node)
        self._contents.append([])
        self.languages.append(self.language)
        return len(self.nodes) - 1

    def _record(self, node: int, page: int, marked: int | None, annotation: int) -> None:
        self._count += 1
        self._contents[node].append(_Content(page, marked, annotation, self._count))

    def write(self, file: PdfFile, root: int, pages: Sequence[int], heights: Sequence[float]) -> None:
        """Write the tree under the reserved object `root`; `pages` are the pages' objects."""
        children = self._kept_children()
        objects = {0: file.reserve()}
        for node in range(len(self.nodes)):
            for child in children[node]:
                objects[child] = file.reserve()
        first = self._first_contents(children)
        for node, object_number in objects.items():
            parent = self.nodes[node].parent
            above = root if parent is None else objects[parent]
            kids = self._kids(node, children, first)
            file.write(object_number, self._element(node, above, kids, objects, pages, heights))
        self._write_root(file, root, objects)

    def _kept_children(self) -> list[list[int]]:
        """Give each node's children, in order, without those for which nothing is there."""
        children: list[list[int]] = [[] for _node in self.nodes]
        for index in range(len(self.nodes) - 1, 0, -1):
            node = self.nodes[index]
            if node.parent is not None and (
                self._contents[index] or children[index] or node.role in _MEANT_EMPTY
            ):
                children[node.parent].append(index)
        for one in children:
            one.reverse()
        return children

    def _first_contents(self, children: list[list[int]]) -> list[int]:
        """Give when each node, or what is in it, was first drawn."""
        never = self._count + 1
        first = [contents[0].order if contents else never for contents in self._contents]
        for index in range(len(self.nodes) - 1, -1, -1):
            first[index] = min([first[index], *(first[child] for child in children[index])])
        return first

    def _kids(self, node: int, children: list[list[int]], first: list[int]) -> Iterator[_Content | int]:
        """Give a node's content and children in reading order.

        Children stand as layout listed them; content goes before the first child drawn after it.
        """
        waiting = list(reversed(self._contents[node]))
        for child in children[node]:
            while waiting and waiting[-1].order < first[child] <= self._count:
                yield waiting.pop()
            yield child
        while waiting:
            yield waiting.pop()

    def _element(
        self,
        node: int,
        above: int,
        kids: Iterator[_Content | int],
        objects: dict[int, int],
        pages: Sequence[int],
        heights: Sequence[float],
    ) -> bytes:
        contents = self._contents[node]
        home = contents[0].page if contents else None
        written = [
            reference(objects[kid]) if isinstance(kid, int) else _content(kid, home, pages) for kid in kids
        ]
        page = b"" if home is None else b"/Pg %b" % reference(pages[home])
        height = heights[home or 0]
        return b"<</S%b/P %b%b%b/K[%b]>>" % (
            name(self.nodes[node].role),
            reference(above),
            page,
            self._attributes(node, height),
            b" ".join(written),
        )

    def _attributes(self, index: int, height: float) -> bytes:
        """Give what else an element says of itself (14.7.4, 14.8.5, 14.9)."""
        node = self.nodes[index]
        inherited = self.language if node.parent is None else self.languages[node.parent]
        entries = b""
        if self.languages[index] != inherited:
            entries += b"/Lang%b" % text(self.languages[index])
        if node.role == "Figure" or node.alt:
            entries += b"/Alt%b" % text(node.alt or NAMELESS_FIGURE)
        if node.title:
            entries += b"/T%b" % text(node.title)
        if node.note_id:
            entries += b"/ID%b" % text(node.note_id)
        layers = list(_attribute_objects(node, height))
        return entries + (b"/A[%b]" % b"".join(layers) if layers else b"")

    def _write_root(self, file: PdfFile, root: int, objects: dict[int, int]) -> None:
        # A parent is looked up by page and MCID; nodes that were left out have no content to look up.
        entries = b"".join(
            b"%d %b\n" % (key, _owners(owner, objects)) for key, owner in enumerate(self._parents)
        )
        tree = file.add(b"<</Nums[%b]>>" % entries)
        ids = self._id_tree(objects)
        file.write(
            root,
            b"<</Type/StructTreeRoot/K %b/ParentTree %b/ParentTreeNextKey %d%b>>"
            % (reference(objects[0]), reference(tree), len(self._parents), ids),
        )

    def _id_tree(self, objects: dict[int, int]) -> bytes:
        """Give the tree in which notes are found by their ids, sorted as name trees are (7.9.6)."""
        named = sorted(
            (self.nodes[node].note_id.encode("utf-16-be"), self.nodes[node].note_id, object_number)
            for node, object_number in objects.items()
            if self.nodes[node].note_id
        )
        if not named:
            return b""
        entries = b"".join(text(note) + reference(number) for _key, note, number in named)
        limits = text(named[0][1]) + text(named[-1][1])
        return b"/IDTree<</Kids[<</Limits[%b]/Names[%b]>>]>>" % (limits, entries)


def _closed_up(nodes: list[Node]) -> list[Node]:
    """Give the nodes with headings that begin at H1 and skip no level (ISO 14289-1 7.4.2).

    Word lets an author go from the first level to the third. What is below what stays so.
    """
    open_levels: list[str] = []
    closed = []
    for node in nodes:
        if _HEADING.fullmatch(node.role):
            while open_levels and open_levels[-1] >= node.role:
                open_levels.pop()
            open_levels.append(node.role)
            closed.append(replace(node, role=f"H{len(open_levels)}"))
        else:
            closed.append(node)
    return closed


def _content(content: _Content, home: int | None, pages: Sequence[int]) -> bytes:
    page = reference(pages[content.page])
    if content.marked is None:
        return b"<</Type/OBJR/Pg %b/Obj %b>>" % (page, reference(content.annotation))
    if content.page == home:
        return b"%d" % content.marked
    return b"<</Type/MCR/Pg %b/MCID %d>>" % (page, content.marked)


def _owners(owner: list[int] | int, objects: dict[int, int]) -> bytes:
    if isinstance(owner, int):
        return reference(objects[owner])
    return b"[%b]" % b" ".join(reference(objects[node]) for node in owner)


def _attribute_objects(node: Node, height: float) -> Iterator[bytes]:
    if node.bbox is not None:
        left, top, right, bottom = node.bbox
        box = numbers([left, height - bottom, right, height - top])
        yield b"<</O/Layout/Placement/Block/BBox[%b]/Width %b/Height %b>>" % (
            box,
            number(right - left),
            number(bottom - top),
        )
    if node.role in {"TH", "TD"} and (node.scope or node.row_span > 1 or node.column_span > 1):
        scope = b"/Scope" + name(node.scope) if node.scope else b""
        spans = b"/RowSpan %d" % node.row_span if node.row_span > 1 else b""
        spans += b"/ColSpan %d" % node.column_span if node.column_span > 1 else b""
        yield b"<</O/Table%b%b>>" % (scope, spans)
    if node.role == "L":
        yield b"<</O/List/ListNumbering/%b>>" % (b"Decimal" if node.ordered else b"Disc")
