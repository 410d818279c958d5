"""Makes the sample campaign's templates/letter.docx and, with the follow-up to it, chase.docx.

A file is written part by part, so that it holds nothing that Word does not need, only styles and no
direct formatting, and comes out the same every time. Run it from the repository's top; it writes the
copy that `lettergen init` hands out as well.
"""

import io
import zipfile
from pathlib import Path
from xml.sax.saxutils import escape

import letterhead_text as words
from letterhead_styles import ADDRESS_FRAME, NUMBERING, PARTICULARS_FRAME, STYLES
from PIL import Image, ImageDraw

FOLDERS = (Path("templates"), Path("lettergen/sample/templates"))

_NAMESPACES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" '
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture"'
)
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_TYPES = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_TEAL = (15, 76, 92)
_GOLD = (201, 138, 43)


def twips(millimetres: float) -> int:
    """Convert millimetres to twentieths of a point."""
    return round(millimetres / 25.4 * 1440)


def emu(millimetres: float) -> int:
    """Convert millimetres to English Metric Units."""
    return round(millimetres * 36000)


# --- pieces of WordprocessingML ---------------------------------------------------------------------


def run(text: str, style: str = "") -> str:
    """Give a run of text; a tab in it becomes Word's."""
    properties = f'<w:rPr><w:rStyle w:val="{style}"/></w:rPr>' if style else ""
    pieces = [f'<w:t xml:space="preserve">{escape(piece)}</w:t>' for piece in text.split("\t")]
    return f"<w:r>{properties}{'<w:tab/>'.join(pieces)}</w:r>"


def paragraph(style: str, *runs: str, frame: str = "") -> str:
    """Give a paragraph of that style; a text without markup is a run of its own."""
    content = "".join(one if one.startswith("<w:") else run(one) for one in runs)
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{frame}</w:pPr>{content}</w:p>'


def page_field(code: str, stored: str) -> str:
    """Give a field such as PAGE with the result that stands there until it is worked out."""
    return f'<w:fldSimple w:instr=" {code} ">{run(stored)}</w:fldSimple>'


def link(relationship: str, text: str) -> str:
    """Give a hyperlink."""
    return f'<w:hyperlink r:id="{relationship}" w:history="1">{run(text, "Hyperlink")}</w:hyperlink>'


def table(style: str, widths: list[int], *rows: str) -> str:
    """Give a table of fixed column widths in twips."""
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    return (
        f'<w:tbl><w:tblPr><w:tblStyle w:val="{style}"/><w:tblW w:w="{sum(widths)}" w:type="dxa"/>'
        '<w:tblLayout w:type="fixed"/><w:tblLook w:val="0000" w:firstRow="0" w:lastRow="0" '
        'w:firstColumn="0" w:lastColumn="0" w:noHBand="1" w:noVBand="1"/></w:tblPr>'
        f"<w:tblGrid>{grid}</w:tblGrid>{''.join(rows)}</w:tbl>"
    )


def row(widths: list[int], *cells: str, height: int = 0) -> str:
    """Give a row that stays on one page; `height` in twips is exact, 0 as high as its text."""
    exact = f'<w:trHeight w:val="{height}" w:hRule="exact"/>' if height else ""
    content = "".join(
        f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/></w:tcPr>{cell}</w:tc>'
        for width, cell in zip(widths, cells, strict=True)
    )
    return f"<w:tr><w:trPr><w:cantSplit/>{exact}</w:trPr>{content}</w:tr>"


