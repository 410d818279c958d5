"""VML: pictures, text boxes, lines, groups, watermarks."""

import pytest

from lettergen.typeset.story import Anchor, Graphic, Inline, Line, Offset, Text
from tests.typeset.read.drawings import PNG, p


def pict(content):
    return f"<w:pict>{content}</w:pict>"


def test_vml_picture(drawn):
    item = drawn(
        pict(
            '<v:shapetype id="_x0000_t75"/><v:shape alt="Logo" style="width:100pt;height:1in">'
            '<v:imagedata r:id="rId5" cropleft="16384f" cropright="0.25" o:title="t"/></v:shape>'
        )
    )
    assert isinstance(item, Inline)
    assert (item.width, item.height) == (100.0, 72.0)
    assert item.content == Graphic(PNG, "png", alt="Logo", crop=(0.25, 0.0, 0.25, 0.0))


def test_embedded_object_shows_its_picture(drawn):
    item = drawn(
        '<w:object><v:shape style="width:10pt;height:10pt"><v:imagedata r:id="rId5"/></v:shape></w:object>'
    )
    assert item.content.kind == "png"


def test_vml_text_box_is_anchored(drawn):
    item = drawn(
        pict(
            '<v:rect style="position:absolute;margin-left:10pt;margin-top:20pt;width:155pt;height:67pt;'
            "z-index:251;mso-position-horizontal-relative:page;mso-position-vertical:bottom;"
            'mso-position-vertical-relative:bottom-margin-area;mso-wrap-distance-left:3pt;v-text-anchor:middle"'
            ' fillcolor="#f0f" strokecolor="red [3]" strokeweight="2pt"><v:fill opacity=".5"/>'
            '<v:stroke dashstyle="dash"/>'
            '<v:textbox inset="0,,1mm," style="mso-fit-shape-to-text:t"><w:txbxContent><w:p><w:r>'
            "<w:t>x</w:t></w:r></w:p>"
            "</w:txbxContent></v:textbox>"
            '<w10:wrap type="square" side="left"/></v:rect>'
        )
    )
    assert isinstance(item, Anchor)
    assert item.horizontal == Offset("page", 10.0)
    assert item.vertical == Offset("bottomMargin", 20.0, "bottom")
    assert (item.wrap, item.side, item.gaps, item.behind) == ("square", "left", (3.0, 0.0, 9.0, 0.0), False)
    shape = item.content
    assert (shape.fill, shape.opacity, shape.outline) == ("FF00FF", 0.5, Line("dashed", 2.0, "FF0000"))
    assert shape.insets == (0.0, 3.6, pytest.approx(2.83, abs=0.01), 3.6)
    assert (shape.anchor, shape.auto_fit, len(shape.blocks)) == ("center", True, 1)


def test_vml_shape_without_fill_and_line(drawn):
    shape = drawn(pict('<v:oval style="width:1pt;height:1pt" filled="f" stroked="f"/>')).content
    assert (shape.geometry, shape.fill, shape.outline) == ("ellipse", None, None)
    off = '<v:oval style="width:1pt;height:1pt"><v:fill on="f"/><v:stroke on="f"/></v:oval>'
    assert (drawn(pict(off)).content.fill, drawn(pict(off)).content.outline) == (None, None)


def test_vml_line(drawn):
    shape = drawn(pict('<v:line from="0,10pt" to="100pt,0" style="width:100pt;height:10pt"/>')).content
    assert (shape.geometry, shape.rise, shape.fill) == ("line", True, None)


def test_watermark(drawn):
    item = drawn(
        pict(
            '<v:shape style="position:absolute;width:400pt;height:100pt;rotation:315;z-index:-5;'
            "mso-position-horizontal:center;mso-position-horizontal-relative:margin"
            '" fillcolor="silver" stroked="f"><v:fill opacity="50%"/>'
            '<v:textpath string="DRAFT" style="font-family:&quot;Calibri&quot;;font-size:1pt;'
            'font-weight:bold"/>'
            "</v:shape>"
        )
    )
    shape = item.content
    art = shape.word_art
    assert isinstance(art, Text)
    assert (art.text, art.style.family, art.style.bold) == ("DRAFT", "Calibri", True)
    assert (art.style.color, shape.opacity, shape.rotation) == ("C0C0C0", 0.5, 315.0)
    assert (item.behind, item.horizontal) == (True, Offset("margin", 0.0, "center"))


def test_vml_group(drawn):
    item = drawn(
        pict(
            '<v:group style="width:100pt;height:50pt" coordorigin="100,0" coordsize="200,100">'
            '<v:rect style="position:absolute;left:100;top:0;width:100;height:50"/>'
            '<v:line from="200,50" to="300,100"/>'
            '<v:group style="left:100;top:0;width:10;height:10"/></v:group>'
        )
    )
    places = [member[1:] for member in item.content.members]
    assert places == [(0.0, 0.0, 50.0, 25.0), (50.0, 25.0, 50.0, 25.0), (0.0, 0.0, 5.0, 5.0)]


def test_horizontal_rule(drawn):
    item = drawn(
        pict('<v:rect style="width:0;height:1.5pt" o:hr="t" o:hrstd="t" fillcolor="gray" stroked="f"/>')
    )
    assert (item.relative_width, item.height, item.content.fill) == (1.0, 1.5, "808080")
    assert item.content.decorative
    part = drawn(pict('<v:rect style="width:0;height:1.5pt" o:hr="t" o:hrpct="500"/>'))
    assert part.relative_width == 0.5


def test_hidden_vml_shape_is_left_out(paragraph):
    assert paragraph(p(pict('<v:rect style="visibility:hidden"/>'))).items == ()


def test_missing_vml_picture_is_a_placeholder(story):
    body = p(pict('<v:shape style="width:1pt;height:1pt"><v:imagedata r:id="rId99" cropleft="x"/></v:shape>'))
    found = story(body)
    assert found.sections[0].blocks[0].items[0].content == Graphic(b"", "")
    assert [what for what, _ in found.warnings] == ["a picture is missing"]


def test_vml_sizes_in_shares(drawn):
    item = drawn(
        pict('<v:rect style="position:absolute;mso-width-percent:500;mso-width-relative:left-margin-area"/>')
    )
    assert (item.relative_width, item.relative_height) == (("leftMargin", 0.5), None)


def test_opacity_without_a_number_is_full(drawn):
    assert drawn(pict('<v:rect><v:fill opacity=""/></v:rect>')).content.opacity == 1.0
