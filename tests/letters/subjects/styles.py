"""Styles: where formatting comes from, and what wins."""

from tests.letters.corpus import letter
from tests.letters.word import FIXED, LOREM, NO_MARGINS, Letter, defaults, p, r, style, tbl, tc, tr
from tests.typeset.wordparts import NAMESPACES

_BOLD, _ITALIC = "<w:b/><w:bCs/>", "<w:i/><w:iCs/>"


@letter
def based_on():
    """Styles inherit along basedOn; what a style says itself wins, and docDefaults come last."""
    styles = (
        style("paragraph", "Root", f"<w:pPr><w:ind w:left='240'/></w:pPr><w:rPr>{_BOLD}</w:rPr>")
        + style(
            "paragraph", "Middle", f"<w:pPr><w:jc w:val='right'/></w:pPr><w:rPr>{_ITALIC}</w:rPr>", "Root"
        )
        + style("paragraph", "Leaf", "<w:rPr><w:b w:val='0'/></w:rPr>", "Middle")
        + style("paragraph", "Loop", "<w:rPr><w:sz w:val='28'/></w:rPr>", "Loop")
    )
    body = p("docDefaults") + p("bold, indented", style="Root") + p("and italic, right", style="Middle")
    body += p("no longer bold", style="Leaf") + p("no such style", style="Missing")
    return Letter(body + p("based on itself", style="Loop"), styles=styles, lines=10)


@letter
def toggles():
    """Bold in a paragraph's style and bold in a character style cancel out; direct bold is bold (17.7.3)."""
    styles = style("paragraph", "Strong", f"<w:rPr>{_BOLD}</w:rPr>") + style(
        "character", "Emphatic", f"<w:rPr>{_BOLD}{_ITALIC}</w:rPr>"
    )
    emphatic = "<w:rStyle w:val='Emphatic'/>"
    body = p("bold ", r("italic only", emphatic), r(" bold", "<w:b/>"), style="Strong")
    body += p("plain ", r("both", emphatic), r(" not", emphatic + "<w:b w:val='0'/><w:i w:val='0'/>"))
    return Letter(body, styles=styles, lines=6)


@letter
def linked_style():
    """A linked style's character half formats runs within a paragraph of another style."""
    styles = style(
        "paragraph", "Quote", "<w:rPr><w:color w:val='C00000'/></w:rPr>", more="<w:link w:val='QuoteChar'/>"
    ) + style(
        "character",
        "Quote Char",
        "<w:rPr><w:color w:val='C00000'/></w:rPr>",
        more="<w:link w:val='Quote'/>",
    )
    return Letter(
        p("all red", style="Quote") + p("only ", r("this", "<w:rStyle w:val='QuoteChar'/>"), " red"),
        styles=styles,
        lines=6,
    )


def _condition(kind, run="", cell=""):
    cell = f"<w:tcPr>{cell}</w:tcPr>" if cell else ""
    return f"<w:tblStylePr w:type='{kind}'><w:rPr>{run}</w:rPr>{cell}</w:tblStylePr>"


def _ground(color):
    return f"<w:shd w:val='clear' w:color='auto' w:fill='{color}'/>"


@letter
def table_style_conditions():
    """A table style's first row, last row, first column, bands and corners, switched by the table's look."""
    conditions = (
        _condition("firstRow", _BOLD, _ground("DDDDDD"))
        + _condition("lastRow", _ITALIC, "<w:tcBorders><w:top w:val='double' w:sz='4'/></w:tcBorders>")
        + _condition("firstCol", "<w:color w:val='0000FF'/>")
        + _condition("band1Horz", "", _ground("F0F0F0"))
        + _condition("nwCell", "<w:u w:val='single'/>")
    )
    base = "<w:tblPr><w:tblStyleRowBandSize w:val='1'/></w:tblPr>"
    styles = style("table", "Fancy", base + conditions)
    rows = [tr("corner", "head", "head"), tr("a", "1", "2"), tr("b", "3", "4"), tr("sum", "4", "6")]
    look = (
        "<w:tblLook w:val='0460' w:firstRow='1' w:lastRow='1' w:firstColumn='{}' w:lastColumn='0' "
        "w:noHBand='0' w:noVBand='1'/>"
    )
    fancy = "<w:tblStyle w:val='Fancy'/>" + FIXED + NO_MARGINS
    body = tbl((12, 12, 12), *rows, pr=fancy + look.format(1))
    body += p("without the first column") + tbl((12, 12, 12), *rows, pr=fancy + look.format(0)) + p("")
    return Letter(body, styles=styles, lines=12)