def picture(relationship: str, millimetres: float, alt: str) -> str:
    """Give a square inline picture with its alternative text."""
    size = emu(millimetres)
    name = f'name="Logo" descr="{escape(alt)}"'
    return (
        f'<w:r><w:drawing><wp:inline distT="0" distB="0" distL="0" distR="0">'
        f'<wp:extent cx="{size}" cy="{size}"/>'
        f'<wp:docPr id="1" {name}/><wp:cNvGraphicFramePr><a:graphicFrameLocks noChangeAspect="1"/>'
        "</wp:cNvGraphicFramePr><a:graphic><a:graphicData "
        'uri="http://schemas.openxmlformats.org/drawingml/2006/picture"><pic:pic>'
        f'<pic:nvPicPr><pic:cNvPr id="1" {name}/><pic:cNvPicPr/></pic:nvPicPr>'
        f'<pic:blipFill><a:blip r:embed="{relationship}"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill>'
        f'<pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="{size}" cy="{size}"/></a:xfrm>'
        '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr></pic:pic></a:graphicData></a:graphic>'
        "</wp:inline></w:drawing></w:r>"
    )


# --- the letter -------------------------------------------------------------------------------------


def letter() -> str:
    """Give the body: address, particulars, subject, text, three requests, close and signatories."""
    return "".join(
        [
            *beginning(),
            *(paragraph("BodyText", one) for one in words.OPENING),
            *when("recipient.position == 'government'", words.GOVERNMENT),
            *when("recipient.position == 'opposition'", words.OPPOSITION),
            paragraph("BodyText", words.HOME),
            paragraph("Requests", words.LEAD_IN),
            *(paragraph("ListNumber", one) for one in words.REQUESTS),
            paragraph("ClosingText", words.CLOSING),
            *ending(),
        ]
    )


def chase() -> str:
    """Give the body of the follow-up: what was asked and when, the requests again, close and signatories."""
    return "".join(
        [
            *beginning(),
            *(paragraph("BodyText", one) for one in words.CHASE_OPENING),
            paragraph("Requests", words.CHASE_LEAD_IN),
            *(paragraph("ListNumber", one) for one in words.REQUESTS),
            paragraph("ClosingText", words.CHASE_CLOSING),
            *ending(),
        ]
    )


def beginning() -> list[str]:
    """Give what stands above the text: address, particulars, subject, salutation."""
    return [
        paragraph("EnvelopeAddress", "{{ recipient.address }}", frame=ADDRESS_FRAME),
        *(paragraph("Particulars", one, frame=PARTICULARS_FRAME) for one in words.PARTICULARS),
        paragraph("Heading1", "{{ letter.subject }}"),
        paragraph("Salutation", "{{ recipient.salutation }},"),
    ]


def ending() -> list[str]:
    """Give what stands below the text: where answers reach us, close and signatories."""
    return [
        *when("letter.channel == 'email'", words.ANSWER_BY_EMAIL, "ClosingText"),
        *when("letter.channel == 'post'", words.ANSWER_BY_POST, "ClosingText"),
        paragraph("Closing", "Yours sincerely,"),
        signatories(),
        # Word wants a paragraph after a table that ends the text.
        paragraph("AfterTable"),
    ]


def when(condition: str, text: str, style: str = "BodyText") -> list[str]:
    """Give a paragraph of text that stands only if the condition holds."""
    return [paragraph(style, one) for one in (f"{{%p if {condition} %}}", text, "{%p endif %}")]


