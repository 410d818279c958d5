"""VML pictures, shapes, text boxes, groups and watermarks (w:pict, w:object; ECMA-376-4 section 19)."""

from collections.abc import Iterator, Mapping
from dataclasses import replace

from lxml.etree import _Element as Element

from lettergen.typeset.read.links import safe_link
from lettergen.typeset.read.pictures import known_kind
from lettergen.typeset.read.scope import Scope
from lettergen.typeset.read.shapes import Content, Member, read_text_box
from lettergen.typeset.read.theme import PRESET_COLORS
from lettergen.typeset.read.values import O, R, V, W, decimal, hex_color, is_true, length, local_name, share
from lettergen.typeset.read.vml_position import place
from lettergen.typeset.story import Anchor, Graphic, Group, Inline, Line, RunStyle, Shape, Text

_GEOMETRIES = {
    "rect": "rect", "roundrect": "roundRect", "oval": "ellipse", "line": "line", "arc": "arc",
    "polyline": "rect", "curve": "line", "image": "rect", "shape": "rect",
}  # fmt: skip
#: Built-in shape types (o:spt) by their number at the end of a shape type's id.
_TYPES = {"t32": "line", "t20": "line", "t3": "ellipse", "t2": "roundRect"}
_DASHES = {
    "dot": "dotted", "shortdot": "dotted", "dash": "dashed", "shortdash": "dashSmallGap",
    "longdash": "dashed", "dashdot": "dotDash", "longdashdot": "dotDash", "shortdashdot": "dotDash",
    "longdashdotdot": "dotDotDash",
}  # fmt: skip
#: A horizontal rule is as wide as the line unless it says otherwise.
_RULE_WIDTH = 450.0


def read_picture(
    element: Element, scope: Scope, style: RunStyle, link: str | None
) -> Iterator[Inline | Anchor]:
    """Read a w:pict or w:object: usually one shape, after the definition of its type."""
    for shape in element.iterchildren("*"):
        if local_name(shape) != "group" and local_name(shape) not in _GEOMETRIES:
            continue
        styles = css(shape.get("style"))
        if styles.get("visibility") == "hidden":
            continue
        if local_name(shape) == "line":
            styles = _line_box(shape, styles)
        width, height = _size(styles)
        content = _read(shape, scope, style, (width, height), 0)
        target = safe_link(shape.get("href")) or link
        if is_true(shape.get(O + "hr")):
            yield _rule(shape, content, width, height, style)
        elif styles.get("position") in {"absolute", "relative"}:
            yield place(shape, styles, content, (width, height), target)
        else:
            yield Inline(content, width, height, style, target)


def css(text: str | None) -> Mapping[str, str]:
    """Read a style attribute's ``name:value`` pairs."""
    pairs = (part.partition(":") for part in (text or "")[:8192].split(";"))
    return {name.strip().lower(): value.strip() for name, _, value in pairs if value.strip()}


def _size(styles: Mapping[str, str]) -> tuple[float, float]:
    return (
        max(0.0, length(styles.get("width"), 1) or 0.0),
        max(0.0, length(styles.get("height"), 1) or 0.0),
    )


def _rule(shape: Element, content: Content, width: float, height: float, style: RunStyle) -> Inline:
    """Read a horizontal rule (o:hr): as wide as the line, or o:hrpct tenths of a per cent of it."""
    part = decimal(shape.get(O + "hrpct"))
    relative = min(1.0, part / 1000) if part and part > 0 else (0.0 if width else 1.0)
    if isinstance(content, Shape):
        content = replace(content, outline=None, fill=content.fill or "A0A0A0", decorative=True)
    return Inline(content, width or _RULE_WIDTH, height or 1.5, style, relative_width=relative)


def _read(shape: Element, scope: Scope, style: RunStyle, size: tuple[float, float], depth: int) -> Content:
    if local_name(shape) == "group":
        return _read_group(shape, scope, style, size, depth)
    image = shape.find(V + "imagedata")
    if image is not None:
        return _read_image(shape, image, scope)
    return _read_shape(shape, scope, style)


