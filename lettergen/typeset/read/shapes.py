"""DrawingML shapes, text boxes, groups and canvases (wps, wpg, wpc; 20.4 and [MS-DOCX])."""

from collections.abc import Iterator

from lxml.etree import _Element as Element

from lettergen.typeset.read.alternate import chosen
from lettergen.typeset.read.cascade import NO_TABLE_TEXT
from lettergen.typeset.read.contrast import is_dark, on_dark
from lettergen.typeset.read.outlines import read_fill, read_outline, shape_style
from lettergen.typeset.read.pictures import alternative_text, is_picture, read_graphic, rotation
from lettergen.typeset.read.scope import DEEPEST, Scope
from lettergen.typeset.read.values import MC, WPG, WPS, A, W, decimal, emu_length, is_true, local_name
from lettergen.typeset.story import Block, Graphic, Group, Shape

Content = Graphic | Shape | Group
Member = tuple[Content, float, float, float, float]
_ANCHORS = {"t": "top", "ctr": "center", "b": "bottom"}
_LINES = frozenset({"line", "straightConnector1"})


def read_content(
    data: Element, scope: Scope, alt: str, decorative: bool, size: tuple[float, float]
) -> Content:
    """Read what an a:graphicData holds: a picture, a shape, a group or a canvas.

    A chart, a diagram or an object of another program is a placeholder with its alternative text.
    """
    for element in _contents(data):
        kind = local_name(element)
        if is_picture(element):
            return read_graphic(element, scope, alt, decorative)
        if kind == "wsp":
            return read_shape(element, scope, alt, decorative)
        if kind in {"wgp", "wpc", "grpSp"}:
            return read_group(element, scope, alt, decorative, size)
        scope.warn(f"a drawing of the kind {kind} is left as a placeholder")
        return Graphic(b"", "", alt, decorative)
    scope.warn("a drawing without content")
    return Graphic(b"", "", alt, decorative)


def _contents(parent: Element) -> Iterator[Element]:
    """Yield child elements, with the alternatives that are understood in place of mc:AlternateContent."""
    for element in parent.iterchildren("*"):
        if element.tag == MC + "AlternateContent":
            yield from chosen(element)
        else:
            yield element


def read_shape(shape: Element, scope: Scope, alt: str = "", decorative: bool = False) -> Shape:
    """Read a wps:wsp: geometry, fill, outline and the text in it."""
    properties = shape.find(WPS + "spPr")
    style = shape_style(shape)
    theme = scope.template.theme
    transform = None if properties is None else properties.find(A + "xfrm")
    body = shape.find(WPS + "bodyPr")
    fill, opacity = read_fill(properties, style, theme)
    if not alt:
        alt, own = alternative_text(shape.find(WPS + "cNvPr"))
        decorative = decorative or own
    if properties is not None and properties.find(A + "custGeom") is not None:
        scope.warn("a freeform shape is set as a rectangle")
    blocks = _text(shape, scope)
    return Shape(
        geometry=_geometry(properties),
        fill=fill,
        outline=read_outline(properties, style, theme),
        blocks=on_dark(blocks) if is_dark(fill) else blocks,
        insets=_insets(body),
        anchor=_ANCHORS.get("t" if body is None else body.get("anchor", "t"), "top"),
        rise=_flip(transform, "flipV") != _flip(transform, "flipH"),
        rotation=rotation(transform),
        auto_fit=body is not None and body.find(A + "spAutoFit") is not None,
        alt=alt,
        decorative=decorative,
        opacity=opacity,
    )


def _flip(transform: Element | None, name: str) -> bool:
    return transform is not None and is_true(transform.get(name))


def _geometry(properties: Element | None) -> str:
    """Give the preset's name; connectors are lines and shapes of one's own are rectangles."""
    preset = None if properties is None else properties.find(A + "prstGeom")
    name = "rect" if preset is None else preset.get("prst", "rect")
    return "line" if name in _LINES else name


