"""Pictures and shapes: inline, anchored, cropped, grouped, VML, watermarks, alternatives."""

import pytest

from lettergen.typeset.read.pictures import picture_kind
from lettergen.typeset.story import Anchor, Graphic, Group, Inline, Line, Offset, Paragraph, Shape, Text

PNG = b"\x89PNG\r\n\x1a\nrest"
RELS = [("rId5", "image", "media/image1.png"), ("rId6", "image", "https://a.example/x.png")]
PARTS = {"word/media/image1.png": PNG}


def pic(more="", properties="", embed='r:embed="rId5"', names=""):
    return (
        f'<pic:pic><pic:nvPicPr><pic:cNvPr id="0" name="p" {names}/></pic:nvPicPr>'
        f"<pic:blipFill><a:blip {embed}/>{more}</pic:blipFill><pic:spPr>{properties}</pic:spPr></pic:pic>"
    )


def graphic(content):
    return f"<a:graphic><a:graphicData>{content}</a:graphicData></a:graphic>"


def inline(content, properties='<wp:docPr id="1" name="n" descr="Our logo"/>'):
    return (
        f"<w:drawing><wp:inline>"
        f'<wp:extent cx="1270000" cy="635000"/>{properties}{graphic(content)}</wp:inline></w:drawing>'
    )


def anchor(content, position, attributes="", wrap="<wp:wrapNone/>"):
    return (
        f'<w:drawing><wp:anchor distL="114300" distR="114300" {attributes}>{position}'
        f'<wp:extent cx="1270000" cy="635000"/>{wrap}<wp:docPr id="1" name="n"/>{graphic(content)}'
        "</wp:anchor></w:drawing>"
    )


def p(content):
    return f"<w:p><w:r>{content}</w:r></w:p>"


@pytest.fixture
def drawn(paragraph):
    """Read one drawing, get its item."""

    def read(content):
        (item,) = paragraph(p(content), rels=RELS, parts=PARTS).items
        return item

    return read


def test_inline_picture(drawn):
    item = drawn(inline(pic()))
    assert isinstance(item, Inline)
    assert (item.width, item.height) == (100.0, 50.0)
    assert item.content == Graphic(PNG, "png", alt="Our logo")


def test_crop_rotation_mirror_and_outline(drawn):
    content = drawn(
        inline(
            pic(
                '<a:srcRect l="10000" t="25%" r="-5000"/>',
                '<a:xfrm rot="5400000" flipH="1"/><a:ln w="25400"><a:solidFill>'
                '<a:srgbClr val="ff0000"/></a:solidFill></a:ln>',
            )
        )
    ).content
    assert content.crop == (0.1, 0.25, 0.0, 0.0)
    assert (content.rotation, content.flip_h, content.flip_v) == (90.0, True, False)
    assert content.outline == Line("single", 2.0, "FF0000")


def test_crop_that_leaves_nothing_is_left_out(drawn):
    assert drawn(inline(pic('<a:srcRect l="60000" r="50000"/>'))).content.crop == (0.0, 0.0, 0.0, 0.0)


def test_decorative_picture_and_alternative_text_of_the_picture(drawn):
    mark = (
        '<wp:docPr id="1" name="n"><a:extLst><a:ext><adec:decorative '
        'xmlns:adec="http://schemas.microsoft.com/office/drawing/2017/decorative" val="1"/></a:ext>'
        "</a:extLst></wp:docPr>"
    )
    assert drawn(inline(pic(), mark)).content.decorative
    bare = '<wp:docPr id="1" name="n"/>'
    assert drawn(inline(pic(names='descr="Signature"'), bare)).content.alt == "Signature"
    assert not drawn(inline(pic(), bare)).content.decorative


def test_picture_with_a_link(paragraph):
    click = '<wp:docPr id="1" name="n"><a:hlinkClick r:id="rId7"/></wp:docPr>'
    rels = [*RELS, ("rId7", "hyperlink", "https://a.example/")]
    (item,) = paragraph(p(inline(pic(), click)), rels=rels, parts=PARTS).items
    assert item.link == "https://a.example/"


