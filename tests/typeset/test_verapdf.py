"""Every PDF is PDF/UA-1 and PDF/A-2a by the real veraPDF."""

import io

import pytest
from PIL import Image as Pillow
from reportlab.pdfgen.canvas import Canvas

from lettergen.model.documents import DocumentInfo, PaperMark
from lettergen.typeset.draw import PdfPainter
from lettergen.typeset.fonts import FontBook
from lettergen.typeset.pages import (
    Box,
    Clip,
    EndClip,
    Image,
    Link,
    Node,
    Outline,
    Page,
    Pages,
    Rule,
)
from tests.typeset.draw.sheets import INFO, one_page, run
from tests.typeset.fonts.making import collection, saved, small_font
from tests.typeset.verapdf import verdict


@pytest.fixture(scope="module")
def fonts():
    return FontBook()


def picture(mode, kind):
    data = io.BytesIO()
    Pillow.new(mode, (6, 3), 9 if mode != "RGBA" else (9, 9, 9, 9)).save(data, kind)
    return data.getvalue()


def everything(fonts):
    """Give two pages with every kind of item and element."""
    nodes = [
        Node("H1", 0),  # 1
        Node("P", 0),
        Node("Link", 2),
        Node("Figure", 0, alt="Logo", bbox=(300, 50, 360, 80)),
        Node("L", 0, ordered=True),  # 5
        Node("LI", 5),
        Node("Lbl", 6),
        Node("LBody", 6),
        Node("P", 8),
        Node("Table", 0),  # 10
        Node("TR", 10),
        Node("TH", 11, scope="Column"),
        Node("TH", 11, scope="Column", column_span=1),
        Node("TR", 10),
        Node("TH", 14, scope="Row"),  # 15
        Node("TD", 14, row_span=1),
        Node("Note", 0, note_id="footnote-1"),
        Node("P", 0, language="cy-GB"),
        Node("Figure", 0),
        Node("P", 0),  # 20: nothing is drawn for it
        Node("Reference", 2),
        Node("P", 0, language="no tag!"),
    ]
    serif, bold = fonts.face("Caladea", False, False), fonts.face("Arimo Medium", True, True)
    other = fonts.fallback("م", serif) or serif
    first = (
        run(serif, 72, 40, "Header"),
        Rule(72, 44, 500, 44, 0.5, "808080", dash=(2, 1)),
        Box(70, 88, 200, 16, "FFFF00", opacity=0.4),
        run(bold, 72, 100, "Heading", node=1),
        run(serif, 72, 130, "Text office Łódź", node=2, ligatures=True),
        run(serif, 320, 130, "a link", node=3, color="0000FF"),
        Link(320, 120, 40, 12, "https://example.org/", node=3, text="a link"),
        Link(320, 620, 40, 12, "mailto:a@example.org", text="in the footer"),
        Link(420, 620, 40, 12, "#up"),
        run(other, 72, 170, "السلام", rtl=True, script="Arab", node=2, language="ar"),
        run(serif, 72, 180, "中\ue001\U000f0001", node=2),
        Image(300, 50, 60, 30, picture("RGBA", "PNG"), node=4),
        Image(300, 90, 60, 30, picture("CMYK", "JPEG"), "jpeg", rotation=30, node=19, crop=(0.1, 0, 0, 0)),
        Image(400, 90, 60, 30, b"nothing", "emf"),
        run(serif, 72, 200, "1.", node=7),
        run(serif, 90, 200, "item", node=9),
        run(serif, 72, 230, "Name", node=12),
        run(serif, 172, 230, "Sum", node=13),
        run(serif, 72, 245, "Rent", node=15),
        Outline(
            (("M", 72, 300), ("C", 100, 300, 100, 350, 72, 350), ("Z",)), "DDEEFF", "FF0000", opacity=0.5
        ),
        Rule(72, 360, 300, 360, 0.7, "FF0000", wave=True),
        Clip(72, 480, 20, 20),
        run(serif, 72, 495, "clipped", node=2, rotation=10, scale=0.5, opacity=0.5),
        EndClip(),
        run(serif, 72, 600, "bore da", node=18),
        run(serif, 72, 700, "1 a note", size=8, node=17),
        run(serif, 172, 700, "1", size=8, node=21),
        run(serif, 172, 720, "odd", node=22, language="(neither)"),
    )
    second = (run(serif, 72, 100, "continued", node=2), Link(72, 90, 40, 12, "#up", node=3))
    return Pages(
        (Page(595.3, 841.9, first), Page(841.9, 595.3, second)),
        (Node("Document", None), *nodes),
        bookmarks={"up": (0, 90)},
    )


def test_everything_that_can_be_drawn_is_valid(fonts, tmp_path):
    pages = everything(fonts)
    infos = [INFO, DocumentInfo("T\u0007 <&>", "\ud800", language="zz"), DocumentInfo("only a title")]
    files = []
    for number, info in enumerate(infos):
        files.append(tmp_path / f"{number}.pdf")
        files[-1].write_bytes(PdfPainter(fonts).draw(pages, info, [PaperMark(0, 280, 14, 280)]).pdf)
    assert verdict(*files) == ""


def test_document_without_anything_on_it_is_valid(fonts, tmp_path):
    file = tmp_path / "empty.pdf"
    file.write_bytes(PdfPainter(fonts).draw(Pages((Page(100, 100, ()),), ()), INFO).pdf)
    assert verdict(file) == ""


def test_every_kind_of_font_is_embedded_validly(tmp_path):
    saved(small_font("Cff Sans", cff=True), tmp_path / "cff.otf")
    saved(small_font("Cid Sans", cff=True, cid=True), tmp_path / "cid.otf")
    saved(small_font("Whole Sans", embedding=0x100), tmp_path / "whole.ttf")
    collection(tmp_path / "all.ttc", small_font("First"), small_font("Second", cff=True))
    fonts = FontBook([tmp_path])
    families = ["Cff Sans", "Cid Sans", "Whole Sans", "First", "Second", "Arimo", "Arimo Medium", "Carlito"]
    items = [
        run(fonts.face(family, bold, False), 72, 60 + 20 * place, "an old Eéa", node=1)
        for place, (family, bold) in enumerate(
            (family, bold) for family in families for bold in (False, True)
        )
    ]
    file = tmp_path / "fonts.pdf"
    file.write_bytes(PdfPainter(fonts).draw(one_page(*items, nodes=[Node("P", 0)]), INFO).pdf)
    assert verdict(file) == ""


def test_validator_finds_fault_with_an_untagged_page(tmp_path):
    file = tmp_path / "plain.pdf"
    canvas = Canvas(str(file))
    canvas.drawString(72, 700, "no tags, no fonts")
    canvas.save()
    complaints = verdict(file)
    assert "FAIL ua1" in complaints
    assert "FAIL 2a" in complaints