@letter
def table_style_and_paragraphs():
    """A table style's paragraph and run formatting holds in cells unless Normal or the text say otherwise."""
    styles = style(
        "table", "Tight", f"<w:pPr><w:jc w:val='center'/></w:pPr><w:rPr>{_ITALIC}<w:sz w:val='16'/></w:rPr>"
    ) + style("paragraph", "Own", "<w:pPr><w:jc w:val='right'/></w:pPr>")
    rows = [tr("centred"), tr(tc(p("right", style="Own"))), tr(tc(p(r("big", "<w:sz w:val='28'/>"))))]
    return Letter(
        tbl((20,), *rows, pr="<w:tblStyle w:val='Tight'/>" + FIXED + NO_MARGINS) + p("after"),
        styles=styles,
        lines=8,
    )


@letter
def theme():
    """Fonts and colours by theme name, with tint and shade; the stored colour stands in for a missing one."""
    colors = "".join(
        f"<a:{name}><a:srgbClr val='{value}'/></a:{name}>"
        for name, value in (
            ("dk1", "000000"), ("lt1", "FFFFFF"), ("dk2", "1F497D"), ("lt2", "EEECE1"), ("accent1", "4F81BD"),
            ("accent2", "C0504D"), ("accent3", "9BBB59"), ("accent4", "8064A2"), ("accent5", "4BACC6"),
            ("accent6", "F79646"), ("hlink", "0000FF"), ("folHlink", "800080"),
        )
    )  # fmt: skip
    fonts = "<a:majorFont><a:latin typeface='Caladea'/></a:majorFont><a:minorFont><a:latin typeface='Arimo'/></a:minorFont>"
    theme = (
        f"<a:theme xmlns:a='{NAMESPACES['a']}' name='t'><a:themeElements><a:clrScheme name='c'>{colors}</a:clrScheme>"
        f"<a:fontScheme name='f'>{fonts}</a:fontScheme></a:themeElements></a:theme>"
    )
    major = "<w:rFonts w:asciiTheme='majorHAnsi' w:hAnsiTheme='majorHAnsi'/>"
    minor = "<w:rFonts w:asciiTheme='minorHAnsi' w:hAnsiTheme='minorHAnsi'/>"
    body = p(r("major", major)) + p(r("minor", minor))
    for color in ("w:themeColor='accent1'", "w:themeColor='accent1' w:themeTint='99'",
                  "w:themeColor='accent1' w:themeShade='BF'", "w:themeColor='nothing'"):  # fmt: skip
        body += p(r("coloured", f"<w:color w:val='123456' {color}/>"))
    return Letter(body, typewriter=False, lines=10, parts={"word/theme/theme1.xml": theme.encode()})


@letter
def language():
    """A run's language reaches the structure tree; one that is the document's own is not repeated."""
    body = p(
        "English, ", r("Cymraeg", "<w:lang w:val='cy-GB'/>"), " and ", r("Deutsch", "<w:lang w:val='de-DE'/>")
    )
    body += p(r("Llythyr cyfan", "<w:lang w:val='cy-GB'/>"))
    return Letter(body + p(r("not checked", "<w:noProof/><w:lang w:val='zxx'/>")), lines=6)


@letter
def default_spacing():
    """Spacing and line height from docDefaults, as Word's own template has them."""
    own = defaults(paragraph="<w:spacing w:after='240' w:line='360' w:lineRule='auto'/>")
    return Letter(p(LOREM) + p("next"), defaults=own, lines=12)
