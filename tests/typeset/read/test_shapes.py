"""Shapes of DrawingML: text boxes, groups, canvases, charts, alternatives."""

import pytest

from lettergen.typeset.story import Graphic, Group, Line, Paragraph, Shape
from tests.typeset.read.drawings import PARTS, RELS, inline, p, pic


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
