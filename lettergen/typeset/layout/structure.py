"""The structure tree: which element each thing on the pages belongs to (ISO 32000-1 14.8.4).

Elements come to be when their first content is put down, so that the tree holds nothing empty and
its order is the reading order. A paragraph over two pages is one element.
"""

from dataclasses import dataclass, field, replace

from lettergen.typeset.pages import Node
from lettergen.typeset.story import NoteRef, Paragraph


@dataclass(frozen=True, slots=True)
class Tag:
    """Which part of a paragraph something is: its text, its label, a link, a note's mark, a figure.

    `role` is the structure element's; `index` tells apart those of one role; `target` is a link's,
    `alt` a figure's, `note` what a reference points to.
    """

    role: str = "P"
    index: int = 0
    target: str = ""
    alt: str = ""
    note: NoteRef | None = None


TEXT = Tag()
LABEL = Tag("Lbl")
#: What is read to nobody: rules, leaders, decoration.
ARTIFACT = Tag("")


@dataclass(slots=True)
class Structure:
    """The nodes of one document, each after its parent."""

    nodes: list[Node] = field(default_factory=lambda: [Node("Document", None)])

    def add(self, node: Node) -> int:
        """Add a node; gives its index."""
        self.nodes.append(node)
        return len(self.nodes) - 1

    def grow_box(self, index: int, box: tuple[float, float, float, float]) -> None:
        """Let a figure's box hold another (left, top, right, bottom)."""
        old = self.nodes[index].bbox
        if old is not None:
            box = (min(old[0], box[0]), min(old[1], box[1]), max(old[2], box[2]), max(old[3], box[3]))
        self.nodes[index] = replace(self.nodes[index], bbox=box)


@dataclass(slots=True)
class _OpenList:
    """A list that may go on: its id and level, its L, and the LBody of its last item."""

    list_id: int
    level: int
    node: int
    body: int = -1


@dataclass(slots=True)
class Branch:
    """An element that holds blocks: the document, a cell, a note, a text box.

    Lists stay open between their items and are closed by anything else.
    """

    structure: Structure
    node: int = 0
    _lists: list[_OpenList] = field(default_factory=list)

    def child(self, node: Node) -> "Branch":
        """Add an element that holds blocks itself and whose parent is this one."""
        self._lists.clear()
        return Branch(self.structure, self.structure.add(node))

    def paragraph(self, paragraph: Paragraph) -> "ParagraphNodes":
        """Give the elements of the next paragraph."""
        if paragraph.label is not None and paragraph.label.text and not paragraph.outline:
            return self._list_item(paragraph)
        self._lists.clear()
        role = f"H{min(paragraph.outline, 6)}" if paragraph.outline else "P"
        return ParagraphNodes(self.structure, self.node, role)

    def _list_item(self, paragraph: Paragraph) -> "ParagraphNodes":
        label = paragraph.label
        assert label is not None
        while self._lists and (
            self._lists[-1].level > label.level
            or (self._lists[-1].level == label.level and self._lists[-1].list_id != label.list_id)
        ):
            self._lists.pop()
        if not self._lists or self._lists[-1].level < label.level:
            parent = self._lists[-1].body if self._lists else self.node
            opened = self.structure.add(Node("L", parent, ordered=label.ordered))
            self._lists.append(_OpenList(label.list_id, label.level, opened))
        current = self._lists[-1]
        item = self.structure.add(Node("LI", current.node))
        label_node = self.structure.add(Node("Lbl", item))
        current.body = self.structure.add(Node("LBody", item))
        return ParagraphNodes(self.structure, current.body, "P", label_node)


@dataclass(slots=True)
class ParagraphNodes:
    """The elements of one paragraph: itself, its label, its links, figures and references."""

    structure: Structure
    parent: int
    role: str
    label: int | None = None
    _own: int | None = None
    _others: dict[Tag, int] = field(default_factory=dict)

    @property
    def own(self) -> int:
        """The paragraph's own element."""
        if self._own is None:
            self._own = self.structure.add(Node(self.role, self.parent))
        return self._own

    def node(self, tag: Tag) -> int | None:
        """Give the element that what is tagged so belongs to; None for an artifact."""
        if not tag.role:
            return None
        if tag is TEXT or tag.role == "P":
            return self.own
        if tag is LABEL or (
            tag.role == "Lbl" and self.label is not None and tag.note is None and not tag.index
        ):
            return self.label if self.label is not None else self.own
        if tag not in self._others:
            self._others[tag] = self.structure.add(Node(tag.role, self.own, alt=tag.alt))
        return self._others[tag]
