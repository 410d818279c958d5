"""Document-wide settings (word/settings.xml, 17.15)."""

from dataclasses import dataclass

from lxml.etree import _Element as Element

from lettergen.typeset.read.values import W, attribute, is_on, length, local_name, whole
from lettergen.typeset.story import Hyphenation, NoteSettings

_RESTARTS = frozenset({"continuous", "eachSect", "eachPage"})
_FOOTNOTES, _ENDNOTES = NoteSettings(), NoteSettings("lowerRoman")


@dataclass(frozen=True, slots=True)
class DocumentSettings:
    """What of settings.xml decides how pages look.

    `compatibility` is 12 for a file that does not say, as Word 2007 wrote them.
    """

    compatibility: int = 12
    default_tab: float = 36.0
    even_and_odd: bool = False
    mirror_margins: bool = False
    gutter_at_top: bool = False
    hyphenation: Hyphenation | None = None
    footnotes: NoteSettings = _FOOTNOTES
    endnotes: NoteSettings = _ENDNOTES
    footnote_position: str = "pageBottom"
    endnote_position: str = "docEnd"
    compat: frozenset[str] = frozenset()
    language: str = ""


def read_settings(root: Element | None) -> DocumentSettings:
    """Read settings.xml; its defaults where there is none."""
    if root is None:
        return DocumentSettings()
    compat = root.find(W + "compat")
    tab = length(attribute(root.find(W + "defaultTabStop"), "val"))
    return DocumentSettings(
        compatibility=_compatibility(compat),
        default_tab=tab if tab is not None and tab > 0 else 36.0,
        even_and_odd=bool(is_on(root.find(W + "evenAndOddHeaders"))),
        mirror_margins=bool(is_on(root.find(W + "mirrorMargins"))),
        gutter_at_top=bool(is_on(root.find(W + "gutterAtTop"))),
        hyphenation=_hyphenation(root),
        footnotes=read_note_settings(root.find(W + "footnotePr"), _FOOTNOTES),
        endnotes=read_note_settings(root.find(W + "endnotePr"), _ENDNOTES),
        footnote_position=attribute(root.find(f"{W}footnotePr/{W}pos"), "val") or "pageBottom",
        endnote_position=attribute(root.find(f"{W}endnotePr/{W}pos"), "val") or "docEnd",
        language=attribute(root.find(W + "themeFontLang"), "val") or "",
        compat=frozenset(_each_option(compat)),
    )


def _hyphenation(root: Element) -> Hyphenation | None:
    if not is_on(root.find(W + "autoHyphenation")):
        return None
    zone = length(attribute(root.find(W + "hyphenationZone"), "val"))
    return Hyphenation(
        zone=zone if zone is not None and zone >= 0 else Hyphenation().zone,
        in_row=whole(attribute(root.find(W + "consecutiveHyphenLimit"), "val"), 0, 32_767) or 0,
        capitals=not is_on(root.find(W + "doNotHyphenateCaps")),
    )


def _compatibility(compat: Element | None) -> int:
    for setting in () if compat is None else compat.iterfind(W + "compatSetting"):
        if attribute(setting, "name") == "compatibilityMode":
            return whole(attribute(setting, "val"), 11, 15) or 12
    return 12


def _each_option(compat: Element | None) -> list[str]:
    """Give the names of the options that are on, Word's newer w:compatSetting ones included."""
    options = []
    for element in () if compat is None else compat:
        name = local_name(element)
        if name == "compatSetting":
            name = attribute(element, "name") or ""
            if attribute(element, "val") == "1" and name != "compatibilityMode":
                options.append(name)
        elif is_on(element):
            options.append(name)
    return options


def read_note_settings(element: Element | None, base: NoteSettings) -> NoteSettings:
    """Read w:footnotePr or w:endnotePr (17.11.11, 17.11.3) over what holds without it."""
    if element is None:
        return base
    restart = attribute(element.find(W + "numRestart"), "val")
    start = whole(attribute(element.find(W + "numStart"), "val"), 1, 32767)
    return NoteSettings(
        attribute(element.find(W + "numFmt"), "val") or base.format,
        base.start if start is None else start,
        restart if restart in _RESTARTS else base.restart,
    )
