"""Makes font files of every kind out of those that come with lettergen."""

import io
from pathlib import Path

from fontTools.fontBuilder import FontBuilder
from fontTools.pens.t2CharStringPen import T2CharStringPen
from fontTools.ttLib import TTCollection, TTFont

from lettergen.typeset.fonts import FontBook

_KEPT = [".notdef", "space", *"abcdefinortABL", "exclam", "eacute"]


def caladea(bold=False) -> Path:
    """Give the path of a static TrueType font."""
    return FontBook(system=False).face("Caladea", bold, False).entry.path


def small_font(family: str, *, bold=False, cff=False, cid=False, embedding=0, **os2) -> TTFont:
    """Give a font of a few letters under another name.

    `cff` gives it CFF outlines, `cid` such with a CID-keyed charset; `embedding` is OS/2 fsType.
    """
    source = TTFont(caladea(bold), recalcTimestamp=False)
    names = [name for name in _KEPT if name in source.getGlyphSet()]
    made = FontBuilder(source["head"].unitsPerEm, isTTF=not cff)
    made.setupGlyphOrder(names)
    made.setupCharacterMap({code: name for code, name in source.getBestCmap().items() if name in names})
    _set_outlines(made, source, names, cff, family)
    made.setupHorizontalMetrics({name: source["hmtx"][name] for name in names})
    made.setupHorizontalHeader(ascent=950, descent=-222)
    style = "Bold" if bold else "Regular"
    made.setupNameTable(
        {"familyName": family, "styleName": style, "psName": family.replace(" ", "") + "-" + style}
    )
    made.setupOS2(sTypoAscender=950, sTypoDescender=-222, usWinAscent=950, usWinDescent=222, fsType=embedding,
                  usWeightClass=700 if bold else 400, **os2)  # fmt: skip
    made.setupPost()
    if cid:
        _key_by_cid(made.font)
    return made.font


def _set_outlines(made, source, names, cff, family):
    glyphs = source.getGlyphSet()
    if not cff:
        made.setupGlyf({name: source["glyf"][name] for name in names})
        return
    strings = {}
    for name in names:
        pen = T2CharStringPen(glyphs[name].width, glyphs)
        glyphs[name].draw(pen)
        strings[name] = pen.getCharString()
    made.setupCFF(family.replace(" ", ""), {"FullName": family}, strings, {})


def _key_by_cid(font):
    """Turn a CFF program into a CID-keyed one, its CIDs far from its glyph numbers."""
    from fontTools.cffLib import FDArrayIndex, FDSelect, FontDict

    top = font["CFF "].cff.topDictIndex[0]
    order = font.getGlyphOrder()
    top.ROS = ("Adobe", "Identity", 0)
    top.CIDCount = 1000
    charset = [".notdef", *(f"cid{500 + number:05d}" for number in range(1, len(order)))]
    renamed = dict(zip(order, charset, strict=True))
    strings = top.CharStrings
    strings.charStrings = {renamed[name]: index for name, index in strings.charStrings.items()}
    top.charset = charset
    sub = FontDict()
    sub.Private = top.Private
    top.FDArray = FDArrayIndex()
    top.FDArray.append(sub)
    top.FDSelect = FDSelect(format=3)
    top.FDSelect.gidArray = [0] * len(order)
    strings.fdArray, strings.fdSelect = top.FDArray, top.FDSelect
    del top.Private
    cmap = {code: renamed[name] for code, name in font.getBestCmap().items()}
    hmtx = {renamed[name]: value for name, value in font["hmtx"].metrics.items()} if "hmtx" in font else None
    font.setGlyphOrder(charset)
    for table in font["cmap"].tables:
        table.cmap = dict(cmap)
    if hmtx is not None:
        font["hmtx"].metrics = hmtx


def saved(font: TTFont, path: Path) -> Path:
    """Write a font."""
    font.save(path)
    return path


def collection(path: Path, *fonts: TTFont) -> Path:
    """Write fonts as a collection."""
    whole = TTCollection()
    for font in fonts:
        data = io.BytesIO()
        font.save(data)
        whole.fonts.append(TTFont(io.BytesIO(data.getvalue())))
    whole.save(path)
    return path
