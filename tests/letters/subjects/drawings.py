"""Pictures and shapes: in the line, floating, drawn; and what they are to a screen reader."""

from tests.letters.corpus import letter
from tests.letters.drawings import (
    GROUP_URI,
    NO_WRAP,
    SHAPE_URI,
    SQUARE,
    SVG,
    TIGHT,
    TOP_AND_BOTTOM,
    anchored,
    image,
    inline,
    media,
    pic,
    shape,
)
from tests.letters.word import LOREM, Letter, p, running
from tests.typeset.wordparts import relationships

_LOGO = media(logo=("png", image()))


@letter
def in_the_line():
    """A picture stands on the baseline and makes its line high."""
    return Letter(p("before ", inline(pic()), " after") + p("next line"), lines=6, **_LOGO)


@letter
def kinds():
    """PNG, JPEG, GIF and TIFF, with and without transparency, and SVG."""
    pictures = media(a=("png", image(mode="RGBA")), b=("jpeg", image("JPEG")), c=("gif", image("GIF", "P")),
                     d=("tiff", image("TIFF")), e=("jpeg", image("JPEG", "CMYK")), f=("svg", SVG), g=("png", image(mode="P")))  # fmt: skip
    body = p(*(inline(pic(name), 24, 12, f"Flag {name}") for name in "abcdefg"))
    return Letter(body, lines=4, **pictures)


@letter
def metafiles():
    """A metafile that cannot be played and a picture of no known kind are boxes, with a warning."""
    pictures = media(a=("emf", b"\x01\0\0\0" + b"\0" * 80), b=("bin", b"no picture at all"))
    return Letter(
        p(inline(pic("a"), alt="Chart of sales"), inline(pic("b"), alt="Unknown")), lines=4, **pictures
    )


@letter
def cropped_and_turned():
    """Cropped to its left half; turned by a quarter."""
    half = "<a:srcRect r='50000'/>"
    return Letter(p(inline(pic(crop=half), 24, 24), " and ", inline(pic(turn=90), 48, 24)), lines=7, **_LOGO)


@letter
def alternative_text():
    """With alternative text a figure; marked decorative an artifact; with neither, a warning with the place."""
    body = p("told ", inline(pic())) + p("decorative ", inline(pic(), alt="", decorative=True))
    return Letter(body + p("untold ", inline(pic(), alt="")), lines=9, **_LOGO)


@letter
def square():
    """Text on both sides of a picture, and on the one side where there is an inch."""
    body = p(anchored(pic(), SQUARE, 90, 12, 60, 36), LOREM + LOREM)
    return Letter(body, lines=10, **_LOGO)


@letter
def tight():
    """Tight wrap keeps text off the box; outlines are not followed."""
    return Letter(p(anchored(pic(), TIGHT, 0, 0), LOREM), lines=6, **_LOGO)


@letter
def top_and_bottom():
    """Nothing stands beside the picture."""
    return Letter(p(anchored(pic(), TOP_AND_BOTTOM, 0, 12), LOREM), lines=8, **_LOGO)


@letter
def behind_and_in_front():
    """Pictures behind and in front of text leave it where it is."""
    body = p(anchored(pic(), NO_WRAP, 0, 0, behind=True), LOREM[:40]) + p(
        anchored(pic(), NO_WRAP, 60, 0, alt="Front"), LOREM[:40]
    )
    return Letter(body, lines=6, **_LOGO)


@letter
def places():
    """Anchored to the page, the margin and the column, at the right and in the middle."""
    body = p("text", anchored(pic(), NO_WRAP, 12, 12, across="page", down="page", alt="page"),
             anchored(pic(), NO_WRAP, 0, 36, across="margin", align="right", alt="right"),
             anchored(pic(), NO_WRAP, 0, 60, across="page", align="center", alt="middle"))  # fmt: skip
    return Letter(body, lines=9, **_LOGO)


@letter
def text_boxes():
    """A text box with a ground and a frame, text beside it, and two paragraphs in it."""
    box = shape("rect", "FFF2CC", "C00000", p("boxed") + p("twice", pr="<w:jc w:val='right'/>"), 72, 36)
    return Letter(p(anchored(box, SQUARE, 0, 0, 72, 36, "", uri=SHAPE_URI), LOREM), lines=7)


