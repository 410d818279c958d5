"""Word files made for the tests, with python-docx and, where it has no words for it, with XML."""

import io
import zipfile
from collections.abc import Callable

import docx
from docx.document import Document
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_BREAK
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from docx.shared import Cm, Pt
from PIL import Image as Pillow

from lettergen.model.documents import WordFile


def word_file(document: Document, name: str = "letter.docx") -> WordFile:
    """Give a document as the parts of its file."""
    data = io.BytesIO()
    document.save(data)
    with zipfile.ZipFile(data) as archive:
        return WordFile(name, {part: archive.read(part) for part in archive.namelist()})


def letter(*paragraphs: str, family: str = "Arimo") -> Document:
    """Give a document of plain paragraphs in one family."""
    document = docx.Document()
    style = document.styles["Normal"]
    style.font.name, style.font.size = family, Pt(11)
    for paragraph in paragraphs:
        document.add_paragraph(paragraph)
    return document


def _headings() -> Document:
    document = letter()
    document.add_heading("The title", 0)
    # Word lets authors skip a level; readers of PDF/UA must not find that.
    for level in (1, 3, 2, 4):
        document.add_heading(f"Heading of level {level}", level)
        document.add_paragraph("Text below it.")
    return document


def _lists() -> Document:
    document = letter("Before the list")
    for style in (
        "List Bullet",
        "List Bullet",
        "List Bullet 2",
        "List Number",
        "List Number 2",
        "List Number",
    ):
        document.add_paragraph(f"An item of {style}", style)
    document.add_paragraph("After the list")
    return document


def _tables() -> Document:
    document = letter("Before the table")
    table = document.add_table(4, 3, "Table Grid")
    table.alignment = WD_TABLE_ALIGNMENT.CENTER
    for number, cell in enumerate(cell for row in table.rows for cell in row.cells):
        cell.text = f"cell {number}"
    table.rows[0]._tr.get_or_add_trPr().append(parse_xml(f"<w:tblHeader {nsdecls('w')}/>"))
    table.cell(1, 0).merge(table.cell(1, 1))
    table.cell(2, 2).merge(table.cell(3, 2))
    inner = table.cell(2, 0).add_table(2, 2)
    inner.cell(0, 0).text = "nested"
    long = document.add_table(80, 2, "Table Grid")
    long.rows[0]._tr.get_or_add_trPr().append(parse_xml(f"<w:tblHeader {nsdecls('w')}/>"))
    for number, row in enumerate(long.rows):
        row.cells[0].text, row.cells[1].text = f"row {number}", "text " * (number % 9)
    return document


def _pictures() -> Document:
    document = letter("Before the picture")
    for mode, kind in (("RGB", "PNG"), ("RGBA", "PNG"), ("L", "JPEG"), ("P", "GIF")):
        data = io.BytesIO()
        Pillow.new(mode, (40, 20), 100 if mode != "RGBA" else (9, 99, 9, 99)).save(data, kind)
        data.seek(0)
        document.add_paragraph("In line ").add_run().add_picture(data, width=Cm(3))
    document.inline_shapes[0]._inline.docPr.set("descr", "A green field")
    return document


def _headers() -> Document:
    document = letter(
        *(f"Paragraph {number}. " + "Words to fill the page with. " * 12 for number in range(30))
    )
    section = document.sections[0]
    section.different_first_page_header_footer = True
    section.first_page_header.paragraphs[0].text = "Letterhead of the first page"
    section.header.paragraphs[0].text = "Header of the later pages"
    footer = section.footer.paragraphs[0]
    footer.text = "Page "
    for kind, text in (("begin", None), (None, "PAGE"), ("end", None)):
        run = footer.add_run()
        if kind:
            run._r.append(parse_xml(f'<w:fldChar {nsdecls("w")} w:fldCharType="{kind}"/>'))
        else:
            run._r.append(parse_xml(f"<w:instrText {nsdecls('w')}>{text}</w:instrText>"))
    return document


def _links() -> Document:
    document = letter("See ")
    target = document.part.relate_to(
        "https://example.org/page?a=1&b=ü",
        "http://schemas.openxmlformats.org/officeDocument/2006/relationships/hyperlink",
        is_external=True,
    )
    link = f'<w:hyperlink {nsdecls("w", "r")} r:id="{target}"><w:r><w:t>our own page with a text so long that it runs over the end of the line and then a good deal further than that</w:t></w:r></w:hyperlink>'  # fmt: skip  # noqa: E501 - XML
    document.paragraphs[0]._p.append(parse_xml(link))
    document.paragraphs[0].add_run(" for more.")
    inner = f'<w:hyperlink {nsdecls("w")} w:anchor="there"><w:r><w:t>further down</w:t></w:r></w:hyperlink>'
    document.add_paragraph("Also ")._p.append(parse_xml(inner))
    target_paragraph = document.add_paragraph("Here it is.")
    for name in ("bookmarkEnd", "bookmarkStart"):
        more = ' w:name="there"' if name == "bookmarkStart" else ""
        target_paragraph._p.insert(1, parse_xml(f'<w:{name} {nsdecls("w")} w:id="7"{more}/>'))
    return document


def _languages() -> Document:
    document = letter("An English paragraph with ")
    for text, tag in (("bore da", "cy-GB"), (" and ", "en-GB"), ("Grüße", "de-DE"), (" odd", "no tag")):
        run = document.paragraphs[0].add_run(text)
        language = parse_xml(f'<w:lang {nsdecls("w")} w:val="{tag}"/>')
        run._r.get_or_add_rPr().append(language)
    hebrew = document.add_paragraph()
    hebrew._p.get_or_add_pPr().append(parse_xml(f"<w:bidi {nsdecls('w')}/>"))
    run = hebrew.add_run("שלום עולם, hello 12")
    run._r.get_or_add_rPr().append(parse_xml(f"<w:rtl {nsdecls('w')}/>"))
    document.add_paragraph("مرحبا 中文 я 😀 \ue001")
    return document


def _type() -> Document:
    document = letter("Plain, ")
    paragraph = document.paragraphs[0]
    for name in ("bold", "italic", "underline"):
        setattr(paragraph.add_run(f"{name}, "), name, True)
    for name in ("small_caps", "all_caps", "strike", "double_strike", "superscript", "subscript", "hidden"):
        setattr(paragraph.add_run(f"{name} ").font, name, True)
    run = paragraph.add_run("another family")
    run.font.name = "Arimo Medium"
    run.bold = run.italic = True
    centred = document.add_paragraph("centred, with\ta tab and a\nline break")
    centred.alignment = WD_ALIGN_PARAGRAPH.CENTER
    document.add_paragraph().add_run().add_break(WD_BREAK.PAGE)
    justified = document.add_paragraph("Justified words that fill more than a single line. " * 6)
    justified.alignment = WD_ALIGN_PARAGRAPH.JUSTIFY
    return document


def _empty() -> Document:
    return letter()


#: A document for each thing that the structure tree or the fonts treat by itself.
DOCUMENTS: dict[str, Callable[[], Document]] = {
    "headings": _headings,
    "lists": _lists,
    "tables": _tables,
    "pictures": _pictures,
    "headers": _headers,
    "links": _links,
    "languages": _languages,
    "type": _type,
    "empty": _empty,
}