def signatories() -> str:
    """Give the signatories, three to a row, in a table without lines."""
    widths = [twips(160) // 3] * 3
    blank = [paragraph("SignatoryName")] * 2
    start = row(widths, paragraph("SignatoryName", "{%tr for three in signatories|batch(3, '') %}"), *blank)
    end = row(widths, paragraph("SignatoryName", "{%tr endfor %}"), *blank)
    return table("LayoutTable", widths, start, row(widths, *(signatory(place) for place in range(3))), end)


def signatory(place: int) -> str:
    """Give one signatory's cell; the last row may have fewer than three."""
    who = f"three[{place}]"
    return "".join(
        [
            paragraph("SignatoryName", f"{{%p if {who} %}}"),
            paragraph("SignatoryName", f"{{{{ {who}.name }}}}"),
            paragraph("SignatoryName", f"{{%p if {who}.role %}}"),
            paragraph("SignatoryRole", f"{{{{ {who}.role }}}}"),
            paragraph("SignatoryName", "{%p endif %}"),
            paragraph("SignatoryOrganisation", f"{{{{ {who}.organisation }}}}"),
            paragraph("SignatoryName", "{%p endif %}"),
        ]
    )


# --- letterhead -------------------------------------------------------------------------------------


def first_header() -> str:
    """Give the letterhead: mark and name on the left, where to reach the office on the right."""
    widths = [twips(20), twips(80), twips(60)]
    name = paragraph("LetterheadName", "{{ sender.organisation }}")
    group = paragraph("LetterheadLine", "UK Civil Society Atrocity Prevention Working Group")
    contact = paragraph("LetterheadContact", "{{ sender.address|join('\n') }}".replace("\n", "\\n"))
    reach = paragraph("LetterheadContact", "{{ sender.telephone|nonbreaking }}")
    website = paragraph("LetterheadContact", link("rId2", "www.protectionapproaches.org"))
    logo = paragraph("LetterheadLogo", picture("rId1", 16, "A dot under two sheltering arcs"))
    cells = (logo, name + group, contact + reach + website)
    return table("LetterheadTable", widths, row(widths, *cells, height=twips(25))) + paragraph("HeaderRule")


def next_header() -> str:
    """Give the header from page 2: whose letter, to whom, of when."""
    return paragraph("Header", "{{ sender.organisation }} to {{ recipient.name }}\t{{ letter.date }}")


def footer() -> str:
    """Give the footer: the letter's reference, and page X of Y."""
    pages = (run("\tPage "), page_field("PAGE", "1"), run(" of "), page_field("NUMPAGES", "2"))
    return paragraph("Footer", run("{{ letter.reference }}"), *pages)


def section() -> str:
    """Give the section: A4, margins, headers and footers with their own on the first page."""
    sides = f'w:right="{twips(25)}" w:left="{twips(25)}" w:gutter="0"'
    heights = f'w:top="{twips(30)}" w:bottom="{twips(24)}" w:header="{twips(11)}" w:footer="{twips(11)}"'
    return (
        '<w:sectPr><w:headerReference w:type="default" r:id="rId4"/>'
        '<w:headerReference w:type="first" r:id="rId5"/>'
        '<w:footerReference w:type="default" r:id="rId6"/>'
        '<w:footerReference w:type="first" r:id="rId7"/>'
        f'<w:pgSz w:w="{twips(210)}" w:h="{twips(297)}"/><w:pgMar {heights} {sides}/><w:titlePg/></w:sectPr>'
    )


def logo() -> bytes:
    """Draw the mark: a dot under two sheltering arcs. Drawn four times as large, for smooth edges."""
    size = 1600
    image = Image.new("RGB", (size, size), "white")
    draw = ImageDraw.Draw(image)
    draw.ellipse((560, 840, 1040, 1320), fill=_GOLD)
    draw.arc((300, 560, 1300, 1560), 180, 360, fill=_TEAL, width=130)
    draw.arc((60, 300, 1540, 1780), 180, 360, fill=_TEAL, width=130)
    written = io.BytesIO()
    image.resize((size // 4, size // 4), Image.Resampling.LANCZOS).save(written, "PNG", dpi=(600, 600))
    return written.getvalue()


# --- the package ------------------------------------------------------------------------------------


def relationships(*targets: tuple[str, str]) -> str:
    """Give a part's relationships, rId1 first; one to the web is external."""
    lines = []
    for number, (kind, target) in enumerate(targets, 1):
        outside = ' TargetMode="External"' if target.startswith("http") else ""
        lines.append(f'<Relationship Id="rId{number}" Type="{kind}" Target="{target}"{outside}/>')
    name = "http://schemas.openxmlformats.org/package/2006/relationships"
    return f'{_HEAD}<Relationships xmlns="{name}">{"".join(lines)}</Relationships>'


def content_types() -> str:
    """Give the types of all parts."""
    overrides = {
        "document": "document.main",
        "styles": "styles",
        "numbering": "numbering",
        "settings": "settings",
    }
    overrides |= {"header1": "header", "header2": "header", "footer1": "footer", "footer2": "footer"}
    lines = [
        f'<Override PartName="/word/{part}.xml" ContentType="{_TYPES}.{kind}+xml"/>'
        for part, kind in overrides.items()
    ]
    return (
        f'{_HEAD}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
        '<Default Extension="png" ContentType="image/png"/>'
        f'{"".join(lines)}<Override PartName="/docProps/core.xml" '
        'ContentType="application/vnd.openxmlformats-package.core-properties+xml"/></Types>'
    )


def core_properties() -> str:
    """Give the document's title, author and language."""
    return (
        f"{_HEAD}<cp:coreProperties "
        'xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" '
        'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><dc:title>{{ letter.subject }}</dc:title>'
        "<dc:creator>{{ sender.organisation }}</dc:creator><dc:language>en-GB</dc:language>"
        '<dcterms:created xsi:type="dcterms:W3CDTF">2019-11-12T00:00:00Z</dcterms:created>'
        "</cp:coreProperties>"
    )


def settings() -> str:
    """Give the document's settings: as Word 2013 and later lay out."""
    return (
        f'{_HEAD}<w:settings {_NAMESPACES}><w:zoom w:percent="100"/><w:defaultTabStop w:val="720"/>'
        '<w:characterSpacingControl w:val="doNotCompress"/><w:compat><w:compatSetting '
        'w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word" w:val="15"/></w:compat>'
        '<w:themeFontLang w:val="en-GB"/><w:decimalSymbol w:val="."/>'
        '<w:listSeparator w:val=","/></w:settings>'
    )


def parts(text: str) -> dict[str, bytes]:
    """Give every part of the package by name, in the order in which Word writes them."""
    header, foot = f"{_HEAD}<w:hdr {_NAMESPACES}>{{}}</w:hdr>", f"{_HEAD}<w:ftr {_NAMESPACES}>{{}}</w:ftr>"
    body = f"{_HEAD}<w:document {_NAMESPACES}><w:body>{text}{section()}</w:body></w:document>"
    names = ("styles", "numbering", "settings", "header", "header", "footer", "footer")
    files = ("styles", "numbering", "settings", "header2", "header1", "footer2", "footer1")
    links = [(f"{_OFFICE}/{name}", f"{file}.xml") for name, file in zip(names, files, strict=True)]
    core = "http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties"
    texts = {
        "[Content_Types].xml": content_types(),
        "_rels/.rels": relationships(
            (f"{_OFFICE}/officeDocument", "word/document.xml"), (core, "docProps/core.xml")
        ),
        "word/document.xml": body,
        "word/_rels/document.xml.rels": relationships(*links),
        "word/header1.xml": header.replace("{}", first_header()),
        "word/_rels/header1.xml.rels": relationships(
            (f"{_OFFICE}/image", "media/logo.png"),
            (f"{_OFFICE}/hyperlink", "https://www.protectionapproaches.org"),
        ),
        "word/header2.xml": header.replace("{}", next_header()),
        "word/footer1.xml": foot.replace("{}", footer()),
        "word/footer2.xml": foot.replace("{}", footer()),
        "word/styles.xml": f"{_HEAD}<w:styles {_NAMESPACES}>{STYLES}</w:styles>",
        "word/numbering.xml": f"{_HEAD}<w:numbering {_NAMESPACES}>{NUMBERING}</w:numbering>",
        "word/settings.xml": settings(),
        "docProps/core.xml": core_properties(),
    }
    return {name: text.encode() for name, text in texts.items()} | {"word/media/logo.png": logo()}


def package(text: str) -> bytes:
    """Give the .docx file of a body; the same bytes every time."""
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as docx:
        for name, data in parts(text).items():
            # The earliest time that a zip file can tell.
            member = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            member.compress_type = zipfile.ZIP_DEFLATED
            docx.writestr(member, data)
    return written.getvalue()


if __name__ == "__main__":
    for folder in FOLDERS:
        folder.mkdir(parents=True, exist_ok=True)
        for name, text in (("letter.docx", letter()), ("chase.docx", chase())):
            (folder / name).write_bytes(package(text))
            print(f"{folder / name} written")
