"""Links as annotations (ISO 32000-1 section 12.5, ISO 14289-1 section 7.18)."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import quote

from lettergen.typeset.draw.objects import PdfFile, ascii_text, numbers, reference, text
from lettergen.typeset.draw.structure import StructureTree
from lettergen.typeset.pages import Link, Node, Pages

# What a viewer opens without harm; other schemes could start programs or read files.
_SCHEMES = re.compile(r"(?:https?|mailto|tel|ftp):", re.IGNORECASE)


@dataclass(frozen=True)
class LinkWriter:
    """Writes link annotations; `page_objects` are the reserved objects of the pages."""

    pages: Pages
    page_objects: Sequence[int]
    tree: StructureTree
    file: PdfFile
    warnings: dict[str, None]

    def write(self, index: int) -> bytes:
        """Write the links of a page; gives the page's Annots entry, empty if there are none."""
        page = self.pages.pages[index]
        written = [
            self._link(item, action, index, page.height)
            for item in page.items
            if isinstance(item, Link) and (action := self._action(item.target))
        ]
        return b"/Annots[%b]" % b" ".join(map(reference, written)) if written else b""

    def _link(self, link: Link, action: bytes, index: int, height: float) -> int:
        annotation = self.file.reserve()
        # A link that layout put into no element (in a header) still needs one of its own.
        node = link.node if link.node is not None else self.tree.add_node(Node("Link", 0))
        key = self.tree.add_annotation(node, index, annotation)
        box = numbers((link.x, height - link.y - link.height, link.x + link.width, height - link.y))
        self.file.write(
            annotation,
            b"<</Type/Annot/Subtype/Link/Rect[%b]/Border[0 0 0]/F 4/StructParent %d/Contents%b%b>>"
            % (box, key, text(link.text or link.target), action),
        )
        return annotation

    def _action(self, target: str) -> bytes:
        """Give where a link leads, empty if nowhere."""
        if target.startswith("#"):
            return self._destination(self.pages.bookmarks, target[1:])
        if not _SCHEMES.match(target):
            self.warnings[f"The link to {target} is not live: only web, email and telephone links are."] = (
                None
            )
            return b""
        # Characters that no URI may have are written as their UTF-8 in per cent (RFC 3986 section 2.1).
        uri = quote(target.encode("utf-8", "replace"), safe="%/:?#[]@!$&'()*+,;=-._~")
        return b"/A<</Type/Action/S/URI/URI%b>>" % ascii_text(uri)

    def _destination(self, bookmarks: Mapping[str, tuple[int, float]], name: str) -> bytes:
        place = bookmarks.get(name)
        if place is None or not 0 <= place[0] < len(self.page_objects):
            self.warnings[f"The link to the bookmark {name} leads nowhere: there is no such bookmark."] = None
            return b""
        index, y = place
        top = self.pages.pages[index].height - y
        return b"/Dest[%b/XYZ %b null]" % (reference(self.page_objects[index]), numbers((0, top)))