@pytest.mark.parametrize(
    ("embed", "what"),
    [
        ('r:embed="rId99"', "a picture is missing"),
        ('r:link="rId6"', "a picture is only linked, not stored in the file"),
    ],
)
def test_missing_and_linked_pictures_are_placeholders(story, embed, what):
    found = story(p(inline(pic(embed=embed))), rels=RELS, parts=PARTS)
    (item,) = found.sections[0].blocks[0].items
    assert item.content == Graphic(b"", "", alt="Our logo")
    assert [warning for warning, _ in found.warnings] == [what]


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (PNG, "png"),
        (b"\xff\xd8\xff\xe0", "jpeg"),
        (b"GIF89a", "gif"),
        (b"II*\0", "tiff"),
        (b"MM\0*", "tiff"),
        (b"BM1234", "bmp"),
        (b"\xd7\xcd\xc6\x9a", "wmf"),
        (b"\x01\0\0\0l", "emf"),
        (b'<?xml version="1.0"?><svg xmlns="x"/>', "svg"),
        (b"what", ""),
        (b"", ""),
    ],
)
def test_kind_of_a_picture_is_in_its_bytes(data, kind):
    assert picture_kind(data) == kind


def test_vector_picture_stands_in_for_a_missing_raster(paragraph):
    svg = b"<svg/>"
    extension = (
        "<a:blip><a:extLst><a:ext>"
        '<asvg:svgBlip xmlns:asvg="http://schemas.microsoft.com/office/drawing/2016/SVG/main"'
        ' r:embed="rId8"/></a:ext></a:extLst></a:blip>'
    )
    content = pic().replace('<a:blip r:embed="rId5"/>', extension)
    (item,) = paragraph(
        p(inline(content)), rels=[("rId8", "image", "media/v.svg")], parts={"word/media/v.svg": svg}
    ).items
    assert (item.content.kind, item.content.data) == ("svg", svg)


def test_anchored_picture(drawn):
    position = (
        '<wp:simplePos x="0" y="0"/><wp:positionH relativeFrom="page">'
        "<wp:posOffset>127000</wp:posOffset></wp:positionH>"
        '<wp:positionV relativeFrom="margin"><wp:align>bottom</wp:align></wp:positionV>'
    )
    item = drawn(
        anchor(
            pic(),
            position,
            'behindDoc="1" relativeHeight="7" layoutInCell="0" allowOverlap="0" simplePos="0"',
            '<wp:wrapSquare wrapText="largest"/>',
        )
    )
    assert isinstance(item, Anchor)
    assert (item.horizontal, item.vertical) == (Offset("page", 10.0), Offset("margin", 0.0, "bottom"))
    assert (item.wrap, item.side, item.gaps) == ("square", "largest", (9.0, 0.0, 9.0, 0.0))
    assert (item.behind, item.order, item.in_cell, item.overlap) == (True, 7, False, False)


@pytest.mark.parametrize("wrap", ["none", "square", "tight", "through", "topAndBottom"])
def test_wraps(drawn, wrap):
    element = f"<wp:wrap{wrap[0].upper()}{wrap[1:]}/>"
    assert drawn(anchor(pic(), "", wrap=element)).wrap == wrap


def test_simple_position(drawn):
    item = drawn(anchor(pic(), '<wp:simplePos x="12700" y="25400"/>', 'simplePos="1"'))
    assert (item.horizontal, item.vertical) == (Offset("page", 1.0), Offset("page", 2.0))


def test_positions_and_sizes_in_shares(drawn):
    position = (
        '<mc:AlternateContent><mc:Choice Requires="wp14"><wp:positionH relativeFrom="page">'
        "<wp14:pctPosHOffset>25000</wp14:pctPosHOffset></wp:positionH></mc:Choice><mc:Fallback>"
        '<wp:positionH relativeFrom="page"><wp:posOffset>1</wp:posOffset></wp:positionH>'
        "</mc:Fallback></mc:AlternateContent>"
        '<wp14:sizeRelH relativeFrom="margin"><wp14:pctWidth>50000</wp14:pctWidth></wp14:sizeRelH>'
        '<wp14:sizeRelV relativeFrom="margin"><wp14:pctHeight>0</wp14:pctHeight></wp14:sizeRelV>'
    )
    item = drawn(anchor(pic(), position))
    assert item.horizontal == Offset("page", 0.0, None, 0.25)
    assert (item.relative_width, item.relative_height) == (("margin", 0.5), None)


def wsp(text="", properties='<a:prstGeom prst="rect"/>', body="", style=""):
    box = f"<wps:txbx><w:txbxContent>{text}</w:txbxContent></wps:txbx>" if text else ""
    return f"<wps:wsp><wps:spPr>{properties}</wps:spPr>{style}{box}<wps:bodyPr {body}/></wps:wsp>"