def _read_image(shape: Element, image: Element, scope: Scope) -> Graphic:
    found = scope.source.data(image.get(R + "id") or image.get(O + "relid") or image.get(R + "pict"))
    if found is None:
        scope.warn("a picture is missing")
    data = b"" if found is None else found[1]
    left, top, right, bottom = (
        _crop_share(image.get(name)) for name in ("cropleft", "croptop", "cropright", "cropbottom")
    )
    whole_crop = left + right >= 1 or top + bottom >= 1
    return Graphic(
        data=data,
        kind=known_kind(data, scope),
        alt=_alt(shape) or image.get(O + "title") or "",
        crop=(0.0, 0.0, 0.0, 0.0) if whole_crop else (left, top, right, bottom),
        rotation=_rotation(css(shape.get("style"))),
    )


def _crop_share(value: str | None) -> float:
    """Read a fraction: 0.25, or 65,536ths with an ``f`` behind."""
    number = decimal((value or "0").rstrip("f"))
    if number is None:
        return 0.0
    return max(0.0, min(1.0, number / 65536 if value and value.endswith("f") else number))


def _alt(shape: Element) -> str:
    return shape.get("alt") or shape.get("title") or ""


def _rotation(styles: Mapping[str, str]) -> float:
    """Read degrees clockwise; ``fd`` behind the number means 65,536ths."""
    value = styles.get("rotation", "0")
    number = decimal(value.removesuffix("fd")) or 0.0
    return (number / 65536 if value.endswith("fd") else number) % 360


def _read_shape(shape: Element, scope: Scope, style: RunStyle) -> Shape:
    styles = css(shape.get("style"))
    box = shape.find(V + "textbox")
    content = None if box is None else box.find(W + "txbxContent")
    box_styles = css(None if box is None else box.get("style"))
    fill, opacity = _fill(shape)
    word_art = _word_art(shape, fill, style)
    return Shape(
        geometry=_geometry(shape),
        fill=None if word_art else fill,
        outline=None if word_art else _outline(shape),
        blocks=() if content is None else read_text_box(content, scope),
        insets=_insets(None if box is None else box.get("inset")),
        anchor={"middle": "center", "bottom": "bottom"}.get(styles.get("v-text-anchor", ""), "top"),
        rise=_rises(shape, styles),
        rotation=_rotation(styles),
        auto_fit=is_true(box_styles.get("mso-fit-shape-to-text"), default=False),
        alt=_alt(shape),
        word_art=word_art,
        opacity=opacity,
    )


def _geometry(shape: Element) -> str:
    kind = shape.get("type", "").rpartition("_")[2]
    return _TYPES.get(kind, _GEOMETRIES[local_name(shape)])


def _rises(shape: Element, styles: Mapping[str, str]) -> bool:
    """Tell whether a line goes up from left to right."""
    if local_name(shape) == "line":
        start, end = (_point(shape.get(name)) for name in ("from", "to"))
        return (end[0] - start[0]) * (end[1] - start[1]) < 0
    flip = styles.get("flip", "")
    return ("x" in flip) != ("y" in flip)


def _line_box(shape: Element, styles: Mapping[str, str]) -> Mapping[str, str]:
    """Give a line's style with the box between its ends, which count from where the shape stands."""
    start, end = (_point(shape.get(name)) for name in ("from", "to"))
    box = {"width": abs(end[0] - start[0]), "height": abs(end[1] - start[1])}
    for name, least in (("margin-left", min(start[0], end[0])), ("margin-top", min(start[1], end[1]))):
        box[name] = (length(styles.get(name), 1) or 0.0) + least
    return {**styles, **{name: f"{value}pt" for name, value in box.items()}}


def _point(value: str | None) -> tuple[float, float]:
    x, _, y = (value or "0,0").partition(",")
    return length(x, 1) or 0.0, length(y, 1) or 0.0


def _fill(shape: Element) -> tuple[str | None, float]:
    """Give the fill, white unless the shape says otherwise, and its opacity (19.1.2.5)."""
    element = shape.find(V + "fill")
    is_filled = is_true(shape.get("filled"), default=local_name(shape) not in {"line", "polyline", "curve"})
    if not is_filled or (element is not None and not is_true(element.get("on"), default=True)):
        return None, 1.0
    color = vml_color(shape.get("fillcolor") or (None if element is None else element.get("color")))
    return color or "FFFFFF", 1.0 if element is None else _opacity(element.get("opacity"))


