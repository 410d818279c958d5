"""Symbol fonts as Unicode.

Symbol, Wingdings and their kin put pictures at the places of letters, or in the private use area
from U+F000 on. Without those fonts on the machine such text would come out as letters or boxes, and
it could not be read aloud; so it is read as the characters that look the same.
"""

#: From 0x20 on, a character for each place; a space where the font has nothing that Unicode has.
_SYMBOL = (
    " !∀#∃%&∋()∗+,−./0123456789:;<=>?≅ΑΒΧΔΕΦΓΗΙϑΚΛΜΝΟΠΘΡΣΤΥςΩΞΨΖ[∴]⊥_‾αβχδεφγηιϕκλμνοπθρστυϖωξψζ{|}∼ "
    + " " * 32
    + "€ϒ′≤⁄∞ƒ♣♦♥♠↔←↑→↓°±″≥×∝∂•÷≠≡≈…⏐⎯↵ℵℑℜ℘⊗⊕∅∩∪⊃⊇⊄⊂⊆∈∉∠∇®©™∏√⋅¬∧∨⇔⇐⇑⇒⇓"
    + "◊〈®©™∑⎛⎜⎝⎡⎢⎣⎧⎨⎩⎪ 〉∫⌠⎮⌡⎞⎟⎠⎤⎥⎦⎫⎬⎭ "
)
_WINGDINGS = (
    " ✏✂✁👓🔔📖🕯☎✆✉📧📪📫📬📭📁📂📄📃📑🗄⌛⌨🖱🖲💻🖴💾🖬✇✍🖎✌👌👍👎☜☞☝☟✋☺😐☹💣☠🏳🏱✈☼💧❄✝✞✟✠✡☪☯ॐ☸"
    "♈♉♊♋♌♍♎♏♐♑♒♓&&●❍■□□❑❒⬧⧫◆❖⬥⌧⌃⌘❀✿❝❞ "
    "⓪①②③④⑤⑥⑦⑧⑨⑩⓿❶❷❸❹❺❻❼❽❾❿❧❧❧❧❧❧❧❧·•▪○◯◯◉◎◯▪◻✦✦★✶✴✹✵⌖⌖✧⌑✧✪✰"
    "🕐🕑🕒🕓🕔🕕🕖🕗🕘🕙🕚🕛↩↪↰↱↲↳↶↷↶↷↶↷❧❧❧❧❧❧⌫⌦◄➢▲▼➲➲➲➲←→↑↓↖↗↙↘⬅➔⬆⬇⬉⬈⬋⬊⇦⇨⇧⇩⇔⇕⬉⬈⬋⬊▭▫✗✓☒☑⊞"
)
_WINGDINGS_2 = {
    0x4F: "✗", 0x50: "✓", 0x51: "☒", 0x52: "☑", 0x53: "☒", 0x54: "☒", 0x95: "·", 0x96: "•", 0x97: "●",
    0x98: "●", 0x99: "○", 0x9A: "○", 0x9E: "▪", 0x9F: "▪", 0xA0: "▪", 0xA1: "■", 0xA2: "■", 0xA3: "□",
    0xAE: "◆", 0xAF: "◆", 0xB0: "◇", 0xDF: "✦", 0xEA: "✱", 0xF3: "✶",
}  # fmt: skip
_WINGDINGS_3 = {
    0x21: "⭠", 0x22: "⭢", 0x66: "←", 0x67: "→", 0x68: "↑", 0x69: "↓", 0x70: "▲", 0x71: "▼", 0x72: "△",
    0x73: "▽", 0x74: "◄", 0x75: "►", 0x76: "◁", 0x77: "▷", 0x7B: "▲", 0x7C: "◀", 0x7D: "▶", 0x7E: "▼",
}  # fmt: skip
_WEBDINGS = {
    0x33: "◀", 0x34: "▶", 0x35: "▲", 0x36: "▼", 0x61: "✔", 0x63: "□", 0x67: "■", 0x6E: "●", 0x72: "✖",
    0x3D: "≡", 0x69: "ℹ", 0x6A: "✈", 0x73: "?", 0x7E: "⚡", 0xC8: "☎", 0xC9: "☎", 0x9A: "✉", 0xD8: "♥",
}  # fmt: skip


def _by_place(characters: str) -> dict[int, str]:
    return {place: text for place, text in enumerate(characters, 0x20) if text != " " or place == 0x20}


_FONTS = {
    "symbol": _by_place(_SYMBOL),
    "wingdings": _by_place(_WINGDINGS),
    "wingdings 2": _WINGDINGS_2,
    "wingdings 3": _WINGDINGS_3,
    "webdings": _WEBDINGS,
}


def is_symbol_font(family: str | None) -> bool:
    """Tell whether a font's letters are pictures that this module knows."""
    return family is not None and family.lower() in _FONTS


def symbol_text(text: str, family: str) -> str | None:
    """Give the Unicode characters that `text` looks like in a symbol font.

    Returns:
        As many characters as `text` has; None when one of them has no counterpart, or when the font
        is not one of those that are known.
    """
    table = _FONTS.get(family.lower())
    if table is None:
        return None
    found = [" " if character in " \xa0" else table.get(_place(character)) for character in text]
    return None if None in found else "".join(character for character in found if character)


def _place(character: str) -> int:
    """Give a character's place in the font: the private use area from U+F000 on repeats it."""
    code = ord(character)
    return code - 0xF000 if 0xF000 <= code <= 0xF0FF else code


def private_use_text(text: str) -> str:
    """Replace characters of the private use area whose font is not known, as Symbol's.

    Word treats U+F020 to U+F0FF without a symbol font as Symbol's characters.
    """
    if text.isascii() or not any("\uf020" <= character <= "\uf0ff" for character in text):
        return text
    table = _FONTS["symbol"]
    return "".join(
        table.get(_place(character), character) if "\uf020" <= character <= "\uf0ff" else character
        for character in text
    )
