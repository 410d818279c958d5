"""Pages to a PDF that is PDF/UA-1 (ISO 14289-1) and PDF/A-2a (ISO 19005-2) at once.

The same pages give the same bytes, whatever was drawn before them.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field

from lettergen.model.documents import DocumentInfo, PaperMark
from lettergen.typeset.draw import metadata, srgb
from lettergen.typeset.draw.annotations import LinkWriter
from lettergen.typeset.draw.content import ContentWriter, Needs
from lettergen.typeset.draw.metafiles import play
from lettergen.typeset.draw.objects import PdfFile, name, number, numbers, reference, references, text
from lettergen.typeset.draw.pictures import Raster, read_raster
from lettergen.typeset.draw.runs import RunWriter
from lettergen.typeset.draw.structure import StructureTree, language_tag
from lettergen.typeset.fonts import Face, FontBook
from lettergen.typeset.pages import Image, Item, Page, Pages, Rule

#: The language of a document that does not say.
DEFAULT_LANGUAGE = "en-GB"
#: How many pictures are remembered; a campaign has a logo and a few signatures.
REMEMBERED = 200


@dataclass(frozen=True, slots=True)
class Drawn:
    """A PDF, the faces that are embedded in it, and what could not be drawn as it should."""

    pdf: bytes
    faces: tuple[Face, ...]
    warnings: tuple[str, ...] = ()


@dataclass
class PdfPainter:
    """Draws pages; remembers fonts, glyph runs and pictures from letter to letter."""

    fonts: FontBook
    _runs: RunWriter = field(init=False)
    _rasters: dict[bytes, Raster | None] = field(default_factory=dict)
    _metafiles: dict[Image, tuple[Item, ...] | None] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Begin with nothing remembered."""
        self._runs = RunWriter(self.fonts)

    def draw(self, pages: Pages, info: DocumentInfo, marks: Sequence[PaperMark] = ()) -> Drawn:
        """Draw a document.

        Args:
            pages: At least one page; their fonts come from this painter's book.
            info: Title, author and date, as the PDF states them.
            marks: Lines printed on the paper that are no part of the letter.
        """
        return _Document(self, pages, info, marks).drawn()

    @property
    def runs(self) -> RunWriter:
        """What writes glyph runs."""
        return self._runs

    def raster(self, image: Image) -> Raster | None:
        """Give a picture's image object, or None if it cannot be drawn."""
        if image.data not in self._rasters:
            if len(self._rasters) >= REMEMBERED:
                self._rasters.clear()
            self._rasters[image.data] = read_raster(image.data)
        return self._rasters[image.data]

    def metafile(self, image: Image) -> tuple[Item, ...] | None:
        """Give the items that draw a metafile, or None if it is none that can be drawn."""
        if image not in self._metafiles:
            if len(self._metafiles) >= REMEMBERED:
                self._metafiles.clear()
            self._metafiles[image] = play(image, self.fonts)
        return self._metafiles[image]


class _Document:
    """One document on its way to bytes."""

    def __init__(
        self, painter: PdfPainter, pages: Pages, info: DocumentInfo, marks: Sequence[PaperMark]
    ) -> None:
        self._painter = painter
        self._pages = pages
        self._info = info
        self._marks = marks
        self._language = language_tag(info.language) or language_tag(pages.language) or DEFAULT_LANGUAGE
        self._tree = StructureTree(list(pages.nodes), self._language)
        self._needs = Needs()
        self._file = PdfFile()
        self._objects = [self._file.reserve() for _page in pages.pages]
        self._keys = [self._tree.add_page() for _page in pages.pages]

    def drawn(self) -> Drawn:
        catalog, parent, resources = (self._file.reserve() for _one in range(3))
        for index in range(len(self._pages.pages)):
            self._write_page(index, parent, resources)
        self._write_resources(resources)
        self._file.write(
            parent,
            b"<</Type/Pages/Count %d/Kids%b>>" % (len(self._objects), references(self._objects)),
        )
        self._write_catalog(catalog, parent)
        information = self._file.add(metadata.information(self._info))
        pdf = self._file.finish(catalog, information)
        return Drawn(pdf, self._faces(), tuple(self._needs.warnings))

    def _write_page(self, index: int, parent: int, resources: int) -> None:
        page = self._pages.pages[index]
        painter = self._painter
        writer = ContentWriter(
            page,
            index,
            self._keys[index],
            self._tree,
            painter.runs,
            self._needs,
            painter.raster,
            painter.metafile,
        )
        stream = writer.write([*page.items, *self._marks_on(index, page)])
        content = self._file.add_text_stream(b"", stream)
        links = LinkWriter(self._pages, self._objects, self._tree, self._file, self._needs.warnings)
        self._file.write(
            self._objects[index],
            b"<</Type/Page/Parent %b/MediaBox[0 0 %b]/Resources %b/Contents %b/StructParents %d/Tabs/S%b>>"
            % (
                reference(parent),
                numbers((page.width, page.height)),
                reference(resources),
                reference(content),
                self._keys[index],
                links.write(index),
            ),
        )

    def _marks_on(self, index: int, page: Page) -> list[Item]:
        return [
            Rule(mark.x1, mark.y1, mark.x2, mark.y2, mark.width)
            for mark in self._marks
            if mark.page in {0, index + 1} and mark.y1 <= page.height and mark.x1 <= page.width
        ]

    def _write_resources(self, resources: int) -> None:
        """Write one dictionary for all pages: which page uses what is not worth the bytes."""
        fonts = {used: typeface.add_common(self._file) for used, typeface in self._needs.common.items()}
        for used, (typeface, glyphs) in self._needs.others.items():
            fonts[used] = typeface.add_other(self._file, glyphs)
        rasters = {used: raster.add(self._file) for used, raster in self._needs.rasters.items()}
        states = b"".join(
            b"%b<</ca %b/CA %b>>" % (name(used), number(share), number(share))
            for used, share in self._needs.opacities.items()
        )
        self._file.write(
            resources,
            b"<</Font%b/XObject%b/ExtGState<<%b>>>>" % (_dictionary(fonts), _dictionary(rasters), states),
        )

    def _write_catalog(self, catalog: int, parent: int) -> None:
        root = self._file.reserve()
        self._tree.write(self._file, root, self._objects, [page.height for page in self._pages.pages])
        # Not compressed, so that a program that knows no PDF finds it (ISO 16684-1).
        packet = self._file.add_stream(
            b"/Type/Metadata/Subtype/XML", metadata.xmp(self._info, self._language)
        )
        profile = self._file.add_stream(b"/N 3/Filter/FlateDecode", srgb.compressed_profile())
        self._file.write(
            catalog,
            b"<</Type/Catalog/Pages %b/Lang%b/MarkInfo<</Marked true>>/StructTreeRoot %b/Metadata %b"
            b"/ViewerPreferences<</DisplayDocTitle true>>/OutputIntents[<</Type/OutputIntent/S/GTS_PDFA1"
            b"/OutputConditionIdentifier(sRGB)/Info(sRGB IEC61966-2.1)/DestOutputProfile %b>>]>>"
            % (
                reference(parent),
                text(self._language),
                reference(root),
                reference(packet),
                reference(profile),
            ),
        )

    def _faces(self) -> tuple[Face, ...]:
        return tuple(self._painter.runs.face_of(key)[0] for key in self._needs.fonts)


def _dictionary(objects: dict[str, int]) -> bytes:
    return b"<<%b>>" % b"".join(
        name(used) + b" " + reference(object_number) for used, object_number in objects.items()
    )
