"""Pictures: inline, anchored, cropped, missing."""

import pytest

from lettergen.typeset.read.pictures import picture_kind
from lettergen.typeset.story import Anchor, Graphic, Inline, Line, Offset
from tests.typeset.read.drawings import PARTS, PNG, RELS, anchor, inline, p, pic


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


def test_picture_of_an_unknown_kind_is_a_warning(story):
    found = story(p(inline(pic())), rels=RELS, parts={"word/media/image1.png": b"what"})
    assert [what for what, _ in found.warnings] == ["a picture is of a kind that is not known"]


def test_crop_that_is_no_number_is_none(drawn):
    assert drawn(inline(pic('<a:srcRect l="x"/>'))).content.crop == (0.0, 0.0, 0.0, 0.0)


def test_hidden_drawing_is_left_out(paragraph):
    hidden = inline(pic(), '<wp:docPr id="1" name="n" hidden="1"/>')
    assert paragraph(p(hidden), rels=RELS, parts=PARTS).items == ()
