"""Operators for rules, boxes, outlines, clips and pictures."""

import io

import pdfplumber
import pypdf
import pytest
from PIL import Image as Pillow

from lettergen.typeset.draw import PdfPainter
from lettergen.typeset.pages import Box, Clip, EndClip, Image, Node, Outline, Rule
from tests.typeset.draw.sheets import INFO, one_page, pdf_of, run


def content(pdf):
    return pypdf.PdfReader(io.BytesIO(pdf)).pages[0].get_contents().get_data()


def picture(mode="RGB", kind="PNG", size=(4, 2), color=None, **options):
    """Give a picture's file."""
    data = io.BytesIO()
    Pillow.new(mode, size, color if color is not None else 0).save(data, kind, **options)
    return data.getvalue()


def drawn_picture(fonts, data, kind="png", **rest):
    """Give the image object drawn for a file, and the warnings."""
    item = Image(10, 20, 40, 20, data, kind, node=1, **rest)
    nodes = [Node("Figure", 0, alt="Logo", bbox=(10, 20, 50, 40))]
    drawn = PdfPainter(fonts).draw(one_page(item, nodes=nodes), INFO)
    objects = pypdf.PdfReader(io.BytesIO(drawn.pdf)).pages[0]["/Resources"]["/XObject"]
    return next((one.get_object() for one in objects.values()), None), drawn


def test_rule_is_an_artifact_in_its_colour_and_dashes(fonts):
    operators = content(pdf_of(fonts, Rule(10, 20, 30, 20, 0.5, "FF0000", dash=(3, 2))))
    assert operators == b"/Artifact BMC\n1 0 0 RG\n0.5 w [3 2]0 d 10 821.9 m 30 821.9 l S []0 d\nEMC\n"


def test_wave_begins_and_ends_where_the_line_does(fonts):
    operators = content(pdf_of(fonts, Rule(10, 20, 30, 20, 0.5, wave=True))).split(b"\n")[2]
    assert operators.startswith(b"0.5 w 10 821.9 m ")
    assert operators.split(b" c S")[0].endswith(b"30 821.9")


def test_box_with_opacity_leaves_the_state_as_it_was(fonts):
    pdf = pdf_of(fonts, Box(0, 0, 10, 10, "00FF00", opacity=0.25), Box(0, 0, 10, 10, "00FF00"))
    assert content(pdf).count(b"0 1 0 rg") == 2
    states = pypdf.PdfReader(io.BytesIO(pdf)).pages[0]["/Resources"]["/ExtGState"]
    assert states["/G25"]["/ca"] == 0.25


@pytest.mark.parametrize(
    ("fill", "stroke", "operator"),
    [("000000", None, b"f"), (None, "000000", b"S"), ("FFFFFF", "000000", b"B")],
)
def test_outline_is_filled_and_stroked_as_asked(fonts, fill, stroke, operator):
    steps = (("M", 0, 0), ("L", 10, 0), ("C", 20, 0, 20, 10, 10, 10), ("Z",))
    assert b" h " + operator + b"\n" in content(pdf_of(fonts, Outline(steps, fill, stroke)))


def test_outline_that_is_neither_filled_nor_stroked_paints_nothing(fonts):
    assert content(pdf_of(fonts, Outline((("M", 0, 0), ("L", 10, 0))))) == b"/Artifact BMC\nEMC\n"


def test_color_that_is_none_is_black(fonts):
    assert b"0 0 0 rg" in content(pdf_of(fonts, Box(0, 0, 1, 1, "auto")))


def test_clips_nest_and_close_even_when_layout_forgot(fonts, serif):
    items = (EndClip(), Clip(0, 0, 50, 50), Clip(0, 0, 20, 20), run(serif, 0, 10, "x", node=1), EndClip())
    operators = content(pdf_of(fonts, *items))
    assert operators.count(b"q ") == operators.count(b"Q\n") == 2
    assert operators.count(b"BDC") == operators.count(b"EMC") == 1


def test_synthetic_bold_is_stroked_and_synthetic_italic_leans(fonts):
    face = fonts.face("Arimo Medium", True, True)
    operators = content(pdf_of(fonts, run(face, 10, 20, "bold", size=36, node=1)))
    assert b"2 Tr 1 w" in operators
    assert b"1.00000 0.00000 0.21260 1.00000 10.00 821.90 Tm" in operators


def test_rotated_run_turns_clockwise_about_its_origin(fonts, serif):
    operators = content(pdf_of(fonts, run(serif, 10, 20, "down", node=1, rotation=90)))
    assert b"0.00000 -1.00000 1.00000 0.00000 10.00 821.90 Tm" in operators


