"""A small language for Word files: the XML that matters in, a Story out.

`read(body)` wraps paragraphs and tables in a document and reads it. Prefixes need no declaration.
"""

import pytest

from lettergen.model.documents import WordFile
from lettergen.typeset.read import Reader
from lettergen.typeset.story import Paragraph, Text

NAMESPACES = {
    "w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    "r": "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
    "pic": "http://schemas.openxmlformats.org/drawingml/2006/picture",
    "wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
    "wp14": "http://schemas.microsoft.com/office/word/2010/wordprocessingDrawing",
    "w14": "http://schemas.microsoft.com/office/word/2010/wordml",
    "wps": "http://schemas.microsoft.com/office/word/2010/wordprocessingShape",
    "wpg": "http://schemas.microsoft.com/office/word/2010/wordprocessingGroup",
    "wpc": "http://schemas.microsoft.com/office/word/2010/wordprocessingCanvas",
    "wpi": "http://schemas.microsoft.com/office/word/2010/wordprocessingInk",
    "mc": "http://schemas.openxmlformats.org/markup-compatibility/2006",
    "v": "urn:schemas-microsoft-com:vml",
    "o": "urn:schemas-microsoft-com:office:office",
    "w10": "urn:schemas-microsoft-com:office:word",
    "m": "http://schemas.openxmlformats.org/officeDocument/2006/math",
    "x": "http://example.org/unknown",
}
_DECLARATIONS = " ".join(f'xmlns:{prefix}="{uri}"' for prefix, uri in NAMESPACES.items())
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def part(root, content):
    """A part's bytes."""
    return f"<w:{root} {_DECLARATIONS}>{content}</w:{root}>".encode()


def relationships(entries):
    """A .rels part from (id, kind, target), external where the target has a colon."""
    rows = "".join(
        f'<Relationship Id="{key}" Type="{_OFFICE}/{kind}" Target="{target}"'
        + (' TargetMode="External"' if ":" in target else "")
        + "/>"
        for key, kind, target in entries
    )
    namespace = "http://schemas.openxmlformats.org/package/2006/relationships"
    return f'<Relationships xmlns="{namespace}">{rows}</Relationships>'.encode()


def word(body, *, styles="", numbering="", settings="", theme=None, rels=(), parts=None):
    """A WordFile from the content of its parts; `parts` are further ones by name."""
    files = {"word/document.xml": part("document", f"<w:body>{body}</w:body>")}
    if styles:
        files["word/styles.xml"] = part("styles", styles)
    if numbering:
        files["word/numbering.xml"] = part("numbering", numbering)
    if settings:
        files["word/settings.xml"] = part("settings", settings)
    if theme:
        namespace = NAMESPACES["a"]
        files["word/theme/theme1.xml"] = f'<a:theme xmlns:a="{namespace}">{theme}</a:theme>'.encode()
        rels = [*rels, ("rTheme", "theme", "theme/theme1.xml")]
    if rels:
        files["word/_rels/document.xml.rels"] = relationships(rels)
    return WordFile("letter.docx", files | (parts or {}))


def read_story(body, **others):
    """Read a document with that body."""
    return Reader().read(word(body, **others))


@pytest.fixture
def story():
    """Read a body, get the Story."""
    return read_story


@pytest.fixture
def blocks():
    """Read a body, get the first section's blocks."""
    return lambda body, **others: read_story(body, **others).sections[0].blocks


@pytest.fixture
def paragraph():
    """Read a body, get its first paragraph."""

    def read(body, **others):
        first = read_story(body, **others).sections[0].blocks[0]
        assert isinstance(first, Paragraph)
        return first

    return read


@pytest.fixture
def runs(paragraph):
    """Read a body, get the texts of its first paragraph."""

    def read(body, **others):
        return [item for item in paragraph(body, **others).items if isinstance(item, Text)]

    return read


@pytest.fixture
def make_word():
    """Build a WordFile."""
    return word


@pytest.fixture
def make_part():
    """Build a part's bytes from its root's name and content."""
    return part


@pytest.fixture
def make_relationships():
    """Build a .rels part."""
    return relationships
