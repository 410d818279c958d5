"""A Word file as bytes for LibreOffice, with our facts in its properties."""

import io
import zipfile
from datetime import UTC, datetime
from xml.sax.saxutils import escape

from lettergen.model.documents import DocumentInfo, WordFile

_CORE = "docProps/core.xml"
_CORE_TYPE = "application/vnd.openxmlformats-package.core-properties+xml"
_CORE_RELATION = "http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties"
_CORE_NAMESPACE = "http://schemas.openxmlformats.org/package/2006/metadata/core-properties"
_TYPES = "[Content_Types].xml"
_RELATIONS = "_rels/.rels"
# Word begins its own zip files so; what the date is does not matter, only that it is always the same.
_DATE = (1980, 1, 1, 0, 0, 0)


def docx_bytes(word: WordFile, info: DocumentInfo) -> bytes:
    """Give the file zipped; the same parts give the same bytes.

    Title, author, subject, reference and date stand in its properties (ECMA-376-2 section 11), from where
    LibreOffice takes them into the PDF.
    """
    parts = {**word.parts, **_with_core(word), _CORE: _properties(info)}
    result = io.BytesIO()
    with zipfile.ZipFile(result, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as package:
        for name in sorted(parts, key=lambda one: (one != _TYPES, one)):
            package.writestr(zipfile.ZipInfo(name, _DATE), parts[name])
    return result.getvalue()


def _with_core(word: WordFile) -> dict[str, bytes]:
    """Give the parts that name the properties, for a file that has none."""
    types, relations = word.parts[_TYPES], word.parts.get(_RELATIONS, b"")
    if _CORE in word.parts:
        return {}
    override = f'<Override PartName="/{_CORE}" ContentType="{_CORE_TYPE}"/></'
    relation = f'<Relationship Id="lettergen" Type="{_CORE_RELATION}" Target="{_CORE}"/></'
    return {
        _TYPES: override.encode().join(types.rsplit(b"</", 1)),
        _RELATIONS: relation.encode().join(relations.rsplit(b"</", 1)),
    }


def _properties(info: DocumentInfo) -> bytes:
    date = (info.created_at or datetime(2000, 1, 1, tzinfo=UTC)).strftime("%Y-%m-%dT%H:%M:%SZ")
    facts = {
        "dc:title": info.title,
        "dc:creator": info.author,
        "dc:subject": info.subject,
        "cp:keywords": info.reference,
        "dc:language": info.language,
    }
    elements = "".join(f"<{name}>{escape(value)}</{name}>" for name, value in facts.items() if value)
    return (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
        f'<cp:coreProperties xmlns:cp="{_CORE_NAMESPACE}" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" '
        'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
        f'{elements}<dcterms:created xsi:type="dcterms:W3CDTF">{date}</dcterms:created></cp:coreProperties>'
    ).encode()