def test_text_box(drawn):
    shape = drawn(
        inline(
            wsp(
                "<w:p><w:r><w:t>Our reference</w:t></w:r></w:p>",
                '<a:prstGeom prst="roundRect"/><a:solidFill><a:srgbClr val="F2F2F2">'
                '<a:alpha val="50000"/></a:srgbClr>'
                '</a:solidFill><a:ln w="9525"><a:solidFill><a:srgbClr val="6E1428"/></a:solidFill>'
                '<a:prstDash val="dash"/></a:ln>',
                'lIns="0" tIns="12700" anchor="ctr"',
            )
        )
    ).content
    assert isinstance(shape, Shape)
    assert (shape.geometry, shape.fill, shape.opacity) == ("roundRect", "F2F2F2", 0.5)
    assert shape.outline == Line("dashed", 0.75, "6E1428")
    assert (shape.insets, shape.anchor) == ((0.0, 1.0, 7.2, 3.6), "center")
    (block,) = shape.blocks
    assert isinstance(block, Paragraph)
    assert [item.text for item in block.items] == ["Our reference"]


def test_shape_takes_colours_from_its_style(drawn):
    style = (
        '<wps:style><a:lnRef idx="2"><a:srgbClr val="112233"/></a:lnRef><a:fillRef idx="1">'
        '<a:srgbClr val="445566"/>'
        "</a:fillRef></wps:style>"
    )
    shape = drawn(inline(wsp(style=style))).content
    assert (shape.fill, shape.outline) == ("445566", Line("single", 0.75, "112233"))
    bare = drawn(inline(wsp("", "<a:noFill/><a:ln><a:noFill/></a:ln>", style=style))).content
    assert (bare.fill, bare.outline) == (None, None)


@pytest.mark.parametrize(
    ("fill", "color"),
    [
        (
            '<a:gradFill><a:gsLst><a:gs pos="0"><a:srgbClr val="111111"/></a:gs></a:gsLst></a:gradFill>',
            "111111",
        ),
        ('<a:pattFill><a:bgClr><a:srgbClr val="222222"/></a:bgClr></a:pattFill>', "222222"),
        ("<a:blipFill/>", None),
        ('<a:solidFill><a:schemeClr val="accent1"/></a:solidFill>', "4472C4"),
        (
            '<a:solidFill><a:schemeClr val="accent1"><a:lumMod val="50000"/></a:schemeClr></a:solidFill>',
            "203864",
        ),
        ('<a:solidFill><a:schemeClr val="tx1"><a:lumOff val="50000"/></a:schemeClr></a:solidFill>', "808080"),
        ('<a:solidFill><a:srgbClr val="000000"><a:tint val="50000"/></a:srgbClr></a:solidFill>', "808080"),
        ('<a:solidFill><a:sysClr val="window" lastClr="FEFEFE"/></a:solidFill>', "FEFEFE"),
        ('<a:solidFill><a:prstClr val="navy"/></a:solidFill>', "000080"),
        ("<a:solidFill><a:hslClr/></a:solidFill>", None),
    ],
)
def test_fills(drawn, fill, color):
    found = drawn(inline(wsp(properties=fill))).content.fill
    if color is None:
        assert found is None
    else:
        assert all(abs(int(found[at : at + 2], 16) - int(color[at : at + 2], 16)) <= 1 for at in (0, 2, 4))


@pytest.mark.parametrize(
    ("flips", "rise"), [("", False), ('flipV="1"', True), ('flipV="1" flipH="1"', False)]
)
def test_line_that_rises(drawn, flips, rise):
    shape = drawn(inline(wsp(properties=f'<a:xfrm {flips}/><a:prstGeom prst="straightConnector1"/>'))).content
    assert (shape.geometry, shape.rise) == ("line", rise)


def test_group_is_scaled_into_its_frame(drawn):
    member = '<a:xfrm><a:off x="{}" y="0"/><a:ext cx="100" cy="100"/></a:xfrm>'
    content = (
        '<wpg:wgp><wpg:grpSpPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="9" cy="9"/><a:chOff x="100" y="0"/>'
        '<a:chExt cx="200" cy="100"/></a:xfrm></wpg:grpSpPr>'
        f"{wsp(properties=member.format(100))}{pic(properties=member.format(200))}"
        f"<wpg:grpSp><wpg:grpSpPr>{member.format(100)}</wpg:grpSpPr></wpg:grpSp></wpg:wgp>"
    )
    group = drawn(inline(content)).content
    assert isinstance(group, Group)
    assert group.alt == "Our logo"
    places = [tuple(round(value, 6) for value in member[1:]) for member in group.members]
    assert places == [(0.0, 0.0, 50.0, 50.0), (50.0, 0.0, 50.0, 50.0), (0.0, 0.0, 50.0, 50.0)]
    assert [type(member[0]).__name__ for member in group.members] == ["Shape", "Graphic", "Group"]