@letter
def lines_and_shapes():
    """A line, an ellipse, a rounded rectangle, each with alternative text or as decoration."""
    body = p(inline(shape("line", line="FF0000"), alt="A rule", uri=SHAPE_URI), " ", inline(shape("ellipse", "00FF00"), alt="A disc", uri=SHAPE_URI),
             " ", inline(shape("roundRect", "", "0000FF"), alt="", decorative=True, uri=SHAPE_URI))  # fmt: skip
    return Letter(body, lines=5)


@letter
def groups():
    """A group of two shapes, scaled with the group."""
    inner = shape("rect", "FF0000", width=100, height=100) + shape(
        "ellipse", "0000FF", width=100, height=100, x=100
    )
    group = (
        "<wpg:wgp><wpg:cNvGrpSpPr/><wpg:grpSpPr><a:xfrm><a:off x='0' y='0'/><a:ext cx='609600' cy='304800'/>"
        f"<a:chOff x='0' y='0'/><a:chExt cx='{200 * 12700}' cy='{100 * 12700}'/></a:xfrm></wpg:grpSpPr>{inner}</wpg:wgp>"
    )
    return Letter(p("group ", inline(group, alt="Two shapes", uri=GROUP_URI)), lines=5)


def _vml(style, content, kind="rect", more=""):
    return f"<w:r><w:pict><v:{kind} style='{style}' {more}>{content}</v:{kind}></w:pict></w:r>"


@letter
def vml():
    """Shapes of older files: a text box, a picture, a line."""
    box = _vml(
        "width:72pt;height:24pt",
        f"<v:textbox inset='0,0,0,0'><w:txbxContent>{p('old box')}</w:txbxContent></v:textbox>",
        more="fillcolor='#ffff00' stroked='f'",
    )
    picture = _vml("width:48pt;height:24pt", "<v:imagedata r:id='r_logo'/>", "shape", "alt='A flag'")
    rule = _vml(
        "position:absolute",
        "",
        "line",
        "from='0,30pt' to='120pt,30pt' strokecolor='red'",
    )
    return Letter(p("text ", box, " ", picture, rule), lines=6, **_LOGO)


@letter
def watermark():
    """A watermark in the header: turned text behind the page's own, an artifact."""
    mark = _vml(
        "position:absolute;width:200pt;height:40pt;rotation:315;z-index:-1;mso-position-horizontal:center;"
        "mso-position-horizontal-relative:margin;mso-position-vertical:center;mso-position-vertical-relative:margin",
        "<v:textpath style='font-family:&quot;Arimo&quot;;font-size:1pt' string='DRAFT'/>",
        "shape",
        "fillcolor='silver' stroked='f' type='#_x0000_t136'",
    )
    return Letter(p(LOREM), lines=12, section="<w:headerReference w:type='default' r:id='rHead'/>",
                  rels=(("rHead", "header", "header1.xml"),), parts={"word/header1.xml": running("hdr", p(mark))})  # fmt: skip


@letter
def header_sidebar():
    """A picture anchored in the header with text beside it keeps the body away on every page."""
    rels = (("rHead", "header", "header1.xml"),)
    parts = {"word/header1.xml": running("hdr", p(anchored(pic(), SQUARE, 0, 0, 60, 300, down="page", across="margin"))),
             "word/_rels/header1.xml.rels": relationships([("r_logo", "image", "media/logo.png")]), "word/media/logo.png": image()}  # fmt: skip
    section = "<w:headerReference w:type='default' r:id='rHead'/>"
    return Letter(p(LOREM * 3), lines=7, section=section, rels=rels, parts=parts)


@letter
def alternate_content():
    """Of a shape and its fallback for older programs only the one is shown."""
    box = inline(shape("rect", "DDDDDD", text=p("new"), width=60), 60, 24, "", uri=SHAPE_URI)
    choice = box.removeprefix("<w:r>").removesuffix("</w:r>")
    content = f"<w:r><mc:AlternateContent><mc:Choice Requires='wps'>{choice}</mc:Choice><mc:Fallback><w:pict><v:rect style='width:60pt;height:24pt'><v:textbox><w:txbxContent>{p('old')}</w:txbxContent></v:textbox></v:rect></w:pict></mc:Fallback></mc:AlternateContent></w:r>"
    return Letter(p("one: ", content), lines=4)
