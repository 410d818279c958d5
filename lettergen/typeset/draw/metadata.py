"""What a PDF says of itself: the information dictionary and XMP (ISO 16684-1), in agreement."""

from datetime import UTC, datetime
from xml.sax.saxutils import escape

from lettergen.model.documents import DocumentInfo
from lettergen.pdfpages.claims import UA_SCHEMA
from lettergen.typeset.draw.objects import ascii_text, text

_PRODUCER = "lettergen"


def information(info: DocumentInfo) -> bytes:
    """Give the information dictionary (ISO 32000-1, 14.3.3)."""
    entries = {
        b"Title": info.title,
        b"Author": info.author,
        b"Subject": info.subject,
        b"Keywords": info.reference,
        b"Producer": _PRODUCER,
    }
    written = b"".join(b"/%b%b" % (key, text(_line(value))) for key, value in entries.items() if value)
    if info.created_at is not None:
        date = ascii_text(_utc(info.created_at).strftime("D:%Y%m%d%H%M%SZ"))
        written += b"/CreationDate%b/ModDate%b" % (date, date)
    return b"<<%b>>" % written


def xmp(info: DocumentInfo, language: str) -> bytes:
    """Give the XMP packet: the same facts, and that the file is PDF/A-2a and PDF/UA-1."""
    facts = [
        f'<dc:title><rdf:Alt><rdf:li xml:lang="x-default">{_xml(info.title)}</rdf:li></rdf:Alt></dc:title>',
        f"<dc:language><rdf:Bag><rdf:li>{_xml(language)}</rdf:li></rdf:Bag></dc:language>",
        f"<pdf:Producer>{_PRODUCER}</pdf:Producer>",
        "<pdfaid:part>2</pdfaid:part><pdfaid:conformance>A</pdfaid:conformance>",
        "<pdfuaid:part>1</pdfuaid:part>",
    ]
    if info.author:
        facts.append(f"<dc:creator><rdf:Seq><rdf:li>{_xml(info.author)}</rdf:li></rdf:Seq></dc:creator>")
    if info.subject:
        subject = f'<rdf:li xml:lang="x-default">{_xml(info.subject)}</rdf:li>'
        facts.append(f"<dc:description><rdf:Alt>{subject}</rdf:Alt></dc:description>")
    if info.reference:
        facts.append(f"<pdf:Keywords>{_xml(info.reference)}</pdf:Keywords>")
    if info.created_at is not None:
        date = _utc(info.created_at).strftime("%Y-%m-%dT%H:%M:%SZ")
        facts.append(f"<xmp:CreateDate>{date}</xmp:CreateDate><xmp:ModifyDate>{date}</xmp:ModifyDate>")
    return _packet("".join(facts)).encode()


def _packet(facts: str) -> str:
    return (
        '<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?><x:xmpmeta xmlns:x="adobe:ns:meta/">'
        '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">'
        '<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/"'
        ' xmlns:xmp="http://ns.adobe.com/xap/1.0/" xmlns:pdf="http://ns.adobe.com/pdf/1.3/"'
        ' xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/" xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/">'
        f'{facts}</rdf:Description>{UA_SCHEMA}</rdf:RDF></x:xmpmeta><?xpacket end="w"?>'
    )


def _line(value: str) -> str:
    """Give a text on one line, without characters that XML 1.0 cannot hold."""
    clean = "".join(char if char.isprintable() else " " for char in value)
    return " ".join(clean.encode("utf-8", "replace").decode().split())


def _xml(value: str) -> str:
    return escape(_line(value))


def _utc(moment: datetime) -> datetime:
    """Give the moment in UTC; one without a zone is taken to be UTC, never the machine's own zone."""
    return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)
