"""Pictures: their bytes, kind, crop and alternative text (DrawingML 20.2)."""

from lxml.etree import _Element as Element

from lettergen.typeset.read.outlines import read_outline
from lettergen.typeset.read.scope import Scope
from lettergen.typeset.read.values import PIC, A, R, decimal, is_true, local_name
from lettergen.typeset.story import Graphic

_DECORATIVE = "{http://schemas.microsoft.com/office/drawing/2017/decorative}decorative"
_SVG = "{http://schemas.microsoft.com/office/drawing/2016/SVG/main}svgBlip"
_SIGNATURES = (
    (b"\x89PNG\r\n\x1a\n", "png"),
    (b"\xff\xd8\xff", "jpeg"),
    (b"GIF8", "gif"),
    (b"II*\0", "tiff"),
    (b"MM\0*", "tiff"),
    (b"BM", "bmp"),
    (b"\xd7\xcd\xc6\x9a", "wmf"),
    (b"\x01\0\x09\0", "wmf"),
    (b"\x01\0\0\0", "emf"),
)


def picture_kind(data: bytes) -> str:
    """Tell a picture's kind by its first bytes; empty when it is none that is known.

    Names and content types are no help: Word itself stores JPEG files as .png after a paste.
    """
    for signature, kind in _SIGNATURES:
        if data.startswith(signature):
            return kind
    return "svg" if b"<svg" in data[:4096] else ""


def alternative_text(properties: Element | None) -> tuple[str, bool]:
    """Read wp:docPr or pic:cNvPr (20.4.2.5): the text for those who do not see it, and if decorative."""
    if properties is None:
        return "", False
    decorative = any(is_true(element.get("val"), default=True) for element in properties.iter(_DECORATIVE))
    return properties.get("descr") or properties.get("title") or "", decorative


def read_graphic(picture: Element, scope: Scope, alt: str, decorative: bool) -> Graphic:
    """Read a pic:pic (20.2.2.5).

    A picture that is linked instead of stored is not fetched: nothing outside the file is opened.
    """
    if not alt:
        alt, own = alternative_text(picture.find(f"{PIC}nvPicPr/{PIC}cNvPr"))
        decorative = decorative or own
    fill = picture.find(PIC + "blipFill")
    blip = None if fill is None else fill.find(A + "blip")
    properties = picture.find(PIC + "spPr")
    transform = None if properties is None else properties.find(A + "xfrm")
    data = _picture_data(blip, scope)
    return Graphic(
        data=data,
        kind=known_kind(data, scope),
        alt=alt,
        decorative=decorative,
        crop=_crop(None if fill is None else fill.find(A + "srcRect")),
        rotation=rotation(transform),
        flip_h=transform is not None and is_true(transform.get("flipH")),
        flip_v=transform is not None and is_true(transform.get("flipV")),
        outline=read_outline(properties, None, scope.template.theme),
    )


def known_kind(data: bytes, scope: Scope) -> str:
    """Tell a picture's kind, and warn of one that is not known."""
    kind = picture_kind(data)
    if data and not kind:
        scope.warn("a picture is of a kind that is not known")
    return kind


def rotation(transform: Element | None) -> float:
    """Give degrees clockwise, from 0 to below 360 (a:xfrm, 20.1.7.6, in 60,000ths)."""
    value = None if transform is None else decimal(transform.get("rot"))
    return (value or 0.0) / 60000 % 360


def _picture_data(blip: Element | None, scope: Scope) -> bytes:
    """Give the bytes: the raster that Word stores beside every SVG, else the SVG itself."""
    if blip is None:
        scope.warn("a picture without content")
        return b""
    found = scope.source.data(blip.get(R + "embed"))
    if found is None:
        for vector in blip.iter(_SVG):
            found = scope.source.data(vector.get(R + "embed"))
    if found is None:
        linked = blip.get(R + "link") is not None
        scope.warn("a picture is only linked, not stored in the file" if linked else "a picture is missing")
        return b""
    return found[1]


def _crop(element: Element | None) -> tuple[float, float, float, float]:
    """Read a:srcRect (20.1.8.55) as shares; one that leaves nothing is left out."""
    if element is None:
        return 0.0, 0.0, 0.0, 0.0
    left, top, right, bottom = (_crop_share(element.get(side)) for side in "ltrb")
    if left + right >= 1 or top + bottom >= 1:
        return 0.0, 0.0, 0.0, 0.0
    return left, top, right, bottom


def _crop_share(value: str | None) -> float:
    """Read one side, in thousandths of a per cent or with a sign; negative ones widen and are ignored."""
    number = decimal((value or "0").rstrip("%"))
    if number is None:
        return 0.0
    return max(0.0, min(1.0, number / (100 if value and value.endswith("%") else 100000)))


def is_picture(element: Element) -> bool:
    """Tell whether an element is a pic:pic."""
    return local_name(element) == "pic"
