"""Theme fonts and colours (DrawingML 20.1.4.1, WordprocessingML 17.3.2.26 and 17.15.1.20)."""

import colorsys
from collections.abc import Mapping
from dataclasses import dataclass, field

from lxml.etree import _Element as Element

from lettergen.typeset.read.package import parse
from lettergen.typeset.read.values import A, W, decimal, hex_color, local_name

#: Office's own fonts and colours, for a file whose theme is missing.
_OFFICE_COLORS = {
    "dk1": "000000", "lt1": "FFFFFF", "dk2": "44546A", "lt2": "E7E6E6", "accent1": "4472C4",
    "accent2": "ED7D31", "accent3": "A5A5A5", "accent4": "FFC000", "accent5": "5B9BD5",
    "accent6": "70AD47", "hlink": "0563C1", "folHlink": "954F72",
}  # fmt: skip
#: ST_ThemeColor's and ST_SchemeColorVal's words to the theme's slots, before clrSchemeMapping.
_SLOTS = {
    "dark1": "dk1", "light1": "lt1", "dark2": "dk2", "light2": "lt2", "text1": "dk1", "background1": "lt1",
    "text2": "dk2", "background2": "lt2", "tx1": "dk1", "bg1": "lt1", "tx2": "dk2", "bg2": "lt2",
    "hyperlink": "hlink", "followedHyperlink": "folHlink",
}  # fmt: skip
#: The words that clrSchemeMapping may give another meaning, by its attribute.
_MAPPED = {"text1": "t1", "background1": "bg1", "text2": "t2", "background2": "bg2", "tx1": "t1", "tx2": "t2"}
#: Scripts of a:font elements by East Asian and complex-script language (17.15.1.88).
_SCRIPTS = {
    "ja": "Jpan", "ko": "Hang", "zh-CN": "Hans", "zh-SG": "Hans", "zh": "Hans", "zh-TW": "Hant",
    "zh-HK": "Hant", "zh-MO": "Hant", "ar": "Arab", "he": "Hebr", "th": "Thai", "fa": "Arab", "ur": "Arab",
    "hi": "Deva", "bn": "Beng", "ta": "Taml", "te": "Telu", "gu": "Gujr", "pa": "Guru", "kn": "Knda",
    "ml": "Mlym", "or": "Orya", "si": "Sinh", "bo": "Tibt", "km": "Khmr", "lo": "Laoo", "ka": "Geor",
}  # fmt: skip


@dataclass(frozen=True)
class Theme:
    """Fonts by ``majorAscii``-like words and colours by slot."""

    fonts: Mapping[str, str] = field(default_factory=dict)
    colors: Mapping[str, str] = field(default_factory=lambda: _OFFICE_COLORS)
    mapping: Mapping[str, str] = field(default_factory=dict)

    def font(self, word: str | None) -> str | None:
        """Look up an ST_Theme word such as ``minorHAnsi``; None when the theme names no font."""
        return self.fonts.get(word) if word else None

    def color(self, word: str | None) -> str | None:
        """Look up an ST_ThemeColor or ST_SchemeColorVal word; None when there is no such colour."""
        if not word:
            return None
        mapped = self.mapping.get(_MAPPED.get(word, word), word)
        return self.colors.get(_SLOTS.get(mapped, mapped))


def read_theme(data: bytes | None, settings: Element | None) -> Theme:
    """Read the theme part, with the settings' languages and colour mapping; Office's if there is none."""
    root = parse(data) if data else None
    mapping = _color_mapping(settings)
    if root is None:
        return Theme(mapping=mapping)
    return Theme(_read_fonts(root, settings), _read_colors(root), mapping)


def _color_mapping(settings: Element | None) -> dict[str, str]:
    element = None if settings is None else settings.find(W + "clrSchemeMapping")
    if element is None:
        return {}
    return {str(key).rpartition("}")[2]: str(value) for key, value in element.attrib.items()}


def _read_colors(root: Element) -> dict[str, str]:
    colors = dict(_OFFICE_COLORS)
    scheme = root.find(f".//{A}clrScheme")
    for slot in () if scheme is None else scheme:
        for choice in slot:
            value = hex_color(choice.get("lastClr") or choice.get("val"))
            if value:
                colors[local_name(slot)] = value
    return colors


