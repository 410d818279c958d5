"""What a PDF says it follows: PDF/A and PDF/UA, in its XMP metadata (ISO 19005-2 6.6.4, ISO 14289-1 5)."""

import re
from collections.abc import Set as AbstractSet

_CLAIM = re.compile(rb"<(pdfaid|pdfuaid):(\w+)>[^<]*</\1:\2>")

# PDF/A wants every property explained that its own schemas do not know (ISO 19005-2, 6.6.2.3.3).
UA_SCHEMA = (
    '<rdf:Description rdf:about="" xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/"'
    ' xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#"'
    ' xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">'
    '<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">'
    "<pdfaSchema:schema>PDF/UA identification</pdfaSchema:schema>"
    "<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>"
    "<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>"
    '<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">'
    "<pdfaProperty:name>part</pdfaProperty:name><pdfaProperty:valueType>Integer</pdfaProperty:valueType>"
    "<pdfaProperty:category>internal</pdfaProperty:category>"
    "<pdfaProperty:description>The part of ISO 14289 that is followed</pdfaProperty:description>"
    "</rdf:li></rdf:Seq></pdfaSchema:property></rdf:li></rdf:Bag></pdfaExtension:schemas></rdf:Description>"
)


def claims_of(packet: bytes) -> frozenset[bytes]:
    """Give each thing that a packet says of standards, as it is worded there."""
    return frozenset(one.group() for one in _CLAIM.finditer(packet))


def keep_claims(packet: bytes, kept: AbstractSet[bytes]) -> bytes:
    """Give a packet without what it says of a standard, unless all that it says of it is to be kept."""
    gone = {one[1] for one in _CLAIM.finditer(packet) if one.group() not in kept}
    return _CLAIM.sub(lambda one: b"" if one[1] in gone else one.group(), packet)


def with_ua_schema(packet: bytes) -> bytes:
    """Give a packet that explains PDF/UA's property if it has it."""
    if b"<pdfuaid:part>" not in packet or b"pdfaExtension" in packet:
        return packet
    return packet.replace(b"</rdf:RDF>", UA_SCHEMA.encode() + b"</rdf:RDF>", 1)