def _opacity(value: str | None) -> float:
    """Read a share: ``50%``, ``0.5`` or 65,536ths with an ``f`` behind; all of it when absent."""
    if not value:
        return 1.0
    part = share(value) if value.endswith("%") else _crop_share(value)
    return 1.0 if part is None else max(0.0, min(1.0, part))


def _outline(shape: Element) -> Line | None:
    """Give the outline, thin and black unless the shape says otherwise (19.1.2.21)."""
    stroke = shape.find(V + "stroke")
    is_off = stroke is not None and not is_true(stroke.get("on"), default=True)
    if is_off or not is_true(shape.get("stroked"), default=True):
        return None
    width = length(shape.get("strokeweight"), 1)
    dash = "" if stroke is None else stroke.get("dashstyle", "").lower()
    return Line(
        kind=_DASHES.get(dash, "single"),
        width=0.75 if width is None else max(0.0, min(width, 72.0)),
        color=vml_color(shape.get("strokecolor")) or "000000",
    )


def vml_color(value: str | None) -> str | None:
    """Read a VML colour: ``#rgb``, ``#rrggbb``, a name, any of them with an index in brackets behind."""
    name = (value or "").split("[")[0].split("fill")[0].strip().lower()
    if name.startswith("#") and len(name) == 4:
        name = "#" + "".join(digit * 2 for digit in name[1:])
    return hex_color(name.removeprefix("#")) or PRESET_COLORS.get(name)


def _insets(value: str | None) -> tuple[float, float, float, float]:
    """Read a text box's inset: left, top, right, bottom, each of which may be left out."""
    standard = (7.2, 3.6, 7.2, 3.6)
    given = [length(part, 12700) for part in (value or "").split(",")]
    given += [None] * (4 - len(given))
    left, top, right, bottom = (
        default if part is None else max(0.0, part) for part, default in zip(given, standard, strict=False)
    )
    return left, top, right, bottom


def _word_art(shape: Element, fill: str | None, style: RunStyle) -> Text | None:
    """Read a watermark's words (v:textpath, 19.1.2.23)."""
    path = shape.find(V + "textpath")
    text = None if path is None else path.get("string")
    if path is None or not text:
        return None
    styles = css(path.get("style"))
    family = styles.get("font-family", "").strip("\"'") or style.family
    art = replace(
        style,
        family=family,
        size=max(1.0, length(styles.get("font-size"), 1) or style.size),
        color=fill,
        bold=styles.get("font-weight") == "bold",
        italic=styles.get("font-style") == "italic",
    )
    return Text(text, art)


def _read_group(
    group: Element, scope: Scope, style: RunStyle, size: tuple[float, float], depth: int
) -> Group:
    """Read a v:group (19.1.2.7): its members' coordinates count in coordsize from coordorigin."""
    origin, extent = _numbers(group.get("coordorigin"), 0.0), _numbers(group.get("coordsize"), 1000.0)
    scale_x, scale_y = size[0] / (extent[0] or 1.0), size[1] / (extent[1] or 1.0)
    members: list[Member] = []
    for shape in group.iterchildren("*"):
        is_shape = local_name(shape) in _GEOMETRIES or local_name(shape) == "group"
        if not is_shape or depth > 16:
            continue
        x, y, width, height = _member_box(shape)
        spot = ((x - origin[0]) * scale_x, (y - origin[1]) * scale_y, width * scale_x, height * scale_y)
        members.append((_read(shape, scope, style, (spot[2], spot[3]), depth + 1), *spot))
    return Group(tuple(members), _alt(group))


def _member_box(shape: Element) -> tuple[float, float, float, float]:
    """Give left, top, width and height in the group's coordinates."""
    if local_name(shape) == "line":
        start, end = _numbers(shape.get("from"), 0.0), _numbers(shape.get("to"), 0.0)
        left, top = min(start[0], end[0]), min(start[1], end[1])
        return left, top, abs(end[0] - start[0]), abs(end[1] - start[1])
    styles = css(shape.get("style"))
    left, top, width, height = (
        decimal((styles.get(name) or "0").removesuffix("pt")) or 0.0
        for name in ("left", "top", "width", "height")
    )
    return left, top, width, height


def _numbers(value: str | None, default: float) -> tuple[float, float]:
    first, _, second = (value or "").partition(",")
    x, y = decimal(first), decimal(second)
    return default if x is None else x, default if y is None else y