def _read_fonts(root: Element, settings: Element | None) -> dict[str, str]:
    """Give the fonts by ST_Theme word; an East Asian one left empty is found by w:themeFontLang."""
    languages = None if settings is None else settings.find(W + "themeFontLang")
    fonts: dict[str, str] = {}
    for kind in ("major", "minor"):
        element = root.find(f".//{A}{kind}Font")
        if element is None:
            continue
        latin = _typeface(element, "latin")
        for word in ("Ascii", "HAnsi"):
            fonts[kind + word] = latin
        fonts[kind + "EastAsia"] = _typeface(element, "ea") or _by_language(element, languages, "eastAsia")
        fonts[kind + "Bidi"] = _typeface(element, "cs") or _by_language(element, languages, "bidi")
    return {word: name for word, name in fonts.items() if name}


def _typeface(fonts: Element, name: str) -> str:
    element = fonts.find(A + name)
    return "" if element is None else element.get("typeface", "")


def _by_language(fonts: Element, languages: Element | None, attribute: str) -> str:
    language = "" if languages is None else languages.get(W + attribute, "")
    script = _SCRIPTS.get(language) or _SCRIPTS.get(language.split("-")[0])
    for element in fonts.iter(A + "font"):
        if script and element.get("script") == script:
            return element.get("typeface", "")
    return ""


def tinted(color: str, tint: str | None, shade: str | None) -> str:
    """Lighten and darken as w:themeTint and w:themeShade say (17.3.2.6), in 255ths."""
    if tint:
        color = _lightness(color, _part(tint), 1 - _part(tint))
    if shade:
        color = _lightness(color, _part(shade), 0)
    return color


def _part(value: str) -> float:
    """Read two hexadecimal digits as a share of 255; 1 when they are none."""
    try:
        return int(value, 16) / 255
    except ValueError:
        return 1.0


def drawing_color(element: Element | None, theme: Theme) -> tuple[str, float] | None:
    """Read a DrawingML colour choice (20.1.2.3) and its opacity from what holds it.

    Args:
        element: ``a:solidFill``, ``a:gs`` or whatever else has a colour as its child.
        theme: Where ``a:schemeClr`` is looked up.

    Returns:
        ``RRGGBB`` and an opacity of 0 to 1; None when it holds no colour that is known.
    """
    for choice in () if element is None else element:
        color = _base_color(choice, theme)
        if color:
            return _modified(color, choice)
    return None


def _base_color(choice: Element, theme: Theme) -> str | None:
    kind = local_name(choice)
    if kind == "srgbClr":
        return hex_color(choice.get("val"))
    if kind == "sysClr":
        return hex_color(choice.get("lastClr"))
    if kind == "schemeClr":
        return theme.color(choice.get("val"))
    if kind == "prstClr":
        return PRESET_COLORS.get(choice.get("val", "").lower())
    return None


def _modified(color: str, choice: Element) -> tuple[str, float]:
    """Apply lumMod, lumOff, shade, tint and alpha in order (20.1.2.3)."""
    opacity = 1.0
    for change in choice:
        amount = (decimal(change.get("val")) or 0) / 100000
        kind = local_name(change)
        if kind == "alpha":
            opacity = max(0.0, min(1.0, amount))
        elif kind in {"lumMod", "shade"}:
            color = _lightness(color, amount, 0)
        elif kind == "lumOff":
            color = _lightness(color, 1, amount)
        elif kind == "tint":
            color = _lightness(color, amount, 1 - amount)
    return color, opacity


def _lightness(color: str, factor: float, plus: float) -> str:
    """Multiply the lightness (HSL) and add to it."""
    red, green, blue = (int(color[at : at + 2], 16) / 255 for at in (0, 2, 4))
    hue, light, saturation = colorsys.rgb_to_hls(red, green, blue)
    light = max(0.0, min(1.0, light * factor + plus))
    return "".join(f"{round(part * 255):02X}" for part in colorsys.hls_to_rgb(hue, light, saturation))


#: The preset colours that Word and VML write by name (20.1.10.48); others fall back to automatic.
PRESET_COLORS = {
    "black": "000000", "white": "FFFFFF", "red": "FF0000", "green": "008000", "blue": "0000FF",
    "yellow": "FFFF00", "cyan": "00FFFF", "magenta": "FF00FF", "gray": "808080", "grey": "808080",
    "silver": "C0C0C0", "maroon": "800000", "olive": "808000", "navy": "000080", "purple": "800080",
    "teal": "008080", "lime": "00FF00", "aqua": "00FFFF", "fuchsia": "FF00FF", "orange": "FFA500",
    "darkgray": "A9A9A9", "lightgray": "D3D3D3", "dkblue": "00008B", "dkgray": "A9A9A9", "ltgray": "D3D3D3",
}  # fmt: skip
