"""Where a floating VML shape stands: its style attribute and w10:wrap (ECMA-376-4 19.1.2.19, 19.3)."""

from collections.abc import Mapping

from lxml.etree import _Element as Element

from lettergen.typeset.read.shapes import Content
from lettergen.typeset.read.values import decimal, is_true, length, local_name
from lettergen.typeset.story import Anchor, Offset

_RELATIVES = {
    "text": "column", "char": "character", "left-margin-area": "leftMargin",
    "inner-margin-area": "insideMargin", "right-margin-area": "rightMargin",
    "outer-margin-area": "outsideMargin", "top-margin-area": "topMargin",
    "bottom-margin-area": "bottomMargin",
}  # fmt: skip
_ALIGNMENTS = frozenset({"left", "center", "right", "inside", "outside", "top", "bottom"})
_SIDES = {"both": "bothSides", "left": "left", "right": "right", "largest": "largest"}


def place(
    shape: Element, styles: Mapping[str, str], content: Content, size: tuple[float, float], link: str | None
) -> Anchor:
    """Give an anchored shape.

    Args:
        shape: v:shape and its kin.
        styles: Its style attribute's pairs.
        content: What is shown there.
        size: Width and height in points.
        link: Where it leads.
    """
    wrap = next((child for child in shape if local_name(child) == "wrap"), None)
    order = int(decimal(styles.get("z-index")) or 0)
    kind = _wrap(wrap)
    return Anchor(
        content=content,
        width=size[0],
        height=size[1],
        horizontal=_offset(styles, "horizontal", "left"),
        vertical=_offset(styles, "vertical", "top"),
        wrap=kind,
        side=_SIDES.get("both" if wrap is None else wrap.get("side", "both"), "bothSides"),
        gaps=_gaps(styles),
        behind=order < 0 and kind == "none",
        order=abs(order),
        in_cell=is_true(shape.get("{urn:schemas-microsoft-com:office:office}allowincell"), default=True),
        link=link,
        relative_width=_relative(styles, "width"),
        relative_height=_relative(styles, "height"),
    )


def _wrap(element: Element | None) -> str:
    kind = "none" if element is None else element.get("type", "none")
    return kind if kind in {"square", "tight", "through", "topAndBottom"} else "none"


def _offset(styles: Mapping[str, str], axis: str, edge: str) -> Offset:
    """Read one axis: an alignment, a share, or a distance (margin-left) from what it is relative to."""
    default = "column" if axis == "horizontal" else "paragraph"
    word = styles.get(f"mso-position-{axis}-relative", "")
    relative_to = default if word == "text" else _RELATIVES.get(word, word or default)
    align = styles.get(f"mso-position-{axis}")
    part = decimal(styles.get(f"mso-{edge}-percent"))
    distance = length(styles.get(f"margin-{edge}"), 1) or length(styles.get(edge), 1) or 0.0
    return Offset(
        relative_to=relative_to,
        offset=distance,
        align=align if align in _ALIGNMENTS else None,
        share=part / 1000 if part else None,
    )


def _gaps(styles: Mapping[str, str]) -> tuple[float, float, float, float]:
    def gap(side: str, default: float) -> float:
        value = length(styles.get(f"mso-wrap-distance-{side}"), 1)
        return default if value is None else max(0.0, value)

    return gap("left", 9.0), gap("top", 0.0), gap("right", 9.0), gap("bottom", 0.0)


def _relative(styles: Mapping[str, str], name: str) -> tuple[str, float] | None:
    part = decimal(styles.get(f"mso-{name}-percent"))
    if not part or part < 0:
        return None
    return styles.get(f"mso-{name}-relative", "margin").replace("-margin-area", "Margin"), part / 1000
