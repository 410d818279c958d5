"""Binding: several PDFs to one that is tagged as they were (ISO 32000-1 sections 7.7.3, 14.7 and 14.8)."""

import hashlib
import io
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import pikepdf
from pikepdf import Array, Dictionary, Name, Object, OutlineItem, Page, Pdf, Stream, String

from lettergen.pdfpages.claims import claims_of, keep_claims

#: What pages draw with, of which the documents of a campaign have the same.
_SHARED = ("/Font", "/XObject", "/ExtGState")


@dataclass(frozen=True, slots=True)
class Part:
    """A document to bind, under the title that its bookmark and its part of the structure get."""

    title: str
    pdf: bytes


def bind(parts: Iterable[Part], *, duplex: bool) -> bytes:
    """Put documents together in order; in duplex each begins on a front side.

    The first one gives the whole its title, date and language. The whole says that it follows PDF/A and
    PDF/UA if all of them do. A blank page of the same size follows one with an odd number of pages. What they
    share, their typefaces above all, is kept once. The same parts give the same bytes.

    Args:
        parts: At least one; each is asked for when its turn comes.
        duplex: Whether it is printed on both sides.
    """
    others = iter(parts)
    first = next(others)
    with pikepdf.open(io.BytesIO(first.pdf)) as book:
        binder = _Binder(book, first.title)
        for part in others:
            if duplex:
                binder.fill_sheet()
            binder.add(part)
        if duplex:
            binder.fill_sheet()
        return binder.bound()


def page_count(pdf: bytes) -> int:
    """Count a document's pages."""
    with pikepdf.open(io.BytesIO(pdf)) as document:
        return len(document.pages)


