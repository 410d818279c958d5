"""What LibreOffice leaves to be done on a PDF: our facts about it, fold marks, the same bytes each time."""

import hashlib
import io
import re
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from typing import cast

from pypdf import PageObject, PdfReader, PdfWriter
from pypdf.generic import (
    ArrayObject,
    ByteStringObject,
    DecodedStreamObject,
    DictionaryObject,
    NameObject,
    StreamObject,
    TextStringObject,
)

from lettergen.model.documents import DocumentInfo, PaperMark
from lettergen.pdfpages.claims import with_ua_schema

_XMP_DATE = re.compile(rb"(<xmp:(?:Create|Modify|Metadata)Date>)[^<]*(<)")
# Where a colour profile has its date (ICC.1:2010 section 7.2, bytes 24 to 35).
_PROFILE_DATE = slice(24, 36)
_EPOCH = datetime(2000, 1, 1, tzinfo=UTC)


def finish(pdf: bytes, info: DocumentInfo, marks: Sequence[PaperMark], *, links: bool, key: str) -> bytes:
    """Give the PDF with all that follows the clock put right.

    Args:
        pdf: As LibreOffice made it.
        info: What it says of itself.
        marks: Lines to print on the paper.
        links: Whether hyperlinks stay live.
        key: Says what it was made from; the file identifier (ISO 32000-1 section 14.4) follows from it.
    """
    reader = PdfReader(io.BytesIO(pdf))
    identifier = ByteStringObject(hashlib.sha256(key.encode()).digest()[:16])
    reader.trailer[NameObject("/ID")] = ArrayObject([identifier, identifier])
    writer = PdfWriter(clone_from=reader)
    writer.pdf_header = reader.pdf_header
    made_at = info.created_at or _EPOCH
    _set_facts(writer, info, made_at)
    _date_profiles(writer)
    for number, page in enumerate(writer.pages, start=1):
        _print_marks(page, [one for one in marks if one.page in (0, number)], writer)
        if not links:
            page.pop("/Annots", None)
    result = io.BytesIO()
    writer.write(result)
    return result.getvalue()


def embedded_fonts(pdf: bytes) -> tuple[tuple[str, str], ...]:
    """Give the typefaces in a PDF, each with the SHA-256 (hex) of its measures.

    Only a part of each file is embedded, another one in each letter; the descriptor (ISO 32000-1 section
    9.8) is the same in all of them and changes with the file's measures.
    """
    fonts = {}
    for page in PdfReader(io.BytesIO(pdf)).pages:
        for descriptor in _descriptors(page):
            name = str(descriptor["/FontName"]).lstrip("/").partition("+")[2]
            facts = sorted((key, str(value)) for key, value in descriptor.items() if "Font" not in key[:5])
            fonts[name] = hashlib.sha256(repr(facts).encode()).hexdigest()
    return tuple(sorted(fonts.items()))


def _descriptors(page: PageObject) -> Iterator[DictionaryObject]:
    resources = page.get("/Resources", DictionaryObject()).get_object()
    fonts = cast("DictionaryObject", resources).get("/Font", DictionaryObject()).get_object()
    for font in cast("DictionaryObject", fonts).values():
        holder = font.get_object()
        if "/DescendantFonts" in holder:
            holder = holder["/DescendantFonts"][0].get_object()
        if "/FontDescriptor" in holder:
            yield holder["/FontDescriptor"].get_object()


def _set_facts(writer: PdfWriter, info: DocumentInfo, made_at: datetime) -> None:
    facts = {key: value for key, value in (writer.metadata or {}).items() if key != "/ModDate"}
    writer.metadata = {**facts, "/CreationDate": made_at.strftime("D:%Y%m%d%H%M%SZ")}
    root = writer.root_object
    if info.language:
        root[NameObject("/Lang")] = TextStringObject(info.language)
    metadata = root.get("/Metadata")
    if metadata is not None:
        stream = cast("StreamObject", metadata.get_object())
        date = made_at.strftime("%Y-%m-%dT%H:%M:%SZ").encode()
        packet = _XMP_DATE.sub(rb"\g<1>" + date + rb"\g<2>", stream.get_data())
        stream.set_data(with_ua_schema(packet))


def _date_profiles(writer: PdfWriter) -> None:
    """Give the colour profiles one date: LibreOffice makes them anew in each file."""
    for intent in cast("ArrayObject", writer.root_object.get("/OutputIntents", ArrayObject())):
        stream = cast("DictionaryObject", intent.get_object())["/DestOutputProfile"].get_object()
        profile = bytearray(cast("StreamObject", stream).get_data())
        date = (part.to_bytes(2, "big") for part in _EPOCH.timetuple()[:6])
        profile[_PROFILE_DATE] = b"".join(date)
        cast("StreamObject", stream).set_data(bytes(profile))


def _print_marks(page: PageObject, marks: Sequence[PaperMark], writer: PdfWriter) -> None:
    """Draw lines over a page, as artifacts (ISO 32000-1 section 14.8.2.2)."""
    if not marks:
        return
    height = float(page.mediabox.height)
    lines = "".join(
        f"{one.width:g} w {one.x1:.3f} {height - one.y1:.3f} m {one.x2:.3f} {height - one.y2:.3f} l S\n"
        for one in marks
    )
    content = page["/Contents"]
    own = list(content) if isinstance(content, ArrayObject) else [page.raw_get("/Contents")]
    before, after = _stream("q\n"), _stream(f"\nQ\n/Artifact BMC q 0 G\n{lines}Q EMC\n")
    contents = [writer._add_object(before), *own, writer._add_object(after)]  # noqa: SLF001 (pypdf has no public way)
    page[NameObject("/Contents")] = ArrayObject(contents)


def _stream(text: str) -> DecodedStreamObject:
    stream = DecodedStreamObject()
    stream.set_data(text.encode())
    return stream
