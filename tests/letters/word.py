"""A small language for whole Word files: the body's XML in, a .docx that Word opens out.

Sizes are those of a typewriter: a character is 6 points wide, a line 12 high, a margin of three
characters and one line runs round the page.
"""

import io
import zipfile
from dataclasses import dataclass, field
from html import escape

from lettergen.model.documents import WordFile
from tests.typeset.wordparts import part, relationships

FAMILY = "Liberation Mono"
CHAR, LINE = 120, 240
_MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml."
_TYPES = {
    "png": "image/png",
    "jpeg": "image/jpeg",
    "gif": "image/gif",
    "tiff": "image/tiff",
    "emf": "image/x-emf",
    "wmf": "image/x-wmf",
    "svg": "image/svg+xml",
    "xml": "application/xml",
    "rels": "application/vnd.openxmlformats-package.relationships+xml",
}
_OF_DOCUMENT = ("styles", "numbering", "settings", "footnotes", "endnotes", "theme", "comments")


def defaults(family=FAMILY, run="", paragraph=""):
    """Give docDefaults of ten points without any spacing, and Normal."""
    fonts = f"<w:rFonts w:ascii='{family}' w:hAnsi='{family}' w:cs='{family}'/>"
    return (
        f"<w:docDefaults><w:rPrDefault><w:rPr>{fonts}<w:sz w:val='20'/><w:szCs w:val='20'/>"
        f"<w:lang w:val='en-GB'/>{run}</w:rPr></w:rPrDefault>"
        f"<w:pPrDefault><w:pPr>{paragraph}</w:pPr></w:pPrDefault></w:docDefaults>"
        "<w:style w:type='paragraph' w:default='1' w:styleId='Normal'><w:name w:val='Normal'/></w:style>"
    )


@dataclass(frozen=True)
class Letter:
    """A Word file to be. `chars` and `lines` are the room on a page; `section` is further w:sectPr XML.

    `parts` are further parts by name; `rels` their relations to the document as (id, kind, target).
    `typewriter` is false where real faces matter more than places that can be counted.
    """

    body: str
    styles: str = ""
    numbering: str = ""
    settings: str = ""
    chars: int = 40
    lines: int = 20
    section: str = ""
    family: str = FAMILY
    defaults: str = ""
    compatibility: int = 15
    compat: str = ""
    typewriter: bool = True
    rels: tuple[tuple[str, str, str], ...] = ()
    parts: dict[str, bytes] = field(default_factory=dict)

    def word_file(self, name="letter.docx"):
        """Give its parts."""
        return WordFile(name, self._all_parts())

    def docx(self):
        """Give the file."""
        data = io.BytesIO()
        with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as archive:
            for name, content in self._all_parts().items():
                archive.writestr(zipfile.ZipInfo(name), content)
        return data.getvalue()

    def _all_parts(self):
        mode = (
            f"<w:compat>{self.compat}<w:compatSetting w:name='compatibilityMode' "
            f"w:uri='http://schemas.microsoft.com/office/word' w:val='{self.compatibility}'/></w:compat>"
        )
        parts = {
            "word/document.xml": part("document", f"<w:body>{self.body}{self._section()}</w:body>"),
            "word/styles.xml": part("styles", (self.defaults or defaults(self.family)) + self.styles),
            "word/settings.xml": part("settings", self.settings + mode),
        }
        if self.numbering:
            parts["word/numbering.xml"] = part("numbering", self.numbering)
        parts |= self.parts
        known = [
            (f"r_{kind}", kind, f"{'theme/' if kind == 'theme' else ''}{file}.xml")
            for kind in _OF_DOCUMENT
            for file in (kind if kind != "theme" else "theme1",)
            if f"word/{'theme/' if kind == 'theme' else ''}{file}.xml" in parts
        ]
        parts["word/_rels/document.xml.rels"] = relationships([*known, *self.rels])
        parts["_rels/.rels"] = relationships([("rId1", "officeDocument", "word/document.xml")])
        return {"[Content_Types].xml": _content_types(parts), **parts}

    def _section(self):
        return sect(self.section, self.chars, self.lines)


def sect(more="", chars=40, lines=20):
    """Give a w:sectPr of that room; `more` says what else, and stands where the schema wants most."""
    size = f"<w:pgSz w:w='{(chars + 6) * CHAR}' w:h='{(lines + 2) * LINE}'/>" if "<w:pgSz" not in more else ""
    margins = (
        f"<w:pgMar w:top='{LINE}' w:right='{3 * CHAR}' w:bottom='{LINE}' w:left='{3 * CHAR}' w:header='{LINE}'"
        f" w:footer='{LINE}' w:gutter='0'/>"
    )
    return f"<w:sectPr>{more}{size}{margins if '<w:pgMar' not in more else ''}</w:sectPr>"


