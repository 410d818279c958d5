"""Pictures and shapes for letters: DrawingML and VML, sizes in points."""

import io

from PIL import Image as Pillow

_EMU = 12700
PICTURE_URI = "http://schemas.openxmlformats.org/drawingml/2006/picture"
SHAPE_URI = "http://schemas.microsoft.com/office/word/2010/wordprocessingShape"
GROUP_URI = "http://schemas.microsoft.com/office/word/2010/wordprocessingGroup"
_DECORATIVE = (
    "<a:extLst><a:ext uri='{C183D7F6-B498-43B3-948B-1728B52AA6E4}'><adec:decorative "
    "xmlns:adec='http://schemas.microsoft.com/office/drawing/2017/decorative' val='1'/></a:ext></a:extLst>"
)


def image(kind="PNG", mode="RGB", size=(8, 4)):
    """Give a small picture: its left half red, its right half blue."""
    picture = Pillow.new("RGB", size, (255, 0, 0))
    picture.paste((0, 0, 255), (size[0] // 2, 0, *size))
    data = io.BytesIO()
    picture.convert(mode).save(data, kind)
    return data.getvalue()


SVG = b"<svg xmlns='http://www.w3.org/2000/svg' width='8' height='4'><rect width='8' height='4' fill='red'/></svg>"


def media(**pictures):
    """Give rels and parts of pictures by name: logo=("png", bytes)."""
    rels = tuple((f"r_{name}", "image", f"media/{name}.{kind}") for name, (kind, _data) in pictures.items())
    parts = {f"word/media/{name}.{kind}": data for name, (kind, data) in pictures.items()}
    return {"rels": rels, "parts": parts}


def pic(name="logo", crop="", turn=0):
    """Give a pic:pic; `turn` in degrees clockwise."""
    turned = f" rot='{turn * 60000}'" if turn else ""
    return (
        "<pic:pic><pic:nvPicPr><pic:cNvPr id='1' name='p'/><pic:cNvPicPr/></pic:nvPicPr>"
        f"<pic:blipFill><a:blip r:embed='r_{name}'/>{crop}<a:stretch><a:fillRect/></a:stretch></pic:blipFill>"
        f"<pic:spPr><a:xfrm{turned}><a:off x='0' y='0'/><a:ext cx='1' cy='1'/></a:xfrm>"
        "<a:prstGeom prst='rect'><a:avLst/></a:prstGeom></pic:spPr></pic:pic>"
    )


def _graphic(content, uri):
    return f"<a:graphic><a:graphicData uri='{uri}'>{content}</a:graphicData></a:graphic>"


def _properties(alt, decorative):
    told = f" descr='{alt}'" if alt else ""
    return f"<wp:docPr id='1' name='n'{told}>{_DECORATIVE if decorative else ''}</wp:docPr>"


def inline(content, width=48, height=24, alt="A flag", decorative=False, uri=PICTURE_URI):
    """Give a run with what stands in the line."""
    return (
        "<w:r><w:drawing><wp:inline distT='0' distB='0' distL='0' distR='0'>"
        f"<wp:extent cx='{width * _EMU}' cy='{height * _EMU}'/>{_properties(alt, decorative)}"
        f"{_graphic(content, uri)}</wp:inline></w:drawing></w:r>"
    )


def anchored(
    content, wrap, x=0, y=0, width=48, height=24, alt="A flag", *, behind=False, across="column", down="paragraph",
    align="", gap=6, uri=PICTURE_URI,
):  # fmt: skip
    """Give a run with what floats; `wrap` is the wrap element's XML."""
    where = f"<wp:align>{align}</wp:align>" if align else f"<wp:posOffset>{x * _EMU}</wp:posOffset>"
    return (
        f"<w:r><w:drawing><wp:anchor distT='0' distB='0' distL='{gap * _EMU}' distR='{gap * _EMU}' simplePos='0' "
        f"relativeHeight='1' behindDoc='{int(behind)}' locked='0' layoutInCell='1' allowOverlap='1'>"
        "<wp:simplePos x='0' y='0'/>"
        f"<wp:positionH relativeFrom='{across}'>{where}</wp:positionH>"
        f"<wp:positionV relativeFrom='{down}'><wp:posOffset>{y * _EMU}</wp:posOffset></wp:positionV>"
        f"<wp:extent cx='{width * _EMU}' cy='{height * _EMU}'/>{wrap}{_properties(alt, False)}"
        f"{_graphic(content, uri)}</wp:anchor></w:drawing></w:r>"
    )


SQUARE = "<wp:wrapSquare wrapText='bothSides'/>"
TOP_AND_BOTTOM = "<wp:wrapTopAndBottom/>"
NO_WRAP = "<wp:wrapNone/>"
TIGHT = (
    "<wp:wrapTight wrapText='bothSides'><wp:wrapPolygon edited='0'><wp:start x='0' y='0'/>"
    "<wp:lineTo x='21600' y='0'/><wp:lineTo x='21600' y='21600'/></wp:wrapPolygon></wp:wrapTight>"
)


def shape(kind, fill="", line="", text="", width=48, height=24, x=0, y=0):
    """Give a wps:wsp of a preset geometry."""
    filled = f"<a:solidFill><a:srgbClr val='{fill}'/></a:solidFill>" if fill else "<a:noFill/>"
    drawn = (
        f"<a:ln w='12700'><a:solidFill><a:srgbClr val='{line}'/></a:solidFill></a:ln>"
        if line
        else "<a:ln><a:noFill/></a:ln>"
    )
    box = f"<wps:txbx><w:txbxContent>{text}</w:txbxContent></wps:txbx>" if text else ""
    return (
        "<wps:wsp><wps:cNvSpPr/><wps:spPr>"
        f"<a:xfrm><a:off x='{x * _EMU}' y='{y * _EMU}'/><a:ext cx='{width * _EMU}' cy='{height * _EMU}'/></a:xfrm>"
        f"<a:prstGeom prst='{kind}'><a:avLst/></a:prstGeom>{filled}{drawn}</wps:spPr>{box}"
        "<wps:bodyPr lIns='0' tIns='0' rIns='0' bIns='0'/></wps:wsp>"
    )