def test_chart_is_a_placeholder_with_its_words(story):
    found = story(p(inline('<x:chart r:id="rId5"/>')), rels=RELS, parts=PARTS)
    assert found.sections[0].blocks[0].items[0].content == Graphic(b"", "", alt="Our logo")
    assert [what for what, _ in found.warnings] == ["a drawing of the kind chart is left as a placeholder"]


def test_hidden_drawing_is_left_out(paragraph):
    hidden = inline(pic(), '<wp:docPr id="1" name="n" hidden="1"/>')
    assert paragraph(p(hidden), rels=RELS, parts=PARTS).items == ()


def test_alternatives(paragraph):
    def shown(requires):
        choice = f'<mc:Choice Requires="{requires}">{inline(wsp("<w:p/>"))}</mc:Choice>'
        fallback = f"<mc:Fallback>{inline(pic())}</mc:Fallback>"
        body = p(f"<mc:AlternateContent>{choice}{fallback}</mc:AlternateContent>")
        return [type(item.content).__name__ for item in paragraph(body, rels=RELS, parts=PARTS).items]

    assert shown("wps") == ["Shape"]
    assert shown("wps wp14") == ["Shape"]
    assert shown("wpi") == ["Graphic"]
    assert shown("nowhere") == ["Graphic"]


def test_paragraphs_in_text_boxes_are_numbered_on(paragraph):
    """A list in a text box and its own label after the mark of the paragraph around it."""
    numbering = (
        '<w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:start w:val="1"/>'
        '<w:lvlText w:val="%1"/></w:lvl>'
        '</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
    )
    entry = '<w:p><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:p>'
    found = paragraph(p(inline(wsp(entry * 2))), numbering=numbering)
    assert [block.label.text for block in found.items[0].content.blocks] == ["1", "2"]


# --- VML ------------------------------------------------------------------------------------------


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


def test_canvas_holds_its_members_where_they_stand(drawn):
    place = '<a:xfrm><a:off x="12700" y="25400"/><a:ext cx="127000" cy="127000"/></a:xfrm>'
    canvas = f"<wpc:wpc><wpc:bg/>{wsp(properties=place)}{pic(properties=place)}</wpc:wpc>"
    group = drawn(inline(canvas)).content
    assert [member[1:] for member in group.members] == [(1.0, 2.0, 10.0, 10.0)] * 2


def test_unknown_member_of_a_group_is_a_placeholder(story):
    frame = (
        '<wpg:graphicFrame><wpg:xfrm><a:off x="0" y="0"/><a:ext cx="1" cy="1"/></wpg:xfrm></wpg:graphicFrame>'
    )
    found = story(p(inline(f"<wpg:wgp>{frame}</wpg:wgp>")))
    assert [what for what, _ in found.warnings] == [
        "a drawing of the kind graphicFrame is left as a placeholder"
    ]


def test_empty_drawings_are_placeholders_with_warnings(story):
    bare = "<w:drawing><wp:inline><wp:extent/></wp:inline></w:drawing>"
    found = story(p(inline("") + bare + inline(pic().replace('<a:blip r:embed="rId5"/>', ""))))
    assert [what for what, _ in found.warnings] == ["a drawing without content", "a picture without content"]


def test_alternatives_within_a_drawing(drawn):
    choice = f'<mc:Choice Requires="wps">{wsp()}</mc:Choice><mc:Fallback/>'
    assert isinstance(drawn(inline(f"<mc:AlternateContent>{choice}</mc:AlternateContent>")).content, Shape)


def test_freeform_shape_is_a_rectangle_with_a_warning(story):
    found = story(p(inline(wsp(properties="<a:custGeom/>"))))
    assert found.sections[0].blocks[0].items[0].content.geometry == "rect"
    assert [what for what, _ in found.warnings] == ["a freeform shape is set as a rectangle"]


def test_picture_of_an_unknown_kind_is_a_warning(story):
    found = story(p(inline(pic())), rels=RELS, parts={"word/media/image1.png": b"what"})
    assert [what for what, _ in found.warnings] == ["a picture is of a kind that is not known"]


def test_crop_that_is_no_number_is_none(drawn):
    assert drawn(inline(pic('<a:srcRect l="x"/>'))).content.crop == (0.0, 0.0, 0.0, 0.0)


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