def _content_types(parts):
    kinds = {name.rpartition(".")[2] for name in parts} | {"xml", "rels"}
    rows = "".join(
        f"<Default Extension='{kind}' ContentType='{_TYPES.get(kind, 'application/octet-stream')}'/>"
        for kind in sorted(kinds)
    )
    for name in parts:
        if name.startswith("word/") and name.endswith(".xml"):
            rows += f"<Override PartName='/{name}' ContentType='{_content_type(name)}'/>"
    namespace = "http://schemas.openxmlformats.org/package/2006/content-types"
    return f"<Types xmlns='{namespace}'>{rows}</Types>".encode()


def _content_type(name):
    kind = name.removeprefix("word/").removesuffix(".xml").rstrip("0123456789")
    if kind.startswith("theme/"):
        return "application/vnd.openxmlformats-officedocument.theme+xml"
    return f"{_MAIN}{'document.main' if kind == 'document' else kind}+xml"


def r(text, pr=""):
    """Give a run of text; tabs and line breaks in it are those of Word."""
    inner = "".join(
        {"\t": "<w:tab/>", "\n": "<w:br/>"}.get(
            piece, f"<w:t xml:space='preserve'>{escape(piece, quote=False)}</w:t>"
        )
        for piece in _pieces(text)
    )
    return f"<w:r>{f'<w:rPr>{pr}</w:rPr>' if pr else ''}{inner}</w:r>"


def _pieces(text):
    piece = ""
    for char in text:
        if char in "\t\n":
            if piece:
                yield piece
            piece = ""
            yield char
        else:
            piece += char
    if piece:
        yield piece


def p(*content, pr="", style=""):
    """Give a paragraph of texts and XML."""
    inner = "".join(one if one.startswith("<") else r(one) for one in content if one)
    style = f"<w:pStyle w:val='{style}'/>" if style else ""
    return f"<w:p><w:pPr>{style}{pr}</w:pPr>{inner}</w:p>"


def tc(*content, pr="", width=0):
    """Give a cell of texts and XML; `width` in characters."""
    inner = "".join(one if one.startswith(("<w:p", "<w:tbl")) else p(one) for one in content)
    width = f"<w:tcW w:w='{width * CHAR}' w:type='dxa'/>" if width else ""
    return f"<w:tc><w:tcPr>{width}{pr}</w:tcPr>{inner}</w:tc>"


def tr(*cells, pr="", before=""):
    """Give a row of texts and cells."""
    inner = "".join(one if one.startswith("<w:tc>") else tc(one) for one in cells)
    return f"<w:tr>{before}<w:trPr>{pr}</w:trPr>{inner}</w:tr>"


NO_MARGINS = (
    "<w:tblCellMar><w:top w:w='0' w:type='dxa'/><w:left w:w='0' w:type='dxa'/>"
    "<w:bottom w:w='0' w:type='dxa'/><w:right w:w='0' w:type='dxa'/></w:tblCellMar>"
)
GRID = "".join(
    f"<w:{side} w:val='single' w:sz='4' w:space='0' w:color='auto'/>"
    for side in ("top", "left", "bottom", "right", "insideH", "insideV")
)
GRID = f"<w:tblBorders>{GRID}</w:tblBorders>"
FIXED = "<w:tblLayout w:type='fixed'/>"


def tbl(grid, *rows, pr=FIXED + NO_MARGINS):
    """Give a table; `grid` are its columns' widths in characters."""
    columns = "".join(f"<w:gridCol w:w='{width * CHAR}'/>" for width in grid)
    return f"<w:tbl><w:tblPr>{pr}</w:tblPr><w:tblGrid>{columns}</w:tblGrid>{''.join(rows)}</w:tbl>"


def field_of(code, result, pr=""):
    """Give a complex field with its stored result."""
    return (
        f"<w:r><w:rPr>{pr}</w:rPr><w:fldChar w:fldCharType='begin'/></w:r>"
        f"<w:r><w:instrText xml:space='preserve'> {escape(code)} </w:instrText></w:r>"
        f"<w:r><w:fldChar w:fldCharType='separate'/></w:r>{r(result, pr)}"
        "<w:r><w:fldChar w:fldCharType='end'/></w:r>"
    )


def link_to(text, key="", anchor="", pr=""):
    """Give a link: out of the document by the relation's id, or to a bookmark."""
    target = f"r:id='{key}'" if key else f"w:anchor='{anchor}'"
    return f"<w:hyperlink {target}>{r(text, pr)}</w:hyperlink>"


def style(kind, name, content, based="", more=""):
    """Give a style; its id is its name without spaces."""
    based = f"<w:basedOn w:val='{based}'/>" if based else ""
    key = name.replace(" ", "")
    return (
        f"<w:style w:type='{kind}' w:styleId='{key}'><w:name w:val='{name}'/>{based}{more}{content}</w:style>"
    )


def running(kind, content):
    """Give a header's or footer's part; `kind` is hdr or ftr."""
    return part(kind, content)


LOREM = (
    "We are writing to you together about the way in which people speak of each other before an "
    "election and after it. "
)