@pytest.mark.parametrize("size", [0, -3])
def test_run_without_size_draws_nothing(fonts, serif, size):
    assert b"BT" not in content(pdf_of(fonts, run(serif, 0, 0, "x", size=size, node=1)))


def test_jpeg_goes_in_as_it_is(fonts):
    data = picture(kind="JPEG")
    drawn, _ = drawn_picture(fonts, data, "jpeg")
    assert drawn["/Filter"] == "/DCTDecode"
    assert drawn._data == data


def test_cmyk_jpeg_becomes_rgb_beside_the_rgb_output_intent(fonts):
    drawn, _ = drawn_picture(fonts, picture("CMYK", "JPEG"), "jpeg")
    assert drawn["/ColorSpace"] == "/DeviceRGB"


@pytest.mark.parametrize(
    ("mode", "kind"),
    [("1", "PNG"), ("L", "PNG"), ("P", "PNG"), ("P", "GIF"), ("RGB", "TIFF"), ("I;16", "PNG"), ("RGB", "BMP"),
     ("CMYK", "TIFF"), ("LA", "PNG")],
)  # fmt: skip
def test_every_kind_of_raster_is_unpacked_to_grey_or_rgb(fonts, mode, kind):
    drawn, all_drawn = drawn_picture(fonts, picture(mode, kind), kind.lower())
    assert drawn["/ColorSpace"] in {"/DeviceRGB", "/DeviceGray"}
    assert not all_drawn.warnings


def test_sixteen_bit_grey_keeps_its_tone(fonts):
    drawn, _ = drawn_picture(fonts, picture("I;16", color=0x8000))
    assert set(drawn.get_data()) == {0x80}


def test_transparency_becomes_a_soft_mask(fonts):
    drawn, _ = drawn_picture(fonts, picture("RGBA", color=(255, 0, 0, 100)))
    assert set(drawn["/SMask"].get_data()) == {100}


def test_opaque_alpha_needs_no_mask(fonts):
    drawn, _ = drawn_picture(fonts, picture("RGBA", color=(255, 0, 0, 255)))
    assert "/SMask" not in drawn


def test_same_picture_twice_is_embedded_once(fonts):
    data = picture()
    pdf = pdf_of(fonts, Image(0, 0, 9, 9, data), Image(20, 0, 9, 9, bytes(bytearray(data))))
    assert len(pypdf.PdfReader(io.BytesIO(pdf)).pages[0]["/Resources"]["/XObject"]) == 1


def test_cropped_picture_shows_the_rest_in_its_box(fonts):
    _, drawn = drawn_picture(fonts, picture(), crop=(0.5, 0.0, 0.0, 0.0))
    assert b"10 801.9 40 20 re W n 80 0 0 20 -30 801.9 cm" in content(drawn.pdf)


def test_figure_has_alternative_text_and_a_box(fonts):
    _, drawn = drawn_picture(fonts, picture())
    root = pypdf.PdfReader(io.BytesIO(drawn.pdf)).trailer["/Root"]["/StructTreeRoot"]
    figure = root["/K"]["/K"][0].get_object()
    assert figure["/Alt"] == "Logo"
    assert [float(one) for one in figure["/A"][0]["/BBox"]] == pytest.approx([10, 801.9, 50, 821.9])


@pytest.mark.parametrize(
    "data", [b"", b"GIF89a", b"\x89PNG\r\n\x1a\n", picture()[:45], picture(kind="JPEG")[:40], b"<svg/>" * 9]
)
def test_picture_that_cannot_be_read_is_a_box_with_a_warning(fonts, data):
    drawn, all_drawn = drawn_picture(fonts, data, "emf")
    assert drawn is None
    assert "emf" in all_drawn.warnings[0]
    assert b" re " in content(all_drawn.pdf)


def test_huge_picture_is_not_unpacked(fonts, monkeypatch):
    monkeypatch.setattr("lettergen.typeset.draw.pictures._MOST_PIXELS", 7)
    assert drawn_picture(fonts, picture())[0] is None


def test_box_for_a_picture_shows_as_much_of_its_alternative_text_as_fits(fonts, tmp_path):
    wide = Image(10, 20, 200, 20, b"", "wmf", alt="A bridge\nover a river")
    narrow = Image(10, 60, 30, 20, b"", "wmf", alt="A bridge over a river")
    flat = Image(10, 90, 30, 1, b"", "wmf", alt="A bridge")
    with pdfplumber.open(io.BytesIO(pdf_of(fonts, wide, narrow, flat))) as pdf:
        lines = pdf.pages[0].extract_text().splitlines()
    assert lines[0] == "A bridge over a river"
    assert "A bridge over".startswith(lines[1])
    assert len(lines) == 2