class _Binder:
    """A book that grows; what it has of its structure's roots is put together at the end."""

    def __init__(self, book: Pdf, title: str) -> None:
        self._book = book
        self._language = str(book.Root.get(Name.Lang, ""))
        self._claims = _follows(book)
        self._bookmarks = [(title, 0)]
        self._resources: dict[bytes, Object] = {}
        self._elements: list[Object] = []
        self._owners: list[tuple[int, Object]] = []
        self._ids: list[tuple[bytes, Object]] = []
        self._roles: dict[str, Object] = {}
        self._next_key = 0
        self._document = book.make_indirect(Dictionary(Type=Name.StructElem, S=Name.Document))
        for page in book.pages:
            self._share_resources(page.obj.get(Name.Resources, Dictionary()))
        if Name.StructTreeRoot in book.Root:
            self._take_structure(book.Root.StructTreeRoot, list(book.pages), title, self._language)

    def fill_sheet(self) -> None:
        """Add a blank page where the last one is a front side."""
        if len(self._book.pages) % 2:
            left, bottom, right, top = (float(edge) for edge in self._book.pages[-1].mediabox)
            self._book.add_blank_page(page_size=(right - left, top - bottom))

    def add(self, part: Part) -> None:
        """Add a document."""
        start = len(self._book.pages)
        with pikepdf.open(io.BytesIO(part.pdf)) as document:
            self._claims = self._claims & _follows(document)
            resources = self._taken_resources(document)
            self._book.pages.extend(document.pages)
            pages = list(self._book.pages)[start:]
            for page, shared in zip(pages, resources, strict=True):
                page.obj.Resources = shared
            self._bookmarks.append((part.title, start))
            if Name.StructTreeRoot in document.Root:
                root = self._book.copy_foreign(document.Root.StructTreeRoot)
                self._take_structure(root, pages, part.title, str(document.Root.get(Name.Lang, "")))

    def bound(self) -> bytes:
        """Give the book."""
        catalog = self._book.Root
        if self._elements:
            catalog.StructTreeRoot = self._structure()
        if Name.Metadata in catalog:
            metadata = catalog.Metadata
            metadata.write(keep_claims(metadata.read_bytes(), self._claims))
        with self._book.open_outline() as outline:
            outline.root.extend(OutlineItem(title, page) for title, page in self._bookmarks)
        result = io.BytesIO()
        self._book.save(
            result,
            deterministic_id=True,
            object_stream_mode=pikepdf.ObjectStreamMode.generate,
            min_version="1.7",
        )
        return result.getvalue()

    # --- what pages draw with ---

    def _taken_resources(self, document: Pdf) -> list[Object]:
        """Take each page's resources from a document before its pages are copied without them."""
        seen: dict[tuple[int, int], Object] = {}
        taken = []
        for page in document.pages:
            own = page.obj.get(Name.Resources, Dictionary())
            if not own.is_indirect or own.objgen not in seen:
                seen[own.objgen] = self._copied_resources(document, own)
            taken.append(seen[own.objgen])
            page.obj.Resources = Dictionary()
        return taken

    def _copied_resources(self, document: Pdf, resources: Object) -> Object:
        """Give resources in the book; those it has already are not copied."""
        copy: dict[str, Object] = {}
        for kind, entries in resources.items():
            if kind in _SHARED:
                copy[kind] = Dictionary({name: self._shared(document, one) for name, one in entries.items()})
            else:
                held = entries if entries.is_indirect else document.make_indirect(entries)
                copy[kind] = self._book.copy_foreign(held)
        return self._book.make_indirect(Dictionary(copy))

    def _shared(self, document: Pdf, resource: Object) -> Object:
        digest = _digest(resource)
        if digest not in self._resources:
            held = resource if resource.is_indirect else document.make_indirect(resource)
            self._resources[digest] = self._book.copy_foreign(held)
        return self._resources[digest]

    def _share_resources(self, resources: Object) -> None:
        """Remember the first document's resources, which are in the book already."""
        for kind in _SHARED:
            for one in resources.get(kind, Dictionary()).values():
                if one.is_indirect:
                    self._resources.setdefault(_digest(one), one)

    # --- what the pages are ---

    def _take_structure(self, root: Object, pages: list[Page], title: str, language: str) -> None:
        """Make a document's structure a part of the book's, with keys and ids that no other part has."""
        element = self._book.make_indirect(
            Dictionary(Type=Name.StructElem, S=Name.Part, P=self._document, T=String(title))
        )
        if language != self._language:
            element.Lang = String(language)
        kids = root.get(Name.K, Array())
        element.K = kids if isinstance(kids, Array) else Array([kids])
        for kid in element.K:
            kid.P = element
        self._take_owners(root, pages)
        self._take_ids(root, len(self._elements))
        for name, role in root.get(Name.RoleMap, Dictionary()).items():
            self._roles.setdefault(name, role)
        self._elements.append(element)

    def _take_owners(self, root: Object, pages: list[Page]) -> None:
        """Take which elements own what on the pages: under keys that follow those of the parts before."""
        first, highest = self._next_key, -1
        for key, owner in _entries(root.get(Name.ParentTree), Name.Nums):
            highest = max(highest, int(key))
            self._owners.append((first + int(key), owner))
        for page in pages:
            _shift(page.obj, Name.StructParents, first)
            for annotation in page.obj.get(Name.Annots, Array()):
                _shift(annotation, Name.StructParent, first)
        self._next_key = first + highest + 1

    def _take_ids(self, root: Object, number: int) -> None:
        for key, element in _entries(root.get(Name.IDTree), Name.Names):
            own = b"%d-%b" % (number, bytes(key))
            element.ID = String(own)
            self._ids.append((own, element))

    def _structure(self) -> Object:
        """Give the root of the book's structure."""
        root = self._book.make_indirect(Dictionary(Type=Name.StructTreeRoot, K=self._document))
        self._document.P = root
        self._document.K = Array(self._elements)
        owners = [value for pair in sorted(self._owners, key=lambda pair: pair[0]) for value in pair]
        root.ParentTree = self._book.make_indirect(Dictionary(Nums=Array(owners)))
        root.ParentTreeNextKey = self._next_key
        if self._roles:
            root.RoleMap = Dictionary(self._roles)
        if self._ids:
            ids = sorted(self._ids, key=lambda pair: pair[0])
            names = Array([value for key, element in ids for value in (String(key), element)])
            limits = Array([String(ids[0][0]), String(ids[-1][0])])
            root.IDTree = Dictionary(Kids=Array([Dictionary(Limits=limits, Names=names)]))
        return root


def _entries(tree: Object | None, leaves: Name) -> Iterator[tuple[Object, Object]]:
    """Give a name or number tree's pairs (7.9.6, 7.9.7)."""
    if tree is None:
        return
    pairs = list(tree.get(leaves, Array()))
    yield from zip(pairs[::2], pairs[1::2], strict=True)
    for kid in tree.get(Name.Kids, Array()):
        yield from _entries(kid, leaves)


def _shift(holder: Object, key: Name, by: int) -> None:
    if key in holder:
        holder[key] = int(holder[key]) + by


def _digest(resource: Object) -> bytes:
    """Give a hash of an object and all that it refers to."""
    if isinstance(resource, Dictionary | Stream):
        parts = [key.encode() + _digest(resource[key]) for key in sorted(resource.keys()) if key != "/Length"]
        if isinstance(resource, Stream):
            parts.append(resource.read_raw_bytes())
    elif isinstance(resource, Array):
        whole = resource.unparse()
        # Widths and codes, of which a typeface has hundreds, refer to nothing else.
        parts = [b"[", *map(_digest, resource)] if b" R" in whole else [whole]
    elif isinstance(resource, Object):
        parts = [resource.unparse()]
    else:
        parts = [repr(resource).encode()]
    return hashlib.sha256(b"".join(parts)).digest()


def _follows(document: Pdf) -> frozenset[bytes]:
    """Give what a document says of standards."""
    return claims_of(document.Root.Metadata.read_bytes()) if Name.Metadata in document.Root else frozenset()
