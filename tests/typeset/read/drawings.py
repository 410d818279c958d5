"""XML of pictures and drawings, for the tests that read them."""

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
