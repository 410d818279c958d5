"""A small language for Word files: the XML that matters in, a Story out.

`read(body)` wraps paragraphs and tables in a document and reads it. Prefixes need no declaration.
"""

import pytest

from lettergen.model.documents import WordFile
from lettergen.typeset.read import Reader
from lettergen.typeset.story import Paragraph, Text
from tests.typeset.read.drawings import PARTS, RELS, p
from tests.typeset.wordparts import NAMESPACES, part, relationships


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


@pytest.fixture
def drawn(paragraph):
    """Read one drawing, get its item."""

    def read(content):
        (item,) = paragraph(p(content), rels=RELS, parts=PARTS).items
        return item

    return read