def _insets(body: Element | None) -> tuple[float, float, float, float]:
    """Read the room between a shape's edge and its text (a:bodyPr, 21.1.2.1.1)."""
    standard = (("lIns", 7.2), ("tIns", 3.6), ("rIns", 7.2), ("bIns", 3.6))
    values = []
    for name, default in standard:
        value = None if body is None else emu_length(body.get(name))
        values.append(default if value is None else max(0.0, value))
    return values[0], values[1], values[2], values[3]


def _text(shape: Element, scope: Scope) -> tuple[Block, ...]:
    content = shape.find(f"{WPS}txbx/{W}txbxContent")
    return () if content is None else read_text_box(content, scope)


def read_text_box(content: Element, scope: Scope) -> tuple[Block, ...]:
    """Read the blocks of a w:txbxContent, with fields and bookmarks of their own."""
    if scope.depth >= DEEPEST:
        scope.warn("text boxes are nested too deep")
        return ()
    return scope.read_blocks(scope.inner(), content, NO_TABLE_TEXT)


def read_group(
    group: Element, scope: Scope, alt: str, decorative: bool, size: tuple[float, float], depth: int = 0
) -> Group:
    """Read a wpg:wgp, wpg:grpSp or wpc:wpc: its members scaled to the size it is shown in.

    Args:
        group: The group.
        scope: For pictures, colours and text.
        alt: Alternative text of the whole.
        decorative: Whether Word says that it means nothing.
        size: Width and height in points that the group takes.
        depth: How many groups it stands in.
    """
    area = _child_area(group, size)
    scale_x, scale_y = size[0] / (area[2] or 1.0), size[1] / (area[3] or 1.0)
    members: list[Member] = []
    for element in _contents(group):
        transform = _member_transform(element)
        if transform is None or depth > DEEPEST:
            continue
        x, y, width, height = _box(transform)
        place = ((x - area[0]) * scale_x, (y - area[1]) * scale_y, width * scale_x, height * scale_y)
        content = _read_member(element, scope, (place[2], place[3]), depth)
        members.append((content, *place))
    return Group(tuple(members), alt, decorative)


def _read_member(element: Element, scope: Scope, size: tuple[float, float], depth: int) -> Content:
    kind = local_name(element)
    if kind == "pic":
        return read_graphic(element, scope, "", decorative=False)
    if kind == "grpSp":
        return read_group(element, scope, "", False, size, depth + 1)
    if kind == "wsp":
        return read_shape(element, scope)
    scope.warn(f"a drawing of the kind {kind} is left as a placeholder")
    return Graphic(b"", "")


def _member_transform(element: Element) -> Element | None:
    """Give a member's a:xfrm; None for what is no member (names, properties)."""
    for name in (WPS + "spPr", WPG + "grpSpPr", f"{WPG}xfrm"):
        found = element.find(name)
        if found is not None:
            return found if name == f"{WPG}xfrm" else found.find(A + "xfrm")
    for found in element.iterchildren("*"):
        if local_name(found) == "spPr":
            return found.find(A + "xfrm")
    return None


def _child_area(group: Element, size: tuple[float, float]) -> tuple[float, float, float, float]:
    """Give the group's own coordinates (a:chOff, a:chExt) in points; a canvas has those of its size."""
    transform = group.find(f"{WPG}grpSpPr/{A}xfrm")
    if transform is None:
        return 0.0, 0.0, size[0], size[1]
    return _pair(transform, "chOff", "x", "y", (0.0, 0.0)) + _pair(transform, "chExt", "cx", "cy", size)


def _box(transform: Element) -> tuple[float, float, float, float]:
    return _pair(transform, "off", "x", "y", (0.0, 0.0)) + _pair(transform, "ext", "cx", "cy", (0.0, 0.0))


def _pair(
    transform: Element, name: str, first: str, second: str, default: tuple[float, float]
) -> tuple[float, float]:
    """Read two lengths; a group's own coordinates may be in any unit, so they are not held in bounds."""
    element = transform.find(A + name)
    if element is None:
        return default
    return (decimal(element.get(first)) or 0.0) / 12700, (decimal(element.get(second)) or 0.0) / 12700
